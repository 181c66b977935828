"""One array drawn as a grid: its numbers in cells, its name and its shape below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from nnkit.plot.arrays import floats
from nnkit.plot.figure import put, write
from nnkit.plot.style import BLACK, BLUE, GREY, ORANGE, TEXT_SIZE, mix
from nnkit.plot.text import number, shape, width

_CELL = 0.34
"""Height of a cell in inches, and its least width."""
_PIXEL = 0.11
"""The same for a cell without a number, unless there are very many."""
_LINE = TEXT_SIZE / 72 * 1.5
_MOST = 16
"""More rows or columns than this are drawn without numbers."""


class Grid:
    """An array ready to be drawn.

    It needs `width` and `height` inches, `upper` of them above the middle of its cells.

    Parameters
    ----------
    name : str
    array : array_like, shape (m, n), (n,) or ()
        Shape (n,) is drawn as the row that NumPy makes of it.
    mark : index, optional
        Which cells to mark, as NumPy would index them.
    shade : bool
        Tint cells by their numbers: positive blue, negative orange.
    rows, columns : sequence of str
        Names beside the rows and over the columns.

    Raises
    ------
    TypeError, ValueError
        If it is no such array, or names or mark do not fit it.
    """

    def __init__(
        self,
        name: str,
        array: npt.ArrayLike,
        mark: Any = None,
        *,
        shade: bool = False,
        rows: Sequence[str] = (),
        columns: Sequence[str] = (),
    ) -> None:
        given = floats(name or "array", array)
        if given.ndim > 2 or given.size == 0:
            raise ValueError(
                f"{name or 'array'} has shape {given.shape}; at most two axes can be drawn, "
                "and at least one number"
            )
        self.caption = f"{name} {shape(given.shape)}".strip()
        self.values = np.atleast_2d(given)
        m, n = self.values.shape
        for what, names, length in (("rows", rows, m), ("columns", columns, n)):
            if len(names) not in (0, length):
                raise ValueError(
                    f"{what} has {len(names)} names; {name or 'array'} of shape {given.shape} "
                    f"has {length} {what}"
                )
        self.rows, self.columns = rows, columns
        self.marked = np.zeros(given.shape, dtype=bool)
        if mark is not None:
            try:
                self.marked[mark] = True
            except IndexError as error:
                raise ValueError(
                    f"mark {mark!r} does not fit {name or 'array'} of shape {given.shape}: {error}"
                ) from None
        self.marked = np.atleast_2d(self.marked)

        self.numbers = max(m, n) <= _MOST
        self.shade = shade or not self.numbers
        self.cell = 2 * (min(_PIXEL, 6.0 / max(m, n)),)
        if self.numbers:
            texts = [*(width(number(x), 11, bold=True) for x in self.values.flat)]
            texts += [width(text, TEXT_SIZE) for text in columns]
            self.cell = (max(_CELL, max(texts) + 0.1), _CELL)
        self.beside = max((width(text, TEXT_SIZE) + 0.1 for text in rows), default=0.0)
        self.width = self.beside + max(n * self.cell[0], width(self.caption, 10))
        self.over = _LINE if columns else 0.0
        self.upper = self.over + m * self.cell[1] / 2
        self.height = self.upper + m * self.cell[1] / 2 + _LINE

    def draw(self, ax: Axes, left: float, top: float, scale: float = 1.0) -> None:
        """Draw it with its upper left corner at (left, top)."""
        m, n = self.values.shape
        wide, high = scale * self.cell[0], scale * self.cell[1]
        x = left + scale * (self.beside + (self.width - self.beside - n * self.cell[0]) / 2)
        y = top - scale * self.over
        if self.shade:
            finite = self.values[np.isfinite(self.values)]
            largest = np.abs(finite).max(initial=0.0) or 1.0
            tints = [[to_rgb(_tint(value, largest)) for value in row] for row in self.values]
            ax.pcolormesh(x + wide * np.arange(n + 1), y - high * np.arange(m + 1), tints, zorder=1)
        for (i, j), value in np.ndenumerate(self.values):
            corner, marked = (x + j * wide, y - (i + 1) * high), bool(self.marked[i, j])
            if self.numbers or marked:
                framed = marked and self.shade
                put(
                    ax,
                    Rectangle(
                        corner, wide, high, zorder=1.5 if framed else 1,
                        facecolor="none" if self.shade else mix(BLUE, 0.3) if marked else "white",
                        edgecolor=BLACK if framed else GREY, linewidth=2.0 if framed else 0.8,
                    )
                )  # fmt: skip
            if self.numbers:
                write(
                    ax, corner[0] + wide / 2, corner[1] + high / 2, number(value),
                    (11 if marked else 10) * scale, weight="bold" if marked else "normal",
                    va="center_baseline",
                )  # fmt: skip
        outline = Rectangle(
            (x, y - m * high), n * wide, m * high, facecolor="none", edgecolor=BLACK
        )
        put(ax, outline)
        for i, text in enumerate(self.rows):
            up = y - (i + 0.5) * high
            write(ax, x - 0.06, up, text, TEXT_SIZE * scale, at_rim=True, ha="right")
        for j, text in enumerate(self.columns):
            write(ax, x + (j + 0.5) * wide, y + 0.5 * scale * _LINE, text, TEXT_SIZE * scale)
        under = y - m * high - 0.55 * scale * _LINE
        write(ax, x + n * wide / 2, under, self.caption, 10 * scale, at_rim=True)


def _tint(value: float, largest: float) -> str:
    if not np.isfinite(value):
        return GREY
    return mix(BLUE if value > 0 else ORANGE, 0.6 * abs(value) / largest)
