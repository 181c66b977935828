"""What grading says about a submission: points from the gradebook, explanations from the notes.

A report tells the same whether a submission was graded just now, last week, or by nbgrader's own
command.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import nbformat
from nbgrader.api import BaseCell, Gradebook, MissingEntry, SubmittedAssignment
from sqlalchemy import select

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.grader.assignment import Assignment, Question
from nnkit.grading.grader.cells import points


@dataclass(frozen=True)
class Answer:
    """What grading says about one exercise of a submission; the fields are those of the JSON."""

    id: str
    points: float
    max_points: float
    status: str
    misconception: str | None = None
    message: str = ""
    with_reference: bool = False
    seconds: float | None = None


@dataclass(frozen=True)
class Result:
    """What grading says about one submission; the fields are those of the JSON."""

    student: str
    module: str
    score: float
    max_score: float
    status: str = "graded"
    error: str | None = None
    repairs: tuple[str, ...] = ()
    seconds: float | None = None
    exercises: tuple[Answer, ...] = ()
    confinement: str = "none"

    @property
    def misconceptions(self) -> list[tuple[str, str]]:
        """Exercise and name of each misconception that showed."""
        return [(a.id, a.misconception) for a in self.exercises if a.misconception]


def failed(student: str, module: str, assignment: Assignment, error: str, seconds: float) -> Result:
    """The result of a submission that could not be graded."""
    notebooks = (nbformat.reads(text, as_version=4) for text in assignment.notebooks.values())
    total = sum(points(cell) for notebook in notebooks for cell in notebook.cells)
    return Result(student, module, 0, _whole(total), "failed", error, seconds=round(seconds, 3))


def read_result(course: Course, gradebook: Gradebook, student: str, module: str) -> Result | None:
    """The result of a graded submission; None if it is not graded."""
    paths = sorted(course.autograded(student, module).glob("*.ipynb"))
    try:
        notes = [GradingRecord.read(path.read_text(encoding="utf-8")) for path in paths]
        return result_of(gradebook, student, module, notes) if notes else None
    except (MissingEntry, OSError):
        return None


def result_of(
    gradebook: Gradebook, student: str, module: str, notes: Sequence[GradingRecord]
) -> Result:
    """The result of a submission that is in the gradebook.

    Parameters
    ----------
    gradebook : Gradebook
    student, module : str
    notes : sequence of Note
        Of all its notebooks.

    Raises
    ------
    MissingEntry
        If the gradebook does not have it.
    """
    submission = gradebook.find_submission(module, student)
    cells = cells_of(gradebook, submission)
    marks = {
        (f"{there.name}.ipynb", grade.name): grade.score
        for there in submission.notebooks
        for grade in there.grades
    }
    del cells
    penalty = sum(there.late_submission_penalty or 0 for there in submission.notebooks)
    return Result(
        student=student,
        module=module,
        score=_whole(max(0.0, submission.score - penalty)),
        max_score=_whole(submission.max_score),
        repairs=notes[0].repairs,
        seconds=notes[0].seconds,
        exercises=tuple(_answer(q, marks) for note in notes for q in note.questions),
        confinement=notes[0].confinement,
    )


def cells_of(gradebook: Gradebook, submission: SubmittedAssignment) -> Sequence[BaseCell]:
    """The cells of a submission, loaded at once.

    While somebody holds them, each grade finds its own here instead of asking the database.
    """
    notebooks = [there.notebook_id for there in submission.notebooks]
    some = select(BaseCell).where(BaseCell.notebook_id.in_(notebooks))
    found: Sequence[BaseCell] = gradebook.db.scalars(some).all()
    return found


def as_json(course: str, seconds: float, results: list[Result]) -> str:
    """Results as JSON."""
    levels = sorted({result.confinement for result in results if result.status == "graded"})
    submissions = [asdict(result) for result in results]
    for submission in submissions:
        del submission["confinement"]
    data = {
        "schema": 1,
        "course": course,
        "seconds": round(seconds, 3),
        "confinement": " and ".join(levels) or "none",
        "submissions": submissions,
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _answer(question: Question, points: dict[tuple[str, str], float]) -> Answer:
    """What grading noted, with the points of the gradebook, which a person may have changed."""
    return Answer(
        question.id,
        _whole(points.get((question.notebook, question.grade_id)) or 0),
        _whole(question.max_points),
        question.status,
        question.misconception,
        question.message,
        question.with_reference,
        round(question.seconds, 4),
    )


def _whole(points: float) -> float:
    """Points without a needless ``.0`` in the JSON."""
    return int(points) if points == int(points) else points
