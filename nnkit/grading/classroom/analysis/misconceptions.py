"""The misconceptions of a class in one question: who has them, and what they cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from nnkit.grading.classroom.analysis.marks import Item, MarkTable
from nnkit.grading.classroom.statistics import fifths

FIFTHS = ("lowest", "second", "middle", "fourth", "top")
_BARS = "▁▂▃▄▅▆▇█"
FEW = 10
"""With fewer students fifths and discriminations say nothing."""


@dataclass(frozen=True)
class Observed:
    """A misconception that students of a class have.

    Attributes
    ----------
    name, tell : str
        Its name, and what explains it.
    students : tuple of str
    lost : float
        The points that it cost them together.
    fifths : tuple of (int, int)
        From the lowest fifth of the class to the top one: how many have it, of how many.  Empty
        for a class too small for that.
    """

    name: str
    tell: str
    students: tuple[str, ...]
    lost: float = 0.0
    fifths: tuple[tuple[int, int], ...] = ()

    @property
    def bars(self) -> str:
        """The fifths as a little chart: how large a share of each has it."""
        shares = [having / of if of else 0.0 for having, of in self.fifths]
        most = max(shares, default=0.0) or 1.0
        return "".join(_BARS[round(share / most * (len(_BARS) - 1))] for share in shares)

    @property
    def spoken(self) -> str:
        """The chart in words."""
        counts = ", ".join(f"{having} of {of}" for having, of in self.fifths)
        return f"By fifths of the class, from the lowest: {counts}"

    @property
    def top_shares(self) -> bool:
        """Whether the best have it too, so that the text may be at fault."""
        if not self.fifths:
            return False
        having, of = self.fifths[-1]
        return having >= 2 and having >= of / 4

    @property
    def where(self) -> str:
        """In words, which fifths of the class have it."""
        if not self.fifths or len(self.students) < 3:
            return ""
        having = [count for count, _ in self.fifths]
        if self.top_shares:
            return (
                f"The top fifth shares it ({having[-1]} of {self.fifths[-1][1]}): "
                "the text may be at fault."
            )
        if not any(having[1:]):
            return "Only the lowest fifth has it."
        return "Only the lower fifths have it." if not any(having[3:]) else ""


def observed(table: MarkTable, item: Item) -> tuple[Observed, ...]:
    """The misconceptions that show in the answers to a question, the most frequent first."""
    having: dict[str, list[str]] = {}
    lost: dict[str, float] = {}
    for result, verdict in table.answers[item.key]:
        if name := verdict.misconception:
            having.setdefault(name, []).append(result.student)
            lost[name] = lost.get(name, 0) + max(0.0, item.max_points - verdict.points)
    tells = {m.name: m.tell for m in item.exercise.misconceptions} if item.exercise else {}
    places = _fifths(table, item) if having else {}
    sizes = _sizes(places.values())
    found = [
        Observed(
            name,
            tells.get(name, ""),
            tuple(students),
            lost[name],
            tuple(zip(_sizes(places[s] for s in students), sizes, strict=True)) if places else (),
        )
        for name, students in having.items()
    ]
    return tuple(sorted(found, key=lambda m: (-len(m.students), -m.lost, m.name)))


def _fifths(table: MarkTable, item: Item) -> dict[str, int]:
    """The fifth of each student by the marks in all other questions."""
    others = [i for i, other in enumerate(table.items) if other is not item]
    if len(table.results) < FEW or not others:
        return {}
    rest = np.nansum(table.marks[:, others], axis=1)
    return dict(zip(table.students, map(int, fifths(rest)), strict=True))


def _sizes(places: Iterable[int]) -> list[int]:
    """How many are in each fifth."""
    counted = Counter(places)
    return [counted[place] for place in range(5)]
