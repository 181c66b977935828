"""Random numbers that are the same on every machine, Python and NumPy, for a student's own numbers.

NumPy may change its generators' streams between versions, so these come from SHA-256 instead.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
MOST_DRAWN = 5_000_000
"""Numbers of one stream.  A student's own take some thousands where most are not what is wanted,
and with one student in a thousand more than a hundred thousand."""


class DrawError(RuntimeError):
    """Numbers are drawn again and again, and never are what is wanted; a plain sentence."""


def folded_id(student: str) -> str:
    """What of an id chooses numbers: letter case, blanks around it and the form of accents do not.

    macOS takes accents apart in names of folders, and a keyboard does not.
    """
    return unicodedata.normalize("NFC", student.strip().casefold())


class Draw:
    """A stream of numbers that depends on a student and a purpose only.

    Parameters
    ----------
    student : str
        The student's id; letter case, surrounding blanks and the form of accents do not matter.
    purpose : str
        Such as ``"07.problem1"``; different purposes give unrelated numbers.

    Attributes
    ----------
    place : int
        Where in the stream the next number is; may be set, to go on elsewhere.
    """

    def __init__(self, student: str, purpose: str) -> None:
        self._key = f"nnkit/{purpose}/{folded_id(student)}/".encode()
        self._purpose, self._drawn = purpose, 0
        self.place = 0

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included.

        Raises
        ------
        DrawError
            If so many were drawn that who draws them seems never to be content.
        """
        if high < low:
            raise ValueError(f"low must not exceed high; got {low} and {high}")
        self._drawn += 1
        if self._drawn > MOST_DRAWN:
            raise DrawError(
                f"{MOST_DRAWN:,} numbers were drawn for {self._purpose}, and none were what its "
                "`draw` asks for: let it ask for less, or draw from more numbers"
            )
        digest = hashlib.sha256(self._key + b"%d" % self.place).digest()
        self.place += 1
        # 256 bits against a small range: the bias of the remainder is below 1e-60.
        return low + int.from_bytes(digest, "big") % (high - low + 1)

    def choice(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.integer(0, len(items) - 1)]

    def array(
        self, shape: tuple[int, ...], low: float, high: float, step: float = 1.0
    ) -> NDArray[np.float64]:
        """An array of multiples of `step` from `low` to `high`, both included, never all equal."""
        low_n, high_n = round(low / step), round(high / step)
        size = int(np.prod(shape))
        values = [self.integer(low_n, high_n) for _ in range(size)]
        if size > 1 and len(set(values)) == 1:
            values[0] += 1 if values[0] < high_n else -1
        # Division by a whole number gives the float nearest to the decimal; a product may not.
        per_unit = round(1 / step)
        return np.array([v / per_unit if per_unit else v * step for v in values]).reshape(shape)
