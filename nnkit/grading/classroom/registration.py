"""Register an assignment: tell the gradebook its cells and points, and learn how it is graded."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.api import Notebook as NotebookRow
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import ClearHiddenTests

from nnkit.checks.verdict import number
from nnkit.grading.classroom.cells import update_cells
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.generate import cells_to_register
from nnkit.grading.classroom.gradebook import GRADEBOOK_ERRORS, class_ids, gradebook_error
from nnkit.grading.classroom.kernels import is_python, language, other_kernels
from nnkit.grading.classroom.settings import SandboxSettings
from nnkit.grading.grader.assignment import Assignment
from nnkit.grading.grader.cells import grade_id, is_test
from nnkit.grading.grader.files import files_in

log = logging.getLogger(__name__)


def register(
    course: Course,
    gradebook: Gradebook,
    module: str,
    remark: Callable[[str], None] = log.warning,
) -> Assignment:
    """Register a module, unless the gradebook has exactly its cells already.

    Parameters
    ----------
    course : Course
    gradebook : Gradebook
    module : str
    remark : callable
        Takes a sentence for the instructor if points changed, or exercises are gone.

    Raises
    ------
    CourseError
        If a source cannot be read, nbgrader refuses it, or the gradebook cannot be written.
    """
    folder = course.source(module)
    sources = {name: _read(folder / name) for name in course.notebooks(module)}
    try:
        notebooks = _registered_notebooks(course, gradebook, module, sources, remark)
        students = class_ids(course, gradebook)
    except GRADEBOOK_ERRORS as error:
        raise gradebook_error(gradebook, error) from None
    finally:
        gradebook.db.remove()
    settings, hidden = SandboxSettings.of(course), ClearHiddenTests(config=course.config())
    log.info("Registered %r, with %d notebooks", module, len(notebooks))
    return Assignment(
        notebooks=notebooks,
        files={n: text for n, text in files_in(folder).items() if not n.endswith(".ipynb")},
        limits=settings.limits(module),
        hidden=(hidden.begin_test_delimeter, hidden.end_test_delimeter),
        confine=not settings.unconfined,
        warnings_cost=settings.warnings_cost,
        students=students,
    )


def is_registered(course: Course, gradebook: Gradebook, module: str) -> bool | None:
    """Whether the gradebook has exactly the tests, answers and points of a module's source.

    None where that cannot be told: the gradebook has nothing of it, or it cannot be read.
    """
    try:
        sources = {n: _read(course.source(module) / n) for n in course.notebooks(module)}
    except (CourseError, OSError):  # grading tells what is wrong
        return None
    try:
        registered = _registered(gradebook, module)
        return _same_cells(sources, registered) if registered else None
    finally:
        gradebook.db.remove()


def _read(path: Path) -> NotebookNode:
    try:
        text = path.read_text(encoding="utf-8")
        notebook: NotebookNode = nbformat.reads(text, as_version=4)
    except Exception as error:  # nbformat has many
        why = str(error).partition("\n")[0][:200]
        raise CourseError(f"{path} cannot be read as a notebook: {why}") from None
    written_in = language(notebook.metadata)
    if not is_python(written_in):
        raise CourseError(
            f"{path} is written in {written_in}; only Python notebooks can be graded."
        )
    return notebook


def _registered_notebooks(
    course: Course,
    gradebook: Gradebook,
    module: str,
    sources: Mapping[str, NotebookNode],
    remark: Callable[[str], None],
) -> dict[str, str]:
    """The instructor's notebooks as the gradebook has them, which is brought up to date."""
    registered = _registered(gradebook, module)
    if not _same_cells(sources, registered):
        before = _points(registered)
        try:
            cells = cells_to_register(course, module)
        except NbGraderException as error:
            raise CourseError(f"nbgrader does not take {course.source(module)}: {error}") from None
        kept = update_cells(gradebook, module, cells)
        registered = _registered(gradebook, module)
        if kernels := other_kernels(notebook.metadata for notebook in sources.values()):
            remark(f"{module}: {kernels}")
        _tell_changes(module, before, _points(registered), kept, remark)
    return {name: _as_registered(sources[name], registered[name]) for name in sources}


def _registered(gradebook: Gradebook, module: str) -> dict[str, NotebookRow]:
    """The notebooks of a module that the gradebook has, by file name."""
    try:
        return {f"{n.name}.ipynb": n for n in gradebook.find_assignment(module).notebooks}
    except MissingEntry:
        return {}


def _same_cells(sources: Mapping[str, NotebookNode], registered: Mapping[str, NotebookRow]) -> bool:
    """Whether the gradebook has exactly the tests, answers and points of the source.

    What only the marks of students keep there has no source and can earn nothing.
    """
    if not sources.keys() <= registered.keys():
        return False
    for name, there in registered.items():
        source = sources[name].cells if name in sources else []
        cells = {grade_id(c): c for c in source if grade_id(c)}
        points = {r: c.metadata.nbgrader.get("points") for r, c in cells.items()}
        graded = {
            c.name: c.max_score
            for c in there.grade_cells + there.task_cells
            if c.name in cells or c.max_score
        }
        if {r: float(p) for r, p in points.items() if p is not None} != graded:
            return False
        texts = {c.name: c.source for c in there.source_cells}
        if texts.keys() != cells.keys() or any(
            is_test(cell) and texts[r] != cell.source and "AUTOTEST" not in cell.source
            for r, cell in cells.items()
        ):
            return False
    return True


def _as_registered(notebook: NotebookNode, registered: NotebookRow) -> str:
    """The instructor's notebook, with the tests and checksums that the gradebook has."""
    sources = {cell.name: cell for cell in registered.source_cells}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
        if grade_id(cell) in sources:
            there = sources[grade_id(cell)]
            cell.metadata.nbgrader["checksum"] = there.checksum
            if is_test(cell):  # where autotests are written out
                cell.source = there.source
    return str(nbformat.writes(notebook))


def _points(registered: Mapping[str, NotebookRow]) -> dict[str, float]:
    cells = [cell for n in registered.values() for cell in n.grade_cells + n.task_cells]
    return {cell.name: cell.max_score for cell in cells}


def _tell_changes(
    module: str,
    before: Mapping[str, float],
    after: Mapping[str, float],
    kept: Sequence[str],
    remark: Callable[[str], None],
) -> None:
    changed = [
        f"{name} {number(before[name])} → {number(after[name])}"
        for name in after
        if name in before and before[name] != after[name] and name not in kept
    ]
    if changed:
        remark(
            f"Points of {module} changed ({', '.join(changed)}). What was graded before keeps its "
            "points until it is graded again with --regrade."
        )
    if kept:
        remark(
            f"The source of {module} no longer has {', '.join(sorted(set(kept)))}. "
            "Marks and comments that were given there stay and count, and no one can earn more."
        )
