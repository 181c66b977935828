"""Marks as the gradebook has them: of one submission or of whole assignments in four queries.

Object by object, as nbgrader's own methods read them, a class of 500 would take minutes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Select, select

from nnkit.grading.classroom.deadlines import why_late
from nnkit.grading.classroom.grade_rows import CELL_NAME, POSSIBLE, of_grades
from nnkit.grading.classroom.record import Marks

AllMarks = dict[tuple[str, str], dict[str, Marks]]
"""By assignment and student, then by the notebook's file name."""


def read_all_marks(
    gradebook: Gradebook, modules: Collection[str], student: str | None = None
) -> AllMarks:
    """What the gradebook has on the submissions of some assignments.

    Parameters
    ----------
    gradebook : Gradebook
    modules : collection of str
    student : str, optional
        Only this student's.
    """
    found: AllMarks = {}

    def rows(query: Select[Any]) -> Any:
        whose = SubmittedAssignment.student_id == student
        return gradebook.db.execute(query if student is None else query.where(whose)).all()

    try:
        possible = dict(rows(_possible(modules)))
        grades, comments = _grouped(rows(_grades(modules))), _grouped(rows(_comments(modules)))
        for id, module, whose, source, name, penalty, of in rows(_notebooks(modules)):
            own = grades.get(id, [])
            found.setdefault((module, whose), {})[f"{name}.ipynb"] = Marks(
                float(sum(score for _, score, _, _ in own)),
                float(possible.get(source, 0.0)),
                penalty or 0,
                {cell: (score, most) for cell, score, most, _ in own},
                dict(comments.get(id, [])),
                tuple(sorted(cell for cell, _, _, manual in own if manual is not None)),
                why_late(gradebook.db.get(SubmittedAssignment, of)) if penalty else "",
            )
    finally:
        gradebook.db.remove()  # a session remembers all that it has read
    return found


def _grouped(rows: Any) -> dict[str, list[Any]]:
    """Rows by their first column, the id of a notebook that was handed in."""
    found: dict[str, list[Any]] = {}
    for notebook, *row in rows:
        found.setdefault(notebook, []).append(row)
    return found


def _notebooks(modules: Collection[str]) -> Select[Any]:
    """Id, assignment, student, source, name, penalty and submission of each notebook."""
    return _handed_in(
        (
            SubmittedNotebook.id,
            Assignment.name,
            SubmittedAssignment.student_id,
            Notebook.id,
            Notebook.name,
            SubmittedNotebook.late_submission_penalty,
            SubmittedAssignment.id,
        ),
        modules,
    )


def _comments(modules: Collection[str]) -> Select[Any]:
    """Notebook, cell and text of each comment."""
    return (
        _handed_in((SubmittedNotebook.id, BaseCell.name, Comment.comment), modules)
        .join(Comment, Comment.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, Comment.cell_id == BaseCell.id)
    )


def _grades(modules: Collection[str]) -> Select[Any]:
    """Notebook, cell, score, possible score and a person's score of each grade."""
    return of_grades(
        (SubmittedNotebook.id, CELL_NAME, Grade.score, POSSIBLE, Grade.manual_score), modules
    )


def _possible(modules: Collection[str]) -> Select[Any]:
    """Id and possible score of each of the assignments' notebooks."""
    return _handed_in((Notebook.id, Notebook.max_score), modules).distinct()


def _handed_in(columns: Collection[Any], modules: Collection[str]) -> Select[Any]:
    """Columns of each notebook that was handed in for some assignments."""
    return (
        select(*columns)
        .select_from(SubmittedNotebook)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .where(Assignment.name.in_(modules))
    )
