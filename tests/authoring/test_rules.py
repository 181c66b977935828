"""What is missing in an exercise is said in a sentence."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pytest

from nnkit.authoring.rules import FORMS, problems
from nnkit.checks import draw
from nnkit.checks.exercise import (
    Choice,
    Code,
    Exercise,
    Fresh,
    Hint,
    Misconception,
    Right,
    Value,
    Variant,
    Why,
    Wrong,
)
from nnkit.course.catalogue import find


class Given(NamedTuple):
    """A notebook's numbers."""

    u: float


HINTS = (Hint("How?", "So."), Hint("And then?", "So."), Hint("Nearly the answer", "So."))
NUMBER = Value("02.n", points=1, asks="n", reference=1.0, hints=HINTS)
WHICH = Choice(
    "02.which",
    points=1,
    asks="which",
    options=(Right("1"), Wrong("2", "second", "No.")),
    hints=HINTS,
)
AFFINE = find("02.affine")
_calls = itertools.count()


def with_wrong(*wrong: Misconception) -> Value:
    return replace(NUMBER, misconceptions=wrong)


def code(**changed: Any) -> Exercise:
    assert isinstance(AFFINE, Code)
    return replace(AFFINE, **changed)


def fails(*args: Any) -> Any:
    raise KeyError("oh")


WHY = Why("02.y", points=2, asks="why", rubric=("2 points: a reason",))


@pytest.mark.parametrize("exercise", [NUMBER, WHICH, AFFINE, WHY])
def test_an_exercise_that_lacks_nothing(exercise: Exercise) -> None:
    assert problems(exercise) == []


@pytest.mark.parametrize(
    ("exercise", "sentence"),
    [
        (replace(NUMBER, id="99.n"), "there is no module '99'."),
        (replace(NUMBER, id="02.a-b"), "'a-b' is no name that a variable can have."),
        (replace(NUMBER, points=0.3), "points are halves and above 0; there are 0.3."),
        (replace(NUMBER, points=0), "points are halves and above 0; there are 0."),
        (replace(NUMBER, difficulty=4), "the difficulty is 1, 2 or 3, not 4."),
        (replace(NUMBER, asks=""), "`asks` is empty."),
        (replace(NUMBER, needs=("02.afine",)), "it needs 02.afine, but there is no exercise"),
        (replace(WHY, rubric=()), "`rubric` is empty: say what a good answer has"),
        (replace(NUMBER, hints=HINTS[:2]), "three hints are needed, there are two."),
        (replace(NUMBER, hints=HINTS[:1]), "three hints are needed, there is one."),
        (replace(WHICH, options=(Wrong("1", "a", "No."),)), "no option is right."),
        (replace(WHICH, options=(Right("1"), Wrong("2"))), "option b is wrong, and nothing"),
        (replace(NUMBER, reference=fails), "the right answer gets 0 of 1 points (KeyError: 'oh')"),
        (replace(NUMBER, reference=abs), "the right answer gets 0 of 1 points (TypeError"),
        (
            with_wrong(Misconception("two", 2.0, "No."), Misconception("two", 3.0, "No.")),
            "two misconceptions are named two.",
        ),
        (
            with_wrong(Misconception("two", 2.0, "No."), Misconception("more", 2.0, "No.")),
            "misconception more is told as 0 of 1 points (failed) for author.",
        ),
        (
            with_wrong(Misconception("one", 1.0, "No.")),
            "misconception one is told as 1 of 1 points (passed) for author.",
        ),
        (
            with_wrong(Misconception("two", 2.0, "No.", credit=1.0)),
            "misconception two gets 0.5 of 1 points (partial) for author.",
        ),
        (
            replace(
                with_wrong(Misconception("odd", lambda n: n if n % 2 else 0, "No.")),
                reference=lambda n: n,
                variant=Variant("02.own", lambda draw: draw.integer(1, 9)),
            ),
            "misconception odd is told as 1 of 1 points (passed)",
        ),
        (code(asks="W a + b"), "`asks` begins with the call, `affine(...)`."),
        (code(misconceptions=()), "at least four misconceptions are needed, there are no."),
        (code(cases=lambda rng: [(np.eye(2), np.ones((2, 1)), np.eye(2))]), "the same whatever"),
        (code(cases=lambda rng: [(next(_calls),)], misconceptions=()), "others each time"),
        (code(accepts=(fails,)), "accepted answer fails gets 0 of 2 points (`affine` stopped"),
    ],
)
def test_what_is_missing_is_said(exercise: Exercise, sentence: str) -> None:
    found = problems(exercise)
    assert any(p.startswith(f"{exercise.id}: ") and sentence in p for p in found), found


def test_a_program_that_cannot_be_pasted_is_told() -> None:
    def closed(k: int) -> Callable[..., Any]:
        def multiplied(W: Any, b: Any, a: Any) -> Any:
            return k * (W @ a + b)

        multiplied.__module__ = AFFINE.misconceptions[0].wrong.__module__
        return multiplied

    found = problems(code(accepts=(closed(1),)))
    assert len(found) == 1
    assert "pasted into a notebook, accepted answer multiplied gets 0 of 2 points" in found[0]
    assert "uses k of the function around it" in found[0]


def test_a_form_that_does_not_pass_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMS, "halved", lambda array: array / 2)
    assert problems(AFFINE) == ["02.affine: the right answer halved gets 0 of 2 points (failed)."]


def test_numbers_that_are_never_found_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "MOST_DRAWN", 50)

    def never(stream: draw.Draw) -> float:
        while (number := stream.integer(1, 9)) < 10:
            pass
        return float(number)

    told = (
        "50 numbers were drawn for 02.numbers, and none were what its `draw` asks for: let it ask "
        "for less, or draw from more numbers."
    )
    own = replace(NUMBER, variant=Variant("02.numbers", never), reference=lambda n: 2 * n)
    assert problems(own) == [f"02.n: {told}"]
    given = replace(NUMBER, fresh=Fresh(Given(1.0), never), reference=lambda n: 2 * n.u)
    assert problems(given) == [f"02.n: in practice, {told}".replace("02.numbers", "practice/02.n")]
