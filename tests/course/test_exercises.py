"""Every exercise of the course keeps all rules; `nnkit.authoring.rules` says which they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnkit.authoring.rules import problems
from nnkit.checks.exercise import Circumstances, Exercise, Value
from nnkit.checks.judge import judge
from nnkit.course.catalogue import every_exercise

EXERCISES = every_exercise()
NUMBERS = [exercise for exercise in EXERCISES if isinstance(exercise, Value)]
STUDENTS = [f"student {i}" for i in range(40)]


@pytest.mark.parametrize("exercise", EXERCISES, ids=[e.id for e in EXERCISES])
def test_an_exercise_keeps_all_rules(exercise: Exercise) -> None:
    assert problems(exercise) == []


@pytest.mark.parametrize("exercise", NUMBERS, ids=[e.id for e in NUMBERS])
def test_a_mistake_with_a_name_earns_what_its_right_entries_earn(exercise: Value) -> None:
    nameless = replace(exercise, misconceptions=())
    for student in STUDENTS if exercise.variant else STUDENTS[:1]:
        for misconception in exercise.misconceptions:
            wrong = exercise.for_student(misconception.wrong, student)
            named = judge(exercise, wrong, Circumstances(student)).points
            least = judge(nameless, wrong, Circumstances(student)).points
            assert named >= least, misconception.name
