"""Students' pages in an archive, under the names by which Canvas or Moodle takes them back.

Canvas finds the person and the upload by the numbers in a file's name, so a page has the name of
the file that was downloaded, with the ending .html.  Moodle finds the participant by the name of
the folder, ``Full name_12345_assignsubmission_file``.
"""

from __future__ import annotations

import logging
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nnkit.grading.classroom.course import Course
from nnkit.grading.grader.files import LONGEST_NAME
from nnkit.grading.lms.collected import Collected, Origin
from nnkit.grading.lms.downloads import NOT_THEIRS
from nnkit.grading.lms.fill import FillReport

log = logging.getLogger(__name__)

_DATE = (2000, 1, 1, 0, 0, 0)  # the same pages give the same archive
_MARK = b"pages of nnkit"
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|_]+')


@dataclass(frozen=True)
class Participant:
    """Somebody in Moodle, whose pages go into a folder of their own."""

    name: str
    number: str

    @property
    def folder(self) -> str:
        """Its name; what stands between underscores is what Moodle reads."""
        name = " ".join(_NOT_IN_NAMES.sub(" ", self.name).split()).strip(". ") or "Participant"
        ending = f"_{self.number}_assignsubmission_file"
        most = LONGEST_NAME - len(ending)
        return name.encode()[:most].decode(errors="ignore") + ending


def plain_pages(
    course: Course, whose: Sequence[tuple[str, str]], report: FillReport
) -> dict[str, Path]:
    """All pages and what they show, in folders as the course has them: student, module."""
    return {
        f"{student}/{module}/{path}": file
        for student, module in whose
        for path, file in _pages(course, student, module, report).items()
    }


def canvas_pages(
    course: Course, module: str, students: Sequence[str], collected: Collected, report: FillReport
) -> dict[str, Path]:
    """By name in the archive the pages for Canvas."""
    found: dict[str, Path] = {}
    for student in students:
        pages = _pages(course, student, module, report)
        origin = collected.origins.get((module, student))
        if not pages:
            continue
        if origin is None or origin.lms != "Canvas":
            report.miss(
                "no page: not collected with `nnkit collect`, so Canvas's name for it is not known",
                student,
            )
            continue
        for path, file in pages.items():
            if path.endswith(".html"):
                name = _as_downloaded(origin, path)
                if name is None or name in found:
                    report.miss(
                        "no page: the file that it belongs to was not collected",
                        f"{student}: {path}",
                    )
                else:
                    found[name] = file
    return found


def moodle_pages(
    course: Course,
    module: str,
    students: Sequence[str],
    participants: Mapping[str, Participant],
    report: FillReport,
) -> dict[str, Path]:
    """By name in the archive the pages for Moodle, and the pictures that they show."""
    found: dict[str, Path] = {}
    owners: dict[str, str] = {}
    for student in students:
        pages = _pages(course, student, module, report)
        if not pages:
            continue
        if student not in participants:
            report.miss(
                "no page: Moodle's number is not known; collect its zip, or give its worksheet "
                "as --template",
                student,
            )
            continue
        folder = participants[student].folder
        number = participants[student].number
        if owners.setdefault(number, student) != student:
            report.miss(
                f"no page: {owners[number]} has the same number in Moodle, {number}", student
            )
            continue
        found |= {f"{folder}/{path}": file for path, file in pages.items()}
    return found


def _pages(course: Course, student: str, module: str, report: FillReport) -> dict[str, Path]:
    """What lies in a student's folder of feedback, without what is nbgrader's own."""
    folder = course.feedback(student, module)
    files = [f for f in sorted(folder.rglob("*")) if f.is_file() and not f.is_symlink()]
    found = {file.relative_to(folder).as_posix(): file for file in files}
    pages = {
        path: f for path, f in found.items() if path not in NOT_THEIRS and not _is_hidden(path)
    }
    if not any(path.endswith(".html") for path in pages):
        report.miss("no page: `nnkit grade` makes it", student)
        return {}
    return pages


def _is_hidden(path: str) -> bool:
    """Whether Moodle would pass a file over."""
    return any(part.startswith((".", "~")) for part in PurePosixPath(path).parts)


def _as_downloaded(origin: Origin, page: str) -> str | None:
    """The downloaded name of the notebook that a page is of, with the page's ending."""
    stem = PurePosixPath(page).stem
    notebooks = {p: n for p, n in origin.files.items() if PurePosixPath(p).stem == stem}
    if not notebooks and len(origin.files) == 1:  # the student gave it another name
        notebooks = origin.files
    if not notebooks:
        notebooks = {p: n for p, n in origin.files.items() if p.lower().endswith(".ipynb")}
    if not notebooks:
        return None
    name = PurePosixPath(next(iter(notebooks.values()))).stem
    return f"{name}.html"


def write_archive(path: Path, pages: Mapping[str, Path]) -> None:
    """Write pages into a zip archive, in one step."""
    part = path.with_name(f"{path.name}.part")
    try:
        with zipfile.ZipFile(part, "w") as archive:
            archive.comment = _MARK
            for name, file in sorted(pages.items()):
                entry = zipfile.ZipInfo(name, _DATE)
                archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
        part.replace(path)
        log.info("Packed %d files into %s", len(pages), path)
    finally:
        part.unlink(missing_ok=True)


def is_own(path: Path) -> bool:
    """Whether a file is an archive that was made here, so that another may take its place."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment == _MARK
    except (OSError, zipfile.BadZipFile):
        return False
