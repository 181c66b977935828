"""What practice needs of an exercise: a question, and mistakes that show whatever the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nnkit.checks.draw import DrawError
from nnkit.checks.exercise import Circumstances, Exercise, Value
from nnkit.checks.judge import judge
from nnkit.checks.wording import named, slots
from nnkit.course.numbers import can_be_practised, fresh_numbers

DRAWS = range(3)


def practice_problems(exercise: Exercise) -> Iterator[str]:
    """What is wrong with an exercise when it is practised, each in a sentence."""
    if not (isinstance(exercise, Value) and can_be_practised(exercise)):
        return
    for seed in DRAWS:
        try:
            numbers = fresh_numbers(exercise, seed)
            faults = [*_misjudged(exercise.with_numbers(numbers))]
        except DrawError as error:
            faults = [str(error)]
        except Exception as error:
            faults = [f"{type(error).__name__}: {error}"]
        if faults:
            yield from (f"in practice, {fault}." for fault in faults)
            return
    if exercise.fresh:
        yield from _unnamed(exercise)


def remarks(exercise: Exercise) -> list[str]:
    """What would make practice better."""
    if (
        isinstance(exercise, Value)
        and can_be_practised(exercise)
        and not (exercise.practice or exercise.question)
    ):
        return [
            f"{exercise.id}: `practice` shows its numbers without a question; say it in "
            "`practice=`, with {name} for a number."
        ]
    return []


def _misjudged(exercise: Value) -> Iterator[str]:
    """What is told wrongly about the answers of an exercise with these numbers."""
    for right in (exercise.reference, *exercise.accepts):
        verdict = judge(exercise, right, Circumstances())
        if verdict.status != "passed":
            yield f"a right answer is told as {verdict.status}"
    for m in exercise.misconceptions:
        verdict = judge(exercise, m.wrong, Circumstances())
        if verdict.misconception != m.name or verdict.status == "passed":
            yield f"misconception {m.name} is told as {verdict.misconception or verdict.status}"
    texts = [m.tell for m in exercise.misconceptions] + [exercise.why, exercise.asks]
    texts += [text for hint in exercise.hints for text in (hint.symptom, hint.help)]
    for name in sorted(set[str]().union(*map(slots, texts))):
        yield f"nothing is known that {{{name}}} could mean"


def _unnamed(exercise: Value) -> Iterator[str]:
    """Numbers that the question does not mention."""
    assert exercise.fresh is not None
    numbers: Any = exercise.fresh.given
    question = exercise.general.practice or exercise.general.question
    code = " ".join(re.findall(r"`([^`]*)`", question))
    mentioned = slots(question) | set(re.findall(r"[^\W\d]\w*", code))
    for name in sorted(set(named(numbers)) - mentioned):
        yield f"the question to practise does not mention {{{name}}}."
