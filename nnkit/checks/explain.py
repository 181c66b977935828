"""What a wrong array has in common with the right one, for when no misconception fits.

Looks at what learners do to gradients without knowing it: a sign, a factor 2 or N, a transpose,
only the first column.  Says where and by which ratio, and never shows the expected array.
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
    pairs = [(d.expected, d.got) for d in found if d.expected is not None and d.got is not None]
    if not pairs:
        return ""
    for pattern in (_zeros, _factor, _shifted, _transposed, _reversed, _first_column):
        texts = {pattern(e.astype(float), g.astype(float), sizes or {}) for e, g in pairs}
        if len(texts) == 1 and "" not in texts:
            return texts.pop()
    return _ratio(*pairs[0])


def _close(a: NDArray[Any], b: NDArray[Any]) -> bool:
    scale = float(np.max(np.abs(b), initial=0.0))
    return bool(np.allclose(a, b, rtol=0.0, atol=1e-5 * scale + 1e-12))


def _zeros(expected: NDArray[Any], got: NDArray[Any], sizes: dict[int, str]) -> str:
    return "Every entry of yours is 0." if not got.any() else ""


def _factor(expected: NDArray[Any], got: NDArray[Any], sizes: dict[int, str]) -> str:
    at = np.unravel_index(np.argmax(np.abs(expected)), expected.shape)
    if expected[at] == 0:
        return ""
    ratio = float(got[at] / expected[at])
    if ratio == 0 or not _close(got, ratio * expected):
        return ""
    if np.isclose(ratio, -1):
        return "Every entry has the wrong sign and the right size."
    sign = " and the wrong sign" if ratio < 0 else ""
    size = abs(ratio)
    if np.isclose(size, 2):
        return f"Every entry is 2 times too large{sign}: look for a factor of 2."
    if np.isclose(size, 0.5):
        return f"Every entry is half of what it should be{sign}: look for a factor of ½."
    for n, meaning in sizes.items():
        if n > 1 and np.isclose(size, n):
            return f"Every entry is {n} times too large{sign}; here {n} is {meaning}."
        if n > 1 and np.isclose(size, 1 / n):
            return f"Every entry is {n} times too small{sign}; here {n} is {meaning}."
    return f"Every entry is {size:.4g} times what it should be{sign}."


def _shifted(expected: NDArray[Any], got: NDArray[Any], sizes: dict[int, str]) -> str:
    if expected.size < 2:
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


def _reversed(expected: NDArray[Any], got: NDArray[Any], sizes: dict[int, str]) -> str:
    if expected.shape[:1] > (1,) and _close(got[::-1], expected):
        return "The entries are right, but in reverse order."
    return ""


def _first_column(expected: NDArray[Any], got: NDArray[Any], sizes: dict[int, str]) -> str:
    if expected.ndim != 2 or expected.shape[1] < 2:
        return ""
    columns = [_close(got[:, j], expected[:, j]) for j in range(expected.shape[1])]
    if columns[0] and not any(columns[1:]):
        return "Only the first column (the first example) is right."
    return ""


def _ratio(expected: NDArray[Any], got: NDArray[Any]) -> str:
    scale = float(np.max(np.abs(expected), initial=0.0))
    wrong = np.argwhere(np.abs(got - expected) > 1e-6 * scale + 1e-12)
    if not len(wrong):
        return ""
    at = tuple(wrong[0])
    if expected[at] == 0:
        return f"Your entry {position(wrong[0])} should be 0.".replace("  ", " ")
    ratio = got[at] / expected[at]
    entry = f"Your entry {position(wrong[0])}" if len(at) else "Your number"
    if np.isclose(ratio, 1.0, rtol=0.01):
        return f"{entry} is nearly right: is something rounded on the way?"
    return f"{entry} is {ratio:.4g} times what it should be."
