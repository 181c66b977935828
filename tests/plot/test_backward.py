"""The backward pass appears step by step: nothing too early, and everything in the end."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from nnkit import Network, plot

Texts = Callable[[Figure], list[str]]
Boxes = Callable[[Figure], list[tuple[str, Bbox]]]

NET = Network(
    [
        np.array([[1.0, -2.0], [2.0, 1.0], [-1.0, 1.5]]),
        np.array([[1.0, -2.0, 0.5], [-1.5, 1.0, 2.0]]),
    ],
    [np.array([[0.5], [-1.0], [0.0]]), np.array([[0.5], [1.5]])],
)
X, Y = np.array([[1.0], [0.5]]), np.array([[1.0], [0.0]])
BACK = NET.backward(NET.forward(X), Y)


def red(layer: int, name: str, values: Any) -> set[str]:
    return {f"{name}{'⁰¹²'[layer]} {plot.number(v)}" for v in values[layer].ravel()}


@pytest.mark.parametrize("step", range(7))
def test_each_step_adds_its_own_numbers(step: int, texts: Texts) -> None:
    seen = set(texts(plot.backward(NET, X, Y, step=step)))
    for layer, first in ((2, 1), (1, 4)):
        for name, values, at in (("∂E/∂a", BACK.error, first), ("δ", BACK.delta, first + 1)):
            assert (red(layer, name, values) <= seen) == (step >= at)
        gradients = {plot.number(v) for v in BACK.dW[layer - 1].ravel()}
        # While an error is passed back through W², the lines show W² again.
        assert (gradients <= seen) == (step >= first + 2 and not (layer == 2 and step == 4))


def test_the_titles_name_the_four_steps(texts: Texts) -> None:
    titles = [next(t for t in texts(plot.backward(NET, X, Y, step=s)) if "·" in t) for s in (1, 4)]
    assert titles == [
        "1 · Error at the output: ∂E/∂a² = a² − y",
        "4 · Pass back: ∂E/∂a¹ = (W²)ᵀ δ²",
    ]
    assert any("Parameter gradients" in t for t in texts(plot.backward(NET, X, Y)))


@pytest.mark.parametrize("step", [0, 4, 6])
def test_no_text_covers_another(step: int, boxes: Boxes) -> None:
    found = boxes(plot.backward(NET, X, Y, step=step))
    for (one, box), (other, next_box) in combinations(found, 2):
        assert not box.overlaps(next_box), (one, other)


@pytest.mark.parametrize(
    ("x", "step", "says"),
    [(X, 7, "step is 7; a network with 2 layers has 0 to 6"), (np.ones((2, 3)), 1, "one example")],
)
def test_what_cannot_be_drawn(x: Any, step: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        plot.backward(NET, x, Y, step=step)
