"""A computational graph shows values, gradients and operations, and no edge runs through a node."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from nnkit import Value, plot
from nnkit.plot.style import BLACK, BLUE, RED

Texts = Callable[[Figure], list[str]]


def same(colour: Any) -> str:
    """A colour as the palette writes it."""
    return to_hex(colour).upper()


def example() -> Value:
    x, y, z = Value(-2.0, "x"), Value(5.0, "y"), Value(-4.0, "z")
    q = x + y
    q.label = "q"
    f = q * z
    f.label = "f"
    return f


def network() -> Value:
    x = [Value(1.0, "x₁"), Value(2.0, "x₂")]
    hidden = [(x[0] * (i + 1.0) + x[1] * (0.5 * i - 1)).tanh() for i in range(3)]
    return (hidden[0] * 2.0 + hidden[1] * hidden[2] - x[0]).sigmoid()


def test_values_before_and_gradients_after_backward(texts: Texts) -> None:
    f = example()
    assert not any(text.startswith("red") for text in texts(plot.graph(f)))
    f.backward()
    figure: Any = plot.graph(f)
    shown = texts(figure)
    for text in ("x", "y", "z", "q", "f", "+", "×", "−2", "5", "−4", "3", "−12", "1"):
        assert text in shown
    assert shown.count("−4") == 4, "z, and three gradients"
    red = [t.get_text() for t in figure.axes[0].texts if same(t.get_color()) == RED]
    assert sorted(red) == ["1", "3", "−4", "−4", "−4"]
    assert "above: value    red: ∂f/∂value" in shown
    assert len(texts(plot.graph(f, gradients=False))) == len(shown) - 6


def test_value_over_its_gradient() -> None:
    f = example()
    f.backward()
    at = {
        (t.get_text(), same(t.get_color())): t.get_position() for t in plot.graph(f).axes[0].texts
    }
    assert at["−12", BLACK][0] == at["1", RED][0]
    assert at["−12", BLACK][1] > at["1", RED][1]


def test_local_gradients(texts: Texts) -> None:
    x = Value(3.0, "x")
    y = x * x + x
    y.backward()
    figure: Any = plot.graph(y, local=True)
    red = [t.get_text() for t in figure.axes[0].texts if same(t.get_color()) == RED]
    assert sorted(red) == ["1", "1", "1", "1", "3", "3", "7"]
    assert any("on an edge: local gradient" in text for text in texts(figure))


@pytest.mark.parametrize(
    ("value", "sign"),
    [
        (Value(2.0) ** 2, "( )²"),
        (Value(2.0) ** -1, "( )⁻¹"),
        (Value(2.0) ** 0.5, "( )^0.5"),
        (Value(2.0).sigmoid(), "σ"),
        (-Value(2.0), "−"),
        (Value(2.0).exp(), "exp"),
    ],
)
def test_operations_are_written_as_in_a_formula(value: Value, sign: str, texts: Texts) -> None:
    assert sign in texts(plot.graph(value))


@pytest.mark.parametrize(
    "make", [example, network, lambda: sum((Value(1.0) for _ in range(6)), 0.0)]
)
def test_no_edge_runs_through_a_node(make: Callable[[], Value]) -> None:
    value = make()
    value.backward()
    ax: Any = plot.graph(value).axes[0]
    nodes = [p for p in ax.patches if isinstance(p, FancyBboxPatch)]
    frames = [(p.get_x(), p.get_y(), p.get_width(), p.get_height()) for p in nodes]
    ways = [np.column_stack(line.get_data()) for line in ax.lines if line.get_zorder() == 1]
    arrows = [t for t in ax.texts if getattr(t, "arrow_patch", None)]
    ways += [np.array([t.xyann, t.xy]) for t in arrows]
    assert len(arrows) > 3
    for way in ways:
        for start, end in pairwise(way):
            for point in np.linspace(start, end, 41):
                for x, y, wide, tall in frames:
                    inside_x = x + 1e-6 < point[0] < x + wide - 1e-6
                    assert not (inside_x and y < point[1] < y + tall)


def test_a_students_own_value_will_do(texts: Texts) -> None:
    class Mine:
        def __init__(self, data: float, parents: tuple[Any, ...] = ()) -> None:
            self.data, self.grad, self.parents = data, 0.5, parents

    assert texts(plot.graph(Mine(3.0, (Mine(1.0), Mine(2.0))))).count("0.5") == 3


def test_operations_are_blue() -> None:
    drawn = [
        t for t in plot.graph(example()).axes[0].texts if t.get_text() in "+×" and t.get_text()
    ]
    assert {same(t.get_color()) for t in drawn} == {BLUE}


def test_refuses_what_is_no_graph() -> None:
    with pytest.raises(TypeError, match=r"graph takes a Value; float 3\.0 has no data"):
        plot.graph(3.0)
    with pytest.raises(TypeError, match="has no grad"):
        plot.graph(SimpleNamespace(data=1.0, parents=()))
    ring = SimpleNamespace(data=1.0, grad=0.0)
    ring.parents = (ring,)
    with pytest.raises(ValueError, match="runs in a circle"):
        plot.graph(ring)
    many = sum((Value(1.0) for _ in range(60)), Value(0.0))
    with pytest.raises(ValueError, match="more than 80 nodes"):
        plot.graph(many)
