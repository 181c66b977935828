"""The rules that every exercise of the course keeps, and what is missing where it does not.

An exercise is tested by mutation: each misconception must fail and be named, each accepted answer
and the right one must get all the points, what is not written yet must get none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from nnkit.authoring.practice import practice_problems
from nnkit.authoring.source import source_as
from nnkit.checks.draw import DrawError
from nnkit.checks.exercise import (
    Choice,
    Circumstances,
    Code,
    Exercise,
    Misconception,
    Order,
    Right,
    Value,
    Why,
)
from nnkit.checks.judge import judge
from nnkit.checks.judge.verdicts import decided, half_points
from nnkit.checks.trial import draw_cases
from nnkit.checks.verdict import Verdict, number
from nnkit.course.catalogue import find, modules

HINTS = 3
MISCONCEPTIONS = 4  # at least, of code
AUTHOR = Circumstances("author")
GRADED = Circumstances("s-17", "the secret")
STUDENTS = (AUTHOR, Circumstances("ada"), GRADED)


def problems(exercise: Exercise) -> list[str]:
    """What an exercise lacks, each in a sentence; empty if it keeps all rules.

    Parameters
    ----------
    exercise : Exercise

    Returns
    -------
    list of str
        Such as "02.affine: three hints are needed, there are two."
    """
    found = [*_described(exercise)]
    if not isinstance(exercise, Why):
        found += [*_explained(exercise)]
        misjudged = [*_judged(exercise)]
        found += misjudged or [*practice_problems(exercise)]
        if isinstance(exercise, Code):
            found += [*_cases(exercise)]
            if not misjudged:  # otherwise most of it would be told once more
                found += [*_graded(exercise), *_in_another_form(exercise)]
    return [f"{exercise.id}: {sentence}" for sentence in found]


def _described(exercise: Exercise) -> Iterator[str]:
    if exercise.module not in modules():
        yield f"there is no module {exercise.module!r}."
    if not exercise.name.isidentifier():
        yield f"{exercise.name!r} is no name that a variable can have."
    if exercise.points <= 0 or exercise.points != half_points(exercise.points):
        yield f"points are halves and above 0; there are {exercise.points}."
    if exercise.difficulty not in (1, 2, 3):
        yield f"the difficulty is 1, 2 or 3, not {exercise.difficulty}."
    if not exercise.asks:
        yield "`asks` is empty."
    if isinstance(exercise, Why) and not exercise.rubric:
        yield "`rubric` is empty: say what a good answer has, and for how many points."
    for need in exercise.needs:
        try:
            find(need)
        except ValueError as error:
            yield f"it needs {need}, but {error}."


def _explained(exercise: Exercise) -> Iterator[str]:
    if len(exercise.hints) != HINTS:
        yield f"{_number(HINTS)} hints are needed, {_there(len(exercise.hints))}."
    names = [m.name for m in exercise.misconceptions]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield f"two misconceptions are named {name}."
    if isinstance(exercise, Code):
        if len(names) < MISCONCEPTIONS:
            needed = f"at least {_number(MISCONCEPTIONS)} misconceptions are needed"
            yield f"{needed}, {_there(len(names))}."
        called = exercise.use is None and exercise.steps is None
        if called and not exercise.asks.startswith(f"{exercise.name}("):
            yield f"`asks` begins with the call, `{exercise.name}(...)`."
    if isinstance(exercise, Choice):
        yield from _options(exercise)


def _options(exercise: Choice) -> Iterator[str]:
    right = [option for option in exercise.options if isinstance(option, Right)]
    if not right:
        yield "no option is right."
    if len(right) == 1:  # otherwise what is told belongs to a selection, not to an option
        for label, option in zip(exercise.labels, exercise.options, strict=True):
            if not isinstance(option, Right) and not (option.misconception and option.tell):
                yield f"option {label} is wrong, and nothing explains it."


def _judged(exercise: Exercise) -> Iterator[str]:
    assert isinstance(exercise, (Code, Value, Choice, Order))
    for stub in (_not_written, ...) if isinstance(exercise, Code) else (..., None, ""):
        verdict = judge(exercise, stub, AUTHOR)
        if verdict.points or verdict.status != "not attempted":
            yield f"what is not written yet gets {_got(verdict)}."
    # Without numbers of one's own all students are alike.
    own = isinstance(exercise, Value) and exercise.variant is not None
    for circumstances in STUDENTS if own else STUDENTS[:1]:
        try:
            faults = [*_judged_for(exercise, circumstances)]
        except DrawError as error:
            yield f"{error}."
            return
        if faults:  # the same would be told of the next student
            yield from (f"{fault} for {circumstances.student}." for fault in faults)
            return


def _judged_for(exercise: Any, circumstances: Circumstances) -> Iterator[str]:
    verdict = _verdict(exercise, exercise.reference, circumstances)
    if fault := _not_accepted(verdict, "the right answer"):
        yield fault
        return  # nothing else can be judged by it
    for answer, fault_of in _answers(exercise):
        if fault := fault_of(_verdict(exercise, answer, circumstances)):
            yield fault


def _answers(exercise: Any) -> Iterator[tuple[Any, Callable[[Verdict], str]]]:
    """The other answers whose verdicts are known; each with what is wrong with a verdict."""
    for i, answer in enumerate(exercise.accepts, 1):
        yield answer, partial(_not_accepted, what=f"accepted answer {_called(answer, i)}")
    for misconception in exercise.misconceptions:
        yield misconception.wrong, partial(_not_named, misconception=misconception)


def _verdict(exercise: Exercise, answer: Any, circumstances: Circumstances) -> Verdict:
    """The verdict about an answer, or about a function of a student's own numbers."""
    try:
        if isinstance(exercise, Value):
            answer = exercise.for_student(answer, circumstances.student)
        return judge(exercise, answer, circumstances)
    except DrawError:
        raise
    except Exception as error:
        return decided(exercise, "error", f"{type(error).__name__}: {error}")


