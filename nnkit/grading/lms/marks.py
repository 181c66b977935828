"""The marks of a course as they leave it: with penalties, and with what is not final yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.grade_rows import (
    CELL_NAME,
    grouped,
    of_comments,
    of_grades,
    of_notebooks,
)
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
    id = SubmittedAssignment.id
    of_grade = of_grades((id, CELL_NAME, Grade.score, Grade.needs_manual_grade), modules)
    of_comment = of_comments((id, CELL_NAME, Comment.manual_comment), modules)
    about = (Assignment.name, SubmittedAssignment.student_id, SubmittedAssignment.timestamp)
    of_notebook = of_notebooks(
        (id, *about, Assignment.max_score, SubmittedNotebook.late_submission_penalty), modules
    )
    db = gradebook.db
    try:
        grades = grouped(db.execute(of_grade.order_by(CELL_NAME)).all())
        comments = grouped(db.execute(of_comment.order_by(CELL_NAME)).all())
        notebooks = grouped(db.execute(of_notebook).all())
    finally:
        db.remove()
    marks = []
    for id, of in notebooks.items():
        module, student, timestamp, most, _ = of[0]
        own, penalty = grades.get(id, []), sum(notebook[-1] or 0.0 for notebook in of)
        raw = float(sum(score for _, score, _ in own))
        mark = Mark(
            student=student,
            module=module,
            raw=raw,
            penalty=penalty,
            score=max(0.0, raw - penalty),
            max_score=most,
            handed_in=timestamp.isoformat(" ") if timestamp else "",
            unread=tuple(name for name, _, waits in own if waits),
            comments=tuple((name, text) for name, text in comments.get(id, []) if text),
        )
        marks.append(mark)
    return sorted(marks, key=lambda mark: (mark.module, mark.student))


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
