"""Lines: losses over epochs, functions with tangents and descent, activations with their slopes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnkit.activations import ACTIVATIONS
from nnkit.plot.arrays import row_of
from nnkit.plot.figure import figure_of, heading, panels, sheet
from nnkit.plot.logarithmic import powers_of_ten
from nnkit.plot.path import walk
from nnkit.plot.style import BLUE, DASHES, MARKERS, RED, SERIES, WIDTH, ink, styled
from nnkit.plot.text import number

Floats = npt.NDArray[np.float64]

_APART = 12.0
"""Points between the labels of two lines."""


@styled
def lines(
    series: Mapping[str, Any],
    *,
    x: npt.ArrayLike | None = None,
    xlabel: str = "",
    ylabel: str = "",
    xscale: str = "linear",
    yscale: str = "linear",
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw lines, each with its own colour, dash and marker and its name at its end.

    Parameters
    ----------
    series : dict
        For each name the values y, or a tuple (x, y). At most 6.
    x : array_like, optional
        Shared by all series that are no tuple; by default 0, 1, 2, ...
    xlabel, ylabel : str
    xscale, yscale : {"linear", "log"}
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
        If a series is no row of numbers or does not fit x.
    """
    if not isinstance(series, Mapping):
        raise TypeError(f"series is {type(series).__name__}; it takes a dict from names to values")
    if not 0 < len(series) <= len(SERIES):
        raise ValueError(
            f"there are {len(series)} series; from 1 to {len(SERIES)} can be told apart"
        )
    ax = sheet(ax, (WIDTH, 3.8), title)
    ends = []
    for i, (name, given) in enumerate(series.items()):
        along, values = given if isinstance(given, tuple) else (x, given)
        values = row_of(name, values)
        along = np.arange(len(values)) if along is None else row_of(f"x of {name}", along)
        if len(along) != len(values):
            raise ValueError(f"{name} has {len(values)} values, but its x has {len(along)}")
        _line(ax, along, values, i, name)
        seen = np.flatnonzero(np.isfinite(values) & ((values > 0) | (yscale != "log")))
        if len(seen):
            ends.append((along[seen[-1]], values[seen[-1]], name, ink(SERIES[i])))
    ax.set(xlabel=xlabel, ylabel=ylabel, xscale=xscale, yscale=yscale)
    powers_of_ten(ax)
    heading(ax, title)
    if len(series) > 1 or next(iter(series)):
        _name_ends(ax, ends)
    return figure_of(ax)


def _line(ax: Axes, along: npt.NDArray[Any], values: Floats, i: int, name: str) -> None:
    """Draw line number `i`: a marker on every point of a short one, on eight of a long one."""
    marked = range(len(values)) if len(values) <= 12 else np.linspace(0, len(values) - 1, 8)
    ax.plot(
        along, values, color=SERIES[i], linestyle=DASHES[i], marker=MARKERS[i],
        markevery=[int(at) for at in marked], label=name,
    )  # fmt: skip


