"""Lines carry their names and markers; slopes and descents are where they belong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from nnkit import History, plot
from nnkit.plot.style import BLUE, RED, SERIES

Texts = Callable[[Figure], list[str]]


def same(colour: Any) -> str:
    """A colour as the palette writes it."""
    return to_hex(colour).upper()


def test_lines_differ_in_colour_dash_and_marker(texts: Texts) -> None:
    figure: Any = plot.lines({name: np.arange(30.0) for name in "abcdef"}, xlabel="x", ylabel="y")
    lines = figure.axes[0].lines
    for look in (lambda line: line.get_color(), lambda line: line.get_marker()):
        assert len({look(line) for line in lines}) == 6
    assert len({str(line._dash_pattern) for line in lines}) == 6
    assert {line.get_color() for line in lines} == set(SERIES)
    assert set("abcdef") <= set(texts(figure))
    assert figure.axes[0].get_xlabel() == "x"


def test_names_of_lines_that_end_together_are_moved_apart() -> None:
    figure: Any = plot.lines({name: [0.0, 1.0 + 0.001 * i] for i, name in enumerate("abcd")})
    figure.draw_without_rendering()
    height = sorted(text.get_window_extent().y0 for text in figure.axes[0].texts)
    assert np.diff(height).min() > 10


def test_series_with_its_own_x() -> None:
    figure: Any = plot.lines({"h": ([1e-8, 1e-4], [1e-9, 1e-5])}, xscale="log", yscale="log")
    assert figure.axes[0].lines[0].get_xdata().tolist() == [1e-8, 1e-4]
    assert figure.axes[0].get_xscale() == figure.axes[0].get_yscale() == "log"


def test_loss_of_a_list() -> None:
    ax: Any = plot.loss_curve([3.0, 2.0, 1.0]).axes[0]
    assert ax.lines[0].get_xdata().tolist() == [1, 2, 3]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "loss")
    assert not ax.texts


def test_loss_of_a_history(texts: Texts) -> None:
    history = History([3.0, 2.0], [0.5, 0.75], [4.0, 3.0], [0.25, 0.5])
    figure: Any = plot.loss_curve(history)
    assert {"training", "validation"} <= set(texts(figure))
    assert figure.axes[0].lines[1].get_ydata().tolist() == [4, 3]
    accuracy: Any = plot.loss_curve(history, what="accuracy").axes[0]
    assert accuracy.lines[0].get_ydata().tolist() == [0.5, 0.75]
    assert accuracy.get_ylabel() == "accuracy"
    alone: Any = plot.loss_curve(History([3.0, 2.0], [], [], []))
    assert "validation" not in texts(alone)


def test_several_runs_on_a_log_scale(texts: Texts) -> None:
    runs = {"α = 0.1": [3.0, 1.0], "α = 10": History([3.0, np.inf], [], [], [])}
    figure: Any = plot.loss_curve(runs, yscale="log")
    assert set(runs) <= set(texts(figure))
    assert figure.axes[0].get_yscale() == "log"


def test_tangents_have_the_slope_they_say(texts: Texts) -> None:
    figure: Any = plot.function(lambda x: (x + 2) ** 2, (-6, 2), tangents=[-4, -2, 0])
    assert [t for t in texts(figure) if t.startswith("slope")] == ["slope −4", "slope 0", "slope 4"]
    tangents = [line for line in figure.axes[0].lines if line.get_linestyle() == "--"]
    for line, slope in zip(tangents, (-4, 0, 4), strict=True):
        (x0, x1), (y0, y1) = line.get_data()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, abs=1e-6)
        assert line.get_color() == RED


def test_a_descent_goes_along_the_function(texts: Texts) -> None:
    figure: Any = plot.function(lambda x: x**2, (-2, 2), path=[1.5, -1.0, 0.5, np.nan])
    way = figure.axes[0].lines[1]
    assert np.column_stack(way.get_data()).tolist() == [[1.5, 2.25], [-1, 1], [0.5, 0.25]]
    assert {"start", "end"} <= set(texts(figure))


def test_activation_and_slope(texts: Texts) -> None:
    figure: Any = plot.activation("sigmoid", title="Never more than 1/4")
    value, slope = figure.axes[0].lines
    assert np.max(slope.get_ydata()) == pytest.approx(0.25)
    z = np.asarray(value.get_xdata())
    assert np.allclose(value.get_ydata(), 1 / (1 + np.exp(-z)))
    assert [same(line.get_color()) for line in (value, slope)] == [BLUE, RED]
    assert value.get_linestyle() != slope.get_linestyle()
    assert {"φ(z)", "φ′(z)", "Never more than 1/4"} <= set(texts(figure))


def test_activations_side_by_side(texts: Texts) -> None:
    figure: Any = plot.activation("sigmoid", "tanh", "relu", "identity", title="Four")
    assert {"Four", "sigmoid", "tanh", "relu", "identity"} <= set(texts(figure))
    assert sum(ax.axison for ax in figure.axes) == 4


def wrong(given: Any) -> Any:
    """What a type checker would not let through."""
    return given


@pytest.mark.parametrize(
    ("draw", "error", "says"),
    [
        (lambda: plot.lines(wrong([1.0, 2.0])), TypeError, "series is list; it takes a dict"),
        (lambda: plot.lines({}), ValueError, "there are 0 series; from 1 to 6"),
        (
            lambda: plot.lines({"a": [1.0, 2.0]}, x=[1.0]),
            ValueError,
            "a has 2 values, but its x has 1",
        ),
        (
            lambda: plot.lines({"a": np.eye(2)}),
            ValueError,
            r"a has shape \(2, 2\); needed is a row",
        ),
        (lambda: plot.loss_curve([]), ValueError, r"loss has shape \(0,\)"),
        (
            lambda: plot.loss_curve("abc"),
            TypeError,
            "loss is str 'abc'; needed is an array of numbers",
        ),
        (lambda: plot.loss_curve([1.0], what="error"), ValueError, "what is 'error'"),
        (
            lambda: plot.activation("sigmoyd"),
            ValueError,
            "no activation 'sigmoyd' to draw; there are",
        ),
        (lambda: plot.activation(), ValueError, "0 names given"),
        (
            lambda: plot.activation("relu", "tanh", ax=plot.panels()[1][0]),
            ValueError,
            "one ax takes one",
        ),
    ],
)
def test_refuses(draw: Callable[[], Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        draw()
