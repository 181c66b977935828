"""What tests hold in place of the student's things: plain data comes back, objects stay there."""

from __future__ import annotations

import json
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.grading.grader.assignment import Assignment, Graded, Limits
from nnkit.grading.grader.grade import grade
from tests.grading.grader.victim import metadata

VECTOR = """\
class Vector:
    def __init__(self, *parts):
        self.parts = list(parts)
    def __add__(self, other):
        return Vector(*(a + b for a, b in zip(self.parts, other.parts)))
    def __rmul__(self, factor):
        return Vector(*(factor * a for a in self.parts))
    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.parts, other.parts))
    def __len__(self):
        return len(self.parts)
    def __getitem__(self, index):
        return self.parts[index]
    def norm(self):
        return (self @ self) ** 0.5
    def pairs(self):
        yield from enumerate(self.parts)"""
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


def result_of(answer: str, test: str = TEST, source: str = VECTOR) -> Graded:
    def notebook(answer: str) -> str:
        cells = [
            new_code_cell(answer, id="vector", metadata=metadata("vector")),
            new_code_cell(test, id="test-vector", metadata=metadata("test-vector", 3)),
        ]
        return str(nbformat.writes(new_notebook(cells=cells)))

    assignment = Assignment({"v.ipynb": notebook(source)}, limits=Limits(seconds=6.0))
    return grade(assignment, {"v.ipynb": notebook(answer).encode()}, "ada", "")


def test_objects_of_a_students_class_take_operators() -> None:
    (question,) = result_of(VECTOR).verdicts
    assert (question.points, question.message) == (3, "")


@pytest.mark.parametrize("operator", ["add", "sub", "mul", "matmul"])
@pytest.mark.parametrize("value", ["self", "0.0", "True", "type('F', (float,), {})(0)"])
def test_an_object_cannot_pass_for_a_number(operator: str, value: str) -> None:
    (question,) = result_of(LIAR.format(operator, value)).verdicts
    assert question.points == 0


@pytest.mark.parametrize("test", ["assert f(3) == 9", "assert abs(f(3) - 9) < 1e-9", "assert f(3)"])
def test_what_a_function_returns_is_no_object_with_operators(test: str) -> None:
    lies = LIAR.format("sub", "0.0").replace("Vector = Anything", "def f(x): return Anything()")
    (question,) = result_of(lies, test, "def f(x):\n    return x * x").verdicts
    assert question.points == (3 if test == "assert f(3)" else 0)


def test_a_traceback_shows_the_students_code_only() -> None:
    wrong = "import json\ndef f(x): return x\ndef g():\n    return json.loads('{')\ng()"
    graded = result_of(wrong, "assert f(3) == 9", "def f(x):\n    return x * x")
    cells: list[Any] = json.loads(graded.notebooks["v.ipynb"])["cells"]
    (output,) = cells[0]["outputs"]
    told = "\n".join(output["traceback"])
    assert "return json.loads('{')" in told
    assert "JSONDecodeError" in told
    assert "decoder.py" not in told


def test_a_function_of_the_tests_can_be_called() -> None:
    test = "assert [slope(lambda x: x**2, x, 0.5) for x in (1.0, 3.0)] == [2.0, 6.0]"
    source = "def slope(f, x, h):\n    return (f(x + h) - f(x - h)) / (2 * h)"
    (question,) = result_of(source, test, source).verdicts
    assert (question.points, question.message) == (3, "")


KEEPS = """\
class Net:
    def __init__(self, weights):
        self.weights = {0}
    def step(self):
        for W in self.weights:
            W -= 1"""


@pytest.mark.parametrize(("keeps", "points"), [("[W.copy() for W in weights]", 3), ("weights", 0)])
def test_an_array_that_an_object_keeps_and_changes_later_changes_here(
    keeps: str, points: float
) -> None:
    test = (
        "import numpy as np\nweights = [np.ones((2, 3)), np.ones((1, 2))]\n"
        "net = Net(weights)\nnet.step()\nassert weights[0][0, 0] == 1, 'your class changed them'"
    )
    (question,) = result_of(KEEPS.format(keeps), test, KEEPS.format("list(weights)")).verdicts
    assert question.points == points, question.message


SIGNATURE = """\
import inspect
assert list(inspect.signature(Vector(1).norm).parameters) == []
assert str(inspect.signature(Vector(1).scaled)) == "(by, *, back=None)"
assert str(inspect.signature(Vector)) == '(*parts)'"""
SCALED = "\n    def scaled(self, by, *, back=False): pass"
NONSENSE = """
class Nonsense:
    @property
    def __signature__(self):
        raise LookupError("none of your business")
    def __call__(self): pass
Vector.norm = Nonsense()"""


def test_a_test_can_ask_what_a_function_takes() -> None:
    (question,) = result_of(VECTOR + SCALED, SIGNATURE).verdicts
    assert (question.points, question.message) == (3, "")


def test_a_signature_that_makes_trouble_is_none() -> None:
    test = "import inspect\nassert [*inspect.signature(Vector(1).norm).parameters] == ['args', 'kwargs']"
    (question,) = result_of(VECTOR + NONSENSE, test).verdicts
    assert (question.points, question.message) == (3, "")
