"""Numbers to practise an exercise with: drawn anew, never a student's own."""

from __future__ import annotations

import secrets
from typing import Any

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Exercise, Value
from nnkit.course import student

TRIES = 2000


def can_be_practised(exercise: Exercise) -> bool:
    """Whether an exercise can be asked with other numbers."""
    return isinstance(exercise, Value) and bool(exercise.variant or exercise.fresh)


def new_seed() -> str:
    """What chooses the numbers: another each time, but the same in a grader's and author's run."""
    return "the same" if student.works_alone() else str(secrets.randbelow(10**6))


def fresh_numbers(exercise: Value, seed: int | str) -> Any:
    """Numbers for which all misconceptions show, other than those that earn points.

    Parameters
    ----------
    exercise : Value
        One that can be practised.
    seed : int or str
        The same seed gives the same numbers.
    """
    source = exercise.variant or exercise.fresh
    assert source is not None
    purpose = exercise.variant.id if exercise.variant else exercise.id
    draw = Draw(str(seed), f"practice/{purpose}")
    graded = repr(_graded(exercise))
    for _ in range(TRIES):
        numbers = source.draw(draw)
        if repr(numbers) != graded and exercise.tells_apart(numbers, 1.9 * exercise.tolerance):
            return numbers
    raise RuntimeError(f"no numbers for {exercise.id} in which every misconception shows")


def _graded(exercise: Value) -> Any:
    """The numbers that earn points: the notebook's, or the student's own if they are known."""
    if exercise.fresh:
        return exercise.fresh.given
    who = student.student_id()
    return exercise.variant.numbers(who) if exercise.variant and who is not None else None
