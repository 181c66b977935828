"""What looks like partial credit and is none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.grading.protocol.points import no_points


class interval:
    """Whose name looks like a number's."""


@pytest.mark.parametrize("value", [10**400, interval(), type("floats", (), {})()])
def test_what_is_no_float_stops_nothing(value: Any) -> None:
    assert no_points(value) == ""
    if isinstance(value, int):
        assert "not below 0" in no_points(-value)


@pytest.mark.parametrize(
    "value", [0, 1.5, np.float32(2), np.int64(1), True, False, np.True_, None, "well done", [1]]
)
def test_nothing_is_wrong(value: Any) -> None:
    assert no_points(value) == ""


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (float("nan"), "nan is"),
        (np.float64("nan"), "nan is"),
        (-0.5, "not below 0"),
        (np.int8(-1), "not below 0"),
        (1j, "a complex number"),
        (np.complex128(1), "a complex number"),
        (np.array(1.5), "an array"),
        (np.ones((1, 1)).view(np.matrix), "an array"),
        (np.timedelta64(5), "a span of time"),
        (np.timedelta64("NaT"), "a span of time"),
    ],
)
def test_it_is_said_what_is_wrong(value: Any, why: str) -> None:
    assert why in no_points(value)
