"""Planes: a descent on a surface, and where a network decides for which class."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, ListedColormap
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from nnkit.plot.arrays import floats, table_of
from nnkit.plot.figure import figure_of, heading, sheet
from nnkit.plot.path import walk
from nnkit.plot.style import (
    BLACK,
    BLUE,
    DASHES,
    MARKERS,
    ORANGE,
    RED,
    SERIES,
    TEXT_SIZE,
    mix,
    shades,
    styled,
)
from nnkit.plot.text import number

Floats = npt.NDArray[np.float64]
Limits = tuple[float, float]

_PATH_COLOURS = (RED, BLACK, ORANGE)


@styled
def contour(
    f: Callable[[float, float], float],
    path: Any = None,
    *,
    xlim: Limits | None = None,
    ylim: Limits | None = None,
    xlabel: str = "x",
    ylabel: str = "y",
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw the level lines of a surface and descents on it; the bluer, the higher.

    Parameters
    ----------
    f : callable
        Takes two numbers, returns one.
    path : array_like of shape (steps + 1, 2), or dict of up to three of these, optional
        The points that a descent went through, one a row; a dict names several. What is not
        finite is left out.
    xlim, ylim : (low, high), optional
        By default around the paths.
    xlabel, ylabel : str
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
        If a path has another shape, or nothing says which part of the plane to draw.
    """
    paths = _paths(path)
    every = np.concatenate([*paths.values(), np.zeros((0, 2))])
    xlim, ylim = _limits("xlim", xlim, every[:, 0]), _limits("ylim", ylim, every[:, 1])

    ax = sheet(ax, (6.0, 4.6), title)
    x, y = np.linspace(*xlim, 81), np.linspace(*ylim, 81)
    z = np.array([[float(f(across, up)) for across in x] for up in y])
    _level_lines(ax, x, y, z)
    ax.set(xlim=xlim, ylim=ylim, xlabel=xlabel, ylabel=ylabel)
    ax.grid(visible=False)
    heading(ax, title)
    for i, (name, points) in enumerate(paths.items()):
        walk(ax, points, _PATH_COLOURS[i], DASHES[i], str(name))
    return figure_of(ax)


def _paths(path: Any) -> dict[Any, Floats]:
    """The finite points of each path, by name."""
    named = path if isinstance(path, Mapping) else {} if path is None else {"end": path}
    if len(named) > len(_PATH_COLOURS):
        raise ValueError(f"there are {len(named)} paths; {len(_PATH_COLOURS)} can be told apart")
    paths = {}
    for name, given in named.items():
        points = table_of(f"path {name}", given, meaning="(steps + 1, 2), one point a row")
        if points.shape[1] != 2:
            raise ValueError(
                f"path {name} has shape {points.shape}; needed is (steps + 1, 2), one point a row"
            )
        paths[name] = points[np.isfinite(points).all(axis=1)]
        if not len(paths[name]):
            raise ValueError(f"path {name} has no finite point")
    return paths


def _level_lines(ax: Axes, x: Floats, y: Floats, z: Floats) -> None:
    """Shade bands of equal area: a flat valley shows as many lines as its steep walls."""
    levels = np.unique(np.quantile(z[np.isfinite(z)], np.linspace(0, 1, 13)))
    if len(levels) > 1:
        map_ = LinearSegmentedColormap.from_list("height", ["white", mix(BLUE, 0.55)])
        steps = map_(np.linspace(0, 1, len(levels) - 1))
        ax.contourf(x, y, z, levels, colors=steps)
        between = levels[1:-1]
        rings = ax.contour(x, y, z, between, colors=mix(BLUE, 0.7), linewidths=0.8)
        rings.set_linestyle("solid")
        ax.clabel(rings, between[::2], fmt=_rounded, fontsize=TEXT_SIZE, colors=BLACK)


