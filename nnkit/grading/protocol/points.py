"""What the last line of a test may be worth: a number of points, or not."""

from __future__ import annotations

import math
import numbers
from typing import Any


def no_points(value: Any) -> str:
    """Why a value that looks like partial credit is none; empty if nothing is wrong with it.

    A number of points is right, and so is what nbgrader takes for full points: text, None, True and
    False.  For arrays, nan and complex numbers nbgrader gives full points too, because it cannot
    read them.
    """
    kind = type(value).__name__
    if isinstance(value, bool) or kind == "bool_":
        return ""
    if kind in ("ndarray", "matrix", "MaskedArray"):
        return "an array is no number of points"
    if kind == "timedelta64":  # which NumPy counts among the integers
        return "a span of time is no number of points"
    if isinstance(value, numbers.Complex) and not isinstance(value, numbers.Real):
        return "a complex number is no number of points"
    is_numpy = isinstance(value, numbers.Real) and kind.startswith(("float", "int", "uint"))
    if isinstance(value, (int, float)) or is_numpy:
        if not isinstance(value, numbers.Integral) and math.isnan(value):  # which may be too large
            return "nan is no number of points"
        if value < 0:
            return "a number of points is not below 0"
    return ""
