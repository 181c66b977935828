"""What graded work has in common: answers for another's numbers, misconceptions that are rare."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, groupby

from nnkit.course import student as students
from nnkit.course.whose import RIGHT_FOR
from nnkit.grading.classroom.course import alike
from nnkit.grading.classroom.record import GradingRecord

# What `nnkit.course.whose.recognised` says.
_SENTENCE = re.compile(
    rf"{RIGHT_FOR} (?P<other>.+?), not of .+; that gives no points: (?P<ids>.+)$"
)
_NOBODY = {students.AUTHOR, "", "your id"}
_RARE = 4  # two students have it, and there is one in so many at most


@dataclass(frozen=True)
class OthersNumbers:
    """Answers of a student that are right for the numbers of another."""

    student: str
    other: str
    exercises: tuple[str, ...]


@dataclass(frozen=True)
class RareMisconception:
    """A misconception that two students have, and nobody else of those who answered."""

    exercise: str
    misconception: str
    students: tuple[str, str]
    answers: int


def others_numbers(records: Mapping[str, GradingRecord]) -> list[OthersNumbers]:
    """Who has answers that are right for another student's numbers, most answers first.

    Parameters
    ----------
    records : mapping of str to GradingRecord
        By student.
    """
    found = []
    for student, record in records.items():
        for sentence in filter(None, map(_SENTENCE.search, record.repairs)):
            other, ids = _plain(sentence["other"]), tuple(sentence["ids"].split(", "))
            if other not in _NOBODY and not _is_own(other, student):
                found.append(OthersNumbers(student, other, ids))
    return sorted(found, key=lambda of: -len(of.exercises))


def rare_misconceptions(records: Mapping[str, GradingRecord]) -> list[RareMisconception]:
    """Misconceptions that only two students have; those of a pair that shares most come first."""
    answered: dict[str, int] = {}
    having: dict[tuple[str, str], list[str]] = {}
    for student, record in records.items():
        for verdict in record.verdicts:
            if verdict.status != "not attempted":
                answered[verdict.exercise] = answered.get(verdict.exercise, 0) + 1
            if verdict.misconception:
                having.setdefault((verdict.exercise, verdict.misconception), []).append(student)
    found = [
        RareMisconception(exercise, name, (of[0], of[1]), answered[exercise])
        for (exercise, name), of in having.items()
        if len(of) == 2 and answered[exercise] >= 2 * _RARE
    ]
    found.sort(key=lambda rare: rare.students)
    by_pair = [list(of) for _, of in groupby(found, key=lambda rare: rare.students)]
    by_pair.sort(key=lambda of: -len(of))
    return [*chain.from_iterable(by_pair)]


def _plain(quoted: str) -> str:
    try:
        return str(ast.literal_eval(quoted))
    except (ValueError, SyntaxError):
        return quoted


def _is_own(other: str, student: str) -> bool:
    """Whether an id is a student's own in another form, such as the e-mail address."""
    forms = [re.sub(r"[\s._-]+", "", alike(id).partition("@")[0]) for id in (other, student)]
    return re.sub(r"(?<!\d)0+(?=\d)", "", forms[0]) == re.sub(r"(?<!\d)0+(?=\d)", "", forms[1])
