"""What grading says about a submission: points from the gradebook, explanations from the verdicts.

Everything here is read back from the course directory, so a report tells the same whether a
submission was graded just now, last week, or by nbgrader's own command.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from nbgrader.api import Grade, Gradebook, MissingEntry

from nnkit.checks.catalogue import exercises
from nnkit.checks.exercise import Exercise, Why
from nnkit.checks.verdict import Verdict
from nnkit.grading.course import Course
from nnkit.grading.gradebook import Note
from nnkit.grading.notebook import Cell, seconds_of, verdict_of


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

    @property
    def misconceptions(self) -> list[tuple[str, str]]:
        """Exercise and name of each misconception that showed."""
        return [(a.id, a.misconception) for a in self.exercises if a.misconception]


def failed(student: str, module: str, error: str, seconds: float | None = None) -> Result:
    """The result of a submission that could not be graded."""
    total = sum(e.points for e in exercises(module).values())
    return Result(student, module, 0, total, "failed", error, seconds=seconds)


def read_result(course: Course, gradebook: Gradebook, student: str, module: str) -> Result | None:
    """The result of a graded submission; None if it is not graded."""
    name = course.notebook(module)
    path = course.autograded(student, module) / name
    try:
        submission = gradebook.find_submission(module, student)
        graded = gradebook.find_submission_notebook(name.removesuffix(".ipynb"), module, student)
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (MissingEntry, OSError):
        return None
    grades = {grade.name: grade for grade in graded.grades}
    cells = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in notebook["cells"]}
    note = Note.read(notebook)
    penalty = submission.late_submission_penalty or 0
    return Result(
        student=student,
        module=module,
        score=_whole(max(0.0, submission.score - penalty)),
        max_score=_whole(submission.max_score),
        repairs=tuple(note.repairs),
        seconds=note.seconds,
        exercises=tuple(_answer(e, cells, grades) for e in exercises(module).values()),
    )


def as_json(course: str, seconds: float, results: list[Result]) -> str:
    """Results as JSON."""
    data = {
        "schema": 1,
        "course": course,
        "seconds": round(seconds, 3),
        "confinement": "none",
        "submissions": [asdict(result) for result in results],
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _answer(exercise: Exercise, cells: dict[str, Cell], grades: dict[str, Grade]) -> Answer:
    if isinstance(exercise, Why):
        return _written(exercise, grades.get(exercise.name))
    role = f"check-{exercise.name}"
    grade, check = grades.get(role), cells.get(role)
    if check is None:
        verdict = exercise.to_do("The check is missing from the submission; a person has to look.")
        return _of(verdict, grade)
    return _of(verdict_of(exercise, check, cells.get(exercise.name)), grade, seconds_of(check))


def _written(exercise: Why, grade: Grade | None) -> Answer:
    if grade is None or (grade.manual_score is None and grade.auto_score is not None):
        return _of(exercise.to_do("Nothing was written."), grade)
    read = grade.manual_score is not None
    return _of(exercise.verdict("manual", "" if read else "Waits for a person to read it."), grade)


def _of(verdict: Verdict, grade: Grade | None, seconds: float | None = None) -> Answer:
    """A verdict with the points of the gradebook, which a person may have changed."""
    return Answer(
        verdict.exercise,
        _whole(grade.score if grade else 0),
        _whole(verdict.max_points),
        verdict.status,
        verdict.misconception,
        verdict.message,
        seconds=seconds,
    )


def _whole(points: float) -> float:
    """Points without a needless ``.0`` in the JSON."""
    return int(points) if points == int(points) else points
