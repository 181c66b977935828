"""Each kind of exercise is decided by the judge for it."""

from __future__ import annotations

import pytest

from nnkit.checks.exercise import Choice, Circumstances, Code, Exercise, Order, Value, Why
from nnkit.checks.judge import judge
from nnkit.course.catalogue import every_exercise

HERE = Circumstances()


@pytest.mark.parametrize("kind", [Code, Value, Choice, Order, Why])
def test_nothing_answered_has_the_verdict_of_its_kind(kind: type[Exercise]) -> None:
    exercise = next(e for e in every_exercise() if isinstance(e, kind))
    verdict = judge(exercise, None, HERE)
    assert (verdict.exercise, verdict.points) == (exercise.id, 0)
    assert verdict.status == ("manual" if kind is Why else "not attempted")


def test_a_kind_that_nobody_decides_is_named() -> None:
    class Riddle(Exercise):
        """A kind without a judge."""

    riddle = Riddle(id="02.riddle", points=1, asks="what", kind="code")
    with pytest.raises(TypeError, match="nobody knows how to judge a Riddle"):
        judge(riddle, 3, HERE)
