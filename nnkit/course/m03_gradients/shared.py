"""Functions that exercises ask about, built from plain numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nnkit._typing import Array


def lecture_surface(x: float, y: float) -> float:
    """f = 2x² + 3xy + y³, the surface that the notebook walks on."""
    return 2 * x**2 + 3 * x * y + y**3


def lecture_gradient(x: float, y: float) -> Array:
    """Its gradient, shape (2,)."""
    return np.array([4 * x + 3 * y, 3 * x + 3 * y**2])


def height(A: Array, c: Array) -> Callable[[Any], float]:
    """½ x·A x + Σ c x³ / 3 of all the entries of x, whatever its shape."""

    def f(*x: Any) -> float:
        flat = _whole_point("f", x, len(A))
        return float(flat @ A @ flat / 2 + c @ flat**3 / 3)

    return f


def slope_of_height(A: Array, c: Array) -> Callable[[Any], Array]:
    """Gradient of `height` for a symmetric A."""

    def gradient(*x: Any) -> Array:
        flat = _whole_point("gradient", x, len(A))
        slopes: Array = A @ flat + c * flat**2
        return slopes.reshape(np.shape(x[0]))

    return gradient


def _whole_point(name: str, given: tuple[Any, ...], n: int) -> Array:
    """The one argument of a function, flat; errors are in the words of the course."""
    if len(given) != 1:
        raise TypeError(
            f"`{name}` takes one argument, the array with all the numbers; it got {len(given)}"
        )
    flat = np.asarray(given[0], dtype=float).ravel()
    if flat.size != n:
        raise ValueError(
            f"`{name}` needs the whole array, here {n} numbers; what it got has {flat.size}"
        )
    return flat


def symmetric(rng: np.random.Generator, n: int) -> Array:
    """A symmetric matrix with entries of ordinary size and a diagonal that is uphill outwards."""
    A = rng.uniform(-1, 1, (n, n))
    return np.asarray((A + A.T) / 2 + np.diag(rng.uniform(1.0, 3.0, n)))
