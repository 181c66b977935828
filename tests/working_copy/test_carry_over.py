"""Work in the course's own folder goes to the copy, and ``git pull`` meets nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.working_copy.notebook import read, written
from tests.working_copy.course import NAME, SmallCourse, git
from tests.working_copy.notebooks import LESSON, SOLVED, changed, inserted, own, run, sources

NEW = changed(LESSON, title="# Better")
MINE = changed(LESSON, f=SOLVED)
TOLD = (
    "Somebody worked in modules/05_x/lesson.ipynb (05.f): that was taken to work/05_x/lesson.ipynb."
)


@pytest.fixture
def course(tmp_path: Path) -> SmallCourse:
    return SmallCourse(tmp_path.resolve())


@pytest.fixture
def in_git(course: SmallCourse) -> SmallCourse:
    course.commit()
    return course


def test_answers_are_taken_over_and_git_has_nothing_to_complain_about(in_git: SmallCourse) -> None:
    in_git.release(MINE)
    assert in_git.start().endswith(TOLD)
    assert in_git.mine() == MINE
    assert in_git.status() == ""
    assert in_git.released() == LESSON
    assert in_git.start() == ""
    in_git.release(NEW)
    in_git.commit()
    in_git.start()
    assert sources(in_git.mine()) == {**sources(NEW), "f": SOLVED}


def test_answers_that_were_staged_are_taken_over_too(in_git: SmallCourse) -> None:
    in_git.release(MINE)
    git(in_git.root, "add", "-A")
    in_git.start()
    assert in_git.mine() == MINE
    assert in_git.status() == ""


def test_without_git_they_are_taken_over_once(course: SmallCourse) -> None:
    mine = inserted(MINE, "f", own("print(f(2))"))
    course.release(mine)
    assert "(05.f, 1 added cell): that was taken to work/05_x/lesson.ipynb." in course.start()
    assert course.start() == ""
    assert course.mine() == mine
    course.release(NEW)
    assert "your answers stay" in course.start()
    made = [cell.source for cell in read(course.mine()).cells]
    assert made.pop(made.index(SOLVED) + 1) == "print(f(2))"
    assert made == list({**sources(NEW), "f": SOLVED}.values())


def test_an_untouched_copy_takes_them_and_another_one_has_them_beside(in_git: SmallCourse) -> None:
    in_git.start()
    in_git.release(MINE)
    assert in_git.start() == TOLD
    other = changed(LESSON, f="def f(x):\n    return x + x")
    in_git.release(other)
    assert in_git.start() == (
        "Somebody worked in modules/05_x/lesson.ipynb (05.f), in another way than you: that is now "
        "work/05_x/lesson (from modules).ipynb."
    )
    assert in_git.mine() == MINE
    assert in_git.mine("05_x/lesson (from modules).ipynb") == other
    assert in_git.status() == ""


def test_a_notebook_that_was_only_run_is_put_back_without_a_word(in_git: SmallCourse) -> None:
    in_git.start()
    in_git.release(run(LESSON))
    assert in_git.start() == ""
    assert in_git.status() == ""
    assert in_git.mine() == LESSON


def test_an_authors_new_version_is_not_put_back(in_git: SmallCourse) -> None:
    in_git.start()
    in_git.release(NEW)
    assert in_git.start() == ""
    assert in_git.released() == in_git.mine() == NEW


def test_what_a_student_changed_besides_answers_is_taken_over_too(in_git: SmallCourse) -> None:
    in_git.start()
    note = run(changed(LESSON, title="# Title\n\nMy note."))
    in_git.release(note)
    assert in_git.start() == (
        "Somebody worked in modules/05_x/lesson.ipynb: that was taken to work/05_x/lesson.ipynb."
    )
    assert in_git.mine() == note
    assert in_git.status() == ""


def test_whoever_goes_on_in_the_courses_folder_is_followed(course: SmallCourse) -> None:
    course.release(MINE)
    course.start()
    more = changed(MINE, why="Because.")
    course.release(more)
    assert "that was taken to work/05_x/lesson.ipynb" in course.start()
    assert course.mine() == more
    assert course.files() == ["05_x/data.csv", NAME]


def test_answers_that_were_committed_are_taken_over_and_stay(course: SmallCourse) -> None:
    course.release(MINE)
    course.commit()
    assert course.start().endswith(TOLD)
    assert course.released() == MINE
    assert course.start() == ""


def test_nothing_is_put_back_in_the_middle_of_a_merge(in_git: SmallCourse) -> None:
    git(in_git.root, "branch", "newer")
    in_git.release(MINE)
    in_git.commit()
    git(in_git.root, "checkout", "-q", "newer")
    in_git.release(changed(LESSON, f="def f(x):\n    return x"))
    in_git.commit()
    with pytest.raises(Exception, match="returned non-zero"):
        git(in_git.root, "merge", "-q", "-")
    conflict = in_git.released()
    told = in_git.start()
    assert "is damaged; what it held is in work/05_x/lesson (damaged).ipynb." in told
    assert in_git.released() == conflict
    assert in_git.mine("05_x/lesson (damaged).ipynb") == conflict


def test_a_damaged_notebook_is_kept_and_the_committed_one_copied(in_git: SmallCourse) -> None:
    in_git.release(MINE[:-30])
    told = in_git.start()
    assert "modules/05_x/lesson.ipynb is damaged; what it held is in" in told
    assert in_git.mine("05_x/lesson (damaged).ipynb") == MINE[:-30]
    assert in_git.mine() == LESSON
    assert in_git.status() == ""
    assert in_git.start() == ""


def test_lines_may_end_in_another_way_after_git_put_a_notebook_back(in_git: SmallCourse) -> None:
    (in_git.root / ".gitattributes").write_text("*.ipynb text eol=crlf\n")
    in_git.commit()
    in_git.release(MINE)
    in_git.start()
    assert b"\r\n" in in_git.released()
    assert in_git.start() == ""
    assert in_git.mine() == MINE
    assert written(read(in_git.released())) == LESSON
