"""Pictures in the place of the figures that cells have shown; see `sandbox.figures`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nnkit.grading.grader.kernel import Kernel
from nnkit.grading.grader.notebook import Node
from nnkit.grading.grader.sandbox import SandboxLost


class Pictures(dict[bytes, bytes]):
    """The pictures of one notebook by the name of the figure, drawn when they are first needed.

    Parameters
    ----------
    drawn : mapping of bytes to bytes
        Those that need not be drawn.
    """

    def __init__(self, drawn: Mapping[bytes, bytes], kernel: Kernel) -> None:
        super().__init__(drawn)
        self._kernel = kernel

    def insert(self, cells: Iterable[Node]) -> None:
        """Put pictures into the outputs of cells."""
        for cell in cells:
            validator = self._kernel.validator
            cell.outputs = [validator.with_pictures(o, self._picture) for o in cell.outputs]

    def _picture(self, figure: bytes) -> bytes:
        """The picture of a figure; a ValueError says why there is none."""
        if figure not in self:
            self[figure] = self._draw(figure)
        if not self[figure]:
            raise ValueError("it could not be drawn")
        return self[figure]

    def _draw(self, figure: bytes) -> bytes:
        """The picture of a figure, from the sandbox; empty if there is none."""
        try:
            reply = self._kernel.session().request("draw_figure", figure=figure)
        except SandboxLost:
            self._kernel.shut_down()
            return b""
        except Exception:  # of whatever kind the student's code raised it
            return b""
        picture = reply.get("picture")
        if isinstance(picture, bytes) and self._kernel.validator.has_room(picture):
            return picture
        return b""
