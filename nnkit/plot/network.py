"""A network as neurons and edges, with the numbers that flow through it.

Forward it is drawn in black: activations in the neurons, weights on the edges. Back it is red:
deltas in the neurons, ∂E/∂W on the edges. Drawn side by side they show that both ways use the same
edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Ellipse

from nnkit.plot.figure import canvas, figure_of, put, sheet, veil, write
from nnkit.plot.labels import place
from nnkit.plot.parts import Parts, parts
from nnkit.plot.style import BLACK, GREY, RED, TEXT_SIZE, WIDTH, mix, styled
from nnkit.plot.text import above, below, number, shape, width

Floats = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_LINE = TEXT_SIZE / 72 * 1.3
"""Height of a line of text in inches."""
_MOST_LABELS = 24
"""More edges than this between two layers stay without numbers unless asked for."""
_NO_ROOM = 80
"""More than this cannot be read at all."""


@styled
def network(
    net: Any,
    biases: Sequence[npt.ArrayLike] | None = None,
    *,
    trace: Any = None,
    gradients: Any = None,
    example: int = 0,
    names: Sequence[Sequence[str]] | None = None,
    labels: bool | None = None,
    most: int = 8,
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw a network: forward in black or, with `gradients`, back in red.

    Parameters
    ----------
    net : Network or list of array_like, each of shape (n_out, n_in)
        The network or its weights.
    biases : list of array_like, each of shape (n_out, 1), optional
        Taken from `net` if that is a Network.
    trace : Trace or list of array_like, each of shape (n, N), optional
        What ``net.forward(x)`` returned, or the activations from x on. Writes the activation into
        each neuron and, where it differs, the pre-activation z over it.
    gradients : Gradients or (dW, db, delta), optional
        What ``net.backward(...)`` returned. Writes delta into each neuron, ∂E/∂W on each edge.
    example : int
        Which column of the batch to show. ``dW`` and ``db`` always sum over the batch.
    names : list of lists of str, optional
        Name of each neuron, layer by layer; by default x₁, a¹₁ and so on.
    labels : bool, optional
        Write the numbers on the edges; False leaves out those over and under the neurons, too. By
        default they are written where they have room.
    most : int
        Layers with more neurons than this show their first and last three.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    Figure

    Raises
    ------
    TypeError, ValueError
        If the arrays do not make up a network; the message names both shapes.

    Notes
    -----
    An edge is the thicker and stronger the larger its number is in this layer; a negative one is
    dashed.
    """
    drawn = parts(net, biases, trace, gradients, example)
    _check_names(names, drawn.sizes)
    rows = [_rows(n, most) for n in drawn.sizes]
    tallest = max(len(column) for column in rows)
    whole = all(None not in column for column in rows)
    notes = whole and labels is not False
    neurons = [
        [None if i is None else _neuron(drawn, layer, i, names, notes) for i in column]
        for layer, column in enumerate(rows)
    ]
    wide = min(WIDTH if whole else 6.5, 3.0 + 2.5 * (len(rows) - 1))
    ax = sheet(ax, (wide, 1.2 + (0.95 if whole else 0.5) * max(tallest, 2)), title)
    plan = _planned(drawn, neurons, canvas(ax, title))
    taken = _draw_neurons(ax, drawn, neurons, plan)
    for layer in range(len(drawn.weights)):
        edges = _edges(ax, drawn, layer, rows, plan)
        if labels and len(edges) > _NO_ROOM:
            raise ValueError(
                f"labels is True, but {len(edges)} numbers between layers {layer} and {layer + 1} "
                f"cannot be read; at most {_NO_ROOM} can, so give a smaller `most`"
            )
        if labels or (labels is None and whole and len(edges) <= _MOST_LABELS):
            _numbers(ax, edges, np.array(taken), RED if drawn.dW else BLACK, always=bool(labels))
        _caption(ax, drawn, layer, plan)
    return figure_of(ax)


def _rows(n: int, most: int) -> list[int | None]:
    """The neurons of a layer that are drawn; None stands for those left out."""
    if n <= max(most, 7):
        return list(range(n))
    return [0, 1, 2, None, n - 3, n - 2, n - 1]


