"""Small classes to grade: a course in a folder, with one quick assignment.

`course` hands in `notebook`, which has one test; `hand_in` any notebooks, such as `mixed`, where
a written answer and a task wait for a person too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import MissingEntry

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.recording import Recorder
from nnkit.grading.classroom.registration import register
from nnkit.grading.classroom.worker import GradedSubmission, grade_submission
from nnkit.grading.grader.files import files_in

MODULE = "quick"
NOTEBOOK = "quick.ipynb"
CONFIG = """\
import nnkit.grading

c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "modules"
c.SandboxedExecute.seconds = 20
nnkit.grading.configure(c)
"""
WRONG = "def square(x):\n    return 3 * x"
ASKED = "YOUR ANSWER HERE"
RIGHT = "def square(x):\n    return x * x"
TEST = """\
assert square(3) == 9
### BEGIN HIDDEN TESTS
assert square(-12) == 144
### END HIDDEN TESTS"""


def about(grade_id: str, points: float | None = None) -> dict[str, object]:
    role = {"grade": points is not None, "solution": points is None, "locked": points is not None}
    extra = {} if points is None else {"points": points}
    return {"nbgrader": {"grade_id": grade_id, "schema_version": 3, "task": False, **role, **extra}}


def notebook(answer: str, first: str = "import numpy as np") -> str:
    """A notebook with an answer, and a first cell."""
    cells = [
        new_markdown_cell("# Squares", id="title"),
        new_code_cell(first, id="first"),
        new_code_cell(answer, id="square", metadata=about("square")),
        new_code_cell(TEST, id="test-square", metadata=about("test-square", 3)),
    ]
    text: str = nbformat.writes(new_notebook(cells=cells))
    return text


def course(folder: Path, answers: dict[str, str], first: str = "import numpy as np") -> Path:
    """A course in a folder, with what each student answered handed in."""
    (folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    files = {folder / "solutions" / MODULE / NOTEBOOK: notebook(RIGHT)}
    for student, answer in answers.items():
        files[folder / "submitted" / student / MODULE / NOTEBOOK] = notebook(answer, first)
    for path, text in files.items():
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return folder


def mixed(answer: str, written: str = ASKED) -> str:
    """A notebook with a test, a written answer and a task."""
    why: Any = about("why", 2)["nbgrader"]
    why |= {"solution": True, "locked": False}
    project: Any = about("project", 4)["nbgrader"]
    project |= {"grade": False, "task": True}
    cells = [
        new_code_cell(answer, id="square", metadata=about("square")),
        new_code_cell(TEST, id="test-square", metadata=about("test-square", 3)),
        new_markdown_cell(written, id="why", metadata={"nbgrader": why}),
        new_markdown_cell("Build it.", id="project", metadata={"nbgrader": project}),
    ]
    return str(nbformat.writes(new_notebook(cells=cells)))


def hand_in(folder: Path, handed_in: dict[str, str], config: str = CONFIG) -> Course:
    """A course with what students handed in."""
    files = {f"submitted/{s}/{MODULE}/{NOTEBOOK}": text for s, text in handed_in.items()}
    files[f"solutions/{MODULE}/{NOTEBOOK}"] = mixed(RIGHT)
    files["nbgrader_config.py"] = config
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Course(folder)


def record(course: Course, *students: str) -> None:
    """Grade and record submissions, here and now."""
    with open_gradebook(course) as gradebook:
        assignment = register(course, gradebook, MODULE)
        recorder = Recorder(course, gradebook)
        for student in students or course.submissions(MODULE):
            recorder.record(student, MODULE, *parts(course, student, assignment))


def parts(
    course: Course, student: str, assignment: Any
) -> tuple[GradedSubmission, dict[str, bytes]]:
    """What `Recorder.record` takes."""
    files = files_in(course.submitted(student, MODULE))
    return grade_submission(assignment, files, student, "", "none"), files


def grades(course: Course, student: str) -> dict[str, tuple[Any, ...]] | None:
    """By cell the automatic and the manual points, and whether a person is awaited."""
    with open_gradebook(course) as gradebook:
        try:
            found = gradebook.find_submission_notebook(NOTEBOOK[:-6], MODULE, student)
        except MissingEntry:
            return None
        return {g.name: (g.auto_score, g.manual_score, g.needs_manual_grade) for g in found.grades}


def whole(course: Course, student: str, points: float = 3) -> bool:
    """Whether a submission is recorded wholly, in the gradebook and in its folder."""
    path = course.autograded(student, MODULE) / NOTEBOOK
    [question, *_] = GradingRecord.read(path.read_bytes()).verdicts
    marks = grades(course, student)
    return question.points == points and marks is not None and marks["test-square"][0] == points
