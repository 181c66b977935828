"""The class report: a page on the class, which is the instructor's, and one on each student."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from nnkit.checks.verdict import number, with_code
from nnkit.grading.classroom.analysis.heat import picture
from nnkit.grading.classroom.analysis.marks import Item
from nnkit.grading.classroom.analysis.misconceptions import FIFTHS, Observed
from nnkit.grading.classroom.analysis.overview import Overview, overview
from nnkit.grading.classroom.analysis.people import Loss
from nnkit.grading.classroom.analysis.sections import STATUSES, Row, Section, trust
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.html_pages import template_environment
from nnkit.grading.classroom.permissions import group_rights
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.shown import in_lines, short_names
from nnkit.grading.classroom.write_file import write_file
from nnkit.grading.grader.notebook import encodable

STUDENTS = "report/students"
"""Where in a course the pages are, one for each student."""
_ROW = 14  # height of a student's line in the heat map, in CSS pixels as report.html.j2 has it


@dataclass(frozen=True)
class Heat:
    """The heat map of a module: its picture, one pixel a mark, and how large it is shown."""

    head: str
    picture: str
    step: int
    width: int
    height: int
    labels: tuple[str, ...]


def write_report(
    course: Course, results: Sequence[Result], people: Mapping[str, Sequence[str]] | None = None
) -> Path:
    """Write ``report.html`` and a page for each student into the course; return its path.

    Parameters
    ----------
    course : Course
    results : sequence of Result
        Of any modules and students.
    people : mapping of str to sequence of str, optional
        First name, last name and address by id, of the whole class.
    """
    return write_pages(course, overview(course, results, people or {}))


def write_pages(course: Course, seen: Overview) -> Path:
    """Write the pages of what the marks of a class tell; return the path of the class's."""
    environment = page_environment()
    path = course.root / "report.html"
    names = file_names([history.student for history in seen.students])
    with group_rights(course):
        write_file(path, encodable(_class_page(environment, seen, names)))
        _write_students(course, environment, seen, names)
    return path


def page_environment() -> Environment:
    """What makes the instructor's pages of their templates."""
    environment = template_environment("nnkit.grading.classroom")
    environment.filters |= {
        "number": lambda points: number(round(points, 2)),
        "code": lambda text: Markup(with_code(in_lines(text))),
        "loss": _loss,
        "trust": trust,
        "share": lambda share: "–" if share is None else f"{100 * share:.0f} %",
        "percent": lambda value: "–" if value is None else f"{_signed(value, 0)} %",
        "whole": lambda value: "–" if value is None else _signed(value, 0),
        "decimal": lambda value: "–" if value is None else _signed(value, 1),
        "width": lambda share: round(100 * min(1.0, max(0.0, share or 0.0)), 1),
    }
    return environment


def _signed(value: float, digits: int) -> str:
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


@lru_cache(maxsize=10_000)
def _loss(loss: Loss) -> Markup:
    """A question that cost points, as a line of a student's page; many students share it."""
    if loss.unread:
        return Markup("<code>{}</code> <span class=quiet>not read yet</span>").format(loss.id)
    return Markup("<code>{}</code> {} of {} <span class=quiet>{}</span>").format(
        loss.id,
        number(round(loss.points, 2)),
        number(round(loss.max_points, 2)),
        loss.misconception or STATUSES[loss.status],
    )


def _class_page(environment: Environment, seen: Overview, names: Mapping[str, str]) -> str:
    rows = [row for section in seen.sections for row in section.rows]
    look_at = sorted((row for row in rows if row.reasons), key=_urgency)
    students = sorted(seen.students, key=lambda h: (-h.score, h.student))
    heats = _heats(seen.sections, [history.student for history in students])
    return environment.get_template("report.html.j2").render(
        course=seen.course,
        word=seen.word,
        statuses=STATUSES,
        trust=trust(max((s.counted for s in seen.sections), default=0)),
        unread=[section for section in seen.sections if section.unread],
        topics=seen.topics,
        look_at=look_at[:10],
        look_at_more=len(look_at) - 10 if len(look_at) > 10 else 0,
        sections=seen.sections,
        anchors=_anchors(seen.sections),
        most_frequent=_most_frequent(rows),
        heats=heats,
        print_zoom=round(min(1.0, 950 / (200 + sum(heat.width + 65 for heat in heats))), 2),
        students=students,
        pages={student: f"{STUDENTS}/{quote(name)}" for student, name in names.items()},
        to_look_at=[r for r in seen.results if r.error or r.page_error or r.record.repairs],
    )


