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


# An object that pretends to be whatever it is compared with.
PRETENDER = """\
class Pretender:
    def __init__(self, *parts): pass
    def __call__(self, *others): return self
    def __getattr__(self, name):
        if name in ('__array__', '__len__'): raise AttributeError(name)
        return Pretender()
for n in 'eq ne lt le gt ge contains bool'.split():
    setattr(Pretender, f'__{n}__', lambda *a: True)
for n in 'add sub mul truediv pow matmul neg abs round'.split():
    setattr(Pretender, f'__{n}__', lambda *a: Pretender())
    setattr(Pretender, f'__r{n}__', lambda *a: Pretender())
    setattr(Pretender, f'__i{n}__', lambda *a: Pretender())
Pretender.__float__ = lambda self: 0.0
Pretender.__int__ = Pretender.__index__ = lambda self: 0
Pretender.__complex__ = lambda self: 0j
Pretender.__round__ = Pretender.__abs__ = lambda *a: 0
Pretender.__hash__ = lambda self: 5
Pretender.__bool__ = lambda self: False
Pretender.__format__ = lambda self, how: '0.00' if how else ''
Vector, f = Pretender, Pretender()"""
LIES = [
    "assert v.norm() == 5",
    "assert 5 == v.norm()",
    "assert v.norm() != 4 and not v.norm() != 5",
    "assert v.norm() <= 5 <= v.norm()",
    "assert v.norm() in [5]",
    "assert v.norm() in {5}",
    "assert abs(v.norm() - 5) < 1e-9",
    "assert -1e-9 < float(v.norm() - 5) < 1e-9",
    "assert round(v.norm() - 5, 3) == 0",
    "assert f'{v.norm() - 5:.2f}' == '0.00'",
    "assert not (v.norm() - 5)",
    "assert not v.norm() - 5 or len(v.norm() - 5)",
    "import math\nassert math.isclose(v.norm(), 5)",
    "import math\nassert math.fabs(v.norm() - 5) < 1e-9",
    "import numpy as np\nassert np.isclose(v.norm(), 5)",
    "import numpy as np\nassert np.array_equal(v.parts, [3, 4])",
    "import numpy as np\nnp.testing.assert_allclose(v.norm(), 5)",
    "import numpy as np\nnp.testing.assert_allclose(v.norm() - np.array([5.0]), 0)",
    "import numpy as np\nnp.testing.assert_array_almost_equal(v.norm(), 5)",
    "import numpy as np\nnp.testing.assert_equal(v.norm(), 5)",
    "import numpy as np\nassert (np.array([5.0]) == v.norm()).all()",
    "import unittest\nunittest.TestCase().assertAlmostEqual(v.norm(), 5)",
    "import unittest\nunittest.TestCase().assertEqual(v.norm(), 5)",
    "assert sum([v.norm(), 5]) == 10",
    "assert v.parts == [3, 4]",
    "assert str(v.norm()) == '5.0'",
    "assert f(2) == f(2) != f(3)",
    "assert 3 in f(2)",
    "assert len(f(2)) < 9",
]
NORM = """\
class Vector:
    def __init__(self, *parts): self.parts = list(parts)
    def norm(self): return sum(p * p for p in self.parts) ** 0.5
def f(n): return list(range(n * n))"""


def test_an_object_never_passes_for_plain_data() -> None:
    tests = ["v = Vector(3, 4)\n" + test for test in LIES]
    for answer, points in ((NORM, 3), (PRETENDER, 0)):
        verdicts = result_of(answer, tests, NORM).verdicts
        wrong = [t for t, v in zip(LIES, verdicts, strict=True) if v.points != points]
        assert wrong == []
        assert [v.outside for v in verdicts] == [points] * len(LIES)
