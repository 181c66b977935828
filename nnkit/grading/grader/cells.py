"""What a cell is for: what nbgrader's metadata say of it, and which exercise its code names."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from nnkit.checks.exercise import Exercise
from nnkit.course.catalogue import exercises, known, modules
from nnkit.grading.grader.notebook import Node, node

# Between which nbgrader hides tests, unless a course says otherwise.
HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
# The exercise's id and, where there is one, the name of the answer: check("05.delta", delta)
CHECK = re.compile(
    r"""^[ \t]*(?:\w+ *= *)?check\(\s*["']([^"']+)["'](?:\s*,\s*(\w+))?""", re.MULTILINE
)
SET_STUDENT = re.compile(r"""^(?:nnkit\.)?set_student\(\s*["']([^"'\n]+)["']""", re.MULTILINE)
VARIANT = re.compile(r"""\bvariant\(\s*["']([^"']+)["']""")


def cells_in(notebook: bytes) -> list[Node] | None:
    """The cells of a notebook that was graded; None if somebody has damaged it since."""
    try:
        return [_cell(cell) for cell in json.loads(notebook)["cells"]]
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None


def _cell(data: dict[str, Any]) -> Node:
    """A cell whose form is as it should be, with its source in one piece."""
    cell = Node(data, metadata=node(data["metadata"]), source="".join(data["source"]))
    grade_id(cell), max_points(cell), cell.cell_type
    for output in cell.get("outputs") or ():
        dict(output.get("data") or {})
    return cell


def grade_id(cell: Node) -> str:
    """The grade id of a cell that nbgrader knows; empty for others."""
    metadata = cell.metadata.get("nbgrader") or {}
    known = any(metadata.get(kind) for kind in ("grade", "solution", "task", "locked"))
    return str(metadata.get("grade_id", "")) if known else ""


def is_test(cell: Node) -> bool:
    """Whether a cell decides: graded automatically, not written by the student."""
    metadata = cell.metadata.get("nbgrader") or {}
    graded = metadata.get("grade") and not metadata.get("solution")
    return bool(graded) and cell.cell_type == "code"


def is_answer(cell: Node) -> bool:
    """Whether the student writes this cell."""
    metadata = cell.metadata.get("nbgrader") or {}
    return bool(metadata.get("solution") or metadata.get("task"))


def is_manual(cell: Node) -> bool:
    """Whether a person gives points for this cell."""
    metadata = cell.metadata.get("nbgrader") or {}
    graded = metadata.get("grade") and (metadata.get("solution") or cell.cell_type != "code")
    return bool(graded or metadata.get("task"))


def max_points(cell: Node) -> float:
    """The points that a cell can earn."""
    return float((cell.metadata.get("nbgrader") or {}).get("points") or 0)


def checked_exercises(cell: Node) -> list[str]:
    """The ids of the exercises that a cell checks."""
    return [id for id, _ in CHECK.findall(cell.source)] if cell.cell_type == "code" else []


def exercise_of(test: Node) -> Exercise | None:
    """The exercise of the catalogue that a test cell checks; None if it is a plain test."""
    ids = checked_exercises(test)
    return known(ids[-1]) if ids else None


def written_exercise(answer: Node, cells: Iterable[Node]) -> Exercise | None:
    """The exercise of a written answer, of the modules whose exercises its notebook checks."""
    checked = {id[:2] for cell in cells for id in checked_exercises(cell)}
    ids = {digits: f"{digits}.{grade_id(answer)}" for digits in sorted(checked & modules().keys())}
    found = (exercises(digits).get(id) for digits, id in ids.items())
    return next((exercise for exercise in found if exercise is not None), None)


def ids_set(cells: Iterable[Node]) -> list[str]:
    """The ids with which the code of cells calls `set_student`."""
    code = (cell.source for cell in cells if cell.cell_type == "code")
    return [id for source in code for id in SET_STUDENT.findall(source)]


def checksum(cell: Node) -> str:
    """What `nbgrader.utils.compute_checksum` gives, whose import takes a second.

    It tells whether a cell still is as the instructor left it.
    """
    metadata = cell.metadata.nbgrader
    is_grade, is_solution = metadata.get("grade", False), metadata.get("solution", False)
    is_locked = False if is_solution else True if is_grade else metadata.get("locked", False)
    parts = [cell.source, cell.cell_type, is_grade, is_solution, is_locked, metadata["grade_id"]]
    parts += [float(metadata["points"])] if is_grade else []
    text = "".join(map(str, parts)).encode("utf-8")
    return hashlib.md5(text, usedforsecurity=False).hexdigest()


def without_hidden(source: str, markers: tuple[str, str] = HIDDEN) -> str:
    """A test cell as students see it."""
    return _region(*markers).sub("", source)


def hidden_lines(source: str, markers: tuple[str, str] = HIDDEN) -> set[int]:
    """The numbers of the lines of a test cell that students do not see; the first line is 1."""
    found: set[int] = set()
    for region in _region(*markers).finditer(source):
        first = source.count("\n", 0, region.start()) + 1
        found.update(range(first, first + region[0].count("\n") + 1))
    return found


@cache
def _region(begin: str, end: str) -> re.Pattern[str]:
    return re.compile(rf"(?ms)^[^\n]*{re.escape(begin)}.*?{re.escape(end)}[^\n]*\n?")
