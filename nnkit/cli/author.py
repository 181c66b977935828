"""The commands of authors: what each takes, and which function does it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nnkit.cli.options import CourseFolder, Modules, Quiet


def release(
    modules: Modules = None,
    course: CourseFolder = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if something would change.")
    ] = False,
    execute: Annotated[
        bool | None,
        typer.Option(
            "--execute/--no-execute",
            help="Run every notebook, or none; by default those whose code changed.",
            show_default=False,
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Make modules/, which students get, from solutions/.

    Notebooks whose code changed since they were last run are run first, and what their cells show
    is stored in them.
    """
    from nnkit.authoring.execute import not_run
    from nnkit.authoring.release import release as make
    from nnkit.authoring.release import sources, stale, tidy
    from nnkit.grading.classroom.course import Course, CourseError

    found = Course.find(course)
    root, slugs = found.root, found.modules(modules or [])
    if check:
        changed = [path for slug in slugs for path in stale(root, slug)]
        changed += [path for slug in slugs for path in not_run(root, slug)]
    else:
        changed = [path for slug in slugs for path in tidy(root, slug, write=True)]
        to_run = [p for slug in slugs for p in (sources if execute else not_run)(root, slug)]
        if execute is not False:
            _execute(root, to_run, quiet)
            changed += to_run
        changed += [path for slug in slugs for path in make(root, slug)]
    for path in dict.fromkeys(changed):
        print(path.relative_to(root))
    if check and changed:
        raise CourseError("These files are not up to date; run `nnkit release`.")
    if execute is False and to_run:
        names = ", ".join(str(path.relative_to(root)) for path in to_run)
        print(f"Not run, so its cells may show what older code gave: {names}", file=sys.stderr)
    elif not changed:
        print("Everything is up to date.")


def _execute(course: Path, notebooks: list[Path], quiet: bool) -> None:
    """Run notebooks, with a progress bar."""
    from nnkit.authoring.execute import code_cells, execute
    from nnkit.cli import show

    with show.bar(sum(map(code_cells, notebooks)), "Running notebooks", quiet) as advance:
        for notebook in notebooks:
            execute(course, notebook, advance)
