"""The questions of an assignment as its instructor's notebooks have them: where, and whose text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from nnkit.checks.exercise import Exercise
from nnkit.grading.classroom.course import Course
from nnkit.grading.grader.cells import (
    cells_in,
    exercise_of,
    grade_id,
    is_manual,
    is_test,
    written_exercise,
)
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
        with suppress(OSError):  # grading tells what is wrong with it
            asked = _questions(cells_in(path.read_bytes()) or [])
            found |= {(path.name, id): question for id, question in asked}
    return found


def _questions(cells: list[Node]) -> Iterator[tuple[str, Question]]:
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
            yield grade_id(cell), Question(written_exercise(cell, cells), section)


def _plain(title: str) -> str:
    """A heading without Markdown's marks."""
    return re.sub(r"[*_`]+|\[([^\]]*)\]\([^)]*\)", r"\1", title).strip()
