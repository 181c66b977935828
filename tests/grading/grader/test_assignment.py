"""What goes into grading and what comes out of it is plain data that travels unchanged."""

from __future__ import annotations

import json
import pickle

import pytest

from nnkit.grading.grader.assignment import Assignment, CellVerdict, Graded, Limits

VERDICT = CellVerdict(
    "02.affine",
    1.5,
    2,
    "partial",
    "Nearly.",
    "no-transpose",
    notebook="a.ipynb",
    grade_id="check-affine",
    with_reference=True,
    seconds=0.123456,
)


def test_a_verdict_is_json_and_comes_back() -> None:
    data = json.loads(json.dumps(VERDICT.as_dict()))
    assert list(data) == [
        *("id", "points", "max_points", "status", "misconception", "message"),
        *("notebook", "grade_id", "with_reference", "seconds"),
        *("decided", "outside", "inside"),
    ]
    assert data["seconds"] == 0.1235
    again = CellVerdict.from_dict(data)
    assert again.as_dict() == data
    assert (again.exercise, again.misconception) == ("02.affine", "no-transpose")
    assert data["id"] == "02.affine", "what was read is left as it was"


def test_points_that_are_missing_are_none() -> None:
    data = {**VERDICT.as_dict(), "points": None, "status": "manual"}
    assert CellVerdict.from_dict(data).points == 0


def test_they_travel_between_processes() -> None:
    limits = Limits(seconds=2.0)
    assignment = Assignment({"a.ipynb": "{}"}, {"data/a.csv": b"\x00"}, limits, confine=False)
    graded = Graded({"a.ipynb": "{}"}, (VERDICT,), ("put right",), None, 1.5)
    for sent in (assignment, graded):
        assert pickle.loads(pickle.dumps(sent)) == sent
    assert (Graded().verdicts, Graded().notebooks, Graded().error) == ((), {}, None)
    with pytest.raises(AttributeError):
        assignment.many = True  # type: ignore[misc]
