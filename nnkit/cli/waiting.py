"""Show what waits for a person, and where it is read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from shlex import quote

from nnkit.cli.say import say
from nnkit.grading.classroom.shown import plural
from nnkit.grading.classroom.waiting import Waiting


def show_waiting(found: Sequence[Waiting], course: Path) -> None:
    """Answers that nobody has read, by exercise, with the command that opens formgrader there."""
    if not found:
        return
    say("\nWaiting for a person:")
    for module, of in groupby(found, key=lambda one: one.module):
        for one in of:
            say(f"  {one.exercise}: {plural(one.answers, 'answer')}")
        say(f"    read them: {formgrader(module, course)}")


def formgrader(module: str, course: Path, notebook: str = "") -> str:
    """The command that opens formgrader at a module, or at a notebook of it."""
    go = "" if course == Path.cwd() else f"cd {quote(str(course))} && "
    place = "/".join(filter(None, [module, notebook.removesuffix(".ipynb")]))
    url = quote(f"/formgrader/gradebook/{place}")
    return f"{go}jupyter server --ServerApp.open_browser=True --ServerApp.default_url={url}"
