"""The files that a student handed in: which is the notebook, what else is there, and its cells."""

from __future__ import annotations

import importlib.metadata
import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from nnkit.grading.grader.notebook import Node, encodable, new_cell, node

MAX_BYTES = 50_000_000


class SubmissionError(ValueError):
    """A submission that cannot be graded; a plain sentence for the instructor."""


def find_notebook(files: Mapping[str, bytes], expected: str, repairs: list[str]) -> bytes:
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


def other_files(files: Mapping[str, bytes], max_bytes: int, repairs: list[str]) -> dict[str, bytes]:
    """The files that are no notebooks, but for those that would hide a module.

    Raises
    ------
    SubmissionError
        If they are larger than `max_bytes` together.
    """
    others = {name: text for name, text in files.items() if not name.endswith(".ipynb")}
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


def read_cells(submission: bytes) -> list[Node]:
    """The cells of a file, whatever else is wrong with it.

    Raises
    ------
    SubmissionError
        If there is no notebook in the file.
    """
    if len(submission) > MAX_BYTES:
        raise SubmissionError(
            f"The file has {len(submission) >> 20} MB; {MAX_BYTES >> 20} are allowed. "
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
    cell = new_cell(
        str(data.get("cell_type")), encodable(source) if isinstance(source, str) else ""
    )
    if isinstance(data.get("id"), str):
        cell.id = encodable(data["id"])
    attachments = data.get("attachments")
    if cell.cell_type == "markdown" and _is_attachments(attachments):
        cell.attachments = attachments
    metadata = data.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if isinstance(nbgrader, dict) and isinstance(nbgrader.get("grade_id"), str):
        # Only the id is taken; what the cell is for, the instructor's source says.
        cell.metadata = node({"nbgrader": {"grade_id": nbgrader["grade_id"], "locked": True}})
    return cell


def _is_attachments(data: Any) -> bool:
    return isinstance(data, dict) and all(
        isinstance(bundle, dict) and all(isinstance(v, str) for v in bundle.values())
        for bundle in data.values()
    )
