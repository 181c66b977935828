"""A cell is spared only if it would have shown the same, and no mark depends on it."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.checks.catalogue import exercises
from nnkit.grading.engine import original, run
from nnkit.grading.engine.assignment import Assignment, Limits
from nnkit.grading.engine.grade import grade
from nnkit.grading.simulate import hand_in
from tests.grading.engine.victim import metadata

ROOT = Path(__file__).resolve().parents[3]
START = [
    "import numpy as np\nfrom nnkit import Network, data, fit, plot",
    "x = np.array([3.0, 1.0, 2.0])",
]
PICTURE = "plot.show(plot.lines({'E': ([1, 2], [1, 2])}), alt='E')"
Cells = list[str | tuple[str, str]]


@pytest.fixture
def spared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sources of the cells that were spared."""
    found: list[str] = []
    before = run.Run._is_spared

    def is_spared(self: run.Run, place: int, cell: Any) -> bool:
        known = before(self, place, cell)
        found.extend([cell.source] * known)
        return known

    monkeypatch.setattr(run.Run, "_is_spared", is_spared)
    original._kept.clear()
    return found


def notebooks(cells: Cells, test: str) -> tuple[str, str]:
    """The instructor's and the student's notebook; a pair is an answer, the instructor's first.

    Cells that begin with ``own:`` only the student has.
    """
    both: tuple[list[Any], list[Any]] = ([], [])
    for i, cell in enumerate([*START, *cells, PICTURE]):
        sources = cell if isinstance(cell, tuple) else (cell, cell)
        about = metadata(f"answer{i}") if isinstance(cell, tuple) else {}
        for place, source in enumerate(sources):
            if place or not source.startswith("own:"):
                made = new_code_cell(source.removeprefix("own:"), id=f"cell{i}", metadata=about)
                both[place].append(made)
    for side in both:
        side.append(new_code_cell(test, id="test", metadata=metadata("test", 1)))
    theirs, handed = (str(nbformat.writes(new_notebook(cells=side))) for side in both)
    return theirs, handed


def graded(theirs: str, handed: str) -> tuple[list[Any], float]:
    """What the graded notebook shows, and the mark."""
    assignment = Assignment({"a.ipynb": theirs}, limits=Limits(seconds=5))
    result = grade(assignment, {"a.ipynb": handed.encode()}, "ada", "secret")
    assert result.error is None
    cells = json.loads(result.notebooks["a.ipynb"])["cells"]
    return [c.get("outputs") for c in cells], sum(q.points or 0 for q in result.questions)


