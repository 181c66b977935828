"""A course directory from this course's modules: whole, released, and in no other's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.authoring.new_course import course_here, new_course, own_modules
from nnkit.grading.classroom.course import Course, CourseError
from tests.commands.nnkit_command import MODULE, NOTEBOOK, REPOSITORY, small_course


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return Course(small_course(tmp_path_factory.mktemp("origin"), timeout=6))


def test_a_course_has_the_sources_the_settings_and_what_students_get(
    origin: Course, tmp_path: Path
) -> None:
    made = new_course(origin, tmp_path / "my course")
    files = {path.relative_to(made.root).as_posix() for path in made.root.rglob("*.*")}
    notebook = f"{MODULE}/{NOTEBOOK}"
    assert files == {"nbgrader_config.py", f"modules/{notebook}", f"solutions/{notebook}"}
    assert made.modules() == [MODULE]


def test_nothing_is_written_where_something_is(origin: Course, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    for folder in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(CourseError, match="so nothing was written"):
            new_course(origin, folder)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_course_of_others_is_not_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "source" / "ps1").mkdir(parents=True)
    (tmp_path / "source" / "ps1" / "one.ipynb").touch()
    (tmp_path / "nbgrader_config.py").touch()
    monkeypatch.chdir(tmp_path)
    assert own_modules(Course(tmp_path)) == []
    assert course_here() == Course.own() == Course(REPOSITORY)


def test_the_course_here_is_copied_if_it_has_modules(
    origin: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(origin.root)
    assert course_here() == origin
