"""What the marks of a class tell, as CSV for a spreadsheet and as JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from nnkit.grading.classroom.analysis.overview import Overview
from nnkit.grading.classroom.analysis.people import InModule
from nnkit.grading.classroom.analysis.sections import Row, Section
from nnkit.grading.classroom.shown import harmless
from nnkit.grading.classroom.write_file import write_file
from nnkit.grading.grader.notebook import encodable

Table = Sequence[Mapping[str, Any]]


def write_csv(overview: Overview, folder: Path) -> list[Path]:
    """Write modules, questions, misconceptions, students and marks as CSV; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    data = as_dict(overview)
    questions = [_of(m, q) for m in data["modules"] for q in m["questions"]]
    tables: dict[str, Table] = {
        "modules": [_flat(module) for module in data["modules"]],
        "questions": [_flat(question) for question in questions],
        "misconceptions": [_of(q, m) for q in questions for m in q["misconceptions"]],
        "students": [_of(s, m) for s in data["students"] for m in s["modules"]],
        "marks": list(_marks(overview)),
    }
    written = []
    for name, rows in tables.items():
        path = folder / f"{name}.csv"
        write_file(path, f"\ufeff{_csv(rows)}")  # Excel needs the mark
        written.append(path)
    return written


def as_json(overview: Overview) -> str:
    """All of it as JSON."""
    text = json.dumps(as_dict(overview), indent=1, ensure_ascii=False, allow_nan=False)
    return encodable(text) + "\n"


def as_dict(overview: Overview) -> dict[str, Any]:
    """All of it as plain data; what is not known is None."""
    return {
        "schema": 1,
        "course": overview.course,
        "next_lecture": [
            {
                "module": topic.section.module,
                "question": topic.row.id,
                "misconception": topic.observed.name or None,
                "explanation": topic.observed.tell,
                "points_lost": topic.observed.lost,
                "students": list(topic.observed.students),
                "example": topic.example or None,
                "section": topic.row.item.section or None,
            }
            for topic in overview.topics
        ],
        "modules": [_module(section) for section in overview.sections],
        "students": [
            {
                "student": history.student,
                "name": history.name or None,
                "returning": [
                    {"misconception": n, "questions": [*q]} for n, q in history.returning
                ],
                "modules": [_in_module(one) for one in history.modules],
            }
            for history in overview.students
        ],
    }


def _module(section: Section) -> dict[str, Any]:
    questions, students = section.left_out
    return {
        "module": section.module,
        "submissions": len(section.table.results),
        "missing": list(section.missing),
        "unread": section.unread,
        "statistics": {
            "students": section.counted,
            "possible": section.possible,
            **asdict(section.total),
            "questions_left_out": list(questions),
            "students_left_out": list(students),
            "joined": [list(pair) for pair in section.joined],
        },
        "questions": [_question(row) for row in section.rows],
    }


def _question(row: Row) -> dict[str, Any]:
    return {
        "question": row.id,
        "section": row.item.section or None,
        "max_points": row.item.max_points,
        "needs": list(row.item.exercise.needs) if row.item.exercise else [],
        "unread": row.unread,
        "counts": dict(row.counts),
        "statistics": asdict(row.statistics),
        "look_at": list(row.reasons),
        "misconceptions": [
            {
                "misconception": m.name,
                "points_lost": m.lost,
                "students": list(m.students),
                "by_fifths": [having for having, _ in m.fifths] or None,
            }
            for m in row.misconceptions
        ],
    }


def _in_module(one: InModule) -> dict[str, Any]:
    return {
        "module": one.module,
        "status": one.result.status if one.result else "not handed in",
        "score": one.result.score if one.result else None,
        "possible": one.possible if one.result else None,
        "unread": one.unread if one.result else None,
        "share": one.share,
        "class_median": one.median,
        "fifth": None if one.fifth is None else one.fifth + 1,
    }


def _marks(overview: Overview) -> Iterable[dict[str, Any]]:
    """A row for each student, a column for each question; nothing where there is no mark."""
    rows: dict[str, dict[str, Any]] = {h.student: {"student": h.student} for h in overview.students}
    for section in overview.sections:
        table = section.table
        for item in table.items:
            for row in rows.values():
                row[f"{section.module}: {item.id}"] = None
        for student, marks in zip(table.students, table.marks, strict=True):
            for item, mark in zip(table.items, marks, strict=True):
                known = None if np.isnan(mark) else float(mark)
                rows[student][f"{section.module}: {item.id}"] = known
    return rows.values()


def _of(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """A row that begins with the module, question or student that its parent names."""
    names = ("module", "question", "student", "name")
    return {**{n: parent[n] for n in names if n in parent}, **child}


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose statistics and counts are columns of their own, without what has rows itself."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if name == "counts":
            flat["answers"] = sum(value.values())
        elif isinstance(value, Mapping):
            flat |= {f"{name}_{n}" if n in flat else n: v for n, v in value.items()}
        elif name not in ("questions", "misconceptions"):
            flat[name] = value
    return flat


def _csv(rows: Table) -> str:
    file = io.StringIO()
    if rows:
        writer = csv.writer(file)
        writer.writerow([_cell(name) for name in rows[0]])
        writer.writerows([[_cell(value) for value in row.values()] for row in rows])
    return encodable(file.getvalue())


def _cell(value: Any) -> Any:
    """A value as a spreadsheet takes it; text that it would run as a formula is made harmless."""
    if isinstance(value, (list, tuple)):
        value = "; ".join(" needs ".join(v) if isinstance(v, list) else str(v) for v in value)
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, str):
        return harmless(value)
    return "" if value is None else value
