"""Bring the gradebook's cells of an assignment up to its source, whatever was graded before.

nbgrader refuses that once there are submissions.  Here every mark and comment stays: a cell that
is new is added to each submission without a mark, and one that the source has no longer stays
with the marks that were given for it, and can earn no more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    SolutionCell,
    SourceCell,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.api import Notebook as NotebookRow
from nbgrader.utils import is_grade, is_locked, is_solution, is_task

from nnkit.grading.classroom.gradebook import transaction


def update_cells(
    gradebook: Gradebook, module: str, notebooks: Mapping[str, NotebookNode]
) -> list[str]:
    """Bring the cells up to date; return the names of those that only marks of students keep.

    Parameters
    ----------
    gradebook : Gradebook
    module : str
    notebooks : mapping of str to NotebookNode
        By file name, as nbgrader's converter makes them for its own gradebook.
    """
    kept: list[str] = []
    with transaction(gradebook):
        assignment = gradebook.update_or_create_assignment(module)
        rows = {f"{row.name}.ipynb": row for row in assignment.notebooks}
        for name in sorted({*rows, *notebooks}):
            row = rows.get(name) or NotebookRow(
                name=name.removesuffix(".ipynb"), assignment=assignment
            )
            kept += _update_notebook(gradebook.db, row, notebooks.get(name))
            if name in notebooks:
                for submission in assignment.submissions:
                    gradebook.db.add(_complete(submission, row))
            elif not row.submissions:
                gradebook.db.delete(row)
    return kept


def _update_notebook(db: Any, row: NotebookRow, notebook: NotebookNode | None) -> list[str]:
    wanted = {}
    if notebook is not None:
        row.kernelspec = json.dumps(notebook.metadata.get("kernelspec", {}))
        wanted = {key: values for cell in notebook.cells for key, values in _rows_of(cell)}
    there = {(type(c), c.name): c for c in [*row._base_cells, *row.source_cells]}
    for (kind, name), values in wanted.items():
        cell = there.get((kind, name)) or kind(name=name, notebook=row)
        for attribute, value in values.items():
            setattr(cell, attribute, value)
    db.add(row)
    db.flush()
    gone = [cell for key, cell in there.items() if key not in wanted]
    return [cell.name for cell in gone if not _removed(db, cell)]


def _rows_of(cell: NotebookNode) -> Iterable[tuple[tuple[type, str], dict[str, Any]]]:
    """What nbgrader's `SaveCells` keeps of a cell: kind and name of each row, and its values."""
    about = cell.metadata.get("nbgrader") or {}
    if is_grade(cell) or is_task(cell):
        values = {"max_score": float(about["points"]), "cell_type": cell.cell_type}
        yield (GradeCell if is_grade(cell) else TaskCell, about["grade_id"]), values
    if is_solution(cell):
        yield (SolutionCell, about["grade_id"]), {}
    if is_grade(cell) or is_solution(cell) or is_locked(cell) or is_task(cell):
        yield (
            (SourceCell, about["grade_id"]),
            {
                "cell_type": cell.cell_type,
                "locked": is_locked(cell),
                "source": cell.source,
                "checksum": about.get("checksum"),
            },
        )


def _removed(db: Any, cell: Any) -> bool:
    """Remove a cell that the source has no longer, unless a mark or comment hangs on it."""
    hanging = [*(getattr(cell, "grades", None) or ()), *(getattr(cell, "comments", None) or ())]
    if any(_is_given(row) for row in hanging):
        if isinstance(cell, (GradeCell, TaskCell)):
            cell.max_score = 0
        for row in hanging:
            if isinstance(row, Grade):
                row.needs_manual_grade = False
        return False
    for row in [*hanging, cell]:
        db.delete(row)
    return True


def _is_given(row: Grade | Comment) -> bool:
    if isinstance(row, Comment):
        return row.manual_comment is not None
    return any(p is not None for p in (row.auto_score, row.manual_score, row.extra_credit))


def _complete(submission: SubmittedAssignment, row: NotebookRow) -> SubmittedNotebook:
    """Give a submission what it lacks of a notebook; nobody has to mark what was not asked."""
    there = next((n for n in submission.notebooks if n.notebook is row), None)
    there = there or SubmittedNotebook(notebook=row, assignment=submission)
    graded = {grade.cell_id for grade in there.grades}
    commented = {comment.cell_id for comment in there.comments}
    for cell in row._base_cells:
        if not isinstance(cell, SolutionCell) and cell.id not in graded:
            Grade(cell_id=cell.id, notebook=there, needs_manual_grade=False)
        if not isinstance(cell, GradeCell) and cell.id not in commented:
            Comment(cell_id=cell.id, notebook=there)
    return there
