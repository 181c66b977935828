"""One form for the notebooks in solutions/, so that a diff shows only what an author changed.

An author writes text and code.  Everything else follows: the cell that begins with ``### Exercise
05.delta`` shows what the exercise says, the cell that calls ``check("05.delta", delta)`` is its
test cell and carries its points, the cell with a solution is its answer, every cell has a readable
id, and nothing that changes from run to run is kept.  The code of a cell whose id begins with
``picture-`` is folded away in JupyterLab.
"""

from __future__ import annotations

import ast
import difflib
import re
import unicodedata
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from nnkit.authoring.question import write_question
from nnkit.checks.exercise import Exercise, Why
from nnkit.course.catalogue import exercises, modules
from nnkit.grading.classroom.course import CourseError
from nnkit.grading.grader.cells import CHECK
from nnkit.grading.grader.names import bound_by

REGION = re.compile(r"#+ *BEGIN SOLUTION|<!-- *BEGIN SOLUTION")
BLANK = re.compile(r"# SOLUTION\s*$", re.MULTILINE)
HEX = re.compile(r"[0-9a-f]{8}|[0-9a-f]{8}-[0-9a-f-]+")  # ids that no person gave
ASKED = re.compile(r"### Exercise (\S+)")
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class NotebookError(CourseError):
    """A notebook in solutions/ that cannot be released; says which cell and what to do."""


def sources(course: Path, module: str) -> list[Path]:
    """The notebooks of a module of this course; another course's have a form of their own."""
    if module not in modules().values():
        return []
    return sorted((course / "solutions" / module).glob("*.ipynb"))


