"""Written answers wait until a person has read them."""

from __future__ import annotations

from pathlib import Path

from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.waiting import Waiting, exercise_id, waiting
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, hand_in, mixed, record


def test_what_nobody_has_read_is_counted_by_exercise(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT, "Because."), "bob": mixed(RIGHT)})
    record(there)
    with open_gradebook(there) as gradebook:
        project = Waiting(MODULE, "project", 2)
        assert waiting(gradebook, [MODULE]) == [project, Waiting(MODULE, "why", 1)]
        assert waiting(gradebook, ["other"]) == []
        grade = gradebook.find_grade("why", NOTEBOOK[:-6], MODULE, "ada")
        grade.manual_score, grade.needs_manual_grade = 0, False  # read, and worth nothing
        gradebook.db.commit()
        assert waiting(gradebook, [MODULE]) == [project]


def test_exercises_have_the_catalogues_names() -> None:
    assert exercise_id("05_backpropagation", "delta_output") == "05.delta_output"
    assert exercise_id("05_intro", "delta_output") == "delta_output"
