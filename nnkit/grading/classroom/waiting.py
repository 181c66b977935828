"""What waits for a person: written answers and tasks that nobody has read, by exercise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nbgrader.api import Assignment, Grade, Gradebook
from sqlalchemy import func

from nnkit.course.catalogue import exercises_of
from nnkit.grading.classroom.grade_rows import CELL_NAME, of_grades


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
        of_grades((Assignment.name, CELL_NAME, func.count(Grade.id)), asked)
        .where(Grade.needs_manual_grade)
        .group_by(Assignment.name, CELL_NAME)
        .order_by(Assignment.name, CELL_NAME)
    )
    try:
        found = gradebook.db.execute(rows).all()
    finally:
        gradebook.db.remove()
    return [Waiting(module, exercise_id(module, cell), answers) for module, cell, answers in found]


def exercise_id(module: str, cell: str) -> str:
    """The catalogue's id of an exercise that a cell asks, or the grade id."""
    id = f"{module[:2]}.{cell}"
    return id if id in exercises_of(module) else cell
