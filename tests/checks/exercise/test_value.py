"""Numbers, and those of a student's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.checks.exercise import Misconception, Value, Variant

OWN = Value(
    "02.sum",
    points=1,
    asks="the sum of your W along each row",
    variant=Variant("02.own", lambda draw: draw.array((2, 3), -3, 4)),
    reference=lambda W: W.sum(axis=1, keepdims=True),
    misconceptions=(Misconception("mean", lambda W: W.mean(axis=1), "Not the mean."),),
)


def test_a_value_may_depend_on_the_student() -> None:
    assert OWN.variant
    W = OWN.variant.numbers("ada")
    assert np.array_equal(OWN.expected("ada"), W.sum(axis=1, keepdims=True))
    assert OWN.for_student(3.0, "ada") == 3.0
    with pytest.raises(LookupError, match=r"02\.own needs to know whose numbers"):
        OWN.expected(None)


def test_a_value_may_be_computed_when_it_is_needed() -> None:
    assert Value("02.n", points=1, asks="n", reference=lambda: 3.0).expected(None) == 3.0


@pytest.mark.parametrize(
    ("W", "apart"),
    [([[1, 2, 3], [0, 0, 0]], True), ([[1, -1, 0], [0, 0, 0]], False), ([[0.01, 0, 0]], False)],
)
def test_numbers_tell_mistakes_apart(W: Any, apart: bool) -> None:
    assert OWN.tells_apart(np.array(W, float), 0.1) is apart
