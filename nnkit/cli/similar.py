"""`nnkit similar`: answers that share more than chance, for a person to read side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nnkit.cli.options import Assignments, CourseFolder, LogFile, Quiet, Steps
from nnkit.cli.say import say

SHOWN = 12  # rows of a table

if TYPE_CHECKING:
    from nnkit.grading.classroom.course import Course
    from nnkit.grading.similar.survey import Survey


def similar(
    modules: Assignments = None,
    course: CourseFolder = None,
    pool: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="An earlier year's course; may be repeated."),
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write what was found as JSON.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="DIR", help="Write pages, side by side.")
    ] = None,
    verbose: Steps = False,
    log_file: LogFile = None,
    quiet: Quiet = False,
) -> None:
    """Find answers that look alike, or are right for another student's numbers.

    Compares programs without names, comments and layout, and leaves out what was given and what
    more than half of the class have.  It says what is alike, never why: read both answers.
    Nothing that was handed in is run, and nothing leaves this machine.
    """
    from nnkit.cli import show
    from nnkit.cli.logs import logging_to
    from nnkit.grading.classroom.course import Course
    from nnkit.grading.classroom.submissions import find_submissions
    from nnkit.grading.classroom.write_file import check_file, check_folder, write_file
    from nnkit.grading.similar.pages import write_pages
    from nnkit.grading.similar.survey import as_json, survey

    with logging_to(log_file, verbose=verbose):
        found = Course.to_grade(course).as_configured()
        slugs = found.modules(modules or [])
        if json:
            check_file(json)
        if html:
            check_folder(html)
        years = pools(found, pool or [])
        handed_in = {submission.module for submission in find_submissions(found, slugs)}
        asked = [slug for slug in slugs if slug in handed_in]
        surveys = []
        for slug in show.progress(asked, len(asked), "Comparing", quiet):
            surveys.append(survey(found, slug, years))
    if json:
        write_file(json, as_json(found.root.name, surveys))
    for one in surveys:
        show_remarks(one, bool(years))
    if not quiet:
        for one in surveys:
            show_survey(one)
        say("\nThat answers are alike says nothing of why: read both, and talk with the students.")
    if html:
        index = write_pages(html, found.root.name, surveys)
        if not quiet:
            show.files(("Side by side", index))


def pools(course: Course, folders: Sequence[Path]) -> dict[str, Path]:
    """Earlier years' folders by a name for each.

    Raises
    ------
    CourseError
        If one is no folder, or this course.
    """
    from nnkit.grading.classroom.course import CourseError

    named: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise CourseError(f"There is no folder {folder}: name an earlier year's course.")
        real = folder.resolve()
        if real in (course.root, course.folder("submitted").resolve()):
            raise CourseError(f"{folder} is this course: name an earlier year's.")
        top = real.parent if real.name == "submitted" else real
        named[top.name if top.name not in named else str(top).replace("/", "-")] = real
    return named


def show_remarks(survey: Survey, has_pool: bool) -> None:
    """What could not be read or looked for."""
    from nnkit.cli.show import remark
    from nnkit.grading.classroom.shown import printable

    for student, why in survey.not_read.items():
        remark(f"{printable(student)} {survey.module} was not read: {printable(why)}")
    if has_pool and not survey.earlier:
        remark(f"{survey.module}: the earlier years have nothing that was handed in for it.")
    waiting = survey.students - survey.graded
    if waiting:
        remark(
            f"{survey.module}: {waiting} of {survey.students} are not graded, and until then "
            "nobody knows whose numbers they used and which misconceptions they have: "
            f"`nnkit grade {survey.module}`"
        )


def show_survey(survey: Survey) -> None:
    """What the answers to a module have in common, in tables."""
    earlier = f", and {survey.earlier} of earlier years" if survey.earlier else ""
    say(f"\n{survey.module}: {survey.students} students{earlier}")
    pairs = [(e.id, pair) for e in survey.exercises for pair in e.comparison.pairs]
    if not (pairs or survey.together or survey.others_numbers or survey.rare_misconceptions):
        say("No answers share more than chance.")
    _tell(
        "\nAlike in several exercises",
        ("Students", ">Deviations", ">Bits", "Exercises"),
        [
            (
                _pair(of.students),
                "–" if of.unusual is None else f"{of.unusual:.1f}",
                f"{of.bits:.0f}",
                ", ".join(of.exercises),
            )
            for of in survey.together
        ],
    )
    _tell(
        "\nPairs of answers that share most",
        ("Exercise", "Students", ">Bits", ">Share", ">Others who have it"),
        [
            (id, _pair(of.students), f"{of.bits:.0f}", f"{100 * of.share:.0f} %", str(of.others))
            for id, of in sorted(pairs, key=lambda row: -row[1].bits)
        ],
        more=sum(exercise.comparison.more for exercise in survey.exercises),
    )
    _tell(
        "\nRight for another student's numbers",
        ("Student", "Whose", "Exercises"),
        [(of.student, of.other, ", ".join(of.exercises)) for of in survey.others_numbers],
    )
    _tell(
        "\nMisconceptions that only two students have",
        ("Students", "Exercise", "Misconception"),
        [
            (_pair(rare.students), rare.exercise, rare.misconception)
            for rare in survey.rare_misconceptions
        ],
    )


def _tell(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], more: int = 0) -> None:
    """The first rows of a table, and how many more there are."""
    from nnkit.cli.class_table import plain_table
    from nnkit.cli.show import print_table
    from nnkit.grading.classroom.shown import printable

    if not rows:
        return
    table = plain_table(title, *columns)
    for row in rows[:SHOWN]:
        table.add_row(*map(printable, row))
    print_table(table)
    more += len(rows) - len(rows[:SHOWN])
    if more:
        say(f"and {more} more: --html DIR shows them, --json FILE lists them.")


def _pair(students: tuple[str, str]) -> str:
    return " · ".join(students)
