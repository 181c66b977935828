"""Run a notebook as its student's own machine would, and print what its checks say."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from nnkit.checks.catalogue import find
from nnkit.checks.verdict import Verdict, number
from nnkit.grading.notebook import Unreadable, parse, verdict_of

CHECK = re.compile(r'^check\("([^"]+)"', re.MULTILINE)


def check_notebook(path: Path, timeout: int) -> bool:
    """Run one notebook, print its verdicts, and say whether all of them pass.

    Parameters
    ----------
    path : Path
    timeout : int
        Seconds that one cell may take.
    """
    print(path)
    try:
        notebook = _read(path)
        _run(notebook, path.resolve().parent, timeout)
        verdicts = _verdicts(notebook)
    except Unreadable as error:
        print(f"  {error}\n")
        return False
    for verdict in verdicts:
        # What passed takes one line, what is to be done is told in full.
        told = verdict.headline if verdict.status == "passed" else f"{verdict}\n"
        print("\n".join(f"  {line}".rstrip() for line in told.split("\n")))
    points = number(sum(v.points for v in verdicts))
    print(f"  {points} of {number(sum(v.max_points for v in verdicts))} points.", end=" ")
    to_do = [v.exercise for v in verdicts if v.status != "passed"]
    print(f"Still to do: {', '.join(to_do)}.\n" if to_do else "Everything passes.\n")
    return not to_do


def _read(path: Path) -> NotebookNode:
    try:
        notebook = parse(path.read_bytes())
    except FileNotFoundError:
        raise Unreadable("There is no such file.") from None
    except OSError as error:
        raise Unreadable(f"It cannot be read: {error.strerror}.") from None
    if not any(_id(cell) for cell in notebook.cells):
        raise Unreadable("It has no exercises: no cell calls check(...).")
    return notebook


def _run(notebook: NotebookNode, folder: Path, timeout: int) -> None:
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        allow_errors=True,
        interrupt_on_timeout=True,
        error_on_timeout={"ename": "CellTimeoutError", "evalue": "", "traceback": []},
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute(stderr=subprocess.DEVNULL)
    except NoSuchKernel:
        raise Unreadable(
            "There is no Python kernel to run it: python -m pip install 'nnkit[lab]'"
        ) from None
    except DeadKernelError:
        raise Unreadable(
            "It ended its own kernel: it crashed, ran out of memory or called exit."
        ) from None


def _verdicts(notebook: NotebookNode) -> list[Verdict]:
    answers = {c.metadata.get("nbgrader", {}).get("grade_id"): c for c in notebook.cells}
    verdicts = []
    for cell in notebook.cells:
        if id := _id(cell):
            try:
                exercise = find(id)
            except ValueError as error:
                raise Unreadable(f"It checks something unknown: {error}") from None
            verdicts.append(verdict_of(exercise, cell, answers.get(exercise.name)))
    return verdicts


def _id(cell: NotebookNode) -> str:
    found = CHECK.search(cell.source) if cell.cell_type == "code" else None
    return found[1] if found else ""
