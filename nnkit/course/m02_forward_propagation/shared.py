"""The networks of the notebook, and cases that more than one group of exercises uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks import cases
from nnkit.network import Network

LECTURE = Network(
    [np.array([[4.0, 5.0], [5.0, 6.0], [6.0, 7.0]]), np.array([[9.0, 10.0, 11.0]])],
    [np.ones((3, 1)), np.ones((1, 1))],
)
"""The 2-3-1 network that the notebook computes node by node."""

LECTURE_TRACE = LECTURE.forward(np.array([[0.2], [0.3]]))


def layer_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """W (n_out, n_in), b (n_out, 1), a (n_in, N); one saturated, one with whole-number weights."""
    yield from cases.layers(rng)
    yield 4 * cases.normal(rng, 3, 2), cases.normal(rng, 3, 1), 4 * cases.normal(rng, 2, 1)
    yield rng.integers(-3, 4, (2, 4)), cases.normal(rng, 2, 1), cases.normal(rng, 4, 3)
