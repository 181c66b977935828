"""An equation between arrays, drawn with every number in its cell.

Shapes are the grammar of matrix calculus: a product that looks abstract as ``W @ a + b`` is plain
once its rows and columns lie side by side. Marked cells show which row meets which column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnkit.plot.figure import canvas, figure_of, sheet
from nnkit.plot.grid import Grid
from nnkit.plot.style import styled
from nnkit.plot.text import width

_GAP = 0.14
_OPERATOR = 14.0
"""Points."""


@styled
def equation(
    terms: Sequence[str | tuple[str, npt.ArrayLike]],
    *,
    mark: Mapping[str, Any] | None = None,
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw an equation between arrays.

    Parameters
    ----------
    terms : list of str or (name, array)
        From left to right: what stands between arrays, such as ``"@"``, ``"+"`` or ``"= σ"``, and
        named arrays with at most two axes. Shape (n,) is drawn as the row that NumPy makes of it.
    mark : dict of name to index, optional
        Cells to mark, as NumPy would index them: ``{"W": 0, "a": (..., 0)}`` marks row 0 of W and
        column 0 of a.
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
        If an array has more than two axes, or `mark` does not fit the arrays.

    Examples
    --------
    >>> import numpy as np
    >>> W, a = np.array([[4.0, 5.0], [5.0, 6.0]]), np.array([[0.2], [0.3]])
    >>> terms = [("W", W), "@", ("a", a), "=", ("z", W @ a)]
    >>> figure = equation(terms, mark={"W": 0, "z": 0})
    """
    mark = dict(mark or {})
    names = [term[0] for term in terms if not isinstance(term, str)]
    if unknown := mark.keys() - set(names):
        raise ValueError(f"mark names {min(unknown)!r}; the arrays are {', '.join(names)}")
    drawn = [t if isinstance(t, str) else Grid(t[0], t[1], mark.get(t[0])) for t in terms]
    widths = [width(t, _OPERATOR) if isinstance(t, str) else t.width for t in drawn]
    needed = sum(widths) + _GAP * (len(terms) - 1)
    upper = max((t.upper for t in drawn if isinstance(t, Grid)), default=0.2)
    lower = max((t.height - t.upper for t in drawn if isinstance(t, Grid)), default=0.2)

    ax = sheet(ax, (needed + 0.2, upper + lower + 0.1), title)
    across, up = canvas(ax, title)
    scale = min(1.0, (across - 0.1) / needed, up / (upper + lower))
    x, middle = 0.05, up - scale * upper - 0.02
    for term, room in zip(drawn, widths, strict=True):
        if isinstance(term, Grid):
            term.draw(ax, x, middle + scale * term.upper, scale)
        else:
            ax.text(
                x + scale * room / 2, middle, term,
                ha="center", va="center_baseline", fontsize=_OPERATOR * scale,
            )  # fmt: skip
        x += scale * (room + _GAP)
    return figure_of(ax)