@dataclass(frozen=True)
class _Neuron:
    """The texts of one neuron."""

    inside: str
    over: str
    under: str
    colour: str
    back: bool

    def half(self, radius: float) -> float:
        """Half its width: a number that is too long for a circle widens it."""
        return max(radius, width(self.inside, TEXT_SIZE, bold=self.back) / 1.8)

    def draw(self, ax: Axes, at: tuple[float, float], radius: float) -> list[Box]:
        """Draw it; return the boxes of its circle and of its notes."""
        x, y = at
        half = self.half(radius)
        put(
            ax,
            Ellipse(
                at, 2 * half, 2 * radius, facecolor="white", edgecolor=self.colour, linewidth=1.5,
                zorder=3,
            ),
        )  # fmt: skip
        size = min(10.0, 10.0 * 1.8 * half / max(width(self.inside, 10, bold=self.back), 0.01))
        colour = RED if self.back else BLACK
        weight = "bold" if self.back else "normal"
        write(ax, x, y, self.inside, size, color=colour, weight=weight)
        taken = [(x - half, y - 0.95 * radius, x + half, y + 0.95 * radius)]
        for text, side in ((self.over, 1), (self.under, -1)):
            if text:
                middle = y + side * (radius + 0.03 + _LINE / 2)
                half = width(text, TEXT_SIZE) / 2
                write(ax, x, middle, text, color=colour, at_rim=True)
                taken.append((x - half, middle - _LINE / 2, x + half, middle + _LINE / 2))
        return taken


@dataclass(frozen=True)
class _Plan:
    """Where things go, in inches: neuron i of a layer to (x[layer], y[layer][i])."""

    x: Floats
    y: list[npt.NDArray[Any]]
    radius: float
    bottom: float
    up: float


def _planned(drawn: Parts, neurons: list[list[_Neuron | None]], size: tuple[float, float]) -> _Plan:
    """Give every neuron its place; texts may be wider and higher than circles."""
    across, up = size
    tallest = max(len(column) for column in neurons)
    bottom, top = (3.5 if drawn.biases or drawn.db else 2.3) * _LINE, 1.6 * _LINE
    pitch = min((up - bottom - top) / tallest, 1.15)
    lines = sum(
        any(getattr(neuron, side) for column in neurons for neuron in column if neuron)
        for side in ("over", "under")
    )
    radius = float(np.clip((pitch - lines * _LINE) / 2 - 0.03, 0.1, 0.3))
    middle = bottom + (up - bottom - top) / 2
    outer = [_layer_name(drawn, 0), _layer_name(drawn, len(neurons) - 1)]
    outer += [
        text
        for neuron in neurons[0] + neurons[-1]
        if neuron
        for text in (neuron.over, neuron.under)
    ]
    ends = [neuron.half(radius) for neuron in neurons[0] + neurons[-1] if neuron]
    side = max(*ends, *(width(text, TEXT_SIZE) / 2 for text in outer))
    x = np.linspace(side + 0.05, across - side - 0.05, len(neurons))
    y = [middle + pitch * ((len(column) - 1) / 2 - np.arange(len(column))) for column in neurons]
    return _Plan(x, y, radius, bottom, up)


def _draw_neurons(
    ax: Axes, drawn: Parts, neurons: list[list[_Neuron | None]], plan: _Plan
) -> list[Box]:
    """Draw all neurons and name the layers; return the boxes that are taken."""
    taken: list[Box] = []
    noted: list[Box] = []
    for layer, column in enumerate(neurons):
        for neuron, height in zip(column, plan.y[layer], strict=True):
            if neuron is None:
                write(ax, plan.x[layer], height, "⋮", 16)
            else:
                boxes = neuron.draw(ax, (plan.x[layer], height), plan.radius)
                taken += boxes
                noted += boxes[1:]
        name = _layer_name(drawn, layer)
        write(ax, plan.x[layer], plan.up - 0.5 * _LINE, name, at_rim=True)
    if noted:
        veil(ax, noted, alpha=0.8, zorder=3.5)
    return taken


def _neuron(
    drawn: Parts,
    layer: int,
    i: int,
    names: Sequence[Sequence[str]] | None,
    notes: bool,
) -> _Neuron:
    """Say what is written in, over and under neuron `i` of `layer`."""
    name = names[layer][i] if names else f"x{below(i + 1)}"
    if layer and not names:
        name = f"a{above(layer)}{below(i + 1)}"
    back = bool(drawn.delta) and layer > 0
    if back:
        inside = number(drawn.delta[layer - 1][i])
    else:
        inside = number(drawn.a[layer][i]) if drawn.a else name
    over = name if names and inside != name else ""
    under = ""
    if layer and notes:
        if drawn.z and not back and number(drawn.z[layer - 1][i]) != inside:
            over = f"{over}  z {number(drawn.z[layer - 1][i])}".strip()
        if drawn.db:
            under = f"∂E/∂b {number(drawn.db[layer - 1][i])}"
        elif drawn.biases:
            under = f"b {number(drawn.biases[layer - 1][i])}"
    return _Neuron(inside, over, under, RED if back else GREY if drawn.delta else BLACK, back)


