"""Put what Canvas or Moodle handed out into submitted/STUDENT/MODULE/.

Each student's folder changes in one step, and only if what comes is newer than what is there.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from nnkit.grading.classroom.course import Course, CourseError, alike
from nnkit.grading.classroom.own_files import own_folder
from nnkit.grading.classroom.permissions import require_writable, share
from nnkit.grading.classroom.release_files import TIMESTAMP
from nnkit.grading.grader.files import FilesError, files_in, fingerprint, put_over, write_files
from nnkit.grading.lms.collected import SAME_TIME, Origin
from nnkit.grading.lms.downloads import NOT_THEIRS, Download, without_copy_number
from nnkit.grading.lms.template import words
from nnkit.grading.lms.who import People

log = logging.getLogger(__name__)

_STAGING = ".nnkit-collecting-"
_MOST = 300_000_000  # bytes of one student
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError),
    *(RuntimeError, NotImplementedError, ValueError),
)
_ALL_THE_SAME = "--replace takes this all the same"


@dataclass
class Report:
    """What was collected.

    Attributes
    ----------
    placed, again, same, late, added : list of str
        Students: handed in, handed in again, as they were, late as Canvas says, new in the course.
    others : list of (str, str)
        What was not placed, and why.
    unclear : bool
        Whether that is because it is not clear who somebody is.
    remarks : list of str
    """

    placed: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)
    unclear: bool = False
    remarks: list[str] = field(default_factory=list)


@dataclass
class Collector:
    """Puts files into a course.

    Parameters
    ----------
    course : Course
    module : str
    people : People
    replace : bool
        Take what comes also if it is older than what is there, or if that is not known.
    dates : bool
        Take the dates of files for the time of handing in.

    Attributes
    ----------
    report : Report
    """

    course: Course
    module: str
    people: People
    replace: bool = False
    dates: bool = False
    report: Report = field(default_factory=Report)

    def collect(self, downloads: Sequence[Download]) -> None:
        """Put the files of an archive to their places."""
        top = self.course.folder("submitted")
        for left in top.glob(f"{_STAGING}*"):  # by a run that was killed
            shutil.rmtree(left, ignore_errors=True)
        owners: dict[tuple[str, str], list[Download]] = {}
        for download in downloads:
            owners.setdefault((download.lms, download.number), []).append(download)
        names = [alike(files[0].name) for files in owners.values()]
        by_student: dict[str, list[list[Download]]] = {}
        for files in owners.values():
            student, why = self.people.who(files[0], self.module, names.count(alike(files[0].name)))
            if len({alike(file.name) for file in files}) > 1:
                why = "files of this number have different names of their owner"
            if why:
                self.report.others.append((_said(files), why))
                self.report.unclear = True
            else:
                by_student.setdefault(student, []).append(files)
        known = {student.id for student in self.people.students}
        for student, several in sorted(by_student.items()):
            if len(several) > 1:
                why = f"{len(several)} people would be {student}"
                self.report.others += [(_said(files), why) for files in several]
                continue
            if self._place(student, several[0]) and student not in known:
                self.report.added.append(f"{student} ({several[0][0].name})")

    def _place(self, student: str, downloads: Sequence[Download]) -> bool:
        """Put one student's files there, or say why not; whether they are there now."""
        chosen = self._chosen(student, downloads)
        try:
            files = _content(chosen)
            origin = _origin(downloads[0], chosen, files)
            folder = self.course.submitted(student, self.module)
            why = self._why_not(student, folder, files, origin)
        except _Refused as refused:
            why = str(refused)
        origins = self.people.collected.origins
        before = origins.get((self.module, student))
        dates = {path: download.date for path, download in chosen.items()}
        if why:
            log.info("What %r has in %r stays: %s", student, self.module, why)
        if why == _SAME:
            self.report.same.append(student)
            self._write_timestamp(folder, dates)
            if before and before.lms == origin.lms and before.is_after(origin):
                return True  # an earlier upload of the same
        elif why:
            self.report.others.append((f"{student}: {_said(downloads)}", why))
            return False
        else:
            (self.report.again if folder.exists() else self.report.placed).append(student)
            self._write(folder, files, dates)
            log.info("Put %d files of %r into %s", len(files), student, folder)
        if origin.late:
            self.report.late.append(student)
        origins[self.module, student] = origin
        return True

    def _chosen(self, student: str, downloads: Sequence[Download]) -> dict[str, Download]:
        """By path the files of a submission; of two that have one, the later upload."""
        notebooks = self.course.notebooks(self.module)
        chosen: dict[str, Download] = {}
        for download in sorted(downloads, key=lambda d: (d.upload, d.date)):
            path = without_copy_number(download.path, notebooks)
            before = next((p for p in chosen if alike(p) == alike(path)), None)
            if before is not None:
                older = chosen.pop(before)
                self.report.remarks.append(
                    f"{student}: {download.path} was taken, not the earlier {older.path}."
                )
            chosen[path] = download
        return chosen

    def _why_not(
        self, student: str, folder: Path, files: Mapping[str, bytes], origin: Origin
    ) -> str:
        """Why what is there stays, if it does."""
        if not os.path.lexists(folder):
            return ""
        if not folder.is_dir():
            return f"{self.course.relative(folder)} is no folder: move it away"
        try:
            own_folder(self.course, student, self.module)
            there = {p: t for p, t in files_in(folder).items() if p not in NOT_THEIRS}
        except (CourseError, FilesError) as error:
            return str(error)
        if there == dict(files):
            return _SAME
        if not there or self.replace:
            return ""
        before = self.people.collected.origins.get((self.module, student))
        if before is None:
            dates = [path.stat().st_mtime for path in folder.rglob("*") if path.is_file()]
            if origin.date > max(dates, default=0.0) + SAME_TIME:
                return ""
            return f"what is there is newer, or as old; {_ALL_THE_SAME}"
        if before.fingerprint != fingerprint(there):
            return f"what is there was changed since it was collected; {_ALL_THE_SAME}"
        if before.lms == origin.lms and origin.is_after(before):
            return ""
        return f"what is there was handed in later, or at the same time; {_ALL_THE_SAME}"

    def _write(self, folder: Path, files: Mapping[str, bytes], dates: Mapping[str, float]) -> None:
        top = self.course.folder("submitted")  # it may be another disk than the course
        top.mkdir(parents=True, exist_ok=True)
        for place in (top, folder.parent):
            require_writable(place)
        with tempfile.TemporaryDirectory(dir=top, prefix=_STAGING) as scratch:
            staged = Path(scratch) / "new"
            write_files(staged, files)
            for path in files:
                if dates[path]:
                    os.utime(staged / path, (dates[path], dates[path]))
            self._write_timestamp(staged, dates)
            folder.parent.mkdir(parents=True, exist_ok=True)
            if folder.exists():
                folder.rename(Path(scratch) / "old")
            staged.rename(folder)
        share(self.course, folder)

    def _write_timestamp(self, folder: Path, dates: Mapping[str, float]) -> None:
        """Say when it was handed in, as nbgrader reads it, if the files' dates are to tell that."""
        file = folder / TIMESTAMP
        if self.dates and any(dates.values()) and not file.exists():
            when = datetime.fromtimestamp(max(dates.values()), UTC)
            file.write_text(f"{when:%Y-%m-%d %H:%M:%S} UTC\n", encoding="ascii")


