"""From whatever was handed in to a notebook that can be graded, with a report of what was repaired.

The instructor's source says which cells are tests, and theirs are the only ones that count.  From
the submission come the sources of its other cells, pictures pasted into written answers, and
nothing else: no metadata, no tags, no outputs.
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from nnkit.grading.grader.cells import HIDDEN, is_answer, is_test, role, without_hidden
from nnkit.grading.grader.notebook import Node, new_cell, new_notebook, node

LARGEST = 50_000_000


class SubmissionError(ValueError):
    """A submission that cannot be graded; a plain sentence for the instructor."""


def choose(files: Mapping[str, bytes], expected: str, repairs: list[str]) -> bytes:
    """The notebook that was handed in, also if it was renamed.

    Raises
    ------
    SubmissionError
        If there is none, or several could be meant.
    """
    if expected in files:
        return files[expected]
    notebooks = [name for name in files if name.endswith(".ipynb") and "/" not in name]
    if len(notebooks) != 1:
        found = ", ".join(notebooks) or "no notebook"
        raise SubmissionError(f"{expected} is needed, but the folder has {found}.")
    repairs.append(f"{notebooks[0]} was graded as {expected}")
    return files[notebooks[0]]


def beside(files: Mapping[str, bytes], most: int, repairs: list[str]) -> dict[str, bytes]:
    """The files that lie beside a notebook, but for those that would hide a module.

    Raises
    ------
    SubmissionError
        If they are larger than `most` bytes together.
    """
    others = {name: text for name, text in files.items() if not name.endswith(".ipynb")}
    total = sum(map(len, others.values()))
    if total > most:
        raise SubmissionError(
            f"The files beside the notebook have {total >> 20} MB; {most >> 20} are allowed."
        )
    for name in list(others):
        top = PurePosixPath(name).parts[0]
        if top.partition(".")[0] in _modules() and (top != name or name.endswith((".py", ".so"))):
            repairs.append(f"the file {name} would hide a module and was left out")
            del others[name]
    return others


@cache
def _modules() -> frozenset[str]:
    """Top-level modules of Python and of what is installed."""
    installed = importlib.metadata.packages_distributions().keys()
    return sys.stdlib_module_names | installed | {"nnkit"}


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
        Cells with a role carry the source's nbgrader metadata, the others none.

    Raises
    ------
    SubmissionError
        If there is no notebook in the file.
    """
    roles = {role(cell): cell for cell in source.cells if role(cell)}
    kept: list[Node] = []
    seen: dict[str, int] = {}
    order = []
    for cell in read_cells(submission):
        name = role(cell)
        original = roles.get(name)
        if original is None:
            kept.append(_made(cell))
        elif not is_answer(original):
            order.append(name)
            if name in seen:
                repairs.append(f"a second copy of the cell {name} was removed")
            elif _differs(cell, original, hidden):
                repairs.append(f"the cell {name} had been edited and was restored")
            seen[name] = -1
        else:
            if name in seen:
                repairs.append(f"the answer cell {name} is there twice; both were run")
                kept[seen[name]] = _made(kept[seen[name]])
            if cell.cell_type != original.cell_type:
                repairs.append(f"the cell {name} had its type changed and was restored")
            seen[name] = len(kept)
            kept.append(_made(cell, original))
    _put_back(kept, source, seen, repairs)
    if order != [n for n in roles if n in order]:
        repairs.append("cells had been moved and were put back")
    return new_notebook(kept, source.metadata)


def read_cells(submission: bytes) -> list[Node]:
    """The cells of a file, whatever else is wrong with it.

    Raises
    ------
    SubmissionError
        If there is no notebook in the file.
    """
    if len(submission) > LARGEST:
        raise SubmissionError(
            f"The file has {len(submission) >> 20} MB; {LARGEST >> 20} are allowed. "
            "Clear its outputs and hand it in again."
        )
    if not submission.strip():
        raise SubmissionError("The file is empty.")
    try:
        text = submission.decode("utf-8-sig")
        data = json.loads(text)
    except UnicodeDecodeError:
        raise SubmissionError("The file is not text: was another one renamed to it?") from None
    except json.JSONDecodeError as error:
        raise SubmissionError(
            f"The file is no notebook, or not a whole one (line {error.lineno}): "
            "was it cut off while it was saved or uploaded?"
        ) from None
    except (RecursionError, ValueError):
        raise SubmissionError("The file is no notebook: it is nested without end.") from None
    if isinstance(data, dict) and data.get("nbformat") in (1, 2, 3):
        import nbformat

        try:
            data = nbformat.reads(text, as_version=4)
        except Exception as error:  # nbformat raises many kinds
            reason = str(error).partition("\n")[0]
            raise SubmissionError(f"An old notebook that cannot be converted: {reason}.") from None
    cells = data.get("cells") if isinstance(data, dict) else None
    if not isinstance(cells, list):
        raise SubmissionError("The file has not the form of a notebook: it has no list of cells.")
    return [_cell(cell) for cell in cells if isinstance(cell, dict)]


def _cell(data: dict[str, Any]) -> Node:
    """A cell of the right form from whatever stands in the file."""
    source = data.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    # A lone surrogate can be read from JSON, but not written again.
    source = source.encode("utf-8", "replace").decode() if isinstance(source, str) else ""
    cell = new_cell(str(data.get("cell_type")), source)
    pasted = data.get("attachments")
    if cell.cell_type == "markdown" and _is_attachments(pasted):
        cell.attachments = pasted
    metadata = data.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if isinstance(nbgrader, dict) and isinstance(nbgrader.get("grade_id"), str):
        # Only the name is taken; what the role is, the source says.
        about = {"grade_id": nbgrader["grade_id"], "locked": True}
        cell.metadata = node({"nbgrader": about})
    return cell


def _is_attachments(data: Any) -> bool:
    return isinstance(data, dict) and all(
        isinstance(bundle, dict) and all(isinstance(v, str) for v in bundle.values())
        for bundle in data.values()
    )


def _made(cell: Node, original: Node | None = None) -> Node:
    """A clean cell with the source of `cell` and, if there is one, the role of `original`."""
    kind = (original or cell).cell_type
    made = new_cell(kind, cell.source)
    if kind == "markdown" and "attachments" in cell:
        made.attachments = cell.attachments
    if original is not None:
        made.id = original.get("id") or role(original)
        made.metadata = node({"nbgrader": dict(original.metadata.nbgrader)})
    return made


def _differs(cell: Node, original: Node, hidden: tuple[str, str]) -> bool:
    def form(text: str) -> str:
        return "\n".join(line.rstrip() for line in text.strip().splitlines())

    if cell.cell_type != original.cell_type:
        return True
    visible = without_hidden(original.source, hidden)
    return form(cell.source) not in (form(original.source), form(visible))


def _put_back(kept: list[Node], source: Node, seen: dict[str, int], repairs: list[str]) -> None:
    """Put the source's own cells in, each behind the cells with a role that precede it there."""
    places = {role(cell): i for i, cell in enumerate(kept) if role(cell)}
    made, place = [], 0
    for original in source.cells:
        name = role(original)
        if name in places:
            place = max(place, places[name] + 1)
        elif name and is_answer(original):
            made.append((place, _made(Node(source=""), original)))
            repairs.append(f"the answer cell {name} is missing; it counts as not answered")
        elif name:
            made.append((place, _made(original, original)))
            if name not in seen:
                what = "test cell" if is_test(original) else "cell"
                repairs.append(f"the {what} {name} was missing and was put back")
    for shift, (place, cell) in enumerate(made):
        kept.insert(place + shift, cell)
