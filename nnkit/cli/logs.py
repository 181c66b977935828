"""Where the steps of a command are logged: on stderr, and in a file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nnkit.cli.say import warn
from nnkit.grading.classroom.course import CourseError
from nnkit.grading.classroom.shown import in_lines, printable


class _Line(logging.Formatter):
    """One line a record, whatever its names hold; a traceback follows in lines of its own."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return printable(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        return in_lines(super().formatException(ei))


class _ToStderr(logging.Handler):
    """Prints to what is stderr at that time: a progress bar puts itself in between."""

    def emit(self, record: logging.LogRecord) -> None:
        warn(self.format(record))


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
        to_stderr = _ToStderr(logging.INFO)
        to_stderr.setFormatter(_Line())
        handlers.append(to_stderr)
    if file is not None:
        try:
            to_file = logging.FileHandler(file, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise CourseError(f"{file} cannot be written: {error.strerror}.") from None
        to_file.setFormatter(_Line("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
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
