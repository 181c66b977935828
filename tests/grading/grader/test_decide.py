"""A verdict says what happened in a sentence, and never what a hidden test expects."""

from __future__ import annotations

import pytest

from nnkit.checks.verdict import Verdict
from nnkit.grading.grader.cells import HIDDEN
from nnkit.grading.grader.decide import STOPPED, decide, manual_verdict, not_handed_in
from nnkit.grading.grader.execute import Outcome
from nnkit.grading.grader.explain import NotDefined
from nnkit.grading.grader.notebook import Node, new_cell, new_error, node
from nnkit.grading.grader.remote_error import RemoteError

SOURCE = "visible = 1\n### BEGIN HIDDEN TESTS\nassert f == 42\n### END HIDDEN TESTS"


def cell(source: str, grade_id: str = "test-f", **metadata: object) -> Node:
    made = new_cell("code", source)
    about = {"grade_id": grade_id, "grade": True, "points": 3, "locked": True, **metadata}
    made.metadata = node({"nbgrader": about})
    return made


def verdict_on(outcome: Outcome, *cells: Node) -> Verdict:
    return decide("02.f", cell(SOURCE), outcome, cells, HIDDEN)


def remote(text: str, line: str) -> RemoteError:
    error = RemoteError(text)
    error.own_line = line
    return error


@pytest.mark.parametrize(
    ("outcome", "status", "message"),
    [
        (Outcome(), "passed", ""),
        (Outcome(1), "partial", ""),
        (Outcome(0), "failed", ""),
        (
            Outcome(-(10**4500)),
            "failed",
            "The test ends with (what cannot be shown): a number of points is not below 0.",
        ),
        (Outcome(error=NotImplementedError()), "not attempted", "Still to do."),
        (Outcome(error=AssertionError("too small")), "failed", "AssertionError: too small"),
        (Outcome(error=ValueError()), "error", "ValueError"),
        (Outcome(error=TimeoutError("It was stopped.")), "error", "It was stopped."),
        (
            Outcome(error=remote("no", "    line 2")),
            "error",
            "Your code stopped with a RemoteError: no\nline 2",
        ),
    ],
)
def test_what_a_test_gave(outcome: Outcome, status: str, message: str) -> None:
    verdict = verdict_on(outcome)
    assert (verdict.status, verdict.message) == (status, message)


def test_a_verdict_of_check_stays_but_for_the_points() -> None:
    value = Verdict("02.affine", 9, 9, "passed", "Right.")
    assert verdict_on(Outcome(value)) == Verdict("02.affine", 3, 3, "passed", "Right.")


@pytest.mark.parametrize(
    ("source", "outputs", "status", "message"),
    [
        ("", [], "not attempted", "Still to do: f is not defined."),
        ("g = 1", [], "error", "The cell for this answer ran, but f is not defined."),
        ("f = g", [("NotImplementedError", "")], "not attempted", "Still to do."),
        ("f = g", [(STOPPED, "This cell was stopped.")], "error", "This cell was stopped."),
        (
            "f = (",
            [("SyntaxError", "not closed (3219.py, line 1)")],
            "error",
            "The cell of `f` stopped with a SyntaxError: not closed (line 1)",
        ),
        (
            "f = ()",
            [("AttributeError", "x")],
            "error",
            "The cell of `f` stopped with an AttributeError: x",
        ),
        ("f = ()", [("SystemExit", "")], "error", "The cell of `f` stopped with a SystemExit"),
    ],
)
def test_why_a_name_is_missing(
    source: str, outputs: list[tuple[str, str]], status: str, message: str
) -> None:
    answer = cell(source, "f", solution=True)
    answer.outputs = [new_error(*output) for output in outputs]
    verdict = verdict_on(Outcome(error=NotDefined("f", "f")), answer)
    assert (verdict.status, verdict.message) == (status, message)


def test_what_a_person_reads_waits_unless_nothing_was_written() -> None:
    answer = cell("", "essay", solution=True, checksum="another")
    assert manual_verdict("a.ipynb", "01.essay", answer).status == "manual"
    assert not_handed_in("a.ipynb", answer).message == "a.ipynb was not handed in."