@styled
def decision_boundary(
    net: Any,
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    xlim: Limits | None = None,
    ylim: Limits | None = None,
    classes: Sequence[str] | None = None,
    xlabel: str = "x₁",
    ylabel: str = "x₂",
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw what a network answers in every point of the plane, and the examples.

    Parameters
    ----------
    net : Network or callable
        Takes points of shape (2, M). Returns (1, M) or (M,), the probability of class 1, or
        (K, M), one row for each class.
    x : array_like, shape (2, N)
        The examples, one a column.
    y : array_like, shape (1, N), (N,) or (K, N)
        Their classes as numbers from 0, or one row for each class.
    xlim, ylim : (low, high), optional
        By default around the examples.
    classes : sequence of str, optional
        Their names.
    xlabel, ylabel : str
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
        If shapes do not fit.
    """
    x = table_of("x", x, rows=2, meaning="(2, N), one example a column")
    label = _classes(y, x.shape[1])
    across = np.linspace(*_limits("xlim", xlim, x[0], 0.2), 121)
    up = np.linspace(*_limits("ylim", ylim, x[1], 0.2), 121)
    plane = np.stack(np.meshgrid(across, up)).reshape(2, -1)
    answer = floats("the answer", _answer(net, plane))
    answer = np.atleast_2d(answer)
    if answer.ndim != 2 or answer.shape[1] != plane.shape[1]:
        raise ValueError(
            f"net returned shape {answer.shape} for points of shape {plane.shape}; "
            f"needed is (1, {plane.shape[1]}) or (K, {plane.shape[1]})"
        )

    ax = sheet(ax, (6.0, 4.4), title)
    shade = _shade_output if len(answer) == 1 else _shade_classes
    shade(ax, across, up, answer.reshape(-1, len(up), len(across)))
    _points(ax, x, label, classes)
    ax.set(xlim=across[[0, -1]], ylim=up[[0, -1]], xlabel=xlabel, ylabel=ylabel)
    heading(ax, title)
    return figure_of(ax)


def _shade_output(ax: Axes, across: Floats, up: Floats, answer: Floats) -> None:
    """Shade the plane by a single output, with the line where it is undecided."""
    map_ = shades(mix(SERIES[0], 0.6), mix(SERIES[1], 0.7))
    height = answer[0].clip(0, 1)
    shade = ax.contourf(across, up, height, np.linspace(0, 1, 11), cmap=map_)
    ax.contour(across, up, height, [0.5], colors=BLACK, linewidths=2)
    bar = figure_of(ax).colorbar(shade, ax=ax, ticks=[0, 0.5, 1], label="output")
    bar.outline.set_visible(False)


def _shade_classes(ax: Axes, across: Floats, up: Floats, answer: Floats) -> None:
    """Tint the plane by the class whose output is the largest, with lines between the classes."""
    winner = answer.argmax(axis=0)
    tints = ListedColormap([mix(SERIES[k % len(SERIES)], 0.3) for k in range(len(answer))])
    ax.pcolormesh(across, up, winner, cmap=tints, vmin=-0.5, vmax=len(answer) - 0.5)
    for k in range(len(answer)):
        lead = answer[k] - np.delete(answer, k, axis=0).max(axis=0)
        ax.contour(across, up, lead, [0.0], colors=BLACK, linewidths=1)


@styled
def scatter(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    classes: Sequence[str] | None = None,
    xlabel: str = "x₁",
    ylabel: str = "x₂",
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw examples with two inputs; each class has its colour and its marker.

    Parameters, returns and errors as for `decision_boundary`.
    """
    x = table_of("x", x, rows=2, meaning="(2, N), one example a column")
    label = _classes(y, x.shape[1])
    ax = sheet(ax, (6.0, 4.4), title)
    _points(ax, x, label, classes)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    heading(ax, title)
    return figure_of(ax)


def _points(
    ax: Axes, x: Floats, label: npt.NDArray[np.int64], classes: Sequence[str] | None
) -> None:
    for k in np.unique(label):
        mine = x[:, label == k]
        ax.plot(
            *mine, color=SERIES[k % len(SERIES)], marker=MARKERS[k % len(MARKERS)],
            linestyle="none", markersize=10 if x.shape[1] <= 20 else 5, markeredgecolor=BLACK,
            markeredgewidth=0.8, label=classes[k] if classes else f"class {k}",
        )  # fmt: skip
    ax.grid(visible=False)
    # Under the label of the axis, where it covers no example.
    under = ax.transAxes + ScaledTranslation(0, -0.5, figure_of(ax).dpi_scale_trans)
    ax.legend(
        loc="upper center", bbox_to_anchor=(0.5, 0), bbox_transform=under, ncols=6, frameon=False
    )


def _classes(y: npt.ArrayLike, examples: int) -> npt.NDArray[np.int64]:
    """Class of each example, from class numbers or from one row for each class."""
    array = np.atleast_2d(floats("y", y))
    if array.ndim != 2 or array.shape[1] != examples:
        raise ValueError(
            f"y has shape {np.shape(y)}, x has {examples} columns; "
            f"needed is (1, {examples}) or (K, {examples})"
        )
    classes = array[0] if len(array) == 1 else array.argmax(axis=0).astype(np.float64)
    if (classes % 1 != 0).any() or (classes < 0).any():
        raise ValueError("y of shape (1, N) takes classes 0, 1, ...; these are other numbers")
    label: npt.NDArray[np.int64] = classes.astype(np.int64)
    return label


def _rounded(level: float) -> str:
    return number(float(f"{level:.1e}"))


def _answer(net: Any, plane: Floats) -> Any:
    if hasattr(net, "forward"):
        return net.forward(plane).a[-1]
    if not callable(net):
        raise TypeError(
            f"net is {type(net).__name__}; it takes a Network or a function of points (2, M)"
        )
    return net(plane)


def _limits(name: str, given: Limits | None, seen: Floats, margin: float = 0.12) -> Limits:
    if given is not None:
        low, high = float(given[0]), float(given[1])
    elif len(seen):
        room = margin * (np.ptp(seen) or 1.0)
        low, high = float(seen.min() - room), float(seen.max() + room)
    else:
        raise ValueError(f"{name} is missing: without a path, xlim and ylim are needed")
    if not low < high:
        raise ValueError(f"{name} is ({low}, {high}); needed is (low, high)")
    return low, high
