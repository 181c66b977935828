"""What an accepted answer should still change, because later exercises use it.

`compare` forgives a missing axis, a list, and a matrix.  What is computed from them may not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np


def advice_on_dress(expected: Any, got: Any, names: Sequence[str] = (), part: str = "") -> str:
    """Say in which way an accepted answer differs from the expected one; empty if in none.

    Parameters
    ----------
    expected : object
    got : object
        Accepted as equal by `nnkit.checks.compare.difference`.
    names : sequence of str
        Names for the parts of an expected tuple.
    part : str
        What `got` is called.
    """
    if isinstance(expected, np.ndarray):
        return _of_array(expected, got, part)
    if isinstance(expected, Mapping):
        pairs = [(value, got[key], f"{part}[{key!r}]") for key, value in expected.items()]
    elif isinstance(expected, (list, tuple)) and isinstance(got, (list, tuple)):
        named = names if len(names) == len(expected) else [f"{part}[{i}]" for i in range(len(got))]
        pairs = list(zip(expected, got, named, strict=True))
    else:
        return ""
    return next(filter(None, (advice_on_dress(e, g, part=name) for e, g, name in pairs)), "")


def _of_array(expected: Any, got: Any, part: str) -> str:
    if not expected.ndim:
        return ""
    if isinstance(got, np.matrix):
        return _ADVICE.format(
            f"`{part}` is a matrix", "arrays, where `*` is not `@`", f"np.asarray({part})"
        )
    shape = expected.shape
    if isinstance(got, (list, tuple)):
        if np.shape(got) != shape:
            return _ADVICE.format(
                f"`{part}` is a list", f"an array of shape {shape}", f"np.reshape({part}, {shape})"
            )
        return _ADVICE.format(
            f"`{part}` is a {type(got).__name__}", "an array", f"np.array({part})"
        )
    if np.shape(got) != shape and expected.size > 1:
        mend = "keepdims=True" if shape[-1] == 1 else f"{part}.reshape({shape})"
        return _ADVICE.format(f"`{part}` has shape {np.shape(got)}", f"shape {shape}", mend)
    return ""


_ADVICE = "This is accepted. But {}, and later exercises expect {}: `{}` helps."
