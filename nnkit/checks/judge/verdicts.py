"""Verdicts about an exercise: passed, decided otherwise, a misconception, still to do."""

from __future__ import annotations

from nnkit.checks.exercise import Exercise, Misconception
from nnkit.checks.verdict import Status, Verdict


def decided(exercise: Exercise, status: Status, message: str = "", points: float = 0) -> Verdict:
    """A verdict about an exercise."""
    return Verdict(exercise.id, points, exercise.points, status, message)


def passed(exercise: Exercise, message: str = "") -> Verdict:
    """All the points."""
    return decided(exercise, "passed", message, exercise.points)


def misconceived(
    exercise: Exercise, misconception: Misconception, more: str = "", points: float = 0
) -> Verdict:
    """A verdict that names a misconception; what is right all the same may earn `points`."""
    credit = half_points(exercise.points * misconception.credit)
    # A mistake that is recognised costs no more than one that is not.
    points = min(max(credit, points), exercise.points - 0.5)
    status: Status = "partial" if points else "failed"
    message = f"{misconception.tell}\n\n{more}".strip()
    return Verdict(exercise.id, points, exercise.points, status, message, misconception.name)


def only_the_shape(exercise: Exercise, message: str) -> Verdict:
    """Right numbers in another shape, where the shape was asked for: half the points."""
    message = f"{message}\n\nThe numbers are right; what comes later needs this very shape."
    points = half_points(exercise.points / 2)
    return decided(exercise, "partial" if points else "failed", message, points)


def to_do(exercise: Exercise, what: str = "") -> Verdict:
    """Nothing was answered yet, or `what` is missing."""
    return decided(exercise, "not attempted", what or f"`{exercise.name}` is still to do.")


def half_points(points: float) -> float:
    """Points rounded down to half points, so that there are none for nothing."""
    return int(2 * points + 1e-9) / 2
