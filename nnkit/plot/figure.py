"""The sheet a picture is drawn on: its size, its panels, its title.

Every function of `nnkit.plot` draws on the axes it is given as ``ax=``, or on a new figure, and
returns the figure. `panels` makes a figure for several of them side by side.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from nnkit.plot.style import DPI, TEXT_SIZE, TITLE_SIZE, WIDTH, styled
from nnkit.plot.text import width

_TITLE_ROOM = 6.5
"""Inches up to which a small drawing gets a wider figure rather than a title of many lines."""


class Picture(Figure):
    """A figure that pyplot does not know, so it is never shown twice and never left open."""

    def _repr_png_(self) -> bytes:
        return png(self)


@styled
def panels(
    rows: int = 1,
    columns: int = 1,
    *,
    size: tuple[float, float] | None = None,
    title: str = "",
    share_y: bool = False,
) -> tuple[Figure, npt.NDArray[Any]]:
    """Make a figure with panels for small multiples.

    Parameters
    ----------
    rows, columns : int
    size : (width, height), optional
        Inches; a notebook shows 8 inches without scaling. By default 8 wide and 3.4 for each row.
    title : str
        Finding that all panels share; each panel has a title of its own beside it.
    share_y : bool
        Give all panels the same vertical axis.

    Returns
    -------
    figure : Figure
    axes : ndarray of Axes, shape (rows * columns,)
        Row by row.

    Examples
    --------
    >>> figure, (left, right) = panels(1, 2)
    """
    figure = Picture(figsize=size or (WIDTH, 3.4 * rows), dpi=DPI, layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False, sharey=share_y)
    for ax in axes.flat:
        ax.set_title(" ")  # Keeps the line free, so that the first panel is measured like the last.
    over_all(figure, title)
    return figure, axes.ravel()


def sheet(ax: Axes | None, size: tuple[float, float], title: str = "") -> Axes:
    """`ax`, or the axes of a new figure that holds a drawing of `size` inches and its `title`."""
    if ax is None:
        across = max(size[0], min(width(title, TITLE_SIZE, bold=True) + 0.3, _TITLE_ROOM))
        lines = _wrapped(title, across - 0.15, TITLE_SIZE).count("\n") + 1 if title else 0
        up = size[1] + lines * 1.25 * TITLE_SIZE / 72 + (0.2 if title else 0.1)
        ax = Picture(figsize=(across, up), dpi=DPI, layout="constrained").add_subplot()
    elif not isinstance(ax, Axes):
        raise TypeError(
            f"ax is a {type(ax).__name__}; it takes one matplotlib Axes, "
            "such as figure, (left, right) = panels(1, 2) gives"
        )
    return ax


def figure_of(ax: Axes) -> Figure:
    """The whole figure that `ax` belongs to."""
    return ax.figure.figure  # of a subfigure, too


def heading(ax: Axes, title: str) -> None:
    """Write `title` over `ax`, broken into lines that fit. Call it after the axis labels."""
    if title:
        ax.set_title(title.split("\n")[0])
        ax.set_title(_wrapped(title, _measured(ax)[0], TITLE_SIZE))


def over_all(figure: Figure, title: str) -> None:
    """Write `title` over all panels of `figure`."""
    if title:
        figure.suptitle(_wrapped(title, figure.get_size_inches()[0] - 0.2, 12), x=0.01, ha="left")


def canvas(ax: Axes, title: str) -> tuple[float, float]:
    """Turn `ax` into drawing paper whose data units are inches.

    Returns
    -------
    width, height : float
        Of the paper; the origin is the lower left corner.
    """
    ax.set_axis_off()
    heading(ax, title)
    across, up = _measured(ax)
    ax.set(xlim=(0, across), ylim=(0, up))
    ax.set_aspect("equal", adjustable="box", anchor="NW")
    return across, up


def write(ax: Axes, x: float, y: float, text: str, size: float = TEXT_SIZE, **look: Any) -> None:
    """Write `text` with its middle at (x, y)."""
    settings: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 4, **look}
    ax.text(x, y, text, fontsize=size, **settings)


@styled
def png(figure: Figure) -> bytes:
    """Render `figure`; the same figure always gives the same bytes.

    A palette of 256 colours makes the file about three times smaller than matplotlib's own.
    """
    raw, small = BytesIO(), BytesIO()
    figure.savefig(raw, format="png")
    picture = Image.open(raw).convert("RGB")
    picture = picture.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    picture.save(small, format="PNG", optimize=True)
    return small.getvalue()


def _measured(ax: Axes) -> tuple[float, float]:
    """Width and height of `ax` in inches once the layout has made room for its labels."""
    figure = figure_of(ax)
    layout = figure.get_layout_engine()
    if layout is not None:
        # A panel that is still empty shall not take room for tick labels it may never have.
        empty = [other for other in figure.axes if other.axison and not other.has_data()]
        for other in empty:
            other.set_axis_off()
        layout.execute(figure)
        for other in empty:
            other.set_axis_on()
    box = ax.get_position(original=True)
    across, up = figure.get_size_inches() * (box.width, box.height)
    return float(across), float(up)


def _wrapped(text: str, room: float, size: float) -> str:
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and width(longer, size, bold=True) > 0.98 * room:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return "\n".join(lines)
