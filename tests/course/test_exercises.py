"""Every exercise of the course keeps all rules; `nnkit.authoring.rules` says which they are."""

from __future__ import annotations

import pytest

from nnkit.authoring.rules import problems
from nnkit.checks.exercise import Exercise
from nnkit.course.catalogue import every_exercise

EXERCISES = every_exercise()


@pytest.mark.parametrize("exercise", EXERCISES, ids=[e.id for e in EXERCISES])
def test_an_exercise_keeps_all_rules(exercise: Exercise) -> None:
    assert problems(exercise) == []
