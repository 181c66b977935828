"""The marks of whole assignments, read from the gradebook in three queries.

Object by object, as `read_marks` reads one submission, a class of 500 would take minutes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import func, select

from nnkit.grading.classroom.record import Marks

AllMarks = dict[tuple[str, str], dict[str, Marks]]
"""By assignment and student, then by the notebook's file name."""


def read_all_marks(gradebook: Gradebook, modules: Collection[str]) -> AllMarks:
    """What the gradebook has on all submissions of some assignments, but for comments."""
    found: AllMarks = {}
    try:
        possible = dict(_possible(gradebook, modules))
        by_id: dict[str, list[Any]] = {}
        for notebook, name, score, most, manual in _grades(gradebook, modules):
            by_id.setdefault(notebook, []).append((name, score, most, manual))
        for id, module, student, source, name, penalty in _notebooks(gradebook, modules):
            grades = by_id.get(id, [])
            found.setdefault((module, student), {})[f"{name}.ipynb"] = Marks(
                float(sum(score for _, score, _, _ in grades)),
                float(possible.get(source, 0.0)),
                penalty or 0,
                {cell: (score, most) for cell, score, most, _ in grades},
                read=tuple(sorted(cell for cell, _, _, manual in grades if manual is not None)),
            )
    finally:
        gradebook.db.remove()
    return found


def _notebooks(gradebook: Gradebook, modules: Collection[str]) -> Any:
    """Id, assignment, student, source, name and penalty of each notebook that was handed in."""
    return gradebook.db.execute(
        select(
            SubmittedNotebook.id,
            Assignment.name,
            SubmittedAssignment.student_id,
            Notebook.id,
            Notebook.name,
            SubmittedNotebook.late_submission_penalty,
        )
        .select_from(SubmittedNotebook)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .where(Assignment.name.in_(modules))
    )


def _grades(gradebook: Gradebook, modules: Collection[str]) -> Any:
    """Notebook, cell, score, possible score and a person's score of each grade."""
    cells, graded, tasks = (kind.__table__ for kind in (BaseCell, GradeCell, TaskCell))
    return gradebook.db.execute(
        select(
            Grade.notebook_id,
            cells.c.name,
            Grade.score,
            func.coalesce(graded.c.max_score, tasks.c.max_score, 0.0),
            Grade.manual_score,
        )
        .select_from(Grade)
        .join(cells, Grade.cell_id == cells.c.id)
        .outerjoin(graded, graded.c.id == cells.c.id)
        .outerjoin(tasks, tasks.c.id == cells.c.id)
        .join(Notebook, Notebook.id == cells.c.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .where(Assignment.name.in_(modules))
    )


def _possible(gradebook: Gradebook, modules: Collection[str]) -> Any:
    """Id and possible score of each of the assignments' notebooks."""
    return gradebook.db.execute(
        select(Notebook.id, Notebook.max_score)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .where(Assignment.name.in_(modules))
    ).all()
