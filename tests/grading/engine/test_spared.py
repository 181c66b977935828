"""A cell is spared only if it would have shown the same."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import nbformat
import pytest

from nnkit.checks.catalogue import exercises
from nnkit.grading.engine import original
from nnkit.grading.engine.assignment import Assignment
from nnkit.grading.engine.cells import Node, new_cell, new_error, new_output, node
from nnkit.grading.engine.grade import grade
from nnkit.grading.engine.names import names
from nnkit.grading.engine.spared import spared
from nnkit.grading.simulate import hand_in

ROOT = Path(__file__).resolve().parents[3]
IMPORTS = "import numpy as np\nfrom nnkit import plot, variant"
DATA = "x = np.array([1.0, 2.0])"
ANSWER = "def double(v):\n    return 2 * v"
SHOWN = "fig = plot.lines({'x': (x, x)})\nplot.show(fig, alt='x')\nprint(x.sum())"


def cell(source: str, answer: str = "") -> Node:
    made = new_cell("code", source)
    made.outputs = [new_output("stream", name="stdout", text="3.0\n")]
    if answer:
        about = {"grade_id": answer, "solution": True, "grade": False, "locked": False}
        made.metadata = node({"nbgrader": about})
    return made


def given(*between: str, shown: str = SHOWN) -> list[Node]:
    """The instructor's cells: imports, data, an answer, others, and one that shows something."""
    cells = [cell(IMPORTS), cell(DATA), cell(ANSWER, "double"), *map(cell, between)]
    return [*cells, cell(shown)]


def last_is_spared(cells: list[Node], instructors: list[Node] | None = None) -> bool:
    """Whether the cell that comes last among the instructor's need not run."""
    instructors = instructors or given()
    found = spared(cells, instructors)
    return any(other is instructors[-1] for other in found.values())


def with_answer(answer: str, instructors: list[Node] | None = None) -> list[Node]:
    return [cell(answer, "double") if c.metadata else c for c in instructors or given()]


def test_what_nothing_of_the_students_reaches_is_spared() -> None:
    assert last_is_spared(given())
    assert last_is_spared(with_answer("def double(v):\n    return v + v"))
    assert last_is_spared([*given(), cell("z = 3")])


