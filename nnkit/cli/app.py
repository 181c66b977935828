"""The commands: what each takes, and which function does it.

What a command needs is imported when it runs, so that students need no grading tools and every
command starts at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nnkit.cli import author
from nnkit.cli.options import CourseFolder, Modules, Quiet, kindly

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from nnkit.grading.classroom.batch import Task
    from nnkit.grading.classroom.course import Course
    from nnkit.grading.classroom.result import Result

    Place = tuple[Executor, int]

app = typer.Typer(
    name="nnkit",
    help="Back-propagation by doing it: work on the course, check it, grade it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

STUDENTS, INSTRUCTORS, AUTHORS = "For students", "For instructors", "For authors"

Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", min=1, help="How many submissions run at a time."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler", metavar="ADDRESS", help="Grade on a Dask cluster: tcp://HOST:8786."
    ),
]
Unconfined = Annotated[
    bool,
    typer.Option("--unconfined", help="Run students' code with all your rights, if you trust it."),
]


@app.command(rich_help_panel=STUDENTS)
@kindly
def lab(
    module: Annotated[
        str | None, typer.Argument(metavar="[MODULE]", help="Such as 05; opens its notebook.")
    ] = None,
    course: CourseFolder = None,
) -> None:
    """Open the course in JupyterLab."""
    from nnkit.cli.lab import start
    from nnkit.grading.classroom.course import Course

    raise typer.Exit(start(Course.find(course), module))


@app.command(rich_help_panel=STUDENTS)
def check(
    notebooks: Annotated[
        list[Path], typer.Argument(metavar="NOTEBOOK...", help="Notebooks, such as mine.ipynb.")
    ],
    timeout: Annotated[int, typer.Option(metavar="SECONDS", help="Time limit for a cell.")] = 60,
) -> None:
    """Run notebooks from the top and print what their checks say.

    Ends with exit code 1 unless every check passes.  The notebooks are not changed.
    """
    from nnkit.cli.check import check_notebook

    passed = [check_notebook(notebook, timeout) for notebook in notebooks]
    raise typer.Exit(0 if all(passed) else 1)


@app.command(rich_help_panel=STUDENTS)
def exercises(
    json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """List the exercises of the course."""
    from nnkit.cli.show import exercise_table, exercises_as_json

    if json:
        print(exercises_as_json())
    else:
        exercise_table()


@app.command(rich_help_panel=INSTRUCTORS)
@kindly
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
    quiet: Quiet = False,
) -> None:
    """Make a course with a simulated class, grade it and report on it.

    Some students are perfect, some have misconceptions, and some hand in a syntax error or a loop
    that never ends.  Running it again goes on where it stopped.
    """
    from nnkit.authoring.demo import create
    from nnkit.cli import show
    from nnkit.grading.classroom.course import Course

    made = create(Course.find(), folder, students=students, seed=seed)
    if not quiet:
        print(f"{students} simulated students have handed in to {folder}/submitted.")
    if create_only:
        return
    with _place(workers) as place:
        results = _grade(made, made.modules(), [], place, unconfined=unconfined, quiet=quiet)
    page = _report(made, results)
    if not quiet:
        show.found_again(made, results)
        show.files(
            ("Gradebook", folder / "gradebook.db"),
            ("Feedback for each student", folder / "feedback"),
            ("Report on the class", folder / page.name),
            ("What was simulated", folder / "simulated.json"),
        )
    _stop_if_failed(results)


@app.command(rich_help_panel=INSTRUCTORS)
@kindly
def grade(
    modules: Modules = None,
    course: CourseFolder = None,
    student: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this student; may be repeated.")
    ] = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    unconfined: Unconfined = False,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all results as JSON.")
    ] = None,
    regrade: Annotated[
        bool, typer.Option("--regrade", help="Grade again what is graded already.")
    ] = False,
    feedback: Annotated[bool, typer.Option(help="Write a page for each student.")] = True,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="A line for each submission.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Grade what students handed in: points, explanations, feedback, gradebook.

    Takes submitted/STUDENT/MODULE/NOTEBOOK.ipynb and skips what is graded already.  Ends with exit
    code 0 only if every submission could be graded.
    """
    import time

    from nnkit.grading.classroom.course import Course

    start = time.monotonic()
    with _place(workers, scheduler, pages=feedback) as place:  # first, for processes start slowly
        found = Course.find(course)
        results = _grade(
            found,
            found.modules(modules or []),
            student or [],
            place,
            unconfined=unconfined,
            quiet=quiet,
            verbose=verbose,
            regrade=regrade,
            feedback=feedback,
        )
    if json:
        from nnkit.grading.classroom.result import as_json

        text = as_json(found.root.name, time.monotonic() - start, results)
        json.write_text(text, encoding="utf-8")
    _stop_if_failed(results)


