"""What grading says about a submission: points from the gradebook, explanations from the notes.

A report tells the same whether a submission was graded just now, last week, or by nbgrader's own
command.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import nbformat
from nbgrader.api import BaseCell, Gradebook, MissingEntry, SubmittedAssignment
from sqlalchemy import select

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.grader.assignment import Assignment, CellVerdict
from nnkit.grading.grader.cells import max_points


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
    exercises: tuple[CellVerdict, ...] = ()
    confinement: str = "none"

    @property
    def misconceptions(self) -> list[tuple[str, str]]:
        """Exercise and name of each misconception that showed."""
        return [(a.exercise, a.misconception) for a in self.exercises if a.misconception]


def failed(student: str, module: str, assignment: Assignment, error: str, seconds: float) -> Result:
    """The result of a submission that could not be graded."""
    notebooks = (nbformat.reads(text, as_version=4) for text in assignment.notebooks.values())
    total = sum(max_points(cell) for notebook in notebooks for cell in notebook.cells)
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
        exercises=tuple(_with_marks(v, marks) for note in notes for v in note.verdicts),
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
    submissions = []
    for result in results:
        exercises = [verdict.as_dict() for verdict in result.exercises]
        for exercise in exercises:
            del exercise["notebook"], exercise["grade_id"]
        submissions.append({**vars(result), "exercises": exercises})
        del submissions[-1]["confinement"]
    data = {
        "schema": 1,
        "course": course,
        "seconds": round(seconds, 3),
        "confinement": " and ".join(levels) or "none",
        "submissions": submissions,
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _with_marks(verdict: CellVerdict, points: dict[tuple[str, str], float]) -> CellVerdict:
    """A verdict with the points of the gradebook, which a person may have changed."""
    earned = points.get((verdict.notebook, verdict.grade_id)) or 0
    return replace(verdict, points=_whole(earned), max_points=_whole(verdict.max_points))


def _whole(points: float) -> float:
    """Points without a needless ``.0`` in the JSON."""
    return int(points) if points == int(points) else points
