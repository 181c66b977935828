"""Each start brings what is new in the course; no answer is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.grader.files import FilesError
from nnkit.working_copy import update as module
from nnkit.working_copy.record import RECORD
from tests.working_copy.course import NAME, SmallCourse
from tests.working_copy.notebooks import (
    LESSON,
    SOLVED,
    answer,
    changed,
    lesson,
    notebook,
    run,
    sources,
)

NEW = changed(LESSON, title="# Better")
MINE = changed(LESSON, f=SOLVED)


@pytest.fixture
def course(tmp_path: Path) -> SmallCourse:
    return SmallCourse(tmp_path.resolve())


def test_the_first_start_copies_all_and_says_where(course: SmallCourse) -> None:
    assert course.start() == (
        "Your own copy of the modules is in work. Work there: when the course changes, your "
        "answers stay."
    )
    assert course.files() == ["05_x/data.csv", NAME]
    assert course.mine() == LESSON
    assert course.start() == ""


def test_what_was_never_changed_is_replaced_without_a_word(course: SmallCourse) -> None:
    course.start()
    course.release(NEW)
    course.release(b"3,4\n", "05_x/data.csv")
    course.release(LESSON, "06_y/more.ipynb")
    assert course.start() == ""
    assert course.mine() == NEW
    assert course.mine("05_x/data.csv") == b"3,4\n"
    assert course.mine("06_y/more.ipynb") == LESSON
    assert not (course.work / "backups").exists()


def test_what_was_worked_on_keeps_its_answers_and_a_backup(course: SmallCourse) -> None:
    course.start()
    course.write(MINE)
    assert course.start() == "", "nothing is new"
    course.release(NEW)
    assert course.start() == (
        "work/05_x/lesson.ipynb has the course's new version, and your answers stay; the notebook "
        "before it is in work/backups."
    )
    assert sources(course.mine()) == {**sources(NEW), "f": SOLVED}
    (backup,) = (course.work / "backups" / "05_x").iterdir()
    assert backup.read_bytes() == MINE
    assert course.start() == ""
    course.release(LESSON)
    course.start()
    assert sources(course.mine()) == {**sources(LESSON), "f": SOLVED}


def test_a_notebook_that_was_only_run_is_updated_too(course: SmallCourse) -> None:
    course.start()
    course.write(run(LESSON))
    course.release(NEW)
    course.start()
    assert sources(course.mine()) == sources(NEW)


def test_an_answer_whose_beginning_changed_is_told(course: SmallCourse) -> None:
    course.start()
    course.write(MINE)
    course.release(notebook(*lesson()[:3], answer("f", "def f(x, y): ..."), *lesson()[4:]))
    assert "your answers stay (the course begins f in another way now)" in course.start()


def test_what_is_not_safe_lies_beside_and_is_told_once(course: SmallCourse) -> None:
    course.start()
    mine = changed(LESSON, f=SOLVED, imports="import math")
    course.write(mine)
    course.release(changed(LESSON, imports="import numpy"))
    assert course.start() == (
        "work/05_x/lesson.ipynb stays as you changed it; the course's new version is "
        "work/05_x/lesson (new).ipynb."
    )
    assert course.mine() == mine
    assert course.mine("05_x/lesson (new).ipynb") == course.released()
    assert course.start() == ""
    course.release(NEW)
    course.start()
    assert sources(course.mine()) == {**sources(mine), "title": "# Better"}, "from where it began"


def test_data_that_the_student_changed_stays(course: SmallCourse) -> None:
    course.start()
    course.write(b"9\n", "05_x/data.csv")
    course.release(b"3,4\n", "05_x/data.csv")
    assert "the course's new version is work/05_x/data (new).csv." in course.start()
    assert course.mine("05_x/data.csv") == b"9\n"


@pytest.mark.parametrize("damage", [b"", LESSON[:-30], b"<<<<<<< HEAD\n" + LESSON, b'{"cells": 1}'])
def test_a_damaged_notebook_is_left_alone_and_told(course: SmallCourse, damage: bytes) -> None:
    course.start()
    course.write(damage)
    told = (
        "work/05_x/lesson.ipynb is damaged and was left as it is; a fresh one is "
        "work/05_x/lesson (new).ipynb."
    )
    assert course.start() == told
    course.release(NEW)
    assert "is damaged" in course.start()
    assert course.mine() == damage
    assert course.mine("05_x/lesson (new 2).ipynb") == NEW


def test_a_file_that_was_deleted_comes_back(course: SmallCourse) -> None:
    course.start()
    (course.work / NAME).unlink()
    course.start()
    assert course.mine() == LESSON


def test_without_its_record_nothing_is_overwritten(course: SmallCourse) -> None:
    course.start()
    course.write(MINE)
    (course.work / RECORD).write_text("{")
    course.release(NEW)
    course.start()
    assert sources(course.mine())["f"] == SOLVED
    assert "# Title" in course.mine().decode(), "perhaps a note of theirs"


def test_one_file_that_cannot_be_written_stops_no_other(course: SmallCourse) -> None:
    (course.work / NAME).mkdir(parents=True)
    assert "work/05_x/lesson.ipynb was left as it is: " in course.start()
    assert course.mine("05_x/data.csv") == b"1,2\n"


def test_a_folder_that_cannot_be_read_is_told(
    course: SmallCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise FilesError("x.ipynb cannot be read: Permission denied.")

    monkeypatch.setattr(module, "files_in", refuse)
    told = "modules/05_x was not copied: x.ipynb cannot be read: Permission denied."
    assert told in course.start()


def test_a_copy_that_cannot_be_made_is_told(course: SmallCourse) -> None:
    course.work.write_text("a file")
    with pytest.raises(CourseError, match=r"cannot be written: .* nnkit lab --work DIR"):
        course.start()


@pytest.mark.parametrize("place", [".", "modules", "modules/05_x"])
def test_the_courses_own_folder_is_no_copy(course: SmallCourse, place: str) -> None:
    with pytest.raises(CourseError, match="is the course's own"):
        module.update(course.root, course.root / place)
