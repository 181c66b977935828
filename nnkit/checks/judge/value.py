"""Judge numbers and arrays that were worked out by hand or predicted."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnkit.checks.compare import Difference, describe, difference
from nnkit.checks.dress import advice_on_dress
from nnkit.checks.exercise import Circumstances, Value
from nnkit.checks.judge.answers import is_blank
from nnkit.checks.judge.verdicts import decided, half_points, misconceived, passed, to_do
from nnkit.checks.verdict import Verdict


def judge_value(exercise: Value, answer: Any, circumstances: Circumstances) -> Verdict:
    """Decide about numbers, each within the tolerance; entries that are right count."""
    if is_blank(answer):
        return to_do(exercise)
    if callable(answer):
        return decided(exercise, "failed", f"`{exercise.name}` is {describe(answer)}")
    expected = exercise.expected(circumstances.student)
    found = difference(expected, answer, atol=exercise.tolerance, names=exercise.parts)
    if found is None:
        # A list of numbers that were worked out by hand is as good as an array.
        computed = isinstance(answer, np.ndarray)
        advice = advice_on_dress(expected, answer, part=exercise.name) if computed else ""
        return passed(exercise, f"{exercise.why}\n\n{advice}".strip())
    if any(_same(exercise, a, answer, circumstances.student) for a in exercise.accepts):
        return passed(exercise, exercise.why)
    for misconception in exercise.misconceptions:
        if _same(exercise, misconception.wrong, answer, circumstances.student):
            return misconceived(exercise, misconception)
    where = (
        f"In your `{exercise.name}`, `{found.part}`" if found.part else f"Your `{exercise.name}`"
    )
    message = f"{where} {found.text}.{_nearly(found, exercise.tolerance)}"
    share = _share_right(expected, answer, exercise.tolerance) if found.aspect == "value" else 0.0
    points = half_points(exercise.points * share)
    if 0 < points < exercise.points:
        return decided(exercise, "partial", message, points)
    return decided(exercise, "failed", message)


def _same(exercise: Value, value: Any, answer: Any, student: str | None) -> bool:
    value = exercise.for_student(value, student)
    return difference(value, answer, atol=exercise.tolerance, names=exercise.parts) is None


def _nearly(found: Difference, tolerance: float) -> str:
    """A word more where a number is nearly right; a ratio would give the answer away."""
    if found.expected is None or found.got is None:
        return ""
    expected, got = found.expected.astype(float), found.got.astype(float)
    if np.allclose(got, -expected, rtol=0.0, atol=tolerance):
        return " The sign is wrong, the size is right."
    if np.allclose(got, expected, rtol=0.02, atol=2 * tolerance):
        return " It is close: keep more digits on the way and round at the end."
    return ""


def _share_right(expected: Any, got: Any, tolerance: float) -> float:
    """Share of the entries of an answer of the right shape that are right."""
    if isinstance(expected, (list, tuple)) and not all(np.ndim(e) == 0 for e in expected):
        shares = [_share_right(e, g, tolerance) for e, g in zip(expected, got, strict=False)]
        return sum(shares) / len(expected)
    try:
        e, g = np.asarray(expected, float), np.asarray(got, float)
    except (ValueError, TypeError):
        return 0.0
    if e.size != g.size or e.size == 0:
        return 0.0
    return float(np.mean(np.isclose(e.ravel(), g.ravel(), rtol=0.0, atol=tolerance)))
