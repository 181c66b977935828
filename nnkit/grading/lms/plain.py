"""All marks as one CSV or JSON file of their own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from nnkit.grading.classroom.shown import harmless
from nnkit.grading.grader.notebook import encodable
from nnkit.grading.lms.marks import Mark
from nnkit.grading.lms.students import Student

# nbgrader's names, as its own export has them.
_FIELDS = (
    *("assignment", "student_id", "last_name", "first_name", "email", "timestamp"),
    *("raw_score", "late_submission_penalty", "score", "max_score", "unread"),
)


def as_csv(marks: Sequence[Mark], students: Mapping[str, Student]) -> str:
    """A row for each mark; text that a spreadsheet could take for a formula begins with ``'``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_FIELDS)
    for mark in marks:
        values = _row(mark, students)
        values["unread"] = " ".join(mark.unread)
        row = [v if isinstance(v, float | int) else harmless(v) for v in values.values()]
        writer.writerow(row)
    return encodable(out.getvalue())


def as_json(course: str, marks: Sequence[Mark], students: Mapping[str, Student]) -> str:
    """The same for programs."""
    data = {"schema": 1, "course": course, "marks": [_row(mark, students) for mark in marks]}
    return encodable(json.dumps(data, indent=1, ensure_ascii=False)) + "\n"


def _row(mark: Mark, students: Mapping[str, Student]) -> dict[str, Any]:
    student = students.get(mark.student) or Student(mark.student)
    values = (
        *(mark.module, mark.student, student.last_name, student.first_name, student.email),
        *(mark.handed_in, mark.raw, mark.penalty, mark.score, mark.max_score, list(mark.unread)),
    )
    return dict(zip(_FIELDS, values, strict=True))
