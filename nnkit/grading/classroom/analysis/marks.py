"""The marks of a module as a table: students by questions, with gaps where there is no mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nnkit.checks.exercise import Exercise
from nnkit.course.catalogue import exercises_of
from nnkit.grading.classroom.analysis.questions import Key, Question
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.statistics import with_all_marks
from nnkit.grading.grader.assignment import CellVerdict

NONE, UNREAD, UNTRIED, MARKED = range(4)
"""What there is of a student's answer to a question."""


@dataclass(frozen=True)
class Item:
    """A question that was graded.

    Attributes
    ----------
    key : (str, str)
        Notebook and grade id.
    id : str
        The exercise's, or the grade id; with the notebook's name where two have the same.
    max_points : float
    exercise : Exercise or None
    section : str
    """

    key: Key
    id: str
    max_points: float
    exercise: Exercise | None = None
    section: str = ""


@dataclass(frozen=True, eq=False)
class MarkTable:
    """The marks of a module.

    Attributes
    ----------
    module : str
    results : tuple of Result
        Of those who were graded.
    items : tuple of Item
    answers : dict of (str, str) to list of (Result, CellVerdict)
        By item's key who was asked, with the verdict.
    marks : array, shape (n, p)
        nan where nobody has read the answer yet, or the graded version did not ask it.
    states : array, shape (n, p)
        One of `NONE`, `UNREAD`, `UNTRIED`, `MARKED`.
    """

    module: str
    results: tuple[Result, ...]
    items: tuple[Item, ...]
    answers: Mapping[Key, Sequence[tuple[Result, CellVerdict]]]
    marks: NDArray[np.float64]
    states: NDArray[np.uint8]

    @property
    def students(self) -> list[str]:
        """In the order of the rows."""
        return [result.student for result in self.results]

    @cached_property
    def complete(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which students and which items the statistics are about."""
        return with_all_marks(self.marks)

    @cached_property
    def known(self) -> NDArray[np.float64]:
        """The part of the table that has no gaps."""
        students, items = self.complete
        table: NDArray[np.float64] = self.marks[np.ix_(students, items)]
        return table


def mark_table(
    module: str, results: Sequence[Result], questions: Mapping[Key, Question]
) -> MarkTable:
    """The marks of a module.

    Parameters
    ----------
    module : str
    results : sequence of Result
        Of the module, by student.
    questions : mapping of (str, str) to Question
        As `questions_of` finds them; their order is that of the items.
    """
    graded = tuple(r for r in results if r.status == "graded")
    answers: dict[Key, list[tuple[Result, CellVerdict]]] = {}
    for result in graded:
        for verdict in result.record.verdicts:
            answers.setdefault(_key(verdict), []).append((result, verdict))
    order = [key for key in questions if key in answers]
    order += [key for key in answers if key not in questions]
    items = _items(module, order, answers, questions)
    rows = {result.student: i for i, result in enumerate(graded)}
    marks = np.full((len(graded), len(items)), np.nan)
    states = np.full(marks.shape, NONE, np.uint8)
    for j, item in enumerate(items):
        for result, verdict in answers[item.key]:
            place = rows[result.student], j
            states[place] = state = _state(result, verdict)
            marks[place] = np.nan if state == UNREAD else verdict.points
    return MarkTable(module, graded, items, answers, marks, states)


def _state(result: Result, verdict: CellVerdict) -> int:
    if result.is_unread(verdict):
        return UNREAD
    return UNTRIED if verdict.status == "not attempted" else MARKED


def _key(verdict: CellVerdict) -> Key:
    return verdict.notebook, verdict.grade_id or verdict.exercise


def _items(
    module: str,
    keys: Sequence[Key],
    answers: Mapping[Key, Sequence[tuple[Result, CellVerdict]]],
    questions: Mapping[Key, Question],
) -> tuple[Item, ...]:
    asked = {key: questions.get(key) or _question(module, questions, answers[key]) for key in keys}
    ids = {
        key: question.exercise.id if question.exercise else answers[key][0][1].exercise
        for key, question in asked.items()
    }
    often = Counter(ids.values())
    items: list[Item] = []
    for key, question in asked.items():
        notebook, grade_id = key
        id = ids[key]
        if often[id] > 1:
            id = f"{notebook.removesuffix('.ipynb')}: {id}"
        if id in {item.id for item in items}:
            id = f"{id} ({grade_id})"
        most = Counter(v.max_points for _, v in answers[key]).most_common(1)[0][0]
        items.append(Item(key, id, most, question.exercise, question.section))
    return tuple(items)


def _question(
    module: str,
    questions: Mapping[Key, Question],
    answers: Sequence[tuple[Result, CellVerdict]],
) -> Question:
    """The question of a mark that the notebooks do not ask any more, or that are not here."""
    return Question(None if questions else exercises_of(module).get(answers[0][1].exercise))
