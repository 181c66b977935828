"""The commands of authors: what each takes, and which function does it."""

from __future__ import annotations

import shlex
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from nnkit.cli.options import CourseFolder, LogFile, Modules, Quiet, Steps
from nnkit.cli.say import say, warn

if TYPE_CHECKING:
    from nnkit.checks.exercise import Exercise
    from nnkit.grading.classroom.course import Course
    from nnkit.working_copy.answers import Answers

T = TypeVar("T")


def release(
    modules: Modules = None,
    course: CourseFolder = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if something would change.")
    ] = False,
    execute: Annotated[
        bool | None,
        typer.Option(
            "--execute/--no-execute",
            help="Run every notebook, or none; by default those whose code changed.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite answers in modules/; a backup is kept.")
    ] = False,
    verbose: Steps = False,
    log_file: LogFile = None,
    quiet: Quiet = False,
) -> None:
    """Make modules/, which students get, from solutions/.

    Notebooks whose code changed since they were last run are run first, and what their cells show
    is stored in them.  A notebook in modules/ that holds somebody's answers is not overwritten.
    """
    from nnkit.cli.logs import logging_to
    from nnkit.grading.classroom.course import Course

    with logging_to(log_file, verbose=verbose):
        found = Course.find(course)
        _release(found, modules or [], check=check, execute=execute, force=force, quiet=quiet)


def _release(
    course: Course,
    modules: Sequence[str],
    *,
    check: bool,
    execute: bool | None,
    force: bool,
    quiet: bool,
) -> None:
    from nnkit.authoring.canonical import sources
    from nnkit.authoring.execute import not_run
    from nnkit.authoring.left_to_do import left_in_notebooks
    from nnkit.authoring.release import answered, refuse_answers, stale, tidy
    from nnkit.authoring.release import release as make
    from nnkit.course import catalogue
    from nnkit.grading.classroom.course import SHIPPED, CourseError

    if course.root == SHIPPED:
        raise CourseError(
            "There is no course here to release. Go to its folder, or name it with --course; "
            "`nnkit new course DIR` makes one."
        )
    root, slugs = course.root, course.modules(modules)
    for slug in set(slugs) & set(catalogue.modules().values()):
        _read(catalogue.exercises, slug)
    if check:
        changed = [path for slug in slugs for path in stale(root, slug)]
        changed += [path for slug in slugs for path in not_run(root, slug)]
    else:
        if not force:
            refuse_answers(root, slugs)
        changed = [path for slug in slugs for path in tidy(root, slug, write=True)]
        to_run = [p for slug in slugs for p in (sources if execute else not_run)(root, slug)]
        if execute is not False:
            _execute(root, to_run, quiet)
            changed += to_run
        changed += [path for slug in slugs for path in make(root, slug, force=force)]
    for path in dict.fromkeys(changed):
        say(path.relative_to(root))
    if check and changed:
        raise CourseError(_what_is_stale(root, changed, answered(root, slugs)))
    for slug in slugs:
        for sentence in left_in_notebooks(root, slug):
            warn(sentence)
    if execute is False and to_run:
        names = ", ".join(str(path.relative_to(root)) for path in to_run)
        warn(f"Not run, so its cells may show what older code gave: {names}")
    elif not changed:
        say("Everything is up to date.")


def _what_is_stale(root: Path, changed: list[Path], answered: Mapping[Path, Answers]) -> str:
    """What to do about files that are not up to date; answers in them are not thrown away."""
    sentences = [
        f"{path.relative_to(root)} holds answers: {answers}. They are safe in a copy of your own: "
        "`nnkit lab` makes it and takes them there."
        for path, answers in answered.items()
    ]
    if set(changed) - set(answered):
        sentences.append("These files are not up to date; run `nnkit release`.")
    return "\n".join(sentences)


