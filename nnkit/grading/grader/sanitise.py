"""From whatever was handed in to a notebook that can be graded, with a report of what was repaired.

The instructor's source says which cells are tests, and theirs are the only ones that count.  From
the submission come the sources of its other cells, pictures pasted into written answers, and
nothing else: no metadata, no tags, no outputs.
"""

from __future__ import annotations

from collections.abc import Sequence

from nnkit.checks.sizes import shortened
from nnkit.grading.grader.caps import MAX_REPAIR, MAX_REPAIRS
from nnkit.grading.grader.cells import HIDDEN, grade_id, is_answer, is_test, without_hidden
from nnkit.grading.grader.match import Match, same_text
from nnkit.grading.grader.notebook import Node, new_cell, new_notebook, node
from nnkit.grading.grader.placement import Place, Placement
from nnkit.grading.grader.submission import SubmissionError, conflict_line, read_cells


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
    given = read_cells(submission, repairs, source)
    match = Match(given, source, hidden)
    _check_origin(given, match, source)
    repairs += _recognised(match, source)
    bound = [names.bound | names.changed for names in match.names]
    placement = Placement(source.cells, match.indices, bound)
    cells = _student_cells(given, match.indices, placement, source, repairs)
    for index, source_cell in enumerate(source.cells):
        if not grade_id(source_cell) or (is_answer(source_cell) and index in placement.kept):
            continue
        copies = [given[n] for n in placement.copies.get(index, ())]
        place = placement.restored.get(index) or (placement.kept[index], 0)
        cells[place] = _restored(source_cell, copies, hidden, repairs)
    if any(index in placement.restored for index in match.indices):
        repairs.append("cells had been moved and were put back")
    return new_notebook([cell for _, cell in sorted(cells.items())], source.metadata)


def is_answered(submission: bytes, source: Node, hidden: tuple[str, str] = HIDDEN) -> bool:
    """Whether a file is a version of the instructor's notebook in which a student did something."""
    try:
        return Match(read_cells(submission, source=source), source, hidden).is_answered
    except SubmissionError:
        return False


def bounded_repairs(repairs: Sequence[str]) -> tuple[str, ...]:
    """What was put right as it is told: each thing once, and not without end."""
    once = [*dict.fromkeys(shortened(sentence, MAX_REPAIR) for sentence in repairs)]
    if len(once) <= MAX_REPAIRS:
        return tuple(once)
    return *once[:MAX_REPAIRS], f"and {len(once) - MAX_REPAIRS:,} more things were put right"


def _check_origin(cells: Sequence[Node], match: Match, source: Node) -> None:
    """Refuse a notebook that has nothing of the instructor's; an empty one is not answered.

    Raises
    ------
    SubmissionError
    """
    asked = any(grade_id(cell) for cell in source.cells)
    if asked and any(cell.source.strip() for cell in cells) and not match.is_of_source:
        raise SubmissionError(
            "None of the exercises was found in the file: no cell has a grade id, the text of a "
            "test or the names of an answer of theirs. Was another notebook handed in?"
        )


def _student_cells(
    given: Sequence[Node],
    indices: Sequence[int | None],
    placement: Placement,
    source: Node,
    repairs: list[str],
) -> dict[Place, Node]:
    """The student's own cells and answers, each where it stands."""
    cells: dict[Place, Node] = {}
    for n, (cell, index) in enumerate(zip(given, indices, strict=True)):
        source_cell = source.cells[index] if index is not None else None
        if conflict_line(cell.source):
            which = grade_id(source_cell) if source_cell is not None else ""
            which = which or f"number {n + 1}"
            repairs.append(f"the cell {which} holds two versions that git could not merge")
        if index is None or source_cell is None or not grade_id(source_cell):
            cells[n, 0] = _clean_cell(cell)
        elif is_answer(source_cell) and placement.kept[index] == n:
            if cell.cell_type != source_cell.cell_type:
                id = grade_id(source_cell)
                repairs.append(f"the cell {id} had its type changed and was restored")
            cells[n, 0] = _clean_cell(cell, source_cell)
        elif is_answer(source_cell):
            repairs.append(f"the answer cell {grade_id(source_cell)} is there twice; both were run")
            cells[n, 0] = _clean_cell(cell)
    return cells


def _restored(
    source_cell: Node, copies: Sequence[Node], hidden: tuple[str, str], repairs: list[str]
) -> Node:
    """A cell of the instructor's in place of what the student has of it."""
    id = grade_id(source_cell)
    if is_answer(source_cell):
        repairs.append(f"the answer cell {id} is missing; it counts as not answered")
        return _clean_cell(Node(source=""), source_cell)
    if not copies:
        what = "test cell" if is_test(source_cell) else "cell"
        repairs.append(f"the {what} {id} was missing and was put back")
    elif _differs(copies[0], source_cell, hidden):
        repairs.append(f"the cell {id} had been edited and was restored")
    if len(copies) > 1:
        repairs.append(f"a second copy of the cell {id} was removed")
    return _clean_cell(source_cell, source_cell)


def _recognised(match: Match, source: Node) -> list[str]:
    """What cells that had lost their grade ids were recognised by."""
    repairs = []
    for by, indices in match.found_by.items():
        ids = [grade_id(source.cells[index]) for index in sorted(indices)]
        shown = ", ".join(ids[:5]) + (" …" if len(ids) > 5 else "")
        repairs.append(f"cells without their grade ids were found by {by} ({len(ids)}): {shown}")
    return repairs


def _clean_cell(cell: Node, source_cell: Node | None = None) -> Node:
    """A new cell with the source of `cell` and, if there is one, the metadata of `source_cell`."""
    kind = (source_cell or cell).cell_type
    clean = new_cell(kind, cell.source)
    if kind == "markdown" and "attachments" in cell:
        clean.attachments = cell.attachments
    if source_cell is not None:
        clean.id = source_cell.get("id") or grade_id(source_cell)
        clean.metadata = node({"nbgrader": dict(source_cell.metadata.nbgrader)})
    return clean


def _differs(cell: Node, source_cell: Node, hidden: tuple[str, str]) -> bool:
    if cell.cell_type != source_cell.cell_type:
        return True
    visible = without_hidden(source_cell.source, hidden)
    return not any(same_text(cell.source, text) for text in (source_cell.source, visible))
