"""What grading says about a submission: points from the gradebook, explanations from its record.

It is the same whether a submission was graded just now, last week, or by nbgrader's own command.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from nnkit.grading.classroom.record import GradingRecord, Marks
from nnkit.grading.grader.assignment import Assignment, CellVerdict
from nnkit.grading.grader.cells import max_points
from nnkit.grading.grader.notebook import encodable, read


@dataclass(frozen=True)
class Result:
    """What grading says about one submission.

    Attributes
    ----------
    student, module : str
    score, max_score : float
    record : GradingRecord
        Its verdicts have the points of the gradebook, which a person may have changed.
    error : str or None
        Why it could not be graded.
    page_error : str or None
        Why its student's page could not be made; the points stand.
    read : frozenset of (str, str)
        Notebook and grade id of the cells that a person gave points for.
    """

    student: str
    module: str
    score: float
    max_score: float
    record: GradingRecord = field(default_factory=GradingRecord)
    error: str | None = None
    page_error: str | None = None
    read: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(
        cls, student: str, module: str, record: GradingRecord, marks: Mapping[str, Marks]
    ) -> Result:
        """The result of a submission that is in the gradebook.

        Parameters
        ----------
        student, module : str
        record : GradingRecord
        marks : mapping of str to Marks
            By the notebooks' file names.
        """
        score = sum(of.score - of.penalty for of in marks.values())
        verdicts = tuple(_with_marks(verdict, marks) for verdict in record.verdicts)
        return cls(
            student,
            module,
            _whole(max(0.0, score)),
            _whole(sum(of.max_score for of in marks.values())),
            replace(record, verdicts=verdicts),
            read=frozenset((name, id) for name, of in marks.items() for id in of.read),
        )

    @classmethod
    def failed(cls, student: str, module: str, assignment: Assignment, error: str) -> Result:
        """The result of a submission that could not be graded."""
        cells = [cell for text in assignment.notebooks.values() for cell in read(text).cells]
        most = _whole(sum(map(max_points, cells)))
        return cls(student, module, 0, most, error=error)

    @property
    def status(self) -> str:
        """Either graded or failed."""
        return "failed" if self.error else "graded"

    @property
    def misconceptions(self) -> list[tuple[str, str]]:
        """Exercise and name of each misconception that showed."""
        return [(v.exercise, v.misconception) for v in self.record.verdicts if v.misconception]

    def is_unread(self, verdict: CellVerdict) -> bool:
        """Whether a written answer still waits for a person: it has no mark, not even 0."""
        if verdict.status != "manual" or verdict.points:
            return False
        return (verdict.notebook, verdict.grade_id) not in self.read

    @cached_property
    def possible(self) -> float:
        """What could be earned without the written answers that nobody has read yet."""
        written = [v for v in self.record.verdicts if v.status == "manual"]
        unread = sum(v.max_points for v in written if self.is_unread(v))
        return _whole(max(0.0, self.max_score - unread))

    def as_dict(self) -> dict[str, Any]:
        """The result as plain data."""
        exercises = [verdict.as_dict() for verdict in self.record.verdicts]
        return {
            "student": self.student,
            "module": self.module,
            "score": self.score,
            "max_score": self.max_score,
            "status": self.status,
            "error": self.error or self.page_error,
            "repairs": list(self.record.repairs),
            "seconds": self.record.seconds,
            "exercises": exercises,
        }


def as_json(course: str, seconds: float, results: Sequence[Result]) -> str:
    """Results as JSON."""
    levels = sorted({result.record.confinement for result in results if not result.error})
    data = {
        "schema": 1,
        "course": course,
        "seconds": round(seconds, 3),
        "confinement": " and ".join(levels) or "none",
        "submissions": [result.as_dict() for result in results],
    }
    return to_json(data)


def to_json(data: Any) -> str:
    """Plain data as JSON that may be looked at on a terminal: letters as such, the rest escaped."""
    text = encodable(json.dumps(data, indent=1, ensure_ascii=False))
    return "".join(c if c.isprintable() or c == "\n" else _escaped(c) for c in text) + "\n"


def _with_marks(verdict: CellVerdict, marks: Mapping[str, Marks]) -> CellVerdict:
    there = marks.get(verdict.notebook)  # a course may have lost one of its notebooks
    earned, _ = there.points.get(verdict.grade_id, (0, 0)) if there else (0, 0)
    return replace(verdict, points=_whole(earned or 0), max_points=_whole(verdict.max_points))


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1]


def _whole(points: float) -> float:
    """Points without a needless ``.0`` in the JSON."""
    return int(points) if points == int(points) else points