ANSWERS = {
    "binds it": "x = np.zeros(2)",
    "binds it for sure in a branch": "if True:\n    x = np.zeros(2)",
    "changes it": "x[0] = 5",
    "changes it in place": "x += 1",
    "a method changes it": "x.sort()",
    "a function of its own gets it": "def f(v):\n    v[0] = 5\nf(x)",
    "gives it another name": "y = x\ny[0] = 5",
    "a function changes it later": "def double(v):\n    x[0] = 5",
    "global": "def double(v):\n    global x\n    x = 5",
    "binds a module": "plot = 3",
    "changes a module": "np.sum = lambda *a: 7",
    "changes the pictures": "plot.lines = lambda *a, **k: None",
    "uses the random state": "y = np.random.rand(3)",
    "imports something that remembers": "import os",
    "reads a file": "text = open('x').read()",
    "means names by strings": "exec('x = 3')",
    "is not Python": "%time x = 3",
    "makes it global by a string": "globals()['x'] = 3",
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_that_may_reach_it_lets_it_run(answer: str) -> None:
    assert not last_is_spared(with_answer(answer))
    assert not last_is_spared([*given()[:-1], cell(answer), given()[-1]])


INSTRUCTORS = {
    "calls the answer": given(shown="print(double(x))"),
    "calls what calls the answer": given("def twice(v):\n    return double(v)", shown="twice(x)"),
    "of the answer's value": given("y = double(x)", shown="print(y)"),
    "handed to the answer before": given("y = [x]\nprint(double(y))"),
    "of one's own numbers": given(shown="print(variant('01.neuron'))"),
    "of one's own numbers before": given("mine = variant('01.neuron')", shown="print(mine)"),
    "the last value": given(shown="print(_)"),
    "random": given(shown="print(np.random.rand(3))"),
    "binds what a function uses": given("def f():\n    return fig"),
    "binds what the answer binds": given(shown="def double(v):\n    return v"),
    "binds what is used later": [*given(), cell("print(fig, _)")],
}


@pytest.mark.parametrize("instructors", INSTRUCTORS.values(), ids=INSTRUCTORS)
def test_a_cell_that_is_not_alone_runs(instructors: list[Node]) -> None:
    shown = next(c for c in instructors[::-1] if c.source != "print(fig, _)")
    assert shown.source not in [c.source for c in spared(instructors, instructors).values()]


def test_a_notebook_whose_given_cells_were_touched_runs_whole() -> None:
    cells = given()
    for changed in (
        [cells[0], *cells[2:]],
        [cells[0], cell("x = np.array([1.0, 3.0])"), *cells[2:]],
        [cells[0], cells[3], cells[1], cells[2]],
    ):
        assert spared(changed, cells) == {}
    assert not last_is_spared([*cells, cell("print(fig.axes)")])


def test_a_second_copy_runs() -> None:
    cells = given()
    copy = cell(SHOWN)
    assert len(cells) not in spared([*cells, copy], cells)


def test_a_cell_that_failed_for_the_instructor_runs() -> None:
    cells = given()
    cells[-1].outputs = [new_error("ValueError", "no")]
    assert not last_is_spared(cells, cells)


SHARED = {
    "a random generator": ("rng = np.random.default_rng(0)", "y = rng.normal()"),
    "one handed on": ("rng = np.random.default_rng(0)", "y = Network.create([2, 1], rng=rng)"),
    "an iterator": ("it = iter([1, 2])", "y = next(it)"),
    "an iterator in a loop": ("it = zip([1], [2])", "for y in it:\n    print(y)"),
    "an object with a state": ("net = Network.create([2, 1], rng=0)", "y = fit(net, x, x)"),
    "an array, by a function": ("def f(v):\n    v[0] = 5\nw = x + 1", "y = f(w)"),
    "an array, in place": ("w = x + 1", "w += 1\ny = w"),
    "an array, by another name": ("w = x + 1", "y = w\ny[0] = 5"),
    "an array, by a view": ("w = x + 1", "y = w.reshape(-1)\ny += 1"),
    "an array, by out": ("w = x + 1", "y = np.exp(x, out=w)"),
    "a list, by a method": ("w = [1, 2]", "y = w.pop()"),
    "a global": ("w = 1\ndef f():\n    global w\n    w = 2", "y = f()"),
    "a keeper": ("def f(v, seen=[]):\n    seen.append(v)\n    return seen", "y = f(1)"),
}


@pytest.mark.parametrize(("before", "use"), SHARED.values(), ids=SHARED)
def test_a_cell_that_changes_what_others_use_runs(before: str, use: str) -> None:
    setup = f"from nnkit import Network, fit\n{before}"
    shared = sorted({"rng", "it", "net", "w", "f"} & names(before).bound)
    cells = [
        *given()[:-1],
        cell(setup),
        cell(use),
        cell(f"print({', '.join(shared)})"),
        cell(ANSWER),
    ]
    cells[-1] = cell(f"print(double({shared[0]}))")
    assert use not in [c.source for c in spared(cells, cells).values()]


ROLES = ("perfect", "several misconceptions", "released")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("module", ["00_start_here", "01_neuron", "07_problems"])
def test_graded_notebooks_are_the_same_as_without(
    module: str, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = (ROOT / "solutions" / module).glob("*.ipynb")
    source = nbformat.read(path, as_version=4)
    assignment = Assignment({path.name: nbformat.writes(source)})
    every = list(exercises(module).values())
    released = nbformat.read(ROOT / "modules" / module / path.name, as_version=4)
    notebook = (
        released
        if role == "released"
        else hand_in(role, "ada", every, source, released, Random(1)).notebook
    )
    files = {path.name: nbformat.writes(notebook).encode()}

    def run() -> list[dict[str, Any]]:
        graded = grade(assignment, files, "ada", "secret")
        assert graded.error is None
        cells = json.loads(graded.notebooks[path.name])["cells"]
        return [{k: v for k, v in c.items() if k != "id"} for c in cells]

    original._kept.clear()
    run()
    known = original.original(assignment)
    found = known.spares(path.name, [Node(c) for c in known.notebooks[path.name].cells])
    assert len(found) >= 5
    short = run()
    monkeypatch.setattr(original.Original, "spares", lambda *_: {})
    assert short == run()
