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
        for id, (kind, data) in variants.items():
            course_stub.set_variant(**decode(encode({"id": id, "kind": kind, "data": data})))
            here, there = find_variant(id).numbers("ada"), course_stub.variant(id)
            assert type(there).__name__ == type(here).__name__
            assert repr(plain(there)) == repr(plain(here))


def test_what_the_grader_did_not_send_is_not_there() -> None:
    with pytest.raises(ValueError, match="no individual numbers"):
        course_stub.variant("nothing")


def test_a_check_waits_for_the_grader() -> None:
    assert course_stub.later("02.affine", len) == "The grader checks this."
