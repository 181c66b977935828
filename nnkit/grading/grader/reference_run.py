"""The instructor's own notebooks, and what they show: for each student the same, so made only once.

They run in a sandbox like any other, when a process grades a second submission of an assignment, or
before the first if it is told that there are many.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from contextlib import suppress

from nnkit.grading.grader.assignment import Assignment
from nnkit.grading.grader.cells import is_test
from nnkit.grading.grader.notebook import Node, read
from nnkit.grading.grader.run import Run
from nnkit.grading.grader.runner import Runner
from nnkit.grading.grader.sandbox import Sandbox, SandboxUnavailable

MOST_KEPT = 4

_kept: OrderedDict[object, ReferenceRun] = OrderedDict()


class ReferenceRun:
    """An assignment's notebooks.

    Attributes
    ----------
    notebooks : dict of str to Node
        By file name.
    pictures : dict of bytes to bytes
        Those that they show, by the name of the figure; empty before they ran.
    """

    def __init__(self, assignment: Assignment) -> None:
        self.notebooks = {name: read(text) for name, text in assignment.notebooks.items()}
        self.pictures: dict[bytes, bytes] = {}
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
            run = Run(name, Runner(notebook), cells, open_sandbox, limits, until)
            with suppress(SandboxUnavailable):  # which the submission will tell
                run.whole({})
                self.pictures.update(run.pictures)


def reference_run(assignment: Assignment) -> ReferenceRun:
    """The original of an assignment, kept from one submission to the next."""
    key = tuple(assignment.notebooks.items()), tuple(assignment.files.items()), assignment.confine
    again = key in _kept
    if not again:
        _kept[key] = ReferenceRun(assignment)
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end(key)
    if again or assignment.many:
        _kept[key].run(assignment)
    return _kept[key]
