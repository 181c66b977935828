"""A computational graph: how a number was computed, and the gradient at every step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch

from nnkit.plot.figure import canvas, figure_of, put, sheet, veil, write
from nnkit.plot.labels import place
from nnkit.plot.layers import Layout, layout
from nnkit.plot.style import BLACK, BLUE, GREY, RED, TEXT_SIZE, WIDTH, mix, styled
from nnkit.plot.text import above, number, width

Floats = npt.NDArray[np.float64]

_LINE = TEXT_SIZE / 72 * 1.45
_PITCH = 0.78
"""Inches from a node to the next below it."""
_GAP = 0.34
"""Inches at least between columns."""
_MOST = 80
_SYMBOLS = {"+": "+", "-": "−", "*": "×", "/": "÷", "neg": "−", "sigmoid": "σ"}


@styled
def graph(
    value: Any,
    *,
    gradients: bool | None = None,
    local: bool = False,
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw the computational graph of `value`: values in black, gradients below them in red.

    Parameters
    ----------
    value : Value
        The result. Any object will do that has ``data``, ``grad`` and ``parents``; its ``label``
        and ``op`` are shown if it has them.
    gradients : bool, optional
        Show the gradients. By default they are shown once ``value.backward()`` was called.
    local : bool
        Write the local gradient ∂(node)/∂(parent) on each edge, from ``value.local``.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    Figure

    Raises
    ------
    TypeError
        If a node of the graph lacks one of the attributes.
    ValueError
        If the graph is too large to be read, or runs in a circle.
    """
    nodes = _parents_first(value)
    index = {id(node): i for i, node in enumerate(nodes)}
    where = layout([[index[id(parent)] for parent in node.parents] for node in nodes])
    if gradients is None:
        gradients = any(node.grad != 0 for node in nodes)
    boxes = [_Box.of(node, gradients, local) for node in nodes]
    ax, plan = _plan(ax, title, where, boxes)

    numbers = []
    for node, k, x, y in _edges(nodes, where, plan, index):
        put(ax, Line2D(x[:-1], y[:-1], color=GREY, linewidth=1.2, zorder=1))
        ax.annotate(
            "", xy=(x[-1], y[-1]), xytext=(x[-2], y[-2]), zorder=1,
            arrowprops={"arrowstyle": "-|>", "color": GREY, "linewidth": 1.2,
                        "shrinkA": 0, "shrinkB": 0, "mutation_scale": 9 * plan.scale},
        )  # fmt: skip
        if local:
            numbers.append((boxes[node].slopes[k], (x[-2], y[-2]), (x[-1], y[-1])))
    for i, box in enumerate(boxes):
        box.draw(ax, plan, where.column[i], plan.y(where.row[i]))
    if numbers:
        _numbers(ax, numbers, where, plan)
    if gradients:
        _key(ax, getattr(value, "label", "") or "result", local)
    return figure_of(ax)


def _key(ax: Axes, result: str, local: bool) -> None:
    key = f"above: value    red: ∂{result}/∂value"
    key += "    on an edge: local gradient" if local else ""
    ax.text(0.05, 0.05, key, fontsize=TEXT_SIZE, va="bottom")


@dataclass(frozen=True)
class _Plan:
    """Measures of the drawing in inches; column c reaches from left[c] to right[c]."""

    left: Floats
    right: Floats
    box: Floats
    top: float
    pitch: float
    half: float
    scale: float

    def y(self, row: float) -> float:
        return self.top - self.pitch * row


@dataclass(frozen=True)
class _Box:
    """The texts of one node."""

    label: str
    sign: str
    data: str
    grad: str
    slopes: list[str]

    @classmethod
    def of(cls, node: Any, gradients: bool, local: bool) -> _Box:
        return cls(
            label=str(getattr(node, "label", "")),
            sign=_sign(node),
            data=number(node.data),
            grad=number(node.grad) if gradients else "",
            slopes=[number(slope) for slope in node.local] if local else [],
        )

    def draw(self, ax: Axes, plan: _Plan, c: int, y: float) -> None:
        wide, half, size = plan.box[c], plan.half, 10 * plan.scale
        x = plan.right[c] - wide
        middle = x + wide / 2
        _frame(ax, (x, y - half), wide, 2 * half, BLACK, "white")
        write(ax, middle, y + (half / 2 if self.grad else 0), self.data, size)
        if self.grad:
            put(ax, Line2D([x, x + wide], [y, y], color=BLACK, linewidth=0.8, zorder=3))
            write(ax, middle, y - half / 2, self.grad, size, color=RED, weight="bold")
        if self.label:
            high = y + half + 0.02
            write(ax, middle, high, self.label, size, at_rim=True, style="italic", va="bottom")
        if self.sign:
            pill, tall = x - plan.left[c], 0.26 * plan.scale
            _frame(ax, (x - pill, y - tall / 2), pill, tall, BLUE, mix(BLUE, 0.12))
            write(ax, x - pill / 2, y, self.sign, size, color=BLUE, va="center_baseline")


