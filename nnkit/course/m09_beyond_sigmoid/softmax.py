"""Softmax that does not overflow, and what it does not notice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.activations import sigmoid
from nnkit.activations import softmax as stable_softmax
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong


def score_cases(rng: Generator) -> Iterator[Case]:
    """Columns of scores: ordinary ones, far too large ones, and both kinds side by side."""
    for shape in ((3, 4), (4, 1), (2, 7), (3, 3), (5, 2)):
        yield (2 * normal(rng, *shape),)
    far = 2 * normal(rng, 4, 3)
    far[:, 1] += 1e4
    far[:, 2] -= 1e4
    yield (far,)
    one_far = 2 * normal(rng, 3, 2)
    one_far[rng.integers(0, 3), 0] += 1e4
    one_far[rng.integers(0, 3), 1] += 900.0
    yield (one_far,)
    wide = 2 * normal(rng, 4, 2)
    wide[:2] += np.array([[200.0], [-1000.0]])
    yield (wide,)
    yield (np.vstack([rng.integers(-3, 0, (2, 5)), rng.integers(1, 4, (1, 5))]),)


softmax = Code(
    "09.softmax",
    points=2,
    minutes=6,
    difficulty=2,
    asks="softmax(z) -> a, shape (C, N), each column adds up to 1",
    cases=score_cases,
    arguments=("z",),
    exact_shape=True,
    hints=(
        Hint(
            "Where do I begin?",
            "Three lines: take each column's largest score away, then `np.exp`, then divide by "
            "each column's sum.",
        ),
        Hint("Which axis?", "A column is an example, so go down the rows: `axis=0`."),
        Hint(
            "Nearly the answer",
            "`e = np.exp(z - z.max(axis=0))`, and then divide `e` by `e.sum(axis=0)`.",
        ),
    ),
)


@softmax.right
def reference(z):
    return stable_softmax(z)


@softmax.wrong
def no_max(z):
    """For ordinary scores yours is right. With a score of 10 000 `exp` gives infinity, and infinity
    divided by infinity is nan; with −10 000 it is 0 divided by 0. Take each column's largest score
    away first."""
    return np.exp(z) / np.exp(z).sum(axis=0)


@softmax.wrong
def max_of_all(z):
    """You took away the largest score of the whole table. Beside a column with scores near 10 000,
    all others become exp(−10 000) = 0, and 0 divided by 0 is nan. Each column needs its own
    largest score: `axis=0`."""
    e = np.exp(z - z.max())
    return e / e.sum(axis=0)


@softmax.wrong
def min_taken_away(z):
    """You took away the smallest score, so what is left can still be far too large for `exp`. With
    the largest one taken away, nothing is above 0."""
    e = np.exp(z - z.min())
    return e / e.sum(axis=0)


@softmax.wrong
def mean_of_the_column(z):
    """You took away the mean of each column. A score that stands far above its own column is then
    still too large for `exp`. With the largest one taken away, nothing is above 0."""
    e = np.exp(z - z.mean(axis=0))
    return e / e.sum(axis=0)


@softmax.wrong
def min_of_the_column(z):
    """You took away the smallest score of each column, so what is left can still be too large for
    `exp`. With the largest one taken away, nothing is above 0."""
    e = np.exp(z - z.min(axis=0))
    return e / e.sum(axis=0)


@softmax.wrong
def largest_size_taken_away(z):
    """You took away the largest absolute value. In a column of very negative scores that is the
    wrong one: all powers become 0. Take the largest score itself."""
    e = np.exp(z - np.abs(z).max(axis=0))
    return e / e.sum(axis=0)


@softmax.wrong
def largest_begins_at_zero(z):
    """What you take away is never below 0, for instance since your search for the largest begins
    at 0. In a column of very negative scores all powers then become 0, and 0 divided by 0 is nan.
    Begin with the column's first score, or use `z.max(axis=0)`."""
    e = np.exp(z - np.maximum(z.max(axis=0), 0))
    return e / e.sum(axis=0)


@softmax.wrong
def nan_hidden(z):
    """You replaced nan by another number. It still stands where a probability should be, and the
    column does not add up to 1. Keep `exp` from overflowing instead: take the largest away."""
    return np.nan_to_num(np.exp(z) / np.exp(z).sum(axis=0))


@softmax.wrong
def turned_round(z):
    """The sign is turned: yours has e^(m − z), so the smallest score gets the largest probability,
    and it may overflow. It is z minus the largest score."""
    e = np.exp(z.max(axis=0) - z)
    return e / e.sum(axis=0)


@softmax.wrong
def divided_by_the_mean(z):
    """You divided by the mean of each column, so a column adds up to the number of classes. Divide
    by its sum."""
    e = np.exp(z - z.max(axis=0))
    return e / e.mean(axis=0)


@softmax.wrong
def divided_by_the_length(z):
    """You divided by the length of each column, so the *squares* add up to 1. Divide by its sum."""
    e = np.exp(z - z.max(axis=0))
    return e / np.linalg.norm(e, axis=0)


@softmax.wrong
def along_rows(z):
    """Your rows add up to 1. A column is an example, so its C probabilities stand one below the
    other: use axis 0, for the largest and for the sum."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@softmax.wrong
def max_along_rows(z):
    """You took away the largest score of each row. Within a column different numbers were then
    taken away, and that changes the probabilities. It has to be one number for each column: axis
    0."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=0)


@softmax.wrong
def sum_along_rows(z):
    """The largest score is taken away column by column, and then you divide by the sums of the
    rows. The probabilities of a column have to add up to 1: axis 0 again."""
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=1, keepdims=True)


