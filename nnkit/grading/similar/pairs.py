"""Pairs of answers to one exercise that share more than chance would have it.

A fragment tells the more, the fewer have it: log2 of how many answers there are for one that has
it.  What all were given tells nothing, nor what more than half of the class have.  The bits of a
pair add up what its shared fragments tell, times the share that they are of the answer that has
less; neighbouring fragments overlap, and count as much as their tokens do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from math import log2

import numpy as np

from nnkit._typing import Array
from nnkit.grading.similar.answers import Answer
from nnkit.grading.similar.fingerprints import LENGTH, WINDOW, covered, fragments, winnowed
from nnkit.grading.similar.tokens import Token, tokens_of

SHORT = 25  # tokens beyond what was given: fewer come out the same by themselves
UNSEEN = 20  # answers that nobody of the class gave, so that small classes prove little
LEAST_SHARE = 0.5
MOST = 100  # pairs of an exercise
# Where a class has so many pairs, what is told lies so many standard deviations above their mean.
ENOUGH_PAIRS, UNUSUAL = 200, 4.0
# Fragments that are kept stand (WINDOW + 1) / 2 tokens apart, on average.
_EACH = (WINDOW + 1) / 2 / LENGTH


@dataclass(frozen=True)
class Text:
    """An answer as it is compared: its tokens, all fragments, and those that winnowing keeps."""

    tokens: tuple[Token, ...]
    hashes: tuple[int, ...]
    kept: frozenset[int]


@lru_cache(maxsize=20_000)
def text_of(answer: Answer) -> Text:
    """An answer as it is compared; many of a class are equal."""
    tokens = tokens_of(answer.text, is_code=answer.is_code)
    hashes = fragments(tokens)
    return Text(tuple(tokens), tuple(hashes), frozenset(winnowed(hashes)))


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


@dataclass(frozen=True)
class Comparison:
    """The answers to an exercise, compared.

    Attributes
    ----------
    students, every : list of str
        Those of the class, and with those of earlier years, whose answers are long enough.
    short : int
        How many answers of the class are not.
    bits : array, shape (students, every)
        Of each pair; 0 of one that shares too little.
    pairs : tuple of Pair
        Those that share more than chance, what tells most first.
    more : int
        How many such pairs there are beyond these.
    """

    students: list[str]
    every: list[str]
    short: int
    bits: Array
    pairs: tuple[Pair, ...]
    more: int


def threshold(bits: Array, several: int = 1) -> float:
    """Bits that hardly any pair has by chance, of so many pairs and in this class.

    Parameters
    ----------
    bits : array, shape (students, every)
        Of each pair above the diagonal.
    several : int
        How much more is needed, where bits of several exercises are added.
    """
    of_pairs = bits[np.triu_indices(len(bits), 1, bits.shape[1])]
    least = several * (log2(max(1, of_pairs.size)) + 4)
    if of_pairs.size < ENOUGH_PAIRS:
        return least
    return max(least, float(of_pairs.mean() + UNUSUAL * of_pairs.std()))


def compare(
    answers: Mapping[str, Answer],
    earlier: Mapping[str, Answer],
    given: Mapping[bool, Set[int]],
) -> Comparison:
    """Compare the answers of a class with each other, and with those of earlier years.

    Parameters
    ----------
    answers, earlier : mapping of str to Answer
        By student.
    given : mapping of bool to set of int
        The fragments that everybody was given, of code (True) and of prose.
    """
    students = [s for s, answer in answers.items() if _is_long(answer, given)]
    every = students + [s for s, answer in earlier.items() if _is_long(answer, given)]
    texts = [answers.get(s) or earlier[s] for s in every]
    table = _Table(len(students), [text_of(a).kept - given[a.is_code] for a in texts])
    for row, student in enumerate(students):  # who takes the course again has own earlier answers
        table.bits[row, [i for i, e in enumerate(every) if _is_same(student, e)]] = 0
    rows, columns = np.nonzero(np.triu(table.bits, 1) >= threshold(table.bits))
    order = np.argsort(-table.bits[rows, columns], kind="stable")
    pairs = [table.pair(every, rows[i], columns[i]) for i in order[:MOST]]
    short, more = len(answers) - len(students), len(order) - len(pairs)
    return Comparison(students, every, short, table.bits, tuple(pairs), more)


def _is_long(answer: Answer, given: Mapping[bool, Set[int]]) -> bool:
    text = text_of(answer)
    return len(text.tokens) - sum(covered(text.hashes, given[answer.is_code])) >= SHORT


def _is_same(student: str, other: str) -> bool:
    return other.rpartition("/")[2].casefold() == student.casefold()


class _Table:
    """Which answer has which fragment, and what that tells.

    Parameters
    ----------
    n : int
        How many answers are of the class; they come first.
    kept : sequence of set of int
        The fragments of each answer.
    """

    def __init__(self, n: int, kept: Sequence[Set[int]]) -> None:
        tells = _tells(n, kept)
        counts = Counter(fragment for of in kept for fragment in of)
        self.fragments = [fragment for fragment in tells if counts[fragment] > 1]
        column = {fragment: i for i, fragment in enumerate(self.fragments)}
        self.has = np.zeros((len(kept), len(column)), np.float32)
        for row, of in zip(self.has, kept, strict=True):
            row[[column[fragment] for fragment in of if fragment in column]] = 1
        self.tells = np.array([tells[fragment] for fragment in self.fragments], np.float32)
        self.of_class = self.has[:n]
        total = np.array([sum(tells.get(f, 0.0) for f in of) for of in kept], np.float32)
        self.both = (self.of_class * self.tells) @ self.has.T
        least = np.minimum(total[:n, None], total[None, :])
        self.share = np.divide(self.both, least, out=np.zeros_like(self.both), where=least > 0)
        self.bits = np.where(self.share >= LEAST_SHARE, _EACH * self.both * self.share, 0)

    def pair(self, every: Sequence[str], a: int, b: int) -> Pair:
        """What two answers share."""
        both = self.has[a] * self.has[b]
        have_most = self.of_class @ (both * self.tells) >= 0.8 * self.both[a, b]
        others = int(have_most.sum()) - 1 - int(b < len(self.of_class))
        shared = frozenset(self.fragments[i] for i in np.flatnonzero(both))
        bits, share = float(self.bits[a, b]), min(1.0, float(self.share[a, b]))
        return Pair((every[a], every[b]), bits, share, others, shared)


def _tells(n: int, kept: Sequence[Set[int]]) -> dict[int, float]:
    """What each fragment tells, without those that tell nothing."""
    of_class = Counter(fragment for of in kept[:n] for fragment in of)
    counts = Counter(fragment for of in kept for fragment in of)
    return {
        fragment: log2((len(kept) + UNSEEN) / count)
        for fragment, count in counts.items()
        if of_class[fragment] <= max(2, n / 2)  # two are never more than half of a class
    }
