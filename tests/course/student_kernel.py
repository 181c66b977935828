"""A kernel as a student has it: cells are run one by one, and nobody is graded."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from nnkit.checks.verdict import MIME as VERDICT
from nnkit.course.needs import MIME as NEEDS

Run = Callable[[str], NotebookNode]
NOT_A_STUDENTS = ("NBGRADER_EXECUTION", "JUPYTERHUB_USER")


@contextmanager
def student_kernel(folder: Path, home: Path, **environment: str) -> Iterator[Run]:
    """Start a kernel in a folder, with a home for what nnkit remembers; yields what runs a cell."""
    book = nbformat.v4.new_notebook()
    client = _client(book, folder, allow_errors=True)

    def run(source: str) -> NotebookNode:
        book.cells.append(nbformat.v4.new_code_cell(source))
        client.execute_cell(book.cells[-1], len(book.cells) - 1)
        return book.cells[-1]

    with client.setup_kernel(env=_environment(home) | environment):
        yield run


def run_all(path: Path, folder: Path, home: Path) -> list[NotebookNode]:
    """The code cells of a notebook after "Run all", which ends at the first error."""
    book = nbformat.read(path, as_version=4)
    _client(book, folder, allow_errors=False).execute(env=_environment(home))
    return [cell for cell in book.cells if cell.cell_type == "code"]


def _client(book: NotebookNode, folder: Path, *, allow_errors: bool) -> NotebookClient:
    return NotebookClient(
        book,
        timeout=120,
        kernel_name="python3",
        allow_errors=allow_errors,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
    )


def _environment(home: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("NNKIT_") and name not in NOT_A_STUDENTS
    }
    return {**kept, "NNKIT_HOME": str(home)}


def needs(cell: NotebookNode) -> list[str] | None:
    """What a cell says that it needs; None if it ran to its end."""
    for output in cell.outputs:
        found = output.get("data", {}).get(NEEDS)
        if found:
            numbers = ["numbers"] if found["numbers"] else []
            return [*found["exercises"], *numbers, *found["cells"]]
    return None


def error(cell: NotebookNode) -> str:
    """The name of the error with which a cell stopped; empty if it did not."""
    return next((o.ename for o in cell.outputs if o.output_type == "error"), "")


def message(cell: NotebookNode) -> str:
    """What the verdict says that a cell shows."""
    return next(o.data[VERDICT]["message"] for o in cell.outputs if VERDICT in o.get("data", {}))


def text(cell: NotebookNode) -> str:
    """What a cell shows as text."""
    return "".join(o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell.outputs)
