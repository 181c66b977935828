"""A landscape shows the whole surface, and the two ways across a point of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnkit import plot


def bowl(x: float, y: float) -> float:
    return x**2 + 3 * y


def test_the_ways_lie_on_the_surface_and_change_one_number() -> None:
    figure = plot.landscape(bowl, xlim=(-1, 2), ylim=(0, 1), at=(0.5, 0.25))
    ax: Any = figure.axes[0]
    along_x, along_y, point = (np.array(line.get_data_3d(), float) for line in ax.lines)
    for x, y, z in (along_x, along_y, point):
        assert np.allclose(z, x**2 + 3 * y)
    assert np.all(along_x[1] == 0.25)
    assert (along_x[0].min(), along_x[0].max()) == (-1, 2)
    assert np.all(along_y[0] == 0.5)
    assert (along_y[1].min(), along_y[1].max()) == (0, 1)
    assert point.ravel().tolist() == [0.5, 0.25, 1.0]


def test_names_stand_where_they_belong(texts: Callable[..., list[str]]) -> None:
    figure = plot.landscape(
        bowl, xlim=(0, 1), ylim=(0, 1), at=(0, 0), xlabel="w₁", ylabel="w₂", title="A bowl"
    )
    ax: Any = figure.axes[0]
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_zlabel()) == ("w₁", "w₂", "height")
    assert {"only w₁ changes", "only w₂ changes"} <= set(texts(figure))
    assert [text.get_text() for text in figure.texts] == ["A bowl"]


def test_the_same_picture_each_time() -> None:
    first, second = (plot.webp(plot.landscape(bowl, xlim=(0, 1), ylim=(0, 1))) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"xlim": (1, 0)}, r"xlim is \(1, 0\); needed is \(low, high\)"),
        ({"at": (3, 0)}, r"at is \(3, 0\), outside"),
    ],
)
def test_refuses(wrong: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        plot.landscape(bowl, **{"xlim": (0, 1), "ylim": (0, 1), **wrong})
