"""What a student's page begins with: the marks, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nnkit.checks.verdict import Status, number
from nnkit.grading.classroom.record import GradingRecord, Marks
from nnkit.grading.grader.assignment import CellVerdict
from nnkit.grading.grader.cells import grade_id

NEXT = 3
_LONGEST = 300  # characters of an explanation
WORDS: dict[Status, str] = {
    "passed": "right",
    "partial": "partly right",
    "failed": "not yet right",
    "error": "stopped with an error",
    "not attempted": "not attempted",
    "manual": "read by a person",
}
WAITS = "waits for a person"


@dataclass(frozen=True)
class Line:
    """One exercise of a page.

    Attributes
    ----------
    name : str
        The exercise's id, or the grade id of another course's cell.
    link : str
        The grade id, which is the cell's anchor.
    points, max_points : float
    outcome : str
        In words.
    why : str
        What is wrong and what to do, cut short.
    waits : bool
        Whether a person has not read it yet, so that it counts neither way.
    comment : bool
        Whether a person has written a comment.
    """

    name: str
    link: str
    points: float
    max_points: float
    outcome: str
    why: str = ""
    waits: bool = False
    comment: bool = False

    @property
    def lost(self) -> float:
        """The points that it could still earn."""
        return 0.0 if self.waits else self.max_points - self.points

    @property
    def earned(self) -> str:
        """The points in words."""
        if self.waits:
            return f"– of {number(self.max_points)}"
        return f"{number(round(self.points, 2))} of {number(self.max_points)}"


@dataclass(frozen=True)
class Summary:
    """The marks of one notebook as its student reads them.

    Attributes
    ----------
    student, title : str
    score, max_score, penalty : str
        Numbers in words; the score with the penalty taken off, which is empty if there is none.
    lines : tuple of Line
        In the order of the notebook.
    late : str
        How late it was handed in, in a sentence; may be empty.
    """

    student: str
    title: str
    score: str
    max_score: str
    penalty: str
    lines: tuple[Line, ...]
    late: str = ""

    @property
    def next(self) -> list[Line]:
        """The exercises that lost most, the largest loss first."""
        lost = sorted(self.lines, key=lambda line: -line.lost)
        return [line for line in lost[:NEXT] if line.lost > 0]

    @property
    def others(self) -> int:
        """How many more exercises lost points."""
        return sum(line.lost > 0 for line in self.lines) - len(self.next)

    @property
    def waiting(self) -> list[Line]:
        """The answers that a person has still to read."""
        return [line for line in self.lines if line.waits]


def summary(
    cells: Sequence[Any], record: GradingRecord, marks: Marks, student: str, title: str
) -> Summary:
    """Sum up a graded notebook.

    Parameters
    ----------
    cells : sequence of NotebookNode
    record : GradingRecord
        How it was graded; may be empty.
    marks : Marks
    student, title : str
        Whose page it is, and of what.
    """
    return Summary(
        student,
        title,
        number(round(marks.score - marks.penalty, 2)),
        number(round(marks.max_score, 2)),
        number(round(marks.penalty, 2)) if marks.penalty else "",
        tuple(_lines(cells, record, marks)),
        marks.late,
    )


def _lines(cells: Sequence[Any], record: GradingRecord, marks: Marks) -> Iterator[Line]:
    verdicts = {verdict.grade_id: verdict for verdict in record.verdicts}
    for cell in cells:
        about, key = cell.metadata.get("nbgrader") or {}, grade_id(cell)
        if key in marks.points and (about.get("grade") or about.get("task")):
            yield replace(_line(key, verdicts.get(key), marks), comment=bool(about.get("comment")))


def _line(key: str, verdict: CellVerdict | None, marks: Marks) -> Line:
    points, most = marks.points[key]
    points, name = points or 0.0, verdict.exercise if verdict else key
    waits = verdict is not None and verdict.status == "manual" and key not in marks.read
    if verdict is None or verdict.status == "manual" or verdict.points != points:
        # A person gives the points, or has changed them.
        return Line(name, key, points, most, WAITS if waits else WORDS["manual"], waits=waits)
    why = _cut(verdict.message) if points < most else ""
    return Line(name, key, points, most, WORDS[verdict.status], why)


def _cut(message: str) -> str:
    """The first paragraph of an explanation."""
    text = " ".join(message.partition("\n\n")[0].split())
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rpartition(" ")[0].replace("`", "") + " …"
