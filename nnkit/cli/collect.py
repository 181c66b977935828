"""Submissions come in from Canvas or Moodle, for `nnkit collect`."""

from __future__ import annotations

from pathlib import Path

from nnkit.cli import show
from nnkit.cli.say import say, warn
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.lock import only_run
from nnkit.grading.classroom.permissions import check_writable, group_rights
from nnkit.grading.classroom.shown import printable
from nnkit.grading.lms import canvas, moodle
from nnkit.grading.lms.collect import Collector, Report, module_of
from nnkit.grading.lms.collected import Collected
from nnkit.grading.lms.downloads import downloads
from nnkit.grading.lms.students import known_students, read_map
from nnkit.grading.lms.template import Template
from nnkit.grading.lms.who import People


def collect(
    course: Course,
    archive: Path,
    *,
    assignment: str | None = None,
    map: Path | None = None,
    roster: Path | None = None,
    add_students: bool = False,
    replace: bool = False,
    dates: bool = False,
    quiet: bool = False,
) -> bool:
    """Put what was handed out into submitted/; whether everything found its place.

    Raises
    ------
    CourseError
        If something has to be mended first; nothing was placed.
    """
    if not archive.exists():
        raise CourseError(f"There is no {archive}. Give the zip, or the folder that it became.")
    check_writable(course, ("submitted",))
    mapped, listed = read_map(map), _roster(roster)
    with group_rights(course), only_run(course), downloads(archive) as (files, others):
        if not files and not others:
            raise CourseError(f"{archive} has no files in it. Download it again.")
        if not files:
            _show(course, archive.name, Report(others=others), quiet)
            return False
        named = course.modules([assignment]) if assignment else []
        module = named[0] if named else module_of(course, files, archive)
        collected = Collected.read(course)
        with open_gradebook(course) as gradebook:
            students = known_students(course, gradebook)
        people = People(students, mapped, listed, collected, add_students)
        collector = Collector(course, module, people, replace, dates, Report(others=others))
        try:
            collector.collect(files)
        finally:  # what was placed before something stopped stays, and is remembered
            collected.write(course)
    _show(course, module, collector.report, quiet)
    return not collector.report.others


def _roster(path: Path | None) -> Template | None:
    """Who is who, from a file that Canvas or Moodle exported."""
    if path is None:
        return None
    try:
        return canvas.read_gradebook(path)
    except CourseError:
        pass
    try:
        return moodle.read_moodle(path)
    except CourseError as error:
        raise CourseError(f"As a roster, {error} Canvas's gradebook does as well.") from None


def _show(course: Course, module: str, report: Report, quiet: bool) -> None:
    if not quiet:
        counts = {
            "handed in": report.placed,
            "handed in again": report.again,
            "as they were": report.same,
        }
        said = ", ".join(f"{len(who)} {what}" for what, who in counts.items() if who)
        where = f"{said}. They are in {course.folder('submitted')}."
        say(f"{module}: {where if said else 'nothing was placed.'}")
        for what, who in (
            ("Handed in again, and replaced here", report.again),
            (
                "Late, as Canvas says (when, it does not say, so this costs nothing here)",
                report.late,
            ),
            ("New students of this course", report.added),
        ):
            if who:
                say(f"{what}: {', '.join(map(printable, who))}")
        for remark in report.remarks:
            show.remark(printable(remark))
    if report.others:
        warn(f"\nNot placed ({len(report.others)}):")
    for what, why in report.others:
        warn(f"  {printable(what)}: {printable(why)}")
    if report.unclear:
        show.remark(
            "Say who they are in a file for --map, a line STUDENT,NUMBER each; or give --roster "
            "with a file that the system exported; or take them as new students with "
            "--add-students."
        )
