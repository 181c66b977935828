"""The whole site: pages, then the part that runs, then a look at every link."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.site import browser
from nnkit.site.finish import finish
from nnkit.site.links import broken
from nnkit.site.sources import DOWNLOADS, write_sources
from nnkit.site.sphinx_pages import make_html

MARK = ".nnkit-site"
"""A file in a site's folder, by which the next build knows that it may be replaced."""
NOT_OURS = ("try",)
"""Folders whose pages another program made."""


@dataclass(frozen=True)
class Built:
    """What a build has made: how many pages, and how many bytes in all."""

    pages: int
    size: int


def build(
    directory: Path,
    pyodide: str | None = None,
    *,
    course: Course | None = None,
    with_browser: bool = True,
    advance: Callable[[str], None] = lambda step: None,
) -> Built:
    """Make the site in a folder; a site that is there stays until the new one is whole.

    Parameters
    ----------
    directory : Path
        New, empty, or a site that was made before.
    pyodide : str, optional
        Where Pyodide lies: a folder, an archive or an address; see `nnkit.site.browser.add`.
    course : Course, optional
        By default the one around the working directory.
    with_browser : bool
        Whether the site has the part that runs.
    advance : callable
        Called with what is done next.

    Raises
    ------
    CourseError
        If the folder holds something else, notebooks have not been run, or a link leads nowhere.
    """
    course = course or Course.find()
    directory = directory.resolve()  # other programs work elsewhere, and it may be a link
    refuse_other_files(directory)
    if with_browser:
        browser.check(pyodide)
    with _scratch_beside(directory) as scratch:
        sources, made, read = (Path(scratch, name) for name in ("sources", "site", "read"))
        advance("Writing the sources of the pages")
        pages = write_sources(course, sources, browser=with_browser)
        advance(f"Making {pages} pages")
        make_html(sources, made, read)
        shutil.copytree(sources / DOWNLOADS, made / DOWNLOADS)
        finish(made)
        (made / ".nojekyll").touch()  # GitHub's pages leave out folders such as _static otherwise
        (made / MARK).write_text("Made by `nnkit site`, which replaces it.\n", encoding="utf-8")
        if with_browser:
            advance("Adding the course that runs in the browser")
            browser.add(made, pyodide, course.folder("release"))
        advance("Looking at every link")
        faults = broken(made, NOT_OURS)
        if faults:
            raise CourseError("Links of the site lead nowhere:\n" + "\n".join(faults))
        _put(made, directory)
    return Built(pages, sum(p.stat().st_size for p in directory.rglob("*") if p.is_file()))


def _scratch_beside(directory: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder on the same disk, which goes when the build ends, however it ends.

    Raises
    ------
    CourseError
        If nothing can be written there.
    """
    parent = directory.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(dir=parent, prefix=".nnkit-site-")
    except OSError as error:
        raise CourseError(
            f"The site cannot be made in {directory}: {parent} cannot be written "
            f"({error.strerror}). Name a folder in one that is yours: nnkit site DIR"
        ) from None


def _put(made: Path, directory: Path) -> None:
    """Put what was made in the place of what is there.

    The folder itself stays: somebody may work in it, or it is a disk of its own.  Its mark is there
    all the time, so that a build that was stopped here can be made again.
    """
    directory.mkdir(exist_ok=True)
    (directory / MARK).touch()
    for old in directory.iterdir():
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        elif old.name != MARK:
            old.unlink()
    for new in made.iterdir():
        shutil.move(new, directory / new.name)


def refuse_other_files(directory: Path) -> None:
    """Refuse a folder that holds something else than a site.

    Raises
    ------
    CourseError
        Says what is there.
    """
    if directory.is_file():
        raise CourseError(f"{directory} is a file; the site needs a folder.")
    if directory.is_dir() and any(directory.iterdir()) and not (directory / MARK).is_file():
        raise CourseError(
            f"{directory} holds files that are no site made by `nnkit site`, and a build replaces "
            "all that is there. Name a new or an empty folder."
        )
