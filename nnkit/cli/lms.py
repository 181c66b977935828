"""The commands for what comes from a learning management system and goes back to it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nnkit.cli.options import Assignments, CourseFolder, LogFile, Quiet, Steps

Map = Annotated[
    Path | None,
    typer.Option(
        "--map",
        metavar="FILE",
        help="CSV with a student's id here and the id there, a line each, where the two differ.",
    ),
]


class Format(StrEnum):
    """What marks are exported as."""

    csv = "csv"
    json = "json"
    canvas = "canvas"
    moodle = "moodle"


def export(
    format: Annotated[Format, typer.Argument(help="csv and json are files of their own.")],
    modules: Assignments = None,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The file that Canvas (Grades, Export) or Moodle (grading worksheet, or gradebook "
            "as plain text) exported: marks are filled into it, all else stays.",
        ),
    ] = None,
    map: Map = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[MODULE=]HEADING",
            help="The column of a module, by heading, title or number, where no column has its "
            "name; may be repeated.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where to write: by default beside the template, as NAME-filled.csv; csv and json "
            "to the terminal.",
        ),
    ] = None,
    feedback: Annotated[
        Path | None,
        typer.Option(
            metavar="ZIP",
            help="Pack students' pages: for one module as Canvas (Upload Submissions) or Moodle "
            "(Upload multiple feedback files in a zip) takes them back; with csv or json those of "
            "all modules, in a folder for each student.",
        ),
    ] = None,
    unread: Annotated[
        bool,
        typer.Option(
            "--unread", help="Fill in marks also where a person has still to read an answer."
        ),
    ] = False,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Write into the template itself, or over an archive."),
    ] = False,
    course: CourseFolder = None,
    verbose: Steps = False,
    log_file: LogFile = None,
    quiet: Quiet = False,
) -> None:
    """Bring marks to Canvas or Moodle: fill in the file that it exported, and pack the pages.

    Students are found by ID, SIS User ID or SIS Login ID (Canvas), by participant number, ID
    number, email address or user name (Moodle), never by likeness. Marks are less late penalties,
    with two decimals. Ends with exit code 0 only if everybody in the file is a student of the
    course, and every final mark is in the file.
    """
    from nnkit.cli.export import Asked
    from nnkit.cli.export import export as write
    from nnkit.cli.logs import logging_to
    from nnkit.grading.classroom.course import Course

    asked = Asked(
        format.value,
        tuple(modules or ()),
        template,
        map,
        tuple(column or ()),
        output,
        feedback,
        overwrite,
        unread,
        quiet,
    )
    with logging_to(log_file, verbose=verbose):
        everything = write(Course.to_grade(course).as_configured(), asked)
    if not everything:
        raise typer.Exit(1)


def collect(
    path: Annotated[
        Path,
        typer.Argument(help="A zip of Canvas or Moodle, or the folder that it was unpacked to."),
    ],
    assignment: Annotated[
        str | None,
        typer.Option(
            metavar="MODULE", help="Whose; by default the module whose notebooks are in it."
        ),
    ] = None,
    map: Map = None,
    roster: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A file with everybody's ids: Canvas's gradebook, Moodle's grading worksheet.",
        ),
    ] = None,
    add_students: Annotated[
        bool,
        typer.Option(
            "--add-students",
            help="Take people whom the course does not know as new students of it. Into a course "
            "without students they come anyway.",
        ),
    ] = False,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Take what comes also if what is there is not older."),
    ] = False,
    dates: Annotated[
        bool,
        typer.Option(
            "--dates",
            help="Take the files' dates for the time of handing in, which decides about late "
            "penalties. In many zips that is when they were downloaded.",
        ),
    ] = False,
    course: CourseFolder = None,
    verbose: Steps = False,
    log_file: LogFile = None,
    quiet: Quiet = False,
) -> None:
    """Collect submissions: put what Canvas or Moodle handed out into submitted/STUDENT/MODULE/.

    What is newer replaces what is there, what is older does not; collecting the same again changes
    nothing. Ends with exit code 0 only if every file found its place.
    """
    from nnkit.cli.collect import collect as place
    from nnkit.cli.logs import logging_to
    from nnkit.grading.classroom.course import Course

    with logging_to(log_file, verbose=verbose):
        everything = place(
            Course.to_grade(course).as_configured(),
            path,
            assignment=assignment,
            map=map,
            roster=roster,
            add_students=add_students,
            replace=replace,
            dates=dates,
            quiet=quiet,
        )
    if not everything:
        raise typer.Exit(1)
