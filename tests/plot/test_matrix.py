"""A matrix shows its numbers, its names and its shape; a large one its shades."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
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


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        (
            {"array": np.zeros((2, 2, 2))},
            ValueError,
            r"array has shape \(2, 2, 2\); at most two axes",
        ),
        ({"array": []}, ValueError, "at least one number"),
        ({"array": [["a"]]}, TypeError, "needed is an array of numbers"),
        ({"rows": ["r"]}, ValueError, r"rows has 1 names; array of shape \(2, 2\) has 2 rows"),
        ({"columns": ["c"]}, ValueError, "columns has 1 names"),
        ({"mark": 2}, ValueError, r"mark 2 does not fit array of shape \(2, 2\)"),
    ],
)
def test_refuses(change: dict[str, Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        plot.matrix(**({"array": np.eye(2)} | change))
