"""Objects of a student's class take operators, and none passes for a number."""

from __future__ import annotations

import pytest

from tests.grading.grader.one_answer import VECTOR, result_of

TEST = """\
u, v = Vector(1, 2), Vector(3, 5)
assert (u + v).parts == [4, 7]
assert (2 * u).parts == [2, 4]
assert u @ v == 13
assert len(u) == 2 and u[1] == 2
assert abs(Vector(3, 4).norm() - 5) < 1e-9
assert list(u.pairs()) == [(0, 1), (1, 2)]"""

# Each pretends to be right wherever it is asked.
LIAR = """\
class Anything:
    def __init__(self, *parts): pass
    def __eq__(self, other): return True
    def __lt__(self, other): return True
    def __gt__(self, other): return True
    def __abs__(self): return self
    def __float__(self): return 5.0
    def __iter__(self): return iter([])
    def __getattr__(self, name): return lambda *a: self
    def __{0}__(self, *others): return {1}
    def __r{0}__(self, *others): return {1}
Vector = Anything"""


def test_objects_of_a_students_class_take_operators() -> None:
    (question,) = result_of(VECTOR, TEST).verdicts
    assert (question.points, question.message) == (3, "")


@pytest.mark.parametrize("operator", ["add", "sub", "mul", "matmul"])
@pytest.mark.parametrize("value", ["self", "0.0", "True", "type('F', (float,), {})(0)"])
def test_an_object_cannot_pass_for_a_number(operator: str, value: str) -> None:
    (question,) = result_of(LIAR.format(operator, value), TEST).verdicts
    assert question.points == 0


@pytest.mark.parametrize("test", ["assert f(3) == 9", "assert abs(f(3) - 9) < 1e-9", "assert f(3)"])
def test_what_a_function_returns_is_no_object_with_operators(test: str) -> None:
    lies = LIAR.format("sub", "0.0").replace("Vector = Anything", "def f(x): return Anything()")
    (question,) = result_of(lies, test, "def f(x):\n    return x * x").verdicts
    assert question.points == (3 if test == "assert f(3)" else 0)
