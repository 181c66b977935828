"""A course is found, says what is missing, and reads a submission's files without their links."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import Course, CourseError, alike
from nnkit.grading.grader.files import files_in, fingerprint, write_files

MODULE = "02_forward_propagation"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    (tmp_path / "solutions" / MODULE).mkdir(parents=True)
    (tmp_path / "solutions" / MODULE / "forward_propagation.ipynb").touch()
    return Course(tmp_path)


def test_course_is_found_from_within(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course.root / "solutions" / MODULE)
    assert Course.find() == course
    assert Course.find(Path("..")).root == course.root / "solutions"


@pytest.mark.parametrize("wanted", ["02", MODULE, f"{MODULE}/"])
def test_modules_go_by_number_or_name(course: Course, wanted: str) -> None:
    assert course.modules() == course.modules([wanted]) == [MODULE]
    assert course.notebook(MODULE) == "forward_propagation.ipynb"


@pytest.mark.parametrize("wanted", ["03", "02_forward", "0", ""])
def test_unknown_module_is_told(course: Course, wanted: str) -> None:
    with pytest.raises(CourseError, match=f"there are {MODULE}"):
        course.modules([wanted])


def test_course_without_modules_is_told(course: Course) -> None:
    shutil.rmtree(course.root / "solutions")
    with pytest.raises(CourseError, match="has no modules"):
        course.modules()
    with pytest.raises(CourseError, match="There is no folder"):
        Course.find(course.root / "solutions")


def test_submissions_of_some_students(course: Course) -> None:
    for student in ("eve", "ada", "bob"):
        course.submitted(student, MODULE).mkdir(parents=True)
    assert course.submissions(MODULE) == ["ada", "bob", "eve"]
    assert course.submissions(MODULE, ["eve", "zoe"]) == ["eve"]
    assert course.submissions("07_problems") == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may not tell them apart")
def test_a_folder_counts_if_its_name_is_written_differently(course: Course) -> None:
    course.submitted("Jos\u00e9", MODULE).parent.mkdir(parents=True)
    for name in ("02_Forward_Propagation", f"{MODULE} ", "02_forwärd".replace("ä", "a\u0308")):
        folder = course.folder("submitted") / "Jos\u00e9" / name
        folder.mkdir()
        found = alike(name) == alike(MODULE)
        assert course.submissions(MODULE) == (["Jos\u00e9"] if found else [])
        assert course.submissions(MODULE, ["Jose\u0301"]) == (["Jos\u00e9"] if found else [])
        assert course.unknown_folders() == ([] if found else [course.relative(folder)])
        folder.rmdir()
    for name in (f"{MODULE} ", f" {MODULE}"):
        (course.folder("submitted") / "Jos\u00e9" / name).mkdir()
    assert len(course.unknown_folders()) == 2, "nobody knows which one is meant"
    course.submitted("Jos\u00e9", MODULE).mkdir()
    assert course.submissions(MODULE) == ["Jos\u00e9"]
    assert len(course.unknown_folders()) == 2


def test_secret_stays_the_same(course: Course) -> None:
    assert course.secret() == course.secret() != Course(course.root / "solutions").secret()
    if os.name != "nt":
        assert (course.root / ".nnkit-secret").stat().st_mode & 0o777 == 0o600


def test_files_travel_without_links_and_leftovers(tmp_path: Path) -> None:
    files = {"a.ipynb": b"1", "data/b.csv": b"2"}
    write_files(tmp_path / "from", {**files, ".ipynb_checkpoints/a.ipynb": b"old"})
    if os.name != "nt":
        (tmp_path / "from" / "link").symlink_to("/etc/passwd")
    assert files_in(tmp_path / "from") == files
    write_files(tmp_path / "to", files)
    assert files_in(tmp_path / "to") == files


def test_fingerprint_tells_names_and_contents_apart() -> None:
    several = [{}, {"a": b"1"}, {"a": b"2"}, {"b": b"1"}, {"a": b"1", "b": b""}, {"a": b"1/b/0/"}]
    assert len({fingerprint(files) for files in several}) == len(several)
    assert fingerprint({"a": b"1", "b": b"2"}) == fingerprint({"b": b"2", "a": b"1"})


@pytest.mark.parametrize("damaged", [b"", b"\n", b"abc", b"\xff" * 32, b"\0" * 32])
def test_a_damaged_secret_is_refused_and_kept(damaged: bytes, course: Course) -> None:
    (course.root / ".nnkit-secret").write_bytes(damaged)
    with pytest.raises(CourseError, match=r"is damaged\. Put back a copy"):
        course.secret()
    assert (course.root / ".nnkit-secret").read_bytes() == damaged


def test_a_secret_of_another_instructor_is_told(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.secret()

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CourseError, match=r"is not yours to read or make\. .*chmod g\+r"):
        course.secret()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\nimport nowhere", "in line 2 with a ModuleNotFoundError: No module named 'nowhere'"),
        ("import nnkit.of_before", "take the lines that begin with `from nnkit` from"),
        ("c = = 1", "in line 1 with a SyntaxError"),
        ("c = get_config()\n\nc.A.b = 1 / 0", "in line 3 with a ZeroDivisionError"),
        (
            "c = get_config()\nc.CourseDirectory.directory_structure = '{nbgrader_step}'",
            "finds submissions in {nbgrader_step}/{student_id}/{assignment_id} only",
        ),
    ],
)
def test_a_configuration_that_cannot_be_used_is_told(text: str, told: str, course: Course) -> None:
    (course.root / "nbgrader_config.py").write_text(text)
    with pytest.raises(CourseError) as error:
        course.config()
    assert told in str(error.value)


@pytest.mark.parametrize("name", ["grades.db", "./grades.db", "{root}/grades.db"])
def test_the_gradebook_lies_where_nbgrader_finds_it(
    name: str,
    course: Course,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = "sqlite:///" + name.format(root=course.root.as_posix())
    text = f"c = get_config()\nc.CourseDirectory.db_url = {url!r}"
    (course.root / "nbgrader_config.py").write_text(text)
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    found = course.config().CourseDirectory.db_url
    assert Path(found.removeprefix("sqlite:///")) == course.root / "grades.db"


def test_a_configuration_that_ends_the_program_is_told(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text("import sys\nsys.exit(3)\n", encoding="utf-8")
    with pytest.raises(
        CourseError, match=r"nbgrader_config\.py stopped in line 2 with a SystemExit"
    ):
        Course(tmp_path).config()


@pytest.mark.parametrize(
    ("contents", "is_course"),
    [
        (["solutions"], True),
        (["nbgrader_config.py"], True),
        (["source", "release"], True),
        (["submitted", "gradebook.db"], True),
        (["source"], False),
        (["release"], False),
        ([], False),
    ],
)
def test_a_course_is_known_by_what_is_in_it(
    contents: list[str], is_course: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "course" / "notes"
    inside.mkdir(parents=True)
    for name in contents:
        (tmp_path / "course" / name).mkdir()
    monkeypatch.chdir(inside)
    found = Course.find()
    assert (found.root == tmp_path / "course") == is_course


def test_a_users_settings_count_unless_the_course_has_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(home))
    mine = "c = get_config()\nc.CourseDirectory.root = '/elsewhere'\n"
    mine += "c.SandboxedExecute.seconds = 7\nc.SandboxedExecute.total = 70\n"
    (home / "nbgrader_config.py").write_text(mine)
    (tmp_path / "plain").mkdir()
    config = Course(tmp_path / "plain").config()
    assert config.SandboxedExecute.seconds == 7
    assert config.CourseDirectory.root == str(tmp_path / "plain")
    (tmp_path / "own").mkdir()
    own = "c = get_config()\nc.SandboxedExecute.seconds = 9\n"
    (tmp_path / "own" / "nbgrader_config.py").write_text(own)
    config = Course(tmp_path / "own").config()
    assert (config.SandboxedExecute.seconds, config.SandboxedExecute.total) == (9, 70)
    (home / "nbgrader_config.py").write_text("1 / 0")
    (tmp_path / "third").mkdir()
    with pytest.raises(CourseError, match=r"home/nbgrader_config\.py stopped in line 1"):
        Course(tmp_path / "third").config()
