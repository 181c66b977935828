"""What a student calls in a notebook: `check`, `hint`, `progress` and `variant`."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nnkit.checks.exercise import Circumstances, Hint, Why
from nnkit.checks.judge import judge
from nnkit.checks.judge.verdicts import to_do
from nnkit.checks.suppress_output import suppress_output
from nnkit.checks.verdict import Verdict, folded, number
from nnkit.course import student
from nnkit.course.catalogue import exercises, find, find_module, find_variant, modules
from nnkit.course.cell_errors import explain_stopped_cells
from nnkit.course.needs import Needs, NeedsError
from nnkit.course.note import complaints_as_cards
from nnkit.course.shell import checked
from nnkit.course.whose import has_own_numbers, recognised, with_whose

_seen: list[str] = []
explain_stopped_cells(_seen)


@complaints_as_cards('check("05.delta_hidden", delta_hidden)')
def check(id: str, answer: Any) -> Verdict:
    """Decide about an answer and say what is wrong with it.

    Parameters
    ----------
    id : str
        The exercise, such as ``"05.delta_hidden"``.
    answer : object
        The variable that the exercise asks for: a function, a class, a number, an array, letters.

    Returns
    -------
    Verdict
        In a notebook it shows as a card.

    Raises
    ------
    ValueError
        If there is no such exercise.
    """
    exercise = find(id)
    if exercise.module not in _seen:
        _seen.append(exercise.module)
    who = student.student_id()
    if who is None and has_own_numbers(exercise):
        return to_do(exercise, _WHO)
    with suppress_output():  # a number without end makes NumPy warn
        verdict = judge(exercise, answer, Circumstances(who, student.secret()))
    if verdict.status in _ENDS_WITH_A_STEP:
        verdict = replace(verdict, hints=tuple(exercise.hints))
    attempted = verdict.status != "not attempted"
    student.remember(exercise.id, verdict.points if attempted else None)
    verdict = checked(with_whose(verdict, exercise, answer, who), exercise.name)
    # A grader does this for all answers together.
    return verdict if student.graded_now() else recognised([verdict], who)[0][0]


_ENDS_WITH_A_STEP = ("partial", "failed", "error", "not attempted")
_WHO = (
    "This exercise has numbers of your own. Say once who you are: run "
    '`nnkit.set_student("your id")` with the id that your instructor knows you by.'
)


@dataclass(frozen=True)
class Hints:
    """The hints of an exercise; each is folded under the symptom that it is for."""

    exercise: str
    hints: tuple[Hint, ...]

    def __repr__(self) -> str:
        lines = [f"Hints for {self.exercise}"]
        lines += [f"{i}. {h.symptom}\n   {h.help}" for i, h in enumerate(self.hints, 1)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return (
            '<div style="border-left:6px solid #0072B2;padding:.4em .9em;'
            'background:rgba(127,127,127,.1);max-width:52em">'
            f"<strong>Hints</strong> · <code>{html.escape(self.exercise)}</code> · "
            f"open the one that fits{folded(self.hints)}</div>"
        )


@complaints_as_cards('hint("05.delta_hidden")')
def hint(id: str) -> Hints:
    """Show the hints of an exercise, folded; the last is nearly the answer.

    Raises
    ------
    ValueError
        If there is no such exercise.
    """
    exercise = find(id)
    return Hints(exercise.id, tuple(exercise.hints))


@dataclass(frozen=True)
class Row:
    """Progress in one exercise."""

    exercise: str
    points: float | None
    max_points: float


@dataclass(frozen=True)
class Progress:
    """What is done in this notebook, exercise by exercise, and in the course, module by module."""

    module: str
    rows: tuple[Row, ...]
    course: tuple[tuple[str, float, float], ...]

    def __repr__(self) -> str:
        lines = [self.module] if self.rows else []
        lines += [f"  {_mark(r)} {r.exercise:<28} {_points(r)}" for r in self.rows]
        lines += [_heading(self)]
        lines += [
            f"  {slug:<28} {_bar(got, total)} {number(got)} of {number(total)}"
            for slug, got, total in self.course
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        cell = 'style="text-align:left;padding:.1em .8em"'
        rows = "".join(
            f"<tr><td {cell}>{_mark(r)}</td><td {cell}><code>{html.escape(r.exercise)}</code></td>"
            f"<td {cell}>{_points(r)}</td></tr>"
            for r in self.rows
        )
        course = "".join(
            f"<tr><td {cell}>{html.escape(slug)}</td>"
            f'<td {cell}><progress max="{total:g}" value="{got:g}"></progress></td>'
            f"<td {cell}>{number(got)} of {number(total)}</td></tr>"
            for slug, got, total in self.course
        )
        mine = f"<strong>{html.escape(self.module)}</strong><table>{rows}</table>" if rows else ""
        return f"<div>{mine}<strong>{_heading(self)}</strong><table>{course}</table></div>"


@complaints_as_cards('progress("05")')
def progress(module: str | None = None) -> Progress:
    """Show what is done: in a module, by exercise, and in the course.

    Parameters
    ----------
    module : str, optional
        Its two digits or its name; by default the module whose exercises were checked last in
        this notebook.

    Raises
    ------
    ValueError
        If there is no such module.
    """
    module = find_module(module) if module else current_module()
    points = student.remembered()
    rows = tuple(
        Row(e.id, points.get(e.id), e.points)
        for e in (exercises(module).values() if module in modules() else ())
        if not isinstance(e, Why)
    )
    course = []
    # A grader's or an author's notebook tells of itself only: the rest of the course would make
    # its stored outputs stale.
    shown = [module] if student.works_alone() and rows else list(modules())
    for digits in shown:
        counted = [e for e in exercises(digits).values() if not isinstance(e, Why)]
        got = sum(points.get(e.id, 0) for e in counted)
        course.append((modules()[digits], got, sum(e.points for e in counted)))
    return Progress(modules().get(module, ""), rows, tuple(course))


@complaints_as_cards('variant("07.problem1")')
def variant(id: str) -> Any:
    """Your own numbers for an exercise: the same for you on every machine, others for others.

    Parameters
    ----------
    id : str
        Such as ``"07.problem1"``.

    Raises
    ------
    NeedsError
        If it is not known who you are; in a notebook it shows as a card.
    ValueError
        If there are no such numbers.
    """
    numbers = find_variant(id)
    if student.student_id() is None:
        raise NeedsError(Needs(numbers=True))
    return numbers.numbers(student.student_id())


def current_module() -> str:
    """The module whose exercises were checked last in this notebook, or in whose folder it is."""
    return _seen[-1] if _seen else Path.cwd().name[:2]


def _heading(shown: Progress) -> str:
    return "The course" if len(shown.course) > 1 else "Together"


def _mark(row: Row) -> str:
    if row.points is None:
        return "○"
    return "✓" if row.points >= row.max_points else "◐" if row.points else "✗"


def _points(row: Row) -> str:
    got = "to do" if row.points is None else number(row.points)
    return f"{got} of {number(row.max_points)}" if row.points is not None else got


def _bar(got: float, total: float, width: int = 20) -> str:
    full = round(width * got / total) if total else 0
    return "█" * full + "░" * (width - full)
