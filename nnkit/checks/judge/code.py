"""Judge code: run it on many cases and say what the first thing wrong with it is.

The order is the one in which a person would look: it exists, it can be called with these
arguments, it ran, type, shape, finite, value, the same again, inputs unchanged.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnkit.checks.compare import Difference, describe, difference
from nnkit.checks.exceptions import explain_exception, unfinished
from nnkit.checks.exercise import Case, Circumstances, Code
from nnkit.checks.explain import explain
from nnkit.checks.judge.verdicts import decided, misconceived, passed, to_do
from nnkit.checks.observe import Outcome, observe_all
from nnkit.checks.trial import diagnose, trial_of
from nnkit.checks.verdict import Verdict

Function = Callable[..., Any]


def judge_code(exercise: Code, answer: Any, circumstances: Circumstances) -> Verdict:
    """Decide about a function or a class; see the module's docstring for the order."""
    if answer is None or answer is Ellipsis:
        return to_do(exercise)
    if not callable(answer):
        return decided(
            exercise,
            "failed",
            f"`{exercise.name}` is {describe(answer)}; {_what(exercise)} is needed. If you wrote "
            "one and used its name again for something else, rename that, then restart and run "
            "all.",
        )
    trial = trial_of(exercise, circumstances.secret, (0, 1))
    cases = trial.cases
    called = exercise.use is None and exercise.steps is None
    unfit = called and _cannot_call(exercise, answer, cases[0])
    if unfit:
        return decided(exercise, "error", unfit)

    outcomes = observe_all(exercise, answer, cases)
    for outcome in outcomes:
        if isinstance(outcome.error, NotImplementedError):
            return to_do(exercise, unfinished(outcome.error, exercise.name))
    problems = [
        _problem(exercise, e, o, c) for e, o, c in zip(trial.expected, outcomes, cases, strict=True)
    ]
    if not any(problems):
        return passed(exercise, _praise(exercise, len(cases)))

    first = _first(problems)
    named = diagnose(exercise, answer, outcomes, circumstances.secret)
    if named:
        return misconceived(exercise, named, _case_line(exercise, cases[problems.index(first)]))
    message = first.text
    if first.difference is not None and first.difference.aspect == "value":
        values = [
            p.difference for p in problems if p and p.difference and p.difference.got is not None
        ]
        pattern = explain(values, _sizes(cases[problems.index(first)]))
        message = f"{message}\n\n{pattern}" if pattern else message
    message = f"{message}\n\n{_how_many(cases, problems)}".strip()
    return decided(exercise, "error" if first.is_error else "failed", message)


@dataclass(frozen=True)
class _Problem:
    text: str
    rank: int
    difference: Difference | None = None

    @property
    def is_error(self) -> bool:
        return self.rank == 0


_RANKS = {"type": 1, "shape": 2, "finite": 3, "value": 4}


def _problem(exercise: Code, expected: Any, outcome: Outcome, case: Case) -> _Problem | None:
    """The first thing wrong with what an answer did with one case."""
    given = _case_line(exercise, case)
    name = exercise.name
    if outcome.error is not None:
        needed = [need.partition(".")[2] for need in exercise.needs]
        return _Problem(f"{explain_exception(outcome.error, name, needed)}\n\n{given}".strip(), 0)
    found = difference(expected, outcome.value, rtol=exercise.rtol, names=exercise.returns)
    if found:
        # A part without a name of its own is told by its index.
        part = f"{name}(…){found.part}" if found.part.startswith("[") else found.part
        what = f"`{part}`, returned by `{name}`," if part else f"What `{name}` returns"
        text = f"{what} {found.text}.\n\n{given}".strip()
        return _Problem(text, _RANKS[found.aspect], found)
    if not outcome.steady:
        return _Problem(
            f"`{name}` gives another result when it is called again with the same arguments: "
            "something is kept from call to call.",
            5,
        )
    if outcome.changed:
        return _Problem(
            f"The result is right, but `{name}` changed its argument `{outcome.changed}`. "
            "Work on a copy, or write `x = x + …` instead of `x += …`.",
            6,
        )
    return None


def _first(problems: Sequence[_Problem | None]) -> _Problem:
    return min((p for p in problems if p), key=lambda p: p.rank)


def _cannot_call(exercise: Code, answer: Function, case: Case) -> str:
    """Why an answer cannot be called with these arguments; empty if it can."""
    try:
        signature = inspect.signature(answer)
    except (TypeError, ValueError):  # some builtins have none
        return ""
    try:
        signature.bind(*case)
    except TypeError:
        wanted = ", ".join(exercise.arguments)
        return (
            f"`{exercise.name}` is called as `{exercise.name}({wanted})`, "
            f"but yours takes `{signature}`."
        )
    return ""


def _what(exercise: Code) -> str:
    return "a class" if inspect.isclass(exercise.reference) else "a function"


def _praise(exercise: Code, cases: int) -> str:
    return f"Right on all {cases} cases."


def _case_line(exercise: Code, case: Case) -> str:
    """The shapes in a case, so that a student can rebuild it."""
    named = zip(exercise.arguments, case, strict=False)
    parts = [f"`{name}` {shape}" for name, value in named if (shape := _shape(value))]
    return f"In the case with {', '.join(parts)}." if parts else ""


def _shape(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return str(value.shape)
    if isinstance(value, (list, tuple)) and value and all(isinstance(v, np.ndarray) for v in value):
        return "[" + ", ".join(str(v.shape) for v in value) + "]"
    if isinstance(value, (int, float, str, np.generic)):
        return f"= {value:g}" if isinstance(value, (float, np.floating)) else f"= {value!s}"
    return ""


def _how_many(cases: list[Case], problems: Sequence[_Problem | None]) -> str:
    """Which of the cases are right, if some are."""
    right = [case for case, problem in zip(cases, problems, strict=True) if not problem]
    wrong = [case for case, problem in zip(cases, problems, strict=True) if problem]
    if not right:
        return ""
    if {_columns(c) for c in right} == {1} and 1 not in {_columns(c) for c in wrong}:
        return "It is right for one example (N = 1) and goes wrong as soon as there are several."
    return f"{len(right)} of {len(cases)} cases are right."


def _columns(case: Case) -> int | None:
    """N, the number of examples, in a case: the columns of its last two-dimensional argument."""
    columns = [v.shape[1] for v in case if isinstance(v, np.ndarray) and v.ndim == 2]
    return columns[-1] if columns else None


def _sizes(case: Case) -> dict[int, str]:
    """What a factor of some size can come from: a number of neurons, or N."""
    flat = [v for part in case for v in (part if isinstance(part, (list, tuple)) else [part])]
    arrays = [v for v in flat if isinstance(v, np.ndarray) and v.ndim == 2]
    sizes = {a.shape[0]: "a number of rows, that is of neurons" for a in arrays}
    columns = _columns(case)
    return {**sizes, columns: "N, the number of columns"} if columns else sizes
