"""Judge code: run it on many cases and say what the first thing wrong with it is.

The order is the one in which a person would look: it exists, it can be called with these
arguments, it ran, type, shape, finite, value, the same again, inputs unchanged.
"""

from __future__ import annotations

import copy
import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnkit.checks.compare import Difference, describe, difference
from nnkit.checks.dress import advice_on_dress
from nnkit.checks.exceptions import explain_exception, unfinished
from nnkit.checks.exercise import Case, Circumstances, Code, Misconception
from nnkit.checks.explain import explain
from nnkit.checks.judge.parts import share_right
from nnkit.checks.judge.verdicts import (
    decided,
    half_points,
    misconceived,
    only_the_shape,
    passed,
    to_do,
)
from nnkit.checks.observe import Outcome, observe, observe_all, use
from nnkit.checks.repair import repair, unused
from nnkit.checks.sizes import TooLarge, shortened
from nnkit.checks.trial import Trial, diagnose, own_case, trial_of
from nnkit.checks.verdict import Status, Verdict

Function = Callable[..., Any]
MOST_SHOWN = 60  # characters of a list in a case
MOST_SIGNATURE = 200


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

    own = own_case(exercise, circumstances.secret, circumstances.student)
    outcomes = observe_all(exercise, answer, [*cases, *([own] if own else [])])
    for outcome in outcomes:
        if isinstance(outcome.error, NotImplementedError):
            return to_do(exercise, unfinished(outcome.error, exercise.name))
    outcomes, own_outcomes = outcomes[: len(cases)], outcomes[len(cases) :]
    problems = [
        _problem(exercise, e, o, c) for e, o, c in zip(trial.expected, outcomes, cases, strict=True)
    ]
    if any(problems):
        named = diagnose(exercise, answer, outcomes, circumstances.secret)
        return _judge_wrong(exercise, answer, trial, outcomes, problems, named)
    wrong_in_own = _judge_own(exercise, own, own_outcomes[0]) if own else None
    if wrong_in_own is not None:
        return wrong_in_own
    pairs = zip(trial.expected, outcomes, strict=True)
    part = f"{exercise.name}(…)"
    advice = (advice_on_dress(e, o.value, exercise.returns, part) for e, o in pairs)
    return passed(exercise, _praise(len(cases), next(filter(None, advice), "")))


def _judge_wrong(
    exercise: Code,
    answer: Function,
    trial: Trial,
    outcomes: Sequence[Outcome],
    problems: Sequence[_Problem | None],
    named: Misconception | None,
) -> Verdict:
    """The verdict on code that is not right: the first thing wrong with it, and why."""
    points = _earned(exercise, trial.cases, trial.expected, outcomes)
    first = _first(problems)
    case = trial.cases[problems.index(first)]
    if named:
        return misconceived(exercise, named, _case_line(exercise, case), points)
    is_shape = first.difference is not None and first.difference.aspect == "shape"
    right_numbers = is_shape and _right_but_for_shapes(exercise, trial.expected, outcomes)
    if exercise.exact_shape and right_numbers:
        return only_the_shape(exercise, first.text)
    message = first.text
    if first.difference is not None and first.difference.aspect == "value":
        values = [
            p.difference for p in problems if p and p.difference and p.difference.got is not None
        ]
        pattern = explain(values, _sizes(case))
        message = f"{message}\n\n{pattern}" if pattern else message
    more = (
        _how_many(trial.cases, problems),
        unused(answer, exercise.arguments) or repair(answer, _score(exercise, trial, problems)),
    )
    message = "\n\n".join([message, *filter(None, more)])
    status: Status = "partial" if points else "error" if first.is_error else "failed"
    return decided(exercise, status, message, points)


def _judge_own(exercise: Code, case: Case, outcome: Outcome) -> Verdict | None:
    """The verdict on code that is right in the cases of all; None if it is in the student's too."""
    expected = use(exercise, exercise.reference, copy.deepcopy(case))
    problem = _problem(exercise, expected, outcome, case)
    if problem is None:
        return None
    points = _earned(exercise, [case], [expected], [outcome])
    status: Status = "partial" if points else "error" if problem.is_error else "failed"
    return decided(exercise, status, problem.text, points)


def _earned(
    exercise: Code, cases: Sequence[Case], expected: Sequence[Any], outcomes: Sequence[Outcome]
) -> float:
    """What code that is not right earns: for parts that are, and half where only a copy lacks."""
    share = share_right(exercise, cases, expected, outcomes)
    if any(o.changed for o in outcomes):
        right = _right_but_for_shapes(exercise, expected, outcomes)
        share = 0.5 if right else min(share, 0.5)
    return min(half_points(exercise.points * share), exercise.points - 0.5)


def _right_but_for_shapes(
    exercise: Code, expected: Sequence[Any], outcomes: Sequence[Outcome]
) -> bool:
    """Whether all numbers are right, whatever their shapes, and whatever became of arguments."""
    return not any(
        outcome.error or not outcome.steady or difference(e, outcome.value, rtol=exercise.rtol)
        for e, outcome in zip(expected, outcomes, strict=True)
    )


