"""Descents and boundaries lie where the numbers say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnkit import Network, plot
from nnkit.plot.style import BLUE, ORANGE, RED

Texts = Callable[[Figure], list[str]]

X = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]])
Y = np.array([[0.0, 0, 0, 1]])


def bowl(x: float, y: float) -> float:
    return x**2 + y**2


def test_a_path_lies_where_its_points_are(texts: Texts) -> None:
    path = [[2.0, 2.0], [1.0, -1.0], [-0.5, 0.25], [0.1, 0.0]]
    figure: Any = plot.contour(bowl, path, xlabel="w₁", ylabel="w₂")
    ax = figure.axes[0]
    assert np.column_stack(ax.lines[0].get_data()).tolist() == path
    assert {line.get_color() for line in ax.lines} == {RED}
    assert {"start", "end", "w₁", "w₂"} <= set(texts(figure))


def test_several_paths_are_named_and_differ(texts: Texts) -> None:
    paths = {"slow": [[1.0, 1.0], [0.9, 0.9]], "fast": [[1.0, 1.0], [0.2, 0.2]]}
    figure: Any = plot.contour(bowl, paths, xlim=(-2, 2), ylim=(-2, 2))
    assert {"slow", "fast"} <= set(texts(figure))
    ways = figure.axes[0].lines[::3]
    assert (
        len({line.get_color() for line in ways})
        == len({line.get_linestyle() for line in ways})
        == 2
    )


def test_higher_is_darker() -> None:
    figure: Any = plot.contour(lambda x, y: x, xlim=(0, 1), ylim=(0, 1))
    figure.draw_without_rendering()
    shades = np.concatenate([c.get_facecolor() for c in figure.axes[0].collections])
    filled = shades[:, :3].sum(axis=1)
    assert filled[0] > filled[len(filled) // 2]


def test_a_path_that_runs_away_is_cut(texts: Texts) -> None:
    figure: Any = plot.contour(
        bowl, [[1.0, 1.0], [-4.0, -4.0], [np.inf, np.nan]], xlim=(-2, 2), ylim=(-2, 2)
    )
    assert figure.axes[0].get_xlim() == (-2, 2)
    assert "start" in texts(figure)
    assert "end" not in texts(figure)


@pytest.mark.parametrize(
    "y", [Y, Y[0], Y[0].astype(int), [0, 0, 0, 1], [[1, 1, 1, 0], [0, 0, 0, 1]]]
)
def test_boundary_is_where_the_output_is_one_half(y: Any, texts: Texts) -> None:
    net = Network([np.array([[8.0, 8.0]])], [np.array([[-12.0]])])
    figure: Any = plot.decision_boundary(net, X, y)
    ax = figure.axes[0]
    first, second = ax.lines
    assert np.column_stack(first.get_data()).tolist() == [[0, 0], [0, 1], [1, 0]]
    assert (first.get_color(), second.get_color()) == (BLUE, ORANGE)
    assert first.get_marker() != second.get_marker()
    assert {"class 0", "class 1", "output"} <= set(texts(figure))
    line = ax.collections[-1].get_paths()[0].vertices
    assert np.allclose(np.asarray(line).sum(axis=1), 1.5, atol=1e-3)


def test_a_row_a_column_and_a_vector_of_outputs_draw_the_same() -> None:
    one: Any = plot.decision_boundary(lambda p: p[:1], X, Y)
    assert plot.webp(one) == plot.webp(plot.decision_boundary(lambda p: p[0], X, Y))


def test_three_classes(texts: Texts) -> None:
    labels = ["red", "green", "blue", "red"]
    y = np.array([[0, 1, 2, 0]])
    figure: Any = plot.decision_boundary(
        lambda p: np.stack([p[0], p[1], 1 - p[0] - p[1]]), X, y, classes=labels[:3]
    )
    assert {"red", "green", "blue"} <= set(texts(figure))
    assert len({line.get_marker() for line in figure.axes[0].lines}) == 3


@pytest.mark.parametrize(
    ("draw", "error", "says"),
    [
        (lambda: plot.contour(bowl), ValueError, "xlim is missing: without a path"),
        (lambda: plot.contour(bowl, [1.0, 2.0]), ValueError, r"shape \(2,\).*\(steps \+ 1, 2\)"),
        (lambda: plot.contour(bowl, np.ones((2, 3))), ValueError, r"shape \(2, 3\)"),
        (lambda: plot.contour(bowl, [[np.nan, 1.0]]), ValueError, "no finite point"),
        (lambda: plot.contour(bowl, dict.fromkeys("abcd", np.ones((2, 2)))), ValueError, "4 paths"),
        (lambda: plot.contour(bowl, xlim=(1, 0), ylim=(0, 1)), ValueError, r"xlim is \(1.0, 0.0\)"),
        (lambda: plot.scatter(X.T, Y), ValueError, r"x has shape \(4, 2\); needed is \(2, N\)"),
        (lambda: plot.scatter(X, Y.T), ValueError, r"y has shape \(4, 1\), x has 4 columns"),
        (lambda: plot.scatter(X, 0.5 * Y), ValueError, "takes classes 0, 1"),
        (lambda: plot.decision_boundary(3, X, Y), TypeError, "net is int; it takes a Network or a"),
        (
            lambda: plot.decision_boundary(lambda p: p.T, X, Y),
            ValueError,
            r"net returned shape \(14641, 2\)",
        ),
    ],
)
def test_refuses(draw: Callable[[], Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        draw()
