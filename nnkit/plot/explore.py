"""Let the reader move a slider and see the picture change."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from html import escape
from numbers import Real
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from nnkit.plot.show import display, forms, words
from nnkit.plot.text import number

WIDGET = "application/vnd.jupyter.widget-view+json"

# In a notebook that was opened again no kernel answers the sliders: Jupyter marks them so.
WITHOUT_KERNEL = """<style>
.nnkit-sliders.jupyter-widgets-disconnected > * { display: none; }
.nnkit-sliders.jupyter-widgets-disconnected::before {
  content: "To move the sliders, run this cell.";
  color: inherit; font: italic 13px sans-serif;
}
</style>"""


def explore(
    draw: Callable[..., Figure],
    *,
    alt: str,
    start: Mapping[str, Any] | None = None,
    **choices: Iterable[Any],
) -> None:
    """Display the picture that `draw` makes, with a slider for each of its arguments.

    Parameters
    ----------
    draw : callable
        Called as ``draw(name=value, ...)`` with one value for each name; returns a figure.
    alt : str
        What the picture shows at the start, as for `show`.
    start : mapping, optional
        The value to start at for some of the names; the others start at their first.
    **choices : iterable
        For each argument of `draw` the values that its slider goes through.

    Raises
    ------
    TypeError, ValueError
        If there is nothing to choose from, `start` is no choice, or `draw` returns no figure.

    Notes
    -----
    The sliders are one output and the picture, which they replace, is another: where no kernel
    answers, in an exported page or a stored notebook, and where ipywidgets is not installed, the
    picture is seen.  `nnkit lab` stores the sliders with the notebook; opened again, a sentence
    stands in their place.

    Examples
    --------
    >>> from nnkit.plot import function
    >>> def valley(width):
    ...     return function(lambda x: (x / width) ** 2, (-2, 2), title=f"Width {width}")
    >>> explore(valley, alt="A valley, one unit wide.", width=[1.0, 2.0])
    A valley, one unit wide.
    """
    alt = words(alt)
    options = {name: _options(name, values) for name, values in choices.items()}
    if not options:
        raise TypeError("explore has nothing to choose from; add name=[values] for a slider")
    at = _beginning(options, start or {})
    picture = forms(_figure(draw, at), alt)
    sliders = _sliders(options, at)
    shown = display(picture)

    def redraw(_: object) -> None:
        now = {name: slider.value for name, slider in sliders.items()}
        values = ", ".join(f"{name} = {_label(value)}" for name, value in now.items())
        try:
            picture = forms(_figure(draw, now), f"{values}. At the start: {alt}")
        except Exception as error:
            # Nobody sees the traceback of what a slider calls.
            message = f"{values}: {type(error).__name__}: {error}"
            picture = {"text/html": f"<pre>{escape(message)}</pre>", "text/plain": message}
        display(picture, shown)

    for slider in sliders.values():
        slider.observe(redraw, "value")


def _options(name: str, values: Iterable[Any]) -> list[Any]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise TypeError(f"{name} is {values!r}; it takes a list of the values to go through")
    # Python's numbers rather than NumPy's, so that they print short.
    options = [value.item() if isinstance(value, np.generic) else value for value in values]
    if not options:
        raise ValueError(f"{name} is empty; it takes a list of the values to go through")
    return options


def _beginning(options: Mapping[str, list[Any]], start: Mapping[str, Any]) -> dict[str, Any]:
    """The value at which each slider starts."""
    at = {name: values[0] for name, values in options.items()}
    for name, value in start.items():
        if name not in options:
            raise ValueError(f"start names {name!r}; the sliders are {', '.join(options)}")
        if value not in options[name]:
            raise ValueError(f"start has {name} = {value!r}, which is none of its values")
        at[name] = value
    return at


def _figure(draw: Callable[..., Figure], at: Mapping[str, Any]) -> Figure:
    figure = draw(**at)
    if not isinstance(figure, Figure):
        raise TypeError(f"draw returned {type(figure).__name__}; it has to return a figure")
    return figure


def _sliders(options: Mapping[str, list[Any]], at: Mapping[str, Any]) -> dict[str, Any]:
    """Display a slider for each name; none where nothing could move them."""
    ipython = sys.modules.get("IPython")
    if ipython is None or not hasattr(ipython.get_ipython(), "kernel"):
        return {}
    try:
        import ipywidgets
    except ImportError:
        return {}
    sliders = {
        name: ipywidgets.SelectionSlider(
            options=[(_label(value), value) for value in values],
            index=values.index(at[name]),
            description=name.replace("_", " "),
            style={"description_width": "initial"},
            layout={"width": "28em"},
        )
        for name, values in options.items()
    }
    style = ipywidgets.HTML(WITHOUT_KERNEL, layout={"display": "none"})
    box = ipywidgets.VBox([*sliders.values(), style]).add_class("nnkit-sliders")
    # Without the text/plain that ipywidgets adds, which would be read where there are no sliders;
    # release 7, which Colab has, cannot be asked for the rest.
    view = {"version_major": 2, "version_minor": 0, "model_id": box.model_id}
    ipython.display.display({WIDGET: view}, raw=True)
    return sliders


def _label(value: Any) -> str:
    return number(value) if isinstance(value, Real) and not isinstance(value, bool) else str(value)
