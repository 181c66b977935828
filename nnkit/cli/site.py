"""The command that makes the course's web pages."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import Annotated

import typer

from nnkit.cli.options import CourseFolder, Quiet
from nnkit.cli.say import say


def site(
    directory: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="New, empty, or a site made before.")
    ] = Path("build/site"),
    pyodide: Annotated[
        str | None,
        typer.Option(
            metavar="PATH|URL",
            envvar="PYODIDE",
            help="Where Pyodide lies, a folder or an archive; by default its official release.",
        ),
    ] = None,
    browser: Annotated[
        bool,
        typer.Option(
            "--browser/--no-browser", help="With the part that runs in the browser, or only pages."
        ),
    ] = True,
    course: CourseFolder = None,
    quiet: Quiet = False,
) -> None:
    """Make the course as web pages, with a kernel in the browser.

    Nothing is executed: pages show the outputs that solutions/ has stored, and no solution.  A
    site that is there stays until the new one is whole.
    """
    from nnkit.grading.classroom.course import Course
    from nnkit.site import build

    built = build(
        directory,
        pyodide,
        course=Course.find(course),
        with_browser=browser,
        advance=(lambda step: None) if quiet else (lambda step: say(f"{step} ...")),
    )
    if not quiet:
        say(
            f"The site is in {directory}: {built.pages} pages, {built.size / 1e6:.1f} MB.\n"
            f"To look at it: python -m http.server -d {_typed(directory)}, then open "
            "http://localhost:8000"
        )


def _typed(directory: Path) -> str:
    """A folder as one types it in a command, with quotes where it needs them."""
    words = [str(directory)]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
