"""A network diagram shows the right numbers in the right places and colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse

from nnkit import Network, plot
from nnkit.plot.style import BLACK, GREY, RED

Texts = Callable[[Figure], list[str]]


def same(colour: Any) -> str:
    """A colour as the palette writes it."""
    return to_hex(colour).upper()


W: Any = [[[2.0, 3, 4], [2, 1, 2], [3, 5, 1], [2, 3, 4]], [[3.0, 1, 1, 1], [1, 4, 2, 2]]]
B: Any = [[[4.0], [1], [1], [2]], [[2.0], [3]]]
X, T = np.array([[2.0], [1], [3]]), np.array([[4.0], [5]])


@pytest.fixture
def net() -> Network:
    return Network([np.array(w) for w in W], [np.array(b) for b in B], "identity")


def circles(figure: Figure) -> list[Ellipse]:
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Ellipse)]


def test_forward(net: Network, texts: Texts) -> None:
    figure: Any = plot.network(net, trace=net.forward(X))
    shown = texts(figure)
    for text in ("23", "12", "15", "21", "119", "146"):
        assert text in shown
    assert "W¹ (4, 3)\nb¹ (4, 1)" in shown
    assert "W² (2, 4)\nb² (2, 1)" in shown
    assert [t for t in shown if t.startswith(("a", "δ"))] == [
        "a⁰ = x (3, 1)",
        "a¹ (4, 1)",
        "a² (2, 1)",
    ]
    assert [t for t in shown if t.startswith("b ")] == ["b 4", "b 1", "b 1", "b 2", "b 2", "b 3"]
    assert len(circles(figure)) == 9
    assert len(figure.axes[0].lines) == 20
    assert not any(text.startswith("z") for text in shown), "z = a in a linear network"
    assert {same(circle.get_edgecolor()) for circle in circles(figure)} == {BLACK}


def test_each_weight_stands_on_its_edge(net: Network) -> None:
    figure: Any = plot.network(net)
    ax = figure.axes[0]
    labels = {}
    for text in ax.texts:
        if text.get_zorder() == 2:
            labels[text.get_position()] = text.get_text()
    assert len(labels) == 20
    for line, weight in zip(
        ax.lines, [x for layer in W for row in layer for x in row], strict=True
    ):
        (x0, x1), (y0, y1) = line.get_data()
        near = [
            text for (x, y), text in labels.items()
            if x0 < x < x1 and abs(y - (y0 + (y1 - y0) * (x - x0) / (x1 - x0))) < 1e-9
        ]  # fmt: skip
        assert f"{weight:g}" in near


def test_sigmoid_shows_pre_activations(texts: Texts) -> None:
    net = Network(
        [np.array([[4.0, 5], [5, 6], [6, 7]]), np.array([[9.0, 10, 11]])],
        [np.ones((3, 1)), np.ones((1, 1))],
    )
    shown = texts(plot.network(net, trace=net.forward(np.array([[0.2], [0.3]]))))
    for text in ("0.964", "0.978", "0.987", "z 3.3", "z 3.8", "z 4.3", "z 30.31", "1"):
        assert text in shown


def test_backward_is_red(net: Network, texts: Texts) -> None:
    trace = net.forward(X)
    figure: Any = plot.network(net, trace=trace, gradients=net.backward(trace, T))
    shown = texts(figure)
    for text in ("486", "679", "397", "115", "141", "2645", "3243", "972", "∂E/∂b 486"):
        assert text in shown
    assert "∂E/∂W² (2, 4)\n∂E/∂b² (2, 1)" in shown
    assert "δ² (2, 1)" in shown
    assert [same(c.get_edgecolor()) for c in circles(figure)] == [GREY] * 3 + [RED] * 6
    inside = {t.get_text(): same(t.get_color()) for t in figure.axes[0].texts}
    assert inside["679"] == inside["2961"] == inside["∂E/∂b 141"] == RED


def test_plain_lists_draw_the_same(net: Network) -> None:
    trace = net.forward(X)
    gradients = net.backward(trace, T)
    first: Any = plot.network(net, trace=trace.a, gradients=gradients)
    second: Any = plot.network(
        W,
        B,
        trace=[a.tolist() for a in trace.a],
        gradients=(gradients.dW, gradients.db, gradients.delta),
    )
    assert plot.webp(first) == plot.webp(second)


def test_column_of_a_batch(net: Network, texts: Texts) -> None:
    trace = net.forward(np.hstack([X, 2 * X]))
    shown = texts(plot.network(net, trace=trace, example=1))
    assert "a¹ (4, 2)" in shown
    assert plot.number(trace.a[2][0, 1]) in shown


def test_width_and_dash_follow_the_weight() -> None:
    lines = plot.network([[[4.0, -1.0, 0.0]]]).axes[0].lines
    thickness = [line.get_linewidth() for line in lines]
    assert thickness[0] > thickness[1] > thickness[2] > 0
    assert [line.get_linestyle() for line in lines] == ["-", "--", "-"]


def test_large_layers_are_cut_short(texts: Texts) -> None:
    figure: Any = plot.network(Network.create([64, 9, 8]))
    shown = texts(figure)
    assert shown.count("⋮") == 2
    assert "x₆₄" in shown
    assert "x₄" not in shown
    assert len(circles(figure)) == 6 + 6 + 8
    assert len(figure.axes[0].lines) == 6 * 6 + 6 * 8
    assert not any(text.startswith("0.") for text in shown)


@pytest.mark.parametrize("labels", [True, False])
def test_labels_on_and_off(labels: bool, texts: Texts) -> None:
    shown = texts(plot.network([np.full((6, 6), 0.25)], labels=labels))
    assert shown.count("0.25") == (36 if labels else 0)


def test_more_numbers_than_can_be_read_are_refused(texts: Texts) -> None:
    with pytest.raises(ValueError, match="81 numbers between layers 0 and 1 cannot be read"):
        plot.network([np.ones((9, 9))], labels=True, most=9)
    assert texts(plot.network([np.ones((8, 8))], labels=True)).count("1") == 64


def test_names(texts: Texts) -> None:
    names = [["n₁", "n₂"], ["n₃"]]
    assert set(names[0] + names[1]) <= set(texts(plot.network([[[1.0, 2.0]]], names=names)))
    shown = texts(plot.network([[[1.0, 2.0]]], names=names, trace=[[3.0, 4.0], [11.0]]))
    assert {"n₁", "n₂", "n₃", "3", "4", "11"} <= set(shown)


def test_a_network_that_diverged_is_still_drawn(texts: Texts) -> None:
    assert {"nan", "∞"} <= set(texts(plot.network([[[np.nan, np.inf, 1.0]]])))


def test_names_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"names has \[1, 1\] .* \[3, 4, 2\]"):
        plot.network(W, names=[["a"], ["b"]])
