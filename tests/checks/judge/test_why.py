"""Answers in words."""

from __future__ import annotations

import pytest

from nnkit.checks.exercise import Circumstances, Why
from nnkit.checks.judge import judge


def test_a_written_answer_is_read_by_a_person() -> None:
    verdict = judge(Why("02.why", points=2, asks="why?"), "Because.", Circumstances())
    assert (verdict.status, verdict.points, verdict.max_points) == ("manual", 0, 2)


def test_only_exercises_are_judged() -> None:
    with pytest.raises(TypeError, match="nobody knows how to judge a str"):
        judge("02.why", "Because.", Circumstances())  # type: ignore[arg-type]
