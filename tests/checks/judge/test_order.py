"""Orders: the right ones pass, a wrong one is told how far it is right."""

from __future__ import annotations

from typing import Any

import pytest

from nnkit.checks.exercise import Circumstances, Misconception, Order
from nnkit.checks.judge import judge as judge_it
from nnkit.checks.verdict import Verdict


def judge(exercise: Order, answer: Any) -> Verdict:
    return judge_it(exercise, answer, Circumstances())


LINES = Order(
    "02.order",
    points=1,
    asks="order",
    lines=("second", "fourth", "third", "first", "trap"),
    reference="dacb",
    accepts=("adcb",),
    misconceptions=(Misconception("backwards", "bcad", "From the end."),),
)


@pytest.mark.parametrize("answer", ["dacb", "D A C B", ["d", "a", "c", "b"], "adcb"])
def test_an_order_in_any_dress_passes(answer: Any) -> None:
    assert judge(LINES, answer).status == "passed"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("bcad", "From the end."),
        ("cabd", "`C` cannot come first."),
        ("dabc", "The first 2 lines are right; `B` cannot come next."),
        ("dbac", "The first line is right; `B` cannot come next."),
        ("dac", "Lines are missing: 4 are needed."),
        ("dacbe", "`E` cannot come next"),
        (3, '"ABCD"'),
    ],
)
def test_a_wrong_order_is_told(answer: Any, words: str) -> None:
    verdict = judge(LINES, answer)
    assert (verdict.status, verdict.points) == ("failed", 0)
    assert words in verdict.message


def test_two_lines_the_wrong_way_round_are_told() -> None:
    why = {"da": "Line A needs what line D makes.", "cb": "Line B needs what line C makes."}
    exercise = Order(
        id="02.order", points=1, asks="order", lines=LINES.lines, reference="dacb", before=why
    )
    told = judge(exercise, "adbc").message
    assert "`A` cannot come first." in told
    assert "A stands before D. Line A needs what line D makes." in told
    assert "B stands before C. Line B needs what line C makes." in judge(exercise, "dabc").message
    assert "stands before" not in judge(exercise, "dac").message
