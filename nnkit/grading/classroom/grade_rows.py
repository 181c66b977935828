"""What the gradebook has of a class: grades, comments and notebooks, each in one query."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import Select, func, select

_CELL, _GRADED, _TASK = (kind.__table__ for kind in (BaseCell, GradeCell, TaskCell))
CELL_NAME = _CELL.c.name
"""The grade id of a grade's or a comment's cell."""
POSSIBLE = func.coalesce(_GRADED.c.max_score, _TASK.c.max_score, 0.0)
"""What a grade's cell can earn."""


def of_notebooks(columns: Collection[Any], modules: Collection[str]) -> Select[Any]:
    """Select columns of each notebook that was handed in for some assignments.

    Parameters
    ----------
    columns : collection of columns
        Of `Assignment`, `Notebook`, `SubmittedNotebook` and `SubmittedAssignment`.
    modules : collection of str
    """
    return (
        select(*columns)
        .select_from(SubmittedNotebook)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .where(Assignment.name.in_(modules))
    )


def of_grades(columns: Collection[Any], modules: Collection[str]) -> Select[Any]:
    """The same of each grade: columns also of `Grade`, and `CELL_NAME` and `POSSIBLE`."""
    return (
        of_notebooks(columns, modules)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(_CELL, Grade.cell_id == _CELL.c.id)
        .outerjoin(_GRADED, _GRADED.c.id == _CELL.c.id)
        .outerjoin(_TASK, _TASK.c.id == _CELL.c.id)
    )


def of_comments(columns: Collection[Any], modules: Collection[str]) -> Select[Any]:
    """The same of each comment: columns also of `Comment`, and `CELL_NAME`."""
    return (
        of_notebooks(columns, modules)
        .join(Comment, Comment.notebook_id == SubmittedNotebook.id)
        .join(_CELL, Comment.cell_id == _CELL.c.id)
    )


def grouped(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    """Rows by their first column."""
    found: dict[Any, list[Any]] = {}
    for key, *row in rows:
        found.setdefault(key, []).append(row)
    return found
