"""Grades with what they belong to, of the assignments that are asked for only."""

from __future__ import annotations

from nbgrader.api import Assignment, Grade, SubmittedAssignment
from sqlalchemy.dialects import sqlite

from nnkit.grading.classroom.grade_rows import CELL_NAME, POSSIBLE, grouped, of_grades


def test_columns_of_all_that_a_grade_belongs_to_are_one_query() -> None:
    columns = (Assignment.name, SubmittedAssignment.student_id, CELL_NAME, Grade.score, POSSIBLE)
    query = str(of_grades(columns, ["ps1"]).compile(dialect=sqlite.dialect()))
    assert query.count("SELECT") == 1
    assert query.count("JOIN") == 7


def test_rows_are_grouped_by_their_first_column() -> None:
    rows = [("a", 1, 2), ("b", 3, 4), ("a", 5, 6)]
    assert grouped(rows) == {"a": [[1, 2], [5, 6]], "b": [[3, 4]]}
