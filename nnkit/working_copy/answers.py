"""What somebody has written into a notebook that the course gave them.

nbgrader keeps in each answer cell a checksum of how it was released, so an answer is found without
the released notebook.  A cell that Jupyter added has a random id; the course's have readable ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nnkit.grading.grader.cells import checksum, grade_id, is_answer
from nnkit.grading.grader.notebook import Node
from nnkit.working_copy.notebook import key, read

_RANDOM_ID = re.compile(r"[0-9a-f]{8}|[0-9a-f]{8}-[0-9a-f-]+")
_ASKED = re.compile(r"### Exercise (\d\d\.(\w+))")


@dataclass(frozen=True)
class Answers:
    """What a notebook has that the course did not give.

    Attributes
    ----------
    exercises : list of str
        Ids of those that are answered; for another course's notebook their grade ids.
    own_cells : int
        How many cells were added.
    """

    exercises: list[str]
    own_cells: int

    def __bool__(self) -> bool:
        return bool(self.exercises) or self.own_cells > 0

    def __str__(self) -> str:
        shown = ", ".join(self.exercises[:5])
        if len(self.exercises) > 5:
            shown += f" and {len(self.exercises) - 5} more"
        cells = "1 added cell" if self.own_cells == 1 else f"{self.own_cells} added cells"
        return ", ".join(filter(None, [shown, cells if self.own_cells else ""]))


def answers_in(content: bytes) -> Answers:
    """What was written into a released notebook.

    Parameters
    ----------
    content : bytes
        The file.

    Raises
    ------
    DamagedError
        If it is no notebook.
    """
    cells = read(content).cells
    asked = {name: id for cell in cells for id, name in _ASKED.findall(cell.source)}
    answered = [grade_id(cell) for cell in cells if is_answered(cell)]
    own = [cell for cell in cells if _is_added(cell)] if _has_readable_ids(cells) else []
    return Answers([asked.get(name, name) for name in dict.fromkeys(answered)], len(own))


def written_keys(content: bytes) -> set[str]:
    """What names the cells that a student has surely or perhaps written.

    Raises
    ------
    DamagedError
        If it is no notebook.
    """
    cells = read(content).cells
    if not _has_readable_ids(cells):
        return {key(cell) for cell in cells}
    return {key(cell) for cell in cells if is_answered(cell) or _is_added(cell)}


def is_answered(cell: Node) -> bool:
    """Whether an answer cell holds something else than it was released with."""
    written = is_answer(cell) and bool(cell.source.strip()) and "checksum" in cell.metadata.nbgrader
    return written and not is_as_released(cell)


def is_as_released(cell: Node) -> bool:
    """Whether an answer cell is surely untouched."""
    if not is_answer(cell):
        return False
    # JupyterLab lets one change a cell's type, of which the checksum knows.
    kind = cell.metadata.nbgrader.get("cell_type", cell.cell_type)
    try:
        return bool(cell.metadata.nbgrader.get("checksum") == checksum(Node(cell, cell_type=kind)))
    except (KeyError, TypeError, ValueError):  # metadata that nbgrader did not write
        return False


def _is_added(cell: Node) -> bool:
    random = _RANDOM_ID.fullmatch(str(cell.get("id") or "0" * 8))
    return bool(random and cell.source.strip() and not grade_id(cell))


def _has_readable_ids(cells: list[Node]) -> bool:
    """Whether it is a notebook of this course, in which cells are called as their grade ids."""
    graded = [cell for cell in cells if grade_id(cell)]
    return bool(graded) and any(cell.get("id") == grade_id(cell) for cell in graded)
