"""Report on a class for `nnkit report`: pages, tables, and what is said on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nnkit.cli import show
from nnkit.cli.changes import show_changes
from nnkit.cli.outdated import show_outdated
from nnkit.cli.waiting import show_waiting
from nnkit.grading.classroom.analysis.files import as_json, write_csv
from nnkit.grading.classroom.analysis.overview import overview
from nnkit.grading.classroom.analysis.people import people_in
from nnkit.grading.classroom.changes import FILE, kept
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.report import write_pages
from nnkit.grading.classroom.submissions import earlier_results, find_submissions
from nnkit.grading.classroom.waiting import waiting
from nnkit.grading.classroom.write_file import check_file, check_folder, write_file


def report_class(
    course: Course,
    modules: Sequence[str],
    *,
    csv: Path | None = None,
    json: Path | None = None,
    verbose: bool = False,
    quiet: bool = False,
) -> None:
    """Write the report on a class, and say where it is.

    Parameters
    ----------
    course : Course
    modules : sequence of str
    csv : Path, optional
        A folder for all tables.
    json : Path, optional
        A file for all of it.
    verbose, quiet : bool
        Show the points of each submission as well, or only what went wrong.

    Raises
    ------
    CourseError
        If something has to be mended first; nothing was written.
    """
    if json:
        check_file(json)
    if csv:
        check_folder(csv)
    submissions = find_submissions(course, modules)
    with open_gradebook(course) as gradebook:
        results = earlier_results(course, gradebook, submissions)
        people = people_in(gradebook)
        show_outdated(course, gradebook, modules, submissions)
        unread = waiting(gradebook, modules)
    seen = overview(course, results, people)
    written = [("Report on the class", write_pages(course, seen))]
    if csv:
        write_csv(seen, csv)
        written.append(("Tables as CSV", csv))
    if json:
        write_file(json, as_json(seen))
        written.append(("All of it as JSON", json))
    for result in results if verbose else ():
        show.line(result)
    if not quiet:
        show.class_table(results)
        show_waiting(unread, course.root)
        show.files(*written)


def report_changes(course: Course, modules: Sequence[str]) -> None:
    """Show the marks that changed, and what they were."""
    show_changes(kept(course, modules), FILE, dated=True)
