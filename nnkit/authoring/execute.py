"""Runs the notebooks of solutions/ from their tops, and knows which of them have to be run.

What the cells of a notebook show is stored in it, and tests compare it with what they show today.
``solutions/executed.json`` holds for each notebook a digest of its code and of the outputs that
its last run gave.  Whoever edits a cell, runs it by hand or clears an output makes the digest
differ, and the notebook is run again.  Text may change freely.  (The digest stands beside the
notebooks, not in them, because nbgrader would hand it on to the students.)
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from nnkit.authoring.canonical import NotebookError, canonical, sources
from nnkit.authoring.release import RECORD
from nnkit.checks.verdict import MIME, number

SECONDS = 600  # for one cell

log = logging.getLogger(__name__)


def digest(notebook: NotebookNode) -> str:
    """A digest of the code cells of a notebook and of their outputs."""
    cells = [[c.source, c.outputs] for c in notebook.cells if c.cell_type == "code"]
    return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()


def not_run(course: Path, module: str) -> list[Path]:
    """The notebooks of a module whose outputs are not those of a run of their code."""
    record = _record(course)
    return [
        path
        for path in sources(course, module)
        if record.get(_name(path)) != digest(nbformat.read(path, as_version=4))
    ]


def code_cells(path: Path) -> int:
    """How many cells of a notebook are to be run."""
    return sum(c.cell_type == "code" for c in nbformat.read(path, as_version=4).cells)


def execute(course: Path, path: Path, cell_done: Callable[[], None] = lambda: None) -> None:
    """Run a notebook in a fresh kernel, store what its cells show, and record that it was run.

    Parameters
    ----------
    course, path : Path
    cell_done : callable
        Called after each cell.

    Raises
    ------
    NotebookError
        If a cell raises, takes too long or ends the kernel, or a solution does not get all its
        points; names the cell.
    """
    notebook = nbformat.read(path, as_version=4)
    log.info("Running the cells of %s", path.relative_to(course))
    try:
        _run(notebook, path.parent, cell_done)
        _check_solved(notebook)
    except NotebookError as error:
        raise NotebookError(
            f"{path.relative_to(course)}: {error}\n"
            "Nothing was stored. Mend it and run `nnkit release` again."
        ) from None
    canonical(notebook, path.parent.name)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    record = _record(course) | {_name(path): digest(notebook)}
    kept = {name: record[name] for name in sorted(record) if (course / "solutions" / name).exists()}
    text = json.dumps(kept, indent=1) + "\n"
    (course / "solutions" / RECORD).write_text(text, encoding="utf-8", newline="\n")


def _run(notebook: NotebookNode, folder: Path, cell_done: Callable[[], None]) -> None:
    """Run the cells of a notebook, in place."""
    running = "the first"

    def start(cell: NotebookNode, cell_index: int) -> None:
        nonlocal running
        running = repr(cell.id)

    def complete(cell: NotebookNode, cell_index: int) -> None:
        cell_done()

    client: Any = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=SECONDS,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        on_cell_start=start,
        on_cell_complete=complete,
    )
    # An author runs it, not a student who is graded.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("NNKIT_")}
    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        raise NotebookError(f"cell {running} raises {error.ename}: {error.evalue}") from None
    except CellTimeoutError:
        raise NotebookError(f"cell {running} did not end within {SECONDS} seconds") from None
    except DeadKernelError:
        raise NotebookError(f"the kernel died in cell {running}") from None


def _check_solved(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            verdict = output.get("data", {}).get(MIME)
            if verdict and verdict["points"] < verdict["max_points"]:
                raise NotebookError(
                    f"cell {cell.id!r} gives the solution {number(verdict['points'])} of "
                    f"{number(verdict['max_points'])} points: {verdict['message']}"
                )


def _record(course: Path) -> dict[str, str]:
    path = course / "solutions" / RECORD
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
