"""What the commands print: tables, a progress bar, and lists of files and failures."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from nnkit.checks.verdict import number
from nnkit.course.catalogue import every_exercise, modules
from nnkit.course.numbers import can_be_practised
from nnkit.course.whose import RIGHT_FOR
from nnkit.grading.grader.files import readable

if TYPE_CHECKING:
    from nnkit.grading.classroom.course import Course
    from nnkit.grading.classroom.result import Result
    from nnkit.grading.classroom.submissions import Submission

T = TypeVar("T")
OUT = Console(highlight=False)


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
    points = f"{_rounded(result.score)} of {number(result.max_score)} points"
    seconds = f"{result.record.seconds:.2f} s"
    OUT.print(f"{_whose(result)}: {result.error or points}, {seconds}", markup=False)


def remark(text: str) -> None:
    """A remark for the instructor."""
    print(text.rstrip(), file=sys.stderr)


def exercise_table() -> None:
    """The exercises of the course."""
    for digits, slug in modules().items():
        table = _table(f"\n{slug}", "Exercise", "Kind", ">Points", "What it asks")
        for e in every_exercise():
            if e.module == digits:
                table.add_row(e.id, e.kind, number(e.points), e.asks)
        OUT.print(table)


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
        print("Nothing is graded yet.")
        return
    slugs = sorted({r.module for r in results})
    totals = {slug: max(r.max_score for r in results if r.module == slug) for slug in slugs}
    columns = [
        f">{slug[:2] if slug[:2].isdigit() else escape(slug)}\n/{number(totals[slug])}"
        for slug in slugs
    ]
    table = _table("", "Student", *columns, ">All")
    by_student: dict[str, dict[str, Result]] = {}
    for result in results:
        by_student.setdefault(result.student, {})[result.module] = result
    for student, own in sorted(by_student.items()):
        points = [_score(own.get(slug)) for slug in slugs]
        table.add_row(
            escape(readable(student)), *points, _rounded(sum(r.score for r in own.values()))
        )
    OUT.print(table)
    counted = Counter(pair for r in results for pair in r.misconceptions)
    if counted:
        title = "\nWhat the class misunderstood most"
        table = _table(title, "Exercise", "Misconception", ">Students")
        for (id, name), count in counted.most_common(8):
            table.add_row(id, name, str(count))
        OUT.print(table)
    unread = sum(r.is_unread(a) for r in results for a in r.record.verdicts)
    if unread:
        print(f"Written answers that wait for a person to read them in formgrader: {unread}.")


def _score(result: Result | None) -> str:
    if result is None:
        return "–"
    return "failed" if result.error else _rounded(result.score)


def _rounded(points: float) -> str:
    return number(round(points, 1))


def unknown_folders(course: Course) -> None:
    """The folders of submitted/ that are no submissions."""
    for folder in course.unknown_folders():
        remark(f"{folder} belongs to no module and is not graded.")


def earlier_versions(students: Mapping[str, Sequence[str]]) -> None:
    """By module the students whose work was graded before the module changed."""
    for module, names in students.items():
        more = f" and {len(names) - 8} more" if len(names) > 8 else ""
        who = ", ".join(map(readable, names[:8]))
        remark(
            f"{module} has changed since these were graded: {who}{more}. "
            f"They keep their marks. `nnkit grade {quote(module)} --regrade` grades them by the "
            "present version; what a person gave stays."
        )


def not_in_gradebook(submissions: Sequence[Submission]) -> None:
    """Submissions that are graded anew."""
    names = [f"{readable(s.student)} {s.module}" for s in submissions[:4]]
    more = f" and {len(submissions) - 4} more" if len(submissions) > 4 else ""
    remark(
        f"The gradebook does not have what was graded before of {', '.join(names)}{more}: they are "
        "graded again. If it is the wrong gradebook, put the right one in its place."
    )


def counts(graded: int, before: int) -> None:
    """How many submissions were graded, now and before."""
    print(f"{graded} graded" + (f", {before} were graded before" if before else "") + ".")


def repairs(results: Sequence[Result]) -> None:
    """What was repaired in submissions before they were graded, and whose numbers they answer."""
    every = [(r, line) for r in results for line in r.record.repairs]
    foreign = [(r, line) for r, line in every if RIGHT_FOR in line]
    if foreign:
        print("\nAnswered with somebody else's numbers:")
    for result, line in foreign:
        print(f"  {_whose(result)}: {line}")
    repaired = [(r, [line for line in r.record.repairs if RIGHT_FOR not in line]) for r in results]
    if any(lines for _, lines in repaired):
        print("\nPut right before grading:")
    for result, lines in repaired:
        text = "; ".join(lines[:5]) + (" …" if len(lines) > 5 else "")
        if lines:
            print(f"  {_whose(result)}: {text}")


def differences(results: Sequence[Result]) -> None:
    """Tests that pass inside the sandbox and could not be decided outside: for a person to see."""
    differing = [(r, v) for r in results for v in r.record.verdicts if v.differs]
    if differing:
        print(
            "\nTo look at: these tests pass in the notebook itself, but what they need could not "
            "be handed over.\nEither it is an object that has to be returned as plain data, or it "
            "is forged. They have the smaller mark:"
        )
    for result, verdict in differing[:20]:
        print(f"  {_whose(result)}: {verdict.exercise}: {verdict.message.splitlines()[0][:200]}")
    if len(differing) > 20:
        print(f"  and {len(differing) - 20} more, in the JSON result.")


def verified_table(rows: Sequence[tuple[str, float, float, float, float]]) -> None:
    """By assignment all points, and what the solution, the stub and an empty notebook earn."""
    table = _table("", "Assignment", ">Points", ">Solution", ">Stub", ">Empty")
    for name, *points in rows:
        table.add_row(escape(name), *map(_rounded, points))
    OUT.print(table)


def failures(failed: Sequence[Result]) -> None:
    """The submissions that could not be graded, and why."""
    if failed:
        print(f"\n{len(failed)} could not be graded:", file=sys.stderr)
    same: dict[tuple[str, str | None], list[str]] = {}
    for result in failed:
        same.setdefault((result.module, result.error), []).append(readable(result.student))
    for (module, error), students in same.items():
        print(f"  {', '.join(students)} {module}: {error}", file=sys.stderr)


def missing_pages(results: Sequence[Result]) -> None:
    """The students' pages that could not be made, and why."""
    without = [r for r in results if r.page_error]
    if without:
        print(f"\n{len(without)} graded, but without a page for the student:", file=sys.stderr)
    for result in without:
        print(f"  {_whose(result)}: {result.page_error}", file=sys.stderr)


def files(*named: tuple[str, Path]) -> None:
    """Where something was written."""
    width = max(len(name) for name, _ in named)
    for name, path in named:
        print(f"{name + ':':<{width + 1}} {path}")


def _whose(result: Result) -> str:
    return f"{readable(result.student)} {result.module}"


def misconceptions_found(course: Course, results: Sequence[Result]) -> None:
    """How many of the simulated misconceptions were named."""
    from nnkit.authoring.demo import planted

    wanted = planted(course)
    found = {(r.student, *pair) for r in results for pair in r.misconceptions}
    print(f"Of {len(wanted)} simulated misconceptions, {len(wanted & found)} were named.\n")


def _table(title: str, *columns: str) -> Table:
    """A table; a column whose name starts with ``>`` is flush right."""
    table = Table(
        title=title or None,
        title_style="bold",
        title_justify="left",
        box=None,
        padding=(0, 1, 0, 0),
    )
    for name in columns:
        if name[0] == ">":
            table.add_column(name[1:], justify="right", no_wrap=True)
        else:
            table.add_column(name, overflow="fold")
    return table
