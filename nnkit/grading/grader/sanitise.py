"""From whatever was handed in to a notebook that can be graded, with a report of what was repaired.

The instructor's source says which cells are tests, and theirs are the only ones that count.  From
the submission come the sources of its other cells, pictures pasted into written answers, and
nothing else: no metadata, no tags, no outputs.
"""

from __future__ import annotations

from nnkit.grading.grader.cells import HIDDEN, grade_id, is_answer, is_test, without_hidden
from nnkit.grading.grader.notebook import Node, new_cell, new_notebook, node
from nnkit.grading.grader.submission import read_cells


def sanitise(
    submission: bytes, source: Node, repairs: list[str], hidden: tuple[str, str] = HIDDEN
) -> Node:
    """Match a submission with the instructor's source.

    Parameters
    ----------
    submission : bytes
        The file as it was handed in.
    source : Node
        The instructor's notebook.
    repairs : list of str
        Gets a line for each thing that was put right.
    hidden : (str, str)
        Between what tests are hidden from students.

    Returns
    -------
    Node
        Cells with a grade id carry the source's nbgrader metadata, the others none.

    Raises
    ------
    SubmissionError
        If there is no notebook in the file.
    """
    originals = {grade_id(cell): cell for cell in source.cells if grade_id(cell)}
    cells: list[Node] = []
    seen: dict[str, int] = {}  # by grade id the place in `cells`, -1 for cells that are restored
    order = []
    for cell in read_cells(submission):
        id = grade_id(cell)
        original = originals.get(id)
        if original is None:
            cells.append(_clean_cell(cell))
        elif not is_answer(original):
            order.append(id)
            if id in seen:
                repairs.append(f"a second copy of the cell {id} was removed")
            elif _differs(cell, original, hidden):
                repairs.append(f"the cell {id} had been edited and was restored")
            seen[id] = -1
        else:
            if id in seen:
                repairs.append(f"the answer cell {id} is there twice; both were run")
                cells[seen[id]] = _clean_cell(cells[seen[id]])
            if cell.cell_type != original.cell_type:
                repairs.append(f"the cell {id} had its type changed and was restored")
            seen[id] = len(cells)
            cells.append(_clean_cell(cell, original))
    _restore(cells, source, seen, repairs)
    if order != [id for id in originals if id in order]:
        repairs.append("cells had been moved and were put back")
    return new_notebook(cells, source.metadata)


def _clean_cell(cell: Node, original: Node | None = None) -> Node:
    """A new cell with the source of `cell` and, if there is one, the metadata of `original`."""
    kind = (original or cell).cell_type
    clean = new_cell(kind, cell.source)
    if kind == "markdown" and "attachments" in cell:
        clean.attachments = cell.attachments
    if original is not None:
        clean.id = original.get("id") or grade_id(original)
        clean.metadata = node({"nbgrader": dict(original.metadata.nbgrader)})
    return clean


def _differs(cell: Node, original: Node, hidden: tuple[str, str]) -> bool:
    def normal(text: str) -> str:
        return "\n".join(line.rstrip() for line in text.strip().splitlines())

    if cell.cell_type != original.cell_type:
        return True
    visible = without_hidden(original.source, hidden)
    return normal(cell.source) not in (normal(original.source), normal(visible))


def _restore(cells: list[Node], source: Node, seen: dict[str, int], repairs: list[str]) -> None:
    """Insert the source's own cells, each behind the cells that precede it there."""
    places = {grade_id(cell): i for i, cell in enumerate(cells) if grade_id(cell)}
    inserted, place = [], 0
    for original in source.cells:
        id = grade_id(original)
        if id in places:
            place = max(place, places[id] + 1)
        elif id and is_answer(original):
            inserted.append((place, _clean_cell(Node(source=""), original)))
            repairs.append(f"the answer cell {id} is missing; it counts as not answered")
        elif id:
            inserted.append((place, _clean_cell(original, original)))
            if id not in seen:
                what = "test cell" if is_test(original) else "cell"
                repairs.append(f"the {what} {id} was missing and was put back")
    for shift, (place, cell) in enumerate(inserted):
        cells.insert(place + shift, cell)
