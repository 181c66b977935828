"""Writes the sources of all pages into a folder, for Sphinx."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat

import nnkit.grading
from nnkit.authoring.canonical import sources
from nnkit.authoring.execute import not_run
from nnkit.course.catalogue import modules
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.site.api import api_pages
from nnkit.site.browser import address
from nnkit.site.families import families
from nnkit.site.family_pages import family_index, family_page
from nnkit.site.notebook_page import notebook_page, refuse_if_stale, released
from nnkit.site.pictures import Pictures

_TEXTS = Path(__file__).parent / "pages"
_GRADING = Path(nnkit.grading.__file__).parent
_OPTIONAL = re.compile(r"<!-- with (\S+) -->\n(.*?)<!-- end -->\n", re.DOTALL)
_CELL = re.compile(r"^<!-- cell (\S+) (\S+) -->$", re.MULTILINE)
DOWNLOADS = "download"


def write_sources(course: Course, folder: Path, *, browser: bool) -> int:
    """Write the sources of all pages; return how many there are.

    Parameters
    ----------
    course : Course
        Whose modules the pages show.
    folder : Path
        Where they go.
    browser : bool
        Whether the pages lead to the part of the site that runs.

    Raises
    ------
    CourseError
        If modules are missing, have not been run, or modules/ is not what they give.
    """
    missing = [slug for slug in modules().values() if not sources(course.root, slug)]
    if missing:
        raise CourseError(
            f"{course.folder('source')} has no {', '.join(missing)}; the site shows all modules of "
            "the course. `--course DIR` names the folder that has them."
        )
    stale = [path for slug in modules().values() for path in not_run(course.root, slug)]
    if stale:
        names = ", ".join(str(path.relative_to(course.root)) for path in stale)
        raise CourseError(
            f"{names}: what the cells show is not from a run of their code. Run `nnkit release`, "
            "then make the site again."
        )
    _write_modules(course, folder, browser)
    for path in sorted(_TEXTS.glob("*.md")):
        text = _with_what_is_there(course.root, browser, path.read_text(encoding="utf-8"))
        _write(folder / path.name, _with_cells(course, text))
    shutil.copytree(_TEXTS / "_static", folder / "_static", dirs_exist_ok=True)
    for family in families():
        _write(folder / "misconceptions" / f"{family.name}.md", family_page(family))
    _write(folder / "misconceptions" / "index.md", family_index())
    for name, text in api_pages().items():
        _write(folder / "api" / f"{name}.rst", text)
    _copy_documents(course.root, folder)
    pages = (path for path in folder.rglob("*") if path.suffix in (".md", ".rst", ".ipynb"))
    return sum(DOWNLOADS not in path.relative_to(folder).parts for path in pages)


def _write_modules(course: Course, folder: Path, browser: bool) -> None:
    config = course.config()
    pictures = Pictures(folder / "_static" / "figures", "../_static/figures")
    for slug in modules().values():
        for path in sources(course.root, slug):
            text = released(nbformat.read(path, as_version=4), config)
            handed_out = course.folder("release") / slug / path.name
            refuse_if_stale(text, handed_out)
            page = notebook_page(text, slug, pictures, _links(slug, path.name, browser))
            _write(folder / "modules" / f"{slug}.ipynb", nbformat.writes(page))
            copied = folder / DOWNLOADS / slug / path.name
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(handed_out, copied)


def _links(slug: str, file: str, browser: bool) -> str:
    """What stands below a module's title: open, download, as HTML."""
    notebook = f"{slug}/{file}"
    run = f'<a class="nnkit-button" href="../{address(notebook)}">Open in the browser</a>'
    return (
        '<p class="nnkit-open">'
        f"{run if browser else ''}"
        f'<a class="nnkit-button" href="../{DOWNLOADS}/{notebook}" download>Download</a> '
        "<span>This page is for reading. Exercises are answered in the notebook.</span></p>"
    )


def _with_what_is_there(root: Path, browser: bool, text: str) -> str:
    """A text without what it says of files that are not in this course, or of what does not run."""

    def kept(found: re.Match[str]) -> str:
        there = browser if found[1] == "browser" else (root / found[1]).is_file()
        return found[2] if there else ""

    return _OPTIONAL.sub(kept, text)


def _with_cells(course: Course, text: str) -> str:
    """A text with cells of notebooks put in where it names them: ``<!-- cell MODULE ID -->``."""

    def cell(found: re.Match[str]) -> str:
        module, id = found.groups()
        for path in sources(course.root, module):
            for each in nbformat.read(path, as_version=4).cells:
                if each.id == id:
                    # Its heading is one of the notebook's.
                    return re.sub(r"\A#+ .*\n+", "", str(each.source))
        raise CourseError(f"The glossary shows the cell {id!r} of {module}, which has none.")

    return _CELL.sub(cell, text)


def _copy_documents(root: Path, folder: Path) -> None:
    """The repository's own documents, with their pictures; a course of its own has fewer."""
    for path in sorted(_GRADING.glob("*.md")):
        _copy(path, folder / "nnkit" / "grading" / path.name)
    for name in ("README.md", "CONTRIBUTING.md"):
        if (root / name).is_file():
            _copy(root / name, folder / name)
    if (root / ".github" / "pictures").is_dir():
        shutil.copytree(root / ".github" / "pictures", folder / ".github" / "pictures")


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
