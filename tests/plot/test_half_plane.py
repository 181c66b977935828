"""The shaded side is the one where the neuron says yes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit import plot

X = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]])
AND = np.array([[0, 0, 0, 1]])


def shaded(figure: Any, x1: float, x2: float) -> bool:
    """Whether the point lies on the side of the yes."""
    image = figure.axes[0].images[0]
    left, right, bottom, top = image.get_extent()
    rows, columns = image.get_array().shape
    row = int((x2 - bottom) / (top - bottom) * rows)
    return bool(image.get_array()[row, int((x1 - left) / (right - left) * columns)])


@pytest.mark.parametrize(("w", "b"), [((1, 1), -1.5), ((4, -3), -1), ((-1, 0), 0.5), ((0, 2), -1)])
def test_yes_where_the_sum_is_positive(w: tuple[float, float], b: float) -> None:
    figure: Any = plot.half_plane(w, b, X, AND)
    for x1, x2 in [(0.02, 0.03), (0.97, 0.05), (0.1, 0.96), (1.2, 1.3), (-0.4, 0.9)]:
        assert shaded(figure, x1, x2) == (w[0] * x1 + w[1] * x2 + b > 0)
    assert len([line for line in figure.axes[0].lines if line.get_linestyle() == "-"]) == 1


def test_line_goes_where_the_sum_is_zero() -> None:
    figure: Any = plot.half_plane((4, -3), -1, X, AND)
    line = next(line for line in figure.axes[0].lines if line.get_linestyle() == "-")
    x1, x2 = line.get_xy1()
    assert 4 * x1 - 3 * x2 - 1 == pytest.approx(0)
    assert line.get_slope() == pytest.approx(4 / 3)


def test_several_neurons_must_all_say_yes() -> None:
    figure: Any = plot.half_plane([[1, 1], [-1, -1]], [-0.5, 1.5], X, [0, 1, 1, 0])
    assert [shaded(figure, *point) for point in X.T] == [False, True, True, False]


def test_a_neuron_that_always_says_the_same_is_drawn() -> None:
    assert shaded(plot.half_plane((0, 0), 1, X, AND), 0.5, 0.5)
    assert not shaded(plot.half_plane((0, 0), -1, X, AND), 0.5, 0.5)


@pytest.mark.parametrize(("w", "b"), [((1, 1, 1), 0), ((1, 1), [0, 0]), ([[1, 1], [0, 1]], 0)])
def test_shapes_that_do_not_fit_are_told(w: Any, b: Any) -> None:
    with pytest.raises(ValueError, match="needed is"):
        plot.half_plane(w, b, X, AND)


@pytest.mark.parametrize(("w", "b"), [((1, 1), -1.5), ((1, 1), -0.5), ((-1, 0.5), 0.5)])
def test_each_side_is_named_where_it_is(w: tuple[float, float], b: float) -> None:
    figure: Any = plot.half_plane(w, b, X, AND)
    named = {text.get_text(): text.get_position() for text in figure.axes[0].texts}
    assert set(named) == {"no", "yes"}
    for name, (across, up) in named.items():
        assert shaded(figure, 2 * across - 0.5, 2 * up - 0.5) == (name == "yes")


def test_a_side_that_is_not_there_is_not_named() -> None:
    figure: Any = plot.half_plane((0, 0), 1, X, AND)
    assert [text.get_text() for text in figure.axes[0].texts] == ["yes"]
