"""What two witnesses say of a plain test, and what counts.

One is the test runner on this side of the border, which can only see what can be handed over.  The
other is the test among the student's cells, where it sees everything and can be deceived.  The
smaller of the two counts: what deceives one of them earns nothing.  A test that the runner does not
pass with the instructor's own solution is decided by the other alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from nnkit.checks.verdict import Verdict, number
from nnkit.grading.grader.assignment import Decided
from nnkit.grading.grader.cells import grade_id, without_hidden
from nnkit.grading.grader.notebook import Node, new_error, new_output
from nnkit.grading.grader.sandboxed_tests import SandboxMark

_DIFFERS = (
    "In the notebook itself this test passes, but what it needs could not be handed over to be "
    "compared. A person will look at it."
)


@dataclass(frozen=True)
class Witnesses:
    """What the plain tests of one notebook came to among the student's cells.

    Attributes
    ----------
    marks : dict of str to SandboxMark
        By grade id.
    alone : frozenset of str
        Grade ids of the tests that these marks decide alone.
    """

    marks: Mapping[str, SandboxMark] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()

    def points(self, test: Node) -> float | None:
        """What a test earned among the student's cells; None if it was not run there."""
        mark = self.marks.get(grade_id(test))
        return mark.points if mark else None

    def weigh(
        self, verdict: Verdict, test: Node, hidden: tuple[str, str]
    ) -> tuple[Verdict, Decided]:
        """The verdict that counts, and who decided it.

        Parameters
        ----------
        verdict : Verdict
            That of the test runner.
        test : Node
        hidden : (str, str)
            Between what tests are hidden from students.
        """
        mark = self.marks.get(grade_id(test))
        if mark is None:
            return verdict, "outside"
        if grade_id(test) in self.alone:
            return _by(mark, verdict, test, hidden), "inside"
        if mark.points < verdict.points:
            return _by(mark, verdict, test, hidden), "both"
        if mark.points > verdict.points:
            return verdict.with_note(_DIFFERS), "both"
        return verdict, "both"


def shown_points(verdict: Verdict) -> list[Node]:
    """The outputs in which nbgrader reads the points of a verdict."""
    if not verdict.points:
        return [new_error("AssertionError", verdict.message)]
    if verdict.points < verdict.max_points:
        return [new_output("execute_result", data={"text/plain": number(verdict.points)})]
    return []


def _by(mark: SandboxMark, verdict: Verdict, test: Node, hidden: tuple[str, str]) -> Verdict:
    """The verdict with the points of a mark."""
    if mark.points >= verdict.max_points:
        return replace(verdict, points=mark.points, status="passed", message="")
    if verdict.status == "not attempted" and not mark.points:
        return replace(verdict, points=0)
    if mark.points:
        return replace(verdict, points=mark.points, status="partial", message="")
    return replace(verdict, points=0, status="failed", message=_why(mark, test, hidden))


def _why(mark: SandboxMark, test: Node, hidden: tuple[str, str]) -> str:
    if mark.stopped:
        return f"This question was stopped: {mark.stopped}."
    if without_hidden(test.source, hidden) != test.source:
        return "A test failed: one that you see, or a hidden one."
    return (
        "This test failed. To see where, run all cells of your notebook from the top, "
        "this one included."
    )
