"""The marks of a course as they leave it: with penalties, and with what is not final yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.submissions import Submission, graded_notebooks, pending


@dataclass(frozen=True)
class Mark:
    """What a student has for a module.

    Attributes
    ----------
    student, module : str
    raw, penalty, score, max_score : float
        The score is what is left of the raw points after the penalty for handing in late.
    handed_in : str
        When, as far as that is known.
    unread : tuple of str
        What waits for a person, by grade id: the mark is not final.
    comments : tuple of (str, str)
        What persons wrote in formgrader: the grade id, and the comment.
    """

    student: str
    module: str
    raw: float
    penalty: float
    score: float
    max_score: float
    handed_in: str = ""
    unread: tuple[str, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()


def read_marks(gradebook: Gradebook, modules: Sequence[str]) -> list[Mark]:
    """All marks of some modules, by module and student; asked for at once, not row by row."""
    db, named = gradebook.db, Assignment.name.in_(list(modules))
    try:
        rows = db.query(Assignment.name, Assignment.max_score).filter(named)
        most = {module: points for module, points in rows}  # noqa: C416, rows are no pairs
        penalties = _of_notebooks(db, named)
        grades = _of_cells(db, named, Grade, Grade.score, Grade.needs_manual_grade)
        comments = _of_cells(db, named, Comment, Comment.manual_comment)
        rows = db.query(
            SubmittedAssignment.id,
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            Assignment.name,
        ).join(SubmittedAssignment.assignment)
        marks = []
        for id, student, timestamp, module in rows.filter(named):
            own, penalty = grades.get(id, []), penalties.get(id, 0.0)
            raw = float(sum(score for _, score, _ in own))
            mark = Mark(
                student=student,
                module=module,
                raw=raw,
                penalty=penalty,
                score=max(0.0, raw - penalty),
                max_score=most[module],
                handed_in=timestamp.isoformat(" ") if timestamp else "",
                unread=tuple(name for name, _, waits in own if waits),
                comments=tuple((name, text) for name, text in comments.get(id, []) if text),
            )
            marks.append(mark)
    finally:
        db.remove()
    return sorted(marks, key=lambda mark: (mark.module, mark.student))


def _of_notebooks(db: Any, named: Any) -> dict[str, float]:
    """By submission the penalties of its notebooks together."""
    rows = db.query(SubmittedNotebook.assignment_id, SubmittedNotebook.late_submission_penalty)
    rows = rows.join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    found: dict[str, float] = {}
    for submission, penalty in rows.join(SubmittedAssignment.assignment).filter(named):
        found[submission] = found.get(submission, 0.0) + (penalty or 0.0)
    return found


def _of_cells(db: Any, named: Any, table: Any, *values: Any) -> dict[str, list[Any]]:
    """By submission the name of each cell, and the values that a table has of it."""
    rows = (
        db.query(SubmittedNotebook.assignment_id, BaseCell.name, *values)
        .select_from(table)
        .join(SubmittedNotebook, table.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == table.cell_id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    )
    found: dict[str, list[Any]] = {}
    for submission, *said in rows.filter(named).order_by(BaseCell.name):
        found.setdefault(submission, []).append(said)
    return found


def not_graded(course: Course, modules: Sequence[str]) -> list[Submission]:
    """What was handed in, for the first time or again, and is not graded yet."""
    found = [Submission(s, m) for m in modules for s in course.submissions(m)]
    return [s for s in pending(course, found, feedback=False) if not _of_another(course, s)]


def _of_another(course: Course, submission: Submission) -> bool:
    """Whether something else than nnkit graded it, so that what was graded is not known."""
    notebooks = graded_notebooks(course, submission)
    return bool(notebooks) and not GradingRecord.read_all(notebooks).submitted


def two_decimals(points: float) -> str:
    """Points as they are written: ``17.50``; a half is rounded up, as people do."""
    return str(Decimal(repr(float(points))).quantize(Decimal("0.01"), ROUND_HALF_UP))
