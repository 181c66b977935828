"""Marks above their maximum: of exercises whose points changed, or that are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import func, select


@dataclass(frozen=True)
class Above:
    """A mark that is above what its exercise can earn, without extra credit.

    Attributes
    ----------
    module, exercise, student : str
        The exercise by its grade id.
    points, max_points : float
    by_hand : bool
        Whether a person gave it, so that it stays when the submission is graded again.
    """

    module: str
    exercise: str
    student: str
    points: float
    max_points: float
    by_hand: bool


def above_maximum(gradebook: Gradebook, asked: Sequence[str]) -> list[Above]:
    """The marks above their maximum in some modules, by module, exercise and student.

    Parameters
    ----------
    gradebook : Gradebook
        Open.
    asked : sequence of str
        Modules.
    """
    points = func.coalesce(Grade.manual_score, Grade.auto_score)
    most = func.coalesce(GradeCell.max_score, TaskCell.max_score)
    student = SubmittedAssignment.student_id
    rows = (
        select(
            Assignment.name, BaseCell.name, student, points, most, Grade.manual_score.is_not(None)
        )
        .select_from(Grade)
        .join(BaseCell.__table__, Grade.cell_id == BaseCell.id)
        .outerjoin(GradeCell.__table__, GradeCell.__table__.c.id == BaseCell.id)
        .outerjoin(TaskCell.__table__, TaskCell.__table__.c.id == BaseCell.id)
        .join(Notebook, BaseCell.notebook_id == Notebook.id)
        .join(Assignment, Notebook.assignment_id == Assignment.id)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(Assignment.name.in_(asked), points > most + 1e-9)
        .order_by(Assignment.name, BaseCell.name, student)
    )
    try:
        return [Above(*row) for row in gradebook.db.execute(rows).all()]
    finally:
        gradebook.db.remove()