class _Refused(Exception):
    """Files that are not taken; says why."""


_SAME = "as it was"


def _content(chosen: Mapping[str, Download]) -> dict[str, bytes]:
    """What the files hold."""
    size = sum(download.size for download in chosen.values())
    if size > _MOST:
        raise _Refused(f"they have {size >> 20} MB together; {_MOST >> 20} are allowed")
    try:
        files = {path: download.read() for path, download in chosen.items()}
    except _DAMAGED as error:
        raise _Refused(f"damaged in the archive: {error}") from None
    return put_over(files, {})  # where one is a file and another a folder of that name


def _origin(first: Download, chosen: Mapping[str, Download], files: dict[str, bytes]) -> Origin:
    return Origin(
        first.lms,
        first.number,
        first.name,
        {path: chosen[path].downloaded for path in files},
        late=any(download.late for download in chosen.values()),
        upload=max(download.upload for download in chosen.values()),
        date=max(download.date for download in chosen.values()),
        fingerprint=fingerprint(files),
    )


def _said(downloads: Sequence[Download]) -> str:
    """Somebody's files, to be shown."""
    first = downloads[0]
    who = f"{first.name or 'anonymous'} ({first.number})"
    more = f" and {len(downloads) - 1} more" if len(downloads) > 1 else ""
    return f"{who}, {PurePosixPath(first.path).name[-80:]}{more}"


def module_of(course: Course, downloads: Sequence[Download], archive: Path) -> str:
    """The module whose notebooks are in an archive, or whose name it has.

    Raises
    ------
    CourseError
        If none or several could be meant.
    """
    modules = course.modules()
    if len(modules) == 1:
        return modules[0]
    names = {alike(PurePosixPath(d.path).name) for d in downloads}
    found = []
    for module in modules:
        notebooks = course.notebooks(module)
        plain = {alike(without_copy_number(name, notebooks)) for name in names}
        if not plain.isdisjoint(map(alike, notebooks)):
            found.append(module)
    if len(found) != 1:
        called = f" {' '.join(words(archive.stem))} "
        found = [m for m in modules if f" {' '.join(words(m))} " in called]
    if len(found) != 1:
        raise CourseError(
            f"It is not clear for which assignment {archive} is: say it with --assignment, one of "
            f"{', '.join(modules)}."
        )
    return found[0]
