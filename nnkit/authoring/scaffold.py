"""Scaffolds: a new module, a new exercise, each complete enough to pass its tests.

What is written stands in ``templates/``: a file of the course (``code.py.txt``) and the cells of
the notebook (``code.md``, where code stands between fences and ``---`` parts two texts).  What the
author has to replace says TODO.
"""

from __future__ import annotations

import ast
import importlib
import keyword
import re
from pathlib import Path
from string import Template
from types import ModuleType
from typing import get_args

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import nnkit
from nnkit.authoring.canonical import sources
from nnkit.checks.exercise import Kind
from nnkit.course import catalogue
from nnkit.course.in_order import in_order
from nnkit.grading.classroom.course import SHIPPED, CourseError

KINDS: tuple[str, ...] = get_args(Kind)
TEMPLATES = Path(__file__).parent / "templates"
# The kinds that have no file of the course of their own share another's.
_SHARED = {"faded-code": "code", "find-the-bug": "code", "prediction": "choice"}
_END = "take-away"
_FIRST = "recall"


def new_module(course: Path, slug: str) -> list[Path]:
    """Make a module with one question in it; return the files that were written.

    Parameters
    ----------
    course : Path
        The repository of the course.
    slug : str
        Such as ``"11_trial"``.

    Raises
    ------
    CourseError
        If the name is no name of a module, or the number is taken.
    """
    package = _package(course)
    free = f"{max(map(int, catalogue.modules())) + 1:02d}"
    if not re.fullmatch(r"\d\d_[a-z][a-z0-9_]*", slug):
        raise CourseError(
            f"{slug!r} is no name of a module: two digits, an underscore and small letters are "
            f"needed, such as {free}_convolution."
        )
    digits, _, name = slug.partition("_")
    if digits in catalogue.modules():
        raise CourseError(
            f"Module {digits} is there already, {catalogue.modules()[digits]}; {free} is free."
        )
    words = {
        "digits": digits,
        "slug": slug,
        "first": f"{_FIRST}_{name}",
        "title": name.replace("_", " ").capitalize(),
    }
    init = package / f"m{slug}" / "__init__.py"
    notebook = course / "solutions" / slug / f"{name}.ipynb"
    cells = _cells("module", words)
    for cell, id in zip(cells, ("title", "imports", "recall", _END, "progress"), strict=True):
        cell.id = id
    cells[3:3] = _exercise_cells("choice", f"{digits}.{words['first']}")
    answer = init.with_name(f"{words['first']}.py")
    _write(init, _filled("module.py.txt", words))
    _write(answer, _file("choice", f"{digits}.{words['first']}"))
    _write(notebook, nbformat.writes(new_notebook(cells=cells)) + "\n")
    return [init, answer, notebook]


def new_exercise(course: Path, id: str, kind: str, after: str | None = None) -> list[Path]:
    """Make an exercise: a file of the course and cells in the notebook; return what was written.

    Parameters
    ----------
    course : Path
        The repository of the course.
    id : str
        Such as ``"02.leaky_relu"``.
    kind : str
        One of `KINDS`.
    after : str, optional
        Id of the exercise that it follows in the notebook; by default it becomes the last.

    Raises
    ------
    CourseError
        If the id is no id, is taken or names no module, or there is no such kind or `after`.
    """
    package = _package(course)
    module = _checked(id, kind, after)
    name = id.partition(".")[2]
    init = package / f"m{module}" / "__init__.py"
    file = init.with_name(f"{name}.py")
    if file.exists():
        raise CourseError(f"{file.relative_to(course)} exists already; choose another name.")
    (notebook,) = sources(course, module)
    before = nbformat.read(notebook, as_version=4)
    at = _place(before, after)
    before.cells[at:at] = _exercise_cells(kind, id)
    _write(file, _file(kind, id))
    listed = _listed(init.read_text(encoding="utf-8"), module, name, after)
    _write(init, listed)
    _write(notebook, nbformat.writes(before) + "\n")
    return [file, init, notebook]


def _package(course: Path) -> Path:
    """The folder nnkit/course of a repository."""
    package = course / "nnkit" / "course"
    if Path(nnkit.__file__).resolve().parent != package.resolve().parent:
        if SHIPPED.is_dir():
            raise CourseError(
                "New modules and exercises are made in a clone of nnkit's repository, which this "
                "is not: clone it, and install nnkit from there."
            )
        raise CourseError(
            f"{course} is not the repository of the course that runs here, "
            f"{Path(nnkit.__file__).resolve().parents[1]}: go there."
        )
    return package


