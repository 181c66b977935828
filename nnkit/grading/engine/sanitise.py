"""From whatever was handed in to a notebook that can be graded, with a report of what was repaired.

The instructor's source says which cells are tests, and theirs are the only ones that count.  From
the submission come the sources of its other cells, and nothing else: no metadata, no tags, no
outputs, no files.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import is_grade, is_solution, is_task

LARGEST = 50_000_000
HIDDEN = re.compile(r"(?ms)^[^\n]*BEGIN HIDDEN TESTS.*?END HIDDEN TESTS[^\n]*\n?")


class SubmissionError(ValueError):
    """A submission that cannot be graded; a plain sentence for the instructor."""


@dataclass
class Sanitised:
    """A notebook to grade, and what was repaired on the way.

    Attributes
    ----------
    notebook : NotebookNode
        Cells with a role carry the source's nbgrader metadata, the others none.
    repairs : list of str
    """

    notebook: NotebookNode
    repairs: list[str] = field(default_factory=list)


def sanitise(submission: bytes, source: NotebookNode) -> Sanitised:
    """Match a submission with the instructor's source.

    Parameters
    ----------
    submission : bytes
        The file as it was handed in.
    source : NotebookNode
        The instructor's notebook.

    Raises
    ------
    SubmissionError
        If there is no notebook in the file.
    """
    cells = _cells(submission)
    roles = {role(cell): cell for cell in source.cells if role(cell)}
    result = Sanitised(new_notebook(metadata=source.metadata))
    kept: list[NotebookNode] = []
    seen: dict[str, int] = {}
    order = []
    for cell in cells:
        name = role(cell)
        name = name if name in roles else ""
        original = roles.get(name)
        if original is None:
            kept.append(_plain(cell))
        elif is_test(original):
            order.append(name)
            if name in seen:
                result.repairs.append(f"a second copy of the test cell {name} was removed")
            elif _differs(cell, original):
                result.repairs.append(f"the test cell {name} had been edited and was restored")
            seen[name] = -1
        else:
            if name in seen:
                result.repairs.append(f"the answer cell {name} is there twice; both were run")
                kept[seen[name]] = _plain(kept[seen[name]])
            if cell.cell_type != original.cell_type:
                result.repairs.append(f"the cell {name} had its type changed and was restored")
            seen[name] = len(kept)
            kept.append(_with_role(cell, original))
    _put_tests(kept, source, seen, result)
    if order != [n for n in roles if n in order]:
        result.repairs.append("test cells had been moved and were put back")
    result.notebook.cells = kept
    return result


def role(cell: NotebookNode) -> str:
    """The grade id of a cell that is a test, an answer or a task; empty for others."""
    if is_grade(cell) or is_solution(cell) or is_task(cell):
        return str(cell.metadata["nbgrader"].get("grade_id", ""))
    return ""


def is_test(cell: NotebookNode) -> bool:
    """Whether a cell decides: graded automatically, not written by the student."""
    return bool(is_grade(cell) and not is_solution(cell) and cell.cell_type == "code")


def without_hidden(source: str) -> str:
    """A test cell as students see it."""
    return HIDDEN.sub("", source)


def _cells(submission: bytes) -> list[NotebookNode]:
    if len(submission) > LARGEST:
        raise SubmissionError(
            f"the file has {len(submission) >> 20} MB; {LARGEST >> 20} are allowed. "
            "Clear its outputs and hand it in again"
        )
    if not submission.strip():
        raise SubmissionError("the file is empty")
    try:
        text = submission.decode("utf-8-sig")
        data = json.loads(text)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise SubmissionError(f"the file is no notebook: {str(error).splitlines()[0]}") from None
    if not isinstance(data, dict) or not ("cells" in data or "worksheets" in data):
        raise SubmissionError("the file is no notebook: it has no cells")
    if data.get("nbformat") in (1, 2, 3):
        try:
            data = nbformat.reads(text, as_version=4)
        except Exception as error:  # nbformat raises many kinds
            raise SubmissionError(f"an old notebook that cannot be converted: {error}") from None
    cells = data.get("cells")
    if not isinstance(cells, list):
        raise SubmissionError("the file is no notebook: its cells are no list")
    return [_cell(cell) for cell in cells if isinstance(cell, dict)]


def _cell(data: dict[str, Any]) -> NotebookNode:
    """A cell of the right form from whatever stands in the file."""
    source = data.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        source = ""
    cell = new_code_cell(source) if data.get("cell_type") == "code" else new_markdown_cell(source)
    metadata = data.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if isinstance(nbgrader, dict) and isinstance(nbgrader.get("grade_id"), str):
        # Only the name is taken; what the role is, the source says.
        cell.metadata = nbformat.from_dict({"nbgrader": {"grade_id": nbgrader["grade_id"]}})
        cell.metadata.nbgrader.update(grade=True, solution=True)
    return cell


def _plain(cell: NotebookNode) -> NotebookNode:
    return (
        new_code_cell(cell.source) if cell.cell_type == "code" else new_markdown_cell(cell.source)
    )


def _with_role(cell: NotebookNode, original: NotebookNode) -> NotebookNode:
    restored = new_code_cell if original.cell_type == "code" else new_markdown_cell
    made = restored(cell.source, id=original.get("id") or role(original))
    made.metadata = nbformat.from_dict({"nbgrader": dict(original.metadata.nbgrader)})
    return made


def _differs(cell: NotebookNode, original: NotebookNode) -> bool:
    def form(text: str) -> str:
        return "\n".join(line.rstrip() for line in text.strip().splitlines())

    given = form(cell.source)
    if cell.cell_type != original.cell_type:
        return True
    return given not in (form(original.source), form(without_hidden(original.source)))


def _put_tests(
    kept: list[NotebookNode], source: NotebookNode, seen: dict[str, int], result: Sanitised
) -> None:
    """Put the source's test cells in, each behind the cells with a role that precede it there."""
    place = 0
    for original in source.cells:
        name = role(original)
        if not name:
            continue
        there = next((i for i, c in enumerate(kept) if role(c) == name), None)
        if there is not None:
            place = max(place, there + 1)
            continue
        if is_test(original):
            kept.insert(place, _with_role(original, original))
            if name not in seen:
                result.repairs.append(f"the test cell {name} was missing and was put back")
        else:
            kept.insert(place, _with_role(_empty(original), original))
            result.repairs.append(f"the answer cell {name} is missing; it counts as not answered")
        place += 1


def _empty(original: NotebookNode) -> NotebookNode:
    return new_code_cell("") if original.cell_type == "code" else new_markdown_cell("")
