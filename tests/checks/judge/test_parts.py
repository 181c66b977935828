"""Parts that are right in all cases count, and those that are right once do not."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from nnkit.checks.exercise import Circumstances, Code
from nnkit.checks.judge import judge


def pair(**more: Any) -> Code:
    return Code(
        "02.pair",
        points=2,
        asks="pair(x) -> (a, b)",
        arguments=("op", "x"),
        cases=lambda rng: [(op, x) for op in ("sin", "cos", "exp", "log") for x in (0.5, 2.0)],
        reference=lambda op, x: getattr(math, op)(x),
        **more,
    )


def wrong_for(op: str) -> Callable[..., Any]:
    return lambda name, x: 17.0 if name == op else getattr(math, name)(x)


def test_one_wrong_operation_of_four_leaves_three_quarters() -> None:
    exercise = pair(part_of=lambda op, x: op)
    verdict = judge(exercise, wrong_for("cos"), Circumstances("ada"))
    assert (verdict.points, verdict.status) == (1.5, "partial")


def test_an_operation_that_is_right_once_counts_nothing() -> None:
    exercise = pair(part_of=lambda op, x: op)
    answer = lambda op, x: getattr(math, op)(x) if x == 2.0 else 17.0  # noqa: E731
    assert judge(exercise, answer, Circumstances("ada")).points == 0


def test_without_parts_all_has_to_be_right() -> None:
    assert judge(pair(), wrong_for("cos"), Circumstances("ada")).points == 0


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        (lambda x: (x, 2 * x), 2),
        (lambda x: (x, 3 * x), 1),
        (lambda x: (3 * x, 2 * x), 1),
        (lambda x: (3 * x, 3 * x), 0),
        (lambda x: x, 0),
        (lambda x: (x, 2 * x, 0), 0),
    ],
)
def test_each_part_that_is_returned_counts(answer: Callable[..., Any], points: float) -> None:
    exercise = Code(
        "02.two",
        points=2,
        asks="two(x) -> (a, b)",
        arguments=("x",),
        returns=("a", "b"),
        cases=lambda rng: [(1.5,), (2.5,)],
        reference=lambda x: (x, 2 * x),
    )
    assert judge(exercise, answer, Circumstances("ada")).points == points
