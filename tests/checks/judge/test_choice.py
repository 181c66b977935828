"""Letters: the right ones pass, a wrong one is told."""

from __future__ import annotations

from typing import Any

import pytest

from nnkit.checks.exercise import Choice, Circumstances, Right, Wrong
from nnkit.checks.judge import judge as judge_it
from nnkit.checks.verdict import Verdict


def judge(exercise: Choice, answer: Any) -> Verdict:
    return judge_it(exercise, answer, Circumstances())


SHAPE = Choice(
    "02.shape",
    points=1,
    asks="which?",
    options=(
        Wrong("rows", "rows", "Count the rows."),
        Right("columns", "Examples are columns."),
        Wrong("neither"),
    ),
)


@pytest.mark.parametrize("answer", ["b", " B ", "(b)", ["b"]])
def test_a_letter_in_any_dress_passes(answer: Any) -> None:
    verdict = judge(SHAPE, answer)
    assert (verdict.status, verdict.message) == ("passed", "Examples are columns.")


@pytest.mark.parametrize(
    ("answer", "words"),
    [("a", "Count the rows."), ("c", "not it"), ("z", "one of a, b, c"), (2, "one of a, b, c")],
)
def test_a_wrong_letter_is_told(answer: Any, words: str) -> None:
    verdict = judge(SHAPE, answer)
    assert (verdict.status, verdict.points) == ("failed", 0)
    assert words in verdict.message


def test_all_that_apply() -> None:
    options = (Right("1"), Wrong("2"), Right("3"), Wrong("4"))
    exercise = Choice("02.all", points=1, asks="which?", options=options)
    for answer in ("ac", "c, a", ["a", "c"], {"c", "a"}):
        assert judge(exercise, answer).status == "passed"
    assert "something is missing" in judge(exercise, "a").message
    assert "1 of your 2 letters" in judge(exercise, "ab").message
    assert judge(exercise, "abc").status == "failed"
