"""A course directory with copies of this course's modules, to grade a class in and to change."""

from __future__ import annotations

import shutil
from pathlib import Path

from nnkit.authoring.release import RECORD, release
from nnkit.course import catalogue
from nnkit.grading.classroom.configuration import CONFIG
from nnkit.grading.classroom.course import Course, CourseError


def new_course(origin: Course, folder: Path) -> Course:
    """Make a course directory with this course's modules, in a folder that has to be empty or new.

    Parameters
    ----------
    origin : Course
        Where the modules come from.
    folder : Path

    Raises
    ------
    CourseError
        If there is something in the folder, or it cannot be written.
    """
    folder = folder.expanduser().absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(
            f"There is something in {folder}, so nothing was written. Name a new folder."
        )
    folder.mkdir(parents=True, exist_ok=True)
    if (config := origin.root / CONFIG).exists():
        shutil.copyfile(config, folder / CONFIG)
    copy_modules(origin, folder, own_modules(origin))
    return Course(folder)


def own_modules(origin: Course) -> list[str]:
    """Slugs of the modules of a course that are this course's."""
    known = catalogue.modules().values()
    return [slug for slug in origin.assignments() if slug in known]


def course_here() -> Course:
    """The course around the working directory if it has modules of this one, else nnkit's own."""
    here = Course.find()
    return here if own_modules(here) else Course.own()


def copy_modules(origin: Course, folder: Path, modules: list[str]) -> None:
    """Copy the sources of modules into a course directory, and release them there."""
    sources = origin.root / "solutions"
    for module in modules:
        left_out = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
        shutil.copytree(sources / module, folder / "solutions" / module, ignore=left_out)
        release(folder, module)
    if (record := sources / RECORD).exists():
        shutil.copyfile(record, folder / "solutions" / RECORD)
