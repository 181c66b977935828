"""What a neuron with two inputs says yes to: everything on one side of a straight line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from nnkit.plot.arrays import floats
from nnkit.plot.figure import figure_of, heading
from nnkit.plot.style import BLACK, SERIES, mix, styled
from nnkit.plot.surface import Limits, scatter

_FINE = 300
"""Points along each side of the shaded plane."""
_ROOM = 0.06
"""Share of the plane's height that a word needs around it; smaller corners stay without one."""

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@styled
def half_plane(
    w: npt.ArrayLike,
    b: npt.ArrayLike,
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    xlim: Limits = (-0.5, 1.5),
    ylim: Limits = (-0.5, 1.5),
    classes: Sequence[str] = ("no", "yes"),
    xlabel: str = "x₁",
    ylabel: str = "x₂",
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw the line w₁x₁ + w₂x₂ + b = 0, shade and name its two sides, and add examples.

    Parameters
    ----------
    w : array_like, shape (2,) or (K, 2)
        Weights of one neuron; of several, one a row: then the side where all K sums are above 0.
    b : array_like, a number or shape (K,)
        Their biases.
    x : array_like, shape (2, N)
        The examples, one a column.
    y : array_like, shape (1, N) or (N,)
        What should be said to them, 0 or 1.
    xlim, ylim : (low, high)
    classes : sequence of str
        Names of 0 and 1.
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
    ValueError
        If shapes do not fit.
    """
    weights = np.atleast_2d(floats("w", w))
    biases = np.atleast_1d(floats("b", b))
    if weights.ndim != 2 or weights.shape[1] != 2 or biases.shape != weights.shape[:1]:
        raise ValueError(
            f"w has shape {np.shape(w)}, b has shape {np.shape(b)}; "
            "needed is (2,) and a number, or (K, 2) and (K,)"
        )
    figure = scatter(x, y, classes=classes, xlabel=xlabel, ylabel=ylabel, ax=ax, title=title)
    ax = ax or figure.axes[0]
    plane = np.stack(np.meshgrid(np.linspace(*xlim, _FINE), np.linspace(*ylim, _FINE)))
    sums = np.tensordot(weights, plane, axes=1) + biases[:, None, None]
    yes: Mask = np.all(sums > 0, axis=0)
    ax.imshow(
        yes, extent=(*xlim, *ylim), origin="lower", aspect="auto", interpolation="nearest",
        cmap=ListedColormap([mix(SERIES[0], 0.25), mix(SERIES[1], 0.4)]), vmin=0, vmax=1, zorder=0,
    )  # fmt: skip
    _draw_lines(ax, weights, biases)
    ax.set(xlim=xlim, ylim=ylim)
    _name_sides(ax, yes, floats("x", x), classes)
    heading(ax, title)
    return figure_of(ax)


def _draw_lines(ax: Axes, weights: Floats, biases: Floats) -> None:
    for (w1, w2), bias in zip(weights, biases, strict=True):
        if w2:
            ax.axline((0, -bias / w2), slope=-w1 / w2, color=BLACK)
        elif w1:
            ax.axvline(-bias / w1, color=BLACK)


def _name_sides(ax: Axes, yes: Mask, x: Floats, classes: Sequence[str]) -> None:
    """Write on each side what the neuron says there, so that colour is not the only sign."""
    spots = np.linspace(0.05, 0.95, 31)
    # Text is wider than high: measured in heights, the plane is half as wide.
    shape = np.array([0.5, 1.0])
    across, up = (side.ravel() for side in np.meshgrid(spots, spots))
    places = np.stack([across, up], axis=1)
    index = (places * _FINE).astype(int)
    says = yes[index[:, 1], index[:, 0]]
    low, high = np.transpose([ax.get_xlim(), ax.get_ylim()])
    points = (x.T - low) / (high - low)
    edge = (np.minimum(places, 1 - places) * shape).min(axis=1)
    for answer, name in enumerate(classes):
        here = says == bool(answer)
        taken = np.concatenate([places[~here], points]) * shape
        free = np.linalg.norm(places[here, None] * shape - taken, axis=2).min(axis=1, initial=1.0)
        room = np.minimum(free, 2 * edge[here])
        if room.size and room.max() > _ROOM:
            at = places[here][room.argmax()]
            ax.text(
                at[0], at[1], name, transform=ax.transAxes, ha="center", va="center", style="italic"
            )
