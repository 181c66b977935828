"""Numbers: what is right passes, what is wrong is told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.checks.exercise import Circumstances, Misconception, Value, Variant
from nnkit.checks.judge import judge as judge_it
from nnkit.checks.verdict import Verdict


def judge(exercise: Value, answer: Any, student: str | None = "ada") -> Verdict:
    return judge_it(exercise, answer, Circumstances(student))


N3 = Value(
    "02.n3",
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
        (abs, "is a function (abs): is `()` missing?"),
        (-np.inf, "Your `n3` has -inf."),
    ],
)
def test_a_wrong_number_is_told(answer: Any, words: str) -> None:
    verdict = judge(N3, answer)
    assert (verdict.status, verdict.points) == ("failed", 0)
    assert words in verdict.message


def test_what_stays_with_the_student_is_told_in_a_sentence() -> None:
    class Remote:
        def _nnkit_call_each(self, cases: Any) -> Any: ...
        def _nnkit_run_steps(self, name: str, uses: Any) -> Any: ...
        def __call__(self) -> Any: ...

    told = "`n3` is a function or an object of your own; numbers are needed."
    assert judge(N3, Remote()).message == told


def test_the_right_number_cannot_be_computed_from_the_verdict() -> None:
    assert "times" not in judge(N3, 0.5).message


def test_an_array_earns_points_for_the_entries_that_are_right() -> None:
    exercise = Value("02.z", points=2, asks="z", reference=np.array([[1.0], [2], [3], [4]]))
    verdict = judge(exercise, [1, 2, 0, 4])
    assert (verdict.status, verdict.points) == ("partial", 1.5)
    assert "wrong at index 2; 3 of 4 entries are right" in verdict.message
    assert judge(exercise, [0, 0, 0, 0]).points == 0
    assert judge(exercise, [[1, 2, 3, 4]]).points == 0


def test_several_numbers_have_names() -> None:
    exercise = Value("02.both", points=1, asks="both", reference=(1.0, 2.0), parts=("z", "a"))
    assert judge(exercise, (1, 2)).status == "passed"
    assert "In your `both`, `a` is wrong" in judge(exercise, (1, 5)).message


def test_a_decimal_comma_in_a_list_is_noticed() -> None:
    both = Value("02.both", points=1, asks="both", reference=[0.5, 2.25])
    assert "Python writes 0.5" in judge(both, [0, 5, 2, 25]).message
    assert "Python writes" not in judge(both, [1, 2, 3]).message
    whole = Value("02.both", points=1, asks="both", reference=(1, 2))
    assert "Python writes" not in judge(whole, (1, 2, 3, 4)).message


def test_a_misconception_may_have_another_length_than_the_parts() -> None:
    exercise = Value(
        "02.both",
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
    exercise = Value("02.n", points=points, asks="n", reference=1.0, misconceptions=half)
    assert judge(exercise, 3.0).points == earned


def test_another_right_number_is_accepted() -> None:
    exercise = Value("02.root", points=1, asks="x² = 4", reference=2.0, accepts=(-2.0,))
    assert judge(exercise, -2).status == "passed"


OWN = Value(
    "07.z",
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


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ([2.5, 1.25, -4.0], "All the numbers are there, but not in their places."),
        ([1.25, -2.5, 4.0], "The sizes are right; look at the signs."),
        ([12.5, 25.0, -40.0], "The digits are right, the decimal point is not."),
        ([-1.25, -2.5, 4.0], "The sign is wrong, the size is right."),
        ([1.3, 2.5, -4.0], "It is rounded too early"),
        ([1.26, 2.52, -4.05], ""),
    ],
)
def test_what_the_numbers_show_is_said_and_nothing_else(answer: list[float], words: str) -> None:
    exercise = Value("02.v", points=2, asks="v", reference=[1.25, 2.5, -4.0], tolerance=1e-3)
    message = judge(exercise, answer).message
    assert words in message
    if not words:
        assert "round" not in message
        assert "close" not in message


def test_what_two_misconceptions_give_is_told_as_neither() -> None:
    wrong = (Misconception("half", 1.004, "Half."), Misconception("root", 0.996, "Root."))
    exercise = Value(
        "02.n", points=1, asks="n", reference=3.0, tolerance=0.01, misconceptions=wrong
    )
    assert judge(exercise, 1.0).misconception is None
    assert judge(exercise, 1.004).misconception == "half"


def test_a_recognised_mistake_costs_no_more_than_an_unrecognised_one() -> None:
    wrong = (Misconception("last", [1.0, 2.0, 3.0, -4.0], "The last."),)
    exercise = Value(
        "02.l", points=2, asks="l", reference=[1.0, 2.0, 3.0, 4.0], misconceptions=wrong
    )
    named, other = judge(exercise, [1.0, 2.0, 3.0, -4.0]), judge(exercise, [1.0, 2.0, 3.0, 7.0])
    assert (named.misconception, named.points) == ("last", 1.5)
    assert other.points == 1.5


def test_zeros_and_numbers_that_stand_there_twice_earn_nothing() -> None:
    exercise = Value("02.w", points=2, asks="w", reference=[0.0, 5.0, 5.0, 2.0])
    assert judge(exercise, [0.0, 5.0, 5.0, 7.0]).points == 0


def test_where_the_shape_is_asked_for_another_one_earns_half() -> None:
    column = np.array([[1.0], [2.0]])
    exercise = Value("02.c", points=2, asks="c", reference=column, exact_shape=True)
    assert judge(exercise, column).points == 2
    assert judge(exercise, [1.0, 2.0]).points == 1
    assert "this very shape" in judge(exercise, [1.0, 2.0]).message
    assert judge(exercise, [1.0, 3.0]).points < 2