FUNCTION = ("def double(v):\n    return 2 * v", "def double(v):\n    return v + v")
SAME: dict[str, Cells] = {
    "an answer binds it": [("x = x + 1", "x = np.zeros(3)"), "print(x.sum())"],
    "only the instructor binds it": [("s = 42", "raise NotImplementedError"), "print(s)"],
    "only the instructor changes it": [("x.sort()", "pass"), "print(x)"],
    "an answer changes it": [("pass", "x[0] = 5"), "print(x)"],
    "through another name": ["y = [x]", ("pass", "y[0][0] = 5"), "print(x)"],
    "through a function": [("def f(v): return v", "def f(v): v[0] = 5"), "own:f(x)", "print(x)"],
    "later, from a test": [
        ("def double(v): return 2 * v", "def double(v): x[0] = 7; return 2 * v"),
        "print(x)",
    ],
    "a constant that a function reads": [
        "rate = 0.1\ndef step(w):\n    return w - rate",
        ("pass", "rate = 0.5"),
        "print(step(1.0))",
    ],
    "a function replaces another": [
        "def f(v):\n    return v\ndef g(v):\n    return f(v)",
        ("pass", "def f(v):\n    return -v"),
        "print(g(x))",
    ],
    "a builtin is replaced": [("pass", "def sum(v):\n    return 7"), "print(sum([1, 2]))"],
    "a name is deleted": [("pass", "del x"), "print(x)"],
    "a cell moved before an answer": ["own:print(x)", ("x = x + 1", "x = x + 1"), "print(x)"],
    "an earlier cell was edited": ["own:x = np.ones(3)", "print(x)"],
    "another type of the same values": [("pass", "x = [3.0, 1.0, 2.0]"), "print(x)"],
    "another precision": [("pass", "x = x.astype(np.float32)"), "print(x)"],
    "a subclass": [
        ("pass", "class V(np.ndarray):\n    def __str__(self): return 'V'\nx = x.view(V)"),
        "print(x)",
    ],
    "it fails": ["a = np.ones(3)", "a @ np.ones(4)"],
    "it fails and binds nothing": ["y = 1", ("y = 3", "y = 7"), "y = x @ np.ones(4)", "print(y)"],
    "the student fails before it binds": ["w = np.ones(2)", "own:w = undefined", "own:print(w)"],
    "history": ["x.sum()", "own:print(_)", "print(_)"],
    "a magic": ["own:%precision 3\nx = x + 1", "print(x)"],
    "help": ["own:x[0] = 5\nx.sum?", "print(x)"],
    "an import in a function": [
        "own:def f():\n    import warnings\n    warnings.simplefilter('error')\nf()",
        "print(np.log(np.zeros(1)))",
    ],
    "a star": [
        "from math import *",
        "own:print(sqrt(4))",
        "e = 1 - 3",
        "own:from math import *",
        "print(e)",
    ],
    "a generator": [
        "rng = np.random.default_rng(0)",
        "print(rng.normal())",
        "own:print(rng.normal())",
    ],
    "one handed on": [
        "rng = np.random.default_rng(0)",
        "print(data.moons(rng=rng))",
        "own:print(rng.normal())",
    ],
    "the global generator": ["own:np.random.seed(1)", "print(np.random.rand())"],
    "an iterator": ["it = iter([1, 2, 3])", "print(next(it))", "own:print(next(it))"],
    "a network": [
        "net = Network.create([3, 1], rng=0)",
        "print(net.weights)",
        "own:net.weights[0] += 1",
        "print(net.predict(x[:, None]))",
    ],
    "a keeper": [
        "def f(v, seen=[]):\n    seen.append(v)\n    return len(seen)",
        "print(f(1))",
        "own:print(f(2))",
    ],
    "a memo": [
        "memo = {}\ndef f(v):\n    memo[v] = 1\n    return v",
        "print(f(1))",
        "own:print(memo)",
    ],
    "global": [
        "n = 0\ndef f():\n    global n\n    n += 1\n    return n",
        "print(f())",
        "own:print(n)",
    ],
    "closures": [
        "def m():\n    n = [0]\n    def f():\n        n[0] += 1\n        return n[0]\n    return f\nf = m()",
        "print(f())",
        "own:print(f())",
    ],
    "an attribute of a function": ["def f():\n    f.n = 1", "print(f())", "own:print(f.n)"],
    "a class": [
        "class K:\n    n = 0\n    def go(self):\n        K.n += 1\n        return K.n",
        "print(K().go())",
        "own:print(K.n)",
    ],
    "a property": [
        "class P:\n    n = 0\n    @property\n    def v(self):\n        self.n += 1\n        return self.n\np = P()",
        "print(p.v)",
        "own:print(p.v)",
    ],
    "a dict that grows": [
        "import collections\nd = collections.defaultdict(int)",
        "print(d['a'])",
        "own:print(dict(d))",
    ],
    "a buffer": ["w = np.zeros(3)", "np.add(x, 1, w)", "own:print(w)"],
    "in place": ["w = x + 1", "np.add.at(w, [0], 1)\nprint(w)", "own:print(w)"],
    "a container holds it": ["p = {'W': x}", "p['W'] -= 0.5\nprint(p)", "own:print(x)"],
    "binds what is read": ["print('one')\ny = 3", "own:print(y)"],
    "binds what a function reads": [
        "y = 1\ndef f():\n    return y",
        "y = 2\nprint(y)",
        "own:print(f())",
    ],
    "binds in a loop": ["for y in [1, 2]:\n    print(y)", "own:print(y)"],
    "binds by a walrus": ["print((y := 5))", "own:print(y)"],
    "bound in a branch first": ["y = 1", "own:if False:\n    y = 2\nprint(y)", "y = 3\nprint('y')"],
    "strings": ["y = 1\nprint(y)", "own:exec('y = 2')\nprint(y)"],
    "a shadowed import": ["data = [1]", "data.append(5)\nprint(data)", "own:print(data)"],
    "numbers of numpy": [("pass", "x = np.float32(3)"), "print(repr(x))"],
    "figures": [
        "fig = plot.lines({'a': (x, x)})",
        "plot.show(fig, alt='a')",
        "own:fig.axes[0].set_title('t')\nplot.show(fig, alt='a')",
    ],
}


