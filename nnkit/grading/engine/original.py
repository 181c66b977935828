"""The instructor's own notebooks, and what they show: for each student the same, so made only once.

They run in a sandbox like any other, when a process grades a second submission of an assignment, or
before the first if it is told that there are many.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from nnkit.grading.engine.assignment import Assignment, Question
from nnkit.grading.engine.cells import Node, read
from nnkit.grading.engine.exam import Exam
from nnkit.grading.engine.names import names
from nnkit.grading.engine.roles import is_answer
from nnkit.grading.engine.run import Run
from nnkit.grading.engine.sandbox import CannotStart, Sandbox
from nnkit.grading.engine.spared import about, candidates

MOST_KEPT = 4

_kept: OrderedDict[object, Original] = OrderedDict()


class Original:
    """An assignment's notebooks.

    Attributes
    ----------
    notebooks : dict of str to Node
        By file name.
    pictures : dict of bytes to bytes
        Those that they show, by the name of the figure; empty before they ran.
    known : dict of (str, bytes) to list of Node
        What their given cells show, by source and by what they find.
    """

    def __init__(self, assignment: Assignment) -> None:
        self.notebooks = {name: read(text) for name, text in assignment.notebooks.items()}
        self.pictures: dict[bytes, bytes] = {}
        self.known: dict[tuple[str, bytes], list[Node]] = {}
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
            cells = [Node(cell) for cell in notebook.cells]
            until = time.monotonic() + limits.total
            run = _Rehearsal(name, Exam(notebook), cells, open_sandbox, limits, until)
            with suppress(CannotStart):  # which the submission will tell
                run.whole({})
                self.pictures.update(run.pictures)
                shown = run.shown()
                if any(_is_picture(output) for outputs in shown.values() for output in outputs):
                    self.known.update(shown)  # others would save little

    def may_know(self, cells: Sequence[Node]) -> dict[int, set[str]]:
        """Places of a student's cells of which may be known what they show; see `candidates`."""
        sources = {source for source, _ in self.known}
        if not sources.intersection(cell.source for cell in cells):
            return {}
        return {i: names for i, names in candidates(cells).items() if cells[i].source in sources}


class _Rehearsal(Run):
    """Runs the instructor's cells, without tests, and finds out what given ones depend on."""

    def whole(self, numbers: dict[str, Any]) -> list[Question]:
        """Run the cells and find out what they depend on."""
        self._places = {id(self._cells[i]): i for i in candidates(self._cells)}
        every = [names(cell.source) for cell in self._cells]
        imports = {name for some in every for name in some.imports}
        self._variables = {name for some in every for name in some.bound} - imports
        self._answered: set[str] = set()  # names in which an answer has a part
        self._found: dict[int, bytes] = {}
        return super().whole(numbers)

    def _question(self, cell: Node) -> Question:
        return Question(self._name, "", "", None, 0, "manual")

    def _run(self, cell: Node) -> None:
        known = about(cell.source)
        if known is None:  # then there are no candidates
            super()._run(cell)
            return
        before = self._finds(known.reads)
        super()._run(cell)
        changes = not before[0] or before != self._finds(known.reads)
        # What an answer has a part in would tell, by being spared, whether the answer is right.
        if is_answer(cell) or (known.reads | before[1]) & self._answered:
            self._answered |= known.binds
            self._answered |= known.reads & self._variables if changes else set()
        elif not changes and id(cell) in self._places:
            self._found[self._places[id(cell)]] = before[0]

    def shown(self) -> dict[tuple[str, bytes], list[Node]]:
        """What given cells show that depends on nothing but what they find."""
        found = {(self._cells[i].source, d): self._cells[i].outputs for i, d in self._found.items()}
        return {k: o for k, o in found.items() if all(x.output_type != "error" for x in o)}


def _is_picture(output: Node) -> bool:
    return "image/png" in output.get("data", {})


def original(assignment: Assignment) -> Original:
    """The original of an assignment, kept from one submission to the next."""
    key = tuple(assignment.notebooks.items()), tuple(assignment.files.items()), assignment.confine
    again = key in _kept
    if not again:
        _kept[key] = Original(assignment)
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end(key)
    if again or assignment.many:
        _kept[key].run(assignment)
    return _kept[key]
