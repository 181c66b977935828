"""A small class to grade: a course in a folder, with one quick assignment of asserts."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

MODULE = "quick"
NOTEBOOK = "quick.ipynb"
CONFIG = """\
from nnkit.grading.classroom.autograde import AUTOGRADE
from nnkit.grading.classroom.feedback import FEEDBACK

c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "modules"
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = AUTOGRADE
c.GenerateFeedback.preprocessors = FEEDBACK
c.SandboxedExecute.seconds = 20
"""
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
