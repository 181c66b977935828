"""The class report: what a class did well and what it did not understand, as one page of HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from nnkit.checks.exercise import Exercise
from nnkit.checks.verdict import Status, number
from nnkit.course.catalogue import exercises, modules
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.shown import in_lines, plural, short_names
from nnkit.grading.grader.assignment import CellVerdict
from nnkit.grading.grader.notebook import encodable

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
class Observed:
    """A misconception that students of a class have, what explains it, and who they are."""

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
    misconceptions : tuple of Observed
        The most frequent first.
    """

    id: str
    asks: str
    counts: dict[Status, int]
    share: float | None
    misconceptions: tuple[Observed, ...]


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
        finalize=_shown,
    )
    environment.filters["number"] = lambda points: number(round(points, 2))
    environment.filters["code"] = _code
    environment.filters["plural"] = plural
    slugs = sorted({r.module for r in results})
    sections = [_section(slug, [r for r in graded if r.module == slug]) for slug in slugs]
    path = course.root / "report.html"
    page = environment.get_template("report.html.j2").render(
        course=course.root.name,
        statuses=STATUSES,
        word=course.word,
        modules=short_names(slugs),
        students=_by_student(results),
        sections=sections,
        most_frequent=_most_frequent(sections),
        to_look_at=[r for r in results if r.error or r.page_error or r.record.repairs],
    )
    path.write_text(encodable(page), encoding="utf-8")
    return path


def _shown(value: Any) -> Any:
    """What stands in the page: no name turns the page's text round, or hides in it."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else in_lines(value)


def _code(text: str) -> Markup:
    """Text with its backticks as code, as verdicts show it."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(in_lines(text)))))


def _most_frequent(sections: Sequence[Section]) -> list[tuple[str, Observed]]:
    """The misconceptions that most students have, with the exercise's id."""
    observed = [(row.id, m) for s in sections for row in s.rows for m in row.misconceptions]
    return sorted(observed, key=lambda pair: -len(pair[1].students))[:8]


def _by_student(results: Sequence[Result]) -> dict[str, dict[str, Result]]:
    table: dict[str, dict[str, Result]] = {}
    for result in sorted(results, key=lambda r: r.student):
        table.setdefault(result.student, {})[result.module] = result
    return table


def _section(module: str, results: Sequence[Result]) -> Section:
    answers: dict[str, list[tuple[str, CellVerdict]]] = {}
    for result in results:
        for verdict in result.record.verdicts:
            answers.setdefault(verdict.exercise, []).append((result.student, verdict))
    # Of another course's assignment, such as 05_project, the rows are what was graded.
    catalogue = exercises(module) if module in modules().values() else {}
    return Section(
        module=module,
        submissions=len(results),
        mean=mean([r.score for r in results] or [0.0]),
        max_score=max([r.max_score for r in results] or [0.0]),
        rows=tuple(_row(id, catalogue.get(id), answers.get(id, [])) for id in catalogue or answers),
    )


def _row(id: str, exercise: Exercise | None, answers: Sequence[tuple[str, CellVerdict]]) -> Row:
    points = [v.points for _, v in answers if v.status != "manual" or v.points]
    most = exercise.points if exercise else answers[0][1].max_points
    counted = Counter(verdict.status for _, verdict in answers)
    students: dict[str, list[str]] = {}
    for student, verdict in answers:
        if verdict.misconception:
            students.setdefault(verdict.misconception, []).append(student)
    tells = {m.name: m.tell for m in exercise.misconceptions} if exercise else {}
    observed = [Observed(name, tells.get(name, ""), tuple(of)) for name, of in students.items()]
    return Row(
        id=id,
        asks=exercise.asks if exercise else "",
        counts={status: counted[status] for status in STATUSES if counted[status]},
        share=mean(points) / most if points and most else None,
        misconceptions=tuple(sorted(observed, key=lambda m: -len(m.students))),
    )