@styled
def loss_curve(
    history: Any,
    *,
    what: str = "loss",
    yscale: str = "linear",
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw the loss, or the accuracy, over the epochs.

    Parameters
    ----------
    history : History, sequence of float, or dict of these
        What `fit` returned: training and, if there is one, validation. A dict compares several
        runs by name.
    what : {"loss", "accuracy"}
        What to take from a History.
    yscale : {"linear", "log"}
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
        If there is nothing to draw.
    """
    if what not in ("loss", "accuracy"):
        raise ValueError(f"what is {what!r}; it takes 'loss' or 'accuracy'")
    if isinstance(history, Mapping):
        runs = {name: getattr(run, what, run) for name, run in history.items()}
    elif hasattr(history, what):
        runs = {"training": getattr(history, what)}
        if len(getattr(history, f"validation_{what}", ())):
            runs["validation"] = getattr(history, f"validation_{what}")
    else:
        runs = {"": history}
    series = {name: row_of(name or what, run) for name, run in runs.items()}
    epochs = {name: (np.arange(1, len(run) + 1), run) for name, run in series.items()}
    return lines(epochs, xlabel="epoch", ylabel=what, yscale=yscale, title=title, ax=ax)


@styled
def function(
    f: Callable[[float], float],
    xlim: tuple[float, float],
    *,
    tangents: Sequence[float] = (),
    path: npt.ArrayLike | None = None,
    xlabel: str = "x",
    ylabel: str = "",
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw a function of one number, with its slope at some points or a descent on it.

    Parameters
    ----------
    f : callable
        Takes one number, returns one number.
    xlim : (low, high)
    tangents : sequence of float
        Where to draw a tangent (in red) and write its slope, taken by central differences.
    path : array_like, shape (steps + 1,), optional
        Values of x that a descent went through; steps follow the curve with arrows.
    xlabel, ylabel : str
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    Figure
    """
    low, high = xlim
    ax = sheet(ax, (WIDTH, 3.8), title)
    x = np.linspace(low, high, 401)
    y = np.array([float(f(at)) for at in x])
    ax.plot(x, y, color=BLUE)
    ax.set(xlim=(low, high), xlabel=xlabel, ylabel=ylabel)
    bottom, top = ax.get_ylim()
    ax.set_ylim(bottom - 0.08 * (top - bottom), top)
    for at in tangents:
        _tangent(ax, f, float(at))
    if path is not None:
        steps = row_of("path", path)
        points = np.column_stack([steps, [float(f(at)) for at in steps]])
        walk(ax, points[np.isfinite(points).all(axis=1)], RED, "-", "end")
    heading(ax, title)
    return figure_of(ax)


@styled
def activation(
    *names: str,
    zlim: tuple[float, float] = (-6.0, 6.0),
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw activation functions φ(z) with their slopes φ′(z), a panel for each.

    Parameters
    ----------
    *names : str
        ``"sigmoid"``, ``"tanh"``, ``"relu"``, ``"identity"``.
    zlim : (low, high)
    title : str
        The finding.
    ax : Axes, optional
        Where to draw a single one; by default on a new figure.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If a name is unknown, or there are several for one `ax`.
    """
    drawable = [name for name in ACTIVATIONS if name != "softmax"]
    for name in names:
        if name not in drawable:
            raise ValueError(f"no activation {name!r} to draw; there are {', '.join(drawable)}")
    if not names or (ax is not None and len(names) > 1):
        raise ValueError(f"{len(names)} names given; one ax takes one, a new figure one or more")
    if len(names) == 1:
        figure, axes = None, [sheet(ax, (5.5, 3.6), title)]
    else:
        columns = min(len(names), 3)
        rows = -(-len(names) // columns)
        figure, panel = panels(rows, columns, size=(WIDTH, 2.9 * rows + 0.4), title=title)
        for empty in panel[len(names) :]:
            empty.set_axis_off()
        axes = list(panel[: len(names)])
    z = np.linspace(*zlim, 401)
    for panel_ax, name in zip(axes, names, strict=True):
        a = ACTIVATIONS[name].forward(z)
        slope = ACTIVATIONS[name].backward(a, np.ones_like(a))
        panel_ax.plot(z, a, color=BLUE)
        panel_ax.plot(z, slope, color=RED, linestyle="--")
        panel_ax.set(xlabel="z")
        heading(panel_ax, name if figure else title or name)
        _name_ends(panel_ax, [(z[-1], a[-1], "φ(z)", BLUE), (z[-1], slope[-1], "φ′(z)", RED)])
    return figure or figure_of(axes[0])


def _tangent(ax: Axes, f: Callable[[float], float], at: float) -> None:
    """Draw the tangent of f in `at`, and write its slope on the side where the curve is not."""
    h = 1e-4 * max(1.0, abs(at))
    before, height, after = (float(f(x)) for x in (at - h, at, at + h))
    slope = (after - before) / (2 * h)
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    # As long on the paper for a steep slope as for a flat one.
    steep = slope * (right - left) / (top - bottom) / 2
    reach = 0.12 * (right - left) / np.hypot(1, steep)
    ends = np.array([at - reach, at + reach])
    ax.plot(ends, height + slope * (ends - at), color=RED, linestyle="--")
    ax.plot([at], [height], color=RED, marker="s")
    hollow = after + before >= 2 * height
    side = 0.0 if abs(steep) < 0.1 else 1.0 if (slope > 0) == hollow else -1.0
    ax.annotate(
        f"slope {number(round(slope, 6))}", (at, height), (9 * side, -7 if hollow else 7),
        textcoords="offset points", color=RED, weight="bold", va="top" if hollow else "bottom",
        ha={0.0: "center", 1.0: "left", -1.0: "right"}[side],
    )  # fmt: skip


def _name_ends(ax: Axes, ends: Sequence[tuple[float, float, str, str]]) -> None:
    """Write (x, y, name, colour) to the right of the lines, moved apart where they end together."""
    ax.autoscale_view()  # which matplotlib puts off until it draws
    to_points = 72 / figure_of(ax).dpi
    height = [ax.transData.transform((x, y))[1] * to_points for x, y, _, _ in ends]
    order = np.argsort(height, kind="stable")
    placed = np.array(height)[order]
    for _ in range(50):
        for low in range(len(placed) - 1):
            lack = _APART - (placed[low + 1] - placed[low])
            if lack > 0:
                placed[low : low + 2] += np.array([-0.5, 0.5]) * lack
    for at, y_placed in zip(order, placed, strict=True):
        x, y, name, colour = ends[at]
        ax.annotate(
            name, (x, y), (9, y_placed - height[at]), textcoords="offset points",
            color=colour, va="center", annotation_clip=False,
        )  # fmt: skip
