"""The last layer of an AND network with numbers of each student's own, as its text computes it.

Rows: outputs and hidden activations have shape (1, n), weights (n_in, n_out).  The cost is
expected − actual, and what comes of it is added to the weights.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from nnkit.checks.draw import Draw
from nnkit.network import Network


class LastLayer(NamedTuple):
    """hidden (1, 2), W (2, 2) from hidden to output, output (1, 2), expected (1, 2)."""

    hidden: np.ndarray
    W: np.ndarray
    output: np.ndarray
    expected: np.ndarray


def draw_last_layer(draw: Draw) -> LastLayer:
    """Two decimals each; outputs as the layer gives them, rounded as in the text."""
    while True:
        hidden = draw.array((1, 2), 0.2, 0.9, 0.01)
        W = draw.array((2, 2), -0.9, 0.9, 0.01)
        bias = draw.array((1, 2), -0.9, 0.9, 0.01)
        output = np.round(Network([W.T], [bias.T]).predict(hidden.T).T, 2)
        expected = np.array([draw.choice(([1.0, 0.0], [0.0, 1.0]))])
        p = LastLayer(hidden, W, output, expected)
        if _clear(p):
            return p


def _clear(p: LastLayer) -> bool:
    """Whether the numbers differ enough that each mistake shows."""
    spread = [np.ptp(p.hidden), np.ptp(p.output), np.ptp(np.abs(gradient(p)))]
    small = min(np.abs(p.W).min(), np.abs(gradient(p)).min(), np.abs(p.expected - p.output).min())
    return bool(min(spread) > 0.0234 and small > 0.0567 and abs(p.output - 0.5).min() > 0.0345)


def cost(p: LastLayer) -> Any:
    return p.expected - p.output


def slope(p: LastLayer) -> Any:
    return p.output * (1 - p.output)


def gradient(p: LastLayer) -> Any:
    return cost(p) * slope(p)


def step(p: LastLayer) -> Any:
    return p.hidden.T @ gradient(p)
