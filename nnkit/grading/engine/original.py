"""The instructor's own notebooks, and what they show: for each student the same, so made only once.

They run in a sandbox like any other, when a process grades a second submission of an assignment.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress

from nnkit.grading.engine.assignment import Assignment
from nnkit.grading.engine.cells import Node, read
from nnkit.grading.engine.exam import Exam
from nnkit.grading.engine.roles import is_test
from nnkit.grading.engine.run import Run
from nnkit.grading.engine.sandbox import CannotStart, Sandbox
from nnkit.grading.engine.spared import spared

MOST_KEPT = 4

_kept: OrderedDict[object, Original] = OrderedDict()


class Original:
    """An assignment's notebooks.

    Attributes
    ----------
    notebooks : dict of str to Node
        By file name.
    pictures : dict of bytes to bytes
        Those that they show, by the name of the figure; empty before the second submission.
    """

    def __init__(self, assignment: Assignment) -> None:
        self.notebooks = {name: read(text) for name, text in assignment.notebooks.items()}
        self.pictures: dict[bytes, bytes] = {}
        self._shown: dict[str, list[Node]] = {}
        self._ran = False

    def run(self, assignment: Assignment) -> None:
        """Find out what the notebooks show."""
        limits = assignment.limits

        def open_sandbox() -> Sandbox:
            return Sandbox.confined({}, assignment.files, limits, confine=assignment.confine)

        if self._ran:
            return
        self._ran = True
        for name, notebook in self.notebooks.items():
            cells = [Node(cell) for cell in notebook.cells if not is_test(cell)]
            until = time.monotonic() + limits.total
            run = Run(name, Exam(notebook), cells, open_sandbox, limits, until)
            with suppress(CannotStart):  # which the submission will tell
                run.whole({})
                self.pictures.update(run.pictures)
                if any(map(_has_picture, spared(cells, cells).values())):
                    self._shown[name] = cells

    def spares(self, name: str, cells: Sequence[Node]) -> dict[int, Node]:
        """The cells of a student's notebook that need not run; see `spared`.

        None where it would save little, because none of the instructor's shows a picture.
        """
        return spared(cells, self._shown[name]) if name in self._shown else {}


def _has_picture(cell: Node) -> bool:
    return any("image/png" in output.get("data", {}) for output in cell.outputs)


def original(assignment: Assignment) -> Original:
    """The original of an assignment, kept from one submission to the next."""
    key = tuple(assignment.notebooks.items()), tuple(assignment.files.items()), assignment.confine
    if key in _kept:
        _kept.move_to_end(key)
        _kept[key].run(assignment)
        return _kept[key]
    _kept[key] = Original(assignment)
    if len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return _kept[key]
