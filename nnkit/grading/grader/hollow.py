"""Which tests ask next to nothing: those that an answer passes that has nothing in it.

They are tried here, in the instructor's own notebook, with objects of this side in the place of
what its solution defines.  No sandbox is needed: nothing of a student's is run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.bounds import bounded_memory, bounded_time
from nnkit.grading.grader.cells import grade_id, max_points
from nnkit.grading.grader.execute import earned_points
from nnkit.grading.grader.notebook import Node
from nnkit.grading.grader.runner import Runner

SECONDS = 2.0  # of processor time for one test: what takes longer asks something


class Hollow:
    """A class that takes any arguments, and objects of it that have nothing."""

    __slots__ = ()

    def __new__(cls, *args: object, **kwargs: object) -> Hollow:
        """Make one of whatever is given."""
        return object.__new__(cls)


def hollow(*args: object, **kwargs: object) -> None:
    """Take any arguments and give nothing."""


ANSWERS: dict[str, object] = {
    "an object that has nothing": Hollow,
    "a function that returns None": hollow,
}
"""What passes a test that asks next to nothing, by what it is called."""


class _TooLong(BaseException):
    """A test takes too long; none of its own handlers may take it for an error."""


def passed_by_hollow(
    runner_of: Callable[[], Runner],
    tests: Iterable[Node],
    limits: Limits,
    is_lost: Callable[[str], str] = lambda id: "",
) -> dict[str, str]:
    """By grade id the tests that a hollow answer earns something in, and which one.

    Parameters
    ----------
    runner_of : callable
        Makes a runner of the instructor's notebook.
    tests : iterable of Node
    limits : Limits
    is_lost : callable
        Takes the grade id of each test that is begun; says why it is left out.
    """
    tests = [*tests]
    found: dict[str, str] = {}
    for what, answer in ANSWERS.items():
        runner, session = runner_of(), _session(answer)
        for test in tests:
            if grade_id(test) not in found and not is_lost(grade_id(test)):
                with bounded_memory(limits.memory // 4):
                    if _passes(runner, test, session):
                        found[grade_id(test)] = what
    return found


def _passes(runner: Runner, test: Node, session: Any) -> bool:
    try:
        with bounded_time(SECONDS, _TooLong()):
            return earned_points(runner.run(test, session), max_points(test)) > 0
    except (Exception, _TooLong):
        return False


def _session(answer: object) -> Any:
    """A session with a student each of whose names stands for the same."""
    sandbox = SimpleNamespace(raise_if_lost=lambda: None)
    get = lambda name, is_class=False: answer  # noqa: E731
    return SimpleNamespace(get=get, sandbox=sandbox, unsupported=[], captured=False)