def _plan(ax: Axes | None, title: str, where: Layout, boxes: list[_Box]) -> tuple[Axes, _Plan]:
    """Fit the columns and rows of `where` into `ax`, or make a figure that they fit into."""
    columns, rows = max(where.column) + 1, max(where.row)
    box, pill = np.zeros(columns), np.zeros(columns)
    gap, lines = _GAP, 1
    for c, node in zip(where.column, boxes, strict=True):
        box[c] = max(
            box[c], *(width(text, 10, bold=True) + 0.16 for text in (node.data, node.grad)),
            width(node.label, 10) - 0.1,
        )  # fmt: skip
        pill[c] = max(pill[c], width(node.sign, 10) + 0.2 if node.sign else 0.0)
        gap = max(gap, *(_GAP + width(text, TEXT_SIZE) for text in node.slopes), 0.0)
        lines = 2 if node.grad else 1
    narrowest = float(box.sum() + pill.sum() + (columns - 1) * gap + 0.1)
    below = _PITCH + 0.1 + 1.5 * _LINE * (lines - 1)
    ax = sheet(
        ax,
        (max(min(WIDTH, max(1.4 * narrowest, 5.5)), narrowest), rows * _PITCH + below + 0.1),
        title,
    )
    across, up = canvas(ax, title)

    scale = min(1.0, across / narrowest, up / (rows * _PITCH + below))
    box, pill = scale * box, scale * pill
    gap = (across - float(box.sum() + pill.sum()) - 0.1) / max(columns - 1, 1)
    half = _LINE * scale * lines / 2 + 0.02
    right = 0.05 + np.cumsum(box + pill) + gap * np.arange(columns)
    plan = _Plan(
        left=right - box - pill,
        right=right,
        box=box,
        top=up - _LINE * scale - half - 0.08,
        pitch=min((up - below * scale) / max(rows, 1), 1.2 * _PITCH),
        half=half,
        scale=scale,
    )
    return ax, plan


def _edges(
    nodes: list[Any], where: Layout, plan: _Plan, index: dict[int, int]
) -> list[tuple[int, int, list[float], list[float]]]:
    """Give node, number of the parent, and the corners (x, y) of each edge.

    An edge runs level through every column it passes and slants only in the gaps between columns,
    where no node can be in its way.
    """
    edges = []
    leaving: dict[int, list[tuple[float, list[float]]]] = {}
    for node, value in enumerate(nodes):
        parents = [index[id(parent)] for parent in value.parents]
        for k, parent in enumerate(parents):
            start = where.column[parent]
            x, y = [float(plan.right[start])], [plan.y(where.row[parent])]
            for c, row in enumerate(where.way[node, k], start=start + 1):
                x += [float(plan.left[c]), float(plan.right[c])]
                y += 2 * [plan.y(row)]
            twins = parents.count(parent) - 1
            x.append(float(plan.left[where.column[node]]))
            y.append(plan.y(where.row[node]) + 0.16 * plan.scale * twins * (0.5 - k))
            leaving.setdefault(parent, []).append((y[1], y))
            edges.append((node, k, x, y))
    for ways in leaving.values():
        ways.sort(key=lambda way: way[0])
        port = min(0.12 * plan.scale, 1.6 * plan.half / len(ways))
        for i, (_, y) in enumerate(ways):
            y[0] += port * (i - (len(ways) - 1) / 2)
    return edges


def _numbers(
    ax: Axes,
    numbers: list[tuple[str, tuple[float, float], tuple[float, float]]],
    where: Layout,
    plan: _Plan,
) -> None:
    """Write the local gradients on the last stretch of the edges."""
    texts, starts, ends = zip(*numbers, strict=True)
    size = 10 * plan.scale
    room = np.array([[width(text, size) + 0.06, _LINE * plan.scale] for text in texts])
    taken = np.array(
        [
            (plan.left[c], plan.y(row) - plan.half, plan.right[c], plan.y(row) + plan.half)
            for c, row in zip(where.column, where.row, strict=True)
        ]
    )
    points, _ = place(np.array(starts), np.array(ends), room, taken)
    veil(ax, np.hstack([points - room / 2, points + room / 2]), zorder=1.5)
    for (x, y), text in zip(points, texts, strict=True):
        write(ax, x, y, text, size, color=RED, zorder=2)


def _frame(
    ax: Axes, corner: tuple[float, float], wide: float, tall: float, edge: str, face: str
) -> None:
    put(
        ax,
        FancyBboxPatch(
            corner, wide, tall, boxstyle="round,pad=0,rounding_size=0.06",
            facecolor=face, edgecolor=edge, linewidth=1.2, zorder=3,
        )
    )  # fmt: skip


def _sign(node: Any) -> str:
    """How the operation is written in a formula."""
    op = str(getattr(node, "op", ""))
    if op.startswith("**"):
        power = op[2:]
        return f"( ){above(power)}" if power.lstrip("-").isdigit() else f"( )^{power}"
    return _SYMBOLS.get(op, op)


def _parents_first(value: Any) -> list[Any]:
    """All nodes of the graph, each after its parents."""
    order: list[Any] = []
    open_, done = set(), set()
    stack = [(value, False)]
    while stack:
        node, parents_done = stack.pop()
        if parents_done:
            open_.discard(id(node))
            done.add(id(node))
            order.append(node)
            continue
        if id(node) in done:
            continue
        if id(node) in open_:
            raise ValueError("this graph runs in a circle: a value is computed from itself")
        missing = [name for name in ("data", "grad", "parents") if not hasattr(node, name)]
        if missing:
            raise TypeError(
                f"graph takes a Value; {type(node).__name__} {node!r:.40} has no {missing[0]}"
            )
        if len(done) + len(open_) >= _MOST:
            raise ValueError(
                f"this graph has more than {_MOST} nodes, too many to be read; draw a part of it"
            )
        open_.add(id(node))
        stack.append((node, True))
        stack.extend((parent, False) for parent in reversed(tuple(node.parents)))
    return order
