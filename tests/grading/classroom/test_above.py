"""Marks above their maximum are found, and extra credit is none."""

from __future__ import annotations

from pathlib import Path

from nnkit.grading.classroom.above import Above, above_maximum
from nnkit.grading.classroom.gradebook import open_gradebook
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, hand_in, mixed, record


def test_marks_above_their_maximum(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT, "Because."), "bob": mixed(RIGHT)})
    record(there)
    with open_gradebook(there) as gradebook:
        assert above_maximum(gradebook, [MODULE]) == []
        notebook = NOTEBOOK[:-6]
        gradebook.find_grade("why", notebook, MODULE, "ada").manual_score = 2
        gradebook.find_grade("project", notebook, MODULE, "bob").manual_score = 4
        gradebook.find_grade("test-square", notebook, MODULE, "bob").extra_credit = 1
        gradebook.db.commit()
        assert above_maximum(gradebook, [MODULE]) == []
        gradebook.find_grade_cell("test-square", notebook, MODULE).max_score = 2
        gradebook.find_grade_cell("why", notebook, MODULE).max_score = 1.5
        gradebook.find_task_cell("project", notebook, MODULE).max_score = 3
        gradebook.db.commit()
        assert above_maximum(gradebook, [MODULE]) == [
            Above(MODULE, "project", "bob", 4, 3, True),
            Above(MODULE, "test-square", "ada", 3, 2, False),
            Above(MODULE, "test-square", "bob", 3, 2, False),
            Above(MODULE, "why", "ada", 2, 1.5, True),
        ]
        assert above_maximum(gradebook, ["other"]) == []
