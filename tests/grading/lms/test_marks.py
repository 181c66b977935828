"""Marks leave a course with their penalties, and say what is not final."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.grading.classroom.gradebook import open_gradebook, transaction
from nnkit.grading.classroom.registration import register
from nnkit.grading.lms.marks import Mark, not_graded, read_marks, two_decimals
from tests.grading.classroom.class_of import MODULE, RIGHT, hand_in, mixed


def test_a_mark_is_what_is_left_and_says_what_waits(tmp_path: Path) -> None:
    course = hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(RIGHT)})
    with open_gradebook(course) as gradebook:
        register(course, gradebook, MODULE)
        with transaction(gradebook):
            gradebook.update_or_create_student("ada")
            there = gradebook.update_or_create_submission(MODULE, "ada").notebooks[0]
            for grade in there.grades:
                grade.auto_score = 3.0 if grade.name == "test-square" else None
                grade.needs_manual_grade = grade.name == "why"
            there.late_submission_penalty = 1.25
            comment = next(comment for comment in there.comments if comment.name == "why")
            comment.auto_comment, comment.manual_comment = "No response.", "Why not?"
        [mark] = read_marks(gradebook, [MODULE])
        assert read_marks(gradebook, ["other"]) == []
    assert mark == Mark("ada", MODULE, 3.0, 1.25, 1.75, 9.0, "", ("why",), (("why", "Why not?"),))
    waiting = [(s.student, s.module) for s in not_graded(course, [MODULE])]
    assert waiting == [("ada", MODULE), ("bob", MODULE)]


@pytest.mark.parametrize(
    ("points", "said"),
    [(17.5, "17.50"), (0, "0.00"), (2.675, "2.68"), (1 / 3, "0.33"), (0.1 + 0.2, "0.30")],
)
def test_marks_have_two_decimals(points: float, said: str) -> None:
    assert two_decimals(points) == said
