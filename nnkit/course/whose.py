"""Whose numbers an answer is right for, if it is not right for the student's own.

Somebody worked with the numbers of another id: of an earlier one of theirs, of their e-mail
address, of another student.  To hear of misconceptions then would lead them astray.

A wrong answer may be right for somebody else's numbers by chance.  How likely that is, is counted
among made-up students, and only what can hardly be chance is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from math import prod
from typing import Any, TypeVar

from nnkit.checks.compare import difference
from nnkit.checks.draw import folded_id
from nnkit.checks.exercise import Exercise, Value, Variant
from nnkit.checks.verdict import Verdict, possessive
from nnkit.course import student as students
from nnkit.course.catalogue import find

# How many ids may be expected to fit by chance: few where a misconception explains the answer as
# well, most where only the student hears of it.
MOST_CHANCE, MOST_CHANCE_UNEXPLAINED, MOST_CHANCE_AT_HOME = 0.05, 0.25, 0.5
RIGHT_FOR = "right for the numbers of"
_MADE_UP = tuple(f"made up {i}" for i in range(60))
V = TypeVar("V", bound=Verdict)


def has_own_numbers(exercise: Exercise) -> bool:
    """Whether each student has numbers of their own in an exercise."""
    return isinstance(exercise, Value) and exercise.variant is not None


def with_whose(verdict: Verdict, exercise: Exercise, answer: Any, student: str | None) -> Verdict:
    """The verdict on an exercise with own numbers, with whose they are and whom the answer fits."""
    if not (isinstance(exercise, Value) and exercise.variant) or student is None:
        return verdict
    # The course's own notebook says nothing of the author.
    verdict = replace(verdict, whose="" if student == students.AUTHOR else student)
    if verdict.status not in ("failed", "partial"):
        return verdict
    others = [id for ids in _candidates(student) for id in ids]
    return replace(verdict, right_for=tuple(id for id in others if _fits(exercise, answer, id)))


def recognised(verdicts: Sequence[V], student: str | None) -> tuple[list[V], str]:
    """Tell where answers are right for another id's numbers; points stay as they are.

    Parameters
    ----------
    verdicts : sequence of Verdict
        Those of one notebook.
    student : str or None

    Returns
    -------
    list of Verdict
    str
        A sentence for the instructor; empty if there is nothing to tell.
    """
    if student is None or not any(verdict.right_for for verdict in verdicts):
        return list(verdicts), ""
    groups = _candidates(student)
    for ids in groups:
        found = _best(verdicts, ids)
        if found is not None:
            whose = _whose(found, student, ids is groups[-1])
            marked = [_marked(v, whose) if found in v.right_for else v for v in verdicts]
            fitting = [v.exercise for v in verdicts if found in v.right_for]
            many = "answers are" if len(fitting) > 1 else "answer is"
            return marked, (
                f"{len(fitting)} {many} {RIGHT_FOR} {found!r}, not of {student!r}; "
                f"that gives no points: {', '.join(fitting)}"
            )
    return list(verdicts), ""


def _whose(other: str, student: str, is_classmate: bool) -> str:
    """Whose numbers they are; a classmate's id is not told."""
    if is_classmate:
        return "another student's numbers, not for yours"
    if other == students.AUTHOR:
        return "the numbers of the course's own notebook, not for yours"
    others = f"{possessive(other)} numbers" if other else "the numbers of an empty id"
    return f"{others}, and you are {student}"


def _marked(verdict: V, whose: str) -> V:
    message = (
        f"This is right for {whose}. Run the cell that shows your numbers again, and work with "
        "what it shows. If they should be yours, tell your instructor."
    )
    status = verdict.status if verdict.points else "failed"
    return replace(verdict, message=message, misconception=None, status=status, hints=())


def _best(verdicts: Sequence[Verdict], ids: Collection[str]) -> str | None:
    """The id that most surely explains the answers; None if it may be chance."""
    best, least = None, 1.0
    for id in ids:
        fitting = [v for v in verdicts if id in v.right_for]
        if not fitting:
            continue
        expected = len(ids) * prod(_chance(v.exercise) for v in fitting)
        unexplained = MOST_CHANCE_UNEXPLAINED if students.graded_now() else MOST_CHANCE_AT_HOME
        named = any(v.misconception for v in fitting)
        if expected <= (MOST_CHANCE if named else unexplained) and expected < least:
            best, least = id, expected
    return best


def _candidates(student: str) -> list[list[str]]:
    """Ids whose numbers a student may have had, the likeliest first: groups, without doubles."""
    class_ids = students.classmates()
    domains = sorted({id.partition("@")[2] for id in class_ids if "@" in id})
    own = [*_other_forms(student), *(f"{student}@{domain}" for domain in domains)]
    groups: list[list[str]] = []
    seen = {folded_id(student)}
    for ids in (students.earlier_ids(), [*own, students.AUTHOR, "", "your id"], class_ids):
        groups.append([])
        for id in ids:
            if folded_id(id) not in seen:
                seen.add(folded_id(id))
                groups[-1].append(id)
    return groups


def _other_forms(id: str) -> Iterable[str]:
    """Ways in which a person may have written the same id."""
    yield id.partition("@")[0]
    parts = re.split(r"[\s._-]+", id.strip())
    if len(parts) > 1:
        yield from (between.join(parts) for between in ("", " ", ".", "_", "-"))
    start, digits = _NUMBER.findall(id.strip())[0]
    if digits:
        plain = digits.lstrip("0")
        yield from (f"{start}{zeros}{plain}" for zeros in ("", "0", "00") if plain)


_NUMBER = re.compile(r"^(.*?)(\d*)$", re.DOTALL)


@lru_cache(maxsize=20_000)
def _numbers(variant: Variant, id: str) -> Any:
    return variant.numbers(id)


def _fits(exercise: Value, answer: Any, id: str) -> bool:
    """Whether an answer is right for the numbers of an id."""
    return any(_equal(exercise, value, answer) for value in _right(exercise, id))


@lru_cache(maxsize=50_000)
def _right(exercise: Value, id: str) -> list[Any]:
    """What is right for an id."""
    assert exercise.variant is not None
    numbers = _numbers(exercise.variant, id)
    values = (exercise.reference, *exercise.accepts)
    return [value(numbers) for value in values if callable(value)]


def _equal(exercise: Value, expected: Any, got: Any) -> bool:
    return difference(expected, got, atol=exercise.tolerance, names=exercise.parts) is None


@lru_cache(maxsize=1000)
def _chance(id: str) -> float:
    """How likely what is right for one student is right for another."""
    exercise = find(id)
    assert isinstance(exercise, Value)
    right = [_right(exercise, made_up)[0] for made_up in _MADE_UP]
    pairs = list(combinations(right, 2))
    same = sum(_equal(exercise, one, other) for one, other in pairs)
    return (same + 1) / (len(pairs) + 1)
