"""The verdicts about all answers that the course knows: right ones, accepted ones, mistakes.

Run as a program by Pyodide it judges the exercises whose ids stand in ``/out/ids.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from nnkit.checks.exercise import Circumstances, Value, Why
from nnkit.checks.judge import judge
from nnkit.course.catalogue import find

STUDENT = Circumstances("ada")


def verdicts(ids: Iterable[str]) -> dict[str, list[Any]]:
    """Points, status, misconception and message by exercise and answer."""
    found = {}
    for exercise in map(find, ids):
        for name, answer in _answers(exercise):
            if isinstance(exercise, Value):
                answer = exercise.for_student(answer, STUDENT.student)
            told = judge(exercise, answer, STUDENT)
            values = [told.points, told.status, told.misconception, told.message]
            found[f"{exercise.id}, {name}"] = values
    return found


def _answers(exercise: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(exercise, Why):
        return
    yield "the right one", exercise.reference
    for i, answer in enumerate(exercise.accepts, 1):
        yield f"accepted number {i}", answer
    for misconception in exercise.misconceptions:
        yield misconception.name, misconception.wrong


if __name__ == "__main__":
    out = Path("/out")
    asked = json.loads((out / "ids.json").read_text(encoding="utf-8"))
    (out / "verdicts.json").write_text(json.dumps(verdicts(asked)), encoding="utf-8")
