"""The same answer in another dress is the same; the first difference is found and told."""

from __future__ import annotations

from collections import OrderedDict
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from nnkit.checks.compare import describe, difference, position, same_shape

finite = st.floats(-1e6, 1e6, allow_subnormal=False)
some_arrays = arrays(np.float64, array_shapes(max_dims=3, max_side=5), elements=finite)


@given(some_arrays)
def test_an_array_is_itself_in_any_dress(array: Any) -> None:
    assert difference(array, array) is None
    assert difference(array, array.tolist()) is None
    assert difference(array, array.astype(np.float32)) is None
    assert difference(array, np.squeeze(array)) is None


@given(some_arrays, st.data())
def test_one_wrong_entry_is_found_where_it_is(array: Any, data: Any) -> None:
    index = tuple(data.draw(st.integers(0, n - 1)) for n in array.shape)
    wrong = array.copy()
    wrong[index] += 1 + np.abs(array).max()
    found = difference(array, wrong)
    assert found is not None
    assert found.aspect == "value"
    assert position(index) in found.text


@pytest.mark.parametrize(
    ("expected", "got", "same"),
    [
        ((3, 1), (3,), True),
        ((1, 3), (3,), True),
        ((1, 1), (), True),
        ((), (1, 1), True),
        ((3, 1), (1, 3), False),
        ((3, 1), (3, 3), False),
        ((3, 3), (9,), False),
        ((3,), (3, 1), True),
        ((3,), (1, 3), False),
        ((3, 1), (3, 1, 1), False),
    ],
)
def test_axes_of_length_one_may_be_left_out(expected: Any, got: Any, same: bool) -> None:
    assert same_shape(expected, got) is same


def test_a_tuple_may_come_as_a_list_or_an_array() -> None:
    expected = (np.ones(2), np.zeros(2))
    for got in ([[1, 1], [0, 0]], ((1.0, 1.0), (0.0, 0.0)), np.array([[1, 1], [0, 0]])):
        assert difference(expected, got) is None


def test_a_dict_is_compared_by_its_keys() -> None:
    expected = {"W": np.ones((2, 2)), "b": 1.0}
    assert difference(expected, {"b": 1, "W": [[1, 1], [1, 1]], "more": 0}) is None
    for got, words in [
        ({"W": np.ones((2, 2))}, "has no entry 'b'"),
        ([1], "a dict with 'W', 'b' is needed"),
    ]:
        found = difference(expected, got)
        assert found is not None
        assert words in found.text
    inner = difference(expected, {"W": np.zeros((2, 2)), "b": 1})
    assert inner is not None
    assert inner.part == "W"


@pytest.mark.parametrize(
    ("expected", "got", "aspect", "words"),
    [
        (1.0, "1", "type", "take them away"),
        (1.0, "one", "type", "is a str"),
        (1.0, [1, [2]], "type", "different lengths"),
        (1.0, np.array(None), "type", "is an array of Python objects of shape ()"),
        (1.0, 10**400, "finite", "has a number of more than 300 digits"),
        (np.ones(2), [1.0, -(10**400)], "finite", "has a number of more than 300 digits"),
        (1.0, Decimal("sNaN"), "finite", "has nan"),
        (1.0, np.array("a"), "type", "is an array of text of shape ()"),
        (1.0, np.zeros(2, "m8[s]"), "type", "is an array of spans of time of shape (2,)"),
        (1.0, np.zeros(2, [("a", float)]), "type", "is an array of records of shape (2,)"),
        (1.0, [np.timedelta64(1, "s"), 1], "type", "numbers are needed"),
        (1.0, OrderedDict(), "type", "is an OrderedDict"),
        (1.0, [1, 2], "shape", "a single number is needed"),
        (np.ones(2), np.array([1, np.inf]), "finite", "has inf at index 1"),
        ("relu", "tanh", "value", "'tanh', which is not right"),
        (True, 1, "type", "True or False is needed"),
        (True, False, "value", "is False"),
        ([1, 2], [1], "type", "has 1 part; a list of 2 is needed"),
    ],
)
def test_the_difference_is_told(expected: Any, got: Any, aspect: str, words: str) -> None:
    found = difference(expected, got)
    assert found is not None
    assert found.aspect == aspect
    assert words in found.text


class NoArray:
    """Refuses to be an array, as what stays with a student's code does."""

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        raise TypeError("no array")


def test_what_cannot_be_an_array_is_told() -> None:
    itself: list[Any] = [1.0]
    itself.append(itself)
    long = ["x" * 1_000_000, *["y"] * 250_000]  # a terabyte in an array
    for got in (itself, long, [long], NoArray(), [NoArray()]):
        found = difference(np.ones(2), got)
        assert found is not None
        assert found.aspect == "type"
        assert "numbers are needed" in found.text or "different lengths" in found.text


def test_numbers_that_numpy_keeps_as_objects_are_numbers() -> None:
    half = np.array([0.5, 1.0])
    for got in (
        [Fraction(1, 2), 1],
        [Decimal("0.5"), Decimal(1)],
        np.array([0.5, np.float32(1)], object),
    ):
        assert difference(half, got) is None
    assert difference(2.0**70, 2**70) is None
    assert difference(0.5, Fraction(1, 2)) is None


def test_a_single_number_has_no_place() -> None:
    for got, words in (
        (np.nan, "has nan"),
        (1.5, "is wrong"),
        (np.full((1,) * 32, 1.5), "is wrong"),
        (np.full((1,) * 32, np.inf), "has inf"),
    ):
        found = difference(1.0, got)
        assert found is not None
        assert found.text == words


def test_numpy_scalars_are_as_good_as_python_ones() -> None:
    assert difference(True, np.bool_(True)) is None
    assert difference(2.0, np.float32(2)) is None
    assert difference(2.0, 2) is None


def test_an_expected_nan_or_infinity_is_compared_as_such() -> None:
    expected = np.array([np.inf, np.nan, 1.0])
    assert difference(expected, expected.copy()) is None
    assert difference(expected, np.array([np.inf, 0.0, 1.0])) is not None


def test_absolute_tolerance_is_for_numbers_worked_by_hand() -> None:
    assert difference(0.9644, 0.964, atol=1e-3) is None
    assert difference(0.9644, 0.96, atol=1e-3) is not None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "return"),
        (..., "still"),
        (np.zeros((2, 3)), "float64 array of shape (2, 3)"),
        ([1, 2], "a list of 2"),
        (3, "an int"),
    ],
)
def test_a_value_is_described(value: Any, words: str) -> None:
    assert words in describe(value)