def canonical(notebook: NotebookNode, module: str) -> NotebookNode:
    """Bring a notebook of solutions/ into its one form, in place.

    Parameters
    ----------
    notebook : NotebookNode
        Format 4.5 or newer.
    module : str
        The module's slug, such as ``"05_backpropagation"``.

    Returns
    -------
    NotebookNode
        The same object.

    Raises
    ------
    NotebookError
        If a cell checks an unknown exercise, an exercise has no question, answer or check, or two
        cells answer the same one.
    """
    known = {e.name: e for e in exercises(module).values()}
    used: set[str] = set()
    ids = [exercise.id for exercise in known.values()]
    for cell in notebook.cells:
        asked = ASKED.match(cell.source)
        if asked and asked[1] not in ids:
            near = difflib.get_close_matches(asked[1], ids, 1)
            meant = f"; is {near[0]} meant?" if near else ""
            raise NotebookError(f"{module} asks {asked[1]}, but has no such exercise{meant}")
    for exercise in known.values():
        _ask(notebook.cells, exercise, module)
    for cell in notebook.cells:
        grade_id, nbgrader = _role(cell, known)
        name = grade_id or _slug(cell)
        if grade_id and grade_id in used:
            raise NotebookError(f"two cells of {module} have the role {grade_id!r}; keep one")
        cell.id = name if grade_id else _unused(name, used)
        used.add(cell.id)
        cell.metadata = NotebookNode({"nbgrader": nbgrader} if nbgrader else {})
        if cell.cell_type == "code" and cell.id.startswith("picture-"):
            # What the picture shows is the point, not the code that draws it; Jupyter and Colab
            # each have a way of their own to say that it is folded.
            cell.metadata.jupyter = {"source_hidden": True}
            cell.metadata.cellView = "form"
        cell.source = cell.source.strip()
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [_output(o) for o in _merged(cell.outputs) if not _sliders(o)]
    for exercise in known.values():
        for role in _roles(exercise):
            if role not in used:
                what = "check" if role.startswith("check-") else "answer"
                raise NotebookError(f"{exercise.id} has no {what} cell in {module}")
    notebook.metadata = NotebookNode(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def _ask(cells: list[NotebookNode], exercise: Exercise, module: str) -> None:
    """Write what an exercise says into the cell that asks it."""
    id = f"exercise-{exercise.name.replace('_', '-')}"
    for at, cell in enumerate(cells):
        begins = ASKED.match(cell.source)
        if begins and begins[1] == exercise.id:
            if HEX.fullmatch(str(cell.get("id", ""))):
                cell.id = id
        elif begins or str(cell.get("id", "")) != id:
            continue
        write_question(cells, at, exercise)
        return
    raise NotebookError(
        f"{exercise.id} is asked nowhere in {module}: write a cell that begins with "
        f"'### Exercise {exercise.id}'"
    )


def _roles(exercise: Exercise) -> list[str]:
    return [exercise.name] if isinstance(exercise, Why) else [exercise.name, _check_id(exercise)]


def _check_id(exercise: Exercise) -> str:
    return f"check-{exercise.name}"


def _role(cell: NotebookNode, known: dict[str, Exercise]) -> tuple[str, dict[str, Any] | None]:
    """The grade id and the nbgrader metadata of a cell; empty for a cell that is not graded."""
    if cell.cell_type == "markdown":
        exercise = known.get(cell.id)
        if isinstance(exercise, Why):
            return exercise.name, _nbgrader(
                exercise.name, cell, exercise, grade=True, solution=True
            )
        if REGION.search(cell.source):
            raise NotebookError(
                f"the written answer {cell.id!r} needs as its cell id the name of a why-exercise"
            )
        return "", None
    if cell.cell_type != "code":
        return "", None
    checked = CHECK.findall(cell.source)
    if checked:
        if len(checked) > 1:
            raise NotebookError(f"one check a cell, please; {cell.id!r} has {len(checked)}")
        id, name = checked[0]
        exercise = known.get(name)
        if exercise is None or exercise.id != id:
            raise NotebookError(f'check("{id}", {name}) does not name an exercise of this module')
        role = _check_id(exercise)
        return role, _nbgrader(role, cell, exercise, grade=True, solution=False)
    if REGION.search(cell.source) or BLANK.search(cell.source):
        statements = ast.parse(cell.source).body
        names = [n for s in statements for n in bound_by(s) if n in known]
        if not names:
            begins = cell.source.partition("\n")[0]
            raise NotebookError(f"the solution cell {begins!r} defines no exercise's name")
        exercise = known[names[-1]]
        return exercise.name, _nbgrader(exercise.name, cell, exercise, grade=False, solution=True)
    return "", None


def _nbgrader(
    grade_id: str, cell: NotebookNode, exercise: Exercise, *, grade: bool, solution: bool
) -> dict[str, Any]:
    metadata = {
        "cell_type": cell.cell_type,
        "grade": grade,
        "grade_id": grade_id,
        "locked": grade and not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if grade:
        metadata["points"] = exercise.points
    return metadata


def _slug(cell: NotebookNode) -> str:
    """A readable id: the one that the author gave, else the first words of the cell."""
    given = str(cell.get("id", ""))
    if given and not HEX.fullmatch(given):
        return re.sub(r"--\d+$", "", given)
    text = unicodedata.normalize("NFKD", cell.source).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", text.lower())[:6]
    return "-".join(words)[:48] or "cell"


def _unused(name: str, used: set[str]) -> str:
    candidate, n = name, 2
    while candidate in used:
        candidate, n = f"{name}--{n}", n + 1
    return candidate


def _merged(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs with the pieces of one stream joined; how they were cut depends on timing."""
    merged: list[NotebookNode] = []
    for output in outputs:
        last = merged[-1] if merged else None
        if last and output.output_type == "stream" == last.output_type and output.name == last.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def _output(output: NotebookNode) -> NotebookNode:
    if "execution_count" in output:
        output.execution_count = None
    return output


def _sliders(output: NotebookNode) -> bool:
    """Whether it is what `explore` displays above its picture: nothing without a kernel."""
    from nnkit.plot.explore import WIDGET  # draws, and so takes long to load

    return WIDGET in output.get("data", {})
