"""A logarithmic axis has powers of ten in plain letters, and numbers where these are too few."""

from __future__ import annotations

from typing import Any

import pytest

from nnkit import plot


def labels(axis: Any) -> list[str]:
    axis.axes.figure.draw_without_rendering()
    low, high = axis.get_view_interval()
    ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
    return [tick.label1.get_text() for tick in ticks if low <= tick.get_loc() <= high]


@pytest.mark.parametrize(
    "figure",
    [
        plot.bars({"a": 1e-4, "b": 30.0}, yscale="log"),
        plot.lines({"a": [1e-4, 30.0]}, yscale="log"),
    ],
)
def test_powers_of_ten(figure: Any) -> None:
    shown = labels(figure.axes[0].yaxis)
    assert {"10⁻³", "10⁻²", "10⁻¹", "10⁰"} <= set(shown)
    assert not any("$" in text for text in shown)


def test_numbers_between_powers_that_are_far_apart() -> None:
    shown = labels(plot.loss_curve([0.3, 0.5, 0.8], yscale="log").axes[0].yaxis)
    assert {"0.3", "0.4", "0.6"} <= set(shown)
    assert "10⁰" not in shown


def test_a_tick_without_a_label_has_none() -> None:
    shown = labels(plot.loss_curve([1e-3, 1.0, 100.0], yscale="log").axes[0].yaxis)
    assert "" in shown
    assert {text for text in shown if text} <= {f"10{n}" for n in ("⁻³", "⁻²", "⁻¹", "⁰", "¹", "²")}


def test_a_linear_axis_stays_as_it_is() -> None:
    assert "0.50" in labels(plot.lines({"a": [0.0, 1.0, 0.3]}, x=[0, 1, 2]).axes[0].xaxis)
