"""Clipping by the global norm: all gradients become shorter together, and keep their direction."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong


def gradient_lists(rng: Generator) -> Iterator[Case]:
    """Gradients of one to three layers, longer and shorter than the limit, one of them all zeros.

    In one list a single array is within the limit and the whole list is not.
    """
    for shapes, share in (
        (((3, 4), (3, 1)), 0.5),
        (((2, 5), (2, 1), (4, 2), (4, 1)), 0.1),
        (((3, 4), (3, 1)), 1.7),
        (((3, 3), (3, 1), (1, 3), (1, 1)), 0.95),
        (((2, 2),), 3.0),
        (((6, 2), (6, 1), (5, 6), (5, 1), (3, 5), (3, 1)), 0.8),
    ):
        gradients = [normal(rng, *shape) for shape in shapes]
        yield gradients, share * length(gradients)
    yield [normal(rng, 2, 3), np.zeros((2, 1))], 1.0
    yield [np.zeros((2, 3)), np.zeros((2, 1))], 0.5


def length(gradients):
    return np.sqrt(sum(np.sum(g**2) for g in gradients))


def scaled(gradients, norm, limit):
    return [g * (limit / norm) if norm > limit else g.copy() for g in gradients]


clip = Code(
    "09.clip",
    points=2,
    minutes=6,
    difficulty=2,
    asks="clip(gradients, limit) -> list of arrays, together no longer than limit",
    cases=gradient_lists,
    arguments=("gradients", "limit"),
    exact_shape=True,
    hints=(
        Hint(
            "What is the length of a list of arrays?",
            "Square all entries of all arrays, add everything up to one number, take its root.",
        ),
        Hint(
            "Short gradients come out longer.",
            "Only a length above the limit is cut: ask `if norm > limit` before you multiply.",
        ),
        Hint(
            "Nearly the answer",
            "`norm = np.sqrt(sum(np.sum(g**2) for g in gradients))`; above the limit every array "
            "is multiplied by the same `limit / norm`.",
        ),
    ),
)


@clip.right
def reference(gradients, limit):
    return scaled(gradients, length(gradients), limit)


@clip.wrong
def each_by_itself(gradients, limit):
    """You clip each array by its own length. Then long arrays are cut and short ones are not, so
    that the step turns. One length for all, one factor for all."""
    return [scaled([g], length([g]), limit)[0] for g in gradients]


@clip.wrong
def entries_cut(gradients, limit):
    """You cut single entries at ±limit. That bends the direction. Clipping by the norm multiplies
    all entries by one factor."""
    return [np.clip(g, -limit, limit) for g in gradients]


@clip.wrong
def always_scaled(gradients, limit):
    """You bring every gradient to the length `limit`, short ones too. Near a minimum gradients are
    short, and have to stay so: change them only if the length is above the limit."""
    norm = length(gradients)
    return [g * (limit / norm) if norm else g.copy() for g in gradients]


@clip.wrong
def always_scaled_zeros_too(gradients, limit):
    """You bring every gradient to the length `limit`, short ones too, and divide 0 by 0 where all
    are zero. Change them only if the length is above the limit."""
    with np.errstate(all="ignore"):
        return [g * limit / length(gradients) for g in gradients]


@clip.wrong
def last_array_only(gradients, limit):
    """Your length is that of the last array: `norm = …` in a loop forgets what was there. Add the
    squares of all arrays up, then take the root."""
    return scaled(gradients, length(gradients[-1:]), limit)


@clip.wrong
def only_short_ones(gradients, limit):
    """Your comparison is the wrong way round: you stretch what is shorter than the limit and leave
    what is longer. Cut where the length is above the limit."""
    norm = length(gradients)
    return [g * (limit / norm) if 0 < norm < limit else g.copy() for g in gradients]


@clip.wrong
def lengths_added(gradients, limit):
    """Your whole length is the sum of the arrays' lengths. Lengths add up by Pythagoras: add the
    squares, then take one root at the end."""
    return scaled(gradients, sum(length([g]) for g in gradients), limit)


@clip.wrong
def no_root(gradients, limit):
    """You use the sum of the squares as the length. Its root is missing."""
    return scaled(gradients, length(gradients) ** 2, limit)


@clip.wrong
def absolute_values(gradients, limit):
    """You add up absolute values. The length is the root of the sum of the squares."""
    return scaled(gradients, sum(np.sum(np.abs(g)) for g in gradients), limit)


@clip.wrong
def largest_entry(gradients, limit):
    """You compare the largest entry with the limit. The length is made of all entries: the root of
    the sum of their squares."""
    return scaled(gradients, max(np.max(np.abs(g)) for g in gradients), limit)


@clip.wrong
def longest_array(gradients, limit):
    """You compare the longest of the arrays with the limit. The length of all together is longer
    than that: add the squares of all arrays."""
    return scaled(gradients, max(length([g]) for g in gradients), limit)


@clip.wrong
def root_of_the_mean(gradients, limit):
    """You took the mean of the squares. The length has their sum, however many there are."""
    entries = sum(g.size for g in gradients)
    return scaled(gradients, length(gradients) / np.sqrt(entries), limit)


@clip.wrong
def unit_length(gradients, limit):
    """Long gradients come out with length 1. You divided by the length; multiply by the limit as
    well."""
    norm = length(gradients)
    return [g / norm if norm > limit else g.copy() for g in gradients]


@clip.wrong
def times_the_limit(gradients, limit):
    """Long gradients are multiplied by the limit, and not divided by their length. The factor is
    limit / length: with it the new length is the limit."""
    norm = length(gradients)
    return [g * limit if norm > limit else g.copy() for g in gradients]


@clip.wrong
def factor_upside_down(gradients, limit):
    """Your factor is length / limit, so that long gradients become longer still. Turn it round."""
    norm = length(gradients)
    return [g * (norm / limit) if norm > limit else g.copy() for g in gradients]


@clip.wrong
def first_array_only(gradients, limit):
    """You measure the first array alone. The length is that of all arrays together."""
    return scaled(gradients, length(gradients[:1]), limit)


@clip.wrong
def weights_only(gradients, limit):
    """You measure every second array, that is the weights without the biases. All arrays count."""
    return scaled(gradients, length(gradients[::2]), limit)


@clip.wrong
def set_to_zero(gradients, limit):
    """What is too long becomes all zeros, so that nothing is learnt from it. It is to be shortened:
    multiply by limit / length."""
    norm = length(gradients)
    return [0 * g if norm > limit else g.copy() for g in gradients]


@clip.wrong
def length_so_far(gradients, limit):
    """You clip inside the loop that adds up the squares, so that the first arrays are compared with
    a length that is not complete. First the whole length, then a second loop."""
    clipped, squares = [], 0.0
    for g in gradients:
        squares += np.sum(g**2)
        clipped += scaled([g], np.sqrt(squares), limit)
    return clipped


@clip.wrong
def squares_of_sums(gradients, limit):
    """You add up the entries first and square then, so that positive and negative ones cancel.
    Square each entry, then add: `np.sum(g**2)`."""
    return scaled(gradients, np.sqrt(sum(np.sum(g) ** 2 for g in gradients)), limit)


@clip.wrong
def excess_subtracted(gradients, limit):
    """You subtract from each entry what the length is too long by. Multiply instead: a factor keeps
    the direction, and makes the length what it should be."""
    excess = max(length(gradients) - limit, 0.0)
    return [g - excess for g in gradients]


@clip.wrong(credit=0.5)
def one_long_array(gradients, limit):
    """The numbers are right, in one long array. Return a list of arrays with the shapes that were
    given."""
    return np.concatenate([g.ravel() for g in reference(gradients, limit)])


@clip.also_right
def by_one_long_vector(gradients, limit):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in gradients]))
    factor = min(1.0, limit / (norm + 1e-300))
    return [factor * g for g in gradients]


clip_turns = Choice(
    "09.clip_turns",
    kind="prediction",
    points=1,
    minutes=2,
    asks="by how many degrees each way of clipping turns the step",
    options=(
        Wrong(
            "both leave it as it is, because both only shorten",
            "both-keep",
            "Clipped each by itself, one array is shortened and the other is not. Draw the arrow "
            "before and after.",
        ),
        Wrong(
            "both turn it a little",
            "both-turn",
            "If all entries are multiplied by one positive factor, the arrow becomes shorter and "
            "points where it pointed.",
        ),
        Right(
            "the global norm leaves it, each by itself turns it",
            "One factor for all keeps the direction; a factor for each array turns it.",
        ),
        Wrong(
            "each by itself leaves it, the global norm turns it",
            "exchanged",
            "It is the other way round: where is one factor used for all entries?",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Write down both results: what becomes of (12, 3)?"),
        Hint("I have the results.", "Is the first entry still four times the second?"),
        Hint("Nearly the answer", "Each by itself: (4, 3). With one factor for all: (3.88, 0.97)."),
    ),
)
