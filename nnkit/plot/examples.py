"""Plain small pictures of data and results: bars, and images such as the digits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnkit.plot.arrays import row_of, table_of
from nnkit.plot.figure import Picture, figure_of, heading, over_all, sheet
from nnkit.plot.logarithmic import powers_of_ten
from nnkit.plot.style import BLUE, ORANGE, WIDTH, styled
from nnkit.plot.text import number


@styled
def bars(
    values: Mapping[str, float],
    *,
    ylabel: str = "",
    yscale: str = "linear",
    title: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw a bar for each value, with its number; negative ones are orange.

    Parameters
    ----------
    values : dict
        From names to numbers.
    ylabel : str
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
        If `values` is no dict of numbers.
    """
    if not isinstance(values, Mapping):
        raise TypeError(f"values is {type(values).__name__}; it takes a dict from names to numbers")
    heights = row_of("values", list(values.values()))
    ax = sheet(ax, (min(WIDTH, 2.0 + 0.9 * len(heights)), 3.4), title)
    colours = [BLUE if height >= 0 else ORANGE for height in heights]
    drawn = ax.bar(list(values), heights, color=colours, width=0.7)
    ax.bar_label(drawn, [number(height) for height in heights], padding=2, fontsize=9)
    ax.set(ylabel=ylabel, yscale=yscale)
    ax.margins(y=0.12)
    powers_of_ten(ax)
    ax.grid(visible=False, axis="x")
    heading(ax, title)
    return figure_of(ax)


@styled
def images(
    x: npt.ArrayLike,
    names: Sequence[object] = (),
    *,
    shape: tuple[int, int] | None = None,
    columns: int = 10,
    title: str = "",
) -> Figure:
    """Draw examples whose inputs are the pixels of an image.

    Parameters
    ----------
    x : array_like, shape (pixels, N)
        One image a column, its pixels row by row; black is the largest value of all.
    names : sequence
        What to write over each image, such as its class.
    shape : (rows, columns), optional
        Of an image; by default it is square.
    columns : int
        Images side by side.
    title : str
        The finding.

    Returns
    -------
    Figure

    Raises
    ------
    TypeError, ValueError
        If x does not hold such images, or names are missing.
    """
    x = table_of("x", x, meaning="(pixels, N), one image a column")
    pixels, n = x.shape
    if shape is None:
        shape = (round(pixels**0.5), round(pixels**0.5))
    if shape[0] * shape[1] != pixels:
        raise ValueError(
            f"x has shape {x.shape}; images of shape {shape} need {shape[0] * shape[1]} rows"
        )
    if len(names) not in (0, n):
        raise ValueError(f"names has {len(names)} entries; x has {n} images")
    columns = min(columns, n)
    rows = -(-n // columns)
    side = min(WIDTH / columns, 1.2)
    tall = side + (0.2 if len(names) else 0.0)
    figure = Picture(figsize=(max(side * columns, 3.0), tall * rows + 0.35 * bool(title)))
    axes = figure.subplots(rows, columns, squeeze=False).ravel()
    for i, ax in enumerate(axes):
        ax.set_axis_off()
        if i < n:
            ax.imshow(x[:, i].reshape(shape), cmap="gray_r", vmin=x.min(), vmax=x.max())
            if len(names):
                ax.set_title(str(names[i]), loc="center", fontsize=9, weight="normal", pad=2)
    over_all(figure, title)
    return figure
