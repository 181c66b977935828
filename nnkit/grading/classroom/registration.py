"""Register an assignment: tell the gradebook its cells and points, and learn how it is graded."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.api import Notebook as NotebookRow
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests

from nnkit.checks.verdict import number
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.generate import generate
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
        Takes a sentence for the instructor if points changed.

    Raises
    ------
    CourseError
        If nbgrader refuses.
    """
    folder = course.folder("source") / module
    sources = {name: _read(folder / name) for name in course.notebooks(module)}
    registered = _registered(gradebook, module)
    if not _same_cells(sources, registered):
        before = _points(registered)
        gradebook.db.remove()  # nbgrader's converter opens the gradebook itself
        _generate(course, module)
        registered = _registered(gradebook, module)
        _tell_changes(module, before, _points(registered), remark)
    notebooks = {name: _as_registered(sources[name], registered[name]) for name in sources}
    gradebook.db.remove()
    settings, hidden = SandboxSettings.of(course), ClearHiddenTests(config=course.config())
    log.info("Registered %r, with %d notebooks", module, len(notebooks))
    return Assignment(
        notebooks=notebooks,
        files={n: text for n, text in files_in(folder).items() if not n.endswith(".ipynb")},
        limits=settings.limits(module),
        hidden=(hidden.begin_test_delimeter, hidden.end_test_delimeter),
        confine=not settings.unconfined,
    )


def _read(path: Path) -> NotebookNode:
    notebook: NotebookNode = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    return notebook


def _registered(gradebook: Gradebook, module: str) -> dict[str, NotebookRow]:
    """The notebooks of a module that the gradebook has, by file name."""
    try:
        return {f"{n.name}.ipynb": n for n in gradebook.find_assignment(module).notebooks}
    except MissingEntry:
        return {}


def _same_cells(sources: Mapping[str, NotebookNode], registered: Mapping[str, NotebookRow]) -> bool:
    """Whether the gradebook has exactly the tests, answers and points of the source."""
    if registered.keys() != sources.keys():
        return False
    for name, notebook in sources.items():
        cells = {grade_id(c): c for c in notebook.cells if grade_id(c)}
        points = {r: c.metadata.nbgrader.get("points") for r, c in cells.items()}
        there = registered[name]
        graded = {c.name: c.max_score for c in there.grade_cells + there.task_cells}
        if {r: float(p) for r, p in points.items() if p is not None} != graded:
            return False
        texts = {c.name: c.source for c in there.source_cells}
        if texts.keys() != cells.keys() or any(
            is_test(cell) and texts[r] != cell.source and "AUTOTEST" not in cell.source
            for r, cell in cells.items()
        ):
            return False
    return True


def _generate(course: Course, module: str) -> None:
    """Let nbgrader's converter tell the gradebook the module's cells."""
    address = CourseDirectory(config=course.config()).db_url
    with tempfile.TemporaryDirectory() as scratch:
        try:
            generate(course.root, module, Path(scratch), address)
        except NbGraderException:
            raise CourseError(
                f"nbgrader does not take {module} into the gradebook; "
                f"`nbgrader generate_assignment --force {module!r}` tells why. It refuses "
                "where exercises were added or removed after the first submission was graded; "
                "if that is so, move the gradebook and "
                f"{course.folder('autograded').name}/ away and grade anew."
            ) from None


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
    return {cell.name: cell.max_score for n in registered.values() for cell in n.grade_cells}


def _tell_changes(
    module: str,
    before: Mapping[str, float],
    after: Mapping[str, float],
    remark: Callable[[str], None],
) -> None:
    changed = [
        f"{name} {number(before[name])} → {number(after[name])}"
        for name in after
        if name in before and before[name] != after[name]
    ]
    if changed:
        remark(
            f"Points of {module} changed ({', '.join(changed)}). What was graded before keeps its "
            "points until it is graded again with --regrade."
        )
