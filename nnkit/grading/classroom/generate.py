"""nbgrader's own converter: from the instructor's notebooks to those that students get."""

from __future__ import annotations

import logging
from pathlib import Path

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from nnkit.grading.classroom.course import Course


class Converter(GenerateAssignment):
    """nbgrader's converter; keeps what stopped it, for nbgrader writes that to its log only."""

    stopped = ""

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Convert one notebook; see `GenerateAssignment`."""
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:
            self.stopped = f"{Path(notebook_filename).name}: {error}"
            raise


def generate(course: Path, module: str, release_to: Path, database: str | None = None) -> Path:
    """Run nbgrader's converter; return the folder that it made.

    Parameters
    ----------
    course : Path
    module : str
        The module's slug.
    release_to : Path
        Where the folder is made.
    database : str, optional
        Address of an nbgrader database that gets to know the module's cells; by default none does.

    Raises
    ------
    NbGraderException
        If a notebook cannot be converted; says why.
    """
    config = Course(course).config()
    config.CourseDirectory.release_directory = str(release_to)
    config.CourseDirectory.assignment_id = module
    config.GenerateAssignment.no_database = database is None
    config.SaveCells.enabled = database is not None
    if database is not None:
        config.CourseDirectory.db_url = database
    converter = Converter(coursedir=CourseDirectory(config=config), config=config)
    converter.log.setLevel(logging.CRITICAL)
    try:
        converter.start()
    except NbGraderException as error:
        raise NbGraderException(converter.stopped or str(error)) from None
    folder = release_to / module
    for path in folder.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    return folder
