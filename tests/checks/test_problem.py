"""A problem to work by hand shows its numbers and none of its answers."""

from __future__ import annotations

import numpy as np
import pytest

from nnkit.checks.problem import Problem

PROBLEM = Problem(
    weights=(np.array([[1.0, -2.0]]), np.array([[3.0]])),
    biases=(np.array([[0.5]]), np.array([[1.0]])),
    x=np.array([[1.0], [2.0]]),
    y=np.array([[0.0]]),
    alpha=0.1,
    activation=("relu", "sigmoid"),
    loss="half_squared_error",
)


def test_arrays_have_names() -> None:
    assert PROBLEM.W1 is PROBLEM.weights[0]
    assert PROBLEM.b2 is PROBLEM.biases[1]
    assert PROBLEM.sizes == [2, 1, 1]


@pytest.mark.parametrize(
    ("name", "words"), [("W3", "2 layers, so W1 to W2"), ("z1", "it has x, W1, b1, W2, b2, y")]
)
def test_a_name_that_is_not_there(name: str, words: str) -> None:
    with pytest.raises(AttributeError, match=words):
        getattr(PROBLEM, name)


def test_it_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        PROBLEM.W1[0, 0] = 2


def test_it_shows_its_numbers() -> None:
    line = "2 inputs → 1 relu → 1 sigmoid · E = ½‖a − y‖² · α = 0.1"
    assert repr(PROBLEM).splitlines()[0] == line
    assert "W1 (1, 2)\n   1  −2" in repr(PROBLEM)
    assert line in PROBLEM._repr_html_()
