"""Bars have their numbers, images their pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnkit import plot

Texts = Callable[[Figure], list[str]]


def test_bars(texts: Texts) -> None:
    figure: Any = plot.bars({"layer 1": 1.2e-4, "layer 2": -0.3}, ylabel="size")
    assert {"1.2e−4", "−0.3", "layer 1", "layer 2", "size"} <= set(texts(figure))
    assert [bar.get_height() for bar in figure.axes[0].patches] == [1.2e-4, -0.3]


def test_images_are_columns_read_row_by_row(texts: Texts) -> None:
    x = np.arange(24.0).reshape(8, 3)
    figure: Any = plot.images(x, [7, 8, 9], shape=(2, 4), columns=2, title="Digits")
    shown = [ax.images[0].get_array() for ax in figure.axes if ax.images]
    assert len(figure.axes) == 4
    assert np.array_equal(np.asarray(shown[2]), x[:, 2].reshape(2, 4))
    assert texts(figure) == ["7", "8", "9", "Digits"] or set("789") <= set(texts(figure))


def wrong(given: Any) -> Any:
    """What a type checker would not let through."""
    return given


@pytest.mark.parametrize(
    ("draw", "error", "says"),
    [
        (lambda: plot.bars(wrong([1.0])), TypeError, "values is list; it takes a dict"),
        (lambda: plot.bars(wrong({"a": "b"})), TypeError, "needed is an array of numbers"),
        (
            lambda: plot.images(np.zeros(64)),
            ValueError,
            r"x has shape \(64,\); needed is \(pixels, N\)",
        ),
        (
            lambda: plot.images(np.zeros((10, 2))),
            ValueError,
            r"images of shape \(3, 3\) need 9 rows",
        ),
        (
            lambda: plot.images(np.zeros((9, 2)), [1]),
            ValueError,
            "names has 1 entries; x has 2 images",
        ),
    ],
)
def test_refuses(draw: Callable[[], Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        draw()
