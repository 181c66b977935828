"""A course is found, says what is missing, and reads a submission's files without their links."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import SHIPPED, Course, CourseError, alike
from nnkit.grading.grader.files import files_in, fingerprint, write_files
from nnkit.grading.sandbox.confinement.policy import Policy

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
    with pytest.raises(CourseError, match="has no assignments: the notebooks of one belong into"):
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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\nimport nowhere", "in line 2 with a ModuleNotFoundError: No module named 'nowhere'"),
        ("import nnkit.of_before", "take the lines that begin with `from nnkit` from"),
        ("c = = 1", "in line 1 with a SyntaxError"),
        ("c = get_config()\n\nc.A.b = 1 / 0", "in line 3 with a ZeroDivisionError"),
        (
            "c = get_config()\nc.CourseDirectory.directory_structure = '{nbgrader_step}'",
            "it needs {student_id}, {assignment_id}, as in '{nbgrader_step}/",
        ),
    ],
)
def test_a_configuration_that_cannot_be_used_is_told(text: str, told: str, course: Course) -> None:
    (course.root / "nbgrader_config.py").write_text(text)
    with pytest.raises(CourseError) as error:
        _ = course.layout
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


def test_a_course_is_graded_only_where_somebody_is_in_it_or_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, elsewhere, own = (tmp_path / name for name in ("home", "elsewhere", "course"))
    for folder in (home, elsewhere, own / "source" / "ps1", own / "submitted"):
        folder.mkdir(parents=True)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(home))
    monkeypatch.chdir(elsewhere)
    with pytest.raises(CourseError, match=r"elsewhere is no course: it has no nbgrader_config\.py"):
        Course.to_grade()
    for inside in (own, own / "source" / "ps1"):
        monkeypatch.chdir(inside)
        assert Course.to_grade() == Course(own)
    here = tmp_path / "third"
    here.mkdir()
    monkeypatch.chdir(here)
    (home / "nbgrader_config.py").write_text(f"c.CourseDirectory.root = {str(own)!r}")
    assert Course.to_grade().root == own
    monkeypatch.chdir(own)
    (own / "nbgrader_config.py").write_text("c.CourseDirectory.root = 'nosuch'")
    with pytest.raises(CourseError, match=r"CourseDirectory\.root .* there is no such folder"):
        Course.to_grade().as_configured()


def test_where_there_is_no_course_it_is_the_one_that_nnkit_came_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped, here = tmp_path / "nnkit" / "shipped", tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(f"{Course.__module__}.SHIPPED", shipped)
    assert Course.find() == Course.own() == Course(Path(__file__).parents[3])
    (shipped / "solutions").mkdir(parents=True)
    assert Course.find() == Course.own() == Course(shipped)
    with pytest.raises(CourseError, match="`nnkit new course DIR` makes one"):
        Course.to_grade()


def test_students_code_cannot_read_the_course_that_nnkit_came_with() -> None:
    assert any(SHIPPED.is_relative_to(hidden) for hidden in Policy().hidden)


def test_an_assignment_is_called_a_module_only_in_this_course(
    course: Course, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert course.word == "module"
    other = tmp_path_factory.mktemp("other")
    (other / "source" / "ps1").mkdir(parents=True)
    (other / "source" / "ps1" / "a.ipynb").touch()
    with pytest.raises(CourseError, match="There is no assignment '05'; there are ps1"):
        Course(other).modules(["05"])


def test_submissions_lie_where_the_structure_says(tmp_path: Path) -> None:
    structure = "{assignment_id}/{nbgrader_step}/{student_id}"
    config = f"c.CourseDirectory.directory_structure = {structure!r}"
    (tmp_path / "nbgrader_config.py").write_text(config)
    for name in ("ps1/source", "ps1/submitted/ada", "ps1/submitted/bob", "ps2/submitted/ada"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "ps1" / "source" / "a.ipynb").touch()
    course = Course(tmp_path)
    assert (course.modules(), course.notebooks("ps1")) == (["ps1"], ["a.ipynb"])
    assert (course.students(), course.submissions("ps1")) == (["ada", "bob"], ["ada", "bob"])
    assert course.submitted("ada", "ps1") == tmp_path / "ps1" / "submitted" / "ada"
    assert course.autograded("ada", "ps1") == tmp_path / "ps1" / "autograded" / "ada"
    assert course.unknown_folders() == [Path("ps2", "submitted", "ada")]


def test_notebooks_and_students_that_the_configuration_leaves_out_are_left_out(
    course: Course,
) -> None:
    (course.root / "nbgrader_config.py").write_text(
        "c.CourseDirectory.notebook_id = 'for*'\n"
        "c.CourseDirectory.student_id_exclude = 'test, bob'\n"
    )
    (course.source(MODULE) / "draft.ipynb").touch()
    for student in ("ada", "bob", "test"):
        course.submitted(student, MODULE).mkdir(parents=True)
    assert course.notebooks(MODULE) == ["forward_propagation.ipynb"]
    assert course.submissions(MODULE) == ["ada"]
    course.source("drafts").mkdir()
    (course.source("drafts") / "draft.ipynb").touch()
    assert course.modules() == [MODULE]
