"""What was accepted in another dress is told, because later exercises use it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.checks.compare import difference
from nnkit.checks.dress import advice_on_dress
from nnkit.course import student
from nnkit.course.catalogue import find
from nnkit.course.notebook import check

COLUMN, VECTOR = np.array([[1.0], [2.0]]), np.array([1.0, 2.0])


@pytest.mark.parametrize(
    ("expected", "got", "told"),
    [
        (COLUMN, COLUMN, ""),
        (COLUMN, COLUMN.astype(np.float32), ""),
        (COLUMN, VECTOR, r"`x` has shape (2,), and later exercises expect shape (2, 1): `keepdims"),
        (COLUMN.T, VECTOR, "expect shape (1, 2): `x.reshape((1, 2))` helps."),
        (VECTOR, COLUMN, "`x` has shape (2, 1), and later exercises expect shape (2,): "),
        (VECTOR, [1.0, 2.0], "`x` is a list, and later exercises expect an array: `np.array(x)`"),
        (VECTOR, (1.0, 2.0), "`x` is a tuple, and"),
        (COLUMN, [1.0, 2.0], "expect an array of shape (2, 1): `np.reshape(x, (2, 1))` helps."),
        (np.array([[3.0]]), 3.0, ""),
        (np.array(3.0), 3.0, ""),
        (3.0, np.array([[3.0]]), ""),
        ([1.0, 2.0], VECTOR, ""),
        ([1.0, 2.0], (1.0, 2.0), ""),
        ({"b": COLUMN}, {"b": VECTOR}, "`x['b']` has shape (2,)"),
        ([COLUMN], [VECTOR], "`x[0]` has shape (2,)"),
        ("a", "a", ""),
    ],
)
def test_what_an_accepted_answer_should_change(expected: Any, got: Any, told: str) -> None:
    assert difference(expected, got) is None
    advice = advice_on_dress(expected, got, part="x")
    assert told in advice
    assert bool(told) == bool(advice)


@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_a_matrix_is_told() -> None:
    advice = advice_on_dress(COLUMN, np.asmatrix(COLUMN), part="x")
    assert "`x` is a matrix, and later exercises expect arrays, where `*` is not `@`" in advice
    name = "07.a_first"
    expected: Any = find(name)
    right = np.asarray(expected.expected("ada"))
    with student.acting_for("ada", ""):
        assert "`a_first` is a matrix" in check(name, np.asmatrix(right)).message
        assert "later" not in check(name, right.ravel()).message
        assert "later" not in check(name, right.tolist()).message
        assert "later" not in check(name, right).message


def test_the_card_tells_it_at_once() -> None:
    exercise: Any = find("05.train_step")

    def train_step(*case: Any) -> Any:
        weights, biases = exercise.reference(*case)
        return weights, [b.ravel() for b in biases]

    verdict = check("05.train_step", train_step)
    assert (verdict.points, verdict.status) == (verdict.max_points, "passed")
    assert "Right on all" in verdict.message
    assert "`biases[0]` has shape (2,), and later exercises expect shape (2, 1)" in verdict.message
    assert "later" not in check("05.train_step", exercise.reference).message
