"""What the answers to an exercise share, and what that tells.

A fragment tells the more, the fewer have it: log2 of how many answers there are for one that has
it.  What more than half of the class have tells nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from math import log2

import numpy as np

from nnkit._typing import Array

UNSEEN = 20  # answers that nobody of the class gave, so that small classes prove little


@dataclass(frozen=True)
class Pair:
    """Two answers that share much.

    Attributes
    ----------
    students : (str, str)
        The second may be one of an earlier year, as ``year/student``.
    bits : float
        How much it tells that they share it.
    share : float
        What both have, of the one that has less.
    others : int
        How many more of the class have most of what these two share.
    shared : frozenset of int
        The fragments that both have and that tell something.
    """

    students: tuple[str, str]
    bits: float
    share: float
    others: int
    shared: frozenset[int] = field(repr=False)


class Table:
    """Which answer has which fragment, and what that tells.

    Parameters
    ----------
    n : int
        How many answers are of the class; they come first.
    kept : sequence of set of int
        The fragments of each answer.
    each : float
        What a fragment counts: neighbours overlap.
    """

    def __init__(self, n: int, kept: Sequence[Set[int]], each: float) -> None:
        tells = _tells(n, kept)
        counts = Counter(fragment for of in kept for fragment in of)
        self.fragments = [fragment for fragment in tells if counts[fragment] > 1]
        column = {fragment: i for i, fragment in enumerate(self.fragments)}
        has = np.zeros((len(kept), len(column)), np.float32)
        for row, of in zip(has, kept, strict=True):
            row[[column[fragment] for fragment in of if fragment in column]] = 1
        self.tells = np.array([tells[fragment] for fragment in self.fragments], np.float32)
        self.has, self.n = has.astype(bool), n
        self.total = np.array([sum(tells.get(f, 0.0) for f in of) for of in kept], np.float32)
        self.both = (has[:n] * self.tells) @ has.T
        self.each = each

    @property
    def share(self) -> Array:
        """How much of the smaller answer of a pair both have, weighed by what fragments tell."""
        return _part(self.both, np.minimum(self.total[: self.n, None], self.total))

    @property
    def alike(self) -> Array:
        """How much both have of what one of each pair has or both, weighed likewise."""
        return _part(self.both, self.total[: self.n, None] + self.total - self.both)

    @property
    def bits(self) -> Array:
        """What the shared fragments of each pair tell together, times the share."""
        return self.each * self.both * self.share

    def pair(self, every: Sequence[str], a: int, b: int) -> Pair:
        """What two answers share, whose students these are."""
        both = self.has[a] & self.has[b]
        have_most = self.has[: self.n, both] @ self.tells[both] >= 0.8 * self.both[a, b]
        others = int(have_most.sum()) - 1 - int(b < self.n)
        shared = frozenset(self.fragments[i] for i in np.flatnonzero(both))
        share = float(self.both[a, b] / max(1e-9, min(self.total[a], self.total[b])))
        bits = float(self.each * self.both[a, b] * share)
        return Pair((every[a], every[b]), bits, min(1.0, share), others, shared)


def _part(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _tells(n: int, kept: Sequence[Set[int]]) -> dict[int, float]:
    """What each fragment tells, without those that tell nothing."""
    of_class = Counter(fragment for of in kept[:n] for fragment in of)
    counts = Counter(fragment for of in kept for fragment in of)
    return {
        fragment: log2((len(kept) + UNSEEN) / count)
        for fragment, count in counts.items()
        if of_class[fragment] <= max(2, n / 2)  # two are never more than half of a class
    }
