"""The questions of an assignment as its instructor's notebooks have them: where, and whose text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nnkit.checks.exercise import Exercise
from nnkit.course.catalogue import exercises, modules
from nnkit.grading.classroom.course import Course
from nnkit.grading.grader.cells import checked_exercises, exercise_of, grade_id, is_manual, is_test
from nnkit.grading.grader.notebook import Node

Key = tuple[str, str]
"""Notebook and grade id of a graded cell."""

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """A graded cell.

    Attributes
    ----------
    exercise : Exercise or None
        What the cell checks, if it is one of the catalogue; never by the assignment's name alone.
    section : str
        The heading above it.
    """

    exercise: Exercise | None = None
    section: str = ""


def questions_of(course: Course, module: str) -> dict[Key, Question]:
    """The graded cells of a module, in order; none if its notebooks cannot be read."""
    found: dict[Key, Question] = {}
    folder = course.folder("source") / module
    for path in sorted(folder.glob("*.ipynb")):
        try:
            cells = json.loads(path.read_bytes())["cells"]
            asked = _questions([_without_outputs(cell) for cell in cells])
            found |= {(path.name, id): question for id, question in asked}
        except (OSError, ValueError, AttributeError, KeyError, TypeError):
            continue  # grading tells what is wrong with it
    return found


def _without_outputs(cell: dict[str, Any]) -> Node:
    kept = {key: cell[key] for key in ("cell_type", "metadata")}
    return Node(kept, source="".join(cell["source"]))


def exercise_named(module: str, id: str) -> Exercise | None:
    """The exercise of an id in one of this course's modules, where no notebook tells."""
    return exercises(module).get(id) if module in modules().values() else None


def _questions(cells: list[Node]) -> Iterator[tuple[str, Question]]:
    digits = {id[:2] for cell in cells for id in checked_exercises(cell)}
    section, level = "", 7
    for cell in cells:
        if cell.cell_type == "markdown":
            for marks, title in _HEADING.findall(cell.source):
                # A question's own heading, deeper than its section's, says nothing of where it is.
                if len(marks) <= max(2, min(level, 6)) or not section:
                    section, level = _plain(title), len(marks)
        if is_test(cell):
            yield grade_id(cell), Question(exercise_of(cell), section)
        elif is_manual(cell):
            yield grade_id(cell), Question(_written(grade_id(cell), digits), section)


def _written(grade_id: str, digits: set[str]) -> Exercise | None:
    """The exercise of a written answer: of the modules whose exercises its notebook checks."""
    slugs = (modules().get(d) for d in sorted(digits))
    found = (exercises(slug).get(f"{slug[:2]}.{grade_id}") for slug in slugs if slug)
    return next((e for e in found if e is not None), None)


def _plain(title: str) -> str:
    """A heading without Markdown's marks."""
    return re.sub(r"[*_`]+|\[([^\]]*)\]\([^)]*\)", r"\1", title).strip()
