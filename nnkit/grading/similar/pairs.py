"""Pairs of answers to one exercise that share more than chance would have it.

What all were given tells nothing.  The bits of a pair add up what its shared fragments tell, times
the share that they are of the answer that has less; see `table.py`.  Where a class is large enough
to say what is usual in it, the likeness has to be unusual as well; see `likeness.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from math import log2

import numpy as np
from numpy.typing import NDArray

from nnkit._typing import Array
from nnkit.grading.similar.answers import Answer
from nnkit.grading.similar.fingerprints import (
    LENGTH,
    SHORT_LENGTH,
    WINDOW,
    covered,
    fragments,
    winnowed,
)
from nnkit.grading.similar.likeness import Likeness, likeness
from nnkit.grading.similar.table import Pair, Table
from nnkit.grading.similar.tokens import Token, tokens_of

SHORT = 25  # tokens beyond what was given: fewer come out the same by themselves
LEAST_SHARE = 0.5
MOST = 100  # pairs of an exercise
# Where a class has so many pairs, what is told lies so many standard deviations above their mean.
ENOUGH_PAIRS, UNUSUAL = 200, 4.0
UNUSUAL_HERE = 3.0  # standard deviations of likeness, of a pair that is told for one exercise
# Fragments that are kept stand (WINDOW + 1) / 2 tokens apart, on average.
_EACH = (WINDOW + 1) / 2 / LENGTH
_EACH_SHORT = 1 / SHORT_LENGTH


@dataclass(frozen=True)
class Text:
    """An answer as it is compared: its tokens, its fragments, and those that winnowing keeps.

    Attributes
    ----------
    tokens : tuple of Token
    hashes, short : tuple of int
        All fragments of `LENGTH` tokens, and all of `SHORT_LENGTH`.
    kept : frozenset of int
    """

    tokens: tuple[Token, ...]
    hashes: tuple[int, ...]
    short: tuple[int, ...]
    kept: frozenset[int]


@lru_cache(maxsize=20_000)
def text_of(answer: Answer) -> Text:
    """An answer as it is compared; many of a class are equal."""
    tokens = tokens_of(answer.text, is_code=answer.is_code)
    hashes = fragments(tokens)
    short = fragments(tokens, SHORT_LENGTH)
    return Text(tuple(tokens), tuple(hashes), tuple(short), frozenset(winnowed(hashes)))


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
    likeness : Likeness
        Of answers that are too short to prove anything by themselves as well.
    """

    students: list[str]
    every: list[str]
    short: int
    bits: Array
    pairs: tuple[Pair, ...]
    more: int
    likeness: Likeness

    def bits_of(self, a: str, b: str) -> float:
        """The bits of two students; 0 where an answer is short or missing."""
        if a not in self.students or b not in self.every:
            return 0.0
        return float(self.bits[self.students.index(a), self.every.index(b)])


def threshold(bits: Array, several: int = 1) -> float:
    """Bits that hardly any pair has by chance, of so many pairs and in this class.

    Parameters
    ----------
    bits : array, shape (students, every)
        Of each pair above the diagonal.
    several : int
        How much more is needed, where bits of several exercises are added.
    """
    of_pairs = pairs_of(bits)
    least = several * (log2(max(1, of_pairs.size)) + 4)
    if of_pairs.size < ENOUGH_PAIRS:
        return least
    return max(least, float(of_pairs.mean() + UNUSUAL * of_pairs.std()))


def pairs_of(table: Array) -> Array:
    """What a table has above its diagonal: each pair once."""
    return table[np.triu_indices(len(table), 1, table.shape[1])]


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
    alike = _likeness(answers, earlier, given)
    students = [s for s in alike.students if _is_long(answers[s], given)]
    every = students + [s for s, answer in earlier.items() if _is_long(answer, given)]
    texts = [answers.get(s) or earlier[s] for s in every]
    table = Table(len(students), [text_of(a).kept - given[a.is_code] for a in texts], _EACH)
    is_alike = _others(students, every) & (table.share >= LEAST_SHARE)
    bits = np.where(is_alike, table.bits, 0)
    is_pair = np.triu(bits, 1) >= threshold(bits)
    if pairs_of(alike.unusual).size >= ENOUGH_PAIRS:
        of_long = np.ix_(
            list(map(alike.students.index, students)), list(map(alike.every.index, every))
        )
        is_pair &= alike.unusual[of_long] >= UNUSUAL_HERE
    rows, columns = np.nonzero(is_pair)
    order = np.argsort(-bits[rows, columns], kind="stable")
    pairs = [table.pair(every, rows[i], columns[i]) for i in order[:MOST]]
    short, more = len(answers) - len(students), len(order) - len(pairs)
    return Comparison(students, every, short, bits, tuple(pairs), more, alike)


def _likeness(
    answers: Mapping[str, Answer], earlier: Mapping[str, Answer], given: Mapping[bool, Set[int]]
) -> Likeness:
    students, others = (
        [s for s, a in of.items() if len(text_of(a).tokens) >= SHORT] for of in (answers, earlier)
    )
    every = students + others
    texts = [answers.get(s) or earlier[s] for s in every]
    kept = [set(text_of(a).short) - given[a.is_code] for a in texts]
    table = Table(len(students), kept, _EACH_SHORT)
    return likeness(students, every, table, _others(students, every))


def _others(students: Sequence[str], every: Sequence[str]) -> NDArray[np.bool_]:
    """Which pairs are of two people: who takes the course again has own earlier answers."""
    names = [name.rpartition("/")[2].casefold() for name in every]
    rows = [[student.casefold() != name for name in names] for student in students]
    return np.array(rows, bool).reshape(len(students), len(every))


def _is_long(answer: Answer, given: Mapping[bool, Set[int]]) -> bool:
    text = text_of(answer)
    return len(text.tokens) - sum(covered(text.hashes, given[answer.is_code])) >= SHORT
