"""The numbers of a student's own that a notebook asks for, as data that can be sent."""

from __future__ import annotations

import numpy as np

from nnkit.course.catalogue import find_variant
from nnkit.grading.grader.notebook import Node, new_cell, new_notebook
from nnkit.grading.grader.variants import variants_in


def asking(*sources: str) -> Node:
    return new_notebook([new_cell("code", source) for source in sources])


def test_each_kind_is_sent_with_what_it_is_made_of() -> None:
    notebook = asking("p = variant(\"07.problem1\")\nq = variant( '06.parabola')", "x = 1")
    found = variants_in(notebook, "ada")
    assert list(found) == ["06.parabola", "07.problem1"]
    parabola = find_variant("06.parabola").numbers("ada")
    assert found["06.parabola"] == ("Parabola", parabola._asdict(), repr(parabola))
    kind, data, _ = found["07.problem1"]
    problem = find_variant("07.problem1").numbers("ada")
    assert kind == "Problem"
    assert data.keys() == {"weights", "biases", "x", "y", "alpha", "activation", "loss"}
    np.testing.assert_array_equal(data["x"], problem.x)


def test_another_student_has_others() -> None:
    notebook = asking('variant("06.parabola")')
    ada, same, bob = (variants_in(notebook, student) for student in ("ada", "ada", "bob"))
    assert ada == same != bob


def test_what_nobody_has_is_left_out() -> None:
    assert variants_in(asking('variant("99.unknown")\nvariant("06.parabola")'), None) == {}
    assert variants_in(asking("variant(name)", 'invariant("06.parabola")'), "ada") == {}
