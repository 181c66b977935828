"""Steps with a class: what each gives is told as it was then."""

from __future__ import annotations

from typing import Any

import pytest

from nnkit.checks.exercise import Circumstances, Code
from nnkit.checks.judge import judge as judge_it
from nnkit.checks.steps import run_steps


class Counter:
    """Hands out the very list that it goes on changing."""

    def __init__(self, start: list[float]) -> None:
        self.seen = start

    def add(self, x: float) -> list[float]:
        self.seen.append(x)
        return self.seen


class Right(Counter):
    def __init__(self, start: list[float]) -> None:
        self.seen = list(start)


class Forgets(Right):
    def add(self, x: float) -> list[float]:
        self.seen = [*self.seen[:1], x]
        return self.seen


STEPS = [
    ("", "c = Counter(start)"),
    ("once", "c.add(x)"),
    ("", "c.add(0)"),
    ("three times", "c.add(x)"),
]


def test_a_later_step_does_not_change_what_an_earlier_one_gave() -> None:
    told = run_steps(STEPS, {"Counter": Counter, "start": [], "x": 2.0})
    assert told == {"once": [2.0], "three times": [2.0, 0, 2.0]}


def test_an_error_is_passed_on() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reset'"):
        run_steps([*STEPS[:1], ("", "c.reset()")], {"Counter": Counter, "start": []})


def test_an_exercise_says_which_steps() -> None:
    exercise = Code(
        "02.Counter",
        points=1,
        asks="a class",
        reference=Right,
        steps=lambda start, x: STEPS,
        arguments=("start", "x"),
        cases=lambda rng: [([], float(rng.normal()))],
    )

    def judge(answer: Any) -> str:
        return judge_it(exercise, answer, Circumstances()).message

    assert judge(Right) == "Right on all 2 cases."
    assert "changed its argument `start`" in judge(Counter)
    assert "three times" in judge(Forgets)
    assert "TypeError" in judge(type("Empty", (), {}))
    assert "a class is needed" in judge(1)


@pytest.mark.parametrize("wrong", [{"arguments": ()}, {"use": lambda cls, start, x: cls(start)}])
def test_steps_name_the_arguments_and_stand_alone(wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {"arguments": ("start", "x"), "steps": lambda start, x: STEPS}
    about: dict[str, Any] = {"id": "02.Counter", "points": 1, "asks": "a class"}
    with pytest.raises(ValueError, match=r"02.Counter: `steps` needs `arguments`"):
        Code(**about, **{**right, **wrong}, reference=Right, cases=lambda rng: [([], 1.0)])