def _edges(
    ax: Axes, drawn: Parts, layer: int, rows: list[list[int | None]], plan: _Plan
) -> list[tuple[str, Floats, Floats]]:
    """Draw the edges from `layer` to the next; return their numbers and ends."""
    values = drawn.dW[layer] if drawn.dW else drawn.weights[layer]
    sizes = np.nan_to_num(np.abs(values))  # a network that diverged shall still be seen
    shares = sizes / (sizes.max() or 1.0)
    edges = []
    for j, target in enumerate(rows[layer + 1]):
        for i, source in enumerate(rows[layer]):
            if source is None or target is None:
                continue
            start = np.array([plan.x[layer], plan.y[layer][i]])
            end = np.array([plan.x[layer + 1], plan.y[layer + 1][j]])
            inset = plan.radius * (end - start) / np.hypot(*(end - start))
            start, end = start + inset, end - inset
            value = float(values[target, source])
            share = float(shares[target, source])
            colour = mix(RED, 0.6 + 0.4 * share) if drawn.dW else mix(BLACK, 0.35 + 0.65 * share)
            put(
                ax,
                Line2D(
                    *zip(start, end, strict=True),
                    color=colour,
                    linewidth=0.6 + 1.6 * share,
                    linestyle="--" if value < 0 else "-",
                    zorder=1,
                ),
            )
            edges.append((number(value), start, end))
    return edges


def _numbers(
    ax: Axes,
    edges: list[tuple[str, Floats, Floats]],
    taken: Floats,
    colour: str,
    always: bool,
) -> None:
    """Write each number on its edge; unless `always`, only if all of them have room."""
    texts, starts, ends = zip(*edges, strict=True)
    size = np.array([[width(text, TEXT_SIZE) + 0.1, _LINE] for text in texts])
    points, free = place(np.array(starts), np.array(ends), size, taken)
    if free or always:
        half = size / 2 - [0.02, 0.0]
        veil(ax, np.hstack([points - half, points + half]), zorder=1.5)
        for (x, y), text in zip(points, texts, strict=True):
            write(ax, x, y, text, color=colour, zorder=2)


def _caption(ax: Axes, drawn: Parts, layer: int, plan: _Plan) -> None:
    """Say under the edges what they hold, with an arrow the way the numbers flow."""
    x, bottom = plan.x, plan.bottom
    middle, length = (x[layer] + x[layer + 1]) / 2, x[1] - x[0] - 2 * plan.radius
    n = above(layer + 1)
    out, into = drawn.weights[layer].shape
    before = "∂E/∂" if drawn.dW else ""
    colour = RED if drawn.dW else BLACK
    lines = [f"{before}W{n} {shape((out, into))}"]
    if drawn.biases or drawn.db:
        lines.append(f"{before}b{n} {shape((out, 1))}")
    if drawn.a or drawn.dW:
        ends = (middle + length / 2, middle - length / 2)
        ax.annotate(
            "",
            xy=(min(ends) if drawn.dW else max(ends), bottom - 0.65 * _LINE),
            xytext=(max(ends) if drawn.dW else min(ends), bottom - 0.65 * _LINE),
            arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.2},
        )
    write(ax, middle, bottom - 1.0 * _LINE, "\n".join(lines), va="top", color=colour)


def _layer_name(drawn: Parts, layer: int) -> str:
    examples = "N" if drawn.examples is None else drawn.examples
    size = f"({drawn.sizes[layer]}, {examples})"
    if layer == 0:
        return f"a{above(0)} = x {size}"
    return f"{'δ' if drawn.delta else 'a'}{above(layer)} {size}"


def _check_names(names: Sequence[Sequence[str]] | None, sizes: list[int]) -> None:
    if names is not None and [len(layer) for layer in names] != sizes:
        raise ValueError(
            f"names has {[len(layer) for layer in names]} names a layer; the network has {sizes}"
        )
