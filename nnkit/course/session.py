"""`review`: five short questions from earlier modules, those that went wrong first."""

from __future__ import annotations

import html
import random
from collections.abc import Sequence
from time import time
from typing import Any

from nnkit.checks.exercise import Choice, Exercise, Value
from nnkit.checks.verdict import paragraphs, with_code
from nnkit.checks.wording import plain
from nnkit.course import student
from nnkit.course.card import STYLE, Card
from nnkit.course.catalogue import every_exercise, find_module, modules
from nnkit.course.note import complaints_as_cards
from nnkit.course.notebook import current_module
from nnkit.course.numbers import fresh_numbers, new_seed
from nnkit.course.task import Practised, judged

ASKED = 5
_MARKS = {None: "", True: " ✓", False: " ✗"}


class Session(Card):
    """Some questions; shows as a card, and each is answered with its number.

    Attributes
    ----------
    exercises : tuple of Exercise
        Those that are asked, with other numbers than the notebook's where there are such.
    """

    def __init__(self, exercises: Sequence[Exercise], title: str) -> None:
        self.exercises = tuple(exercises)
        self._title = title
        self._right: list[bool | None] = [None for _ in exercises]

    @complaints_as_cards('session.check(1, "b")', text_first=False)
    def check(self, number: int, answer: Any) -> Practised:
        """Decide about the answer to a question and say what is wrong with it.

        Raises
        ------
        ValueError
            If there is no question of that number.
        """
        n = len(self.exercises)
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= n:
            raise ValueError(
                f"the question's number comes first, from 1 to {n}, such as "
                f"`session.check(1, ...)`; got {number!r}"
            )
        verdict = judged(self.exercises[number - 1], answer, "")
        if verdict.status != "not attempted":
            right = verdict.status == "passed"
            self._right[number - 1] = right
            entry = {"asked": time(), "right": right}
            student.record(student.REVIEW, verdict.exercise, entry)
        return verdict

    def __repr__(self) -> str:
        lines = [self._title]
        for i, exercise in enumerate(self.exercises):
            lines += [f"{i + 1}. {plain(exercise.question)}{_MARKS[self._right[i]]}"]
            lines += [f"   {label}  {text}" for label, text in _options(exercise)]
        return "\n".join([*lines, *self._how()]).replace("`", "")

    def _html(self) -> str:
        asked = "".join(
            f'<li style="margin:.4em 0">{paragraphs(plain(exercise.question))}'
            f"{_as_list(exercise)}{_MARKS[self._right[i]]}</li>"
            for i, exercise in enumerate(self.exercises)
        )
        how = "".join(f'<p style="margin:.3em 0">{with_code(line)}</p>' for line in self._how())
        return (
            f'<div role="status" style="{STYLE}"><strong>{html.escape(self._title)}</strong>'
            f'<ol style="margin:.3em 0">{asked}</ol>{how}</div>'
        )

    def _how(self) -> list[str]:
        if not self.exercises:
            return []
        first = self.exercises[0]
        such = f'"{first.labels[-1]}"' if isinstance(first, Choice) else "..."
        return [
            f"Keep it as `session = review()`, and answer one by one: `session.check(1, {such})`."
        ]


def _options(exercise: Exercise) -> list[tuple[str, str]]:
    if not isinstance(exercise, Choice):
        return []
    texts = [plain(option.text) for option in exercise.options]
    return list(zip(exercise.labels, texts, strict=True))


def _as_list(exercise: Exercise) -> str:
    items = "".join(
        f"<div><strong>{label}</strong> {with_code(text)}</div>"
        for label, text in _options(exercise)
    )
    return f'<div style="padding-left:1.2em">{items}</div>' if items else ""


@complaints_as_cards('review("05")')
def review(module: str | None = None) -> Session:
    """Ask five short questions from earlier modules; there are no points.

    First come those that went wrong the last time, then those that were asked longest ago.

    Parameters
    ----------
    module : str, optional
        Questions come from the modules before this one; by default the one that you are in, and
        from all if that is not known.

    Returns
    -------
    Session
        Shows as a card; keep it to answer: ``session.check(1, "b")``.

    Raises
    ------
    ValueError
        If there is no such module.
    """
    here = find_module(module) if module else current_module()
    before = here if here in modules() else "99"
    seed = new_seed()
    every = (e for e in every_exercise() if e.question and e.difficulty == 1)
    found = [e for e in every if e.module < before]
    asked = [_with_other_numbers(e, seed) for e in in_turn(found, seed)[:ASKED]]
    title = "Review · from earlier modules"
    if not asked:
        title = "No module comes before this one: review() has questions from the next one on."
    return Session(asked, title).show()


def in_turn(exercises: Sequence[Exercise], seed: str) -> list[Exercise]:
    """Those that went wrong first, then those that were asked longest ago or never.

    Parameters
    ----------
    exercises : sequence of Exercise
    seed : str
        Chooses among those of which as much is known.
    """
    points, reviewed = student.remembered(), student.recorded(student.REVIEW)
    checked = student.recorded(student.CHECKED)
    mixed = random.Random(seed).sample(exercises, len(exercises))

    def key(exercise: Exercise) -> tuple[bool, float]:
        last = reviewed.get(exercise.id)
        if isinstance(last, dict):
            return bool(last.get("right")), student.seconds(last.get("asked"))
        right = points.get(exercise.id, exercise.points) >= exercise.points
        return right, student.seconds(checked.get(exercise.id))

    return sorted(mixed, key=key)


def _with_other_numbers(exercise: Exercise, seed: str) -> Exercise:
    if isinstance(exercise, Value) and exercise.fresh:
        return exercise.with_numbers(fresh_numbers(exercise, seed))
    return exercise
