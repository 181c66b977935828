"""A backward pass caught in the act: what is known after so many of its steps, in red.

`network` shows all gradients at once. Here they appear one step at a time, on the way from the
output to the input, under the four names that the course gives to these steps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from nnkit.plot.figure import canvas, figure_of, sheet, write
from nnkit.plot.labels import place
from nnkit.plot.style import BLACK, GREY, RED, TEXT_SIZE, WIDTH, styled
from nnkit.plot.text import above, number, shape, width

if TYPE_CHECKING:
    from nnkit.network import Network

Floats = npt.NDArray[np.float64]

_RADIUS = 0.27
_LINE = TEXT_SIZE / 72 * 1.3
_PITCH = 1.15
"""Inches from a neuron to the next below it: room for one line over it and one under it."""


@styled
def backward(
    net: Network,
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    step: int | None = None,
    ax: Axes | None = None,
) -> Figure:
    """Draw a network with one example after `step` steps of the backward pass.

    Parameters
    ----------
    net : Network
        A small one; the loss is the half squared error.
    x, y : array_like, shapes (n_0, 1) and (n_L, 1)
        The example and its target.
    step : int, optional
        0 is forward propagation only. A network with L layers has 3L steps; by default all.
    ax : Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    Figure
        Its title names the step and gives its formula.

    Raises
    ------
    ValueError
        If there is no such step, or more than one example.
    """
    layers = len(net.weights)
    step = 3 * layers if step is None else step
    if not 0 <= step <= 3 * layers:
        raise ValueError(f"step is {step}; a network with {layers} layers has 0 to {3 * layers}")
    if np.shape(x)[1:] != (1,):
        raise ValueError(f"x has shape {np.shape(x)}; one example is drawn, a column (n, 1)")
    trace = net.forward(x)
    back = net.backward(trace, y)
    seen = _seen(layers, step)

    tallest = max(net.sizes)
    ax = sheet(ax, (WIDTH, _PITCH * tallest + 5 * _LINE), " ")
    across, up = canvas(ax, seen.title)
    middle = 3.2 * _LINE + (up - 4.4 * _LINE) / 2
    xs = np.linspace(0.65, across - 0.65, layers + 1)
    ys = [middle + _PITCH * ((n - 1) / 2 - np.arange(n)) for n in net.sizes]

    taken = []
    for layer, column in enumerate(ys):
        write(ax, xs[layer], up - 0.5 * _LINE, f"layer {layer}" if layer else "input")
        for i, height in enumerate(column):
            error = back.error[layer][i, 0] if layer in seen.error else None
            delta = back.delta[layer][i, 0] if layer in seen.delta else None
            _neuron(ax, (xs[layer], height), trace.a[layer][i, 0], error, delta, layer)
            taken.append((xs[layer] - 0.6, height - 0.48, xs[layer] + 0.6, height + 0.48))
    for layer in range(1, layers + 1):
        values, caption, red = _on_edges(seen, layer, net.weights[layer - 1], back.dW[layer - 1])
        _edges(ax, values, (xs[layer - 1], xs[layer]), (ys[layer - 1], ys[layer]), taken, red)
        _caption(ax, (xs[layer - 1], xs[layer]), caption, red)
    write(
        ax, 0.02, 0.5 * _LINE, "in a neuron: a     in red: over it ∂E/∂a, under it δ = ∂E/∂z",
        ha="left",
    )  # fmt: skip
    return figure_of(ax)


@dataclass
class _Seen:
    """What is known after some steps: in which layers, and which weights are just passed."""

    title: str = "0 · Forward propagation: every activation is known, and kept"
    error: set[int] = field(default_factory=set)
    delta: set[int] = field(default_factory=set)
    gradients: set[int] = field(default_factory=set)
    passing: int = 0


def _seen(layers: int, steps: int) -> _Seen:
    seen = _Seen()
    for step in range(1, steps + 1):
        layer, kind = layers - (step - 2) // 3, (step - 2) % 3
        n, before = above(layer), above(layer - 1)
        seen.passing = 0
        if step == 1:
            seen.error.add(layers)
            what = f"Error at the output: ∂E/∂a{above(layers)} = a{above(layers)} − y"
        elif kind == 0:
            seen.delta.add(layer)
            what = f"Through the activation: δ{n} = ∂E/∂a{n} ⊙ φ′(z{n})"
        elif kind == 1:
            seen.gradients.add(layer)
            source = "x" if layer == 1 else f"a{before}"
            what = f"Parameter gradients: ∂E/∂W{n} = δ{n} {source}ᵀ and ∂E/∂b{n} = δ{n}"
        else:
            seen.error.add(layer - 1)
            seen.passing = layer
            what = f"Pass back: ∂E/∂a{before} = (W{n})ᵀ δ{n}"
        seen.title = f"{step} · {what}"
    return seen


def _on_edges(seen: _Seen, layer: int, W: Floats, dW: Floats) -> tuple[Floats, str, bool]:
    """What the edges into a layer hold, what is written under them, and whether it is red."""
    if layer == seen.passing:
        return W, f"back through W{above(layer)}", True
    known = layer in seen.gradients
    values = dW if known else W
    return values, f"{'∂E/∂' if known else ''}W{above(layer)} {shape(values.shape)}", known


def _neuron(
    ax: Axes,
    at: tuple[float, float],
    a: float,
    error: float | None,
    delta: float | None,
    layer: int,
) -> None:
    """Draw the activation in a circle, ∂E/∂a over it and delta under it where they are known."""
    x, y = at
    colour = BLACK if delta is None else RED
    ax.add_patch(Circle(at, _RADIUS, facecolor="white", edgecolor=colour, linewidth=1.5, zorder=3))
    write(ax, x, y, number(a))
    white = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.5}
    n = above(layer)
    for name, value, side in ((f"∂E/∂a{n}", error, 1), (f"δ{n}", delta, -1)):
        if value is not None:
            weight = "bold" if side < 0 else "normal"
            height = y + side * (_RADIUS + 0.02 + _LINE / 2)
            write(ax, x, height, f"{name} {number(value)}", color=RED, weight=weight, bbox=white)


def _edges(
    ax: Axes,
    values: Floats,
    xs: tuple[float, float],
    ys: tuple[npt.NDArray[Any], npt.NDArray[Any]],
    taken: list[tuple[float, float, float, float]],
    red: bool,
) -> None:
    """Draw the lines between two layers with their numbers; a negative one is dashed."""
    colour = RED if red else GREY
    starts, ends, texts = [], [], []
    for j, i in np.ndindex(*values.shape):
        start, end = np.array([xs[0], ys[0][i]]), np.array([xs[1], ys[1][j]])
        inset = _RADIUS * (end - start) / np.hypot(*(end - start))
        starts.append(start + inset)
        ends.append(end - inset)
        texts.append(number(values[j, i]))
        dash = "--" if values[j, i] < 0 else "-"
        ax.plot(
            *zip(starts[-1], ends[-1], strict=True), color=colour, linewidth=1.2, linestyle=dash,
            zorder=1,
        )  # fmt: skip
    size = np.array([[width(text, TEXT_SIZE) + 0.1, _LINE] for text in texts])
    points, _ = place(np.array(starts), np.array(ends), size, np.array(taken))
    for (x, y), text in zip(points, texts, strict=True):
        white = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        write(ax, x, y, text, color=RED if red else BLACK, zorder=2, bbox=white)


def _caption(ax: Axes, xs: tuple[float, float], text: str, red: bool) -> None:
    """Say under the lines what their numbers are, with an arrow the way things flow."""
    colour = RED if red else BLACK
    left, right = xs[0] + 0.5, xs[1] - 0.5
    tip, tail = (left, right) if red else (right, left)
    ax.annotate(
        "", xy=(tip, 2.5 * _LINE), xytext=(tail, 2.5 * _LINE),
        arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.2},
    )  # fmt: skip
    write(ax, sum(xs) / 2, 1.8 * _LINE, text, color=colour)
