"""What a wrong array has in common with the right one, for when no misconception fits.

Looks at what learners do to gradients without knowing it: a sign, a factor 2 or N, a transpose,
only the first column.  It speaks of a pattern only where all wrong cases show it, and never shows
the expected array.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.checks.compare import Difference, position


def explain(found: Sequence[Difference], sizes: dict[int, str] | None = None) -> str:
    """Name the pattern that all the wrong values share.

    Parameters
    ----------
    found : sequence of Difference
        Value differences of one exercise, one a case; all cases must share the pattern.
    sizes : dict of int to str, optional
        Sizes in the case, with their meaning, such as ``{7: "N, the number of columns"}``; they
        give a meaning to a factor of 7 or 1/7.

    Returns
    -------
    str
        One or two sentences, or an empty string if no pattern fits.
    """
    pairs = [
        (d.expected.astype(float), d.got.astype(float))
        for d in found
        if d.expected is not None and d.got is not None
    ]
    if not pairs:
        return ""
    for pattern in (_zeros, _factor, _shifted, _transposed, _rounded):
        texts = {pattern(e, g, sizes or {}) for e, g in pairs}
        if len(texts) == 1 and "" not in texts:
            return texts.pop()
    # In a table of two what is in reverse order can be many things.
    if all(_reversed(e, g) for e, g in pairs) and max(len(e) for e, _ in pairs) > 2:
        return "The entries are right, but in reverse order."
    if len(pairs) > 1 and all(_first_column(e, g) for e, g in pairs):
        return "Only the first column is right."
    return _should_be_zero(*pairs[0])


def _close(a: NDArray[Any], b: NDArray[Any]) -> bool:
    scale = float(np.max(np.abs(b), initial=0.0))
    return bool(np.allclose(a, b, rtol=0.0, atol=1e-5 * scale + 1e-12))


def _zeros(expected: NDArray[Any], got: NDArray[Any], sizes: dict[int, str]) -> str:
    return "Every entry of yours is 0." if not got.any() else ""


def _factor(expected: NDArray[Any], got: NDArray[Any], sizes: dict[int, str]) -> str:
    """A factor that has a meaning; any other number would tell nothing, or the answer."""
    at = np.unravel_index(np.argmax(np.abs(expected)), expected.shape)
    if expected[at] == 0:
        return ""
    ratio = float(got[at] / expected[at])
    if ratio == 0 or not _close(got, ratio * expected):
        return ""
    one = expected.size == 1
    what, verb = ("Your number", "is") if one else ("Every entry", "is")
    if np.isclose(ratio, -1):
        has = f"{what} has the wrong sign"
        return f"{has}; its size is right." if one else f"{has} and the right size."
    sign = " and has the wrong sign" if ratio < 0 else ""
    size = abs(ratio)
    if np.isclose(size, 2):
        return f"{what} {verb} 2 times too large{sign}: look for a factor of 2."
    if np.isclose(size, 0.5):
        return f"{what} {verb} half of what it should be{sign}: look for a factor of ½."
    for n, meaning in sizes.items():
        if n > 1 and np.isclose(size, n):
            return f"{what} {verb} {n} times too large{sign}; here {n} is {meaning}."
        if n > 1 and np.isclose(size, 1 / n):
            return f"{what} {verb} {n} times too small{sign}; here {n} is {meaning}."
    return ""


def _shifted(expected: NDArray[Any], got: NDArray[Any], sizes: dict[int, str]) -> str:
    if expected.size < 3:
        return ""
    shift = float((got - expected).flat[0])
    if _close(got - shift, expected):
        return "Every entry is off by the same amount: something is added or left out everywhere."
    return ""


def _transposed(expected: NDArray[Any], got: NDArray[Any], sizes: dict[int, str]) -> str:
    if (
        expected.ndim == 2
        and expected.shape[0] == expected.shape[1] > 1
        and _close(got.T, expected)
    ):
        return "Yours is the transpose of what is needed."
    return ""


def _rounded(expected: NDArray[Any], got: NDArray[Any], sizes: dict[int, str]) -> str:
    if is_rounded(expected, got):
        return "Your numbers are rounded: keep all digits."
    return ""


def is_rounded(expected: NDArray[Any], got: NDArray[Any]) -> bool:
    """Whether an answer is the right one, rounded to one to six decimals, halves up or down."""
    return any(
        np.allclose(got, np.round(got, n), rtol=0.0, atol=1e-12)
        and np.allclose(got, expected, rtol=0.0, atol=0.5000001 * 10.0**-n)
        for n in range(1, 7)
    )


def _reversed(expected: NDArray[Any], got: NDArray[Any]) -> bool:
    return expected.shape[:1] > (1,) and _close(got[::-1], expected)


def _first_column(expected: NDArray[Any], got: NDArray[Any]) -> bool:
    if expected.ndim != 2 or min(expected.shape) < 2:
        return False
    columns = [_close(got[:, j], expected[:, j]) for j in range(expected.shape[1])]
    return columns[0] and not any(columns[1:])


def _should_be_zero(expected: NDArray[Any], got: NDArray[Any]) -> str:
    scale = float(np.max(np.abs(expected), initial=0.0))
    wrong = np.argwhere(np.abs(got - expected) > 1e-6 * scale + 1e-12)
    if not len(wrong) or expected[tuple(wrong[0])] != 0:
        return ""
    return f"Your entry {position(wrong[0])} should be 0.".replace("  ", " ")
