"""What the answers of a class have in common, module by module."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.settings import SandboxSettings
from nnkit.grading.classroom.submissions import Submission, graded_notebooks
from nnkit.grading.grader.notebook import encodable
from nnkit.grading.similar.answers import Answer, Handed, Module
from nnkit.grading.similar.fingerprints import SHORT_LENGTH, covered, stretches
from nnkit.grading.similar.pairs import Comparison, compare, text_of
from nnkit.grading.similar.records import (
    OthersNumbers,
    RareMisconception,
    others_numbers,
    rare_misconceptions,
)
from nnkit.grading.similar.several import Together, alike_in_several, with_pairs_of
from nnkit.grading.similar.table import Pair

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Exercise:
    """An exercise whose answers were compared.

    Attributes
    ----------
    id : str
    answers : dict of str to Answer
        By student, of those who stand in a pair.
    comparison : Comparison
    """

    id: str
    answers: dict[str, Answer]
    comparison: Comparison


@dataclass(frozen=True)
class Survey:
    """What the answers to a module have in common.

    Attributes
    ----------
    module : str
    students, earlier, graded : int
        How many of the class and of earlier years were read, and how many of the class are graded.
    not_read : dict of str to str
        By student why nothing could be read.
    exercises : tuple of Exercise
        Those that have answers which are long enough.
    together : tuple of Together
        What tells most first.
    others_numbers : tuple of OthersNumbers
    rare_misconceptions : tuple of RareMisconception
    """

    module: str
    students: int
    earlier: int
    graded: int
    not_read: dict[str, str]
    exercises: tuple[Exercise, ...]
    together: tuple[Together, ...]
    others_numbers: tuple[OthersNumbers, ...]
    rare_misconceptions: tuple[RareMisconception, ...]


def survey(course: Course, slug: str, pools: Mapping[str, Path]) -> Survey:
    """Compare what was handed in for a module.

    Parameters
    ----------
    course : Course
    slug : str
    pools : mapping of str to Path
        By name the courses, or folders of submissions, of earlier years.

    Raises
    ------
    CourseError
        If the module cannot be read.
    """
    module, disk = Module.of(course, slug), SandboxSettings.of(course).limits(slug).disk
    handed = module.read_class(course, disk)
    pool = _pooled({name: module.read_pool(folder, disk) for name, folder in pools.items()})
    answers = {id: {**of, **pool.answers.get(id, {})} for id, of in handed.answers.items()}
    compared = {
        id: compare(of, pool.answers.get(id, {}), module.given) for id, of in handed.answers.items()
    }
    compared = {id: of for id, of in compared.items() if len(of.likeness.every) > 1}
    log.info(
        "%r: read %d submissions, and %d of earlier years; compared answers to %d exercises",
        *(slug, len(handed.students), len(pool.students), len(compared)),
    )
    together = alike_in_several(handed.students, pool.students, compared)
    exercises = [
        Exercise(id, _shown(of, answers[id]), of)
        for id, of in with_pairs_of(together, compared).items()
    ]
    records = _records(course, slug, handed.students)
    return Survey(
        slug,
        len(handed.students),
        len(pool.students),
        len(records),
        {**handed.not_read, **pool.not_read},
        tuple(exercises),
        tuple(together),
        tuple(others_numbers(records)),
        tuple(rare_misconceptions(records)),
    )


def _shown(comparison: Comparison, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers that stand in a pair."""
    named = {student for pair in comparison.pairs for student in pair.students}
    return {student: answer for student, answer in answers.items() if student in named}


def _pooled(years: Mapping[str, Handed]) -> Handed:
    """What earlier years handed in, as one; students get the year's name before theirs."""
    every = Handed()
    for year, handed in years.items():
        for id, answers in handed.answers.items():
            named = {f"{year}/{student}": answer for student, answer in answers.items()}
            every.answers.setdefault(id, {}).update(named)
        every.students += [f"{year}/{student}" for student in handed.students]
        every.not_read |= {f"{year}/{student}": why for student, why in handed.not_read.items()}
    return every


def _records(course: Course, slug: str, students: Sequence[str]) -> dict[str, GradingRecord]:
    """How the work of students was graded, of those whose was."""
    records = {}
    for student in students:
        try:
            notebooks = graded_notebooks(course, Submission(student, slug))
        except OSError as error:
            raise CourseError(
                f"{error.filename} cannot be read: {error.strerror}. Mend its permissions."
            ) from None
        if notebooks:
            records[student] = GradingRecord.read_all(notebooks)
    return records


def marked(answer: Answer, pair: Pair) -> list[tuple[int, int]]:
    """Start and end of what an answer shares with the other of a pair."""
    text = text_of(answer)
    long = covered(text.hashes, pair.shared)
    short = covered(text.short, pair.shared, SHORT_LENGTH)
    return stretches(text.tokens, [a or b for a, b in zip_longest(long, short)])


def as_json(course: str, surveys: Sequence[Survey]) -> str:
    """What was found as JSON."""
    data = {"schema": 1, "course": course, "modules": [_module(one) for one in surveys]}
    return encodable(json.dumps(data, indent=1, ensure_ascii=False)) + "\n"


def _module(one: Survey) -> dict[str, Any]:
    return {
        "module": one.module,
        "students": one.students,
        "earlier": one.earlier,
        "graded": one.graded,
        "not_read": one.not_read,
        "together": [_pair_of(of) for of in one.together],
        "exercises": [_exercise(exercise) for exercise in one.exercises],
        "others_numbers": [vars(of) for of in one.others_numbers],
        "rare_misconceptions": [vars(of) for of in one.rare_misconceptions],
    }


def _pair_of(of: Together) -> dict[str, Any]:
    unusual = None if of.unusual is None else round(of.unusual, 1)
    return {**vars(of), "bits": round(of.bits, 1), "unusual": unusual}


def _exercise(exercise: Exercise) -> dict[str, Any]:
    of = exercise.comparison
    return {
        "id": exercise.id,
        "answers": len(of.students),
        "short": of.short,
        "pairs": [_pair(pair, exercise.answers) for pair in of.pairs],
        "more": of.more,
    }


def _pair(pair: Pair, answers: Mapping[str, Answer]) -> dict[str, Any]:
    texts = [answers[student] for student in pair.students]
    return {
        "students": pair.students,
        "bits": round(pair.bits, 1),
        "share": round(pair.share, 3),
        "others": pair.others,
        "lines": [
            [[_line(a.text, start), _line(a.text, end)] for start, end in marked(a, pair)]
            for a in texts
        ],
    }


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
