"""Module 01: the documents' numbers, and numbers of each student's own that tell mistakes apart."""

from __future__ import annotations

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


@pytest.mark.parametrize("order", ["dbfec", "dbfca", "dbafc", "dfbac"])
def test_wrong_proofs_are_explained(order: str) -> None:
    verdict = judge(exercise("01.slope_proof"), order, Circumstances("author"))
    assert verdict.status == "failed"
    assert verdict.misconception
