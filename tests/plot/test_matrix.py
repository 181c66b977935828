"""A matrix shows its numbers, its names and its shape; a large one its shades."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure

from nnkit import plot

Texts = Callable[[Figure], list[str]]


def test_numbers_names_and_shape(texts: Texts) -> None:
    figure: Any = plot.matrix(
        [[1.0, -2.5], [0.125, 4.0]], "W¹", rows=["r1", "r2"], columns=["c1", "c2"]
    )
    assert texts(figure)[:4] == ["1", "−2.5", "0.125", "4"]
    assert {"W¹ (2, 2)", "r1", "r2", "c1", "c2"} <= set(texts(figure))


def test_a_vector_says_its_shape(texts: Texts) -> None:
    assert texts(plot.matrix([1, 2, 3])) == ["1", "2", "3", "(3,)"]


def test_marked_as_numpy_would_index() -> None:
    figure: Any = plot.matrix(np.arange(6).reshape(2, 3), mark=(..., 2))
    bold = [t.get_text() for t in figure.axes[0].texts if t.get_fontweight() == "bold"]
    assert bold == ["2", "5"]


def test_a_large_one_is_shaded_without_numbers(texts: Texts) -> None:
    figure: Any = plot.matrix(np.linspace(-1, 1, 17 * 40).reshape(17, 40), "W")
    assert texts(figure) == ["W (17, 40)"]
    (mesh,) = figure.findobj(QuadMesh)
    tints = np.asarray(mesh.get_array())
    assert tints[0, 0, 0] > tints[0, 0, 2], "negative is orange"
    assert tints[-1, -1, 2] > tints[-1, -1, 0], "positive is blue"
