"""What practice needs of an exercise is said in a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest

from nnkit.authoring.practice import practice_problems, remarks
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Exercise, Fresh, Hint, Misconception, Value, Variant
from nnkit.course.catalogue import every_exercise, find


class Two(NamedTuple):
    x: float
    y: float


def draw_two(draw: Draw) -> Two:
    return Two(float(draw.integer(2, 9)), float(draw.integer(2, 9)))


def add(question: str = "{x} plus {y}?", tell: str = "Not {x} alone.") -> Value:
    return Value(
        "03.plus",
        points=1,
        asks="",
        fresh=Fresh(Two(1.0, 2.0), draw_two),
        practice=question,
        reference=lambda n: n.x + n.y,
        misconceptions=(Misconception("x-alone", lambda n: n.x, tell),),
        hints=(Hint("How?", "{x} + {y}"),),
    )


def test_all_is_well() -> None:
    assert [*practice_problems(add())] == []
    assert remarks(add()) == []
    assert [*practice_problems(find("02.affine"))] == []


@pytest.mark.parametrize(
    ("exercise", "told"),
    [
        (add("{x} plus what?"), "the question to practise does not mention {y}."),
        (add(tell="Not {z}."), "in practice, nothing is known that {z} could mean."),
        (
            replace(add().general, accepts=(lambda n: n.x,)),
            "in practice, misconception x-alone is told as passed.",
        ),
        (
            replace(add().general, reference=lambda n: 1 / (n.x == 1)),
            "in practice, ZeroDivisionError: division by zero.",
        ),
    ],
    ids=["question", "tell", "accepts", "error"],
)
def test_what_is_wrong_is_told(exercise: Value, told: str) -> None:
    assert [*practice_problems(exercise)] == [told]


def test_a_question_that_is_missing_is_a_remark() -> None:
    own = Value("08.own", points=1, asks="", reference=abs, variant=Variant("08.own", draw_two))
    assert remarks(own) == [
        "08.own: `practice` shows its numbers without a question; say it in `practice=`, with "
        "{name} for a number."
    ]


TO_08 = [e for e in every_exercise() if e.module < "08"]


@pytest.mark.parametrize("exercise", TO_08, ids=[e.id for e in TO_08])
def test_each_that_can_be_practised_asks_its_question(exercise: Exercise) -> None:
    assert remarks(exercise) == []
