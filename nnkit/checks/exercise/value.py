"""An exercise whose answer is numbers; a student may have numbers of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np

from nnkit.checks.draw import Draw
from nnkit.checks.exercise.base import Exercise, Kind


@dataclass(frozen=True)
class Variant:
    """A student's own numbers: the same id gives the same numbers on every machine.

    Attributes
    ----------
    id : str
        Such as ``"07.problem1"``.
    draw : callable
        From a `Draw` to the numbers.
    """

    id: str
    draw: Callable[[Draw], Any]

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
    variant : callable, optional
        From a `Draw` to the student's own numbers.
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
    parts: Sequence[str] = ()
    exact_shape: bool = False
    why: str = ""

    def expected(self, student: str | None) -> Any:
        """What is right for this student."""
        return self.for_student(self.reference, student)

    def tells_apart(self, numbers: Any, gap: float = 0.0) -> bool:
        """Whether with a student's numbers each misconception shows.

        It does if the right answer and all wrong ones differ, in an entry by more than `gap`.
        """
        answers = [self.reference, *(m.wrong for m in self.misconceptions)]
        values = [np.ravel(answer(numbers)) for answer in answers]
        pairs = combinations(values, 2)
        return all(p.size != q.size or np.abs(p - q).max() > gap for p, q in pairs)

    def for_student(self, value: Any, student: str | None) -> Any:
        """A value, or what a function of the student's own numbers gives for this student."""
        if not callable(value):
            return value
        if self.variant is None:
            return value()
        return value(_kept(self.variant, student))
