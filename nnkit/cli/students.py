"""The commands for students."""

from __future__ import annotations

from typing import Annotated

import typer

from nnkit.cli.options import CourseFolder, Work


def lab(
    module: Annotated[
        str | None, typer.Argument(metavar="[MODULE]", help="Such as 05; opens its notebook.")
    ] = None,
    course: CourseFolder = None,
    work: Work = None,
) -> None:
    """Open your copy of the course in JupyterLab.

    The copy is made with the first start.  Each start brings what is new in the course; your
    answers stay.  NNKIT_WORK can name the folder as well.
    """
    from nnkit.cli.lab import start
    from nnkit.grading.classroom.course import Course
    from nnkit.working_copy.copy import folder_of

    found = Course.find(course)
    raise typer.Exit(start(found, module, folder_of(found.root, work)))


def check(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="MODULE|NOTEBOOK...", help="Such as 05, or mine.ipynb, or a folder."
        ),
    ],
    timeout: Annotated[int, typer.Option(metavar="SECONDS", help="Time limit for a cell.")] = 60,
    course: CourseFolder = None,
    work: Work = None,
) -> None:
    """Run notebooks from the top and print what their checks say.

    A module is looked for in your copy first, then in the course.  Ends with exit code 1 unless
    every check passes.  The notebooks are not changed.
    """
    from nnkit.cli.check import check_notebook, require_ipython
    from nnkit.cli.notebooks import Notebooks
    from nnkit.cli.say import say
    from nnkit.grading.classroom.course import CourseError

    require_ipython()
    notebooks = Notebooks.find(course, work)
    passed = []
    for name in names:
        try:
            passed += [check_notebook(path, timeout) for path in notebooks.named(name)]
        except CourseError as error:
            say(f"{name}\n  {error}\n")
            passed.append(False)
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
