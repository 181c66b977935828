"""CSV and JSON say what the pages say, and no cell runs in a spreadsheet."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from nnkit.grading.classroom.analysis.files import as_dict, as_json, write_csv
from nnkit.grading.classroom.analysis.overview import Overview, overview
from nnkit.grading.classroom.course import Course
from tests.grading.classroom.analysis.marked import HIDDEN, MODULE, WRONG, result, verdict

FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture
def seen(tmp_path: Path) -> Overview:
    why = verdict("05.why_one_pass", 0, 2, status="manual")
    results = [
        result("ada", verdict(HIDDEN.id, 2), why),
        result("bob", verdict(HIDDEN.id, 0.5, 2, WRONG), why),
        result(FORMULA, verdict(HIDDEN.id, 0, 2, WRONG), why),
        result("max", error="No notebook."),
        result("zoe\udcff", verdict("x", 1), module="07_problems"),
    ]
    return overview(Course(tmp_path), results, {"ada": ("Ada", "-L", "")})


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_json_is_plain_and_complete(seen: Overview) -> None:
    data: dict[str, Any] = json.loads(as_json(seen))
    module = data["modules"][0]
    assert (data["schema"], module["module"], module["unread"]) == (1, MODULE, 3)
    assert module["statistics"]["mean"] == pytest.approx(2.5 / 3)
    assert module["statistics"]["questions_left_out"] == ["05.why_one_pass"]
    question = module["questions"][0]
    assert question["statistics"]["facility"] == pytest.approx(2.5 / 6)
    assert question["misconceptions"][0]["students"] == ["bob", FORMULA]
    assert data["next_lecture"][0]["points_lost"] == 3.5
    assert [student["student"] for student in data["students"]][-1] == "zoe?"
    assert data["students"][:-1] == as_dict(seen)["students"][:-1]


def test_csv_has_a_row_for_each_thing_and_nothing_for_no_mark(
    seen: Overview, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "folder"
    written = write_csv(seen, folder)
    assert [path.name for path in written] == [
        f"{name}.csv" for name in ("modules", "questions", "misconceptions", "students", "marks")
    ]
    marks = {row["student"]: row for row in rows(folder / "marks.csv")}
    assert marks["bob"][f"{MODULE}: {HIDDEN.id}"] == "0.5"
    assert (
        marks["bob"][f"{MODULE}: 05.why_one_pass"] == marks["max"][f"{MODULE}: {HIDDEN.id}"] == ""
    )
    assert f"'{FORMULA}" in marks
    assert {len(row) for row in marks.values()} == {4}
    students = rows(folder / "students.csv")
    ada = next(row for row in students if row["student"] == "ada")
    assert (ada["name"], ada["score"], ada["possible"], ada["unread"]) == ("Ada -L", "2", "2", "2")
    assert rows(folder / "questions.csv")[0]["question"] == HIDDEN.id
    assert rows(folder / "misconceptions.csv")[0]["points_lost"] == "3.5"
    assert rows(folder / "modules.csv")[0]["questions_left_out"] == "05.why_one_pass"


def test_no_class_has_empty_files(tmp_path: Path) -> None:
    write_csv(overview(Course(tmp_path), [], {}), tmp_path)
    assert rows(tmp_path / "marks.csv") == []
