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
        penalties = _by_submission(db, named, SubmittedNotebook.late_submission_penalty)
        unread = _by_submission(db, named, Grade.needs_manual_grade, cell_of=Grade)
        comments = _by_submission(db, named, Comment.manual_comment, cell_of=Comment)
        rows = (
            db.query(SubmittedAssignment, Assignment.name).join(SubmittedAssignment.assignment)
        ).filter(named)
        marks = []
        for row, module in rows:
            penalty = float(sum(value for _, value in penalties.get(row.id, ())))
            marks.append(
                Mark(
                    student=row.student_id,
                    module=module,
                    raw=row.score,
                    penalty=penalty,
                    score=max(0.0, row.score - penalty),
                    max_score=row.max_score,
                    handed_in=row.timestamp.isoformat(" ") if row.timestamp else "",
                    unread=tuple(name for name, _ in unread.get(row.id, ())),
                    comments=tuple(comments.get(row.id, ())),
                )
            )
    finally:
        db.remove()
    return sorted(marks, key=lambda mark: (mark.module, mark.student))


def _by_submission(
    db: Any, named: Any, value: Any, cell_of: Any = None
) -> dict[str, list[tuple[str, Any]]]:
    """By submission the values that are there, and not 0, with the name of their cell."""
    name = BaseCell.name if cell_of else SubmittedNotebook.id
    rows = db.query(SubmittedNotebook.assignment_id, name, value)
    if cell_of:
        rows = rows.join(cell_of, cell_of.notebook_id == SubmittedNotebook.id)
        rows = rows.join(BaseCell, BaseCell.id == cell_of.cell_id)
    rows = rows.join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    found: dict[str, list[tuple[str, Any]]] = {}
    for submission, cell, said in rows.join(SubmittedAssignment.assignment).filter(named):
        if said:
            found.setdefault(submission, []).append((cell, said))
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
