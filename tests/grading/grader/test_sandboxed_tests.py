"""Tests among the student's cells: what they come to, and that a sandbox may say anything."""

from __future__ import annotations

import time
from typing import Any

import pytest

from nnkit.grading.grader import sandboxed_tests
from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.notebook import Node, new_cell, node
from nnkit.grading.grader.sandbox import SandboxLost
from nnkit.grading.grader.sandboxed_tests import SandboxMark, is_plain, run_sandboxed_tests
from tests.grading.grader.fake_sandbox import FakeSandbox
from tests.grading.grader.one_answer import result_of
from tests.grading.grader.victim import metadata

PASSED = {"passed": True, "warned": False, "result": None, "error": ""}


def cells(*sources: str) -> list[Node]:
    made = []
    for i, source in enumerate(sources):
        cell = new_cell("code", source)
        if source.startswith("assert"):
            cell.metadata = node(metadata(f"test-{i}", 2))
        made.append(cell)
    return made


def marks_of(reply: Any, *, warnings_cost: bool = False) -> list[float]:
    def mark_cell(source: str) -> Any:
        if isinstance(reply, SandboxLost) and source.startswith("assert"):
            raise reply
        return {} if isinstance(reply, SandboxLost) else reply

    def opened() -> Any:
        sandbox = FakeSandbox(mark_cell=mark_cell)
        sandbox.end = dict  # type: ignore[attr-defined]
        return sandbox

    marks = run_sandboxed_tests(
        cells("n = 3", "assert n"),
        opened,
        {},
        Limits(),
        time.monotonic() + 60,
        warnings_cost=warnings_cost,
    )
    return [mark.points for mark in marks.values()]


def test_a_fault_of_the_graders_costs_its_test(monkeypatch: pytest.MonkeyPatch) -> None:
    def reads(*about: object) -> SandboxMark:
        raise RuntimeError("no such thing")

    monkeypatch.setattr(sandboxed_tests, "_mark", reads)
    assert marks_of(PASSED) == [0]


@pytest.mark.parametrize(
    ("changed", "points"),
    [
        ({}, 2),
        ({"passed": False}, 0),
        ({"passed": "yes"}, 0),
        ({"passed": 1}, 0),
        ({"result": "1.5"}, 1.5),
        ({"result": "0"}, 0),
        ({"result": "7"}, 2),
        ({"result": "'well done'"}, 2),
        ({"result": "nan"}, 0),
        ({"result": "-1"}, 0),
        ({"result": "inf"}, 2),
        ({"result": ["1", "2"]}, 2),
        ({"warned": True}, 2),
    ],
)
def test_points_by_what_the_sandbox_says(changed: dict[str, Any], points: float) -> None:
    assert marks_of(PASSED | changed) == [points]


def test_warnings_cost_points_where_that_is_wanted() -> None:
    assert marks_of(PASSED | {"warned": True}, warnings_cost=True) == [0]


@pytest.mark.parametrize("reply", [{}, SandboxLost("it ran out of time")])
def test_a_sandbox_that_says_nothing_gives_no_points(reply: Any) -> None:
    assert marks_of(reply) == [0]


def test_cells_with_a_check_are_not_run_there() -> None:
    plain, checks, foreign = cells("assert n", "assert n", "assert n")
    checks.source = 'check("05.delta_hidden", delta_hidden)'
    foreign.source = 'check("my.exercise", n)'
    assert [is_plain(cell) for cell in (plain, checks, foreign)] == [True, False, True]


STATEFUL = """\
calls = []
def count():
    calls.append(1)
    return len(calls)"""


@pytest.mark.parametrize(
    ("answer", "test"),
    [
        (STATEFUL, "assert count() == 1"),
        (
            "import random\nrandom.seed(3)\nn = random.random()",
            "random.seed(3)\nassert random.random() == n",
        ),
        ("class A:\n    pass", "assert type(A()) is A and vars(A()) == {}"),
        (
            "from fractions import Fraction\nn = Fraction(1, 3)",
            "assert n * 3 == 1 and n.denominator == 3",
        ),
    ],
)
def test_as_nbgrader_runs_them(answer: str, test: str) -> None:
    (verdict,) = result_of(answer, test, answer).verdicts
    assert verdict.inside == 3


@pytest.mark.parametrize(
    ("last_line", "points"),
    [
        ("np.float64(1.5)", 1.5),
        ("np.sum([1, 1])", 2),
        ("np.float32(0)", 0),
        ("0.12345678901234567 + 1", 1.1234567890123457),
        ("np.bool_(False)", 3),
        ("1.5;", 3),
        ("10 ** 400", 3),
    ],
)
def test_a_number_counts_whatever_its_type(last_line: str, points: float) -> None:
    (verdict,) = result_of("n = 3", f"import numpy as np\n{last_line}", "n = 3").verdicts
    assert (verdict.inside, verdict.outside) == (points, points)
    assert not verdict.differs


@pytest.mark.parametrize(
    "forged",
    [
        "n = 4\nimport builtins, IPython\n"
        "shell = IPython.get_ipython()\n"
        "real = shell.run_cell\n"
        "def run(source, *a, **k):\n    return real('pass', *a, **k)\n"
        "shell.run_cell = run",
        "n = 4\nimport ast\nreal = ast.parse\n"
        "def parse(source, *a, **k):\n    return real(source.replace('assert', 'True or '), *a, **k)\n"
        "ast.parse = parse",
        "class Any:\n    __eq__ = lambda s, o: True\n    __hash__ = None\nn = Any()",
    ],
)
def test_what_deceives_the_sandbox_earns_nothing(forged: str) -> None:
    (verdict,) = result_of(forged, "assert n == 3", "n = 3").verdicts
    assert (verdict.points, verdict.outside) == (0, 0)
