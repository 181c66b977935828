"""What changed since it was graded is told in every run, until it is graded again."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.cli.outdated import _above, show_outdated
from nnkit.grading.classroom.above import Above
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.registration import register
from nnkit.grading.classroom.submissions import Submission
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, hand_in, mixed, record


def test_other_points_are_told_until_they_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT, "Because.")})
    before = [Submission("ada", MODULE)]

    def told() -> str:
        with open_gradebook(there) as gradebook:
            show_outdated(there, gradebook, [MODULE], before)
        return capsys.readouterr().err

    assert told() == ""  # nothing is graded
    record(there)
    with open_gradebook(there) as gradebook:
        grade = gradebook.find_grade("why", NOTEBOOK[:-6], MODULE, "ada")
        grade.manual_score, grade.needs_manual_grade = 2, False
        gradebook.db.commit()
    assert told() == ""
    source = there.source(MODULE) / NOTEBOOK
    text = source.read_text(encoding="utf-8")
    for points in ('"points": 3', '"points": 2'):
        text = text.replace(points, '"points": 1')
    source.write_text(text, encoding="utf-8")
    for _ in range(2):
        assert f"{MODULE} has changed since it was graded, so points and marks are of" in told()
    with open_gradebook(there) as gradebook:
        register(there, gradebook, MODULE, lambda remark: None)
    for _ in range(2):
        text = told()
        assert f"{MODULE} has changed since these were graded: ada. They keep" in text
        assert (
            f"Above the maximum, {MODULE} test-square: ada 3, though only 1 can be earned" in text
        )
        assert f"`nnkit grade {MODULE} --regrade` grades what tests decide.\n" in text
        assert f"{MODULE} why: ada 2, though only 1 can be earned. They count until" in text
        assert "what a person gave is changed in formgrader.\n" in text
    record(there)
    assert told().count("Above the maximum") == 1  # what a person gave stays
    with open_gradebook(there) as gradebook:
        gradebook.find_grade("why", NOTEBOOK[:-6], MODULE, "ada").manual_score = 1
        gradebook.db.commit()
    assert told() == ""


def test_who_is_above_what_is_no_longer_asked() -> None:
    marks = [Above("ps1", "why", student, 2, 0, False) for student in ("ada", "b\x1b")]
    assert _above("ps1", "why", marks) == (
        "Above the maximum, ps1 why: ada 2, b\\x1b 2, though it is no longer asked. They count, "
        "and nobody else can earn them, until the exercise is back in the source."
    )
