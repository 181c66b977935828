"""Judging code: run it on many cases and say what the first thing wrong with it is.

The order is the one in which a person would look: it exists, it can be called with these
arguments, it ran, type, shape, finite, value, the same again, inputs unchanged.
"""

from __future__ import annotations

import copy
import hashlib
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np

from nnkit.checks.compare import Difference, describe, difference
from nnkit.checks.exercise import Case, Circumstances, Code, Misconception
from nnkit.checks.explain import explain
from nnkit.checks.steps import take
from nnkit.checks.suppress_output import suppress_output
from nnkit.checks.trouble import trouble, unfinished
from nnkit.checks.verdict import Verdict

Function = Callable[..., Any]
MOST_TRIALS = 300  # that are kept


@dataclass(frozen=True)
class Outcome:
    """What an answer did with one case.

    Attributes
    ----------
    value : object
        What it returned.
    error : Exception or None
        What it raised instead.
    steady : bool
        Whether a second call with the same arguments gave the same.
    changed : str
        Name of the first argument that the call changed, or empty.
    """

    value: Any = None
    error: Exception | None = None
    steady: bool = True
    changed: str = ""


def judge_code(exercise: Code, answer: Any, circumstances: Circumstances) -> Verdict:
    """Decide about a function or a class; see the module's docstring for the order."""
    if answer is None or answer is Ellipsis:
        return exercise.to_do()
    if not callable(answer):
        return exercise.verdict(
            "failed", f"`{exercise.name}` is {describe(answer)}; {_what(exercise)} is needed."
        )
    trial = trial_of(exercise, circumstances.secret, (0, 1))
    cases = trial.cases
    called = exercise.use is None and exercise.steps is None
    unfit = called and _cannot_call(exercise, answer, cases[0])
    if unfit:
        return exercise.verdict("error", unfit)

    outcomes = observe_all(exercise, answer, cases)
    for outcome in outcomes:
        if isinstance(outcome.error, NotImplementedError):
            return exercise.to_do(unfinished(outcome.error, exercise.name))
    problems = [
        _problem(exercise, e, o, c) for e, o, c in zip(trial.expected, outcomes, cases, strict=True)
    ]
    if not any(problems):
        return exercise.passed(_praise(exercise, len(cases)))

    first = _first(problems)
    named = diagnose(exercise, answer, outcomes, circumstances.secret)
    if named:
        return exercise.misconceived(named, _case_line(exercise, cases[problems.index(first)]))
    message = first.text
    if first.difference is not None and first.difference.aspect == "value":
        values = [
            p.difference for p in problems if p and p.difference and p.difference.got is not None
        ]
        pattern = explain(values, _sizes(cases[problems.index(first)]))
        message = f"{message}\n\n{pattern}" if pattern else message
    message = f"{message}\n\n{_how_many(cases, problems)}".strip()
    return exercise.verdict("error" if first.is_error else "failed", message)


class Trial:
    """Cases, what is right for them, and what each misconception makes of them.

    They are the same for all who answer an exercise, so they are found out once.

    Parameters
    ----------
    exercise : Code
    secret : str
    rounds : sequence of int
        As for `draw_cases`.

    Attributes
    ----------
    cases : list of Case
        Answers get copies of them.
    """

    def __init__(self, exercise: Code, secret: str, rounds: Sequence[int]) -> None:
        self._exercise = exercise
        self.cases = draw_cases(exercise, secret, rounds)
        self._wrong: dict[str, list[Outcome]] = {}

    @cached_property
    def expected(self) -> list[Any]:
        """What the reference gives for each case."""
        use, right = partial(_use, self._exercise), self._exercise.reference
        return [use(right, copy.deepcopy(case)) for case in self.cases]

    def alike(self, misconception: Misconception, seen: Sequence[Outcome]) -> bool:
        """Whether a misconception does with all cases what was seen."""
        if all(outcome.error for outcome in seen):
            return False  # an error everywhere tells nothing about what was meant
        known = self._wrong.setdefault(misconception.name, [])
        for i, (case, outcome) in enumerate(zip(self.cases, seen, strict=True)):
            if i == len(known):
                known.append(observe(self._exercise, misconception.wrong, case))
            if not _same_outcome(self._exercise, known[i], outcome):
                return False
        return True


_trials: dict[tuple[int, str, tuple[int, ...]], Trial] = {}


def trial_of(exercise: Code, secret: str, rounds: tuple[int, ...]) -> Trial:
    """The trial of an exercise, made when it is first asked for."""
    key = id(exercise), secret, rounds  # a trial keeps its exercise, so no other gets its id
    if key not in _trials:
        if len(_trials) >= MOST_TRIALS:
            _trials.clear()
        _trials[key] = Trial(exercise, secret, rounds)
    return _trials[key]


