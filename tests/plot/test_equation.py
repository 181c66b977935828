"""An equation shows every number, every name and every shape, and marks what it is told to."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from nnkit.plot.equation import equation
from nnkit.plot.figure import panels

W = np.array([[4.0, 5.0], [5.0, 6.0], [6.0, -7.5]])
A = np.array([[0.2], [0.3]])
TERMS: list[Any] = [("W", W), "@", ("a", A), "=", ("z", W @ A)]


def texts(figure: Figure) -> list[str]:
    return [t.get_text() for t in figure.axes[0].texts]


def test_shows_numbers_names_shapes_and_operators() -> None:
    shown = texts(equation(TERMS))
    for text in ("W (3, 2)", "a (2, 1)", "z (3, 1)", "@", "=", "−7.5", "0.2", "2.3"):
        assert text in shown


def test_marks_what_numpy_would_index() -> None:
    bold = [
        t.get_text()
        for t in equation(TERMS, mark={"W": 1, "a": (..., 0)}).axes[0].texts
        if t.get_fontweight() == "bold"
    ]
    assert bold == ["5", "6", "0.2", "0.3"]


def test_one_axis_lies_as_a_row_and_keeps_its_shape() -> None:
    figure = equation([("b", np.array([1.0, 2.0, 3.0]))])
    assert "b (3,)" in texts(figure)
    heights = {t.get_position()[1] for t in figure.axes[0].texts if t.get_text() in "123"}
    assert len(heights) == 1


def test_everything_stays_on_the_sheet() -> None:
    wide = np.full((2, 12), -1234.5)
    figure = equation([("X", wide), "+", ("Y", wide)], title="Wide")
    ax = figure.axes[0]
    left, right = ax.get_xlim()
    edges = [p for p in ax.patches if isinstance(p, Rectangle)]
    assert min(p.get_x() for p in edges) >= left
    assert max(p.get_x() + p.get_width() for p in edges) <= right


def test_draws_on_given_axes() -> None:
    figure, (top, bottom) = panels(2, 1)
    assert equation(TERMS, ax=bottom) is figure
    assert not top.texts


@pytest.mark.parametrize(
    ("terms", "mark", "says"),
    [
        ([("W", np.zeros((2, 2, 2)))], {}, r"W has shape \(2, 2, 2\)"),
        (TERMS, {"w": 0}, "mark names 'w'; the arrays are W, a, z"),
    ],
)
def test_refuses(terms: list[Any], mark: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        equation(terms, mark=mark)
