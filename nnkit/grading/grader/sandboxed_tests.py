"""The second witness: a notebook's tests run with its cells in one sandbox, as nbgrader runs them.

Nothing that is shown there leaves the sandbox, only what a test came to.  That can be forged, so a
test counts no more than it earned with the test runner too; see `nnkit.grading.grader.witnesses`.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.cells import exercise_of, grade_id, is_test, max_points
from nnkit.grading.grader.kernel import Kernel
from nnkit.grading.grader.notebook import Node, text_of
from nnkit.grading.grader.sandbox import Sandbox, SandboxLost
from nnkit.grading.grader.session import Session
from nnkit.grading.grader.variants import Variants

logger = logging.getLogger(__name__)
MAX_ERROR = 300  # characters


@dataclass(frozen=True)
class SandboxMark:
    """What one test came to among the student's cells.

    Attributes
    ----------
    points : float
    stopped : str
        Why the sandbox was lost in it; empty if it was not.
    warned : bool
        Whether it wrote to stderr.
    error : str
        What it raised, if the sandbox says so.
    """

    points: float
    stopped: str = ""
    warned: bool = False
    error: str = ""


def is_plain(cell: Node) -> bool:
    """Whether a cell is a test that two witnesses decide: one that calls no `check`."""
    return is_test(cell) and exercise_of(cell) is None


def run_sandboxed_tests(
    cells: Sequence[Node],
    open_sandbox: Callable[[], Sandbox],
    variants: Variants,
    limits: Limits,
    deadline: float,
    *,
    warnings_cost: bool = False,
) -> dict[str, SandboxMark]:
    """Run a notebook's cells and plain tests in their order; return what the tests came to.

    Parameters
    ----------
    cells : sequence of Node
        The student's cells and the instructor's tests; they stay as they are.
    open_sandbox, variants, limits, deadline
        See `nnkit.grading.grader.kernel.Kernel`.
    warnings_cost : bool
        Whether a test that writes to stderr earns nothing, as with nbgrader.

    Returns
    -------
    dict of str to SandboxMark
        By grade id.
    """
    marks: dict[str, SandboxMark] = {}
    kernel = Kernel(open_sandbox, variants, limits, deadline, Session.mark_cell)
    before = ""  # why a cell was stopped, of which later tests may need something
    try:
        for cell in cells:
            if cell.cell_type != "code" or (is_test(cell) and not is_plain(cell)):
                continue
            try:
                mark = _mark(kernel.run(cell), max_points(cell), warnings_cost)
            except SandboxLost as lost:
                mark = SandboxMark(0, str(lost))
                before = before or f" A cell before it was stopped: {lost}."
                kernel.shut_down()
            except Exception as fault:
                what = f"the grader itself stopped at it with a {type(fault).__name__}"
                logger.debug("The fault at %r", grade_id(cell), exc_info=fault)
                mark = SandboxMark(0, what)
                kernel.shut_down()
            if is_test(cell):
                error = f"{mark.error}{before}" if mark.error else ""
                marks[grade_id(cell)] = replace(mark, error=error)
    finally:
        kernel.shut_down()
    return marks


def _mark(reply: Any, possible: float, warnings_cost: bool) -> SandboxMark:
    """The mark from what a sandbox says of a test, which may be anything."""
    result, warned, error = reply.get("result"), reply.get("warned") is True, reply.get("error")
    if reply.get("passed") is not True:
        return SandboxMark(0, warned=warned, error=text_of(error)[:MAX_ERROR])
    if warned and warnings_cost:
        return SandboxMark(0, warned=warned, error="it wrote to stderr")
    try:
        points = float(result) if isinstance(result, str) else possible
    except ValueError:
        points = possible
    if math.isnan(points) or points < 0:
        points = 0
    return SandboxMark(min(points, possible), warned=warned)
