"""An assignment with questions that a person marks: in words, in code, and a task."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from nnkit.grading.classroom.course import Course
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, about

MODEL = "Because $a < b$."
SCHEME = "2 points: a drawing"
QUESTION = "### Why?\n\nSay why."


def manual(grade_id: str, points: float, **role: bool) -> dict[str, Any]:
    metadata: Any = about(grade_id, points)
    metadata["nbgrader"] |= {"solution": True, "locked": False, **role}
    return metadata


def notebook(written: str, code: str = "", *own: str) -> str:
    """What a student hands in; `own` are cells after the task."""
    scheme = f"Draw it.\n\n=== BEGIN MARK SCHEME ===\n{SCHEME}\n=== END MARK SCHEME ==="
    task = manual("project", 4, grade=False, solution=False, task=True)
    cells = [
        new_markdown_cell("# Title", id="title"),
        new_markdown_cell(QUESTION, id="asks"),
        new_markdown_cell("It is short.", id="more"),
        new_markdown_cell(written, id="why", metadata=manual("why", 2)),
        new_markdown_cell("## Then", id="then"),
        new_code_cell(code, id="plot", metadata=manual("plot", 3)),
        new_markdown_cell(scheme, id="project", metadata=task),
        *(new_markdown_cell(text) for text in own),
        new_markdown_cell("The end.", id="end"),
    ]
    return str(nbformat.writes(new_notebook(cells=cells)))


def source(course: Course) -> None:
    """Put the instructor's notebook into a course."""
    text = f"<!-- BEGIN SOLUTION -->\n{MODEL}\n<!-- END SOLUTION -->"
    path = course.source(MODULE) / NOTEBOOK
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(notebook(text, "draw(1 < 2)"), encoding="utf-8")
