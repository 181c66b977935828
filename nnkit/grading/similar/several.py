"""Who is alike in several exercises of a module: what each of them tells adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nnkit._typing import Array
from nnkit.grading.similar.likeness import add_up
from nnkit.grading.similar.pairs import ENOUGH_PAIRS, UNUSUAL, Comparison, pairs_of, threshold

MOST_PAIRS = 200  # of students, in a module
_SEVERAL = 3  # as much as so many exercises that are told by themselves
_ALIKE = 2.0  # standard deviations of likeness, of an exercise that is named


@dataclass(frozen=True)
class Together:
    """Two students whose answers share more than chance in several exercises together.

    Attributes
    ----------
    students : (str, str)
    bits : float
        How much it tells, in these exercises.
    unusual : float, optional
        How unusual it is in all of the module, in standard deviations; None in a small class.
    exercises : tuple of str
    """

    students: tuple[str, str]
    bits: float
    unusual: float | None
    exercises: tuple[str, ...]


def alike_in_several(
    students: Sequence[str], earlier: Sequence[str], compared: Mapping[str, Comparison]
) -> list[Together]:
    """Who is alike in several exercises, what tells most first.

    Parameters
    ----------
    students, earlier : sequence of str
        Of the class, and of earlier years.
    compared : mapping of str to Comparison
        By exercise.
    """
    every = [*students, *earlier]
    total = add_up([of.likeness for of in compared.values()], students, every)
    of_pairs = pairs_of(total)
    if of_pairs.size < ENOUGH_PAIRS:  # too few to say what is usual
        return _of_few(students, every, compared)
    above = (total - of_pairs.mean()) / (of_pairs.std() or 1)
    found = []
    for a, b in _largest(above, UNUSUAL):
        pair = (students[a], every[b])
        ids = [id for id, of in compared.items() if of.likeness.of(*pair) >= _ALIKE]
        if len(ids) > 1:
            bits = sum(compared[id].likeness.pair(*pair).bits for id in ids)
            found.append(Together(pair, bits, float(above[a, b]), tuple(ids)))
    return found


def _of_few(
    students: Sequence[str], every: Sequence[str], compared: Mapping[str, Comparison]
) -> list[Together]:
    """The same in a small class: only long answers tell something, by what they share."""
    place = {student: i for i, student in enumerate(every)}
    bits = np.zeros((len(students), len(every)))
    for of in compared.values():
        bits[np.ix_([place[s] for s in of.students], [place[s] for s in of.every])] += of.bits
    found = []
    for a, b in _largest(bits, threshold(bits, _SEVERAL)):
        pair = (students[a], every[b])
        ids = tuple(id for id, of in compared.items() if of.bits_of(*pair))
        if len(ids) > 1:
            found.append(Together(pair, float(bits[a, b]), None, ids))
    return found


def _largest(table: Array, least: float) -> list[tuple[int, int]]:
    rows, columns = np.nonzero(np.triu(np.ones(table.shape), 1) * table >= least)
    order = np.argsort(-table[rows, columns], kind="stable")[:MOST_PAIRS]
    return [(int(rows[i]), int(columns[i])) for i in order]


def with_pairs_of(
    together: Sequence[Together], compared: Mapping[str, Comparison]
) -> dict[str, Comparison]:
    """The comparisons, where the answers of those who are alike in several are pairs, too."""
    found = dict(compared)
    for of in together:
        for id in of.exercises:
            there = {pair.students for pair in found[id].pairs}
            if of.students not in there:
                pair = found[id].likeness.pair(*of.students)
                found[id] = replace(found[id], pairs=(*found[id].pairs, pair))
    return found
