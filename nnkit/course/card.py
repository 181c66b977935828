"""Cards that a call shows at once, so that ``task = practice("...")`` shows one, too."""

from __future__ import annotations

import sys
from typing import Any, Self

STYLE = (
    "border-left:6px solid #0072B2;padding:.4em .9em;margin:.3em 0;"
    "background:rgba(127,127,127,.1);max-width:52em"
)


class Card:
    """What shows as `_html` in a notebook and as its text elsewhere."""

    _shown_in: int | None = None

    def _html(self) -> str:
        raise NotImplementedError

    def show(self) -> Self:
        """Show it now, if IPython runs the code; the end of the same cell does not once more."""
        shell = _shell()
        if shell is not None:
            self._display()
            self._shown_in = shell.execution_count
        return self

    def _ipython_display_(self) -> None:
        shell = _shell()
        if shell is None or self._shown_in != shell.execution_count:
            self._display()

    def _display(self) -> None:
        from IPython.display import display

        display({"text/html": self._html(), "text/plain": repr(self)}, raw=True)


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None
