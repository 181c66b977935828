"""Where the steps of a command are logged: on stderr, and in a file."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnkit.grading.classroom.course import CourseError


class _ToStderr(logging.Handler):
    """Prints to what is stderr at that time: a progress bar puts itself in between."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr)


@contextmanager
def logging_to(file: Path | None, *, verbose: bool) -> Iterator[None]:
    """Log what happens meanwhile.

    Parameters
    ----------
    file : Path or None
        Everything is appended to it, with times.
    verbose : bool
        Print what an operator would ask about.

    Raises
    ------
    CourseError
        If the file cannot be written.
    """
    handlers: list[logging.Handler] = []
    if verbose:
        handlers.append(_ToStderr(logging.INFO))
    if file is not None:
        try:
            to_file = logging.FileHandler(file, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise CourseError(f"{file} cannot be written: {error.strerror}.") from None
        to_file.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
        handlers.append(to_file)
    logger = logging.getLogger("nnkit")
    before = logger.level
    # Without handlers Python prints warnings; a command says in its own words what went wrong.
    logger.setLevel(logging.DEBUG if file else logging.INFO if verbose else logging.CRITICAL)
    for handler in handlers:
        logger.addHandler(handler)
    try:
        yield
    finally:
        logger.setLevel(before)
        for handler in handlers:
            logger.removeHandler(handler)
            handler.close()
