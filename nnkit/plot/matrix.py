"""One array with its numbers and its shape; a large one as shades."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnkit.plot.figure import canvas, figure_of, sheet
from nnkit.plot.grid import Grid
from nnkit.plot.style import styled


@styled
def matrix(
    array: npt.ArrayLike,
    name: str = "",
    *,
    mark: Any = None,
    shade: bool = False,
    rows: Sequence[str] = (),
    columns: Sequence[str] = (),
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw an array as a grid.

    Parameters
    ----------
    array : array_like, shape (m, n) or (n,)
        With more than 16 rows or columns it is drawn as shades without numbers.
    name : str
        What it is called: ``"W¹"``.
    mark : index, optional
        Cells to mark, as NumPy would index them: ``(..., 2)`` marks column 2.
    shade : bool
        Tint cells by their numbers: positive blue, negative orange, the larger the stronger.
    rows, columns : sequence of str
        Names beside the rows and over the columns.
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
        If it is no such array, or names or mark do not fit it.

    Examples
    --------
    >>> figure = matrix([[4.0, 5.0], [5.0, 6.0]], "W¹", mark=0)
    """
    grid = Grid(name, array, mark, shade=shade, rows=rows, columns=columns)
    ax = sheet(ax, (grid.width + 0.2, grid.height + 0.1), title)
    across, up = canvas(ax, title)
    scale = min(1.0, (across - 0.1) / grid.width, up / grid.height)
    grid.draw(ax, 0.05, up - 0.02, scale)
    return figure_of(ax)
