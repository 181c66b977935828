"""The points of a class as tables that fit a terminal: blocks of assignments, or two summaries."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from rich.cells import cell_len, chop_cells
from rich.table import Table

from nnkit.checks.verdict import number
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.shown import plural, printable, short_names

MOST_LINES = 200  # of blocks; nobody reads more
_HEAD, _NAME = 12, 28  # characters in a line of a column's head, and of a student's name


@dataclass(frozen=True)
class _Column:
    head: str
    cells: tuple[str, ...]

    @property
    def width(self) -> int:
        """Its widest line, and a blank."""
        return 1 + max(cell_len(line) for line in (*self.head.split("\n"), *self.cells))


def class_tables(results: Sequence[Result], width: int | None) -> Iterator[Table]:
    """Points by student and assignment.

    Parameters
    ----------
    results : sequence of Result
        At least one.
    width : int or None
        What fits beside each other; None for a pipe, where each student has one line.
    """
    slugs = sorted({r.module for r in results})
    students = sorted({r.student for r in results})
    names = [printable(student) for student in students]
    columns = _columns(results, slugs, students, _HEAD if width else None)
    first = 1 + min(max(map(cell_len, ("Student", *names))), _NAME)
    blocks = _blocks(columns, width - first) if width else [columns]
    if len(blocks) > 1 and len(blocks) * (len(students) + 4) > MOST_LINES:
        yield _by_assignment(results, slugs)
        yield _by_student(results, students)
        return
    for block in blocks:
        table = plain_table("", "Student", widest=_NAME if width else None)
        for column in block:
            table.add_column(column.head, justify="right", no_wrap=True)
        for name, *cells in zip(names, *(column.cells for column in block), strict=True):
            table.add_row(name, *cells)
        yield table


def plain_table(title: str, *columns: str, widest: int | None = None) -> Table:
    """A table without lines; a column whose name starts with ``>`` is flush right."""
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
            table.add_column(name, overflow="fold", max_width=widest)
    return table


def rounded(points: float) -> str:
    """Points as a table has room for them."""
    return number(round(points, 1))


def _columns(
    results: Sequence[Result], slugs: Sequence[str], students: Sequence[str], widest: int | None
) -> list[_Column]:
    """One for each assignment, and their sum."""
    by_place = {(r.student, r.module): r for r in results}
    columns = []
    for slug, name in short_names(slugs).items():
        most = max(r.max_score for r in results if r.module == slug)
        lines = _folded(printable(name), widest) if widest else [printable(name)]
        cells = tuple(_score(by_place.get((student, slug))) for student in students)
        columns.append(_Column("\n".join([*lines, f"/{number(most)}"]), cells))
    return [*columns, _Column("All", tuple(_all(results, student) for student in students))]


def _folded(name: str, width: int) -> list[str]:
    """The lines of a name, between words where that can be."""
    return [part for line in textwrap.wrap(name, width) for part in chop_cells(line, width)]


def _blocks(columns: Sequence[_Column], width: int) -> list[list[_Column]]:
    """Columns that stand beside each other."""
    blocks: list[list[_Column]] = [[]]
    for column in columns:
        if blocks[-1] and sum(c.width for c in (*blocks[-1], column)) > width:
            blocks.append([])
        blocks[-1].append(column)
    return blocks


def _by_assignment(results: Sequence[Result], slugs: Sequence[str]) -> Table:
    table = plain_table("", "Assignment", ">Handed in", ">Not graded", ">Mean", ">Of")
    for slug in slugs:
        of = [r for r in results if r.module == slug]
        graded = [r for r in of if not r.error]
        shown = rounded(mean(r.score for r in graded)) if graded else "–"
        most = rounded(mean(r.possible for r in graded) if graded else of[0].max_score)
        failed = len(of) - len(graded)
        table.add_row(printable(slug), str(len(of)), str(failed or ""), shown, most)
    return table


def _by_student(results: Sequence[Result], students: Sequence[str]) -> Table:
    assignments = plural(len({r.module for r in results}), "assignment")
    table = plain_table("", "Student", f">Handed in of {assignments}", ">Not graded", ">All")
    for student in students:
        of = [r for r in results if r.student == student]
        failed = sum(r.error is not None for r in of)
        table.add_row(printable(student), str(len(of)), str(failed or ""), _all(results, student))
    return table


def _all(results: Sequence[Result], student: str) -> str:
    of = [r for r in results if r.student == student]
    possible = sum(r.possible for r in of)
    return _of_read(sum(r.score for r in of), possible, sum(r.max_score for r in of))


def _score(result: Result | None) -> str:
    if result is None:
        return "–"
    if result.error:
        return "failed"
    return _of_read(result.score, result.possible, result.max_score)


def _of_read(score: float, possible: float, most: float) -> str:
    """Points; where answers wait for a person, also what could be earned without them."""
    return rounded(score) if possible == most else f"{rounded(score)}/{rounded(possible)}"
