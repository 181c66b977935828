"""The commands for students."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nnkit.cli.options import CourseFolder


def lab(
    module: Annotated[
        str | None, typer.Argument(metavar="[MODULE]", help="Such as 05; opens its notebook.")
    ] = None,
    course: CourseFolder = None,
) -> None:
    """Open the course in JupyterLab."""
    from nnkit.cli.lab import start
    from nnkit.grading.classroom.course import Course

    raise typer.Exit(start(Course.find(course), module))


def check(
    notebooks: Annotated[
        list[Path], typer.Argument(metavar="NOTEBOOK...", help="Notebooks, such as mine.ipynb.")
    ],
    timeout: Annotated[int, typer.Option(metavar="SECONDS", help="Time limit for a cell.")] = 60,
) -> None:
    """Run notebooks from the top and print what their checks say.

    Ends with exit code 1 unless every check passes.  The notebooks are not changed.
    """
    from nnkit.cli.check import check_notebook

    passed = [check_notebook(notebook, timeout) for notebook in notebooks]
    raise typer.Exit(0 if all(passed) else 1)


def exercises(
    json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """List the exercises of the course."""
    from nnkit.cli.show import exercise_table, exercises_as_json

    if json:
        print(exercises_as_json())
    else:
        exercise_table()
