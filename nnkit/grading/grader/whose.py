"""Answers that are right for another id's numbers, told when all of a notebook are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nnkit.checks.verdict import MIME, Verdict
from nnkit.course import student as students
from nnkit.course.whose import recognised
from nnkit.grading.grader.assignment import CellVerdict
from nnkit.grading.grader.cells import grade_id, ids_set, is_test
from nnkit.grading.grader.notebook import Node, encodable

MOST_NAMED = 20
"""Ids that a notebook may call `set_student` with and be looked at: each costs time."""


def with_whose_numbers(
    run: Callable[[], list[CellVerdict]], cells: Sequence[Node], student: str, repairs: list[str]
) -> list[CellVerdict]:
    """Run a notebook; where its answers are right for other numbers, its verdicts and cards say so.

    Parameters
    ----------
    run : callable
        Gives the verdicts, and the cells their outputs.
    cells : sequence of Node
    student : str
    repairs : list of str
        Gets a line for the instructor.
    """
    ids = [encodable(id) for id in ids_set(cells) if len(id) <= students.LONGEST_ID]
    named = [*dict.fromkeys(ids)][-MOST_NAMED:]
    with students.acting_for(student, students.secret(), students.classmates(), named):
        before = run()
        after, sentence = recognised(before, student)
    if sentence:
        repairs.insert(0, sentence)  # where nothing cuts it off
        changed = {new.grade_id: new for old, new in zip(before, after, strict=True) if new != old}
        for cell in cells:
            if is_test(cell) and grade_id(cell) in changed:
                _show(cell, changed[grade_id(cell)])
    return after


def _show(test: Node, verdict: CellVerdict) -> None:
    """Show a verdict in the place of the one that a test cell shows."""
    for output in test.outputs:
        if MIME in output.get("data", {}):
            output.data["text/html"] = verdict.html()
            output.data[MIME] = Verdict.as_dict(verdict)
