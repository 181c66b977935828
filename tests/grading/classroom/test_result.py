"""A result has the points of the gradebook and the explanations of the record."""

from __future__ import annotations

import json
from dataclasses import replace

from nnkit.grading.classroom.record import GradingRecord, Marks
from nnkit.grading.classroom.result import Result, as_json, to_json
from nnkit.grading.grader.assignment import Assignment, CellVerdict
from tests.grading.classroom.class_of import NOTEBOOK, RIGHT, mixed

VERDICTS = (
    CellVerdict("02.affine", 1.5, 3, "partial", "Why.", "no-transpose", "a.ipynb", "x"),
    CellVerdict("02.why", 0, 2, "manual", "", None, "a.ipynb", "why"),
    CellVerdict("02.other", 1, 1, "passed", "", None, "b.ipynb", "x"),
)
RECORD = GradingRecord("abc", 0.5, ("a tag was dropped",), "landlock", VERDICTS)


def marks(penalty: float = 0.0, extra: float = 0.0) -> dict[str, Marks]:
    """A person gave 2.5 for the first cell, and 1.25 for the written answer."""
    points = {"x": (2.5, 3.0), "why": (1.25, 2.0)}
    return {
        "a.ipynb": Marks(3.75 + extra, 5, penalty, points),
        "b.ipynb": Marks(1, 1, 0, {"x": (1.0, 1.0)}),
    }


def test_points_are_those_of_the_gradebook_cell_by_cell() -> None:
    result = Result.of("ada", "02_x", RECORD, marks())
    assert [v.points for v in result.record.verdicts] == [2.5, 1.25, 1]
    assert [v.message for v in result.record.verdicts] == ["Why.", "", ""]
    assert (result.score, result.max_score) == (4.75, 6)
    assert (result.status, result.error) == ("graded", None)
    assert result.misconceptions == [("02.affine", "no-transpose")]


def test_the_penalty_and_extra_credit_count_and_nothing_is_below_zero() -> None:
    assert Result.of("ada", "02_x", RECORD, marks(penalty=0.75)).score == 4
    assert Result.of("ada", "02_x", RECORD, marks(extra=2)).score == 6.75
    assert Result.of("ada", "02_x", RECORD, marks(penalty=9)).score == 0


def test_a_cell_that_the_gradebook_does_not_have_earns_nothing() -> None:
    nothing = {name: Marks(0, 0, 0) for name in ("a.ipynb", "b.ipynb")}
    assert [v.points for v in Result.of("ada", "x", RECORD, nothing).record.verdicts] == [0, 0, 0]


def test_what_failed_has_no_points_of_all() -> None:
    assignment = Assignment({NOTEBOOK: mixed(RIGHT)})
    result = Result.failed("ada", "quick", assignment, "The file is empty.")
    assert (result.score, result.max_score, result.status) == (0, 9, "failed")
    assert result.record.verdicts == ()


def test_a_missing_page_is_told_and_costs_no_points() -> None:
    result = replace(Result.of("ada", "02_x", RECORD, marks()), page_error="The disk is full.")
    assert (result.status, result.score, result.error) == ("graded", 4.75, None)
    data = result.as_dict()
    assert (data["status"], data["error"]) == ("graded", "The disk is full.")


def test_verdicts_of_a_notebook_that_the_gradebook_does_not_have_earn_nothing() -> None:
    result = Result.of("ada", "02_x", RECORD, {"b.ipynb": marks()["b.ipynb"]})
    assert [v.points for v in result.record.verdicts] == [0, 0, 1]


def test_halves_of_characters_are_no_obstacle() -> None:
    failed = Result("bob", "02_x", 0, 6, error="\ud800")
    as_json("course", 0, [failed]).encode()


def test_json_has_the_keys_that_programs_rely_on() -> None:
    graded = Result.of("ada", "02_x", RECORD, marks())
    failed = Result("bob", "02_x", 0, 6, error="The file is empty.")
    data = json.loads(as_json("course", 1.23456, [graded, failed]))
    first, second = data.pop("submissions")
    assert data == {"schema": 1, "course": "course", "seconds": 1.235, "confinement": "landlock"}
    assert first["exercises"][0] == {
        "id": "02.affine",
        "points": 2.5,
        "max_points": 3,
        "status": "partial",
        "misconception": "no-transpose",
        "message": "Why.",
        "notebook": "a.ipynb",
        "grade_id": "x",
        "with_reference": False,
        "seconds": 0.0,
        "decided": "outside",
        "outside": None,
        "inside": None,
    }
    del first["exercises"]
    assert list(first.items()) == [
        *(("student", "ada"), ("module", "02_x"), ("score", 4.75), ("max_score", 6)),
        *(("status", "graded"), ("error", None), ("repairs", ["a tag was dropped"])),
        ("seconds", 0.5),
    ]
    assert (second["status"], second["error"]) == ("failed", "The file is empty.")
    assert '"max_score": 6,' in as_json("course", 0, [failed])
    assert json.loads(as_json("course", 0, []))["confinement"] == "none"


def test_json_commands_no_terminal_and_holds_all() -> None:
    data = {"\u202e": ["a\x9b2J\x7f", "δ", "e\u200b\U000e0041", 'q"\\']}
    text = to_json(data)
    assert text.replace("\n", "").isprintable()
    assert "δ" in text
    assert json.loads(text) == data
