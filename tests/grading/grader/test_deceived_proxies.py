"""Whoever forges the test among his cells earns what his objects have, and no more.

A proxy is callable, iterable, true, or another's, as its object is.  Only what a test takes away on
this side, the student's code still has there: so such tests are told when they are registered.  And
what ends a loop of the test's in the sandbox ends none on this side.
"""

from __future__ import annotations

import pytest

from tests.grading.grader.one_answer import result_of

SUITE = """\
import io, unittest
class Test(unittest.TestCase):
    def test_half(self): self.assertEqual(half(4), 2)
suite = unittest.defaultTestLoader.loadTestsFromTestCase(Test)
assert unittest.TextTestRunner(io.StringIO()).run(suite).wasSuccessful()"""

# By name: what the solution has, what the wrong answer has in its place, and the test.
GRANTED = {
    "hasattr": (
        "class Bag:\n    def __len__(self): return 0\nbag = Bag()",
        "class Bag: pass\nbag = Bag()",
        "assert hasattr(bag, '__len__')",
    ),
    "dir": (
        "class Bead:\n    def __iter__(self): return iter([])\nbead = Bead()",
        "class Bead: pass\nbead = Bead()",
        "assert '__iter__' in dir(bead)",
    ),
    "callable": (
        "class Act:\n    def __call__(self): pass\nact = Act()",
        "class Act: pass\nact = Act()",
        "assert callable(act)",
    ),
    "iterable": (
        "class Row:\n    def __iter__(self): return iter([])\nrow = Row()",
        "class Row: pass\nrow = Row()",
        "from collections.abc import Iterable\nassert isinstance(row, Iterable)",
    ),
    "sized": (
        "class Box:\n    def __len__(self): return 0\nbox = Box()",
        "class Box: pass\nbox = Box()",
        "from collections.abc import Sized\nassert isinstance(box, Sized)",
    ),
    "is not": (
        "def clone(xs): return list(xs)",
        "def clone(xs): return xs",
        "xs = [1]\nassert clone(xs) is not xs",
    ),
    "shares_memory": (
        "def fresh(a): return a.copy()",
        "def fresh(a): return a",
        "import numpy as np\na = np.ones(3)\nassert not np.shares_memory(fresh(a), a)",
    ),
    "a patched builtin": (
        "def largest(xs):\n    top = xs[0]\n    for x in xs:\n        if x > top: top = x\n    return top",
        "def largest(xs): return max(xs)",
        "import builtins\nkept, builtins.max = builtins.max, None\n"
        "try:\n    assert largest([1, 3, 2]) == 3\nfinally:\n    builtins.max = kept",
    ),
    "patched NumPy": (
        "def dot(u, v): return sum(a * b for a, b in zip(u, v))",
        "import numpy as np\ndef dot(u, v): return float(np.dot(u, v))",
        "import numpy as np\nkept, np.dot = np.dot, None\n"
        "try:\n    assert dot([1, 2], [3, 4]) == 11\nfinally:\n    np.dot = kept",
    ),
    "hashable": (
        "class Key: pass\nkey = Key()",
        "class Key:\n    def __eq__(self, other): return True\nkey = Key()",
        "from collections.abc import Hashable\nassert isinstance(key, Hashable)",
    ),
    "an iterator": (
        "class Steps:\n    def __iter__(self): return self\n    def __next__(self): raise StopIteration\n"
        "steps = Steps()",
        "class Steps: pass\nsteps = Steps()",
        "from collections.abc import Iterator\nassert isinstance(steps, Iterator)",
    ),
    "what a class has": (
        "class Sack:\n    def __len__(self): return 0",
        "class Sack: pass",
        "assert hasattr(Sack, '__len__')",
    ),
    "the same, by name": (
        "def tidied(xs): return sorted(xs)",
        "def tidied(xs):\n    xs.sort()\n    return xs",
        "xs = [2, 1]\nassert tidied(xs=xs) == [1, 2] and tidied(xs=xs) is not xs",
    ),
    "truth": (
        "class Empty:\n    def __bool__(self): return True\ndef made(): return Empty()",
        "class Empty:\n    def __bool__(self): return False\ndef made(): return Empty()",
        "assert made()",
    ),
    "inequality": (
        "class Coin:\n    def __eq__(self, other): return False\ndef coin(): return Coin()",
        "class Coin:\n    def __eq__(self, other): return True\ndef coin(): return Coin()",
        "assert coin() != 3",
    ),
    "not equal": (
        "class Card:\n    def __eq__(self, other): return False\ndef card(): return Card()",
        "class Card:\n    def __eq__(self, other): return True\ndef card(): return Card()",
        "assert not card() == 3",
    ),
}
TAKES_AWAY = ("a patched builtin", "patched NumPy")
FORGED = """\
import ast
class WithoutAsserts(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(WithoutAsserts())
"""
STOPS = "def {}(*xs):\n    raise {}"
SQUARE = "def square(x): return x * x"
# These pass in the sandbox, as they do with nbgrader.
ENDED = {
    "a loop": "for x, y in zip([2, 3], map(square, [2, 3])):\n    assert y == x * x",
    "a list": "assert [*map(square, [2, 3])] in ([4, 9], [])",
    "a sum": "assert sum(map(square, [2, 3])) in (13, 0)",
    "an iterator": "for x in iter(lambda: square(2), 4):\n    assert False",
    "all": "assert all(map(lambda x: square(x) == x * x, [2, 3]))",
}


