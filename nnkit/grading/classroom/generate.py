"""nbgrader's own converter: from the instructor's notebooks to those that students get."""

from __future__ import annotations

import copy
import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import ValidationError
from nbgrader.preprocessors import NbGraderPreprocessor, SaveCells

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.layout import USUAL

_PLAIN = "assignment"


class Converter(GenerateAssignment):
    """nbgrader's converter, in a folder of its own, away from the course and its gradebook.

    nbgrader takes names of folders for patterns, and reports what stopped it in its log only.

    Attributes
    ----------
    course : Path
        Header and footer notebooks and autotests are looked for there.
    stopped : str
        What stopped it.
    cells : dict of str to NotebookNode
        By file name the notebooks as nbgrader would tell its gradebook.
    """

    def __init__(self, course: Path, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.course, self.stopped = course, ""
        self.cells: dict[str, NotebookNode] = {}
        self.preprocessors = [
            _KeepCells(self.cells) if _saves_cells(preprocessor) else preprocessor
            for preprocessor in self.preprocessors  # type: ignore[has-type]
        ]

    def convert_notebooks(self) -> None:
        """Convert them; see `GenerateAssignment`."""
        os.chdir(self.course)  # who called this goes back to where it was
        super().convert_notebooks()

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Convert one notebook; see `GenerateAssignment`."""
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:
            # Of a notebook's metadata nbgrader says only that it "may be corrupted".
            invalid = isinstance(error.__context__, ValidationError)
            why = error.__context__ if invalid else error
            self.stopped = f"{Path(notebook_filename).name}: {why}"
            raise


class _KeepCells(NbGraderPreprocessor):
    """Keeps notebooks as they are where nbgrader saves their cells."""

    def __init__(self, cells: dict[str, NotebookNode], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.cells = cells

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Keep one notebook."""
        self.cells[f"{resources['nbgrader']['notebook']}.ipynb"] = copy.deepcopy(nb)
        return nb, resources


def _saves_cells(preprocessor: object) -> bool:
    return isinstance(preprocessor, type) and issubclass(preprocessor, SaveCells)


def generate(course: Course, module: str, release_to: Path) -> Path:
    """Run nbgrader's converter; return the folder that it made.

    Parameters
    ----------
    course : Course
    module : str
        The module's slug.
    release_to : Path
        Where the folder is made.

    Raises
    ------
    NbGraderException
        If a notebook cannot be converted; says why.
    """
    folder = release_to / module
    with tempfile.TemporaryDirectory() as scratch:
        _convert(course, module, Path(scratch))
        shutil.copytree(Path(scratch) / "release" / _PLAIN, folder)
    for path in folder.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    return folder


def cells_to_register(course: Course, module: str) -> dict[str, NotebookNode]:
    """By file name a module's notebooks as nbgrader would tell its gradebook; see `generate`."""
    with tempfile.TemporaryDirectory() as scratch:
        return _convert(course, module, Path(scratch)).cells


def _convert(course: Course, module: str, scratch: Path) -> Converter:
    shutil.copytree(course.source(module), scratch / "source" / _PLAIN)
    config = course.config()
    config.CourseDirectory.directory_structure = USUAL
    config.CourseDirectory.root = str(scratch)
    config.CourseDirectory.source_directory = "source"
    config.CourseDirectory.release_directory = "release"
    config.CourseDirectory.assignment_id = _PLAIN
    config.GenerateAssignment.no_database = True
    converter = Converter(course.root, coursedir=CourseDirectory(config=config), config=config)
    converter.log.setLevel(logging.CRITICAL)
    try:
        converter.start()
    except NbGraderException as error:
        raise NbGraderException(converter.stopped or str(error)) from None
    return converter
