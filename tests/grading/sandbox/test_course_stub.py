"""In a sandbox, what students call is there, and no answer is."""

from __future__ import annotations

from typing import Any

import pytest

from nnkit.checks.exercise import Value
from nnkit.checks.problem import Problem
from nnkit.course import student as students
from nnkit.course.catalogue import every_exercise, find_variant
from nnkit.grading.grader.notebook import new_cell, new_notebook
from nnkit.grading.grader.variants import variants_in
from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.sandbox import course_stub


def plain(numbers: Any) -> Any:
    if isinstance(numbers, Problem):
        return vars(numbers)
    return tuple(numbers) if isinstance(numbers, tuple) else numbers


def test_numbers_arrive_as_what_they_were() -> None:
    values = [e for e in every_exercise() if isinstance(e, Value)]
    ids = sorted({e.variant.id for e in values if e.variant is not None})
    source = new_notebook([new_cell("code", f'x = variant("{id}")') for id in [*ids, "none"]])
    with students.acting_for("ada", "secret"):
        variants = variants_in(source, "ada")
        assert variants.keys() == set(ids)
        for id, numbers in variants.items():
            course_stub.set_variant(id, **decode(encode(numbers._asdict())))
            here, there = find_variant(id).numbers("ada"), course_stub.variant(id)
            assert type(there).__name__ == type(here).__name__
            assert repr(plain(there)) == repr(plain(here))
            if not isinstance(here, Problem):
                assert repr(there) == repr(here)


def test_numbers_that_were_replaced_show_what_they_are() -> None:
    course_stub.set_variant("03.surface", "Surface", {"a": 1, "b": 2}, "f = x² + 2 x y")
    own = course_stub.variant("03.surface")
    assert repr(own) == "f = x² + 2 x y"
    assert repr(own._replace(a=3)) == "Surface(a=3, b=2)"


def test_what_the_grader_did_not_send_is_not_there() -> None:
    with pytest.raises(ValueError, match="no individual numbers"):
        course_stub.variant("nothing")


def test_a_check_waits_for_the_grader() -> None:
    assert course_stub.later("02.affine", len) == "The grader checks this."


def test_practice_rests_whatever_is_done_with_it() -> None:
    practice = course_stub.Resting()
    task = practice("03.my_walk", seed=3)
    assert repr(task) == "Practice rests while the grader works."
    assert repr(task.check([1, 2])) == repr(task.numbers) == repr(task)
    assert not hasattr(task, "_repr_html_")
