"""Any nbgrader assignment gets the scores from the engine that stock nbgrader gives it.

One assignment in nbgrader's own layout, without a line of configuration, holds an exercise of each
kind.  Students hand in answers that are right, wrong, or not there; every cell's score is compared.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from nnkit.grading.classroom import autograde
from tests.commands.nnkit_command import nnkit, run_module


@dataclass
class Exercise:
    """An exercise: given cells, an answer, one that is wrong, and tests of a point each."""

    name: str
    answer: str
    wrong: str
    tests: str | Sequence[str]
    given: str | Sequence[str] = ()
    points: int = 1

    def cells(self, answer: str | None = None) -> list[NotebookNode]:
        """Its cells, with the answer as nbgrader's author writes it, or a student's."""
        solution = f"### BEGIN SOLUTION\n{self.answer}\n### END SOLUTION"
        source = solution if answer is None else answer
        cells = [new_code_cell(g) for g in _several(self.given)]
        cells.append(new_code_cell(source, metadata=about(self.name, solution=True)))
        for i, test in enumerate(_several(self.tests)):
            meta = about(f"test-{self.name}{i or ''}", points=self.points, locked=True)
            cells.append(new_code_cell(test, metadata=meta))
        return cells


def _several(sources: str | Sequence[str]) -> Sequence[str]:
    return [sources] if isinstance(sources, str) else sources


def about(grade_id: str, points: int | None = None, **roles: bool) -> dict[str, Any]:
    told: dict[str, Any] = dict.fromkeys(("solution", "locked", "task"), False) | roles
    told |= {"grade": points is not None, "grade_id": grade_id, "schema_version": 3}
    return {"nbgrader": told if points is None else {**told, "points": points}}


SETUP = """\
%matplotlib inline
import numpy as np
from numpy.testing import assert_allclose, assert_array_equal
import contextlib, io, itertools
import matplotlib.pyplot as plt
from math import *
def same_everywhere(f, g, places):
    return all(f(x) == g(x) for x in places)"""

EXERCISES = [
    Exercise(
        "hidden",
        "def square(x):\n    return x * x",
        "def square(x):\n    return 3 * x",
        "assert square(3) == 9\n### BEGIN HIDDEN TESTS\nassert square(-12) == 144\n"
        "### END HIDDEN TESTS",
        points=3,
    ),
    Exercise(
        "arrays",
        "def centred(x):\n    return x - np.mean(x, axis=0)",
        "def centred(x):\n    return x - np.mean(x)",
        "x = np.arange(6.0).reshape(3, 2)\nassert_allclose(centred(x), [[-2, -2], [0, 0], [2, 2]])",
    ),
    Exercise(
        "nan",
        "def gaps():\n    return np.array([1, np.nan])",
        "def gaps():\n    return np.array([np.nan, 1])",
        "assert_array_equal(gaps(), [1, np.nan])",
    ),
    Exercise(
        "partial",
        "def first(n):\n    return list(range(n))",
        "def first(n):\n    return [0]",
        "0.5 * (first(1) == [0]) + 1.5 * (first(3) == [0, 1, 2])",
        points=2,
    ),
    Exercise(
        "too-much",  # nbgrader gives all points for what is no number
        "n = 3",
        "n = None",
        "assert n\n'well done'",
        points=2,
    ),
    Exercise("silenced", "k = 3", "k = 4", "assert k == 3\n0.5;", points=2),
    Exercise(
        "values",
        "s, d, e = 'ab', {'k': (1, None)}, {1, 2}\nb, z = True, 2 - 1j",
        "s, d, e = 'ab', {'k': [1, None]}, {1, 2}\nb, z = True, 2 - 1j",
        "assert s.upper() == 'AB' and d == {'k': (1, None)} and e == {2, 1}\n"
        "assert b is True and z.imag == -1 and type(s) is str and isinstance(b, bool)",
    ),
    Exercise(
        "helper",
        "def double(x):\n    return 2 * x",
        "def double(x):\n    return x",
        "assert is_double([1, 5])\nassert same_everywhere(double, lambda x: x + x, range(4))",
        given="def is_double(places):\n    return all(double(x) == 2 * x for x in places)",
    ),
    Exercise(
        "changed",
        "data.append(4)\nlast = stack.pop()\nnp.fill_diagonal(table, 7)",
        "data.append(5)\nlast = 3",
        "assert data == [1, 2, 4]\nassert last == 3 and stack == [1]\nassert table[1, 1] == 7",
        given="data = [1, 2]\nstack = [1, 3]\ntable = np.zeros((2, 2))",
    ),
    Exercise(
        "names-of-tests",
        "def scale(x, factor=2, *, shift=0):\n    return x * factor + shift",
        "def scale(x, factor=2, *, shift=0):\n    return x * factor",
        [
            "unit = 5\nresult = scale(unit)\nassert result == 10",
            "assert scale(unit, shift=1) == 11",
        ],
        given="unit = 1",
    ),
    Exercise(
        "class",
        "class Vector:\n    'A vector.'\n    kind = 'exact'\n    def __init__(self, *parts):\n"
        "        self.parts = list(parts)\n"
        "    def __add__(self, other): return Vector(*map(sum, zip(self.parts, other.parts)))\n"
        "    def __rmul__(self, k): return Vector(*(k * p for p in self.parts))\n"
        "    def __eq__(self, other): return self.parts == other.parts\n"
        "    def __hash__(self): return hash(tuple(self.parts))\n"
        "    def __lt__(self, other): return abs(self) < abs(other)\n"
        "    def __abs__(self): return sum(p * p for p in self.parts) ** 0.5\n"
        "    def __repr__(self): return f'Vector{tuple(self.parts)}'\n"
        "    def __len__(self): return len(self.parts)\n"
        "    def __getitem__(self, i): return self.parts[i]\n"
        "    def __setitem__(self, i, value): self.parts[i] = value\n"
        "    def number(self): return len(self)\n"
        "    def describe(self): return f'{self!r} of {self.number()}'\n"
        "    @classmethod\n    def zero(cls): return cls(0, 0)",
        "class Vector:\n    'A vector.'\n    kind = 'exact'\n    def __init__(self, *parts):\n"
        "        self.parts = list(parts)\n    def number(self): return len(self.parts)",
        [
            "u, v = Vector(1, 2), Vector(3, 4)\nassert u.number() == 2 and Vector.kind == 'exact'\n"
            "v.parts[0] = 9\nassert isinstance(v, Vector) and not isinstance(3, Vector)\n"
            "v.name = 'v'\nassert v.name == 'v' and not hasattr(v, 'age') and Vector.__doc__",
            "assert Vector(1, 2) + Vector(3, 4) == Vector(4, 6) != Vector(4, 7)\n"
            "assert str(2 * u) == 'Vector(2, 4)' and f'{u}' == 'Vector(1, 2)'",
            "assert sorted([Vector(3, 4), u])[0] == u and abs(Vector(3, 4)) == 5\n"
            "u[1] = 5\nassert u[1] == 5 and len(u) == 2 and list(u) == [1, 5]\n"
            "assert len({Vector(1), Vector(1)}) == 1 and Vector.zero().describe() == "
            "'Vector(0, 0) of 2'\nu += Vector(1, 1)\nassert u.parts == [2, 6] and 6 in u",
        ],
    ),
    Exercise(
        "exceptions",
        "class TooDear(ValueError):\n    pass\n"
        "def pay(x):\n    if x > 9:\n        raise TooDear(f'{x} is too dear')\n"
        "    if x < 0:\n        raise KeyError('x')\n    return np.linalg.inv(np.zeros((2, 2)))",
        "class TooDear(ValueError):\n    pass\ndef pay(x):\n    raise TypeError",
        [
            "try:\n    pay(10)\n    assert False, 'no error'\nexcept TooDear as e:\n"
            "    assert 'dear' in str(e)",
            "for x, kind in ((10, ValueError), (-1, KeyError), (1, np.linalg.LinAlgError)):\n"
            "    try:\n        pay(x)\n    except kind:\n        pass\n"
            "    else:\n        raise AssertionError(x)\nassert issubclass(TooDear, ValueError)",
        ],
    ),
    Exercise(
        "generators",
        "def naturals():\n    n = 0\n    while True:\n        yield n\n        n += 1\n"
        "def pairs(d):\n    return d.items()",
        "def naturals():\n    yield 1\ndef pairs(d):\n    return d",
        "g = naturals()\nassert next(g) == 0 and next(g) == 1\n"
        "assert list(itertools.islice(g, 3)) == [2, 3, 4]\nassert sum(pairs({1: 2}), ()) == (1, 2)",
    ),
    Exercise(
        "functions",
        "def twice(f):\n    return lambda x: f(f(x))\n"
        "def integral(f, a, b, n=100):\n    h = (b - a) / n\n"
        "    return h * sum(f(a + (i + 0.5) * h) for i in range(n))",
        "def twice(f):\n    return f\ndef integral(f, a, b, n=100):\n    return f(a) - f(b)",
        "assert twice(lambda x: x + 3)(1) == 7 and twice(twice(abs))(-2) == 2\n"
        "assert_allclose(integral(np.sin, 0, pi), 2, rtol=1e-3)\n"
        "assert integral(lambda x: 1, a=0, b=2, n=4) == 2",
    ),
    Exercise(
        "recursion",
        "def fib(n):\n    'The n-th number.'\n    return n if n < 2 else fib(n - 1) + fib(n - 2)",
        "def fib(n):\n    return fib(n)",
        "assert [fib(n) for n in range(8)] == [0, 1, 1, 2, 3, 5, 8, 13] and fib.__doc__",
    ),
    Exercise(
        "printing",
        "def hello(name):\n    print('Hello,', name)",
        "def hello(name):\n    return f'Hello, {name}'",
        "said = io.StringIO()\nwith contextlib.redirect_stdout(said):\n    hello('Ada')\n"
        "assert said.getvalue() == 'Hello, Ada\\n'",
    ),
    Exercise(
        "seeded",
        "def dice(n):\n    return np.random.randint(1, 7, n)",
        "def dice(n):\n    return np.ones(n)",
        "np.random.seed(3)\nwanted = np.random.randint(1, 7, 5)\nnp.random.seed(3)\n"
        "assert_array_equal(dice(5), wanted)",
    ),
    Exercise(
        "files",
        "from mine import total\nsums = total(np.loadtxt('numbers.csv', delimiter=','))",
        "sums = 0",
        "assert sums == weight(numbers) == np.loadtxt('numbers.csv', delimiter=',').sum()",
        given="from toolbox import weight\nnumbers = np.loadtxt('numbers.csv', delimiter=',')",
    ),
    Exercise(
        "picture",
        "figure, axes = plt.subplots()\naxes.plot([1, 2], [3, 4])\naxes.set_title('Loss')",
        "figure, axes = plt.subplots()\naxes.plot([1, 2], [4, 3])",
        "assert axes.get_title() == 'Loss' and len(axes.lines) == 1\n"
        "assert_allclose(axes.lines[0].get_ydata(), [3, 4])",
    ),
    Exercise(
        "imports",
        "import statistics as st\nfrom math import hypot as length",
        "length = 5",
        "assert st.mean([1, 3]) == 2\nassert length(3, 4) == hypot(3, 4)",
    ),
    Exercise(
        "by-string",
        "speed = 3",
        "velocity = 3",
        "assert 'speed' in globals()\nassert globals()['speed'] == eval('speed') == 3",
    ),
    Exercise(
        "own-names",  # the test's own variables have the names of answers
        "total_of = 3",
        "pass",
        "assert sum(total_of for total_of in range(4)) == 6\nspeed = 1\nassert speed == 1",
    ),
    Exercise("strings", "line = '%d'", "line = '%s'", 'assert line == """\n%d\n""".strip()'),
    Exercise(
        "arguments",
        "def tidy(rows, seen):\n    rows[0].sort()\n    rows.append([])\n    seen.add(1)",
        "def tidy(rows, seen):\n    rows.append([])",
        "row, seen = [2, 1], set()\ntidy(rows := [row], seen)\n"
        "assert row == [1, 2] and rows == [row, []] and seen == {1}",
    ),
    Exercise(
        "warning",
        "def log_of(x):\n    return np.log(x)",
        "def log_of(x):\n    return np.log(x) + 1",
        "import warnings\nwarnings.warn('careful')\nassert log_of(1.0) == 0",
    ),
]
# In a notebook of its own: to write such tests out, nbgrader runs the author's notebook.
AUTOTEST = Exercise(
    "autotest",
    "def half(x):\n    return x / 2\nwords = ['b', 'a']",
    "def half(x):\n    return x // 2\nwords = ['a', 'b']",
    ["### AUTOTEST half(3); words", "### HASHED AUTOTEST half(5)"],
)
WRITTEN = {  # manually graded: by name the cell as it is handed out
    "essay": new_markdown_cell("Why?", metadata=about("essay", 4, solution=True)),
    "script": new_code_cell("# Your own.", metadata=about("script", 2, solution=True)),
    "project": new_markdown_cell("Do it.", metadata=about("project", 5, locked=True, task=True)),
}
FILES = {
    "numbers.csv": "1,2\n3,4\n",
    "toolbox.py": "def weight(x):\n    return x.sum()\n",
    "autotests.yml": (
        Path(nbgrader.__file__).parent / "docs/source/user_guide/autotests.yml"
    ).read_text(encoding="utf-8"),
}
MINE = {"mine.py": "def total(x):\n    return x.sum()\n"}
MODULE, MAIN, SECOND = "week 1", "main.ipynb", "second.ipynb"

# Where the engine is better on purpose: what a test writes to stderr costs nothing.
ON_STDERR = {"test-warning"}


def main(answers: dict[str, str] | None = None) -> NotebookNode:
    """The first notebook: the author's, or with answers in place of solutions."""
    cells = [
        new_code_cell(SETUP),
        new_markdown_cell("Read this.", metadata=about("r", locked=True)),
    ]
    for exercise in EXERCISES:
        cells += exercise.cells(None if answers is None else answers.get(exercise.name, STUB))
    for name, cell in WRITTEN.items():
        kind = new_code_cell if cell.cell_type == "code" else new_markdown_cell
        cells.append(kind((answers or {}).get(name, cell.source), metadata=cell.metadata))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for i, cell in enumerate(cells):
        cell.id = f"cell-{i}"
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def second(answer: str | None = None) -> NotebookNode:
    """The second notebook."""
    notebook = main({})
    notebook.cells = AUTOTEST.cells(answer)
    return notebook


STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
RIGHT = {e.name: e.answer for e in EXERCISES} | {"essay": "Because.", "script": "print(1)"}
WRONG = {e.name: e.wrong for e in EXERCISES} | {"essay": "No idea."}
HALF = {name: (RIGHT, WRONG)[i % 2][name] for i, name in enumerate(WRONG) if i % 3}
STUDENTS = {"right": RIGHT, "wrong": WRONG, "half": HALF, "blank": {}}
Scores = dict[tuple[str, str, str], tuple[float | None, bool, str | None]]


def course(folder: Path, students: Sequence[str] = tuple(STUDENTS), config: str = "") -> Path:
    """The course in nbgrader's own layout."""
    if config:
        folder.mkdir()
        (folder / "nbgrader_config.py").write_text(config)
    written = {f"source/{MODULE}/{name}": text for name, text in FILES.items()}
    written |= {
        f"source/{MODULE}/{MAIN}": nbformat.writes(main()),
        f"source/{MODULE}/{SECOND}": nbformat.writes(second()),
    }
    for student in students:
        place = f"submitted/{student}/{MODULE}"
        handed_in = main(STUDENTS[student])
        if student == "right":
            essay = next(c for c in handed_in.cells if c.source == "Because.")
            essay.attachments = {"a.png": {"image/png": "iVBORw0KGgo="}}
            written[f"{place}/{SECOND}"] = nbformat.writes(second(AUTOTEST.answer))
        if student == "wrong":
            written[f"{place}/{SECOND}"] = nbformat.writes(second(AUTOTEST.wrong))
        written[f"{place}/{MAIN}"] = nbformat.writes(handed_in)
        written |= {f"{place}/{name}": text for name, text in MINE.items()}
    for name, text in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def nbgrader_command(folder: Path, *command: str) -> None:
    scripts = str(Path(sys.executable).parent)
    path = {"PATH": os.pathsep.join([scripts, os.environ["PATH"]])}
    done = run_module(["nbgrader", *command], folder, path)
    assert done.returncode == 0, done.stderr


