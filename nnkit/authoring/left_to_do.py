"""What a scaffold leaves to its author: exercises and cells that still say TODO."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat

from nnkit.authoring.canonical import sources
from nnkit.checks.exercise import Exercise

TODO = "TODO"


def left_in_exercise(exercise: Exercise) -> list[str]:
    """A sentence if any text of an exercise says so."""
    if TODO not in repr(vars(exercise)):
        return []
    return [f"{exercise.id}: a text still says {TODO}, which students would read."]


def left_in_notebooks(course: Path, module: str) -> Iterator[str]:
    """A sentence for each notebook of a module in whose cells something says so."""
    for path in sources(course, module):
        cells = nbformat.read(path, as_version=4).cells
        if left := [cell.id for cell in cells if TODO in cell.source]:
            where = f"{path.relative_to(course).as_posix()}: {', '.join(left)}"
            yield f"Cells still say {TODO}, which students would read, in {where}."
