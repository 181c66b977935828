"""What waits for a person: written answers and tasks that nobody has read, by exercise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import func, select

from nnkit.course.catalogue import exercises, modules


@dataclass(frozen=True)
class Waiting:
    """How many answers to an exercise nobody has read."""

    module: str
    exercise: str
    answers: int


def waiting(gradebook: Gradebook, asked: Sequence[str]) -> list[Waiting]:
    """What waits in some modules, by module and exercise.

    Parameters
    ----------
    gradebook : Gradebook
        Open.
    asked : sequence of str
        Modules.
    """
    rows = (
        select(Assignment.name, BaseCell.name, func.count(Grade.id))
        .select_from(Grade)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .join(Notebook, BaseCell.notebook_id == Notebook.id)
        .join(Assignment, Notebook.assignment_id == Assignment.id)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(Grade.needs_manual_grade, Assignment.name.in_(asked))
        .group_by(Assignment.name, BaseCell.name)
        .order_by(Assignment.name, BaseCell.name)
    )
    try:
        found = gradebook.db.execute(rows).all()
    finally:
        gradebook.db.remove()
    return [Waiting(module, exercise_id(module, cell), answers) for module, cell, answers in found]


def exercise_id(module: str, cell: str) -> str:
    """The catalogue's id of an exercise that a cell asks, or the grade id."""
    id = f"{module[:2]}.{cell}"
    return id if module in modules().values() and id in exercises(module) else cell
