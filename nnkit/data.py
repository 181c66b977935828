"""Small data sets to learn from, without a download.

All return inputs x of shape (n_0, N) and targets y of shape (n_L, N) in float64: one column for
each example. Where chance plays a part, the same seed gives the same data.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nnkit._typing import Array


def and_gate() -> tuple[Array, Array]:
    """Logical and: x of shape (2, 4), y of shape (1, 4)."""
    x = _truth_table()
    return x, x[:1] * x[1:]


def xor() -> tuple[Array, Array]:
    """Exclusive or, which no single layer can learn: x of shape (2, 4), y of shape (1, 4)."""
    x = _truth_table()
    return x, abs(x[:1] - x[1:])


def moons(
    n: int = 200, *, noise: float = 0.1, rng: np.random.Generator | int = 0
) -> tuple[Array, Array]:
    """Two half-circles that reach into each other.

    Parameters
    ----------
    n
        Number of examples, half of them (rounded down) in the upper moon.
    noise
        Standard deviation of the points around the half-circles of radius 1.
    rng
        Random generator, or a seed for one.

    Returns
    -------
    x : Array
        Points, shape (2, n).
    y : Array
        0 for the upper moon and 1 for the lower, shape (1, n).
    """
    rng = np.random.default_rng(rng)
    upper = np.linspace(0, np.pi, _count(n, 2) // 2)
    lower = np.linspace(0, np.pi, n - len(upper))
    x = np.hstack([[np.cos(upper), np.sin(upper)], [1 - np.cos(lower), 0.5 - np.sin(lower)]])
    x += rng.normal(0, noise, x.shape)
    y = np.hstack([np.zeros((1, len(upper))), np.ones((1, len(lower)))])
    return _shuffled(x, y, rng)


def spirals(
    n: int = 300,
    *,
    classes: int = 3,
    noise: float = 0.2,
    rng: np.random.Generator | int = 0,
) -> tuple[Array, Array]:
    """Arms of a spiral, one for each class.

    Parameters
    ----------
    n
        Number of examples, spread evenly over the classes.
    classes
        Number of arms.
    noise
        Standard deviation of the angle, in radians; an arm turns by 4 radians.
    rng
        Random generator, or a seed for one.

    Returns
    -------
    x : Array
        Points, shape (2, n).
    y : Array
        One-hot columns, shape (classes, n).
    """
    rng = np.random.default_rng(rng)
    label = np.arange(_count(n, classes)) % classes
    radius = (np.arange(n) // classes + 1) / (n / classes)
    angle = 2 * np.pi * label / classes + 4 * radius + rng.normal(0, noise, n)
    x = radius * np.stack([np.sin(angle), np.cos(angle)])
    return _shuffled(x, np.eye(classes)[:, label], rng)


def digits(rng: np.random.Generator | int = 0) -> tuple[Array, Array]:
    """1797 handwritten digits of 8 by 8 pixels.

    Parameters
    ----------
    rng
        Random generator for the order of the examples, or a seed for one.

    Returns
    -------
    x : Array
        Brightness from 0 to 1, shape (64, 1797); ``x[:, i].reshape(8, 8)`` is a picture.
    y : Array
        One-hot columns, shape (10, 1797).

    Notes
    -----
    E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits" (the test set), UCI
    Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49, licence CC BY 4.0.
    """
    with np.load(Path(__file__).parent / "_data" / "digits.npz") as file:
        x, label = file["pixels"] / 16, file["labels"]
    return _shuffled(x, np.eye(10)[:, label], np.random.default_rng(rng))


def _truth_table() -> Array:
    return np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])


def _count(n: int, at_least: int) -> int:
    if n < at_least:
        raise ValueError(
            f"n is {n}, but at least {at_least} examples are needed, one of each class"
        )
    return n


def _shuffled(x: Array, y: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    order = rng.permutation(x.shape[1])
    return x[:, order], y[:, order]
