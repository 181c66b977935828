"""An answer is used twice on copies, and what it did is told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.checks.exercise import Code
from nnkit.checks.observe import observe

CALL = Code("02.f", points=1, asks="f(x)", cases=lambda rng: [], arguments=("x",))


def test_a_result_and_an_error() -> None:
    assert observe(CALL, lambda x: x + 1, (1,)).value == 2
    assert isinstance(observe(CALL, lambda x: 1 / x, (0,)).error, ZeroDivisionError)


def test_another_result_the_second_time() -> None:
    seen: list[float] = []

    def answer(x: float) -> int:
        seen.append(x)
        return len(seen)

    assert not observe(CALL, answer, (1.0,)).steady
    assert observe(CALL, abs, (1.0,)).steady


@pytest.mark.parametrize(
    ("argument", "change"),
    [
        (np.ones(2), lambda x: x.fill(2)),
        (np.zeros(2), lambda x: x.fill(1e-12)),
        (np.array([np.nan, 1.0]), lambda x: x.fill(1)),
        ([1, 2], lambda x: x.append(3)),
        ({"a": 1}, lambda x: x.update(a=2)),
        ({"a": 1}, lambda x: x.update(b=2)),
    ],
)
def test_an_argument_that_was_changed(argument: Any, change: Any) -> None:
    before = repr(argument)
    assert observe(CALL, change, (argument,)).changed == "x"
    assert observe(CALL, lambda x: None, (argument,)).changed == ""
    assert repr(argument) == before, "answers get copies"


def test_a_result_is_kept_as_it_was() -> None:
    kept: list[float] = []

    def answer(x: float) -> list[float]:
        kept.append(x)
        return kept

    assert observe(CALL, answer, (1.0,)).value == [1.0]


@pytest.mark.parametrize("value", [None, ([None, 1.0], [2.0]), [None], {"a": None}])
def test_none_is_the_same_the_second_time(value: Any) -> None:
    assert observe(CALL, lambda x: value, (1.0,)).steady
