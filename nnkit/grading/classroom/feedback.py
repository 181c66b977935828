"""The page that a student gets back: `nbgrader generate_feedback`'s own, made in any process.

It shows verdicts, points and comments; hidden tests are taken out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter
from nbgrader.api import SubmittedNotebook
from nbgrader.converters import GenerateFeedback
from nbgrader.preprocessors import GetGrades

from nnkit.grading.classroom.autograde import FEEDBACK
from nnkit.grading.grader.cells import HIDDEN, grade_id, is_test, without_hidden


@dataclass(frozen=True)
class Marks:
    """What the gradebook has on a notebook, as it travels to where the page is made.

    Attributes
    ----------
    score, max_score, penalty : float
    points : dict of str to (float, float)
        By cell: the points, and how many there are.
    comments : dict of str to str or None
        By cell.
    """

    score: float
    max_score: float
    penalty: float
    points: dict[str, tuple[float, float]] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, notebook: SubmittedNotebook) -> Marks:
        """Read them from the gradebook."""
        penalty = notebook.late_submission_penalty or 0
        return cls(
            notebook.score - penalty,
            notebook.max_score,
            penalty,
            {grade.name: (grade.score, grade.max_score) for grade in notebook.grades},
            {comment.name: comment.comment for comment in notebook.comments},
        )


def page(
    notebook: str,
    marks: Marks,
    student: str,
    module: str,
    name: str,
    hidden: tuple[str, str] = HIDDEN,
) -> str:
    """Make the page of a graded notebook.

    Parameters
    ----------
    notebook : str
        As it lies in autograded/.
    marks : Marks
    student, module, name : str
        Whose it is, and what.
    hidden : (str, str)
        Between what tests are hidden from students.
    """
    node = nbformat.reads(notebook, as_version=4)
    for cell in node.cells:
        about, key = cell.metadata.get("nbgrader") or {}, grade_id(cell)
        if is_test(cell):
            cell.source = without_hidden(cell.source, hidden)
        if key in marks.points:
            about["score"], about["points"] = marks.points[key]
        if key in marks.comments:
            about["comment"] = marks.comments[key]
    about = {"student": student, "assignment": module, "notebook": name.removesuffix(".ipynb")}
    about |= {"score": marks.score, "max_score": marks.max_score, "late_penalty": marks.penalty}
    resources: dict[str, Any] = {"nbgrader": about, "unique_key": about["notebook"]}
    made, _ = _exporter().from_notebook_node(node, resources)
    # nbgrader lists every exercise as "Test cell".
    link = re.compile(r'(<a href="#check-(\w+)">)Test cell<')
    return link.sub(rf"\g<1>{module[:2]}.\g<2><", made)


@cache
def _exporter() -> HTMLExporter:
    """The exporter that nbgrader would use, with its templates compiled once."""
    converter = GenerateFeedback()
    exporter: HTMLExporter = converter.exporter_class(parent=converter, config=converter.config)
    for preprocessor in FEEDBACK:
        if preprocessor is not GetGrades:  # the marks are there already
            exporter.register_preprocessor(preprocessor)  # type: ignore[no-untyped-call]
    return exporter
