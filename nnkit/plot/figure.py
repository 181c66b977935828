"""The sheet a picture is drawn on: its size, its panels, its title.

Every function of `nnkit.plot` draws on the axes it is given as ``ax=``, or on a new figure, and
returns the figure. `panels` makes a figure for several of them side by side.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.layout_engine import TightLayoutEngine
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform, TransformedPath

from nnkit.plot.encode import encoded
from nnkit.plot.markup import markup
from nnkit.plot.style import DPI, TEXT_SIZE, TITLE_SIZE, WIDTH, styled
from nnkit.plot.text import width

_TITLE_ROOM = 6.5
"""Inches up to which a small drawing gets a wider figure rather than a title of many lines."""

_UNUSED = TransformedPath(Path.unit_rectangle(), IdentityTransform())
"""For artists that nothing clips, or one box for all: else matplotlib makes five objects for each,
which takes as long as to make the artist."""


class Picture(Figure):
    """A figure that pyplot does not know, so it is never shown twice and never left open."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(dpi=DPI, layout=_Layout(), **settings)
        FigureCanvasAgg(self)  # keeps its renderer, which remembers how wide a text is

    def _repr_html_(self) -> str:
        return html(self, " ".join(text for text in _titles(self) if text) or "A picture")


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
    figure = Picture(figsize=size or (WIDTH, 3.4 * rows))
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
        ax = Picture(figsize=(across, up)).add_subplot()
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
    """Write `title` over `ax`, broken into lines that fit."""
    if title.strip():
        text = ax.set_title(title)
        engine = figure_of(ax).get_layout_engine()
        if isinstance(engine, _Layout):
            engine.titles[ax] = (text, title)
        else:
            text.set_text(_wrapped(title, _size(ax)[0], TITLE_SIZE))


def over_all(figure: Figure, title: str) -> None:
    """Write `title` over all panels of `figure`."""
    if title:
        across, up = figure.get_size_inches()
        figure.suptitle(_wrapped(title, across - 0.2, 12), x=0.01, y=1 - 0.03 / up, ha="left")


def canvas(ax: Axes, title: str) -> tuple[float, float]:
    """Turn `ax` into drawing paper whose data units are inches.

    Returns
    -------
    width, height : float
        Of the paper; the origin is the lower left corner.
    """
    ax.set_axis_off()
    heading(ax, title)
    figure = figure_of(ax)
    engine = figure.get_layout_engine()
    if engine is not None:
        # A panel that is still empty shall not take room for tick labels it may never have.
        empty = [other for other in figure.axes if other.axison and not other.has_data()]
        for other in empty:
            other.set_axis_off()
        engine.execute(figure)
        for other in empty:
            other.set_axis_on()
    if isinstance(engine, _Layout) and len(figure.axes) == 1:
        figure.set_layout_engine("none")  # nothing else can move it
    across, up = _size(ax)
    ax.set(xlim=(0, across), ylim=(0, up))
    ax.set_aspect("equal", adjustable="box", anchor="NW")
    return across, up


def write(
    ax: Axes,
    x: float,
    y: float,
    text: str,
    size: float = TEXT_SIZE,
    *,
    at_rim: bool = False,
    **look: Any,
) -> None:
    """Write `text` on the paper of a `canvas` with its middle at (x, y).

    The paper has room for it. But a panel may become smaller when others are drawn, and a text does
    not; one `at_rim` could stick out then, so the layout looks after it.
    """
    settings: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 4, **look}
    ax.text(x, y, text, fontsize=size, in_layout=at_rim, clip_path=_UNUSED, **settings)


def veil(ax: Axes, boxes: Any, **look: Any) -> None:
    """Hide under white what lies in `boxes`, which have left, bottom, right and top each.

    One for all texts is drawn much faster than a box of its own for each.
    """
    corners = np.asarray(boxes)[:, [[0, 1], [2, 1], [2, 3], [0, 3]]]
    put(ax, PolyCollection(list(corners), facecolor="white", edgecolor="none", **look))


def put(ax: Axes, artist: Artist) -> None:
    """Put a line or a shape on the paper of a `canvas`."""
    artist.set_in_layout(False)  # the drawing has room for it
    artist.set_clip_path(_UNUSED)
    ax.add_artist(artist)  # which, unlike add_patch, does not measure it for the limits of the axes
    artist.set_clip_path(None)
    artist.set_clip_box(ax.bbox)


@styled
def webp(figure: Figure) -> bytes:
    """Render `figure` with twice its pixels, for screens that have them.

    The same figure always gives the same bytes.
    """
    dpi = figure.dpi
    figure.dpi = 2 * dpi
    try:
        canvas: Any = FigureCanvasAgg(figure)
        canvas.draw()
        return encoded(np.asarray(canvas.buffer_rgba()))
    finally:
        figure.dpi = dpi


def html(figure: Figure, alt: str) -> str:
    """Render `figure` as HTML, with `alt` for those who do not see it."""
    return markup(webp(figure), alt, round(figure.get_figwidth() * figure.dpi))


def _titles(figure: Figure) -> list[str]:
    titles = (ax.get_title(loc) for ax in figure.axes for loc in ("left", "center"))
    return [" ".join(title.split()) for title in (figure.get_suptitle(), *titles)]


class _Layout(TightLayoutEngine):
    """Makes room for all labels, then breaks each heading into lines as wide as its panel.

    It runs when the figure is drawn and measures once: to measure takes half as long as to draw.
    """

    def __init__(self) -> None:
        all_of_it: Any = None  # to name it as (0, 0, 1, 1) would make the engine work twice
        super().__init__(pad=0.3, w_pad=0.6, h_pad=0.6, rect=all_of_it)
        self.titles: dict[Axes, tuple[Text, str]] = {}

    def execute(self, fig: Figure) -> None:
        for ax in fig.axes:
            for spine in ax.spines.values():
                spine.set_in_layout(False)  # its axis takes more room
        titles = [
            (ax, text, title)
            for ax, (text, title) in self.titles.items()
            if text.get_text().split() == title.split()  # nobody wrote another
        ]
        for _, text, title in titles:
            text.set_text(title.split()[0])
        self._make_room(fig)
        for ax, text, title in titles:
            text.set_text(_wrapped(title, _size(ax)[0], TITLE_SIZE))
        if any("\n" in text.get_text() for _, text, _ in titles):
            self._make_room(fig)

    def _make_room(self, fig: Figure) -> None:
        # From the same start, near the end, because ticks depend on the size of their axis.
        fig.subplots_adjust(left=0.08, bottom=0.12, right=0.98, top=0.92, wspace=0.2, hspace=0.3)
        super().execute(fig)
        if fig.get_suptitle():  # stands too close to the titles of the panels
            fig.subplots_adjust(top=fig.subplotpars.top - 0.05 / fig.get_figheight())


def _size(ax: Axes) -> tuple[float, float]:
    """Width and height of `ax` in inches."""
    box = ax.get_position(original=True)
    across, up = figure_of(ax).get_size_inches() * (box.width, box.height)
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
