"""Observe what an answer does with cases: it is used twice on each, on copies, and nothing shows.

The second use shows whether something is kept from call to call, and the copy whether an argument
was changed.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnkit.checks.compare import difference
from nnkit.checks.exercise import Case, Code
from nnkit.checks.remote import Uses, is_remote
from nnkit.checks.sizes import TooLarge, refuse_too_large
from nnkit.checks.steps import run_steps
from nnkit.checks.suppress_output import suppress_output

Function = Callable[..., Any]


@dataclass(frozen=True)
class Outcome:
    """What an answer did with one case.

    Attributes
    ----------
    value : object
        What it returned.
    error : BaseException or None
        What it raised instead.
    steady : bool
        Whether a second call with the same arguments gave the same.
    changed : str
        Name of the first argument that the call changed, or empty.
    grows : bool
        Whether the second call gave a result of another size, as one does that is kept.
    """

    value: Any = None
    error: BaseException | None = None
    steady: bool = True
    changed: str = ""
    grows: bool = False


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


def _use_each(exercise: Code, answer: Any, given: Sequence[list[Any]]) -> Uses:
    """What each use gives, unless that is too large to be looked at."""
    for value, error in _uses(exercise, answer, given):
        try:
            refuse_too_large(value)
        except TooLarge as large:
            yield None, large
        else:
            yield value, error


def _uses(exercise: Code, answer: Any, given: Sequence[list[Any]]) -> Uses:
    # One that lives in another process takes all at once, which saves much time.
    if exercise.use is None and is_remote(answer):
        if exercise.steps is None:
            yield from answer._nnkit_call_each(given)
        else:
            uses = [(_named(exercise, case), list(exercise.steps(*case))) for case in given]
            taken = answer._nnkit_run_steps(exercise.name, uses)
            for done, case, (arguments, _) in zip(taken, given, uses, strict=True):
                case[:] = arguments.values()
                yield done
        return
    # What `use` computes with has to be small as well.
    sized = _sized(answer) if exercise.use is not None else answer
    for case in given:
        yield _use_once(exercise, sized, case)


def _use_once(exercise: Code, answer: Any, case: list[Any]) -> tuple[Any, BaseException | None]:
    try:
        return copy.deepcopy(use(exercise, answer, case)), None
    except (Exception, SystemExit, GeneratorExit) as error:
        return None, error


def _sized(answer: Function) -> Function:
    """An answer that raises `TooLarge` where it gives too much."""

    def sized(*arguments: Any) -> Any:
        value = answer(*arguments)
        refuse_too_large(value)
        return value

    return sized


def _outcome(exercise: Code, case: Case, given: Sequence[Any], done: Uses) -> Outcome:
    """What the next two uses come to; the first was `given` its copy of the case."""
    value, error = next(done)
    try:
        changed = _changed(exercise, case, given) if error is None else ""
    except Exception as strange:
        error = strange
    again, error_again = next(done)
    if error is not None or error_again is not None:
        return Outcome(error=error_again if error is None else error)
    if _the_same_again(value, again):
        return Outcome(value, None, True, changed)
    return Outcome(value, None, False, changed, _safe_form(value) != _safe_form(again))


def _the_same_again(value: Any, again: Any) -> bool:
    """Whether two uses gave the same; of a student's own objects nobody can say that."""
    if _equal(value, again):
        return True
    try:
        found = difference(value, again, rtol=0.0)
        same_form = bool(_form(value) == _form(again))
        return found is not None and found.aspect == "type" and same_form
    except (TypeError, ValueError, RecursionError):
        return False


def same_outcome(exercise: Code, wrong: Outcome, seen: Outcome) -> bool:
    """Whether a misconception did what was seen."""
    if (wrong.error is None) != (seen.error is None):
        return False
    if wrong.error is not None:
        return True
    if wrong.steady != seen.steady or wrong.changed != seen.changed:
        return False
    if not wrong.steady:
        # Such results depend on how often each was called before; whether they grow does not.
        same_form = wrong.grows or _safe_form(wrong.value) == _safe_form(seen.value)
        return wrong.grows == seen.grows and same_form
    return _equal(wrong.value, seen.value, exercise.rtol)


def steady_by_chance(wrong: Outcome, seen: Outcome) -> bool:
    """Whether one of two that draw anew may have drawn the same twice, as few entries make likely.

    If so in few of the cases, both may still do the same.
    """
    if wrong.error or seen.error or wrong.steady == seen.steady or wrong.changed != seen.changed:
        return False
    grows = wrong.grows or seen.grows
    return not grows and _safe_form(wrong.value) == _safe_form(seen.value)


def _safe_form(value: Any) -> Any:
    try:
        return _form(value)
    except RecursionError:  # a list that holds itself
        return type(value)


def _form(value: Any) -> Any:
    """The shape of a result: of an array, or of all arrays in a list; the type of anything else."""
    if isinstance(value, (list, tuple)):
        parts = [_form(part) for part in value]
        return (len(parts),) if all(part == () for part in parts) else parts
    return (
        np.shape(value) if isinstance(value, (np.ndarray, np.generic, int, float)) else type(value)
    )


def use(exercise: Code, answer: Function, case: Sequence[Any]) -> Any:
    """Use an answer on a case, as the exercise says: a call, `Code.use` or `Code.steps`."""
    if exercise.steps is not None:
        return run_steps(exercise.steps(*case), {exercise.name: answer, **_named(exercise, case)})
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


def same_case(one: Case, other: Case) -> bool:
    """Whether two cases have the same arguments."""
    return _untouched(one, other)


def _untouched(before: Any, after: Any) -> bool:
    """Whether an argument is exactly as it was, its shape and its length included."""
    if _identical(before, after):
        return True
    if isinstance(before, np.ndarray):
        nan = before.dtype.kind in "fc"  # of other kinds NumPy cannot tell
        return before.shape == np.shape(after) and np.array_equal(before, after, equal_nan=nan)
    if isinstance(before, Mapping):
        return before.keys() == after.keys() and all(
            _untouched(before[k], after[k]) for k in before
        )
    if isinstance(before, (list, tuple)):
        return len(before) == len(after) and all(map(_untouched, before, after))
    return _equal(before, after)


def _equal(a: Any, b: Any, rtol: float = 0.0) -> bool:
    """Whether two results are the same, numbers up to `rtol`."""
    if a is None or b is None:
        return a is b
    if _identical(a, b):
        return True
    try:
        if _is_list(a) and _is_list(b) and any(x is None or _is_list(x) for x in a):
            return len(a) == len(b) and all(_equal(x, y, rtol) for x, y in zip(a, b, strict=True))
        if isinstance(a, Mapping) and isinstance(b, Mapping):
            return a.keys() == b.keys() and all(_equal(a[k], b[k], rtol) for k in a)
        return difference(a, b, rtol=rtol) is None
    except (TypeError, ValueError, RecursionError):  # a list that holds itself has no end
        return a is b


def _identical(a: Any, b: Any) -> bool:
    """Whether two numbers, texts or arrays are equal: most are, and this is found out quickly."""
    if type(a) is not type(b):
        return False
    if type(a) is not np.ndarray:
        return type(a) in (bool, int, float, str) and bool(a == b)
    numbers = a.dtype.kind in "biuf" and b.dtype.kind in "biuf"
    return numbers and a.shape == b.shape and bool((a == b).all())


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple))
