"""One run of `nnkit grade` at a time in a course: two would record into each other's folders."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnkit.grading.classroom.course import Course, CourseError

log = logging.getLogger(__name__)


@contextmanager
def only_run(course: Course) -> Iterator[None]:
    """Hold the course meanwhile; the system lets it go when this process ends in any way.

    Raises
    ------
    CourseError
        If another run holds it.
    """
    file = _open(course.root / ".nnkit-lock")
    try:
        try:
            _lock(file)
        except (BlockingIOError, PermissionError):
            raise CourseError(
                f"Another `nnkit grade` is at work in {course.root}. Wait until it has ended; "
                "then this one goes on with what is new."
            ) from None
        except OSError as error:  # some network file systems have no locks
            log.warning("%s cannot be locked: %s", course.root, error.strerror)
        yield
    finally:
        os.close(file)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        if not path.exists():
            raise
        return os.open(path, os.O_RDONLY)  # another instructor's


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
