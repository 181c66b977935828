"""From solutions/ to modules/: what students get, made by nbgrader's own converter.

Only the clearing of answers is extended.  In ``z = W @ a + b  # SOLUTION`` the right-hand side
becomes ``...``, so that a notebook runs to its end with answers still missing; a region between
BEGIN SOLUTION and END SOLUTION becomes nbgrader's stub, as ever.
"""

from __future__ import annotations

import ast
import shutil
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import ClearSolutions

from nnkit.authoring.canonical import BLANK, REGION, canonical
from nnkit.course import catalogue
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.generate import generate


class ClearAnswers(ClearSolutions):
    """Clear answers marked ``# SOLUTION`` in a line, and regions as `ClearSolutions` does."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, cell_index: int
    ) -> tuple[NotebookNode, Any]:
        """Clear one cell; see `ClearSolutions.preprocess_cell`."""
        if not BLANK.search(cell.source) or cell.cell_type != "code":
            return super().preprocess_cell(cell, resources, cell_index)  # type: ignore[no-any-return]
        cell.source = _blanked(cell.source)
        if BLANK.search(cell.source):
            raise ValueError(f"'# SOLUTION' belongs behind 'name = value': {cell.source}")
        if REGION.search(cell.source):
            return super().preprocess_cell(cell, resources, cell_index)  # type: ignore[no-any-return]
        return cell, resources


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
    """
    changed: list[Path] = []
    if module not in catalogue.modules().values():  # another course's has a form of its own
        return changed
    for path in sorted((course / "solutions" / module).glob("*.ipynb")):
        before = path.read_text(encoding="utf-8")
        notebook = canonical(nbformat.reads(before, as_version=4), module)
        after = nbformat.writes(notebook) + "\n"
        if after != before:
            changed.append(path)
            if write:
                path.write_text(after, encoding="utf-8", newline="\n")
    return changed


def release(course: Path, module: str) -> list[Path]:
    """Make what students get of one module; return the files that changed.

    Raises
    ------
    NotebookError
        If the source cannot be released.
    """
    tidy(course, module, write=True)
    return _transfer(course, module, write=True)


def stale(course: Path, module: str) -> list[Path]:
    """The files of a module, in solutions/ and modules/, that `release` would change."""
    return tidy(course, module, write=False) + _transfer(course, module, write=False)


def _transfer(course: Path, module: str, *, write: bool) -> list[Path]:
    with tempfile.TemporaryDirectory() as scratch:
        made = generate(course, module, Path(scratch))
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
                if path in wanted:
                    (target / path).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(made / path, target / path)
                else:
                    (target / path).unlink()
    return [target / path for path in changed]
