"""Figures that cells show are stored as they are at that moment, and drawn when the grader asks.

Drawing takes most of the time of a notebook, and mostly the grader has the picture already, because
the instructor's notebook shows the same.  So a cell's output holds, in the place of a picture, the
name of a figure: a digest of all that is in it.  Figures of one name look the same.
"""

from __future__ import annotations

import base64
import copyreg
import hashlib
import io
import pickle
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from nnkit.grading.protocol.messages import FIGURE_PREFIX

MAX_BYTES = 64 << 20  # bytes of all figures together; what is more is drawn at once

Settings = dict[str, Any]


class Figures:
    """The figures of one notebook, by name.

    Parameters
    ----------
    renderers : mapping of str to callable
        How figures are drawn: each takes a figure and settings and returns the bytes of a picture.
    """

    def __init__(self, renderers: Mapping[str, Callable[..., bytes]]) -> None:
        self._renderers = renderers
        self._defaults = _rc_settings()
        self._stored: dict[bytes, tuple[str, bytes]] = {}
        self._left = MAX_BYTES

    def defer(self, renderer: str, figure: Any, **settings: Any) -> bytes:
        """Store a figure and return its name; if it cannot be stored, its picture."""
        changed = {k: v for k, v in _rc_settings().items() if v != self._defaults[k]}
        try:
            data = _dump((figure, settings, changed))
        except Exception:  # it holds a function, or an artist that the student wrote
            data = b""
        # Of what the notebook defines itself there is only the name, which may change its meaning.
        if not data or b"__main__" in data or len(data) > self._left:
            return self._renderers[renderer](figure, **settings)
        self._left -= len(data)
        name = FIGURE_PREFIX + hashlib.sha256(renderer.encode() + data).digest()
        self._stored[name] = renderer, data
        return name

    def draw(self, name: bytes) -> bytes:
        """The picture of a figure that was stored."""
        import matplotlib
        import matplotlib.pyplot

        renderer, data = self._stored[name]
        try:
            figure, settings, changed = pickle.loads(data)  # by the process that wrote it
            with matplotlib.rc_context(changed):
                return self._renderers[renderer](figure, **settings)
        finally:
            matplotlib.pyplot.close("all")  # loading registers a figure that pyplot had made


def defer_figures(shell: Any) -> Figures:
    """Let all that shows a figure store it instead of drawing it, in a shell and its process."""
    from IPython.core import pylabtools
    from matplotlib_inline.config import InlineBackend

    figure_module = import_module("nnkit.plot.figure")
    print_figure = pylabtools.print_figure
    figures = Figures({"of the course": figure_module.webp, "of matplotlib": print_figure})

    def picture(figure: Any) -> bytes:
        return figures.defer("of the course", figure)

    def printed(figure: Any, fmt: str = "png", *, base64: bool = False, **settings: Any) -> Any:
        if fmt != "png" or not base64 or not (figure.axes or figure.lines):
            return print_figure(figure, fmt, base64=base64, **settings)
        return _text(figures.defer("of matplotlib", figure, **settings))

    figure_module.webp = picture  # type: ignore[attr-defined]
    pylabtools.print_figure = printed  # type: ignore[assignment]
    pylabtools.select_figure_formats(shell, "png", **InlineBackend.instance().print_figure_kwargs)
    return figures


def _rc_settings() -> Settings:
    """Settings of matplotlib that a picture may depend on."""
    from matplotlib import rcParams

    return {name: rcParams[name] for name in rcParams if name != "backend"}


def _text(picture: bytes) -> str:
    return base64.b64encode(picture).decode()


def _dump(value: object) -> bytes:
    """Pickle a value so that the bytes do not depend on where in memory it lies."""
    from matplotlib.transforms import TransformNode

    file = io.BytesIO()
    pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
    nodes = dict.fromkeys(_with_subclasses(TransformNode), _without_addresses)
    pickler.dispatch_table = {**copyreg.dispatch_table, **nodes}
    pickler.dump(value)
    return file.getvalue()


def _with_subclasses(kind: type) -> list[type]:
    found = [kind]
    for known in found:  # grows
        found += known.__subclasses__()
    return found


def _without_addresses(node: Any) -> Any:
    """What pickle needs of a node of matplotlib, which knows its parents by their addresses."""
    parents = dict(enumerate([parent() for parent in node._parents.values()]))
    return copyreg.__newobj__, (type(node),), {**vars(node), "_parents": parents}  # type: ignore[attr-defined]
