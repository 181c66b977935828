"""Which submissions were graded by an earlier version of their assignment."""

from __future__ import annotations

from collections.abc import Sequence

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.api import Notebook as NotebookRow

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.submissions import Submission, graded_notebooks
from nnkit.grading.grader.cells import cells_in, grade_id, is_manual, is_test, max_points

GradedCells = dict[str, tuple[float, str | None]]
"""By grade id the points of a cell, and its text if that decides."""


def graded_by_earlier_version(
    course: Course, gradebook: Gradebook, submissions: Sequence[Submission]
) -> dict[str, list[str]]:
    """By module the students whose graded notebooks have other tests or points than now.

    Parameters
    ----------
    course : Course
    gradebook : Gradebook
        Has the present version; see `nnkit.grading.classroom.registration.register`.
    submissions : sequence of Submission
    """
    found: dict[str, list[str]] = {}
    for module in sorted({submission.module for submission in submissions}):
        present = _present(gradebook, module)
        for submission in submissions:
            if submission.module == module:
                try:
                    notebooks = graded_notebooks(course, submission)
                except OSError:  # reading its results tells what is wrong
                    continue
                then = {n: _graded(text) for n, text in notebooks.items() if n in present}
                if any(cells is not None and cells != present[n] for n, cells in then.items()):
                    found.setdefault(module, []).append(submission.student)
    return found


def _present(gradebook: Gradebook, module: str) -> dict[str, GradedCells]:
    try:
        rows = gradebook.find_assignment(module).notebooks
        return {f"{row.name}.ipynb": _registered(row) for row in rows}
    except MissingEntry:
        return {}
    finally:
        gradebook.db.remove()


def _registered(row: NotebookRow) -> GradedCells:
    written = {cell.name for cell in row.solution_cells}
    texts = {cell.name: cell.source for cell in row.source_cells}
    cells: GradedCells = {}
    for cell in [*row.grade_cells, *row.task_cells]:
        if cell.name in texts:  # others are kept for the marks that were given there
            decides = cell.cell_type == "code" and cell.name not in written
            cells[cell.name] = cell.max_score, texts[cell.name] if decides else None
    return cells


def _graded(notebook: bytes) -> GradedCells | None:
    """The graded cells of a notebook in autograded/; None if somebody damaged it."""
    cells = cells_in(notebook)
    if cells is None:
        return None
    graded = [cell for cell in cells if is_test(cell) or is_manual(cell)]
    return {grade_id(c): (max_points(c), c.source if is_test(c) else None) for c in graded}
