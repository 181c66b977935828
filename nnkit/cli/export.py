"""Marks and pages leave a course, for `nnkit export`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from nnkit.cli import show
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.submissions import Submission
from nnkit.grading.classroom.write_file import check_file, write_file
from nnkit.grading.lms import canvas, feedback, moodle, plain
from nnkit.grading.lms.collected import Collected
from nnkit.grading.lms.fill import FillReport, fill, find_columns, with_asked
from nnkit.grading.lms.marks import Mark, not_graded, read_marks
from nnkit.grading.lms.match import Matches, match
from nnkit.grading.lms.students import Student, known_students, read_map
from nnkit.grading.lms.template import Template

_MOST = 20  # lines of a remark; what is missing is listed in full


@dataclass(frozen=True)
class Asked:
    """What the instructor asked for; see `nnkit export --help`."""

    format: str
    modules: tuple[str, ...] = ()
    template: Path | None = None
    map: Path | None = None
    column: tuple[str, ...] = ()
    output: Path | None = None
    feedback: Path | None = None
    overwrite: bool = False
    unread: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class _Class:
    """What is known of a class."""

    course: Course
    modules: list[str]
    students: list[Student]
    marks: list[Mark]
    waiting: list[Submission]


def export(course: Course, asked: Asked) -> bool:
    """Write what was asked for; whether every mark of it got there.

    Raises
    ------
    CourseError
        If something has to be mended first; nothing was written.
    """
    modules = course.modules(asked.modules)
    with open_gradebook(course) as gradebook:
        own = _read(course, gradebook, modules, named=bool(asked.modules))
    report = FillReport()
    marked = {(mark.student, mark.module) for mark in own.marks}
    for waits in own.waiting:
        if (waits.student, waits.module) in marked:
            again = "handed in again, and the mark is of what was there before: run `nnkit grade`"
            report.remark(again, _whose(waits))
        else:
            report.miss(
                "handed in, but not graded; `nnkit grade` does, or says why not", _whose(waits)
            )
    if asked.format in ("csv", "json"):
        _write_plain(own, asked, report)
    else:
        _write_for_lms(own, asked, report)
    _show(report, asked.quiet)
    return not report.missing


def _read(course: Course, gradebook: Gradebook, modules: list[str], *, named: bool) -> _Class:
    """All of a class; of modules that nobody named only those with marks or submissions."""
    marks, waiting = read_marks(gradebook, modules), not_graded(course, modules)
    begun = {mark.module for mark in marks} | {submission.module for submission in waiting}
    students = known_students(course, gradebook)
    return _Class(course, [m for m in modules if named or m in begun], students, marks, waiting)


def _write_plain(own: _Class, asked: Asked, report: FillReport) -> None:
    if asked.template:
        raise CourseError(f"--template is for canvas and moodle; {asked.format} needs none.")
    if asked.feedback is not None:
        _check_archive(asked.feedback, asked)
        whose = [(mark.student, mark.module) for mark in own.marks]
        _pack(asked, asked.feedback, feedback.plain_pages(own.course, whose, report), report)
        if asked.output is None:
            return
    students = {student.id: student for student in own.students}
    if asked.format == "csv":
        text = plain.as_csv(own.marks, students)
    else:
        text = plain.as_json(own.course.root.name, own.marks, students)
    if asked.output is None:
        sys.stdout.write(text)
        return
    check_file(asked.output)
    write_file(asked.output, text)
    if not asked.quiet:
        show.files((f"{len(own.marks)} marks", asked.output))


def _write_for_lms(own: _Class, asked: Asked, report: FillReport) -> None:
    if asked.template is None and asked.feedback is None:
        raise CourseError(
            f"Give the file that {asked.format.capitalize()} exported, which is filled in, as "
            "--template FILE; or --feedback ZIP to pack students' pages."
        )
    if not own.modules:
        raise CourseError("Nothing was graded yet: run `nnkit grade` first.")
    if asked.feedback is not None:
        if len(own.modules) != 1:
            raise CourseError(
                "An archive for an LMS is for one assignment: say which of "
                f"{', '.join(own.modules)}."
            )
        _check_archive(asked.feedback, asked)
    collected = Collected.read(own.course)
    template = matches = None
    if asked.template is not None:
        output = _output(asked, asked.template)
        columns = with_asked(asked.column, own.modules)
        template = _template(asked, asked.template, list(columns.values()))
        matches = _match(own, asked, template, collected, report)
        found = find_columns(template, own.modules, columns, report)
        waiting = {m: [w.student for w in own.waiting if w.module == m] for m in own.modules}
        fill(template, found, own.marks, matches, report, unread=asked.unread, waiting=waiting)
        write_file(output, template.table.written())
        if not asked.quiet:
            filled = ", ".join(f"{n} marks of {module}" for module, n in report.filled.items())
            show.files((filled, output))
    if asked.feedback is not None:
        [module], students = own.modules, [mark.student for mark in own.marks]
        if asked.format == "canvas":
            pages = feedback.canvas_pages(own.course, module, students, collected, report)
        else:
            participants = _participants(module, collected, template, matches)
            pages = feedback.moodle_pages(own.course, module, students, participants, report)
        _pack(asked, asked.feedback, pages, report)


def _template(asked: Asked, path: Path, grade: Sequence[str]) -> Template:
    """The file of the system that was named; of the other one, that is said."""
    try:
        if asked.format == "canvas":
            return canvas.read_gradebook(path)
        template = moodle.read_moodle(path, *grade[:1])
    except CourseError:
        other = _other(asked.format, path)
        if other is None:
            raise
        raise CourseError(
            f"{path} is of {other}: `nnkit export {other.lower()}` fills it in."
        ) from None
    if canvas.is_gradebook(template.table):
        raise CourseError(f"{path} is of Canvas: `nnkit export canvas` fills it in.")
    return template


def _other(format: str, path: Path) -> str | None:
    """Whose file it is, if it is of the other system."""
    try:
        if format == "canvas":
            return moodle.read_moodle(path).lms
        return canvas.read_gradebook(path).lms
    except CourseError:
        return None


def _match(
    own: _Class, asked: Asked, template: Template, collected: Collected, report: FillReport
) -> Matches:
    mapped = read_map(asked.map)
    known = {student.id for student in own.students}
    for student in sorted(mapped.keys() - known):
        report.miss("in the map, but no student of this course", student)
    matches = match(own.students, template, mapped, collected.numbers(template.lms, own.modules))
    marked = {mark.student for mark in own.marks}
    for student, why in matches.refused.items():
        if student not in marked:
            report.miss("it is not clear who in the file it is", f"{student}: {why}")
    return matches


def _output(asked: Asked, template: Path) -> Path:
    """Where the filled file goes."""
    if asked.output is None:
        if asked.overwrite:
            return template
        return template.with_name(f"{template.stem}-filled{template.suffix}")
    check_file(asked.output)
    if not asked.overwrite and asked.output.exists() and asked.output.samefile(template):
        raise CourseError(
            f"{asked.output} is the template itself. Give another file, or --overwrite if it is "
            "meant to be filled in where it is."
        )
    return asked.output


def _check_archive(path: Path, asked: Asked) -> None:
    check_file(path)
    if path.exists() and not asked.overwrite and not feedback.is_own(path):
        raise CourseError(
            f"{path} is there and not an archive that nnkit made. Give another name, or "
            "--overwrite to replace it."
        )


def _participants(
    module: str, collected: Collected, template: Template | None, matches: Matches | None
) -> dict[str, feedback.Participant]:
    """By student who it is in Moodle: as the worksheet says, or else the collected archive."""
    found = {
        student: feedback.Participant(origin.name, origin.number)
        for (of, student), origin in collected.origins.items()
        if of == module and origin.lms == "Moodle"
    }
    if template is None or matches is None or not template.is_worksheet:
        return found
    for student, person in matches.people.items():
        found[student] = feedback.Participant(person.name, dict(reversed(person.ids))["Identifier"])
    return found


def _pack(asked: Asked, path: Path, pages: dict[str, Path], report: FillReport) -> None:
    if not pages:
        _show(report, asked.quiet)
        raise CourseError("There is no page to pack, so no archive was written.")
    feedback.write_archive(path, pages)
    if not asked.quiet:
        megabytes = f"{path.stat().st_size / 1e6:.1f} MB"
        show.files((f"{len(pages)} files of feedback, {megabytes}", path))


def _whose(submission: Submission) -> str:
    return f"{submission.student} {submission.module}"


def _show(report: FillReport, quiet: bool) -> None:
    """What is missing and what is to be known, on stderr."""
    for what, whose in [] if quiet else report.remarks:
        more = [f"and {len(whose) - _MOST} more"] if len(whose) > _MOST else []
        show.remark(f"{what} ({len(whose)}):\n  " + "\n  ".join([*whose[:_MOST], *more]))
    for why, whose in report.missing:
        show.remark(f"Not exported: {why} ({len(whose)}):\n  " + "\n  ".join(whose))
