"""What several commands share: their options, and how an error is told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

Modules = Annotated[
    list[str] | None,
    typer.Argument(metavar="[MODULE]...", help="Such as 05 or 05_backpropagation; all by default."),
]
CourseFolder = Annotated[
    Path | None,
    typer.Option("--course", metavar="DIR", help="The course's folder; by default the one here."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only say what went wrong.")]
Command = TypeVar("Command", bound=Callable[..., Any])


def kindly(command: Command) -> Command:
    """Tell what is wrong with a course in its own words instead of a traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        import nnkit.grading.classroom.fast_imports  # noqa: F401, before anything that loads nbformat
        from nnkit.grading.classroom.course import CourseError

        try:
            return command(*args, **kwargs)
        except CourseError as error:
            sys.stdout.flush()
            print(error, file=sys.stderr)
            raise typer.Exit(1) from None

    return run  # type: ignore[return-value]