def draw_cases(exercise: Code, secret: str, rounds: Sequence[int]) -> list[Case]:
    """The cases of an exercise; the same secret gives the same cases.

    Parameters
    ----------
    exercise : Code
    secret : str
        Empty in a student's notebook.
    rounds : sequence of int
        One generator for each.
    """
    cases: list[Case] = []
    for i in rounds:
        digest = hashlib.sha256(f"{exercise.id}/{i}/{secret}".encode()).digest()
        rng = np.random.default_rng(int.from_bytes(digest[:8], "big"))
        cases.extend(tuple(case) for case in exercise.cases(rng))
    return cases


def observe(exercise: Code, answer: Function, case: Case) -> Outcome:
    """Use an answer twice on copies of a case."""
    return observe_all(exercise, answer, [case])[0]


def observe_all(exercise: Code, answer: Function, cases: Sequence[Case]) -> list[Outcome]:
    """Use an answer twice on copies of each case."""
    given = [list(copy.deepcopy(case)) for case in cases for _ in range(2)]
    with suppress_output():
        done = _use_each(exercise, answer, given)
        return [
            _outcome(exercise, case, first, done)
            for case, first in zip(cases, given[::2], strict=True)
        ]


Done = Iterator[tuple[Any, Exception | None]]
"""What each use returned, or raised."""


def _use_each(exercise: Code, answer: Any, given: Sequence[list[Any]]) -> Done:
    # An answer that lives in another process may take all at once, which saves much time.
    if exercise.use is None and hasattr(type(answer), "_nnkit_each"):
        if exercise.steps is None:
            yield from answer._nnkit_each(given)
        else:
            uses = [(_named(exercise, case), list(exercise.steps(*case))) for case in given]
            taken = answer._nnkit_take(exercise.name, uses)
            for done, case, (arguments, _) in zip(taken, given, uses, strict=True):
                case[:] = arguments.values()
                yield done
        return
    for case in given:
        try:
            yield copy.deepcopy(_use(exercise, answer, case)), None
        except Exception as error:
            yield None, error


def _outcome(exercise: Code, case: Case, given: Sequence[Any], done: Done) -> Outcome:
    """What the next two uses come to; the first was `given` its copy of the case."""
    value, error = next(done)
    try:
        changed = _changed(exercise, case, given) if error is None else ""
    except Exception as strange:
        error = strange
    again, error_again = next(done)
    if error is not None or error_again is not None:
        return Outcome(error=error_again if error is None else error)
    return Outcome(value, None, _equal(value, again), changed)


def diagnose(
    exercise: Code, answer: Function, outcomes: Sequence[Outcome], secret: str
) -> Misconception | None:
    """The misconception that does what the answer does, on its cases and on fresh ones."""
    trial, fresh = trial_of(exercise, secret, (0, 1)), trial_of(exercise, secret, (2,))
    fresh_outcomes: list[Outcome] = []
    for misconception in exercise.misconceptions:
        if trial.alike(misconception, outcomes):
            fresh_outcomes = fresh_outcomes or observe_all(exercise, answer, fresh.cases)
            if fresh.alike(misconception, fresh_outcomes):
                return misconception
    return None


def _same_outcome(exercise: Code, wrong: Outcome, seen: Outcome) -> bool:
    if (wrong.error is None) != (seen.error is None):
        return False
    if wrong.error is not None:
        return True
    if wrong.steady != seen.steady or wrong.changed != seen.changed:
        return False
    # Results that change from call to call depend on how often each was called before.
    return not wrong.steady or _equal(wrong.value, seen.value, exercise.rtol)


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
        return _Problem(f"{trouble(outcome.error, name)}\n\n{given}".strip(), 0)
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


def _use(exercise: Code, answer: Function, case: Sequence[Any]) -> Any:
    if exercise.steps is not None:
        return take(exercise.steps(*case), {exercise.name: answer, **_named(exercise, case)})
    return exercise.use(answer, *case) if exercise.use else answer(*case)


def _named(exercise: Code, case: Sequence[Any]) -> dict[str, Any]:
    """The arguments of a case by their names."""
    return dict(zip(exercise.arguments, case, strict=True))


def _changed(exercise: Code, before: Case, after: Sequence[Any]) -> str:
    names = list(exercise.arguments) or [f"number {i + 1}" for i in range(len(before))]
    for name, b, a in zip(names, before, after, strict=False):
        if not _untouched(b, a):
            return name
    return ""


def _untouched(before: Any, after: Any) -> bool:
    """Whether an argument is exactly as it was, its shape and its length included."""
    if isinstance(before, np.ndarray):
        return before.shape == np.shape(after) and _equal(before, after)
    if isinstance(before, Mapping):
        return before.keys() == after.keys() and all(
            _untouched(before[k], after[k]) for k in before
        )
    if isinstance(before, (list, tuple)):
        return len(before) == len(after) and all(map(_untouched, before, after))
    return _equal(before, after)


def _equal(a: Any, b: Any, rtol: float = 0.0) -> bool:
    """Whether two results are the same, numbers up to `rtol`."""
    try:
        return difference(a, b, rtol=rtol) is None
    except (TypeError, ValueError):
        return a is b


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
