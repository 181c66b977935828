"""How every picture of the course looks: palette, fonts, sizes.

The colours were searched for: colour-blind readers tell any two of them apart, on a white page and
on a dark one (see `markup`), at least as well as the palette of Okabe and Ito on white, which was
made for them (M. Okabe, K. Ito, "Color Universal Design", 2008); and each stands out from the
ground. Tests compute it. Colour is never the only sign: a second line has another marker or another
dash, a negative weight is dashed, a gradient is red *and* labelled. Black is white on a dark page,
so no text says "black".

Global ``rcParams`` are neither read nor changed, so that a picture looks the same
everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import matplotlib.style
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb

BLACK = "#000000"
GREY = "#919191"
BLUE = "#003879"
ORANGE = "#C68914"
GREEN = "#309E65"
PURPLE = "#B077B0"
SKY = "#1E96FE"
RED = "#CE2E30"
"""Gradients, and whatever else flows back."""

SERIES = (BLUE, ORANGE, GREEN, PURPLE, SKY, BLACK)
"""Colours of lines and classes, in this order; red is kept for gradients."""
MARKERS = ("o", "s", "^", "D", "v", "P")
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)))

TITLE_SIZE = 11.0
TEXT_SIZE = 9.0
"""Points; the smallest text in a picture."""
DPI = 110
WIDTH = 8.0
"""Inches; 880 pixels, the width of a notebook."""

STYLE = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10.0,
    "mathtext.fontset": "dejavusans",
    "axes.titlesize": TITLE_SIZE,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 8.0,
    "axes.titley": 1.0,
    "axes.labelsize": 10.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E4E4E4",
    "grid.linewidth": 0.8,
    "xtick.labelsize": TEXT_SIZE,
    "ytick.labelsize": TEXT_SIZE,
    "lines.linewidth": 2.0,
    "lines.markersize": 6.0,
    "figure.facecolor": "white",
    "figure.dpi": DPI,
    "figure.titlesize": 12.0,
    "figure.titleweight": "bold",
    "savefig.facecolor": "white",
    "savefig.dpi": "figure",
}

with matplotlib.style.context(STYLE, after_reset=True):
    _SETTINGS = {k: v for k, v in dict.items(matplotlib.rcParams) if k != "backend"}
"""All settings of matplotlib, checked once: to check them takes as long as to draw ten lines."""

P = ParamSpec("P")
R = TypeVar("R")


def styled(draw: Callable[P, R]) -> Callable[P, R]:
    """Make `draw` see the course's style instead of the global ``rcParams``."""

    @wraps(draw)
    def in_style(*args: P.args, **kwargs: P.kwargs) -> R:
        with matplotlib.rc_context():
            dict.update(matplotlib.rcParams, _SETTINGS)  # type: ignore[misc]  # unchecked
            return draw(*args, **kwargs)

    return in_style


def ink(colour: str) -> str:
    """`colour` for text, which needs more contrast than a line."""
    return mix(colour, 0.75, BLACK)


def mix(colour: str, share: float, other: str = "white") -> str:
    """Blend `share` of `colour` (0 to 1) with `other`."""
    pairs = zip(to_rgb(colour), to_rgb(other), strict=True)
    red, green, blue = (share * first + (1 - share) * second for first, second in pairs)
    return to_hex((red, green, blue))


def shades(low: str, high: str, middle: str = "white") -> LinearSegmentedColormap:
    """Colour map from `low` over `middle` to `high`."""
    return LinearSegmentedColormap.from_list(f"{low}-{high}", [low, middle, high])