def _anchors(sections: Sequence[Section]) -> dict[Item, str]:
    places = ((s, i, row) for s, of in enumerate(sections, 1) for i, row in enumerate(of.rows, 1))
    return {row.item: f"q{s}-{i}" for s, i, row in places}


def _urgency(row: Row) -> tuple[float, float]:
    """What is below 0 first, then what is weak, then what is hard."""
    of = row.statistics
    weak = 100.0 if of.discrimination is None else of.discrimination
    return min(weak, 20.0), 1.0 if of.facility is None else of.facility


def _most_frequent(rows: Sequence[Row]) -> list[tuple[Row, Observed]]:
    """The misconceptions that most students have."""
    observed = [(row, m) for row in rows for m in row.misconceptions]
    return sorted(observed, key=lambda pair: -len(pair[1].students))[:8]


def _heats(sections: Sequence[Section], students: list[str]) -> list[Heat]:
    """The heat maps, narrow where there are many questions."""
    columns = sum(len(section.rows) for section in sections)
    step = max(3, min(14, 600 // max(1, columns)))
    heads = short_names(section.module for section in sections)
    heats = []
    for section in sections:
        ids = [row.id.rpartition(".")[2] for row in section.rows] if step > 9 else []
        width = step * max(1, len(section.rows))
        shown = picture(section.table, students)
        heats.append(
            Heat(heads[section.module], shown, step, width, _ROW * len(students), tuple(ids))
        )
    return heats


def _write_students(
    course: Course, environment: Environment, seen: Overview, names: Mapping[str, str]
) -> None:
    """A page for each student; pages of who is no longer there are removed."""
    folder = course.root / STUDENTS
    folder.mkdir(parents=True, exist_ok=True)
    template = environment.get_template("student.html.j2")
    shared: dict[str, Any] = {
        "course": seen.course,
        "word": seen.word,
        "style": Markup(environment.get_template("style.css").render()),
        "fifths": FIFTHS,
        "tells": {
            (row.id, m.name): m.tell
            for section in seen.sections
            for row in section.rows
            for m in row.misconceptions
        },
    }
    around = [None, *seen.students, None]
    feedback = course.folder("feedback")
    for before, history, after in zip(around, seen.students, around[2:], strict=False):
        page = template.render(
            shared,
            history=history,
            before=before and {"name": before.student, "href": quote(names[before.student])},
            after=after and {"name": after.student, "href": quote(names[after.student])},
            links=[
                _link(course.root, feedback / history.student, m.module) for m in history.modules
            ],
        )
        write_file(folder / names[history.student], encodable(page))
    for left in folder.glob("*.html"):
        if left.name not in names.values():
            left.unlink()


def _link(root: Path, folder: Path, module: str) -> str:
    """The address of a student's own page, if there is one and it lies in the course."""
    page = next(iter(sorted((folder / module).glob("*.html"))), None)
    if page is None or not page.is_relative_to(root):
        return ""
    return "../../" + quote(page.relative_to(root).as_posix())


def file_names(students: Sequence[str]) -> dict[str, str]:
    """Names of files that every system takes, one for each student."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for student in students:
        plain = re.sub(r"[^A-Za-z0-9._-]+", "_", student)[:60].strip(".")
        if plain != student or plain.casefold() in taken or _is_reserved(plain):
            plain = f"{plain}-{hashlib.sha256(student.encode('utf-8', 'replace')).hexdigest()[:8]}"
        taken.add(plain.casefold())
        names[student] = f"{plain}.html"
    return names


def _is_reserved(name: str) -> bool:
    """Whether Windows keeps a name for a device."""
    return bool(re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name))
