"""Cases that tell right from nearly right.

A gradient can be wrong and still have the right shape, lower the loss, or pass on a square
network.  So: layer sizes all different and different from N; one square network; N = 1 and
N = 7; weights that are not tiny and biases that are not zero; random gradients from above;
saturated values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Sizes:
    """Layer sizes and number of examples of one case."""

    layers: tuple[int, ...]
    n: int


ONE_LAYER = (Sizes((3, 4), 1), Sizes((5, 2), 7), Sizes((3, 3), 3), Sizes((2, 6), 7))
TWO_LAYERS = (Sizes((3, 5, 2), 1), Sizes((2, 4, 3), 7), Sizes((3, 3, 3), 3))
DEEP = (
    Sizes((4, 2), 7),
    Sizes((3, 5, 2), 1),
    Sizes((2, 6, 4, 3), 7),
    Sizes((3, 3, 3), 3),
    Sizes((5, 4, 3, 6, 2), 1),
)


def layers(rng: Generator) -> Iterator[tuple[Array, Array, Array]]:
    """One layer and its input: W (n_out, n_in), b (n_out, 1), a (n_in, N)."""
    for case in ONE_LAYER:
        n_in, n_out = case.layers
        yield normal(rng, n_out, n_in), normal(rng, n_out, 1), normal(rng, n_in, case.n)


def networks(
    rng: Generator, sizes: tuple[Sizes, ...] = DEEP
) -> Iterator[tuple[list[Array], list[Array], Array, Array]]:
    """A network with an input and a target.

    Yields
    ------
    weights : list of (n_l, n_{l-1}) arrays
    biases : list of (n_l, 1) arrays
    x : (n_0, N) array
    y : (n_L, N) array, entries from 0 to 1
    """
    for case in sizes:
        pairs = list(zip(case.layers[:-1], case.layers[1:], strict=True))
        weights = [normal(rng, n_out, n_in) for n_in, n_out in pairs]
        biases = [normal(rng, n_out, 1) for _, n_out in pairs]
        x = normal(rng, case.layers[0], case.n)
        yield weights, biases, x, rng.uniform(0, 1, (case.layers[-1], case.n))


def normal(rng: Generator, *shape: int) -> Array:
    """Entries of ordinary size, none of them near zero, so that every term shows in the result."""
    values = rng.normal(0.0, 1.0, shape)
    return values + np.copysign(0.2, values)
