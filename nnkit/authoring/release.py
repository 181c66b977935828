"""From solutions/ to modules/: what students get, made by nbgrader's own converter.

Only the clearing of answers is extended.  In ``z = W @ a + b  # SOLUTION`` the right-hand side
becomes ``...``, so that a notebook runs to its end with answers still missing; a region between
BEGIN SOLUTION and END SOLUTION becomes nbgrader's stub, as ever.
"""

from __future__ import annotations

import ast
import logging
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import ClearSolutions

from nnkit.authoring.canonical import BLANK, REGION, NotebookError, canonical, sources
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.generate import generate
from nnkit.working_copy import git
from nnkit.working_copy.answers import Answers, answers_in
from nnkit.working_copy.copy import folder_of, keep_backup
from nnkit.working_copy.notebook import DamagedError

log = logging.getLogger(__name__)

RECORD = "executed.json"
"""In solutions/: which code gave the outputs that are stored; see `nnkit.authoring.execute`."""


class ClearAnswers(ClearSolutions):
    """Clear answers marked ``# SOLUTION`` in a line, and regions as `ClearSolutions` does."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, cell_index: int
    ) -> tuple[NotebookNode, Any]:
        """Clear one cell; see `ClearSolutions.preprocess_cell`."""
        try:
            if cell.cell_type == "code" and BLANK.search(cell.source):
                cell.source = _blanked(cell.source)
                if not REGION.search(cell.source):
                    return cell, resources
            return super().preprocess_cell(cell, resources, cell_index)  # type: ignore[no-any-return]
        except (RuntimeError, ValueError, SyntaxError) as error:
            raise NotebookError(f"cell {cell.id!r}: {error}") from None


def _blanked(source: str) -> str:
    """Put ``...`` in place of each value whose statement ends in ``# SOLUTION``."""
    lines: list[str] = source.split("\n")
    assigned = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Assign)]
    for node in sorted(assigned, key=lambda n: n.lineno, reverse=True):
        end = node.end_lineno or node.lineno
        if BLANK.search(lines[end - 1]):
            first = lines[node.lineno - 1].encode()  # ast counts bytes
            name = first[: node.targets[-1].end_col_offset].decode()
            lines[node.lineno - 1 : end] = [f"{name} = ..."]
    left = next((line for line in lines if BLANK.search(line)), None)
    if left is not None:
        raise ValueError(f"'# SOLUTION' belongs behind 'name = value', not in: {left.strip()}")
    return "\n".join(lines)


PREPROCESSORS = [
    ClearAnswers if preprocessor is ClearSolutions else preprocessor
    for preprocessor in GenerateAssignment.preprocessors.default_args[0]
]


def tidy(course: Path, module: str, *, write: bool) -> list[Path]:
    """Bring the sources of a module into their one form; return those that were not in it.

    Parameters
    ----------
    course : Path
    module : str
        The module's slug.
    write : bool
        Whether to write what changed.

    Raises
    ------
    NotebookError
        If a source cannot be brought into it; names the notebook and, where it is one, the cell.
    """
    changed: list[Path] = []
    for path in sources(course, module):
        before = path.read_text(encoding="utf-8")
        try:
            notebook = canonical(_parsed(before), module)
        except NotebookError as error:
            raise NotebookError(f"{path.relative_to(course)}: {error}") from None
        after = nbformat.writes(notebook) + "\n"
        if after != before:
            changed.append(path)
            if write:
                path.write_text(after, encoding="utf-8", newline="\n")
    return changed


def _parsed(text: str) -> NotebookNode:
    """A notebook whose solutions are Python."""
    try:
        notebook: NotebookNode = nbformat.reads(text, as_version=4)
    except Exception as error:  # whatever nbformat and its validators raise
        raise NotebookError(f"this is no notebook: {error}") from None
    for cell in notebook.cells:
        if cell.cell_type == "code" and (REGION.search(cell.source) or BLANK.search(cell.source)):
            try:
                ast.parse(cell.source)
            except SyntaxError as error:
                line = f"line {error.lineno}: {error.msg}"
                raise NotebookError(f"the solution cell {cell.id!r} is no Python, {line}") from None
    return notebook


class AnswersError(CourseError):
    """Somebody's answers stand in modules/, where a release would overwrite them."""


def release(course: Path, module: str, *, force: bool = False) -> list[Path]:
    """Make what students get of one module; return the files that changed.

    Parameters
    ----------
    course : Path
    module : str
        The module's slug.
    force : bool
        Whether answers in modules/ are overwritten; a backup of them is kept.

    Raises
    ------
    NotebookError
        If the source cannot be released.
    AnswersError
        If answers would be overwritten.
    """
    if not force:
        refuse_answers(course, [module])
    tidy(course, module, write=True)
    return _transfer(course, module, write=True)


def answered(course: Path, modules: Sequence[str]) -> dict[Path, Answers]:
    """The notebooks in modules/ into which somebody has written answers, and which."""
    found = {}
    for module in modules:
        for path in sorted((Course(course).folder("release") / module).glob("*.ipynb")):
            try:
                if answers := answers_in(path.read_bytes()):
                    found[path] = answers
            except DamagedError:
                pass  # there is nothing to read in it
    return found


def refuse_answers(course: Path, modules: Sequence[str]) -> None:
    """Refuse to release modules in which there are answers.

    Raises
    ------
    AnswersError
        Names the notebooks, what is answered in them, and where to move it.
    """
    found = answered(course, modules)
    if found:
        lines = [f"{path.relative_to(course)} holds answers: {a}." for path, a in found.items()]
        raise AnswersError(
            "\n".join(lines) + "\nNothing was released: that would overwrite them. `nnkit lab` "
            "takes answers to a copy of your own; `nnkit release --force` goes on, and keeps a "
            "backup."
        )


def stale(course: Path, module: str) -> list[Path]:
    """The files of a module, in solutions/ and modules/, that `release` would change."""
    return tidy(course, module, write=False) + _transfer(course, module, write=False)


def _transfer(course: Path, module: str, *, write: bool) -> list[Path]:
    with tempfile.TemporaryDirectory() as scratch:
        try:
            made = generate(Course(course), module, Path(scratch))
        except NbGraderException as error:
            source = Course(course).folder("source") / module
            raise NotebookError(f"{source.relative_to(course)}/{error}") from None
        target = Course(course).folder("release") / module
        wanted = {p.relative_to(made): p.read_bytes() for p in made.rglob("*") if p.is_file()}
        there = {
            p.relative_to(target): p.read_bytes()
            for p in target.rglob("*")
            if p.is_file() and ".ipynb_checkpoints" not in p.parts
        }
        changed = sorted(p for p in wanted.keys() | there.keys() if wanted.get(p) != there.get(p))
        if write:
            for path in changed:
                log.info("%s in modules/ changes", f"{module}/{path.as_posix()}")
                if path in there:
                    _keep(course, f"{module}/{path.as_posix()}", there[path], path in wanted)
                if path in wanted:
                    (target / path).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(made / path, target / path)
                else:
                    (target / path).unlink()
    return [target / path for path in changed]


def _keep(course: Path, name: str, content: bytes, made_again: bool) -> None:
    """Keep a backup of a file in modules/ in which there may be somebody's work."""
    if made_again and name.endswith(".ipynb"):
        try:
            to_keep = bool(answers_in(content))
        except DamagedError:
            to_keep = True
    else:
        to_keep = git.committed(Course(course).folder("release"), name) != content
    if to_keep:
        keep_backup(folder_of(course), name, content)
