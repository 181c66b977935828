"""Marks as the gradebook has them: of one submission or of whole assignments in four queries.

Object by object, as nbgrader's own methods read them, a class of 500 would take minutes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Select

from nnkit.grading.classroom.deadlines import why_late
from nnkit.grading.classroom.grade_rows import (
    CELL_NAME,
    POSSIBLE,
    grouped,
    of_comments,
    of_grades,
    of_notebooks,
)
from nnkit.grading.classroom.record import Marks

AllMarks = dict[tuple[str, str], dict[str, Marks]]
"""By assignment and student, then by the notebook's file name."""


def read_all_marks(
    gradebook: Gradebook, modules: Collection[str], student: str | None = None
) -> AllMarks:
    """What the gradebook has on the submissions of some assignments.

    Parameters
    ----------
    gradebook : Gradebook
    modules : collection of str
    student : str, optional
        Only this student's.
    """
    found: AllMarks = {}

    def rows(query: Select[Any]) -> Any:
        whose = SubmittedAssignment.student_id == student
        return gradebook.db.execute(query if student is None else query.where(whose)).all()

    of_grade = (SubmittedNotebook.id, CELL_NAME, Grade.score, POSSIBLE, Grade.manual_score)
    of_comment = (SubmittedNotebook.id, CELL_NAME, Comment.comment)
    of_notebook = (
        *(SubmittedNotebook.id, Assignment.name, SubmittedAssignment.student_id, Notebook.id),
        *(Notebook.name, SubmittedNotebook.late_submission_penalty, SubmittedAssignment.id),
    )
    try:
        most = dict(rows(of_notebooks((Notebook.id, Notebook.max_score), modules).distinct()))
        grades = grouped(rows(of_grades(of_grade, modules)))
        comments = grouped(rows(of_comments(of_comment, modules)))
        notebooks = rows(of_notebooks(of_notebook, modules))
        for id, module, whose, source, name, penalty, of in notebooks:
            own = grades.get(id, [])
            found.setdefault((module, whose), {})[f"{name}.ipynb"] = Marks(
                float(sum(score for _, score, _, _ in own)),
                float(most.get(source, 0.0)),
                penalty or 0,
                {cell: (score, possible) for cell, score, possible, _ in own},
                dict(comments.get(id, [])),
                tuple(sorted(cell for cell, _, _, manual in own if manual is not None)),
                why_late(gradebook.db.get(SubmittedAssignment, of)) if penalty else "",
            )
    finally:
        gradebook.db.remove()  # a session remembers all that it has read
    return found
