"""How a class did in each module and each of its questions, and which of these need a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnkit.checks.verdict import Status
from nnkit.grading.classroom.analysis.marks import UNREAD, Item, MarkTable
from nnkit.grading.classroom.analysis.misconceptions import FEW, Observed, observed
from nnkit.grading.classroom.statistics import (
    ItemStatistics,
    TotalStatistics,
    chance,
    item_statistics,
    total_statistics,
)

# In the order of the bars; the words are those of the legend.
STATUSES: dict[Status, str] = {
    "passed": "passed",
    "partial": "partly right",
    "failed": "wrong",
    "error": "stopped with an error",
    "not attempted": "not attempted",
    "manual": "written, read by a person",
}
ENOUGH = 30
"""With fewer students the report says how much statistics can be trusted."""
HARD, EASY, WEAK = 0.2, 0.95, 20.0


@dataclass(frozen=True)
class Row:
    """How a class did in one question.

    Attributes
    ----------
    item : Item
    counts : dict of str to int
        Students by status, in the order of `STATUSES`, without zeros.
    unread : int
        Answers that wait for a person.
    statistics : ItemStatistics
    misconceptions : tuple of Observed
        The most frequent first.
    reasons : tuple of str
        Why somebody should look at this question.
    """

    item: Item
    counts: dict[Status, int]
    unread: int
    statistics: ItemStatistics
    misconceptions: tuple[Observed, ...]
    reasons: tuple[str, ...]

    @property
    def id(self) -> str:
        """The question's."""
        return self.item.id

    @property
    def asks(self) -> str:
        """What it asks, if it is an exercise of the catalogue."""
        return self.item.exercise.asks if self.item.exercise else ""


@dataclass(frozen=True)
class Section:
    """How a class did in one module.

    Attributes
    ----------
    table : MarkTable
    rows : tuple of Row
    total : TotalStatistics
    possible : float
        Points of the questions that these are about.
    missing : tuple of str
        Who has not handed in.
    joined : tuple of (str, str)
        Questions, each with one that it needs.
    """

    table: MarkTable
    rows: tuple[Row, ...]
    total: TotalStatistics
    possible: float
    missing: tuple[str, ...]
    joined: tuple[tuple[str, str], ...]

    @property
    def module(self) -> str:
        """The module's slug."""
        return self.table.module

    @property
    def unread(self) -> int:
        """Answers that wait for a person."""
        return sum(row.unread for row in self.rows)

    @property
    def counted(self) -> int:
        """How many students the statistics are about."""
        return len(self.table.known)

    @property
    def left_out(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Questions and students that the statistics are not about, for want of marks."""
        students, items = self.table.complete
        return (
            tuple(i.id for i, kept in zip(self.table.items, items, strict=True) if not kept),
            tuple(s for s, kept in zip(self.table.students, students, strict=True) if not kept),
        )


def section(table: MarkTable, missing: Sequence[str]) -> Section:
    """How a class did in a module.

    Parameters
    ----------
    table : MarkTable
    missing : sequence of str
        Who has not handed in.
    """
    _, kept = table.complete
    maxima = np.array([item.max_points for item in table.items])[kept]
    counted = iter(item_statistics(table.known, maxima))
    weights = [next(counted) if is_kept else None for is_kept in kept]
    rows = [_row(table, i, item, weights[i]) for i, item in enumerate(table.items)]
    ids = {item.exercise.id: item.id for item in table.items if item.exercise}
    needs = {item.id: item.exercise.needs for item in table.items if item.exercise}
    return Section(
        table,
        tuple(rows),
        total_statistics(table.known),
        float(maxima.sum()),
        tuple(missing),
        tuple((id, ids[need]) for id, needed in needs.items() for need in needed if need in ids),
    )


def _row(table: MarkTable, i: int, item: Item, statistics: ItemStatistics | None) -> Row:
    answers = table.answers[item.key]
    counted = Counter(verdict.status for _, verdict in answers)
    misconceptions = observed(table, item)
    marks = table.marks[~np.isnan(table.marks[:, i]), i]
    facility = float(marks.mean() / item.max_points) if len(marks) and item.max_points else None
    statistics = statistics or ItemStatistics(facility=facility)
    unread = int((table.states[:, i] == UNREAD).sum())
    return Row(
        item,
        {status: counted[status] for status in STATUSES if counted[status]},
        unread,
        statistics,
        misconceptions,
        tuple(_reasons(statistics, len(table.known), misconceptions)),
    )


def _reasons(s: ItemStatistics, n: int, misconceptions: Sequence[Observed]) -> list[str]:
    """Why somebody should look at a question, in words."""
    reasons = []
    if s.facility is not None and s.facility <= HARD and n > 1:
        reasons.append(
            f"Hard: the class has {100 * s.facility:.0f} % of its points. Was it taught, is the "
            "text clear, does the test ask for more?"
        )
    d = None if s.facility is None or s.facility >= EASY or n < FEW else s.discrimination
    if d is not None and d <= -0.5:
        reasons.append(
            f"Who does well elsewhere does worse here (discrimination {_signed(d)}"
            f"{_by_chance(d, n)}): is the right answer right, can the text be read in another way?"
        )
    elif d is not None and d < WEAK:
        reasons.append(
            "It hardly tells who can do the rest from who cannot (discrimination "
            f"{_signed(d)}{_by_chance(d, n)})."
        )
    reasons += [f"`{m.name}`: {m.where}" for m in misconceptions if m.top_shares and m.where]
    return reasons


def _by_chance(discrimination: float, n: int) -> str:
    between = chance(discrimination, n) if n < ENOUGH else None
    if between is None:
        return ""
    low, high = map(_signed, between)
    return f"; with {n} students it may be anything from {low} to {high}"


def _signed(value: float) -> str:
    return f"{round(value) + 0:d}".replace("-", "−")


def trust(n: int) -> str:
    """How much statistics of n students can be trusted; empty if they are enough, or none."""
    if not n or n >= ENOUGH:
        return ""
    who = "One student" if n == 1 else f"{n} students"
    between = chance(30, n)
    if n < FEW or between is None:
        return (
            f"{who}: too few for statistics. Read the shares as what happened, not as what a "
            "question is like; discriminations and consistency are left to chance, and no question "
            "is marked for them."
        )
    half = 100 * 1.96 * (0.25 / n) ** 0.5
    return (
        f"{who}: read the statistics with care. A question that half of all such students could "
        f"do shows anything between {50 - half:.0f} and {50 + half:.0f} %, and a discrimination of "
        f"30 anything between {_signed(between[0])} and {_signed(between[1])}. From {ENOUGH} "
        "students on they settle."
    )
