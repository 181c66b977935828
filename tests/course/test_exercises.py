"""Every exercise of the course, tested by mutation.

A misconception must fail and be named, an accepted variant must get all the points, the released
stub 0, the reference all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnkit.checks.exercise import (
    Choice,
    Circumstances,
    Code,
    Exercise,
    Misconception,
    Order,
    Value,
    Why,
)
from nnkit.checks.judge import judge
from nnkit.checks.trial import draw_cases
from nnkit.course.catalogue import every_exercise, find, modules

EXERCISES = every_exercise()
AUTOMATIC = [e for e in EXERCISES if not isinstance(e, Why)]
CODE = [e for e in EXERCISES if isinstance(e, Code)]
SITUATIONS = [Circumstances("author"), Circumstances("ada"), Circumstances("s-17", "the secret")]


def ids(exercises: list[Any]) -> list[str]:
    return [e.id for e in exercises]


def right_answer(exercise: Exercise, student: str | None) -> Any:
    assert isinstance(exercise, (Code, Value, Choice, Order))
    return exercise.expected(student) if isinstance(exercise, Value) else exercise.reference


def resolve(exercise: Exercise, answer: Any, student: str | None) -> Any:
    """An answer that is a function of the student's own numbers, for this student."""
    return exercise.for_student(answer, student) if isinstance(exercise, Value) else answer


MUTANTS = [(e, m) for e in AUTOMATIC for m in e.misconceptions]
ACCEPTED = [(e, i, a) for e in AUTOMATIC for i, a in enumerate(e.accepts)]


@pytest.mark.parametrize("circumstances", SITUATIONS, ids=["author", "ada", "secret"])
@pytest.mark.parametrize("exercise", AUTOMATIC, ids=ids(AUTOMATIC))
def test_reference_gets_all_points(exercise: Exercise, circumstances: Circumstances) -> None:
    verdict = judge(exercise, right_answer(exercise, circumstances.student), circumstances)
    assert (verdict.points, verdict.status) == (exercise.points, "passed"), verdict


@pytest.mark.parametrize("circumstances", SITUATIONS, ids=["author", "ada", "secret"])
@pytest.mark.parametrize(
    ("exercise", "misconception"), MUTANTS, ids=[f"{e.id}-{m.name}" for e, m in MUTANTS]
)
def test_misconception_fails_and_is_named(
    exercise: Exercise, misconception: Misconception, circumstances: Circumstances
) -> None:
    wrong = resolve(exercise, misconception.wrong, circumstances.student)
    verdict = judge(exercise, wrong, circumstances)
    assert verdict.points == int(2 * misconception.credit * exercise.points) / 2 < exercise.points
    assert verdict.misconception == misconception.name, verdict
    assert misconception.tell in verdict.message


@pytest.mark.parametrize("circumstances", SITUATIONS, ids=["author", "ada", "secret"])
@pytest.mark.parametrize(
    ("exercise", "answer"),
    [(e, a) for e, _, a in ACCEPTED],
    ids=[f"{e.id}-{i}" for e, i, _ in ACCEPTED],
)
def test_accepted_variant_gets_all_points(
    exercise: Exercise, answer: Any, circumstances: Circumstances
) -> None:
    verdict = judge(exercise, resolve(exercise, answer, circumstances.student), circumstances)
    assert (verdict.points, verdict.status) == (exercise.points, "passed"), verdict


def not_written(*args: Any, **kwargs: Any) -> Any:
    raise NotImplementedError("Write your code here, then delete this line.")


@pytest.mark.parametrize("exercise", AUTOMATIC, ids=ids(AUTOMATIC))
def test_stub_gets_nothing(exercise: Exercise) -> None:
    stubs = [not_written, ...] if isinstance(exercise, Code) else [..., None, ""]
    for stub in stubs:
        verdict = judge(exercise, stub, SITUATIONS[0])
        assert (verdict.points, verdict.status) == (0, "not attempted")


def listed(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else value


def flattened(value: Any) -> Any:
    is_column = isinstance(value, np.ndarray) and value.ndim == 2 and value.shape[1] == 1
    return value.ravel() if is_column else value


def single(value: Any) -> Any:
    return value.astype(np.float32) if isinstance(value, np.ndarray) else value


@pytest.mark.parametrize("dress", [listed, flattened, single])
@pytest.mark.parametrize("exercise", CODE, ids=ids(CODE))
def test_right_answer_in_another_dress_passes(exercise: Code, dress: Callable[[Any], Any]) -> None:
    if isinstance(exercise.reference, type) or (exercise.use or exercise.steps):
        pytest.skip("the result is not an array that the answer returns")

    def answer(*args: Any) -> Any:
        value = exercise.reference(*args)
        if isinstance(value, (list, tuple)):
            return [dress(v) for v in value]
        return dress(value)

    assert judge(exercise, answer, SITUATIONS[0]).points == exercise.points


@pytest.mark.parametrize("exercise", CODE, ids=ids(CODE))
def test_cases_differ_with_the_secret(exercise: Code) -> None:
    ours, theirs = (draw_cases(exercise, secret, (0,)) for secret in ("", "the secret"))
    assert repr(ours) != repr(theirs)
    assert repr(ours) == repr(draw_cases(exercise, "", (0,)))


@pytest.mark.parametrize("exercise", EXERCISES, ids=ids(EXERCISES))
def test_exercise_is_described(exercise: Exercise) -> None:
    assert exercise.id[:2] in modules()
    assert exercise.name.isidentifier()
    assert exercise.points > 0
    assert exercise.points * 2 == int(exercise.points * 2)
    assert exercise.difficulty in (1, 2, 3)
    assert exercise.asks
    names = [m.name for m in exercise.misconceptions]
    assert len(set(names)) == len(names)
    for need in exercise.needs:
        find(need)
    if isinstance(exercise, Why):
        return
    assert len(exercise.hints) == 3
    if isinstance(exercise, Code):
        assert len(exercise.misconceptions) >= 4
        assert exercise.asks.startswith(f"{exercise.name}(") or (exercise.use or exercise.steps)
    if isinstance(exercise, Choice):
        told = {m.wrong for m in exercise.misconceptions}
        if len(exercise.reference) == 1:
            assert told == set(exercise.options) - {exercise.reference}
