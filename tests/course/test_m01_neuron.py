"""Module 01: the documents' numbers, and numbers of each student's own that tell mistakes apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.checks.exercise import Circumstances, Exercise, Value
from nnkit.checks.judge import judge
from nnkit.course.catalogue import exercises

OWN = ["01.my_switch", "01.my_slopes", "01.my_output", "01.my_slope", "01.my_nudge"]


def exercise(id: str) -> Exercise:
    return exercises("01")[id]


@pytest.mark.parametrize("id", OWN)
def test_own_numbers_tell_every_mistake_from_the_right_answer(id: str) -> None:
    asked = exercise(id)
    assert isinstance(asked, Value)
    assert asked.variant
    for i in range(100):
        student = f"s{i}"
        own = asked.variant.numbers(student)
        answers = [asked.reference(own), *(m.wrong(own) for m in asked.misconceptions)]
        for j, p in enumerate(answers):
            for q in answers[:j]:
                assert np.abs(np.subtract(p, q)).max() > 2 * asked.tolerance, student


def test_students_get_different_neurons() -> None:
    asked = exercise("01.my_output")
    assert isinstance(asked, Value)
    assert asked.variant
    assert len({repr(asked.variant.numbers(f"s{i}")) for i in range(40)}) > 35


@pytest.mark.parametrize(
    ("id", "printed"),
    [("01.and_slopes", [0.25, 0.24]), ("01.largest_slope", 0.25), ("01.z_windy", -0.8)],
)
def test_printed_numbers_are_right(id: str, printed: object) -> None:
    verdict = judge(exercise(id), printed, Circumstances("author"))
    assert verdict.status == "passed"


def test_loose_bound_of_the_source_is_not_the_largest_slope() -> None:
    verdict = judge(exercise("01.largest_slope"), 0.5, Circumstances("author"))
    assert verdict.misconception == "as-printed"


def test_predicted_nudge_and_measured_nudge_are_both_right() -> None:
    asked = exercise("01.my_nudge")
    assert isinstance(asked, Value)
    for i in range(50):
        circumstances = Circumstances(f"s{i}")
        measured = asked.for_student(asked.accepts[0], circumstances.student)
        assert judge(asked, round(measured, 4), circumstances).status == "passed"


def test_the_rounded_slope_is_enough_for_the_nudge() -> None:
    asked, slope = exercise("01.my_nudge"), exercise("01.my_slope")
    assert isinstance(asked, Value)
    assert isinstance(slope, Value)
    assert asked.variant
    for i in range(100):
        own = asked.variant.numbers(f"s{i}")
        by_hand = round(round(slope.expected(f"s{i}"), 3) * 0.1 * float(own.x[0]), 4)
        assert judge(asked, by_hand, Circumstances(f"s{i}")).status == "passed"


@pytest.mark.parametrize("order", ["dbfec", "dbfca", "dbafc", "dfbac", "cdbfa", "bdfac", "dbfae"])
def test_wrong_proofs_are_explained(order: str) -> None:
    verdict = judge(exercise("01.slope_proof"), order, Circumstances("author"))
    assert verdict.status == "failed"
    assert verdict.misconception


def with_dtype_of(z: Any, values: Any) -> Any:
    return np.asarray(values).astype(np.asarray(z).dtype)


def s(z: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(z, float)))


TOO_WEAK: dict[str, tuple[str, Any]] = {
    "a number, not (1,)": ("01.preactivation", lambda w, b, x: w[None] @ x + b),
    "whole-number weights": ("01.preactivation", lambda w, b, x: with_dtype_of(w, w * x).sum() + b),
    "the shape of z": ("01.step", lambda z: np.where(z > 0, 1.0, 0.0).reshape(-1, 1)),
    "a number for x1": ("01.boundary", lambda w, b, x1: np.atleast_1d(-(w[0] * x1 + b) / w[1])),
    "whole numbers for x1": (
        "01.boundary",
        lambda w, b, x1: with_dtype_of(x1, -(w[0] * x1 + b) / w[1]),
    ),
    "the number -10 000": ("01.sigmoid", lambda z: 1 / (1 + np.e**-z)),
    "a number that comes back as (1,)": ("01.sigmoid", lambda z: np.atleast_1d(s(z))),
    "a whole number": ("01.sigmoid", lambda z: with_dtype_of(z, s(z))),
    "slopes of whole numbers": ("01.mended_slope", lambda z: with_dtype_of(z, s(z) * (1 - s(z)))),
    "(n,) for (n,)": ("01.mended_sigmoid", lambda z: s(z).reshape(-1, 1)),
    "two equal slopes": ("01.and_slopes", [0.25, 0.25]),
}


@pytest.mark.parametrize(("id", "answer"), TOO_WEAK.values(), ids=TOO_WEAK)
def test_each_sentence_of_an_exercise_has_a_case(id: str, answer: Any) -> None:
    told = judge(exercise(id), answer, Circumstances("author"))
    assert told.status != "passed"
    assert told.points <= told.max_points / 2


@pytest.mark.parametrize("table", range(16))
def test_every_wrong_gate_is_named(table: int) -> None:
    says = np.array([table >> i & 1 for i in range(4)], float)
    told = judge(
        exercise("01.nand"),
        lambda x1, x2: says[(2 * x1 + x2).astype(int)],
        Circumstances("author"),
    )
    assert (told.status == "passed") == (says.tolist() == [1, 1, 1, 0])
    assert told.status == "passed" or told.misconception


@pytest.mark.parametrize("id", ["01.step", "01.sigmoid_slope", "01.tanh_slope", "01.relu_slope"])
def test_a_lost_shape_costs_half_everywhere(id: str) -> None:
    asked: Any = exercise(id)
    told = judge(asked, lambda z: np.ravel(asked.reference(z)), Circumstances("author"))
    assert (told.misconception, told.points) == ("shape-lost", int(asked.points) / 2)


def test_the_largest_slope_is_told_by_what_was_given() -> None:
    assert "at a = 1" in judge(exercise("01.largest_slope"), 0, Circumstances("author")).message