def new_course(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder.")],
) -> None:
    """Make a course directory with this course's modules, to grade a class in and to change.

    It is a course as nbgrader has it: solutions/, modules/ and nbgrader_config.py.
    """
    from nnkit.authoring.new_course import new_course as make
    from nnkit.grading.classroom.course import Course
    from nnkit.grading.classroom.shown import plural

    made = make(Course.own(), folder)
    say(
        f"{folder} is a course with {plural(len(made.modules()), 'module')}. Give students what is "
        f"in {folder / 'modules'}; what they hand in belongs into\n"
        f"  {folder / 'submitted' / 'STUDENT' / 'MODULE' / 'NOTEBOOK.ipynb'}\n"
        "Then\n"
        f"  nnkit grade --course {shlex.quote(str(folder))}"
    )


def new_module(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as 11_convolution.")],
    course: CourseFolder = None,
) -> None:
    """Make a module with one question in it."""
    from nnkit.authoring import scaffold
    from nnkit.grading.classroom.course import Course

    root = Course.find(course).root
    _show_new(root, scaffold.new_module(root, name), name[:2])


def new_exercise(
    id: Annotated[str, typer.Argument(metavar="ID", help="Such as 02.leaky_relu.")],
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help="code, faded-code, number, prediction, parsons, find-the-bug, choice or why.",
        ),
    ] = "code",
    after: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The exercise that it follows; by default the last one."),
    ] = None,
    course: CourseFolder = None,
) -> None:
    """Make an exercise: its file in nnkit/course/ and its cells in solutions/."""
    from nnkit.authoring import scaffold
    from nnkit.grading.classroom.course import Course

    root = Course.find(course).root
    _show_new(root, scaffold.new_exercise(root, id, kind, after), id)


def _show_new(course: Path, files: list[Path], to_test: str) -> None:
    for path in files:
        say(path.relative_to(course))
    say(
        "Replace what says TODO in them, then\n"
        f"  nnkit test {to_test}\n"
        f"  nnkit release {to_test[:2]}"
    )


def run_tests(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID|MODULE]...", help="Such as 02.leaky_relu or 02; all by default."
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Test exercises by mutation, and say in a sentence what is missing.

    Each misconception has to fail and to be named, each other right answer to get all the points.
    """
    from nnkit.authoring.left_to_do import left_in_exercise
    from nnkit.authoring.practice import remarks
    from nnkit.authoring.rules import problems
    from nnkit.cli import show
    from nnkit.grading.classroom.course import CourseError
    from nnkit.grading.classroom.shown import plural

    chosen = _chosen(what or [])
    faulty = remarked = 0
    for exercise in show.progress(chosen, len(chosen), "Testing exercises", quiet):
        found, more = problems(exercise), [*remarks(exercise), *left_in_exercise(exercise)]
        faulty, remarked = faulty + bool(found), remarked + bool(more)
        for sentence in (*found, *more):
            say(sentence)
    if faulty:
        verb = "breaks" if faulty == 1 else "break"
        raise CourseError(f"{faulty} of {plural(len(chosen), 'exercise')} {verb} a rule.")
    if not quiet and len(chosen) == 1:
        say("It keeps all rules." if remarked else "All is well.")
    elif not quiet:
        say(f"{len(chosen)} exercises keep all rules.")


def _chosen(what: list[str]) -> list[Exercise]:
    """The exercises with an id, and those of modules; without any, all."""
    from nnkit.course.catalogue import exercises, find, modules

    return [
        exercise
        for name in what or modules()
        for exercise in ([_read(find, name)] if "." in name else _read(exercises, name).values())
    ]


def _read(function: Callable[[str], T], name: str) -> T:
    """What the catalogue finds; what is wrong with a file of the course is told with its line."""
    from nnkit.grading.classroom.course import CourseError

    try:
        return function(name)
    except ValueError as error:  # there is no such exercise, or a rule is broken
        message = str(error)
    except SyntaxError as error:
        message = f"{error.filename}, line {error.lineno}: {error.msg}"
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        message = f"{frame.filename}, line {frame.lineno}: {type(error).__name__}: {error}"
    raise CourseError(message)


def _execute(course: Path, notebooks: list[Path], quiet: bool) -> None:
    """Run notebooks, with a progress bar."""
    from nnkit.authoring.execute import code_cells, execute
    from nnkit.cli import show

    with show.bar(sum(map(code_cells, notebooks)), "Running notebooks", quiet) as advance:
        for notebook in notebooks:
            execute(course, notebook, advance)
