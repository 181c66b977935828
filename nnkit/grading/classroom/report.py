"""The class report: what a class did well and what it did not understand, as one page of HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from nnkit.checks.exercise import Exercise
from nnkit.checks.verdict import Status, number
from nnkit.course.catalogue import exercises
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.result import Result
from nnkit.grading.grader.assignment import CellVerdict

# In the order of the bars; the words are those of the legend.
STATUSES: dict[Status, str] = {
    "passed": "passed",
    "partial": "partly right",
    "failed": "wrong",
    "error": "stopped with an error",
    "not attempted": "not attempted",
    "manual": "written, read by a person",
}


@dataclass(frozen=True)
class Shown:
    """A misconception that showed in a class."""

    name: str
    tell: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """How a class did in one exercise.

    Attributes
    ----------
    id, asks : str
    counts : dict of str to int
        Students by status, in the order of `STATUSES`, without zeros.
    share : float or None
        Mean points by possible points; None for what nobody has read yet.
    misconceptions : tuple of Shown
        The most frequent first.
    """

    id: str
    asks: str
    counts: dict[Status, int]
    share: float | None
    misconceptions: tuple[Shown, ...]


@dataclass(frozen=True)
class Section:
    """How a class did in one module."""

    module: str
    submissions: int
    mean: float
    max_score: float
    rows: tuple[Row, ...]


def write_report(course: Course, results: Sequence[Result]) -> Path:
    """Write ``report.html`` into the course directory and return its path.

    Parameters
    ----------
    course : Course
    results : sequence of Result
        Of any modules and students.
    """
    graded = [r for r in results if r.status == "graded"]
    environment = Environment(
        loader=PackageLoader("nnkit.grading.classroom"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda points: number(round(points, 2))
    environment.filters["code"] = _code
    modules = sorted({r.module for r in results})
    sections = [_section(m, [r for r in graded if r.module == m]) for m in modules]
    path = course.root / "report.html"
    page = environment.get_template("report.html.j2").render(
        course=course.root.name,
        statuses=STATUSES,
        modules=modules,
        students=_by_student(results),
        sections=sections,
        most=_most(sections),
        troubled=[r for r in results if r.error or r.repairs],
    )
    path.write_text(page, encoding="utf-8")
    return path


def _code(text: str) -> Markup:
    """Text with its backticks as code, as verdicts show it."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def _most(sections: Sequence[Section]) -> list[tuple[str, Shown]]:
    """The misconceptions that showed most, with the exercise's id."""
    shown = [(r.id, m) for s in sections for r in s.rows for m in r.misconceptions]
    return sorted(shown, key=lambda pair: -len(pair[1].students))[:8]


def _by_student(results: Sequence[Result]) -> dict[str, dict[str, Result]]:
    table: dict[str, dict[str, Result]] = {}
    for result in sorted(results, key=lambda r: r.student):
        table.setdefault(result.student, {})[result.module] = result
    return table


def _section(module: str, results: Sequence[Result]) -> Section:
    answers = [(r.student, a) for r in results for a in r.exercises]
    return Section(
        module=module,
        submissions=len(results),
        mean=mean([r.score for r in results] or [0.0]),
        max_score=max([r.max_score for r in results] or [0.0]),
        rows=tuple(
            _row(e, [(s, a) for s, a in answers if a.exercise == _id(e)])
            for e in _asked(module, [a for _, a in answers])
        ),
    )


def _asked(module: str, answers: Sequence[CellVerdict]) -> Sequence[Exercise | CellVerdict]:
    """What a module asks; of one that is in no catalogue, what was graded of it."""
    try:
        return list(exercises(module).values())
    except ValueError:
        return list({a.exercise: a for a in answers}.values())


def _row(asked: Exercise | CellVerdict, answers: Sequence[tuple[str, CellVerdict]]) -> Row:
    points = [a.points for _, a in answers if a.status != "manual" or a.points]
    counted = Counter(a.status for _, a in answers)
    who: dict[str, list[str]] = {}
    for student, answer in answers:
        if answer.misconception:
            who.setdefault(answer.misconception, []).append(student)
    if isinstance(asked, Exercise):
        most, asks = asked.points, asked.asks
        tells = {m.name: m.tell for m in asked.misconceptions}
    else:
        most, asks, tells = asked.max_points, "", {}
    shown = [Shown(name, tells.get(name, ""), tuple(of)) for name, of in who.items()]
    return Row(
        id=_id(asked),
        asks=asks,
        counts={status: counted[status] for status in STATUSES if counted[status]},
        share=mean(points) / most if points and most else None,
        misconceptions=tuple(sorted(shown, key=lambda m: -len(m.students))),
    )


def _id(asked: Exercise | CellVerdict) -> str:
    return asked.id if isinstance(asked, Exercise) else asked.exercise
