"""What is drawn is an array of the right shape, or an error names what was given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnkit.plot.arrays import described, floats, row_of, table_of


def test_what_can_be_drawn_becomes_an_array_of_floats() -> None:
    assert floats("x", 3).tolist() == 3.0
    assert floats("x", [[1, 2]]).dtype == np.float64
    for given in ([1, 2, 3], [[1, 2, 3]], [[1], [2], [3]], np.arange(1, 4, dtype=np.float32)):
        assert row_of("x", given).tolist() == [1.0, 2.0, 3.0]
    assert table_of("x", [[1, 2], [3, 4]], rows=2).tolist() == [[1.0, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (lambda: floats("loss", "ab"), TypeError, "loss is str 'ab'; needed is an array of num"),
        (lambda: floats("x", [[1], [1, 2]]), TypeError, r"x is list \[\[1\], \[1, 2\]\]; needed"),
        (lambda: row_of("x", 3), ValueError, r"x has shape \(\); needed is a row of numbers, \(n"),
        (lambda: row_of("x", []), ValueError, r"x has shape \(0,\); needed is a row"),
        (lambda: row_of("x", np.eye(2)), ValueError, r"x has shape \(2, 2\); needed is a row"),
        (lambda: table_of("W", [1.0]), ValueError, r"W has shape \(1,\); needed is \(m, n\)"),
        (lambda: table_of("W", [[]]), ValueError, r"W has shape \(1, 0\); needed is \(m, n\)"),
        (
            lambda: table_of("x", np.eye(3), rows=2, meaning="(2, N)"),
            ValueError,
            r"x has shape \(3, 3\); needed is \(2, N\)",
        ),
    ],
)
def test_what_cannot_is_named(make: Callable[[], Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        make()


def test_an_array_is_described_by_its_shape_and_the_rest_shortly() -> None:
    assert described(np.eye(2)) == "one array of shape (2, 2) and type float64"
    assert described("x" * 99) == f"str '{'x' * 39}"
