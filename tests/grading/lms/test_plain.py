"""Marks as CSV and JSON say the same, and no text in them is a formula."""

from __future__ import annotations

import csv
import io
import json

from nnkit.grading.lms.marks import Mark
from nnkit.grading.lms.plain import as_csv, as_json
from nnkit.grading.lms.students import Student

MARKS = [
    Mark("=ada", "quick", 3.0, 0.5, 2.5, 9.0, "2026-05-04 12:00:00", ("why", "project")),
    Mark("bob", "quick", 9.0, 0, 9.0, 9.0),
]
STUDENTS = {"=ada": Student("=ada", "+Ada", "@Love, lace", "-a@uni.test")}


def test_csv_has_a_row_for_each_mark() -> None:
    ada, bob = csv.DictReader(io.StringIO(as_csv(MARKS, STUDENTS)))
    assert ada == {
        "assignment": "quick",
        "student_id": "'=ada",
        "last_name": "'@Love, lace",
        "first_name": "'+Ada",
        "email": "'-a@uni.test",
        "timestamp": "2026-05-04 12:00:00",
        "raw_score": "3.0",
        "late_submission_penalty": "0.5",
        "score": "2.5",
        "max_score": "9.0",
        "unread": "why project",
    }
    assert (bob["student_id"], bob["score"], bob["unread"]) == ("bob", "9.0", "")


def test_json_has_them_as_they_are() -> None:
    data = json.loads(as_json("course", MARKS, STUDENTS))
    assert (data["schema"], data["course"]) == (1, "course")
    assert data["marks"][0]["student_id"] == "=ada"
    assert data["marks"][0]["unread"] == ["why", "project"]
    assert [of["score"] for of in data["marks"]] == [2.5, 9.0]
