"""Numbers to practise with are new, and tell all misconceptions apart."""

from __future__ import annotations

import pytest

from nnkit.checks.exercise import Fresh, Misconception, Value
from nnkit.course import student
from nnkit.course.catalogue import every_exercise, find
from nnkit.course.numbers import can_be_practised, fresh_numbers, new_seed


def value(id: str) -> Value:
    exercise = find(id)
    assert isinstance(exercise, Value)
    return exercise


def test_own_numbers_and_fresh_ones_can_be_practised() -> None:
    assert can_be_practised(find("03.my_walk"))
    assert can_be_practised(find("05.recall_slope"))
    assert not can_be_practised(find("02.affine"))
    assert not can_be_practised(find("01.xor_right"))
    of = [e for e in every_exercise() if e.module < "08" and can_be_practised(e)]
    assert len([e for e in of if isinstance(e, Value) and e.fresh]) >= 30
    assert all(can_be_practised(e) for e in of if isinstance(e, Value) and e.variant)


def test_a_seed_gives_the_same_numbers() -> None:
    walk = value("03.my_walk")
    assert fresh_numbers(walk, 3) == fresh_numbers(walk, "3") != fresh_numbers(walk, 4)


def test_the_students_own_numbers_are_not_given_away() -> None:
    slopes = value("01.my_slopes")  # there are five in all
    assert slopes.variant
    with student.acting_for("ada", ""):
        own = slopes.variant.numbers("ada")
        assert own not in {fresh_numbers(slopes, seed) for seed in range(40)}
    given = value("03.rate_factor").fresh
    assert given
    drawn = {fresh_numbers(value("03.rate_factor"), seed) for seed in range(40)}
    assert given.given not in drawn
    assert len(drawn) > 3


def test_numbers_that_cannot_be_told_apart_are_said_so() -> None:
    wrong = (Misconception("same", lambda n: n[0], "No."),)
    same = Value(
        "03.same",
        points=1,
        asks="",
        fresh=Fresh((0.0,), lambda draw: (float(draw.integer(1, 9)),)),
        reference=lambda n: n[0],
        misconceptions=wrong,
    )
    with pytest.raises(RuntimeError, match=r"no numbers for 03\.same"):
        fresh_numbers(same, 1)


def test_a_grader_draws_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len({new_seed() for _ in range(20)}) > 1
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert len({new_seed() for _ in range(20)}) == 1
