"""Put a picture into a notebook together with words for those who cannot see it."""

from __future__ import annotations

import sys
from typing import Any

from matplotlib.figure import Figure

from nnkit.plot.figure import html


def show(figure: Figure, alt: str) -> None:
    """Display `figure` with `alt` as its alternative text, and close it.

    Parameters
    ----------
    figure : Figure
        What a function of `nnkit.plot` returned, or any matplotlib figure.
    alt : str
        What the picture shows, for a reader who does not see it: the finding and the numbers
        that carry it, not "a plot of".

    Raises
    ------
    TypeError
        If `figure` is no figure or `alt` no text.
    ValueError
        If `alt` is empty.

    Notes
    -----
    Outside IPython `alt` is printed.
    """
    if not isinstance(figure, Figure):
        raise TypeError(
            f"show takes a figure, not {type(figure).__name__}: show(loss_curve(...), alt='...'). "
            "For an Axes pass its .figure."
        )
    display(forms(figure, words(alt)))


def words(alt: str) -> str:
    """`alt` as one line.

    Raises
    ------
    TypeError, ValueError
        If it is no text or an empty one.
    """
    if not isinstance(alt, str):
        raise TypeError(f"alt is {type(alt).__name__}; it takes a text that says what is seen")
    alt = " ".join(alt.split())
    if not alt:
        raise ValueError("alt is empty; it takes a sentence that says what the picture shows")
    return alt


def forms(figure: Figure, alt: str) -> dict[str, str]:
    """Render `figure` in the two forms of one output, by MIME type, and close it.

    There is no ``image/png``: front ends that prefer it to ``text/html`` would give it neither a
    text nor a theme, and it would double each notebook. ``text/plain`` is `alt` itself, for a
    terminal, a diff or LaTeX.
    """
    picture = html(figure, alt)
    # A figure made with pyplot would be shown a second time at the end of the cell.
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)
    return {"text/html": picture, "text/plain": alt}


def display(output: dict[str, str], shown: Any = None) -> Any:
    """Display what `forms` made, in place of what was `shown`; outside IPython print the words.

    Returns what a later call takes as `shown`.
    """
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        print(output["text/plain"])
        return None
    if shown is None:
        return ipython.display.display(output, raw=True, display_id=True)
    shown.update(output, raw=True)
    return shown
