"""A function of two numbers as a landscape seen from the side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from nnkit.plot.figure import Picture
from nnkit.plot.style import BLACK, BLUE, GREEN, ORANGE, TITLE_SIZE, mix, styled

Floats = npt.NDArray[np.float64]
Limits = tuple[float, float]

_FINE = 61


@styled
def landscape(
    f: Callable[[float, float], float],
    *,
    xlim: Limits,
    ylim: Limits,
    at: tuple[float, float] | None = None,
    xlabel: str = "x",
    ylabel: str = "y",
    zlabel: str = "height",
    title: str = "",
) -> Figure:
    """Draw a surface; with `at`, the two ways across it on which only x or only y changes.

    Parameters
    ----------
    f : callable
        Takes two numbers, returns one.
    xlim, ylim : (low, high)
    at : (x, y), optional
        The point where the two ways cross.
    xlabel, ylabel, zlabel : str
    title : str
        The finding, on one line.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If a limit is not (low, high), or `at` lies outside.

    Examples
    --------
    >>> figure = landscape(lambda x, y: x**2 + y**2, xlim=(-1, 1), ylim=(-1, 1), at=(0.5, 0.5))
    """
    for name, (low, high) in (("xlim", xlim), ("ylim", ylim)):
        if not low < high:
            raise ValueError(f"{name} is ({low}, {high}); needed is (low, high)")
    if at and not (xlim[0] <= at[0] <= xlim[1] and ylim[0] <= at[1] <= ylim[1]):
        raise ValueError(f"at is {at}, outside of xlim {xlim} and ylim {ylim}")
    figure = Picture(figsize=(6.4, 4.8))
    figure.set_layout_engine("none")  # a view in three dimensions is placed by hand
    ax: Any = figure.add_axes((0.0, 0.0, 0.97, 0.92), projection="3d", computed_zorder=False)
    x, y = np.linspace(*xlim, _FINE), np.linspace(*ylim, _FINE)
    z = np.array([[float(f(across, up)) for across in x] for up in y])
    map_ = LinearSegmentedColormap.from_list("height", ["white", mix(BLUE, 0.6)])
    ax.plot_surface(
        *np.meshgrid(x, y), z, cmap=map_, rcount=30, ccount=30, alpha=0.9,
        edgecolor=mix(BLUE, 0.5), linewidth=0.2,
    )  # fmt: skip
    if at:
        _ways_across(ax, f, x, y, at, (xlabel, ylabel))
    ax.locator_params(nbins=5)
    ax.set(xlabel=xlabel, ylabel=ylabel, zlabel=zlabel)
    ax.view_init(elev=28, azim=-125)
    figure.text(0.02, 0.97, title, size=TITLE_SIZE, weight="bold", va="top")
    return figure


def _ways_across(
    ax: Any,
    f: Callable[[float, float], float],
    x: Floats,
    y: Floats,
    at: tuple[float, float],
    names: tuple[str, str],
) -> None:
    """Draw the two lines on the surface through a point on which only one number changes."""
    x0, y0 = at
    along_x = [float(f(across, y0)) for across in x]
    along_y = [float(f(x0, up)) for up in y]
    ax.plot(
        x, np.full_like(x, y0), along_x, color=mix(ORANGE, 0.85, BLACK),
        label=f"only {names[0]} changes",
    )  # fmt: skip
    ax.plot(
        np.full_like(y, x0), y, along_y, color=mix(GREEN, 0.75, BLACK), linestyle="--",
        label=f"only {names[1]} changes",
    )  # fmt: skip
    ax.plot([x0], [y0], [float(f(x0, y0))], color=BLACK, marker="o", linestyle="none")
    ax.legend(loc="upper right", frameon=False)
