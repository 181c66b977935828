"""A small assignment that attacks are tried on: one question of each kind of test cell.

An honest solution gets all 16 points, the released stub none.
"""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from nnkit.grading.grader.assignment import Assignment, Graded, Limits
from nnkit.grading.grader.grade import grade

SECRET = "not known to students"
SETUP = """\
import numpy as np
from numpy.testing import assert_allclose
from nnkit import check"""

ANSWERS = {
    "square": "def square(x):\n    return x**2",
    "total": "def total(values):\n    return np.sum(values)",
    "answer": "answer = 42",
    "parts": "def parts(n):\n    return list(range(n))",
    "affine": "def affine(W, b, a):\n    return W @ a + b",
}
TESTS = {
    "square": (
        4,
        "assert square(3) == 9\n### BEGIN HIDDEN TESTS\nassert square(-12) == 144\n"
        "assert square(0.5) == 0.25\n### END HIDDEN TESTS",
    ),
    "total": (3, "assert_allclose(total(np.arange(7.0)), 21.0)\nassert total([1.5, 2]) == 3.5"),
    "answer": (2, "assert answer == 42"),
    "parts": (5, "sum(parts(n) == list(range(n)) for n in (1, 2, 5, 7, 30))"),
    "affine": (2, 'check("02.affine", affine)'),
}
MOST = sum(points for points, _ in TESTS.values())


def metadata(grade_id: str, points: float | None = None) -> dict[str, Any]:
    role = {"grade": points is not None, "solution": points is None, "locked": points is not None}
    extra = {} if points is None else {"points": points}
    return {"nbgrader": {"grade_id": grade_id, "schema_version": 3, "task": False, **role, **extra}}


def source() -> NotebookNode:
    """The instructor's notebook."""
    cells = [new_markdown_cell("# Victim", id="title"), new_code_cell(SETUP, id="setup")]
    for name, answer in ANSWERS.items():
        points, test = TESTS[name]
        cells.append(new_code_cell(answer, id=name, metadata=metadata(name)))
        test_id = f"test-{name}"
        cells.append(new_code_cell(test, id=test_id, metadata=metadata(test_id, points)))
    return new_notebook(cells=cells)


NAME = "victim.ipynb"
QUICK = Assignment({NAME: nbformat.writes(source())}, limits=Limits(seconds=2.0, memory=256 << 20))
ASSIGNMENT = Assignment({NAME: nbformat.writes(source())}, limits=Limits(seconds=6.0))


def submission(
    answers: dict[str, str] | None = None, first: str = "", last: str = "", setup: str = SETUP
) -> NotebookNode:
    """A student's notebook: stubs but for the answers given, with cells before and after.

    Parameters
    ----------
    answers : dict
        Sources of answer cells by name.
    first, last : str
        Sources of a cell before and one behind all others.
    """
    notebook = source()
    for cell in notebook.cells:
        if cell.id in ANSWERS:
            cell.source = f"def {cell.id}(*args):\n    raise NotImplementedError"
            cell.source = (answers or {}).get(cell.id, cell.source)
        if cell.id == "setup":
            cell.source = setup
    if first:
        notebook.cells.insert(0, new_code_cell(first))
    if last:
        notebook.cells.append(new_code_cell(last))
    return notebook


def graded(notebook: NotebookNode | bytes, assignment: Assignment = ASSIGNMENT) -> Graded:
    """Grade a notebook."""
    data = notebook if isinstance(notebook, bytes) else nbformat.writes(notebook).encode()
    return grade(assignment, {NAME: data}, "mallory", SECRET)


def points(result: Graded) -> dict[str, float]:
    """Points by the name of the answer."""
    return {q.grade_id.removeprefix("test-"): q.points for q in result.verdicts}
