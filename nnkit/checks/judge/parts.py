"""The share of code that is right: of what it returns, or of what its cases are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from nnkit.checks.compare import difference
from nnkit.checks.exercise import Case, Code
from nnkit.checks.observe import Outcome


def share_right(
    exercise: Code, cases: Sequence[Case], expected: Sequence[Any], outcomes: Sequence[Outcome]
) -> float:
    """Share of the parts that are right in all cases; 0 if the exercise has no parts."""
    if any(not outcome.steady for outcome in outcomes):
        return 0.0
    right: dict[tuple[str, str], bool] = {}
    for case, value, outcome in zip(cases, expected, outcomes, strict=True):
        about = exercise.part_of(*case) if exercise.part_of else ""
        for name, is_right in _parts(exercise, value, outcome):
            key = about, name
            right[key] = right.get(key, True) and is_right
    return sum(right.values()) / len(right) if len(right) > 1 else 0.0


def _parts(exercise: Code, expected: Any, outcome: Outcome) -> Iterator[tuple[str, bool]]:
    got = outcome.value
    # What `use` gives is not what the student returned.
    names = () if exercise.use else exercise.returns
    if not names:
        yield "", outcome.error is None and _same(exercise, expected, got)
        return
    fits = outcome.error is None and isinstance(got, (list, tuple)) and len(got) == len(names)
    for i, name in enumerate(names):
        if name in exercise.given:
            continue
        yield name, fits and _same(exercise, expected[i], got[i])


def _same(exercise: Code, expected: Any, got: Any) -> bool:
    found = difference(expected, got, rtol=exercise.rtol, exact_shape=exercise.exact_shape)
    return found is None