@softmax.wrong
def sum_of_all(z):
    """All your numbers together add up to 1. Each column has to: divide by the sum of each column,
    `axis=0`."""
    e = np.exp(z - z.max(axis=0))
    return e / e.sum()


@softmax.wrong
def not_divided(z):
    """Your columns do not add up to 1. After `exp` divide by the sum of each column."""
    return np.exp(z - z.max(axis=0))


@softmax.wrong
def divided_by_the_largest(z):
    """You divided the scores by the largest one. Only what is taken away cancels in the quotient;
    a factor changes the probabilities."""
    e = np.exp(z / z.max(axis=0))
    return e / e.sum(axis=0)


@softmax.wrong
def max_not_in_the_sum(z):
    """You took the largest score away above the line but not below it. Then it does not cancel, and
    below it `exp` still overflows. Compute the powers once, and use them twice."""
    return np.exp(z - z.max(axis=0)) / np.exp(z).sum(axis=0)


@softmax.wrong
def without_exp(z):
    """You divided the scores themselves by their sum. A negative score then becomes a negative
    probability. First `np.exp`, which makes all of them positive."""
    return z / z.sum(axis=0)


@softmax.wrong
def shifted_without_exp(z):
    """`np.exp` is missing: you divided the shifted scores by their sum, and the largest score got
    probability 0."""
    shifted = z - z.max(axis=0)
    return shifted / shifted.sum(axis=0)


@softmax.wrong
def sigmoid_of_each(z):
    """You put each score through the sigmoid. Then nobody looks at the others, and a column does
    not add up to 1."""
    return sigmoid(z)


@softmax.wrong
def sigmoids_shared_out(z):
    """You took the sigmoid of each score where its power e^z belongs. The columns add up to 1, but
    the ratios are others: one step of a score is a factor of e."""
    return sigmoid(z) / sigmoid(z).sum(axis=0)


@softmax.wrong
def powers_of_two(z):
    """You took powers of 2. Softmax takes powers of e: `np.exp`."""
    e = 2.0 ** (z - z.max(axis=0))
    return e / e.sum(axis=0)


@softmax.wrong
def winner_takes_all(z):
    """You gave 1 to the largest score and 0 to the others. That is the hard maximum. The soft one
    leaves something for the others."""
    return (z == z.max(axis=0)) * 1.0


@softmax.wrong
def logarithm(z):
    """You return the logarithm of the probabilities. Leave it out; cross-entropy will take it."""
    shifted = z - z.max(axis=0)
    return shifted - np.log(np.exp(shifted).sum(axis=0))


@softmax.wrong
def divided_by_the_examples(z):
    """You divided by N as well. Softmax is no mean: each column adds up to 1, however many there
    are."""
    return stable_softmax(z) / z.shape[1]


@softmax.wrong(credit=0.5)
def whole_numbers(z):
    """Where z holds whole numbers, your probabilities are cut off to 0 or 1. An array made by
    `zeros_like(z)` is of the kind that z is: make it with `np.zeros(z.shape)`."""
    return stable_softmax(z).astype(z.dtype)


@softmax.wrong(credit=0.5)
def cut_off_above(z):
    """You cut the scores off above, so that `exp` does not overflow. Two scores that are cut off
    become equal, and very negative columns still give 0 divided by 0. Take the largest away
    instead."""
    e = np.exp(np.minimum(z, 700))
    return e / e.sum(axis=0)


@softmax.wrong
def transposed(z):
    """All numbers are right, but rows and columns are exchanged. It has the shape of z."""
    return stable_softmax(z).T


@softmax.wrong(credit=0.5)
def clipped(z):
    """You cut the scores off at some size, so that `exp` does not overflow. Where two scores of a
    column are cut off, they become equal, and their difference is lost. Take the largest away
    instead."""
    e = np.exp(np.clip(z, -500, 500))
    return e / e.sum(axis=0)


@softmax.also_right
def column_by_column(z):
    z = np.asarray(z, dtype=float)
    a = np.zeros(z.shape)
    for n in range(z.shape[1]):
        e = np.exp(z[:, n] - np.max(z[:, n]))
        a[:, n] = e / np.sum(e)
    return a


@softmax.also_right
def by_the_logarithm(z):
    shifted = z - z.max(axis=0, keepdims=True)
    return np.exp(shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True)))


shifted_scores = Choice(
    "09.shifted_scores",
    kind="prediction",
    points=1,
    minutes=2,
    asks="what happens to the probabilities if 100 is added to each score",
    options=(
        Wrong(
            "the largest one comes closer to 1",
            "sharper",
            "That happens if all scores are multiplied. Added, the same number stands above and "
            "below the fraction line.",
        ),
        Wrong(
            "they come closer to each other",
            "flatter",
            "101 and 102 look nearly equal, but softmax looks at differences, and 1 is still 1: "
            "the ratio of the two is e, as before.",
        ),
        Right(
            "nothing at all",
            "Each power is multiplied by e¹⁰⁰, above and below the line, and it cancels. So the "
            "largest score may be taken away without asking.",
        ),
        Wrong(
            "they all become 1",
            "all-one",
            "Each power becomes huge, but so does their sum. The probabilities still add up to 1.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "exp(z + 100) = exp(z) · exp(100)."),
        Hint("And the sum?", "It has the factor exp(100) in each of its terms."),
        Hint("Nearly the answer", "The same factor above and below the line: what is left?"),
    ),
)
