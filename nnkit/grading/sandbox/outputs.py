"""What a cell prints and shows, collected as nbformat outputs, up to a limit.

Runs in the sandbox.
"""

from __future__ import annotations

import base64
import io
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher

MAX_CHARACTERS = 10_000_000
Output = dict[str, Any]


class Outputs:
    """The outputs of the cell that runs now.

    Parameters
    ----------
    characters : int
        Characters that all outputs of a notebook may have together.
    """

    def __init__(self, characters: int = MAX_CHARACTERS) -> None:
        self.left = characters
        self._cell: list[Output] = []
        # Of the last output, if it is a stream: to add to a string takes longer the longer it is.
        self._text = io.StringIO()

    def collect(self) -> list[Output]:
        """Return the outputs since the last call."""
        self._end_stream()
        outputs, self._cell = self._cell, []
        return outputs

    def write(self, name: str, text: str) -> None:
        """Add text to a stream."""
        text = self._shortened(text)
        if not text:
            return
        last = self._cell[-1] if self._cell else None
        if last is not None and (last["output_type"], last.get("name")) == ("stream", name):
            self._text.write(text)
        else:
            self._add({"output_type": "stream", "name": name})
            self._text.write(text)

    def show(self, kind: str, data: dict[str, Any], metadata: dict[str, Any]) -> None:
        """Add a display or a result; what is too large is left out."""
        bundle = {mime: _text(value) for mime, value in data.items() if self._fits(value)}
        if bundle:
            output: Output = {"output_type": kind, "data": bundle, "metadata": metadata}
            if kind == "execute_result":
                output["execution_count"] = None
            self._add(output)

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """Add an error."""
        error = {"ename": name, "evalue": self._shortened(value), "traceback": traceback}
        self._add({"output_type": "error", **error})

    def clear(self) -> None:
        """Forget what the cell has shown so far."""
        self._end_stream()
        self._cell.clear()

    def _add(self, output: Output) -> None:
        self._end_stream()
        self._cell.append(output)

    def _end_stream(self) -> None:
        """Give the last output its text, if it is a stream."""
        text, self._text = self._text.getvalue(), io.StringIO()
        if text:
            self._cell[-1]["text"] = text

    def _shortened(self, text: str) -> str:
        if len(text) <= self.left:
            self.left -= len(text)
            return text
        text = text[: self.left] + "\n[More output was left out.]" if self.left else ""
        self.left = 0
        return text

    def _fits(self, value: Any) -> bool:
        size = len(value) if isinstance(value, (str, bytes)) else len(repr(value))
        if size > self.left:
            self.write("stdout", "[Output too large to keep.]\n")
            return False
        self.left -= size
        return True


def _text(value: Any) -> Any:
    """Pictures travel in base64, as they are stored in a notebook."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


class Stream(io.TextIOBase):
    """A stdout or stderr that adds to the outputs."""

    def __init__(self, outputs: Outputs, name: str) -> None:
        self._outputs, self._name = outputs, name

    def close(self) -> None:
        """Stay open, for the cells that come."""

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, text: str) -> int:
        """Add text to the outputs."""
        self._outputs.write(self._name, str(text))
        return len(text)


class Publisher(DisplayPublisher):
    """IPython's `display`, adding to the outputs."""

    outputs: Outputs

    def publish(self, data: Any, metadata: Any = None, *args: Any, **kwargs: Any) -> None:
        """Show what `display` was given."""
        self.outputs.show("display_data", data, metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        """Forget what the cell has shown so far."""
        self.outputs.clear()


class ResultHook(DisplayHook):
    """The value of a cell's last line, added to the outputs."""

    outputs: Outputs

    def __call__(self, result: Any = None) -> None:
        """Show the value of a cell's last line."""
        self.check_for_underscore()
        if result is None or self.quiet():
            return
        data, metadata = self.compute_format_data(result)
        self.update_user_ns(result)
        if self.exec_result:
            self.exec_result.result = result
        if data:
            self.outputs.show("execute_result", data, metadata)
