"""Numbers of the documents in module 00, and each student's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.checks.exercise import Circumstances, Code, Value
from nnkit.checks.judge import judge
from nnkit.checks.verdict import Verdict
from nnkit.course.catalogue import find
from nnkit.course.in_order import in_order
from nnkit.course.m00_start_here import own_numbers
from nnkit.course.m00_start_here.own_numbers import OWN, Own

STUDENTS = [f"student-{i}" for i in range(120)]


def numbers(student: str) -> Own:
    own = OWN.numbers(student)
    assert isinstance(own, Own)
    return own


def verdict(id: str, answer: Any) -> Verdict:
    return judge(find(id), answer, Circumstances("author"))


@pytest.mark.parametrize("student", STUDENTS)
def test_every_mistake_of_every_student_is_named(student: str) -> None:
    own, circumstances = numbers(student), Circumstances(student)
    for exercise in in_order(own_numbers):
        assert isinstance(exercise, Value)
        assert judge(exercise, exercise.expected(student), circumstances).status == "passed"
        for misconception in exercise.misconceptions:
            told = judge(exercise, misconception.wrong(own), circumstances)
            assert told.misconception == misconception.name, (exercise.id, told)


def test_own_numbers_are_pleasant_and_never_change() -> None:
    for student in STUDENTS:
        for part in numbers(student):
            assert part.all()
            assert (part < 0).any()
            assert np.abs(part).max() <= 4
    own = numbers("author")
    assert own.W.tolist() == [[4, 2, 4], [-2, 2, -1]]
    assert (own.x.ravel().tolist(), own.u.ravel().tolist()) == ([1, 3, -3], [-2, 2])


def test_gradient_of_the_and_network() -> None:
    output, expected = np.array([0.56, 0.61]), np.array([1, 0])
    cost, slope = expected - output, output * (1 - output)
    np.testing.assert_allclose(cost, [0.44, -0.61])
    np.testing.assert_array_equal(slope.round(2), [0.25, 0.24])
    np.testing.assert_array_equal((cost * slope.round(2)).round(2), [0.11, -0.15])
    # The document subtracts the output from the target; the course does the reverse.
    error = output - expected
    for answer in ([-0.11, 0.15], error * slope.round(2), (error * slope).round(2)):
        assert verdict("00.and_gradient", answer).status == "passed"
    assert verdict("00.and_gradient", [0.11, -0.15]).misconception == "target-minus-output"


@pytest.mark.parametrize(
    ("id", "shape"),
    [
        ("00.table_shape", np.array([[7, 0, 2, 5], [1, 3, 8, 6]]).shape),
        ("00.stretched", (np.ones((3, 1)) + np.ones((1, 4))).shape),
        ("00.flat_minus_column", (np.ones((3, 1)) - np.ones(3)).shape),
    ],
)
def test_predicted_shapes_are_numpys(id: str, shape: tuple[int, ...]) -> None:
    assert verdict(id, shape).status == "passed"


def test_predicted_values_are_numpys() -> None:
    W, x = np.array([[1, 2], [3, 4]]), np.array([[10], [1]])
    assert verdict("00.star", W * x).status == "passed"
    whole = np.array([3, 5])
    whole[0] = whole[0] - 0.4
    assert verdict("00.whole_numbers", whole[0]).status == "passed"
    place = np.zeros((4, 7))
    place[1, 5] = 9
    assert verdict("00.transposed_place", tuple(np.argwhere(place.T == 9)[0])).status == "passed"


def test_products_that_exist_are_numpys() -> None:
    pairs = {"a": ((2, 3), (3, 1)), "b": ((3, 1), (2, 3)), "c": ((2, 3), (2, 3))}
    arrays = {letter: (np.ones(p), np.ones(q)) for letter, (p, q) in pairs.items()}
    arrays["d"] = (np.ones((2, 3)), np.ones((2, 3)).T)
    exist = ""
    for letter, (left, right) in arrays.items():
        try:
            left @ right
        except ValueError:
            continue
        exist += letter
    assert verdict("00.which_products", exist).status == "passed"


@pytest.mark.parametrize("id", ["00.as_column", "00.sum_columns"])
def test_a_flat_array_is_not_taken_for_a_column(id: str) -> None:
    exercise = find(id)
    assert isinstance(exercise, Code)
    told = verdict(id, lambda array: np.ravel(exercise.reference(array)))
    assert told.status != "passed"
    assert told.misconception in ("transposed-flat", "axis-lost")


def test_one_wrong_number_of_six_earns_half() -> None:
    exercise = find("00.layer_shapes")
    assert isinstance(exercise, Value)
    assert verdict(exercise.id, ((3, 5), (3, 1), (8, 8))).points == 0.5
