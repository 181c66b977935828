"""What a sandbox says that a cell has shown, made into outputs that a notebook can hold.

The sandbox may send anything: what has not the form of an output, or is too much, is left out.
"""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Callable
from itertools import islice
from typing import Any

from nnkit.checks.sizes import shortened
from nnkit.grading.grader.caps import MAX_OUTPUTS, MAX_OUTPUTS_OF_CELL
from nnkit.grading.grader.notebook import Node, new_error, new_output
from nnkit.grading.protocol.messages import FIGURE_PREFIX

NOT_DRAWN = "NotDrawn"
MAX_LINES = 1_000  # of a traceback, or forms of one output
MAX_OF_ERROR = 20_000  # characters of what an error says, and of a line of its traceback
_LEFT_OUT = (
    f"More was shown, and is left out here: a cell may have {MAX_OUTPUTS_OF_CELL:,} outputs, "
    f"a notebook {MAX_OUTPUTS:,}.\n"
)
logger = logging.getLogger(__name__)
_NAME = re.compile(base64.b64encode(FIGURE_PREFIX).decode() + "[A-Za-z0-9+/]{43}=")


class OutputValidator:
    """Checks the outputs of one notebook's cells.

    Parameters
    ----------
    limit : int
        Characters that they may have together.
    """

    def __init__(self, limit: int) -> None:
        self._left, self._outputs_left = limit, MAX_OUTPUTS

    def validate(self, data: Any) -> list[Node]:
        """The outputs of one cell, from what the sandbox sent."""
        data = data if isinstance(data, list) else []
        most = min(MAX_OUTPUTS_OF_CELL, self._outputs_left)
        found = [output for one in data[:most] if (output := self._output(one)) is not None]
        self._outputs_left -= len(found)
        if len(data) > most:
            found.append(new_output("stream", name="stdout", text=_LEFT_OUT))
        return found

    def _output(self, data: Any) -> Node | None:
        match data:
            case {"output_type": "stream", "name": "stdout" | "stderr" as name, "text": str(text)}:
                return new_output("stream", name=name, text=text) if self._fits(text) else None
            case {"output_type": "error", "ename": str(name), "evalue": str(text)}:
                lines = data.get("traceback")
                lines = lines if isinstance(lines, list) else []
                lines = [_short(line) for line in lines[:MAX_LINES] if isinstance(line, str)]
                name, text = _short(name), _short(text)  # so that it is told at all
                if not self._fits(name, text, *lines):
                    return None
                return new_output("error", ename=name, evalue=text, traceback=lines)
            case {"output_type": "display_data" | "execute_result" as kind, "data": dict(shown)}:
                bundle = {
                    mime: text
                    for mime, text in islice(shown.items(), MAX_LINES)
                    if isinstance(mime, str) and isinstance(text, str) and self._fits(mime, text)
                }
                return new_output(kind, data=bundle) if bundle else None
        return None

    def with_pictures(self, output: Node, picture: Callable[[bytes], bytes]) -> Node:
        """An output with pictures in the place of the names of figures; it may become an error.

        Parameters
        ----------
        output : Node
        picture : callable
            The picture for a name; a ValueError says why there is none.
        """

        def drawn(name: re.Match[str]) -> str:
            text = base64.b64encode(picture(base64.b64decode(name[0]))).decode()
            if not self._fits(text):
                raise ValueError("there is more output than a notebook may have")
            return text

        try:
            for mime, text in output.get("data", {}).items():
                output.data[mime] = _NAME.sub(drawn, text)
        except ValueError as error:
            return new_error(NOT_DRAWN, f"This picture is missing: {error}.")
        return output

    def has_room(self, data: bytes) -> bool:
        """Whether so much can still be shown, in base64."""
        return 4 * (len(data) + 2) // 3 <= self._left

    def _fits(self, *texts: str) -> bool:
        size = sum(map(len, texts))
        if size > self._left:
            logger.info("output limit: %d characters left out", size)
            return False
        if not all(map(_is_text, texts)):
            return False
        self._left -= size
        return True


def _short(text: str) -> str:
    return shortened(text, MAX_OF_ERROR)


def _is_text(text: str) -> bool:
    """Whether it can be written to a file: no half of a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