def _score(
    exercise: Code, trial: Trial, problems: Sequence[_Problem | None]
) -> Callable[[Any], float]:
    """How far another program is right; cases that the answer got wrong come first."""
    order = sorted(range(len(problems)), key=lambda i: problems[i] is None)

    def score(program: Any) -> float:
        for right, i in enumerate(order):
            outcome = observe(exercise, program, trial.cases[i])
            problem = _problem(exercise, trial.expected[i], outcome, trial.cases[i])
            if problem:
                return (right + problem.rank / 7) / len(order)
        return 1.0

    return score


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
    if isinstance(outcome.error, TooLarge):
        return _Problem(f"What `{name}` returns {outcome.error}.\n\n{given}".strip(), 0)
    if outcome.error is not None:
        needed = [need.partition(".")[2] for need in exercise.needs]
        return _Problem(f"{explain_exception(outcome.error, name, needed)}\n\n{given}".strip(), 0)
    found = difference(
        expected,
        outcome.value,
        rtol=exercise.rtol,
        names=exercise.returns,
        exact_shape=exercise.exact_shape,
    )
    if found:
        what = _which(name, found.part)
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


def _which(name: str, part: str) -> str:
    """Which part of what came back, as the beginning of a sentence."""
    if not part:
        return f"What `{name}` returns"
    if part.startswith("["):  # a part without a name of its own is told by its index
        return f"`{name}(…){part}`"
    if re.fullmatch(r"[\w.\[\]']+", part):
        return f"`{part}`, returned by `{name}`,"
    words, bracket, index = part.partition("[")
    entry = f", entry {bracket}{index}," if bracket else ""
    return f"`{name}`: {words[:1].lower()}{words[1:]}{entry}"


def _first(problems: Sequence[_Problem | None]) -> _Problem:
    return min((p for p in problems if p), key=lambda p: p.rank)


def _cannot_call(exercise: Code, answer: Function, case: Case) -> str:
    """Why an answer cannot be called with these arguments; empty if it can."""
    try:
        signature = inspect.signature(answer)
    except Exception:  # some builtins have none, and a class of one's own may refuse to tell
        return ""
    try:
        signature.bind(*case)
    except TypeError:
        wanted = ", ".join(exercise.arguments)
        return (
            f"`{exercise.name}` is called as `{exercise.name}({wanted})`, "
            f"but yours takes `{shortened(str(signature), MOST_SIGNATURE)}`."
        )
    return ""


def _what(exercise: Code) -> str:
    return "a class" if inspect.isclass(exercise.reference) else "a function"


def _praise(cases: int, advice: str) -> str:
    return f"Right on all {cases} cases.\n\n{advice}".strip()


def _case_line(exercise: Code, case: Case) -> str:
    """What is in a case, so that a student can rebuild it: shapes, and small values."""
    named = zip(exercise.arguments, case, strict=False)
    parts = [f"`{name}` {shape}" for name, value in named if (shape := _shape(value))]
    return f"In the case with {', '.join(parts)}." if parts else ""


def _shape(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"{value.shape}{' of whole numbers' if value.dtype.kind in 'iu' else ''}"
    if isinstance(value, (list, tuple)) and any(isinstance(v, np.ndarray) for v in value):
        return "[" + ", ".join(str(np.shape(v)) for v in value) + "]"
    if isinstance(value, (list, tuple, Mapping)):
        return f"= {value}" if len(str(value)) <= MOST_SHOWN else f"with {len(value)} entries"
    if isinstance(value, (int, float, str, np.generic)):
        return f"= {value:g}" if isinstance(value, (float, np.floating)) else f"= {value!s}"
    return ""


def _how_many(cases: list[Case], problems: Sequence[_Problem | None]) -> str:
    """Which of the cases are right, if some are."""
    right = [case for case, problem in zip(cases, problems, strict=True) if not problem]
    wrong = [case for case, problem in zip(cases, problems, strict=True) if problem]
    if not right:
        return ""
    if _only_one_example(right, wrong):
        return "It is right for one example (N = 1) and goes wrong as soon as there are several."
    return f"{len(right)} of {len(cases)} cases are right."


def _only_one_example(right: Sequence[Case], wrong: Sequence[Case]) -> bool:
    """Whether N alone tells the right cases from the wrong ones: nothing else does as well."""
    if {_columns(c) for c in right} != {1} or 1 in {_columns(c) for c in wrong}:
        return False
    return {_plain(c) for c in wrong} <= {_plain(c) for c in right}


def _plain(case: Case) -> tuple[Any, ...]:
    """What a case has beside arrays: names, numbers, and how many arrays a list has."""
    return tuple(
        v if isinstance(v, str) else len(v) if isinstance(v, (list, tuple)) else type(v).__name__
        for v in case
    )


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