def _checked(id: str, kind: str, after: str | None) -> str:
    """The slug of the module of a new exercise that may be made."""
    if not re.fullmatch(r"\d\d\.[a-z][a-z0-9_]*", id):
        raise CourseError(
            f"{id!r} is no id: two digits of the module, a dot and the name of the answer in small "
            "letters are needed, such as 02.leaky_relu."
        )
    digits, _, name = id.partition(".")
    if keyword.iskeyword(name) or name in ("cases", "reference"):
        raise CourseError(f"{name!r} cannot be the name of an answer; choose another one.")
    if digits not in catalogue.modules():
        raise CourseError(
            f"There is no module {digits}; there are {', '.join(catalogue.modules().values())}. "
            f"`nnkit new module {digits}_NAME` makes it."
        )
    known = catalogue.exercises(digits)
    if id in known:
        raise CourseError(f"{id} is taken: {known[id].asks}")
    if after is not None and after not in known:
        raise CourseError(f"There is no exercise {after} in this module to put it after.")
    if kind not in KINDS:
        raise CourseError(f"There is no kind {kind!r}; there are {', '.join(KINDS)}.")
    return catalogue.modules()[digits]


def _place(notebook: NotebookNode, after: str | None) -> int:
    """Where new cells go: behind an exercise, or before what the notebook ends with."""
    ids = [cell.id for cell in notebook.cells]
    if after:
        name = after.partition(".")[2]
        return 1 + ids.index(f"check-{name}" if f"check-{name}" in ids else name)
    return ids.index(_END) if _END in ids else len(ids)


def _listed(text: str, module: str, name: str, after: str | None) -> str:
    """An ``__init__.py`` with one more file in its import and in its list of exercises."""
    package = f"nnkit.course.m{module}"
    tree = ast.parse(text)
    lines = text.split("\n")
    (call,) = (n for n in ast.walk(tree) if isinstance(n, ast.Call) and _calls(n, "in_order"))
    parts = [ast.unparse(argument) for argument in call.args]
    parts.insert(1 + parts.index(_part_of(package, after)) if after else len(parts), name)
    lines[call.lineno - 1 : call.end_lineno] = _one_a_line("EXERCISES = in_order(", parts)
    (files,) = (n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == package)
    names = sorted([*(alias.name for alias in files.names), name])
    lines[files.lineno - 1 : files.end_lineno] = _one_a_line(f"from {package} import (", names)
    return "\n".join(lines)


def _calls(call: ast.Call, name: str) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == name


def _one_a_line(opening: str, names: list[str]) -> list[str]:
    return [opening, *(f"    {name}," for name in names), ")"]


def _part_of(package: str, id: str) -> str:
    """Which part of a module's list of exercises an exercise belongs to."""
    for name, value in vars(importlib.import_module(package)).items():
        if isinstance(value, ModuleType) and any(e.id == id for e in in_order(value)):
            return name
    return id.partition(".")[2]  # it stands in the list itself


def _file(kind: str, id: str) -> str:
    return _filled(f"{_SHARED.get(kind, kind)}.py.txt", _words(id) | {"kind": kind})


def _exercise_cells(kind: str, id: str) -> list[NotebookNode]:
    cells = _cells(kind, _words(id))
    name = id.partition(".")[2]
    for cell in cells:
        if cell.source.startswith("### Exercise"):
            cell.id = f"exercise-{name.replace('_', '-')}"
        elif cell.source.startswith("<!-- BEGIN SOLUTION"):
            cell.id = name
    return cells


def _words(id: str) -> dict[str, str]:
    return {"id": id, "name": id.partition(".")[2]}


def _cells(template: str, words: dict[str, str]) -> list[NotebookNode]:
    """The cells of a template: code between fences, text around it, parted by ``---``."""
    cells: list[NotebookNode] = []
    for i, piece in enumerate(re.split(r"```(?:python)?\n", _filled(f"{template}.md", words))):
        if i % 2:
            cells.append(new_code_cell(piece.strip()))
        else:
            texts = (text.strip() for text in piece.split("\n---\n"))
            cells += [new_markdown_cell(text) for text in texts if text]
    return cells


def _filled(template: str, words: dict[str, str]) -> str:
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(words)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
