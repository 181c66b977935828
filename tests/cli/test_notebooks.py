"""Whoever names a module, a folder or a file is understood, from anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.cli.notebooks import Notebooks, matching
from nnkit.grading.classroom.course import CourseError
from nnkit.working_copy.update import update
from tests.working_copy.notebooks import LESSON, SOLVED, changed, notebook, own

LESSON_05 = Path("05_backpropagation", "lesson.ipynb")
OTHER = Path("06_other", "one two.ipynb")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NNKIT_WORK", raising=False)
    root = tmp_path.resolve() / "course"
    for name in (LESSON_05, OTHER):
        (root / "modules" / name).parent.mkdir(parents=True)
        (root / "modules" / name).write_bytes(LESSON)
    monkeypatch.chdir(root)
    return root


def named(name: str, course: Path | None = None) -> list[Path]:
    return [path.resolve() for path in Notebooks.find(course, None).named(name)]


NAMES = [
    *("05", "5", "05_backpropagation", "05_backpropagation/", "./05_backpropagation/"),
    *("backpropagation", "lesson.ipynb", "lesson", "'05'", '"05_backpropagation"'),
    *("modules/05_backpropagation/lesson.ipynb", "modules\\05_backpropagation"),
    *("05_backpropagation/lesson.ipynb", "05_backpropagation\\lesson.ipynb"),
    ".\\05_backpropagation\\",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", [".", "modules", "modules/06_other", "work", "work/06_other"])
def test_a_module_is_found_from_anywhere_and_in_the_copy_first(
    course: Path, name: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert named(name.replace("./", "").replace(".\\", "")) == [course / "modules" / LESSON_05]
    update(course, course / "work")
    monkeypatch.chdir(course / place)
    if name[0] == "." and place not in ("modules", "work"):
        return  # a path that there is not
    assert named(name) == [course / "work" / LESSON_05]


def test_a_path_is_taken_as_it_is(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update(course, course / "work")
    mine = course / "my own.ipynb"
    mine.write_bytes(LESSON)
    for name in ("my own.ipynb", "'my own.ipynb'", str(mine), "./my own.ipynb", ".\\my own.ipynb"):
        assert named(name) == [mine]
    for name in ("work/06_other", "work\\06_other\\", "'one two.ipynb'", "06_other/one two"):
        assert named(name) == [course / "work" / OTHER]
    assert named("work") == [course / "work" / LESSON_05, course / "work" / OTHER]
    monkeypatch.chdir(course / "work" / "06_other")
    assert named(".") == [course / "work" / OTHER]


def test_the_courses_own_is_taken_only_where_somebody_answered_it(course: Path) -> None:
    update(course, course / "work")
    explicit = str(Path("modules") / LESSON_05)
    assert named(explicit) == [course / "work" / LESSON_05]
    (course / explicit).write_bytes(changed(LESSON, f=SOLVED))
    assert named(explicit) == [course / explicit]


def test_what_the_course_put_beside_is_not_taken_for_the_notebook(course: Path) -> None:
    update(course, course / "work")
    (course / "work" / "05_backpropagation" / "lesson (new).ipynb").write_bytes(LESSON)
    assert named("05") == [course / "work" / LESSON_05]


def test_a_notebook_that_was_renamed_is_taken_while_the_fresh_one_has_no_answers(
    course: Path,
) -> None:
    update(course, course / "work")
    fresh = course / "work" / LESSON_05
    renamed = fresh.with_name("my solution.ipynb")
    renamed.write_bytes(changed(LESSON, f=SOLVED))
    fresh.with_name("scratch.ipynb").write_bytes(notebook(own("1 + 1")))
    for name in ("05", "work/05_backpropagation"):
        assert named(name) == [renamed]
    assert named("lesson.ipynb") == [fresh], "it was named"
    fresh.write_bytes(changed(LESSON, f=SOLVED))
    assert named("05") == [fresh]
    fresh.write_bytes(b"damaged")
    assert named("05") == [fresh], "and that is told"


def test_a_course_is_named_and_a_copy_elsewhere_is_recognised(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "mine"
    update(course, copy)
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert named("05", course) == [course / "modules" / LESSON_05]
    monkeypatch.setenv("NNKIT_WORK", str(copy))
    assert named("05", course) == [copy.resolve() / LESSON_05]
    monkeypatch.delenv("NNKIT_WORK")
    monkeypatch.chdir(copy / "06_other")
    assert named("05", course) == [copy.resolve() / LESSON_05]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("09", "There is no module '09'; there are 05_backpropagation, 06_other."),
        ("", "There is no module ''; there are 05_backpropagation, 06_other."),
        ("none.ipynb", "There is no such file."),
        ("\0", "There is no module"),
    ],
)
def test_what_is_not_there_is_told(course: Path, name: str, told: str) -> None:
    with pytest.raises(CourseError) as error:
        named(name)
    assert str(error.value).startswith(told)


def test_without_a_course_a_file_can_be_named(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(folder: Path | None) -> None:
        raise CourseError("no course")

    monkeypatch.setattr("nnkit.cli.notebooks.Course.find", none)
    assert named(str(course / "modules" / LESSON_05)) == [course / "modules" / LESSON_05]
    with pytest.raises(CourseError, match="There is no such file"):
        named("05")
    with pytest.raises(CourseError, match="no course"):
        named("05", course)


def test_a_module_is_called_by_number_name_or_both() -> None:
    slugs = ["00_start_here", "10_more"]
    assert [matching(n, slugs) for n in ("0", "10", "1", "start_here", "START_HERE/", "")] == [
        *("00_start_here", "10_more", None, "00_start_here", "00_start_here", None)
    ]
    names = ("m10", "module 10", "10.delta", "Start Here", "start-here", "./10_more", "010", "x0")
    assert [matching(n, slugs) for n in names] == [
        *["10_more"] * 3,
        *["00_start_here"] * 2,
        *["10_more"] * 2,
        None,
    ]
    assert matching("10.ipynb", slugs) is None
    assert matching("...", slugs) is None
