"""The instructor's own notebooks, and what they show: for each student the same, so made only once.

They run in a sandbox like any other, when a process grades a second submission of an assignment, or
before the first if it is told that there are many.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from contextlib import suppress

from nnkit.grading.grader.assignment import Assignment
from nnkit.grading.grader.cells import is_test
from nnkit.grading.grader.notebook import Node, read
from nnkit.grading.grader.processes import GRADED
from nnkit.grading.grader.run import NotebookRun
from nnkit.grading.grader.runner import Runner
from nnkit.grading.grader.sandbox import Sandbox, SandboxUnavailable

MAX_CACHED = 4
logger = logging.getLogger(__name__)
_cache: OrderedDict[object, ReferenceRun] = OrderedDict()


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
        self._has_run = False

    def run(self, assignment: Assignment) -> None:
        """Find out what the notebooks show, unless that is known."""
        limits = assignment.limits

        def open_sandbox() -> Sandbox:
            return Sandbox.start(GRADED, assignment.files, limits, confine=assignment.confine)

        if self._has_run:
            return
        self._has_run = True
        for name, notebook in self.notebooks.items():
            start = time.monotonic()
            cells = [Node(cell) for cell in notebook.cells if not is_test(cell)]
            deadline = start + limits.total
            run = NotebookRun(name, Runner(notebook), cells, open_sandbox, {}, limits, deadline)
            with suppress(SandboxUnavailable):  # which the submission will tell
                run.run()
                self.pictures.update(run.pictures)
            seconds = time.monotonic() - start
            count = len(run.pictures)
            logger.info("reference run of %s: %d pictures, %.1f s", name, count, seconds)


def reference_run(assignment: Assignment) -> ReferenceRun:
    """The reference run of an assignment, kept from one submission to the next."""
    contents = *assignment.notebooks.items(), *assignment.files.items()
    # With the class: to verify the instructor's own solution is not yet a submission.
    key = contents, assignment.students, assignment.confine
    again = key in _cache
    if not again:
        _cache[key] = ReferenceRun(assignment)
        if len(_cache) > MAX_CACHED:
            _cache.popitem(last=False)
    _cache.move_to_end(key)
    if again or assignment.many:
        _cache[key].run(assignment)
    return _cache[key]
