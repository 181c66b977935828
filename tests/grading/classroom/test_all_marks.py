"""The marks of a class, read at once, are those that are read one by one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

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
            opened.find_submission_notebook("b", "ps1", "bob").late_submission_penalty = 0.5
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


def test_they_are_the_marks_of_each_submission(gradebook: Gradebook) -> None:
    found = read_all_marks(gradebook, ["ps1", "ps2"])
    assert found.keys() == {("ps1", student) for student in STUDENTS}
    for (module, student), by_notebook in found.items():
        one_by_one = read_marks(gradebook, student, module)
        assert {n: replace(of, comments={}) for n, of in one_by_one.items()} == by_notebook
    bob = found["ps1", "bob"]["a.ipynb"]
    assert (bob.score, bob.max_score) == (2.5, 9)
    assert bob.read == ("test", "why")
    assert found["ps1", "bob"]["b.ipynb"].penalty == 0.5
    assert read_all_marks(gradebook, ["ps2"]) == read_all_marks(gradebook, []) == {}
