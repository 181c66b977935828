"""What a student handed in: the cells of the notebook, and the files beside it."""

from __future__ import annotations

import codecs
import importlib.metadata
import json
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from nnkit.grading.grader.caps import Caps
from nnkit.grading.grader.cells import grade_id
from nnkit.grading.grader.files import MAX_NOTEBOOK, readable
from nnkit.grading.grader.notebook import Node, encodable, new_cell, node

# Browsers, mail programs and Windows add an ending, or write it in capitals.
_NOTEBOOK = re.compile(r"\.ipynb(\.\w{1,5})?\s*$", re.IGNORECASE)
MAX_NAME = 100  # characters that are shown of what a student calls a cell
_CONFLICT = re.compile(r"^<{7}( |$)", re.MULTILINE)


class SubmissionError(ValueError):
    """A submission that cannot be graded; a plain sentence for the instructor."""


def is_notebook(name: str) -> bool:
    """Whether a file has the name of a notebook."""
    return bool(_NOTEBOOK.search(name))


def other_files(files: Mapping[str, bytes], max_bytes: int, repairs: list[str]) -> dict[str, bytes]:
    """The files that are no notebooks, but for those that would hide a module.

    Raises
    ------
    SubmissionError
        If they are larger than `max_bytes` together.
    """
    others = {name: text for name, text in files.items() if not is_notebook(name)}
    total = sum(map(len, others.values()))
    if total > max_bytes:
        raise SubmissionError(
            f"The files beside the notebook have {total >> 20} MB; {max_bytes >> 20} are allowed."
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


def read_cells(
    submission: bytes, repairs: list[str] | None = None, source: Node | None = None
) -> list[Node]:
    """The cells of a file, whatever else is wrong with it.

    Parameters
    ----------
    submission : bytes
    repairs : list of str, optional
        Gets a line for each cell that is too long; it says so in the place of its text.
    source : Node, optional
        The instructor's notebook: what that has, a submission may have too.

    Raises
    ------
    SubmissionError
        If there is no notebook in the file, or one of too many cells.
    """
    if len(submission) > MAX_NOTEBOOK:
        raise SubmissionError(
            f"The file has {len(submission) >> 20} MB; {MAX_NOTEBOOK >> 20} are allowed. "
            "Clear its outputs and hand it in again."
        )
    if not submission.strip():
        raise SubmissionError("The file is empty.")
    caps = Caps.of(source.cells if source else ())
    text = _text(submission)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise SubmissionError(_why_not_json(text, error)) from None
    except RecursionError:
        raise SubmissionError("The file is no notebook: it is nested without end.") from None
    except MemoryError:
        raise SubmissionError("The file is no notebook: it holds too much to be read.") from None
    except ValueError:  # Python reads no number of that length
        raise SubmissionError("The file is no notebook: a number has too many digits.") from None
    if isinstance(data, dict) and data.get("nbformat") in (1, 2, 3):
        import nbformat

        sheets = data.get("worksheets")
        for sheet in sheets if isinstance(sheets, list) else []:
            _check_count(sheet.get("cells") if isinstance(sheet, dict) else None, caps)

        try:
            data = nbformat.reads(text, as_version=4)
        except Exception as error:  # nbformat raises many kinds
            reason = str(error).partition("\n")[0]
            raise SubmissionError(f"An old notebook that cannot be converted: {reason}.") from None
    cells = data.get("cells") if isinstance(data, dict) else None
    if not isinstance(cells, list):
        raise SubmissionError("The file has not the form of a notebook: it has no list of cells.")
    _check_count(cells, caps)
    read = [_cell(cell) for cell in cells if isinstance(cell, dict)]
    _bound(read, [] if repairs is None else repairs, caps)
    return read


def _check_count(cells: Any, caps: Caps) -> None:
    """Refuse a notebook of too many cells.

    Raises
    ------
    SubmissionError
    """
    if isinstance(cells, list) and len(cells) > caps.cells:
        raise SubmissionError(
            f"The notebook has {len(cells):,} cells; {caps.cells:,} are allowed. Take out those "
            "that are empty or not needed, and hand it in again."
        )


def _bound(cells: list[Node], repairs: list[str], caps: Caps) -> None:
    """Leave out texts that are too long, and attachments that are too many; cells say so."""
    left, attachments = caps.sources, caps.attachments
    for n, cell in enumerate(cells):
        which = readable(encodable(grade_id(cell))) or f"number {n + 1}"
        size = len(cell.source)
        left -= min(size, caps.source)
        why = ""
        if size > caps.source:
            why = f"has {size:,} characters; {caps.source:,} are allowed"
        elif left < 0 < size:
            why = f"stands behind {caps.sources:,} characters of other cells, and no more are read"
        if why:
            repairs.append(f"the cell {which[:MAX_NAME]} {why}: it was left out")
            message = f"This cell {why}. Make it shorter and hand it in again."
            cell.source = f"raise ValueError({message!r})" if cell.cell_type == "code" else message
        attachments -= len(cell.get("attachments", ()))
        if attachments < 0 and cell.pop("attachments", None):
            repairs.append(
                f"the pictures pasted into the cell {which[:MAX_NAME]} were left out: there are "
                f"more than {caps.attachments} in the notebook"
            )


def _text(submission: bytes) -> str:
    """A file as text.

    Raises
    ------
    SubmissionError
        If it is none.
    """
    wide = submission.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return submission.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        pass
    if submission.startswith(b"PK"):
        raise SubmissionError("The file is a zip archive under another name: unpack it.")
    raise SubmissionError("The file is not text: was another one renamed to it?")


def conflict_line(text: str) -> int:
    """The line in which git marks the first of two versions; 0 if there is none."""
    conflict = _CONFLICT.search(text)
    return text.count("\n", 0, conflict.start()) + 1 if conflict else 0


def _why_not_json(text: str, error: json.JSONDecodeError) -> str:
    """What is wrong with a file that is no notebook, in a sentence."""
    if line := conflict_line(text):
        return (
            f"The file holds two versions that git could not merge (line {line} has the conflict "
            "marker <<<<<<<). Settle on one of them and hand it in again."
        )
    if text.lstrip()[:1] == "<":
        return "The file is a web page, not the notebook: download the notebook itself."
    if error.msg == "Extra data" and text.lstrip()[:1] == "{":
        if text[error.pos] == "{":
            return (
                f"There are two notebooks in one file, the second from line {error.lineno} on. "
                "Hand in one of them."
            )
        return f"The notebook ends before line {error.lineno}; what follows has to be removed."
    if text.lstrip()[:1] == "{" and _ends_early(text, error):
        return (
            f"The file ends in the middle of the notebook (line {error.lineno}): was it cut off "
            "while it was saved or uploaded? Hand in the whole file."
        )
    return (
        f"The file is no notebook, or a damaged one (line {error.lineno} is not JSON): "
        "hand in the notebook as Jupyter saved it."
    )


def _ends_early(text: str, error: json.JSONDecodeError) -> bool:
    """Whether JSON breaks off, in a string or between two things."""
    return error.msg.startswith("Unterminated string") or error.pos >= len(text.rstrip()) - 6


def _cell(data: dict[str, Any]) -> Node:
    """A cell of the right form from whatever stands in the file."""
    source = data.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    cell = new_cell(
        str(data.get("cell_type")), encodable(source) if isinstance(source, str) else ""
    )
    metadata = data.get("metadata")
    about = metadata if isinstance(metadata, dict) else {}
    id = data.get("id") or about.get("id")  # Colab moves it into the metadata
    if isinstance(id, str):
        cell.id = encodable(id)
    attachments = data.get("attachments")
    if cell.cell_type == "markdown" and _is_attachments(attachments):
        cell.attachments = attachments
    nbgrader = about.get("nbgrader")
    if isinstance(nbgrader, dict) and isinstance(nbgrader.get("grade_id"), str):
        # Only the id is taken; what the cell is for, the instructor's source says.
        cell.metadata = node({"nbgrader": {"grade_id": nbgrader["grade_id"], "locked": True}})
    return cell


def _is_attachments(data: Any) -> bool:
    return isinstance(data, dict) and all(
        isinstance(bundle, dict) and all(isinstance(v, str) for v in bundle.values())
        for bundle in data.values()
    )
