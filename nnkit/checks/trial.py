"""The cases of an exercise, what is right for them, and what each misconception makes of them.

They are the same for all who answer an exercise, so they are found out once and kept.  When it
counts, each student has one case more, which only that student's answer meets.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any

import numpy as np

from nnkit.checks.compare import difference
from nnkit.checks.draw import folded_id
from nnkit.checks.exercise import Case, Code, Misconception
from nnkit.checks.observe import (
    Outcome,
    observe,
    observe_all,
    same_case,
    same_outcome,
    steady_by_chance,
    use,
)

Function = Callable[..., Any]
MOST_TRIALS = 300  # that are kept


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
        exercise = self._exercise
        return [use(exercise, exercise.reference, copy.deepcopy(case)) for case in self.cases]

    def alike(self, misconception: Misconception, seen: Sequence[Outcome]) -> bool:
        """Whether a misconception does with all cases what was seen."""
        if all(outcome.error for outcome in seen):
            return False  # an error everywhere tells nothing about what was meant
        known = self._wrong.setdefault(misconception.name, [])
        unsteady = by_chance = 0
        for i, (case, outcome) in enumerate(zip(self.cases, seen, strict=True)):
            if i == len(known):
                known.append(observe(self._exercise, misconception.wrong, case))
            unsteady += not (known[i].steady or outcome.steady)
            if steady_by_chance(known[i], outcome):
                by_chance += 1
            elif not same_outcome(self._exercise, known[i], outcome):
                return False
            # A flat array may be what a column is, but not where only one of them is right.
            exact = self._exercise.exact_shape and outcome.steady
            if exact and self._fits(i, known[i]) != self._fits(i, outcome):
                return False
        return by_chance <= unsteady // 2

    def _fits(self, i: int, outcome: Outcome) -> bool:
        """Whether an outcome is right for case `i`, shapes included."""
        exercise = self._exercise
        right = self.expected[i]
        return difference(right, outcome.value, rtol=exercise.rtol, exact_shape=True) is None


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


def own_case(exercise: Code, secret: str, student: str | None) -> Case | None:
    """A case of a student's own, whenever it is drawn; None where there is nothing to draw.

    Who has learned the others by heart does not know it.

    Parameters
    ----------
    exercise : Code
    secret : str
        Without one, as in a student's notebook, there is no such case.
    student : str or None
    """
    if not secret or student is None:
        return None
    shared = trial_of(exercise, secret, (0, 1)).cases
    whose = f"{exercise.id}/own/{secret}/{folded_id(student)}"
    digest = hashlib.sha256(whose.encode("utf-8", "replace")).digest()
    rng = np.random.default_rng(int.from_bytes(digest[:8], "big"))
    drawn: list[Case] = [tuple(case) for case in exercise.cases(rng)]
    first = digest[8] % len(drawn)
    # Some cases are the same in each round.
    turned = (*drawn[first:], *drawn[:first])
    return next((case for case in turned if not any(map(partial(same_case, case), shared))), None)


def diagnose(
    exercise: Code, answer: Function, outcomes: Sequence[Outcome], secret: str
) -> Misconception | None:
    """The misconception that does what the answer does, on its cases and on fresh ones."""
    trial, fresh = trial_of(exercise, secret, (0, 1)), trial_of(exercise, secret, (2, 3))
    fresh_outcomes: list[Outcome] = []
    for misconception in exercise.misconceptions:
        if trial.alike(misconception, outcomes):
            fresh_outcomes = fresh_outcomes or observe_all(exercise, answer, fresh.cases)
            if fresh.alike(misconception, fresh_outcomes):
                return misconception
    return None
