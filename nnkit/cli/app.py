"""The command line: which commands there are, for whom, and how they end when something is wrong.

What a command needs is imported when it runs, so that students need no grading tools and every
command starts at once.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

import typer
from typer.core import TyperGroup

import nnkit.grading.classroom.fast_imports  # noqa: F401, before anything that loads nbformat
from nnkit.cli import authors, instructors, lms, students
from nnkit.cli.answers import answers
from nnkit.cli.say import warn
from nnkit.cli.similar import similar
from nnkit.cli.site import site
from nnkit.grading.classroom.course import CourseError

DEBUG = ContextVar("DEBUG", default=False)


class Commands(TyperGroup):
    """The commands, with a hidden option --debug that may stand anywhere."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """See `TyperGroup.parse_args`."""
        DEBUG.set("--debug" in args)
        return super().parse_args(ctx, [arg for arg in args if arg != "--debug"])


def without_traceback(command: Callable[..., None]) -> Callable[..., None]:
    """A command that says in a sentence what went wrong, unless --debug asks for the traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (typer.Exit, typer.Abort, ModuleNotFoundError, BrokenPipeError):
            raise  # Typer and main() know what to say
        except Exception as error:
            if DEBUG.get():
                raise
            warn(_sentence(error))
            raise typer.Exit(1) from None

    return run


def _sentence(error: Exception) -> str:
    if isinstance(error, CourseError):
        return str(error)
    if isinstance(error, OSError) and error.filename is not None:
        advice = "; ask its owner for the right" if isinstance(error, PermissionError) else ""
        return f"{error.filename}: {error.strerror}{advice}. What was done before that stays."
    if type(error).__name__ == "TraitError":  # of traitlets, which need not be installed
        return f"nbgrader_config.py has a setting of the wrong kind: {error} Mend it there."
    what = f"{type(error).__name__}: {error}".rstrip(":. \n")
    return f"nnkit stopped: {what}; run again with --debug to see where."


app = typer.Typer(
    name="nnkit",
    cls=Commands,
    help="Back-propagation by doing it: work on the course, check it, grade it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS = {
    "For students": (students.lab, students.check, students.exercises),
    "For instructors": (
        instructors.demo,
        lms.collect,
        instructors.grade,
        instructors.report,
        lms.export,
        instructors.verify,
        answers,
        similar,
        instructors.doctor,
    ),
    "For authors": (authors.release, site),
}
for panel, commands in COMMANDS.items():
    for command in commands:
        app.command(rich_help_panel=panel)(without_traceback(command))
app.command("test", rich_help_panel="For authors")(without_traceback(authors.run_tests))
new = typer.Typer(help="Begin a course, a module or an exercise.")
new.command("course")(without_traceback(authors.new_course))
new.command("module")(without_traceback(authors.new_module))
new.command("exercise")(without_traceback(authors.new_exercise))
app.add_typer(new, name="new", rich_help_panel="For authors")
