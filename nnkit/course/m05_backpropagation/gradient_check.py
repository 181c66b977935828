"""The gradient check: one number for how far two gradients are apart, and what it tells."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Misconception, Right, Value, Wrong


def pairs(rng: Generator) -> Iterator[Case]:
    """Two arrays of one shape: near, far, tiny, equal, opposite, of equal length, one or both zero.

    One pair has one axis, one three, and in one the entries of each array add up to 0.
    """
    for shape in ((3, 4), (5, 1), (2, 6)):
        g = normal(rng, *shape)
        yield g, g + 0.1 * normal(rng, *shape)
        yield 1e-3 * g, 1e-3 * normal(rng, *shape)
    yield g, -g[:, ::-1]
    yield g, g.copy()
    yield 1e-9 * g, 1e-9 * normal(rng, 2, 6)
    yield normal(rng, 5), normal(rng, 5)
    yield normal(rng, 2, 3, 4), normal(rng, 2, 3, 4)
    yield np.outer(normal(rng, 3), [1.0, -1.0]), np.outer(normal(rng, 3), [-1.0, 1.0])
    yield np.zeros((3, 2)), normal(rng, 3, 2)
    yield normal(rng, 3, 2), np.zeros((3, 2))
    yield np.zeros((2, 3)), np.zeros((2, 3))


def length(g):
    return np.sqrt(np.sum(g**2))


relative_error = Code(
    "05.relative_error",
    points=2,
    minutes=5,
    asks="relative_error(g, d) -> ‖g − d‖ / (‖g‖ + ‖d‖), one number; 0 if both are all zeros",
    cases=pairs,
    arguments=("g", "d"),
    hints=(
        Hint("What is ‖g‖?", "The root of the sum of all squared entries: `np.linalg.norm(g)`."),
        Hint("What about zeros?", "Take the sum of the lengths first, and ask whether it is 0."),
        Hint(
            "Nearly the answer",
            "`scale = np.linalg.norm(g) + np.linalg.norm(d)`; then `np.linalg.norm(g - d) / "
            "scale`, if scale is not 0.",
        ),
    ),
)


@relative_error.right
def reference(g, d):
    scale = length(g) + length(d)
    return length(g - d) / scale if scale else 0.0


@relative_error.wrong(credit=0.5)
def zeros_forgotten(g, d):
    """Right, except where both gradients are all zeros: 0/0 is nan. They agree there, so the answer
    is 0."""
    return length(g - d) / (length(g) + length(d))


@relative_error.wrong
def not_relative(g, d):
    """That is the difference itself. For tiny gradients it is tiny even if they are all wrong:
    divide by the sum of the two lengths."""
    return length(g - d)


@relative_error.wrong
def differences_cancel(g, d):
    """You added up the differences with their signs, so that they cancel. The length is the root of
    the sum of their squares."""
    scale = length(g) + length(d)
    return np.sum(g - d) / scale if scale else 0.0


@relative_error.wrong
def lengths_compared(g, d):
    """You compare the lengths of the two. Arrows of one length can point in quite different
    directions: subtract first, then take the length."""
    scale = length(g) + length(d)
    return abs(length(g) - length(d)) / scale if scale else 0.0


@relative_error.wrong
def length_of_the_sum(g, d):
    """Below the line you have the length of g + d. Two lengths are added, not two arrays: opposite
    gradients would make it 0."""
    scale = length(g + d)
    return length(g - d) / scale if scale else 0.0


@relative_error.wrong
def brackets_missing(g, d):
    """Python divides before it adds, so your second length is added to the fraction. Put brackets
    round the sum below the line."""
    if not length(g) + length(d):
        return 0.0
    with np.errstate(all="ignore"):
        return length(g - d) / length(g) + length(d)


@relative_error.wrong
def absolute_values(g, d):
    """You add up absolute values. The length ‖g‖ is the root of the sum of the squares."""
    scale = np.sum(np.abs(g)) + np.sum(np.abs(d))
    return np.sum(np.abs(g - d)) / scale if scale else 0.0


@relative_error.wrong
def no_root(g, d):
    """You work with squared lengths. Take the root of each: 1e-3 must not look like 1e-6."""
    scale = np.sum(g**2) + np.sum(d**2)
    return np.sum((g - d) ** 2) / scale if scale else 0.0


@relative_error.wrong(credit=0.5)
def one_zero_is_enough(g, d):
    """Right, except where one of the two is all zeros and the other is not: you return 0, as if
    they agreed. They are as far apart as can be; only where both are zeros the answer is 0."""
    return reference(g, d) if length(g) and length(d) else 0.0


@relative_error.wrong(credit=0.5)
def zero_by_the_sum(g, d):
    """Right, except where the entries add up to 0 without being 0: you return 0 there. Ask whether
    the lengths are 0; a sum of entries can cancel."""
    cancels = np.isclose(g.sum(), 0, atol=1e-15) and np.isclose(d.sum(), 0, atol=1e-15)
    return 0.0 if cancels else reference(g, d)


@relative_error.wrong
def squared_difference(g, d):
    """Above the line you have the squared length of g − d. Take its root."""
    scale = length(g) + length(d)
    return length(g - d) ** 2 / scale if scale else 0.0


@relative_error.wrong
def by_columns(g, d):
    """You return a number for each column. With `axis=0` each column has a length of its own; leave
    the axis away: the whole array has one length."""
    if not length(g) + length(d):
        return 0.0
    scale = np.linalg.norm(g, axis=0) + np.linalg.norm(d, axis=0)
    with np.errstate(all="ignore"):
        return np.linalg.norm(g - d, axis=0) / scale


@relative_error.wrong(credit=0.5)
def small_is_zero(g, d):
    """Right, except for tiny gradients: you take them for zeros (`np.allclose` does, below 1e-8).
    They may still point in different directions. Ask whether a length is exactly 0."""
    return reference(g, d) if length(g) > 1e-7 or length(d) > 1e-7 else 0.0


@relative_error.wrong(credit=0.5)
def added_1e8(g, d):
    """You added something small below the line, to be safe from 0/0. For tiny gradients it is not
    small: then your result is wrong. Ask instead whether the sum of the lengths is 0."""
    return length(g - d) / (length(g) + length(d) + 1e-8)


@relative_error.wrong(credit=0.5)
def added_1e10(g, d):
    """You added something small below the line, to be safe from 0/0. For tiny gradients it is not
    small: then your result is wrong. Ask instead whether the sum of the lengths is 0."""
    return length(g - d) / (length(g) + length(d) + 1e-10)


@relative_error.wrong(credit=0.5)
def added_1e12(g, d):
    """You added something small below the line, to be safe from 0/0. For tiny gradients it is not
    small: then your result is wrong. Ask instead whether the sum of the lengths is 0."""
    return length(g - d) / (length(g) + length(d) + 1e-12)


@relative_error.wrong(credit=0.5)
def two_axes_only(g, d):
    """Right for arrays with rows and columns; with one axis or with three it stops. `np.sum` and
    `np.linalg.norm` take arrays of any shape."""
    if g.ndim != 2:
        raise ValueError("not enough values to unpack")
    return reference(g, d)


@relative_error.wrong
def root_of_both(g, d):
    """Below the line you take one root of all squares together. Take two lengths, each with a root
    of its own, and add them."""
    scale = np.sqrt(np.sum(g**2) + np.sum(d**2))
    return length(g - d) / scale if scale else 0.0


@relative_error.wrong
def largest_entries(g, d):
    """You compare the largest entries. The length ‖g‖ is the root of the sum of all squares."""
    scale = np.max(np.abs(g)) + np.max(np.abs(d))
    return np.max(np.abs(g - d)) / scale if scale else 0.0


@relative_error.wrong
def spectral_norm(g, d):
    """`np.linalg.norm(g, 2)` of a matrix is something else (its largest singular value). Leave the
    2 away, and you get the root of the sum of all squares."""
    scale = np.linalg.norm(g, 2) + np.linalg.norm(d, 2)
    return np.linalg.norm(g - d, 2) / scale if scale else 0.0


@relative_error.wrong
def by_rows(g, d):
    """You return a number for each row. With `axis=1` each row has a length of its own; leave the
    axis away: the whole array has one length."""
    if not length(g) + length(d):
        return 0.0
    scale = np.linalg.norm(g, axis=-1) + np.linalg.norm(d, axis=-1)
    return np.linalg.norm(g - d, axis=-1) / scale


@relative_error.wrong
def by_rows_of_a_table(g, d):
    """You return a number for each row. With `axis=1` each row has a length of its own; leave the
    axis away: the whole array has one length."""
    scale = np.linalg.norm(g, axis=1) + np.linalg.norm(d, axis=1)
    return np.linalg.norm(g - d, axis=1) / scale if scale.any() else 0.0


@relative_error.wrong
def entry_by_entry(g, d):
    """You return an array, one number for each entry. First take the three lengths, then divide:
    the result is one number."""
    scale = np.abs(g) + np.abs(d)
    return np.where(scale > 0, np.abs(g - d) / np.where(scale > 0, scale, 1), 0.0)


@relative_error.wrong
def entries_by_length(g, d):
    """You return an array: above the line stands g − d itself. Take its length: the result is one
    number."""
    scale = length(g) + length(d)
    return (g - d) / scale if scale else 0.0


@relative_error.wrong
def twice(g, d):
    """Twice too large. Below the line stands the sum of the two lengths, not their mean."""
    return 2 * reference(g, d)


@relative_error.wrong(credit=0.5)
def zeros_give_one(g, d):
    """Right, except where both are all zeros: they agree there, so the answer is 0, not 1."""
    return reference(g, d) if length(g) or length(d) else 1.0


@relative_error.wrong(credit=0.5)
def divided_by_the_larger(g, d):
    """You divide by the larger of the two lengths. Asked for is their sum: with it the result lies
    between 0 and 1."""
    scale = max(length(g), length(d))
    return length(g - d) / scale if scale else 0.0


@relative_error.wrong(credit=0.5)
def divided_by_the_first(g, d):
    """You divide by one of the two lengths. With both, the result lies between 0 and 1, whichever
    of the two is wrong."""
    return length(g - d) / length(g) if length(g) else 0.0


@relative_error.wrong(credit=0.5)
def divided_by_the_first_alone(g, d):
    """You divide by one of the two lengths. With both, the result lies between 0 and 1, whichever
    of the two is wrong."""
    if not length(g) + length(d):
        return 0.0
    with np.errstate(all="ignore"):
        return length(g - d) / length(g)


@relative_error.wrong(credit=0.5)
def divided_by_one(g, d):
    """You divide by one of the two lengths. With both, the result lies between 0 and 1, whichever
    of the two is wrong."""
    return length(g - d) / length(d) if length(d) else 0.0


@relative_error.wrong(credit=0.5)
def divided_by_the_second(g, d):
    """You divide by one of the two lengths. With both, the result lies between 0 and 1, whichever
    of the two is wrong."""
    if not length(g) + length(d):
        return 0.0
    with np.errstate(all="ignore"):
        return length(g - d) / length(d)


@relative_error.also_right
def by_norm(g, d):
    difference = np.linalg.norm(g - d)
    return difference / max(np.linalg.norm(g) + np.linalg.norm(d), 1e-300)


twice_too_large = Value(
    "05.twice_too_large",
    kind="prediction",
    points=1,
    minutes=2,
    asks="relative error of a gradient that is exactly twice the right one",
    question=(
        "**Predict.** In a gradient every entry is **exactly twice** what it should be. "
        "What is its relative error? Two decimals."
    ),
    reference=1 / 3,
    tolerance=0.005,
    why="So 0.33 everywhere smells of a factor 2, and 1 everywhere of a wrong sign.",
    misconceptions=(
        Misconception(
            "half", 0.5, "You divided the difference, g, by 2g. Below the line stand both: 3g."
        ),
        Misconception(
            "one",
            1.0,
            "You divided by the right gradient only. Below the line stand both lengths, 2g and g "
            "together. (1 is what a wrong sign gives.)",
        ),
        Misconception("factor-itself", 2.0, "It can never exceed 1. Put 2g and g into it."),
        Misconception(
            "two-thirds",
            2 / 3,
            "Above the line stands the difference, 2d − d: one length of d, not two.",
        ),
        Misconception(
            "squares",
            0.2,
            "You worked with squared lengths, 1 to 4 + 1. Take the root of each: 1 to 2 + 1.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Call the right one d. The other is 2d."),
        Hint("And then?", "‖2d − d‖ above the line, ‖2d‖ + ‖d‖ below it."),
        Hint("Nearly the answer", "1 part out of 2 + 1 parts."),
    ),
)

locate_bug = Choice(
    "05.locate_bug",
    kind="find-the-bug",
    points=1.5,
    minutes=4,
    difficulty=3,
    asks="which bug leaves all ∂E/∂W right and each ∂E/∂b off by 0.75, with N = 7",
    options=(
        Wrong(
            "forgotten the slope of the hidden layer",
            "slope-missing",
            "Then delta of the hidden layer would be wrong, and with it ∂E/∂W¹. But both ∂E/∂W "
            "agree.",
        ),
        Wrong(
            "passed the error back through $W^2$ without transposing it",
            "no-transpose",
            "Then nothing in the first layer would agree. But its ∂E/∂W does, so its delta is "
            "right.",
        ),
        Wrong(
            "forgotten the $1/N$ at the output",
            "no-mean",
            "Then everything would be 7 times too large, ∂E/∂W as well.",
        ),
        Right(
            "taken the mean of δ over the examples for the bias, instead of the sum",
            "Both deltas are right, so the fault lies behind them: db took a mean, not a sum.",
        ),
    ),
    hints=(
        Hint("What is right?", "Both ∂E/∂W, so both deltas. What is left to go wrong?"),
        Hint("Where does 0.75 come from?", "If g = d/7: (1 − 1/7) over (1 + 1/7) is 6/8."),
        Hint("Nearly the answer", "Something divides db by 7 once more."),
    ),
)
