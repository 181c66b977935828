"""Numbers are short and readable, and their width is known."""

from __future__ import annotations

import math

import pytest
from matplotlib.figure import Figure

from nnkit.plot.text import above, below, number, shape, width


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (119, "119"),
        (16553, "16553"),
        (100, "100"),
        (-261.5, "−261.5"),
        (-323.3, "−323.3"),
        (30.3138, "30.31"),
        (3.3, "3.3"),
        (0.964428, "0.964"),
        (0.0428, "0.0428"),
        (0.00490579, "0.00491"),
        (6.8e-14, "6.8e−14"),
        (-0.0005, "−5e−4"),
        (1 - 6.8e-14, "1"),
        (123456, "1.2e5"),
        (math.nan, "nan"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_number(x: float, text: str) -> None:
    assert number(x) == text


def test_indices_and_shapes() -> None:
    assert f"W{above(12)} a{above('L')} x{below(10)}" == "W¹² aᴸ x₁₀"
    assert shape((4, 3)) == "(4, 3)"
    assert shape((4,)) == "(4,)"


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", ["−261.5", "W¹ (4, 3)", "∂E/∂b 0.0049", "One row is one neuron"])
def test_width_is_what_matplotlib_draws(text: str, bold: bool) -> None:
    figure = Figure(dpi=200)
    drawn = figure.text(0, 0, text, fontsize=10, weight="bold" if bold else "normal")
    drawn.set_fontfamily("DejaVu Sans")
    figure.draw_without_rendering()
    assert width(text, 10, bold=bold) == pytest.approx(
        drawn.get_window_extent().width / 200, rel=0.08, abs=0.03
    )
