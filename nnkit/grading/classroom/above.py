"""Marks above their maximum: of exercises whose points changed, or that are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nbgrader.api import Assignment, Grade, Gradebook, SubmittedAssignment
from sqlalchemy import func

from nnkit.grading.classroom.grade_rows import CELL_NAME, POSSIBLE, of_grades


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
    student, by_hand = SubmittedAssignment.student_id, Grade.manual_score.is_not(None)
    columns = (Assignment.name, CELL_NAME, student, points, POSSIBLE, by_hand)
    rows = (
        of_grades(columns, asked)
        .where(points > POSSIBLE + 1e-9)
        .order_by(Assignment.name, CELL_NAME, student)
    )
    try:
        return [Above(*row) for row in gradebook.db.execute(rows).all()]
    finally:
        gradebook.db.remove()
