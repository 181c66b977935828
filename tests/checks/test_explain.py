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
        (lambda e: -2 * e, "2 times too large and has the wrong sign"),
        (lambda e: 7 * e, "7 times too large; here 7 is N, the number of columns."),
        (lambda e: e / 7, "7 times too small; here 7 is N, the number of columns."),
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


def test_a_pattern_that_not_all_cases_share_is_not_told() -> None:
    first = difference(RIGHT[0], -RIGHT[0])
    second = difference(RIGHT[1], 2 * RIGHT[1])
    assert first
    assert second
    assert explain([first, second]) == ""


@pytest.mark.parametrize("factor", [1.7, 1e17, 1e-9, 1.004, -0.9])
def test_a_factor_without_a_meaning_is_not_told(factor: float) -> None:
    one = Difference("value", "", "", RIGHT[0], factor * RIGHT[0])
    assert "times" not in explain([one])


def test_one_number_is_not_spoken_of_as_many() -> None:
    one = difference(np.array(2.5), -2.5)
    assert one
    assert explain([one]) == "Your number has the wrong sign; its size is right."


def test_two_entries_that_changed_places_are_not_a_list_in_reverse_order() -> None:
    one = difference(np.array([1.0, 2.0]), [2.0, 1.0])
    assert one
    assert explain([one]) == ""


def test_the_only_case_does_not_tell_that_the_first_column_is_special() -> None:
    one = difference(RIGHT[0], np.hstack([RIGHT[0][:, :1], 2 * RIGHT[0][:, 1:]]))
    assert one
    assert explain([one]) == ""


def test_where_zero_is_right_no_ratio_is_told() -> None:
    one = difference(np.array([0.0, 1.0, 3.0]), np.array([0.7, 1.0, 3.0]))
    assert one
    assert explain([one]) == "Your entry at index 0 should be 0."


def test_rounding_is_told_only_where_it_gives_these_numbers() -> None:
    right = np.array([0.44597, 0.21234])
    rounded, near = difference(right, right.round(2)), difference(right, 1.004 * right)
    assert rounded
    assert near
    assert explain([rounded]) == "Your numbers are rounded: keep all digits."
    assert explain([near]) == ""


def test_nothing_to_explain() -> None:
    assert explain([]) == ""
