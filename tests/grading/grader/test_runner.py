"""A test cell runs on this side, with what the student wrote, and says what it could not have."""

from __future__ import annotations

from typing import Any

import pytest

from nnkit.grading.grader.execute import Outcome
from nnkit.grading.grader.explain import NotDefined
from nnkit.grading.grader.notebook import Node, new_cell, new_notebook, node
from nnkit.grading.grader.runner import Runner
from nnkit.grading.grader.sandbox import SandboxLost
from nnkit.grading.grader.session import Session
from nnkit.grading.protocol.special_methods import numbered
from tests.grading.grader.fake_sandbox import Ref, session_with
from tests.grading.grader.one_answer import result_of


def cell(source: str, id: str, **roles: object) -> Node:
    made = new_cell("code", source)
    made.metadata = node({"nbgrader": {"grade_id": id, **roles}})
    return made


def notebook(answer: str, *tests: str) -> Node:
    cells = [cell(test, f"t{i}", grade=True, points=1) for i, test in enumerate(tests)]
    return new_notebook([cell(answer, "answer", solution=True), *cells])


def students(**values: Any) -> Session:
    replies = {name: {"value": value} for name, value in values.items()}
    return session_with(get=lambda name: replies.get(name, {"missing": True}))[0]


def outcomes(source: Node, session: Session, **given: Any) -> list[Outcome]:
    """What each test of a notebook gives."""
    runner = Runner(source, **given)
    return [runner.run(test, session) for test in source.cells[1:]]


def test_a_test_sees_the_answer_and_what_earlier_tests_bound() -> None:
    source = notebook("n = 3", "m = n + 1\nm", "m * n")
    assert outcomes(source, students(n=5)) == [Outcome(6), Outcome(30)]


def test_a_name_that_the_student_did_not_define_is_said_with_its_cell() -> None:
    first, second = outcomes(notebook("n = 3", "n", "nothing"), students())
    assert isinstance(first.error, NotDefined)
    assert first.error.cell == "answer"
    assert type(second.error) is NameError


def test_names_may_be_fixed_and_tests_run_among_the_instructors_files() -> None:
    source = notebook(
        "check = 1", "check", "import pathlib\npathlib.Path('data/a.csv').read_text()"
    )
    files = {"data/a.csv": b"1,2"}
    found = outcomes(source, students(check=7), fixed={"check": 3}, files=files)
    assert found == [Outcome(3), Outcome("1,2")]


@pytest.mark.parametrize(("test", "seeded"), [("import random\nrandom.seed(3)", True), ("n", 0)])
def test_random_numbers_are_shared_if_any_test_seeds(test: str, seeded: bool) -> None:
    session = students(n=1)
    outcomes(notebook("n = 1", "n", test), session)
    assert session.seeded == seeded


def test_what_a_test_could_not_have_is_said_once_and_only_if_it_fails() -> None:
    source = notebook("n = 3", "n", "n", "open('missing')")
    session, runner = students(n=1), Runner(source)
    session.unsupported += ["left from before"]
    assert runner.run(source.cells[1], session).error is None
    missing = runner.run(source.cells[3], session).error
    told = ["Tests do not see files that the student's code wrote."]
    assert getattr(missing, "__notes__", None) == told


def test_a_loss_that_a_test_overlooked_is_raised() -> None:
    session = students(n=1)

    def lost() -> None:
        raise SandboxLost("it ended")

    session.sandbox.raise_if_lost = lost  # type: ignore[method-assign]
    with pytest.raises(SandboxLost, match="it ended"):
        outcomes(notebook("n = 1", "n"), session)


def test_what_stayed_in_a_lost_sandbox_is_taken_from_the_next() -> None:
    source = notebook("f = abs", "h[0](2)", "h[0](2)")
    source.cells.insert(1, new_cell("code", "h = [f]"))
    runner = Runner(source)
    for test, value in ((source.cells[2], 4), (source.cells[3], 5)):
        session, _ = session_with(get={"value": Ref(numbered(0, len))}, call={"value": value})
        assert runner.run(test, session).value == value


LIMITS = {
    "a generator": ("def f(d):\n    yield d", "assert f(1) == {1}", "Tests compare plain"),
    "source": (
        "def f(d):\n    return 1",
        "import inspect\nassert 'return' in inspect.getsource(f)",
        "got object",
    ),
    "an object of the instructor's": (
        "def f(p):\n    return 1",
        "class Point: pass\nassert f(Point()) == 1",
        "a Point cannot be sent to the student's code",
    ),
    "a file": (
        "def f():\n    open('out.txt', 'w').write('x')",
        "f()\nassert open('out.txt').read() == 'x'",
        "Tests do not see files that the student's code wrote.",
    ),
    "a class derived from it": (
        "class f: pass",
        "class G(f): pass",
        "a test cannot derive a class from f",
    ),
    "compared with a number": (
        "class f:\n    def __eq__(self, other): return True",
        "assert f() == 3",
        "what f returned is an object that stays with the student's code",
    ),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_what_cannot_be_had_fails_with_a_sentence(limit: str) -> None:
    answer, test, told = LIMITS[limit]
    (question,) = result_of(answer, test, answer).verdicts
    assert question.points == 0
    assert told in question.message
