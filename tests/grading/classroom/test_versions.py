"""Submissions that were graded by an earlier version of their assignment are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.registration import register
from nnkit.grading.classroom.submissions import Submission
from nnkit.grading.classroom.versions import graded_by_earlier_version
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, hand_in, mixed, record


def earlier(folder: Path, old: str = "", new: str = "") -> dict[str, list[str]]:
    """Those who are found after a change of the source."""
    there = hand_in(folder, {"ada": mixed(RIGHT), "bob": mixed(RIGHT)})
    record(there, "ada", "bob")
    path = there.folder("source") / MODULE / NOTEBOOK
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    asked = [Submission(student, MODULE) for student in ("ada", "bob", "eve")]
    with open_gradebook(there) as gradebook:
        assert graded_by_earlier_version(there, gradebook, asked) == {}
        register(there, gradebook, MODULE, lambda remark: None)
        (there.autograded("bob", MODULE) / NOTEBOOK).write_text("{")
        return graded_by_earlier_version(there, gradebook, asked)


@pytest.mark.parametrize(
    ("old", "new"),
    [("== 144", "== 12 * 12"), ('"why"', '"reason"'), ('"points": 4', '"points": 5')],
)
def test_other_tests_or_points_are_another_version(old: str, new: str, tmp_path: Path) -> None:
    assert earlier(tmp_path, old, new) == {MODULE: ["ada"]}


def test_other_explanations_are_none(tmp_path: Path) -> None:
    assert earlier(tmp_path, "Build it.", "Build it now.") == {}
