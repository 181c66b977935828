"""Numbers, and those of a student's own."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from nnkit.checks.exercise import Fresh, Hint, Misconception, Value, Variant

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


class Two(NamedTuple):
    x: float
    y: float

    @property
    def both(self) -> float:
        return self.x + self.y


PLUS = Value(
    "02.plus",
    points=1,
    asks="{x} plus {y}",
    question="What is {x} + {y}?",
    fresh=Fresh(Two(1.0, 2.0), lambda draw: Two(3.0, 4.0)),
    reference=lambda n: n.both,
    accepts=(lambda n: [n.both],),
    misconceptions=(
        Misconception("x-alone", lambda n: n.x, "{x} is one of them."),
        Misconception("of-the-text", 12.0, "You put them side by side."),
    ),
    hints=(Hint("How?", "{x} + {y}"),),
    why="{both} in all.",
)


def test_what_has_fresh_numbers_is_fixed_to_everybody_else() -> None:
    assert (PLUS.reference, PLUS.accepts) == (3.0, ([3.0],))
    assert [(m.wrong, m.tell) for m in PLUS.misconceptions] == [
        (1.0, "1 is one of them."),
        (12.0, "You put them side by side."),
    ]
    assert (PLUS.asks, PLUS.question, PLUS.why) == ("1 plus 2", "What is 1 + 2?", "3 in all.")
    assert PLUS.hints == (Hint("How?", "1 + 2"),)


def test_with_other_numbers_all_of_it_changes() -> None:
    other = PLUS.with_numbers(Two(5.0, 7.0))
    assert (other.reference, other.question, other.why) == (12.0, "What is 5 + 7?", "12 in all.")
    assert [m.name for m in other.misconceptions] == ["x-alone"]  # 12 belongs to the text
    assert (other.fresh, other.variant, other.expected(None)) == (None, None, 12.0)


def test_own_numbers_can_be_given_to_everybody() -> None:
    W = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]])
    given = OWN.with_numbers(W)
    assert np.array_equal(given.expected(None), [[6.0], [1.0]])


def test_answers_of_parts_with_different_shapes_are_told_apart() -> None:
    shapes = Value(
        "02.shapes",
        points=1,
        asks="",
        fresh=Fresh(Two(1, 2), lambda draw: Two(1, 2)),
        reference=lambda n: ((n.x, n.y), (n.x, 1)),
        misconceptions=(Misconception("flat", lambda n: ((n.x, n.y), (n.x,)), "No."),),
    )
    assert shapes.tells_apart(Two(1, 2))
