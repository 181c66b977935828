"""How unusual it is in its class that two answers to an exercise are alike.

Short answers come out the same by themselves, and some students write as many do.  So the likeness
of a pair is compared with that of each of the two with everybody else, in standard deviations.
One exercise proves nothing by that; those of a module, added up, tell who wrote alike again and
again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnkit._typing import Array
from nnkit.grading.similar.table import Pair, Table

# What is added to a standard deviation: where all are alike a little more is nothing unusual.
_LEAST_DEVIATION = 0.1


@dataclass(frozen=True)
class Likeness:
    """The answers to an exercise by how alike they are, short ones too.

    Attributes
    ----------
    students, every : list of str
        Those of the class, and with those of earlier years.
    table : Table
    unusual : array, shape (students, every)
        Of each pair, in standard deviations above what is usual; 0 if below.
    """

    students: list[str]
    every: list[str]
    table: Table
    unusual: Array

    def pair(self, a: str, b: str) -> Pair:
        """What the answers of two students share."""
        return self.table.pair(self.every, self.students.index(a), self.every.index(b))

    def of(self, a: str, b: str) -> float:
        """How unusual the likeness of two students is here; 0 where one has no answer."""
        if a not in self.students or b not in self.every:
            return 0.0
        return float(self.unusual[self.students.index(a), self.every.index(b)])


def likeness(
    students: list[str], every: list[str], table: Table, others: NDArray[np.bool_]
) -> Likeness:
    """How unusual the likeness of each pair is.

    Parameters
    ----------
    students, every : list of str
        Those of the class, who come first, and with those of earlier years.
    table : Table
        Of their answers.
    others : array of bool, shape (students, every)
        Which pairs are of two people.
    """
    alike, count = table.alike, np.maximum(1, others.sum(0))
    mean = np.where(others, alike, 0).sum(0) / count
    deviation = np.sqrt((np.where(others, alike - mean, 0) ** 2).sum(0) / count)
    deviation += _LEAST_DEVIATION
    n = len(students)
    above = (alike - mean) / deviation + (alike - mean[:n, None]) / deviation[:n, None]
    unusual = np.where(others, np.maximum(above / 2, 0), 0).astype(np.float32)
    return Likeness(students, every, table, unusual)


def add_up(several: Sequence[Likeness], students: Sequence[str], every: Sequence[str]) -> Array:
    """What is unusual in the likeness of each pair, in all exercises together."""
    place = {student: i for i, student in enumerate(every)}
    total = np.zeros((len(students), len(every)))
    for one in several:
        rows, columns = [place[s] for s in one.students], [place[s] for s in one.every]
        total[np.ix_(rows, columns)] += one.unusual
    return total
