"""Run a notebook as its student's own machine would, and print what its checks say.

The student's cells run in a process of their own, the checks here, as when an instructor grades;
but nothing is confined, and figures are not drawn.
"""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path

from nnkit.checks.verdict import number
from nnkit.cli.say import say
from nnkit.course import check, set_student
from nnkit.course.catalogue import find
from nnkit.course.student import same_id, student_id
from nnkit.grading.grader.assignment import CellVerdict, Limits
from nnkit.grading.grader.cells import checked_exercises, ids_set
from nnkit.grading.grader.notebook import Node, new_notebook, node
from nnkit.grading.grader.run import NotebookRun
from nnkit.grading.grader.runner import Runner
from nnkit.grading.grader.sandbox import Sandbox
from nnkit.grading.grader.submission import SubmissionError, other_files, read_cells
from nnkit.grading.grader.variants import variants_in


def require_ipython() -> None:
    """Raise ModuleNotFoundError without IPython; a notebook's own process could not say so."""
    if find_spec("IPython") is None:
        raise ModuleNotFoundError("IPython is missing", name="IPython")


def check_notebook(path: Path, timeout: int) -> bool:
    """Run one notebook, print its verdicts, and say whether all of them pass.

    Parameters
    ----------
    path : Path
    timeout : int
        Seconds that one cell may take.
    """
    say(_shown(path))
    try:
        verdicts = _verdicts(path, timeout)
    except SubmissionError as error:
        say(f"  {error}\n")
        return False
    for file in _hiding(path.resolve().parent):
        say(f"  Note: {file}; give it another name.")
    for verdict in verdicts:
        # What passed takes one line, what is to be done is told in full.
        text = verdict.headline if verdict.status == "passed" else f"{verdict}\n"
        say("\n".join(f"  {line}".rstrip() for line in text.split("\n")))
    points = number(sum(v.points for v in verdicts))
    say(f"  {points} of {number(sum(v.max_points for v in verdicts))} points.", end=" ")
    to_do = [v.exercise for v in verdicts if v.status != "passed"]
    say(f"Still to do: {', '.join(to_do)}.\n" if to_do else "Everything passes.\n")
    return not to_do


def _shown(path: Path) -> Path:
    """A path from the working directory, if it lies there."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _hiding(folder: Path) -> list[str]:
    """The files beside a notebook that would hide a module; a grader leaves them out as well."""
    sentences: list[str] = []
    modules = sorted(file.name for kind in ("*.py", "*.so") for file in folder.glob(kind))
    other_files(dict.fromkeys(modules, b""), 0, sentences)
    return sentences


def _verdicts(path: Path, timeout: int) -> list[CellVerdict]:
    """What the checks of a notebook come to."""
    try:
        cells = read_cells(path.read_bytes())
    except FileNotFoundError:
        raise SubmissionError("There is no such file.") from None
    except OSError as error:
        raise SubmissionError(f"It cannot be read: {error.strerror}.") from None
    for index, cell in enumerate(cells):
        cell.metadata = node({"nbgrader": _role(index, cell)})
    if not any(cell.metadata.nbgrader["grade"] for cell in cells):
        raise SubmissionError("It has no exercises: no cell calls check(...).")
    for id in ids_set(cells):
        _set_student(id)
    folder, limits = path.resolve().parent, Limits(seconds=timeout, total=3600)
    source = new_notebook(cells)
    return NotebookRun(
        path.name,
        Runner(source, {"check": check}),
        cells,
        lambda: Sandbox.on_own_machine(folder, limits),
        variants_in(source, student_id()),
        limits,
        time.monotonic() + limits.total,
    ).run()


def _set_student(id: str) -> None:
    """Take over who the notebook says that its student is; say so if that is not taken."""
    try:
        message = set_student(id)
    except ValueError as error:
        say(f"  {error}")
        return
    if not same_id(id, student_id() or ""):
        say("\n".join(f"  {line}" for line in str(message).splitlines()))


def _role(index: int, cell: Node) -> dict[str, object]:
    """Which cells check and which answer, read from what they say: every other cell may answer."""
    ids = checked_exercises(cell)
    try:
        points = find(ids[0]).points if ids else 0
    except ValueError as error:
        raise SubmissionError(f"It checks something unknown: {error}") from None
    return {"grade_id": str(index), "grade": bool(ids), "solution": not ids, "points": points}
