"""What the commands print: tables, a progress bar, and lists of files and failures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.table import Table

from nnkit.checks.verdict import number
from nnkit.cli.class_table import class_tables, plain_table, rounded
from nnkit.cli.say import say, warn
from nnkit.course.catalogue import every_exercise, modules
from nnkit.course.numbers import can_be_practised
from nnkit.course.whose import RIGHT_FOR
from nnkit.grading.classroom.shown import plural, printable

if TYPE_CHECKING:
    from nnkit.grading.classroom.course import Course
    from nnkit.grading.classroom.result import Result
    from nnkit.grading.classroom.submissions import Submission

T = TypeVar("T")
OUT = Console(highlight=False, markup=False, emoji=False)
_IN_A_PIPE = 10_000  # characters in a line


def progress(items: Iterable[T], total: int, what: str, quiet: bool) -> Iterator[T]:
    """Pass items on and show how far it is and how long it will take."""
    with bar(total, what, quiet) as advance:
        for item in items:
            advance()
            yield item


@contextmanager
def bar(total: int, what: str, quiet: bool) -> Iterator[Callable[[], None]]:
    """A progress bar with the time that is left, only on a terminal; what is given advances it."""
    if quiet or not OUT.is_terminal or not total:
        yield lambda: None
        return
    from rich import progress as p

    columns = ("{task.description}", p.BarColumn(), p.MofNCompleteColumn(), p.TimeRemainingColumn())
    with p.Progress(*columns, console=OUT, transient=True) as shown:
        task = shown.add_task(what, total=total)
        yield lambda: shown.advance(task)


def line(result: Result) -> None:
    """One submission, as soon as it is graded."""
    points = f"{rounded(result.score)} of {number(result.possible)} points"
    if result.possible != result.max_score:
        points += f", {number(result.max_score - result.possible)} more not read yet"
    seconds = f"{result.record.seconds:.2f} s"
    say(f"{_whose(result)}: {result.error or points}, {seconds}")


def remark(text: str) -> None:
    """A remark for the instructor."""
    warn(text.rstrip())


def exercise_table() -> None:
    """The exercises of the course."""
    for digits, slug in modules().items():
        table = plain_table(f"\n{slug}", "Exercise", "Kind", ">Points", "What it asks")
        for e in every_exercise():
            if e.module == digits:
                table.add_row(e.id, e.kind, number(e.points), e.asks)
        print_table(table)


def exercises_as_json() -> str:
    """The exercises of the course, for programs."""
    slugs = modules()
    catalogue = [
        {
            "id": e.id,
            "module": slugs[e.module],
            "kind": e.kind,
            "points": e.points,
            "asks": e.asks,
            "misconceptions": [m.name for m in e.misconceptions],
            "accepts": len(e.accepts),
            "practice": can_be_practised(e),
        }
        for e in every_exercise()
    ]
    return json.dumps(catalogue, indent=1, ensure_ascii=False)


def class_table(results: Sequence[Result]) -> None:
    """Points by student and module, and the misconceptions that showed most."""
    if not results:
        say("Nothing is graded yet.")
        return
    for index, table in enumerate(class_tables(results, OUT.width if OUT.is_terminal else None)):
        if index:
            say()
        print_table(table)
    if any(r.possible != r.max_score for r in results):
        say("Behind a /: what could be earned so far, without answers that nobody has read.")
    counted = Counter(pair for r in results for pair in r.misconceptions)
    if counted:
        title = "\nWhat the class misunderstood most"
        table = plain_table(title, "Exercise", "Misconception", ">Students")
        for (id, name), count in counted.most_common(8):
            table.add_row(printable(id), printable(name), str(count))
        print_table(table)


def print_table(table: Table) -> None:
    """A table; in a pipe each row is one line, however long."""
    if OUT.is_terminal:
        OUT.print(table)
    else:
        Console(highlight=False, markup=False, emoji=False, width=_IN_A_PIPE).print(table)


def unknown_folders(course: Course) -> None:
    """The folders of submitted/ that are no submissions."""
    for folder in course.unknown_folders():
        remark(f"{folder} belongs to no {course.word} and is not graded.")


def earlier_versions(students: Mapping[str, Sequence[str]]) -> None:
    """By module the students whose work was graded before the module changed."""
    for module, names in students.items():
        more = f" and {len(names) - 8} more" if len(names) > 8 else ""
        who = ", ".join(map(printable, names[:8]))
        remark(
            f"{printable(module)} has changed since these were graded: {who}{more}. "
            f"They keep their marks. `nnkit grade {quote(module)} --regrade` grades them by the "
            "present version; what a person gave stays."
        )


def not_in_gradebook(submissions: Sequence[Submission]) -> None:
    """Submissions that are graded anew."""
    names = [f"{printable(s.student)} {printable(s.module)}" for s in submissions[:4]]
    more = f" and {len(submissions) - 4} more" if len(submissions) > 4 else ""
    remark(
        f"The gradebook does not have what was graded before of {', '.join(names)}{more}: they are "
        "graded again. If it is the wrong gradebook, put the right one in its place."
    )


def counts(graded: int, before: int) -> None:
    """How many submissions were graded, now and before."""
    earlier = f", {plural(before, 'was', 'were')} graded before" if before else ""
    say(f"{graded} graded{earlier}.")


def repairs(results: Sequence[Result]) -> None:
    """What was repaired in submissions before they were graded, and whose numbers they answer."""
    every = [(r, line) for r in results for line in r.record.repairs]
    foreign = [(r, line) for r, line in every if RIGHT_FOR in line]
    if foreign:
        say("\nAnswered with somebody else's numbers:")
    for result, line in foreign:
        say(f"  {_whose(result)}: {line}")
    repaired = [(r, [line for line in r.record.repairs if RIGHT_FOR not in line]) for r in results]
    if any(lines for _, lines in repaired):
        say("\nPut right before grading:")
    for result, lines in repaired:
        text = "; ".join(lines[:5]) + (" …" if len(lines) > 5 else "")
        if lines:
            say(f"  {_whose(result)}: {text}")


def differences(results: Sequence[Result]) -> None:
    """Tests that pass inside the sandbox and could not be decided outside: for a person to see."""
    differing = [(r, v) for r in results for v in r.record.verdicts if v.differs]
    if differing:
        say(
            "\nTo look at: these tests pass in the notebook itself, but what they need could not "
            "be handed over.\nEither it is an object that has to be returned as plain data, or it "
            "is forged. They have the smaller mark:"
        )
    for result, verdict in differing[:20]:
        seen = verdict.message.partition("\n")[0][:200]
        say(f"  {_whose(result)}: {printable(verdict.exercise)}: {seen}")
    if len(differing) > 20:
        say(f"  and {len(differing) - 20} more, in the JSON result.")


def verified_table(rows: Sequence[tuple[str, float, float, float, float]]) -> None:
    """By assignment all points, and what the solution, the stub and an empty notebook earn."""
    table = plain_table("", "Assignment", ">Points", ">Solution", ">Stub", ">Empty")
    for name, *points in rows:
        table.add_row(printable(name), *map(rounded, points))
    print_table(table)


def failures(failed: Sequence[Result]) -> None:
    """The submissions that could not be graded, and why."""
    if failed:
        warn(f"\n{len(failed)} could not be graded:")
    same: dict[tuple[str, str | None], list[str]] = {}
    for result in failed:
        same.setdefault((result.module, result.error), []).append(printable(result.student))
    for (module, error), students in same.items():
        warn(f"  {', '.join(students)} {printable(module)}: {error}")


def missing_pages(results: Sequence[Result]) -> None:
    """The students' pages that could not be made, and why."""
    without = [r for r in results if r.page_error]
    if without:
        warn(f"\n{len(without)} graded, but without a page for the student:")
    for result in without:
        warn(f"  {_whose(result)}: {result.page_error}")


def files(*named: tuple[str, Path]) -> None:
    """Where something was written."""
    width = max(len(name) for name, _ in named)
    for name, path in named:
        say(f"{name + ':':<{width + 1}} {path}")


def _whose(result: Result) -> str:
    return f"{printable(result.student)} {printable(result.module)}"


def misconceptions_found(course: Course, results: Sequence[Result]) -> None:
    """How many of the simulated misconceptions were named."""
    from nnkit.authoring.demo import planted

    wanted = planted(course)
    found = {(r.student, *pair) for r in results for pair in r.misconceptions}
    named = plural(len(wanted & found), "was", "were")
    say(f"Of {plural(len(wanted), 'simulated misconception')}, {named} named.\n")
