"""Marks that are read at once are those that nbgrader reads object by object."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook, MissingEntry

from nnkit.grading.classroom.all_marks import read_all_marks
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.gradebook import open_gradebook, read_marks, transaction

STUDENTS = ("ada", "bob", "eve")


@pytest.fixture
def gradebook(tmp_path: Path):
    with open_gradebook(Course(tmp_path)) as opened:
        with transaction(opened):
            for module in ("ps1", "ps2"):
                add_assignment(opened, module)
            for student in STUDENTS:
                opened.add_student(student)
                opened.add_submission("ps1", student)
            mark(opened, "ada", "test", auto=3)
            mark(opened, "bob", "test", auto=1, manual=2, extra=0.5)
            mark(opened, "bob", "why", manual=0)
            comment = opened.find_comment("why-answer", "a", "ps1", "bob")
            comment.auto_comment, comment.manual_comment = "No response.", "Well said."
            opened.find_submission_notebook("b", "ps1", "bob").late_submission_penalty = 0.5
            opened.find_assignment("ps1").duedate = datetime(2026, 5, 4, 12)
            opened.find_submission("ps1", "bob").timestamp = datetime(2026, 5, 4, 13)
        yield opened


def add_assignment(gradebook: Gradebook, module: str) -> None:
    gradebook.add_assignment(module)
    for name in ("a", "b"):
        gradebook.add_notebook(name, module)
        gradebook.add_grade_cell("test", name, module, max_score=3, cell_type="code")
        gradebook.add_grade_cell("why", name, module, max_score=2, cell_type="markdown")
        gradebook.add_task_cell("task", name, module, max_score=4, cell_type="markdown")
        gradebook.add_solution_cell("why-answer", name, module)


def mark(
    gradebook: Gradebook,
    student: str,
    cell: str,
    *,
    auto: float | None = None,
    manual: float | None = None,
    extra: float | None = None,
) -> None:
    grade = gradebook.find_grade(cell, "a", "ps1", student)
    grade.auto_score, grade.manual_score, grade.extra_credit = auto, manual, extra


def test_they_are_what_nbgrader_says_of_each_submission(gradebook: Gradebook) -> None:
    found = read_all_marks(gradebook, ["ps1", "ps2"])
    assert found.keys() == {("ps1", student) for student in STUDENTS}
    for (module, student), by_notebook in found.items():
        assert read_marks(gradebook, student, module) == by_notebook
        submission = gradebook.find_submission(module, student)
        assert by_notebook.keys() == {f"{of.name}.ipynb" for of in submission.notebooks}
        for of in submission.notebooks:
            marks = by_notebook[f"{of.name}.ipynb"]
            assert (marks.score, marks.max_score) == (of.score, of.max_score)
            assert marks.points == {
                grade.name: (grade.score, grade.max_score) for grade in of.grades
            }
            assert marks.comments == {comment.name: comment.comment for comment in of.comments}
    bob = found["ps1", "bob"]["a.ipynb"]
    assert (bob.score, bob.max_score) == (2.5, 9)
    assert bob.read == ("test", "why")
    assert bob.comments == {"why-answer": "Well said.", "task": None}
    assert read_all_marks(gradebook, ["ps2"]) == read_all_marks(gradebook, []) == {}


def test_they_say_how_late_it_was_where_that_costs(gradebook: Gradebook) -> None:
    found = read_all_marks(gradebook, ["ps1"])
    first, second = (found["ps1", "bob"][name] for name in ("a.ipynb", "b.ipynb"))
    assert (first.penalty, first.late) == (0, "")
    assert second.penalty == 0.5
    assert "1 hour after it was due" in second.late


def test_of_a_student_without_a_submission_there_are_none(gradebook: Gradebook) -> None:
    with pytest.raises(MissingEntry, match="eve for ps2"):
        read_marks(gradebook, "eve", "ps2")
