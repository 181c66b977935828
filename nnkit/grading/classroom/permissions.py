"""Who may write in a course: told before anything is graded, and shared with a group.

``c.CourseDirectory.groupshared = True`` lets several instructors work in a course; what is made
there then gets the modes that nbgrader's own commands give it.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

from nnkit.grading.classroom.course import Course, CourseError

_FOLDER, _FILE = 0o2770, 0o664
log = logging.getLogger(__name__)


def check_writable(course: Course, steps: tuple[str, ...]) -> None:
    """Look whether results can be written into a course.

    Parameters
    ----------
    course : Course
    steps : tuple of str
        Of nbgrader, whose folders are written to.

    Raises
    ------
    CourseError
        If not; says whose folder it is and what to do.
    """
    for folder in (course.root, *map(course.folder, steps)):
        require_writable(folder)


def require_writable(folder: Path) -> None:
    """Raise `CourseError` if a folder is there and is not to be written to."""
    if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        raise CourseError(not_yours(folder))
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} is a file where a folder belongs: move it away.")


def not_yours(path: Path) -> str:
    """Say whose file or folder it is that may not be read or written, and what to do."""
    there = [p for p in (path, *path.parents) if p.exists()]
    where = next((p for p in there if not os.access(p, os.R_OK | os.W_OK)), path)
    return (
        f"{where} belongs to {_owner(where)}, and you may not write there. Ask for that right, "
        f"for instance for your group: chmod -R g+rwX {quote(str(where))}"
    )


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except (KeyError, OSError, NotImplementedError):  # no such user, no such file, Windows
        return "somebody else"


@contextmanager
def group_rights(course: Course) -> Iterator[None]:
    """Give the group its rights on what is made meanwhile, if the course is shared."""
    if not course.is_group_shared:
        yield
        return
    before = os.umask(0o002)
    try:
        yield
    finally:
        os.umask(before)


def share(course: Course, folder: Path) -> None:
    """Give the group its rights on what was made in a shared course, and on its parents."""
    if not course.is_group_shared:
        return
    parents = [p for p in folder.parents if p != course.root and p.is_relative_to(course.root)]
    for path in (*parents, folder, *folder.rglob("*")):
        try:
            mode = path.stat().st_mode
            path.chmod((mode | _FOLDER) & 0o2777 if path.is_dir() else _FILE)
        except OSError as error:  # another instructor's
            log.warning("The group got no rights on %s: %s", path, error.strerror)
