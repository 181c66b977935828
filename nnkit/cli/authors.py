"""The commands for authors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nnkit.cli.options import CourseFolder, Modules


def release(
    modules: Modules = None,
    course: CourseFolder = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if something would change.")
    ] = False,
) -> None:
    """Make modules/, which students get, from solutions/."""
    from nnkit.authoring.canonical import NotebookError
    from nnkit.authoring.release import release as make
    from nnkit.authoring.release import stale
    from nnkit.grading.classroom.course import Course, CourseError

    found = Course.find(course)
    changed: list[Path] = []
    for module in found.modules(modules or []):
        try:
            changed += (stale if check else make)(found.root, module)
        except NotebookError as error:
            raise CourseError(str(error)) from None
    for path in changed:
        print(path.relative_to(found.root))
    if check and changed:
        raise CourseError("These files are not up to date; run `nnkit release`.")
    if not changed:
        print("Everything is up to date.")