def _not_named(verdict: Verdict, misconception: Misconception) -> str:
    """What is wrong with the verdict about a misconception; empty if nothing is."""
    name = misconception.name
    if verdict.misconception != name:
        return f"misconception {name} is told as {verdict.misconception or _got(verdict)}"
    earned = half_points(misconception.credit * verdict.max_points)
    if verdict.points < earned or verdict.points >= verdict.max_points:
        return f"misconception {name} gets {_got(verdict)}"
    if misconception.tell not in verdict.message:
        return f"misconception {name} is not explained"
    return ""


def _cases(exercise: Code) -> Iterator[str]:
    ours, theirs, again = (
        repr(draw_cases(exercise, secret, (0,))) for secret in ("", "the secret", "")
    )
    if ours == theirs:
        yield "its cases are the same whatever the secret is."
    if ours != again:
        yield "its cases are others each time; draw them from the generator only."


def _graded(exercise: Code) -> Iterator[str]:
    """Programs as the source of a student's notebook, judged on an instructor's cases."""
    verdict = _verdict(exercise, exercise.reference, GRADED)
    if fault := _not_accepted(verdict, "the right answer"):
        yield f"{fault} for {GRADED.student}."
        return
    for program, fault_of in _answers(exercise):
        if fault := fault_of(_verdict_on_source(exercise, program)):
            unpasted = fault_of(_verdict(exercise, program, GRADED))
            pasted = f"pasted into a notebook, {fault}"
            yield f"{unpasted} for {GRADED.student}." if unpasted else f"{pasted}."


def _verdict_on_source(exercise: Code, program: Callable[..., Any]) -> Verdict:
    namespace: dict[str, Any] = {}
    try:
        exec(source_as(exercise.name, program), namespace)
    except Exception as error:
        return decided(exercise, "error", f"{type(error).__name__}: {error}")
    return _verdict(exercise, namespace[exercise.name], GRADED)


def _in_another_form(exercise: Code) -> Iterator[str]:
    """The right answer with lists, flat arrays and float32 for arrays."""
    if isinstance(exercise.reference, type) or exercise.use or exercise.steps:
        return  # the result is not an array that the answer returns
    for form, made in FORMS.items():
        if exercise.exact_shape and made is _flat:
            continue  # there a flat column is another answer

        def answer(*args: Any, made: Callable[[Any], Any] = made) -> Any:
            value = exercise.reference(*args)
            parts = value if isinstance(value, (list, tuple)) else [value]
            parts = [made(v) if isinstance(v, np.ndarray) else v for v in parts]
            return parts if isinstance(value, (list, tuple)) else parts[0]

        verdict = _verdict(exercise, answer, AUTHOR)
        if not _passed(verdict):
            yield f"the right answer {form} gets {_got(verdict)}."


def _flat(array: np.ndarray) -> np.ndarray:
    return array.ravel() if array.ndim == 2 and array.shape[1] == 1 else array


FORMS: dict[str, Callable[[np.ndarray], Any]] = {
    "as a list": lambda array: array.tolist(),
    "with flat columns": _flat,
    "in float32": lambda array: array.astype(np.float32),
}


def _not_written(*args: Any, **kwargs: Any) -> Any:
    raise NotImplementedError("Write your code here, then delete this line.")


def _not_accepted(verdict: Verdict, what: str) -> str:
    """What is wrong with the verdict about a right answer; empty if nothing is."""
    return "" if _passed(verdict) else f"{what} gets {_got(verdict)}"


def _passed(verdict: Verdict) -> bool:
    return verdict.status == "passed" and verdict.points == verdict.max_points


def _got(verdict: Verdict) -> str:
    why = verdict.message.split("\n")[0] if verdict.status == "error" else verdict.status
    return f"{number(verdict.points)} of {number(verdict.max_points)} points ({why})"


def _called(answer: Any, i: int) -> str:
    name = getattr(answer, "__name__", "<lambda>")
    return f"number {i}" if name == "<lambda>" else name


def _number(n: int) -> str:
    return ("no", "one", "two", "three", "four")[n] if n < 5 else str(n)


def _there(n: int) -> str:
    return f"there is {_number(n)}" if n == 1 else f"there are {_number(n)}"
