"""The grades of a class, joined with all that they belong to: one query for whoever asks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
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
"""The grade id of a grade's cell."""
POSSIBLE = func.coalesce(_GRADED.c.max_score, _TASK.c.max_score, 0.0)
"""What a grade's cell can earn."""


def of_grades(columns: Collection[Any], modules: Collection[str]) -> Select[Any]:
    """Select columns of each grade in some assignments, and of what it belongs to.

    Parameters
    ----------
    columns : collection of columns
        Of `Grade`, `Notebook`, `Assignment`, `SubmittedNotebook` and `SubmittedAssignment`, and
        `CELL_NAME` and `POSSIBLE`.
    modules : collection of str
    """
    return (
        select(*columns)
        .select_from(Grade)
        .join(_CELL, Grade.cell_id == _CELL.c.id)
        .outerjoin(_GRADED, _GRADED.c.id == _CELL.c.id)
        .outerjoin(_TASK, _TASK.c.id == _CELL.c.id)
        .join(Notebook, Notebook.id == _CELL.c.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(Assignment.name.in_(modules))
    )
