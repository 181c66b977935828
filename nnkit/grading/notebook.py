"""Read notebooks: parse one from a stranger, and find in a run one what its checks said."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

import nbformat
from nbformat import NotebookNode

from nnkit.checks.exercise import Exercise
from nnkit.checks.verdict import MIME, Status, Verdict

Cell = Mapping[str, Any]


class Unreadable(Exception):
    """A notebook that cannot be read; says why."""


def parse(content: bytes) -> NotebookNode:
    """Read a notebook.

    Raises
    ------
    Unreadable
        If it is none, with the reason in a sentence.
    """
    try:
        data = json.loads(content.decode("utf-8"))
        notebook: NotebookNode = nbformat.reads(json.dumps(data), as_version=4)
        nbformat.validate(notebook)
    except UnicodeDecodeError:
        raise Unreadable("It is not text: was another file renamed to it?") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}" if content.strip() else "it is empty"
        raise Unreadable(
            f"It is not whole ({where}): was it cut off while it was saved or uploaded?"
        ) from None
    except Exception as error:  # not the form of a notebook; nbformat raises many kinds
        reason = str(error).strip().split("\n")[0]
        raise Unreadable(f"It has not the form of a notebook: {reason}") from None
    return notebook


def verdict_of(exercise: Exercise, check: Cell, answer: Cell | None) -> Verdict:
    """The verdict that a check cell shows, or one that tells why it shows none.

    Parameters
    ----------
    exercise : Exercise
    check : mapping
        The cell that calls `check`.
    answer : mapping or None
        The cell with the answer; an error there explains one in the check.
    """
    for output in check.get("outputs", []):
        data = output.get("data", {}).get(MIME)
        if isinstance(data, Mapping) and data.get("status") in get_args(Status):
            points, status, message = data["points"], data["status"], str(data["message"])
            return Verdict(
                exercise.id, points, exercise.points, status, message, data["misconception"]
            )
    cells = ((answer, f"The cell of `{exercise.name}`"), (check, f"The check of `{exercise.name}`"))
    for cell, what in cells:
        for output in (cell or {}).get("outputs", []):
            if output["output_type"] == "error":
                return _without_verdict(exercise, what, output)
    return exercise.verdict("error", "The check gave no verdict; a person has to look at it.")


def _without_verdict(exercise: Exercise, what: str, error: Cell) -> Verdict:
    if error["ename"] == "NotImplementedError":
        return exercise.to_do()
    if error["ename"] in ("CellTimeoutError", "KeyboardInterrupt"):
        why = "did not come to an end: is there a loop that never stops?"
    else:
        # The name of the file that IPython makes of a cell says nothing to a student.
        text = re.sub(r"\(\S+\.py, (line \d+)\)", r"(\1)", error["evalue"])
        why = f"stopped with a {error['ename']}: {text}"
    return exercise.verdict("error", f"{what} {why}")


def seconds_of(cell: Cell) -> float | None:
    """How long a cell ran, from the times that its kernel reported; None if it reported none."""
    times = cell.get("metadata", {}).get("execution", {})
    try:
        start = datetime.fromisoformat(times["iopub.status.busy"])
        end = datetime.fromisoformat(times["shell.execute_reply"])
    except KeyError:
        return None
    return round((end - start).total_seconds(), 4)