def test_a_forger_earns_what_his_objects_have() -> None:
    right, wrong, tests = zip(*GRANTED.values(), strict=True)
    solution = "\n".join(right)
    honest = result_of(solution, tests, solution).verdicts
    assert {v.points for v in honest} == {3}
    verdicts = result_of(FORGED + "\n".join(wrong), tests, solution).verdicts
    forged = dict(zip(GRANTED, verdicts, strict=True))
    assert {v.inside for v in forged.values()} == {3}
    assert [name for name, v in forged.items() if v.points] == [*TAKES_AWAY]


@pytest.mark.parametrize("raises", ["StopIteration", "type('Ends', (StopIteration,), {})()"])
def test_what_ends_a_loop_earns_nothing(raises: str) -> None:
    tests = [*ENDED.values()]
    verdicts = result_of(STOPS.format("square", raises), tests, SQUARE).verdicts
    assert [v.inside for v in verdicts] == [3] * len(tests)
    assert [v.points for v in verdicts] == [0] * len(tests)
    assert all("stopped with" in v.message for v in verdicts)


def test_an_iterator_ends_the_loop_that_goes_through_it() -> None:
    source = (
        "def count(n):\n    yield from range(n)\n"
        "class Down:\n    def __init__(self, n): self.n = n\n    def __iter__(self): return self\n"
        "    def __next__(self):\n        if not self.n: raise StopIteration\n"
        "        self.n -= 1\n        return self.n"
    )
    tests = [
        "assert [*count(3)] == [0, 1, 2] and [*Down(2)] == [1, 0] and sum(count(4)) == 6",
        "it = Down(1)\nassert next(it) == 0 and next(it, 'end') == 'end'\n"
        "try:\n    next(it)\n    assert False\nexcept StopIteration:\n    pass",
    ]
    assert [v.outside for v in result_of(source, tests, source).verdicts] == [3, 3]


@pytest.mark.parametrize(
    "answer",
    [
        "class SkipTest(Exception): pass\ndef half(x): raise SkipTest('later')",
        "import unittest\ndef half(x): raise unittest.SkipTest('later')",
        "import unittest\nclass Later(unittest.SkipTest): pass\ndef half(x): raise Later",
    ],
)
def test_a_test_is_not_skipped_because_an_answer_says_so(answer: str) -> None:
    (verdict,) = result_of(answer, SUITE, "def half(x): return x / 2").verdicts
    assert (verdict.outside, verdict.points) == (0, 0)


def test_what_ends_a_program_costs_its_question_only() -> None:
    answer = "\n".join(
        STOPS.format(f"f{i}", e)
        for i, e in enumerate(("GeneratorExit", "SystemExit", "KeyboardInterrupt", "EOFError"))
    )
    tests = [f"f{i}()" for i in range(4)] + ["assert f4"]
    source = "\n".join(f"def f{i}(): return 1" for i in range(5))
    verdicts = result_of(f"{answer}\nf4 = 1", tests, source).verdicts
    assert [v.points for v in verdicts] == [0, 0, 0, 0, 3]
    assert [v.message.partition("\n")[0] for v in verdicts][:3] == [
        "Your code stopped with a GeneratorExit",
        "Your code stopped with a SystemExit",
        "Your code stopped with a KeyboardInterrupt",
    ]


FAKES = {
    "import numpy as np": "class np:\n    allclose = staticmethod(lambda *a: True)\n    seed = allclose",
    "from numpy import allclose": "def allclose(*a): return True",
    "from numpy import *": "def allclose(*a): return True",
    "import numpy as np\nnp.random.seed(1)": "import numpy as np\nnp.allclose = lambda *a: True",
}


@pytest.mark.parametrize("source", FAKES)
def test_a_test_compares_with_the_function_of_this_side(source: str) -> None:
    """Whatever a student binds to the name that the instructor's answer imports, or to a part."""
    name = "np.allclose" if "np" in source else "allclose"
    test = f"assert {name}(mean([1, 2]), 1.5)"
    mean = "\ndef mean(x): return {}"
    answers = (source + mean.format("sum(x) / 2"), FAKES[source] + mean.format("7"))
    verdicts = [result_of(a, test, answers[0]).verdicts[0] for a in answers]
    assert [v.outside for v in verdicts] == [3, 0]