def scores(folder: Path) -> Scores:
    """By student, notebook and cell: the points, whether a person is awaited, the comment."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        found = {}
        for submission in gradebook.assignment_submissions(MODULE):
            for notebook in submission.notebooks:
                comments = {c.name: c.auto_comment for c in notebook.comments}
                for g in notebook.grades:
                    told = (g.auto_score, bool(g.needs_manual_grade), comments.get(g.name))
                    found[submission.student.id, notebook.name, g.name] = told
        return found


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Scores:
    folder = course(tmp_path_factory.mktemp("stock") / "course")
    nbgrader_command(folder, "generate_assignment", MODULE)
    nbgrader_command(folder, "autograde", MODULE)
    return scores(folder)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = course(tmp_path_factory.mktemp("engine") / "course")
    code, _, err = nnkit("grade", "--course", folder, "--workers", "2")
    assert code == 0, err
    return folder


def compare(ours: Scores, theirs: Scores) -> None:
    different = []
    for (student, notebook, cell), told in theirs.items():
        if cell in ON_STDERR:
            right = STUDENTS[student].get("warning") == RIGHT["warning"]
            told = (1.0 if right else 0.0, False, None)
        if ours[student, notebook, cell] != told:
            different.append((student, notebook, cell, ours[student, notebook, cell], told))
    assert not different


def test_every_cell_has_the_score_of_stock_nbgrader(graded: Path, stock: Scores) -> None:
    ours = scores(graded)
    assert ours.keys() == stock.keys()
    compare(ours, stock)


def test_right_answers_get_all_points_and_others_do_not(graded: Path) -> None:
    ours = scores(graded)
    tests = {(n, c) for _, n, c in ours if c.startswith("test-")}
    most = {f"test-{e.name}{i or ''}": e.points for e in (*EXERCISES, AUTOTEST) for i in range(3)}
    most["test-too-much"], most["test-silenced"] = 2, 2
    for notebook, cell in tests:
        assert ours["right", notebook, cell][0] == most[cell], cell
        assert ours["blank", notebook, cell][0] == (1 if cell == "test-own-names" else 0), cell
        if cell not in ("test-own-names", "test-names-of-tests", "test-class", "test-exceptions"):
            assert (ours["wrong", notebook, cell][0] or 0) < most[cell], cell


def test_nbgraders_command_with_the_engine_gives_the_same(stock: Scores, tmp_path: Path) -> None:
    lines = (autograde.__doc__ or "").splitlines()
    config = "c = get_config()\n" + "\n".join(n.strip() for n in lines if n.startswith("    "))
    folder = course(tmp_path / "course", ["half"], config)
    nbgrader_command(folder, "generate_assignment", MODULE)
    nbgrader_command(folder, "autograde", MODULE)
    compare(scores(folder), {k: v for k, v in stock.items() if k[0] == "half"})


def test_hidden_tests_and_files_stay_where_they_belong(graded: Path) -> None:
    for student in STUDENTS:
        page = (graded / "feedback" / student / MODULE / "main.html").read_text(encoding="utf-8")
        text = re.sub("<[^>]+>", "", page)  # which colour the code
        assert "assert square(3) == 9" in text
        assert "square(-12)" not in text
        folder = graded / "autograded" / student / MODULE
        assert {*FILES, *MINE} <= {p.name for p in folder.iterdir()}
    essay = (graded / "autograded/right" / MODULE / MAIN).read_text(encoding="utf-8")
    assert "iVBORw0KGgo=" in essay
