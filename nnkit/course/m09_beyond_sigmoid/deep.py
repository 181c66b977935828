"""A stack of twenty layers: how large the activations and the deltas are in each of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnkit.activations import ACTIVATIONS

LAYERS, WIDTH, EXAMPLES = 20, 100, 20


def rms(v: Any) -> float:
    """Root mean square: the usual size of an entry."""
    return float(np.sqrt(np.mean(v**2)))


def stack(g: float, seed: int = 9, layers: int = LAYERS) -> tuple[list[Any], Any, Any]:
    """Weights with spread g/√n, an input, and δ of the last layer, as in the notebook."""
    rng = np.random.default_rng(seed)
    weights = [rng.normal(0, g / np.sqrt(WIDTH), (WIDTH, WIDTH)) for _ in range(layers)]
    x = rng.normal(0, 1, (WIDTH, EXAMPLES))
    return weights, x, rng.normal(0, 1, (WIDTH, EXAMPLES))


def sizes(name: str, g: float, seed: int = 9, layers: int = LAYERS) -> tuple[Any, Any]:
    """The rms of the activations of each layer, and that of their deltas."""
    weights, x, delta = stack(g, seed, layers)
    a = [x]
    for W in weights:
        a.append(ACTIVATIONS[name].forward(W @ a[-1]))
    back = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = ACTIVATIONS[name].backward(a[i], weights[i].T @ delta)
        back.insert(0, rms(delta))
    return np.array([rms(v) for v in a[1:]]), np.array(back)


def starved(name: str, g: float, share: float = 1e-3, seed: int = 9) -> int:
    """How many layers receive less than this share of what the last one has."""
    back = sizes(name, g, seed)[1]
    return int(np.sum(back < share * back[-1]))
