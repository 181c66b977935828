"""An exercise whose answer is numbers; a student may have numbers of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.checks.draw import Draw
from nnkit.checks.exercise.base import Exercise, Hint, Kind
from nnkit.checks.wording import fill


@dataclass(frozen=True)
class Variant:
    """A student's own numbers: the same id gives the same numbers on every machine.

    Attributes
    ----------
    id : str
        Such as ``"07.problem1"``.
    draw : callable
        From a `Draw` to the numbers.
    names : sequence of str
        What a question calls the numbers, if they do not say so themselves.
    """

    id: str
    draw: Callable[[Draw], Any]
    names: Sequence[str] = ()

    def numbers(self, student: str | None) -> Any:
        """The numbers of this student.

        Raises
        ------
        LookupError
            If no student is known.
        """
        if student is None:
            raise LookupError(f"{self.id} needs to know whose numbers to draw")
        return self.draw(Draw(student, self.id))


@lru_cache(maxsize=2000)
def _kept(variant: Variant, student: str | None) -> Any:
    """A student's numbers: some draw until no two mistakes look alike, and judging asks often."""
    return variant.numbers(student)


@dataclass(frozen=True)
class Fresh:
    """The numbers that a notebook gives to everybody, and how others are drawn for practice.

    What is right, misconceptions and texts are then written as functions of the numbers: a
    misconception may be a plain value if it belongs to the given numbers alone.

    Attributes
    ----------
    given : object
        The numbers in the notebook, as a named tuple; texts mention them as ``{name}``, and what
        follows from them by the name of a property.
    draw : callable
        From a `Draw` to numbers of the same kind.  They are drawn again until all misconceptions
        give different answers.
    """

    given: Any
    draw: Callable[[Draw], Any]


@dataclass(kw_only=True, eq=False)
class Value(Exercise):
    """The answer is a number, an array, or a list of them, worked out by hand or predicted.

    Attributes
    ----------
    reference : value or callable
        What is right; a function of the student's own numbers if there is a `variant`.
    tolerance : float
        Allowed absolute error: one unit of the last digit that is asked for, so that rounding
        on the way costs nothing.
    variant : Variant, optional
        The student's own numbers.
    fresh : Fresh, optional
        Where the notebook has fixed numbers, others for practice.
    practice : str
        The question with fresh numbers, where the notebook's own (`question`) leans on the text
        around it; see `nnkit.checks.wording.fill`.
    parts : sequence of str
        Names of the parts, if a tuple is asked for.
    exact_shape : bool
        Whether (n,) for (n, 1), or (1, 1) for a number, is another answer.  It then earns half.
    why : str
        What to tell the student who got it right: one sentence that carries the idea on.
    """

    kind: Kind = "number"
    reference: Any
    tolerance: float = 1e-3
    variant: Variant | None = None
    fresh: Fresh | None = None
    practice: str = ""
    parts: Sequence[str] = ()
    exact_shape: bool = False
    why: str = ""

    def __post_init__(self) -> None:
        self.general: Value = copy(self)  # with functions of the numbers
        if self.fresh is not None:  # to everybody but who practises it is one with fixed numbers
            vars(self).update(self._at(self.fresh.given))

    def with_numbers(self, numbers: Any) -> Value:
        """The same exercise with these numbers, for everybody."""
        changed = self.general._at(numbers)
        return replace(self.general, variant=None, fresh=None, practice="", **changed)

    def _at(self, numbers: Any) -> dict[str, Any]:
        """What depends on the numbers, with these."""
        names = self.variant.names if self.variant else ()

        def filled(text: str) -> str:
            return fill(text, numbers, names)

        is_given = self.fresh is not None and numbers is self.fresh.given
        misconceptions = tuple(
            replace(m, wrong=_at(m.wrong, numbers), tell=filled(m.tell))
            for m in self.misconceptions
            if is_given or callable(m.wrong)
        )
        return {
            "reference": _at(self.reference, numbers),
            "accepts": tuple(_at(value, numbers) for value in self.accepts),
            "misconceptions": misconceptions,
            "hints": tuple(Hint(filled(h.symptom), filled(h.help)) for h in self.hints),
            "why": filled(self.why),
            "asks": filled(self.asks),
            "question": filled(self.question if is_given else self.practice or self.question),
        }

    def expected(self, student: str | None) -> Any:
        """What is right for this student."""
        return self.for_student(self.reference, student)

    def tells_apart(self, numbers: Any, gap: float = 0.0) -> bool:
        """Whether with a student's numbers each misconception shows.

        It does if the right answer and all wrong ones differ, in an entry by more than `gap`.
        """
        general = self.general
        wrong = [m.wrong for m in general.misconceptions if callable(m.wrong)]
        answers = [general.reference, *wrong]
        values = [_flat(answer(numbers)) for answer in answers]
        pairs = combinations(values, 2)
        return all(p.size != q.size or np.abs(p - q).max() > gap for p, q in pairs)

    def for_student(self, value: Any, student: str | None) -> Any:
        """A value, or what a function of the student's own numbers gives for this student."""
        if not callable(value):
            return value
        if self.variant is None:
            return value()
        return value(_kept(self.variant, student))


def _at(value: Any, numbers: Any) -> Any:
    return value(numbers) if callable(value) else value


def _flat(answer: Any) -> NDArray[Any]:
    """All numbers of an answer in a row; its parts may have different shapes."""
    if isinstance(answer, (list, tuple)) and answer:
        return np.concatenate([_flat(part) for part in answer])
    return np.ravel(answer)
