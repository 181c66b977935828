"""Numbers, letters and orders: what is right passes, what is wrong is told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.checks.exercise import (
    Choice,
    Circumstances,
    Exercise,
    Misconception,
    Order,
    Value,
    Variant,
    Why,
)
from nnkit.checks.judge import judge as judge_it
from nnkit.checks.verdict import Verdict


def judge(exercise: Exercise, answer: Any, student: str | None = "ada") -> Verdict:
    return judge_it(exercise, answer, Circumstances(student))


N3 = Value(
    id="02.n3",
    points=1,
    asks="n3",
    reference=0.9644,
    misconceptions=(Misconception("pre-activation", 3.3, "That is z."),),
    why="It is close to 1.",
)


@pytest.mark.parametrize("answer", [0.964, 0.9644, 0.965, np.float32(0.964), [0.964], [[0.964]]])
def test_a_rounded_number_in_any_dress_passes(answer: Any) -> None:
    verdict = judge(N3, answer)
    assert (verdict.status, verdict.points) == ("passed", 1)
    assert verdict.message == "It is close to 1."


@pytest.mark.parametrize("answer", [None, ..., "", "  "])
def test_nothing_answered_yet(answer: Any) -> None:
    assert judge(N3, answer).status == "not attempted"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (3.3, "That is z."),
        (-0.9644, "The sign is wrong, the size is right."),
        (0.96, "keep more digits"),
        ("0.964", "in quotation marks, which Python takes for text: take them away."),
        ("0,964", "take them away, and write a decimal point, not a comma."),
        ("a lot", "is a str; numbers are needed"),
        ((0, 964), "Python writes 0.964"),
        ([1, 2], "a single number is needed"),
        (np.nan, "nan"),
        (abs, "is `()` missing?"),
    ],
)
def test_a_wrong_number_is_told(answer: Any, words: str) -> None:
    verdict = judge(N3, answer)
    assert (verdict.status, verdict.points) == ("failed", 0)
    assert words in verdict.message


def test_the_right_number_cannot_be_computed_from_the_verdict() -> None:
    assert "times" not in judge(N3, 0.5).message


def test_an_array_earns_points_for_the_entries_that_are_right() -> None:
    exercise = Value(id="02.z", points=2, asks="z", reference=np.array([[1.0], [2], [3], [4]]))
    verdict = judge(exercise, [1, 2, 0, 4])
    assert (verdict.status, verdict.points) == ("partial", 1.5)
    assert "wrong at row 2, column 0; 3 of 4 entries are right" in verdict.message
    assert judge(exercise, [0, 0, 0, 0]).points == 0
    assert judge(exercise, [[1, 2, 3, 4]]).points == 0


def test_several_numbers_have_names() -> None:
    exercise = Value(id="02.both", points=1, asks="both", reference=(1.0, 2.0), parts=("z", "a"))
    assert judge(exercise, (1, 2)).status == "passed"
    assert "In your `both`, `a` is wrong" in judge(exercise, (1, 5)).message


def test_a_decimal_comma_in_a_list_is_noticed() -> None:
    both = Value(id="02.both", points=1, asks="both", reference=[0.5, 2.25])
    assert "Python writes 0.5" in judge(both, [0, 5, 2, 25]).message
    assert "Python writes" not in judge(both, [1, 2, 3]).message
    whole = Value(id="02.both", points=1, asks="both", reference=(1, 2))
    assert "Python writes" not in judge(whole, (1, 2, 3, 4)).message


def test_a_misconception_may_have_another_length_than_the_parts() -> None:
    exercise = Value(
        id="02.both",
        points=1,
        asks="both",
        reference=(1.0, 2.0),
        parts=("z", "a"),
        misconceptions=(Misconception("three", (1.0, 2.0, 3.0), "One too many."),),
    )
    assert judge(exercise, (1, 2, 3)).misconception == "three"
    assert judge(exercise, (1, 2, 4)).status == "failed"


@pytest.mark.parametrize(("points", "earned"), [(0.5, 0), (1, 0.5), (1.5, 0.5), (2.5, 1)])
def test_a_part_of_the_points_is_rounded_to_half_points(points: float, earned: float) -> None:
    half = (Misconception("half", 3.0, "Half right.", credit=0.5),)
    exercise = Value(id="02.n", points=points, asks="n", reference=1.0, misconceptions=half)
    assert judge(exercise, 3.0).points == earned


def test_another_right_number_is_accepted() -> None:
    exercise = Value(id="02.root", points=1, asks="x² = 4", reference=2.0, accepts=(-2.0,))
    assert judge(exercise, -2).status == "passed"


OWN = Value(
    id="07.z",
    points=1,
    asks="z",
    variant=Variant("07.problem", lambda draw: draw.integer(1, 10**6)),
    reference=lambda n: 2 * n,
    misconceptions=(Misconception("not-doubled", lambda n: n, "Double it."),),
)


def test_a_students_own_numbers_are_their_own() -> None:
    assert OWN.variant
    mine, other = (OWN.variant.numbers(student) for student in ("ada", "bo"))
    assert mine != other
    assert judge(OWN, 2 * mine).status == "passed"
    assert judge(OWN, 2 * other).status == "failed"
    assert judge(OWN, mine).misconception == "not-doubled"
    with pytest.raises(LookupError, match=r"07\.problem"):
        judge(OWN, 2 * mine, student=None)


SHAPE = Choice(
    id="02.shape",
    points=1,
    asks="which?",
    reference="b",
    options="abc",
    misconceptions=(Misconception("rows", "a", "Count the rows."),),
)


@pytest.mark.parametrize("answer", ["b", " B ", "(b)", ["b"]])
def test_a_letter_in_any_dress_passes(answer: Any) -> None:
    assert judge(SHAPE, answer).status == "passed"


@pytest.mark.parametrize(
    ("answer", "words"),
    [("a", "Count the rows."), ("c", "not it"), ("z", "one of a, b, c"), (2, "one of a, b, c")],
)
def test_a_wrong_letter_is_told(answer: Any, words: str) -> None:
    verdict = judge(SHAPE, answer)
    assert (verdict.status, verdict.points) == ("failed", 0)
    assert words in verdict.message


def test_all_that_apply() -> None:
    exercise = Choice(id="02.all", points=1, asks="which?", reference="ac")
    for answer in ("ac", "c, a", ["a", "c"], {"c", "a"}):
        assert judge(exercise, answer).status == "passed"
    assert "something is missing" in judge(exercise, "a").message
    assert "1 of your 2 letters" in judge(exercise, "ab").message
    assert judge(exercise, "abc").status == "failed"


LINES = Order(
    id="02.order",
    points=1,
    asks="order",
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


def test_a_written_answer_is_read_by_a_person() -> None:
    verdict = judge(Why(id="02.why", points=2, asks="why?", kind="why"), "Because.")
    assert (verdict.status, verdict.points, verdict.max_points) == ("manual", 0, 2)


def test_an_id_is_a_module_and_a_name() -> None:
    assert (N3.module, N3.name) == ("02", "n3")
