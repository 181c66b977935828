"""Show marks that changed."""

from __future__ import annotations

from collections.abc import Sequence

from nnkit.checks.verdict import number
from nnkit.cli.class_table import plain_table
from nnkit.cli.say import say
from nnkit.cli.show import print_table, remark
from nnkit.grading.classroom.changes import LATE, Change
from nnkit.grading.classroom.shown import plural, printable

SHOWN = 40


def show_changes(found: Sequence[Change], where: str, *, dated: bool = False) -> None:
    """Whose mark changed, by how much, in which exercise, because of what.

    Parameters
    ----------
    found : sequence of Change
    where : str
        The file that has them all.
    dated : bool
        Say when, too.
    """
    if not found:
        say("No mark changed.")
        return
    when = ("When",) if dated else ()
    columns = (*when, "Student", "Module", "Exercise", ">Before", ">Now", ">By", "Because of")
    table = plain_table("\nMarks that changed", *columns)
    for change in found[-SHOWN:]:
        texts = [change.student, change.module, change.exercise, *_numbers(change), change.because]
        first = [change.when[:16]] if dated else []
        table.add_row(*map(printable, (*first, *texts)))
    print_table(table)
    if len(found) > SHOWN:
        say(f"and {len(found) - SHOWN} before these.")
    students = len({change.student for change in found})
    whose = f"{plural(len(found), 'mark')} of {plural(students, 'student')}"
    say(f"{whose}, with what they were before in {where}.")


def show_unkept(why: str) -> None:
    """That changes are not in the file, if they are not."""
    if why:
        remark(f"The marks that changed could not be kept: {why}. They are on the screen only.")


def _numbers(change: Change) -> tuple[str, str, str]:
    by = round(change.now - change.before, 2)
    signed = f"+{number(by)}" if by > 0 else number(by).replace("-", "−")
    if change.exercise == LATE:
        return number(round(change.before, 2)), number(round(change.now, 2)), signed
    return _of(change.before, change.of_before), _of(change.now, change.of_now), signed


def _of(points: float, most: float) -> str:
    return f"{number(round(points, 2))} of {number(most)}"
