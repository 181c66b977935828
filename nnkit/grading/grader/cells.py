"""What nbgrader's metadata say that a cell is for: a test, an answer, a task, or given."""

from __future__ import annotations

import hashlib
import re
from functools import cache

from nnkit.grading.grader.notebook import Node

# Between which nbgrader hides tests, unless a course says otherwise.
HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


def role(cell: Node) -> str:
    """The grade id of a cell that nbgrader knows; empty for others."""
    about = cell.metadata.get("nbgrader") or {}
    known = any(about.get(kind) for kind in ("grade", "solution", "task", "locked"))
    return str(about.get("grade_id", "")) if known else ""


def is_test(cell: Node) -> bool:
    """Whether a cell decides: graded automatically, not written by the student."""
    about = cell.metadata.get("nbgrader") or {}
    graded = about.get("grade") and not about.get("solution")
    return bool(graded) and cell.cell_type == "code"


def is_answer(cell: Node) -> bool:
    """Whether the student writes this cell."""
    about = cell.metadata.get("nbgrader") or {}
    return bool(about.get("solution") or about.get("task"))


def is_read(cell: Node) -> bool:
    """Whether a person gives points for this cell."""
    about = cell.metadata.get("nbgrader") or {}
    graded = about.get("grade") and (about.get("solution") or cell.cell_type != "code")
    return bool(graded or about.get("task"))


def points(cell: Node) -> float:
    """The points that a cell can earn."""
    return float((cell.metadata.get("nbgrader") or {}).get("points") or 0)


def checksum(cell: Node) -> str:
    """What `nbgrader.utils.compute_checksum` gives, whose import takes a second.

    It tells whether a cell still is as the instructor left it.
    """
    about = cell.metadata.nbgrader
    is_grade, is_solution = about.get("grade", False), about.get("solution", False)
    is_locked = False if is_solution else True if is_grade else about.get("locked", False)
    parts = [cell.source, cell.cell_type, is_grade, is_solution, is_locked, about["grade_id"]]
    parts += [float(about["points"])] if is_grade else []
    text = "".join(map(str, parts)).encode("utf-8")
    return hashlib.md5(text, usedforsecurity=False).hexdigest()


def without_hidden(source: str, between: tuple[str, str] = HIDDEN) -> str:
    """A test cell as students see it."""
    return _region(*between).sub("", source)


@cache
def _region(begin: str, end: str) -> re.Pattern[str]:
    return re.compile(rf"(?ms)^[^\n]*{re.escape(begin)}.*?{re.escape(end)}[^\n]*\n?")
