"""Small classes with marks: results as grading gives them, of exercises that have a catalogue."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nnkit.checks.exercise import Exercise
from nnkit.checks.verdict import Status
from nnkit.course.catalogue import exercises, modules
from nnkit.grading.classroom.analysis.marks import MarkTable, mark_table
from nnkit.grading.classroom.analysis.questions import Key, Question
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.result import Result
from nnkit.grading.grader.assignment import CellVerdict

MODULE = modules()["05"]
NOTEBOOK = "backpropagation.ipynb"
HIDDEN = exercises("05")["05.delta_hidden"]
BACKWARD = exercises("05")["05.backward"]
WRONG = HIDDEN.misconceptions[0].name


def verdict(
    id: str,
    points: float,
    most: float = 2,
    misconception: str | None = None,
    status: Status | None = None,
    notebook: str = NOTEBOOK,
    message: str = "",
) -> CellVerdict:
    status = status or ("passed" if points >= most else "partial" if points else "failed")
    grade_id = f"check-{id.partition('.')[2]}" if id[:2].isdigit() else id
    return CellVerdict(id, points, most, status, message, misconception, notebook, grade_id)


def result(
    student: str,
    *verdicts: CellVerdict,
    module: str = MODULE,
    read: Sequence[str] = (),
    **more: Any,
) -> Result:
    score, most = sum(v.points for v in verdicts), sum(v.max_points for v in verdicts)
    ids = frozenset((NOTEBOOK, id) for id in read)
    record = GradingRecord(verdicts=verdicts)
    return Result(student, module, score, most, record, read=ids, **more)


def asked(*known: Exercise, section: str = "5 · Pass back") -> dict[Key, Question]:
    return {(NOTEBOOK, f"check-{e.name}"): Question(e, section) for e in known}


def table(marks: Sequence[Sequence[float]], **misconceptions: str) -> MarkTable:
    """A table of `HIDDEN`, `BACKWARD` and plain tests, with a misconception of some students."""
    ids = [HIDDEN.id, BACKWARD.id, *(f"test-{k}" for k in range(20))]
    results = []
    for i, row in enumerate(marks):
        name = misconceptions.get(f"s{i:02d}")
        given = [
            verdict(id, points, 2, name if id == HIDDEN.id else None)
            for id, points in zip(ids, row, strict=False)
        ]
        results.append(result(f"s{i:02d}", *given))
    return mark_table(MODULE, results, asked(HIDDEN, BACKWARD))


def notebook(answer: str, name: str = HIDDEN.name, heading: str = "## 5 · Pass back") -> str:
    """A notebook with one answer and its check."""

    def cell(kind: str, source: str, **about: Any) -> dict[str, Any]:
        return {
            "cell_type": kind,
            "id": about.get("grade_id", "text"),
            "source": source.splitlines(keepends=True),
            "metadata": {"nbgrader": about} if about else {},
        }

    cells = [
        cell("markdown", heading),
        cell("markdown", f"### Exercise 05.{name} · 2 points"),
        cell("code", answer, grade_id=name, solution=True, grade=False),
        cell("code", f'check("05.{name}", {name})', grade_id=f"check-{name}", grade=True, points=2),
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
