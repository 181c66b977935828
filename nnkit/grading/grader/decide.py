"""The verdict on a graded cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from nnkit.checks.verdict import Status, Verdict
from nnkit.checks.wording import with_article
from nnkit.grading.grader.assignment import CellVerdict
from nnkit.grading.grader.cells import checksum, grade_id, max_points
from nnkit.grading.grader.execute import Outcome, earned_points, no_credit
from nnkit.grading.grader.explain import NotDefined, explain_error
from nnkit.grading.grader.notebook import Node, text_of
from nnkit.grading.grader.remote_error import RemoteError
from nnkit.grading.grader.submission import conflict_line

_CONFLICT = (
    "The cell of `{name}` holds two versions that git could not merge (line {line} has the "
    "conflict marker `<<<<<<<`). Keep one of them, and take the lines with the markers away."
)
_TOO_MUCH_MEMORY = (
    "This question was stopped: with what the answer gives it takes too much memory to decide."
)
STOPPED = "Stopped"
"""The name of the error in the outputs of a cell whose sandbox was lost."""


def decide(
    id: str, test: Node, outcome: Outcome, cells: Sequence[Node], hidden: tuple[str, str]
) -> Verdict:
    """The verdict on what a test cell gave.

    Parameters
    ----------
    id : str
        The exercise's.
    test : Node
    outcome : Outcome
    cells : sequence of Node
        Those of the submission, with outputs.
    hidden : (str, str)
        Between what tests are hidden from students.
    """
    possible = max_points(test)
    earned = earned_points(outcome, possible)
    if isinstance(outcome.value, Verdict):
        return replace(outcome.value, points=earned, max_points=possible)

    def verdict(status: Status, message: str = "") -> Verdict:
        return Verdict(id, earned, possible, status, message)

    match outcome.error:
        case None if why := no_credit(outcome.value):
            return verdict("failed", f"The test ends with {_shown(outcome.value)}: {why}.")
        case None:
            status: Status = "partial" if earned else "failed"
            return verdict("passed" if earned >= possible else status)
        case NotImplementedError():
            return verdict("not attempted", "Still to do.")
        case NotDefined():
            return _not_defined(outcome.error, cells, verdict)
        case AssertionError():
            return verdict("failed", explain_error(outcome.error, test, hidden))
        case TimeoutError() if not isinstance(outcome.error, RemoteError):
            return verdict("error", str(outcome.error))
        case MemoryError() if not isinstance(outcome.error, RemoteError):
            return verdict("error", _TOO_MUCH_MEMORY)
    return verdict("error", explain_error(outcome.error, test, hidden))


def _shown(value: object) -> str:
    return text_of(value)[:60] if isinstance(value, (int, float, complex)) else "a value"


def _not_defined(
    error: NotDefined, cells: Sequence[Node], verdict: Callable[..., Verdict]
) -> Verdict:
    """Say why a name is missing: what stopped the cell in which it belongs."""
    cell = next((c for c in cells if grade_id(c) == error.cell), None)
    if cell is None or cell.cell_type != "code" or not cell.source.strip():
        return verdict("not attempted", f"Still to do: {error}.")
    stops = [o for o in cell.outputs if o.output_type == "error"]
    if not stops:
        return verdict("error", f"The cell for this answer ran, but {error}.")
    kind, text = stops[0].ename, stops[0].evalue
    if kind == "NotImplementedError":
        return verdict("not attempted", "Still to do.")
    if kind == STOPPED:
        return verdict("error", text)
    if line := conflict_line(cell.source):
        return verdict("error", _CONFLICT.format(name=error.name, line=line))
    # The name of the file that IPython makes of a cell says nothing to a student.
    text = re.sub(r"\(\S+, (line \d+)\)", r"(\1)", text)
    stopped = f"The cell of `{error.name}` stopped with {with_article(kind)}: {text}"
    return verdict("error", stopped.rstrip(": "))


def manual_verdict(notebook: str, id: str, cell: Node) -> CellVerdict:
    """A written answer, which waits for a person unless nothing was written."""
    metadata = cell.metadata.nbgrader
    unchanged = metadata.get("solution") and metadata.get("checksum") == checksum(cell)
    status: Status = "not attempted" if unchanged else "manual"
    message = "Nothing was written." if unchanged else "Waits for a person to read it."
    return CellVerdict(id, 0, max_points(cell), status, message, None, notebook, grade_id(cell))


def not_handed_in(notebook: str, cell: Node) -> CellVerdict:
    """The verdict on a cell of a notebook that is not there."""
    id, message = grade_id(cell), f"{notebook} was not handed in."
    return CellVerdict(id, 0, max_points(cell), "not attempted", message, None, notebook, id)