@pytest.mark.parametrize("cells", SAME.values(), ids=SAME)
def test_a_graded_notebook_is_the_same_as_if_all_had_run(
    cells: Cells, spared: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not any(isinstance(cell, tuple) for cell in cells):
        cells = [*cells, FUNCTION]
    theirs, handed = notebooks(
        cells, "assert double(3) == 6" if FUNCTION in cells else "assert x is not None"
    )
    graded(theirs, handed)
    short = graded(theirs, handed)
    assert short == graded(theirs, handed)
    monkeypatch.setattr(original.Original, "may_know", lambda *_: {})
    assert short == graded(theirs, handed)


def test_what_finds_the_same_is_spared(spared: list[str]) -> None:
    cells: Cells = [
        "rate = 0.5\ndef step(w):\n    return w - rate * x",
        FUNCTION,
        "fig = plot.lines({'a': (x, step(x))})\nplot.show(fig, alt='a')",
        "for n in [1, 2]:\n    y = n * x\n    print(y)",
        "y = step(x)\nprint(y)",
        "print(double(x))",
        "own:y = 3\nx = x + 0",
    ]
    theirs, handed = notebooks(cells, "assert double(3) == 6")
    assert graded(theirs, handed)[1] == 1
    assert spared == []
    assert graded(theirs, handed)[1] == 1
    assert spared == [*(c for c in cells[2:5]), PICTURE]


def test_what_an_answer_has_a_part_in_is_never_spared(spared: list[str]) -> None:
    # A student would learn from it whether the answer is right.
    cells: Cells = [
        ("y = 42", "y = 42"),
        "print(y)",
        "def f():\n    return y",
        "print(f())",
        "z = y + 1",
        "print(z)",
        "w = [0]\nw.append(f())",
        "print(w)",
        ("def g(v):\n    v[0] = 7", "def g(v):\n    v[0] = 7"),
        "a = np.zeros(1)\ng(a)",
        "print(a)",
        "class K:\n    def go(self):\n        return y\nk = K().go()",
        "print(k)",
    ]
    theirs, handed = notebooks(cells, "assert y == 42")
    for _ in range(3):
        graded(theirs, handed)
    assert {*spared} == {PICTURE, START[1]}


ROLES = ("perfect", "several misconceptions", "released")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("module", ["00_start_here", "01_neuron", "07_problems"])
def test_the_course_is_graded_the_same_as_if_all_had_run(
    module: str, role: str, spared: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = (ROOT / "solutions" / module).glob("*.ipynb")
    source = nbformat.read(path, as_version=4)
    released = nbformat.read(ROOT / "modules" / module / path.name, as_version=4)
    notebook = released
    if role != "released":
        every = list(exercises(module).values())
        notebook = hand_in(role, "ada", every, source, released, Random(1)).notebook
    theirs, handed = nbformat.writes(source), nbformat.writes(notebook)
    graded(theirs, handed)
    short = graded(theirs, handed)
    assert len(spared) >= 5
    monkeypatch.setattr(original.Original, "may_know", lambda *_: {})
    assert short == graded(theirs, handed)