@app.command(rich_help_panel=INSTRUCTORS)
@kindly
def report(modules: Modules = None, course: CourseFolder = None, quiet: Quiet = False) -> None:
    """Report on the class: what it did well, and what it did not understand."""
    from nnkit.cli import show
    from nnkit.grading.classroom.batch import graded, tasks
    from nnkit.grading.classroom.course import Course

    found = Course.find(course)
    results = graded(found, tasks(found, found.modules(modules or [])))
    page = _report(found, results)
    if not quiet:
        show.class_table(results)
        show.files(("Report on the class", page))


@app.command(rich_help_panel=INSTRUCTORS)
@kindly
def doctor(course: CourseFolder = None) -> None:
    """Look whether this machine can do all that the course needs, and what to do if not.

    Ends with exit code 1 if students' code cannot be confined or something is missing.
    """
    from nnkit.cli.doctor import examine
    from nnkit.grading.classroom.course import Course

    raise typer.Exit(0 if examine(Course.find(course)) else 1)


app.command("release", rich_help_panel=AUTHORS)(kindly(author.release))
app.command("test", rich_help_panel=AUTHORS)(kindly(author.run_tests))
app.add_typer(author.new, name="new", rich_help_panel=AUTHORS)


def _place(
    workers: int | None, scheduler: str | None = None, *, pages: bool = True
) -> AbstractContextManager[Place]:
    """Where submissions are graded, and how many at a time."""
    from nnkit.grading.classroom import pool

    if scheduler:
        return pool.cluster(scheduler)
    return pool.local(workers or pool.by_default(), pages=pages)


def _grade(
    course: Course,
    modules: list[str],
    students: list[str],
    place: Place,
    *,
    quiet: bool,
    unconfined: bool = False,
    verbose: bool = False,
    regrade: bool = False,
    feedback: bool = True,
) -> list[Result]:
    """Grade what is to be graded, show it, and return all results, also of earlier runs."""
    from nnkit.cli import show
    from nnkit.grading.classroom import batch

    for folder in course.strays():
        show.remark(f"{folder} belongs to no module and is not graded.")
    asked = batch.tasks(course, modules, students)
    todo: list[Task] = batch.to_do(course, asked, regrade=regrade, feedback=feedback)
    run = batch.grade(
        course,
        modules,
        todo,
        executor=place[0],
        workers=place[1],
        unconfined=unconfined,
        feedback=feedback,
        say=show.remark,
    )
    # What failed when it was handed in again keeps its earlier mark in the gradebook.
    results: dict[tuple[str, str], Result] = {}
    for result in show.progress(run, len(todo), "Grading", quiet):
        results[result.module, result.student] = result
        if verbose:
            show.line(result)
    failed = [result for result in results.values() if result.status == "failed"]
    before = batch.graded(course, [t for t in asked if (t.module, t.student) not in results])
    every = sorted([*results.values(), *before], key=lambda r: (r.module, r.student))
    if not quiet:
        new = sum(not task.recorded for task in todo)
        done, kept = new - len(failed), len(asked) - new
        show.class_table(every)
        print(f"{done} graded" + (f", {kept} were graded before" if kept else "") + ".")
        show.repairs(every)
    show.failures(failed)
    return every


def _report(course: Course, results: list[Result]) -> Path:
    from nnkit.grading.classroom.report import write_report

    return write_report(course, results)


def _stop_if_failed(results: list[Result]) -> None:
    if any(result.status == "failed" for result in results):
        raise typer.Exit(1)
