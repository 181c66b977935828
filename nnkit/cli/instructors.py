"""The commands for instructors."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nnkit.cli.options import (
    Assignments,
    CourseFolder,
    LogFile,
    Quiet,
    Steps,
    Unconfined,
    Verbose,
    Workers,
)
from nnkit.cli.say import say

if TYPE_CHECKING:
    from nnkit.grading.classroom.result import Result


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Becomes a course directory.")
    ] = Path("demo"),
    students: Annotated[int, typer.Option(metavar="N", min=1, help="Size of the class.")] = 24,
    seed: Annotated[int, typer.Option(metavar="S", help="The same seed, the same class.")] = 0,
    create_only: Annotated[
        bool, typer.Option("--create-only", help="Make the class, but do not grade it.")
    ] = False,
    workers: Workers = None,
    unconfined: Unconfined = False,
    verbose: Verbose = False,
    log_file: LogFile = None,
    quiet: Quiet = False,
) -> None:
    """Make a course with a simulated class, grade it and report on it.

    Some students are perfect, some have misconceptions, and some hand in a syntax error or a loop
    that never ends.  Running it again goes on where it stopped.
    """
    from nnkit.authoring.demo import create
    from nnkit.authoring.new_course import course_here
    from nnkit.cli import show
    from nnkit.cli.grade import grade_class
    from nnkit.cli.logs import logging_to
    from nnkit.grading.classroom import executors
    from nnkit.grading.classroom.shown import plural
    from nnkit.grading.sandbox.confinement import support

    with logging_to(log_file, verbose=verbose):
        course = create(course_here(), folder, students=students, seed=seed)
        if not quiet:
            who = plural(students, "simulated student has", "simulated students have")
            say(f"{who} handed in to {folder}/submitted.")
        if create_only:
            return
        if not unconfined and support().missing:
            unconfined = True
            show.remark(
                "Students' code cannot be confined on this machine. The simulated class is "
                "nnkit's own, so its code runs here with all your rights; to grade real students, "
                "see `nnkit doctor`."
            )
        with executors.local(workers or executors.default_workers()) as where:
            results = grade_class(
                course, *where, unconfined=unconfined, quiet=quiet, verbose=verbose
            )
        from nnkit.grading.classroom.report import write_report

        page = write_report(course, results)
    if not quiet:
        show.misconceptions_found(course, results)
        show.files(
            ("Gradebook", folder / "gradebook.db"),
            ("Feedback for each student", folder / "feedback"),
            ("Report on the class", folder / page.name),
            ("What was simulated", folder / "simulated.json"),
        )
    _exit_if_failed(results)


def grade(
    modules: Assignments = None,
    course: CourseFolder = None,
    student: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this student; may be repeated.")
    ] = None,
    workers: Workers = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Grade on a Dask cluster: tcp://HOST:8786."),
    ] = None,
    unconfined: Unconfined = False,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all results as JSON.")
    ] = None,
    regrade: Annotated[
        bool, typer.Option("--regrade", help="Grade again what is graded already.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Then grade what arrives, until Ctrl-C.")
    ] = False,
    feedback: Annotated[bool, typer.Option(help="Write a page for each student.")] = True,
    verbose: Verbose = False,
    log_file: LogFile = None,
    quiet: Quiet = False,
) -> None:
    """Grade what students handed in: points, explanations, feedback, gradebook.

    Takes submitted/STUDENT/ASSIGNMENT/NOTEBOOK.ipynb and skips what is graded already.  Ends with
    exit code 0 only if every submission could be graded.
    """
    from nnkit.cli.logs import logging_to
    from nnkit.grading.classroom import executors
    from nnkit.grading.classroom.course import Course
    from nnkit.grading.classroom.write_file import check_file, write_file

    start = time.monotonic()
    with logging_to(log_file, verbose=verbose):
        found = Course.to_grade(course)
        if json:
            check_file(json)
        if scheduler:
            from nnkit.grading.classroom.dask_executor import dask

            executor = dask(scheduler)
        else:
            executor = executors.local(workers or executors.default_workers(), pages=feedback)
        # The workers come before the rest: they start while this process loads it.
        with executor as where:
            from nnkit.cli.grade import grade_class
            from nnkit.cli.watch import grade_and_watch

            found = found.as_configured()
            once = partial(
                grade_class,
                found,
                *where,
                unconfined=unconfined,
                verbose=verbose,
                feedback=feedback,
            )
            run = partial(grade_and_watch, found, once) if watch else once
            results = run(
                modules=modules or [],
                students=student or [],
                quiet=quiet,
                regrade=regrade,
            )
    if json:
        from nnkit.grading.classroom.result import as_json

        write_file(json, as_json(found.root.name, time.monotonic() - start, results))
    _exit_if_failed(results)


def report(
    modules: Assignments = None,
    course: CourseFolder = None,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="DIR", help="Write all tables as CSV into a folder."),
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all of it as JSON.")
    ] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="Only show marks that changed, and what they were.")
    ] = False,
    verbose: Verbose = False,
    log_file: LogFile = None,
    quiet: Quiet = False,
) -> None:
    """Report on the class: what to say in the next lecture, and which questions to look at.

    Writes report.html, and a page for each student in report/students/.
    """
    from nnkit.cli.logs import logging_to
    from nnkit.cli.report import report_changes, report_class
    from nnkit.grading.classroom.course import Course

    with logging_to(log_file, verbose=verbose):
        found = Course.to_grade(course).as_configured()
        slugs = found.modules(modules or [])
        if changes:
            report_changes(found, slugs)
        else:
            report_class(found, slugs, csv=csv, json=json, verbose=verbose, quiet=quiet)


def verify(
    assignments: Assignments = None,
    course: CourseFolder = None,
    workers: Workers = None,
    unconfined: Unconfined = False,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write what was found as JSON.")
    ] = None,
    verbose: Steps = False,
    log_file: LogFile = None,
) -> None:
    """Grade your own solution, the released stub and an empty notebook of each assignment.

    Says which tests your solution fails, which tests ask nothing, and which can be decided inside
    the sandbox only.  Ends with exit code 0 only if the solution earns all points and the others
    none.
    """
    from nnkit.cli.logs import logging_to
    from nnkit.grading.classroom import executors
    from nnkit.grading.classroom.course import Course
    from nnkit.grading.classroom.write_file import check_file, write_file

    with logging_to(log_file, verbose=verbose):
        found = Course.to_grade(course).as_configured()
        if json:
            check_file(json)
        with executors.local(workers or executors.default_workers(), pages=False) as (executor, _):
            from nnkit.cli.verify import as_json, show_verified, verify_assignments

            names = found.modules(assignments or [])
            verified = verify_assignments(found, executor, names, unconfined=unconfined)
    show_verified(verified, found)
    if json:
        write_file(json, as_json(verified))
    if any(one.problems() for one in verified):
        raise typer.Exit(1)


def doctor(course: CourseFolder = None) -> None:
    """Look whether this machine can do all that the course needs, and what to do if not.

    Ends with exit code 1 if students' code cannot be confined or something is missing.
    """
    from nnkit.cli.doctor import examine
    from nnkit.grading.classroom.course import Course, CourseError

    try:
        found = Course.to_grade(course)
    except CourseError:
        if course is not None:
            raise
        found = None  # before there is a course one can ask as well
    raise typer.Exit(0 if examine(found) else 1)


def _exit_if_failed(results: list[Result]) -> None:
    if any(result.error or result.page_error for result in results):
        raise typer.Exit(1)
