"""Judge numbers and arrays that were worked out by hand or predicted."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.checks.compare import describe, difference
from nnkit.checks.dress import advice_on_dress
from nnkit.checks.exercise import Circumstances, Misconception, Value
from nnkit.checks.explain import is_rounded
from nnkit.checks.judge.answers import is_blank
from nnkit.checks.judge.verdicts import (
    decided,
    half_points,
    misconceived,
    only_the_shape,
    passed,
    to_do,
)
from nnkit.checks.sizes import TooLarge, refuse_too_large
from nnkit.checks.verdict import Verdict


def judge_value(exercise: Value, answer: Any, circumstances: Circumstances) -> Verdict:
    """Decide about numbers, each within the tolerance; entries that are right count."""
    if is_blank(answer):
        return to_do(exercise)
    if callable(answer):
        what = describe(answer)
        needed = "" if what.endswith("?") else "; numbers are needed."
        return decided(exercise, "failed", f"`{exercise.name}` is {what}{needed}")
    try:
        refuse_too_large(answer)
    except TooLarge as large:
        return decided(exercise, "failed", f"Your `{exercise.name}` {large}.")
    expected = exercise.expected(circumstances.student)
    found = difference(
        expected,
        answer,
        atol=exercise.tolerance,
        names=exercise.parts,
        exact_shape=exercise.exact_shape,
    )
    if found is None:
        # Numbers that were worked out by hand may have any dress but that of a matrix.
        matrix = isinstance(answer, np.matrix)
        advice = advice_on_dress(expected, answer, part=exercise.name) if matrix else ""
        return passed(exercise, f"{exercise.why}\n\n{advice}".strip())
    if difference(expected, answer, atol=exercise.tolerance, names=exercise.parts) is None:
        return only_the_shape(exercise, f"Your `{exercise.name}` {found.text}.")
    if any(_same(exercise, a, answer, circumstances.student) for a in exercise.accepts):
        return passed(exercise, exercise.why)
    share = _share_right(expected, answer, exercise.tolerance) if found.aspect == "value" else 0.0
    points = half_points(exercise.points * share)
    named = _named(exercise, answer, circumstances.student)
    if named:
        return misconceived(exercise, named, points=points)
    where = (
        f"In your `{exercise.name}`, `{found.part}`" if found.part else f"Your `{exercise.name}`"
    )
    slip = _slip(expected, answer, exercise.tolerance) if found.aspect == "value" else ""
    message = f"{where} {found.text}.{slip}"
    if 0 < points < exercise.points:
        return decided(exercise, "partial", message, points)
    return decided(exercise, "failed", message)


def _named(exercise: Value, answer: Any, student: str | None) -> Misconception | None:
    """The misconception that gives these numbers; None if two do, for then nobody knows which."""
    fit = [m for m in exercise.misconceptions if _same(exercise, m.wrong, answer, student)]
    if len(fit) > 1:
        fit = [m for m in fit if _same(exercise, m.wrong, answer, student, exact=True)]
    return fit[0] if len(fit) == 1 else None


def _same(
    exercise: Value, value: Any, answer: Any, student: str | None, exact: bool = False
) -> bool:
    """Whether an answer is a value, within the tolerance or to the digit."""
    value = exercise.for_student(value, student)
    atol = 1e-9 if exact else exercise.tolerance
    found = difference(value, answer, atol=atol, names=exercise.parts, exact_shape=exact)
    return found is None


def _slip(expected: Any, answer: Any, tolerance: float) -> str:
    """A word more where the numbers show what happened; a ratio would give the answer away."""
    e, g = _flat(expected), _flat(answer)
    if e is None or g is None or e.size != g.size or not np.isfinite(g).all():
        return ""
    if np.allclose(g, -e, rtol=0.0, atol=tolerance):
        return " The sign is wrong, the size is right."
    if e.size > 1 and np.allclose(np.sort(g), np.sort(e), rtol=0.0, atol=tolerance):
        return " All the numbers are there, but not in their places."
    if e.size > 1 and np.allclose(np.abs(g), np.abs(e), rtol=0.0, atol=tolerance):
        return " The sizes are right; look at the signs."
    for power in (-3, -2, -1, 1, 2, 3):
        if e.all() and np.allclose(g, e * 10.0**power, rtol=0.0, atol=tolerance * 10.0**power):
            return " The digits are right, the decimal point is not."
    if is_rounded(e, g):
        return " It is rounded too early: keep more digits on the way, and round at the end."
    return ""


def _flat(value: Any) -> NDArray[np.float64] | None:
    """All numbers of an answer in a row; None if they are no numbers."""
    try:
        if isinstance(value, (list, tuple)):
            parts = [np.ravel(np.asarray(part, float)) for part in value]
            return np.concatenate(parts) if parts else None
        return np.ravel(np.asarray(value, float))
    except (ValueError, TypeError):
        return None


def _share_right(expected: Any, got: Any, tolerance: float) -> float:
    """Share of the entries of an answer of the right shape that are right.

    Zeros and numbers that stand there twice do not count, unless there are no others: they can be
    right by chance.
    """
    if isinstance(expected, (list, tuple)) and not all(np.ndim(e) == 0 for e in expected):
        shares = [_share_right(e, g, tolerance) for e, g in zip(expected, got, strict=False)]
        return sum(shares) / len(expected)
    e, g = _flat(expected), _flat(got)
    if e is None or g is None or e.size != g.size or e.size == 0:
        return 0.0
    right = np.isclose(e, g, rtol=0.0, atol=tolerance)
    same = np.isclose(e[:, None], e[None, :], rtol=0.0, atol=tolerance).sum(axis=1) > 1
    telling = ~same & (np.abs(e) > tolerance)
    return float(np.mean(right[telling])) if telling.any() else 0.0
