"""A notebook is run cell by cell, and a sandbox that is lost costs the cell that lost it."""

from __future__ import annotations

import time
from typing import Any

import pytest

from nnkit.checks.exercise import Why
from nnkit.checks.verdict import Verdict
from nnkit.course.catalogue import every_exercise
from nnkit.grading.grader import run
from nnkit.grading.grader.assignment import CellVerdict, Limits
from nnkit.grading.grader.decide import STOPPED, decide
from nnkit.grading.grader.notebook import Node, new_cell, new_notebook, node
from nnkit.grading.grader.pictures import Pictures
from nnkit.grading.grader.run import NotebookRun
from nnkit.grading.grader.runner import Runner
from nnkit.grading.grader.sandbox import SandboxLost
from tests.grading.grader.fake_sandbox import FakeSandbox
from tests.grading.grader.one_answer import result_of


def cell(source: str, id: str = "", kind: str = "code", **roles: Any) -> Node:
    made = new_cell(kind, source)
    if id:
        made.metadata = node({"nbgrader": {"grade_id": id, **roles}})
    return made


def answer(source: str, id: str) -> Node:
    return cell(source, id, solution=True)


def deciding(source: str, id: str) -> Node:
    return cell(source, id, grade=True, points=2)


class Student:
    """Opens sandboxes in which names stand for these values; None loses the sandbox."""

    def __init__(self, **values: Any) -> None:
        self.values, self.opened, self.ended = values, 0, 0

    def __call__(self) -> Any:
        def run_cell(source: str) -> dict[str, Any]:
            if source == "crash":
                raise SandboxLost("it ended")
            return {"outputs": [{"output_type": "stream", "name": "stdout", "text": source}]}

        def get(name: str) -> dict[str, Any]:
            if self.values[name] is None:
                raise SandboxLost("it ended")
            return {"value": self.values[name]}

        def end() -> dict[str, Any]:
            self.ended += 1
            return {}

        self.opened += 1
        sandbox = FakeSandbox(run_cell=run_cell, get=get)
        sandbox.end = end  # type: ignore[attr-defined]
        return sandbox


def run_of(student: Student, *cells: Node) -> NotebookRun:
    runner, deadline = Runner(new_notebook([*cells])), time.monotonic() + 60
    return NotebookRun("a.ipynb", runner, [*cells], student, {}, Limits(), deadline)


def verdicts_on(student: Student, *cells: Node) -> list[CellVerdict]:
    verdicts = run_of(student, *cells).run()
    assert student.ended == student.opened
    return verdicts


def test_cells_show_what_they_gave_and_graded_ones_have_a_verdict() -> None:
    written = cell("Because.", "essay", "markdown", grade=True, solution=True, points=4)
    cells = [answer("n = 3", "n"), deciding("n / 2", "test-n"), written, cell("print()")]
    decided, waiting = verdicts_on(Student(n=3), *cells)
    assert (decided.exercise, decided.points, decided.max_points) == ("test-n", 1.5, 2)
    assert (decided.notebook, decided.grade_id, decided.with_reference) == (
        *("a.ipynb", "test-n"),
        False,
    )
    assert 0 < decided.seconds < 10
    assert (waiting.status, waiting.grade_id) == ("manual", "essay")
    assert [c.outputs[0].text for c in (cells[0], cells[3])] == ["n = 3", "print()"]
    assert cells[1].outputs[0].data == {"text/plain": "1.5"}


def test_a_cell_that_loses_its_sandbox_says_so_and_the_next_has_another() -> None:
    cells = [answer("crash", "a"), answer("n = 3", "n"), deciding("assert n", "test-n")]
    student = Student(n=3)
    (verdict,) = verdicts_on(student, *cells)
    (error,) = cells[0].outputs
    assert (error.ename, error.evalue) == (STOPPED, "This cell was stopped: it ended.")
    assert (verdict.points, student.opened) == (2, 2)


def test_a_test_that_loses_its_sandbox_costs_only_itself() -> None:
    tests = deciding("assert bad", "test-bad"), deciding("assert n", "test-n")
    student = Student(bad=None, n=3)
    lost, next_one = verdicts_on(student, answer("bad = n = 3", "n"), *tests)
    assert (lost.points, lost.message) == (0, "This question was stopped: it ended.")
    assert tests[0].outputs[0].evalue == lost.message
    assert (next_one.points, student.opened) == (2, 2)


def test_a_fault_of_the_graders_costs_its_question_and_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def decides(id: str, *about: Any) -> Verdict:
        if id == "test-bad":
            raise RuntimeError("no such thing")
        return decide(id, *about)

    def draws(self: Pictures, cells: list[Node]) -> None:
        raise ValueError("no picture")

    monkeypatch.setattr(run, "decide", decides)
    monkeypatch.setattr(Pictures, "insert", draws)
    tests = deciding("assert n", "test-bad"), deciding("assert n", "test-n")
    cells = [answer("n = 3", "n"), *tests]
    notebook = run_of(Student(n=3), *cells)
    bad, good = notebook.run()
    assert (bad.points, bad.max_points, bad.status, good.points) == (0, 2, "error", 2)
    assert bad.message == "The grader itself stopped at this question. A person will look at it."
    assert tests[0].outputs[0].evalue == bad.message
    assert notebook.faults == [
        "the grader stopped at the question test-bad, which a person has to mark: "
        "RuntimeError: no such thing",
        "the grader stopped at the pictures: ValueError: no picture",
    ]


def test_a_written_answer_of_the_course_has_the_id_of_its_exercise() -> None:
    why = next(e for e in every_exercise() if isinstance(e, Why))
    written = cell("So.", why.name, "markdown", grade=True, solution=True, points=1)
    checks = deciding(f'check("{why.id[:2]}.unknown", 1)', "check-unknown")
    assert verdicts_on(Student(), written)[0].exercise == why.name
    waiting, unknown = verdicts_on(Student(), written, checks)
    assert (waiting.exercise, unknown.exercise) == (why.id, "check-unknown")


def test_a_loss_on_the_way_keeps_what_is_given() -> None:
    given = ["def helper(x):\n    return f(x) + 1", "calls = []"]
    test = "calls.append(1)\nassert helper(1) == 2"
    crash = "n = []\ndef f(x):\n    n.append(1)\n    import os\n    os.path.exists('x') or "
    crash += "open('x', 'w').close() or os._exit(1)\n    return x"
    tests = [test, test, "assert len(calls)"]
    result = result_of(crash, tests, "def f(x):\n    return x", given)
    assert [q.outside for q in result.verdicts] == [0, 0, 3]
