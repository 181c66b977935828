"""Exercises are found by id, modules by their two digits."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from nnkit.checks.exercise import Exercise, Value, Variant, Why
from nnkit.checks.ids import split_id
from nnkit.course import catalogue
from nnkit.course.catalogue import (
    every_exercise,
    exercises,
    exercises_of,
    find,
    known,
    modules,
)


def test_every_exercise_can_be_found() -> None:
    assert all(find(e.id) is e for e in every_exercise())


@pytest.mark.parametrize("exercise", every_exercise(), ids=lambda e: e.id)
def test_a_sloppy_id_means_the_same_exercise(exercise: Exercise) -> None:
    loose = exercise.id.removeprefix("0").upper().replace("_", "-")
    assert find(loose) is find(f" {loose} ") is exercise


def test_no_two_ids_are_told_apart_by_case_or_hyphens_only() -> None:
    assert len({split_id(e.id) for e in every_exercise()}) == len(every_exercise())


def test_a_module_by_digits_or_slug() -> None:
    assert exercises("05") is exercises("05") != {}
    assert exercises("05_backpropagation") == exercises("05")
    assert all(id.startswith("05.") for id in exercises("05"))
    assert modules()["05"] == "05_backpropagation"


def test_what_is_another_courses_is_none() -> None:
    assert known("05.Delta-Hidden") is find("05.delta_hidden")
    assert known("ps1.sum") is None
    assert exercises_of("05_backpropagation") == exercises("05")
    assert exercises_of("05_intro") == exercises_of("05") == {}


def test_an_unknown_module_names_those_that_exist() -> None:
    with pytest.raises(ValueError, match=r"no module '99'; there are 00_start_here, 01_neuron"):
        exercises("99")


def test_an_id_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = [Why("05.why", points=1, asks="why")] * 2
    found = SimpleNamespace(import_module=lambda name: SimpleNamespace(EXERCISES=twice))
    monkeypatch.setattr(catalogue, "importlib", found)
    with pytest.raises(ValueError, match=r"two exercises have the id '05\.why'"):
        exercises.__wrapped__("05")


def test_a_name_of_own_numbers_for_two_draws_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = [
        Value(
            f"05.my_{i}",
            points=1,
            asks="a number",
            variant=Variant("05.mine", lambda draw: draw),
            reference=lambda own: own,
        )
        for i in range(2)
    ]
    found = SimpleNamespace(import_module=lambda name: SimpleNamespace(EXERCISES=drawn))
    monkeypatch.setattr(catalogue, "importlib", found)
    with pytest.raises(ValueError, match=r"draw different numbers as '05\.mine'"):
        exercises.__wrapped__("05")
