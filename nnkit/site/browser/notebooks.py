"""The released notebooks as they stand in the browser.

A few sentences are about a terminal, a file or installing, and say here what is true here.  Cells
that are graded stay as released, so what was done here is graded like anything else.
"""

from __future__ import annotations

from pathlib import Path

import nbformat

from nnkit.grading.classroom.course import CourseError

# By notebook and cell: what stands there, and what stands there in the browser.
SENTENCES = {
    "00_start_here/start_here.ipynb": {
        "cells": [
            (
                "| stop something that never ends | the square ■ at the top |",
                "| stop something that never ends | menu *Kernel*, *Restart Kernel* |",
            ),
            (
                "| save | Ctrl (or Cmd) and S |",
                "| save | nothing: this browser keeps what you write; "
                "Ctrl (or Cmd) and S at once |\n"
                "| take your work along | menu *File*, *Download* |\n"
                "| begin anew | *Start again* at the top; "
                "what you have written is kept beside it |",
            ),
        ],
        "hand-in": [
            (
                "in this notebook, the file `start_here.ipynb`, and nowhere else: save it",
                "in this browser on this machine, and nowhere else: take them along with menu "
                "*File*, *Download*, which gives the file `start_here.ipynb`",
            ),
            (
                "In a terminal (menu *File*, *New*, *Terminal*) you can rehearse the grading:\n\n"
                "    nnkit check modules/00_start_here/start_here.ipynb",
                "Grading does not run in the browser. *Restart Kernel and Run All Cells* rehearses "
                "it: each check says again what it thinks.",
            ),
        ],
    },
    "10_frameworks/frameworks.ipynb": {
        "frameworks": [
            (
                'print("Keras and JAX are not installed. The notebook works without them.")',
                'print("Keras and JAX cannot run in a browser. The notebook works without them.")',
            ),
            (
                'print("To see them, run  %pip install keras jax  in a cell, then restart the '
                'kernel.")',
                'print("To see them, open this notebook on a computer where they are installed.")',
            ),
        ],
    },
}


def copy(modules: Path, folder: Path) -> None:
    """Copy the released notebooks, and the files beside them.

    Parameters
    ----------
    modules : Path
        The course's released modules.
    folder : Path
        Where they go.

    Raises
    ------
    CourseError
        If there are none, or one has lost a sentence that is another one in the browser.
    """
    files = [p for p in sorted(modules.glob("[0-9][0-9]_*/**/*")) if p.is_file() and _is_shown(p)]
    if not any(path.suffix == ".ipynb" for path in files):
        raise CourseError(f"{modules} has no notebooks; make them with nnkit release.")
    for path in files:
        name = path.relative_to(modules).as_posix()
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        content = path.read_bytes()
        if name in SENTENCES:
            content = in_the_browser(name, content.decode("utf-8")).encode("utf-8")
        (folder / name).write_bytes(content)


def in_the_browser(name: str, text: str) -> str:
    """A notebook with the sentences that are true in the browser.

    Raises
    ------
    CourseError
        If it has not got one that is to be replaced.
    """
    notebook = nbformat.reads(text, as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    for id, sentences in SENTENCES[name].items():
        for old, new in sentences:
            if id not in cells or old not in cells[id].source:
                raise CourseError(
                    f"{name} has no cell {id!r} with {old!r}: change SENTENCES in "
                    "nnkit/site/browser/notebooks.py as well."
                )
            cells[id].source = cells[id].source.replace(old, new)
    written: str = nbformat.writes(notebook)
    return written


def _is_shown(path: Path) -> bool:
    return not any(part.startswith((".", "__")) for part in path.parts)
