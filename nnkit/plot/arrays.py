"""Checked arrays: what is drawn, or an error that says what was given and what is needed."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def floats(name: str, given: Any) -> Floats:
    """`given` as an array of any shape."""
    try:
        return np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise TypeError(f"{name} is {described(given)}; needed is an array of numbers") from None


def row_of(name: str, given: Any) -> Floats:
    """`given` as shape (n,), n > 0; (1, n) and (n, 1) will do."""
    array = floats(name, given)
    if array.size == 0 or array.ndim == 0 or array.size != max(array.shape):
        raise ValueError(f"{name} has shape {array.shape}; needed is a row of numbers, (n,)")
    return array.ravel()


def table_of(name: str, given: Any, rows: int | None = None, meaning: str = "(m, n)") -> Floats:
    """`given` as a matrix, with so many `rows`."""
    array = floats(name, given)
    if array.ndim != 2 or array.size == 0 or (rows is not None and len(array) != rows):
        raise ValueError(f"{name} has shape {array.shape}; needed is {meaning}")
    return array


def described(given: Any) -> str:
    """What `given` is, for an error message."""
    if isinstance(given, np.ndarray):
        return f"one array of shape {given.shape} and type {given.dtype}"
    return f"{type(given).__name__} {given!r:.40}"
