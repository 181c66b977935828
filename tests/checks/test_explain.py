"""The pattern that wrong values share is named, and only if they all share it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnkit.checks.compare import Difference, difference
from nnkit.checks.explain import explain

RNG = np.random.default_rng(5)
RIGHT = [RNG.normal(size=shape) + 3 for shape in [(3, 4), (2, 7), (5, 5)]]


def found(wrong: Callable[[Any], Any]) -> list[Difference]:
    differences = [difference(right, wrong(right)) for right in RIGHT]
    assert all(differences)
    return [d for d in differences if d]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda e: 0 * e, "Every entry of yours is 0."),
        (lambda e: -e, "Every entry has the wrong sign and the right size."),
        (lambda e: e / 2, "half of what it should be: look for a factor of ½"),
        (lambda e: -2 * e, "2 times too large and the wrong sign"),
        (lambda e: 7 * e, "7 times too large; here 7 is N, the number of columns."),
        (lambda e: e / 7, "7 times too small; here 7 is N, the number of columns."),
        (lambda e: 1.7 * e, "Every entry is 1.7 times what it should be."),
        (lambda e: e - 0.25, "off by the same amount"),
        (lambda e: e[::-1], "in reverse order"),
        (
            lambda e: np.hstack([e[:, :1], e[:, 1:] + RNG.normal(size=e[:, 1:].shape)]),
            "first column",
        ),
    ],
)
def test_pattern(wrong: Callable[[Any], Any], words: str) -> None:
    assert words in explain(found(wrong), {7: "N, the number of columns"})


def test_a_transpose_of_a_square_array() -> None:
    right = RIGHT[2]
    one = difference(right, right.T)
    assert one
    assert explain([one]) == "Yours is the transpose of what is needed."


def test_without_a_shared_pattern_position_and_ratio_of_the_first_are_told() -> None:
    first = difference(RIGHT[0], -RIGHT[0])
    second = difference(RIGHT[1], 2 * RIGHT[1])
    assert first
    assert second
    assert (
        explain([first, second]) == "Your entry at row 0, column 0 is -1 times what it should be."
    )


def test_where_zero_is_right_no_ratio_is_told() -> None:
    one = difference(np.array([0.0, 1.0, 3.0]), np.array([0.7, 1.0, 3.0]))
    assert one
    assert explain([one]) == "Your entry at index 0 should be 0."


def test_a_rounded_number_is_told_as_such() -> None:
    one = difference(np.array([0.44597, 0.2]), np.array([0.446, 0.2]), rtol=1e-6)
    assert one
    assert explain([one]) == (
        "Your entry at index 0 is nearly right: is something rounded on the way?"
    )


def test_nothing_to_explain() -> None:
    assert explain([]) == ""
