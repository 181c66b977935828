"""The gradient check: one number for how far two gradients are apart, and what it tells."""

# mypy: allow-untyped-defs, allow-untyped-calls, no-check-untyped-defs

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Misconception, Value


def pairs(rng: Generator) -> Iterator[Case]:
    """Two arrays of one shape: near, far, opposite, of equal length, and both zero."""
    for shape in ((3, 4), (5, 1), (2, 6)):
        g = normal(rng, *shape)
        yield g, g + 0.1 * normal(rng, *shape)
        yield 1e-3 * g, 1e-3 * normal(rng, *shape)
    yield g, -g[:, ::-1]
    yield np.zeros((2, 3)), np.zeros((2, 3))


def length(g):
    return np.sqrt(np.sum(g**2))


def reference_relative_error(g, d):
    scale = length(g) + length(d)
    return length(g - d) / scale if scale else 0.0


def relative_error_not_relative(g, d):
    return length(g - d)


def relative_error_signed(g, d):
    scale = length(g) + length(d)
    return np.sum(g - d) / scale if scale else 0.0


def relative_error_of_lengths(g, d):
    scale = length(g) + length(d)
    return abs(length(g) - length(d)) / scale if scale else 0.0


def relative_error_length_of_sum(g, d):
    scale = length(g + d)
    return length(g - d) / scale if scale else 0.0


def relative_error_brackets_missing(g, d):
    return length(g - d) / length(g) + length(d) if length(g) else 0.0


def relative_error_absolute_values(g, d):
    scale = np.sum(np.abs(g)) + np.sum(np.abs(d))
    return np.sum(np.abs(g - d)) / scale if scale else 0.0


def relative_error_no_root(g, d):
    scale = np.sum(g**2) + np.sum(d**2)
    return np.sum((g - d) ** 2) / scale if scale else 0.0


def relative_error_by_one(g, d):
    return length(g - d) / length(d) if length(d) else 0.0


def relative_error_zeros_forgotten(g, d):
    return length(g - d) / (length(g) + length(d))


def relative_error_norm(g, d):
    difference = np.linalg.norm(g - d)
    return difference / max(np.linalg.norm(g) + np.linalg.norm(d), 1e-300)


RELATIVE_ERROR = Code(
    id="05.relative_error",
    points=2,
    asks="relative_error(g, d) -> ‖g − d‖ / (‖g‖ + ‖d‖), one number; 0 if both are all zeros",
    reference=reference_relative_error,
    cases=pairs,
    arguments=("g", "d"),
    misconceptions=(
        Misconception(
            "zeros-forgotten",
            relative_error_zeros_forgotten,
            "Right, except where both gradients are all zeros: 0/0 is nan. They agree there, so "
            "the answer is 0.",
            credit=0.5,
        ),
        Misconception(
            "not-relative",
            relative_error_not_relative,
            "That is the difference itself. For tiny gradients it is tiny even if they are all "
            "wrong: divide by the sum of the two lengths.",
        ),
        Misconception(
            "differences-cancel",
            relative_error_signed,
            "You added up the differences with their signs, so that they cancel. The length is the "
            "root of the sum of their squares.",
        ),
        Misconception(
            "lengths-compared",
            relative_error_of_lengths,
            "You compare the lengths of the two. Arrows of one length can point in quite different "
            "directions: subtract first, then take the length.",
        ),
        Misconception(
            "length-of-the-sum",
            relative_error_length_of_sum,
            "Below the line you have the length of g + d. Two lengths are added, not two arrays: "
            "opposite gradients would make it 0.",
        ),
        Misconception(
            "brackets-missing",
            relative_error_brackets_missing,
            "Python divides before it adds, so your second length is added to the fraction. Put "
            "brackets round the sum below the line.",
        ),
        Misconception(
            "absolute-values",
            relative_error_absolute_values,
            "You add up absolute values. The length ‖g‖ is the root of the sum of the squares.",
        ),
        Misconception(
            "no-root",
            relative_error_no_root,
            "You work with squared lengths. Take the root of each: 1e-3 must not look like 1e-6.",
        ),
        Misconception(
            "divided-by-one",
            relative_error_by_one,
            "You divide by one of the two lengths. With both, the result lies between 0 and 1, "
            "whichever of the two is wrong.",
            credit=0.5,
        ),
    ),
    accepts=(relative_error_norm,),
    hints=(
        Hint("What is ‖g‖?", "The root of the sum of all squared entries: `np.linalg.norm(g)`."),
        Hint("What about zeros?", "Take the sum of the lengths first, and ask whether it is 0."),
        Hint(
            "Nearly the answer",
            "`scale = np.linalg.norm(g) + np.linalg.norm(d)`; then "
            "`np.linalg.norm(g - d) / scale`, if scale is not 0.",
        ),
    ),
    minutes=5,
)

WHAT_IT_TELLS = (
    Value(
        id="05.twice_too_large",
        kind="prediction",
        points=1,
        asks="relative error of a gradient that is exactly twice the right one",
        reference=1 / 3,
        tolerance=0.005,
        misconceptions=(
            Misconception(
                "half", 0.5, "You divided the difference, g, by 2g. Below the line stand both: 3g."
            ),
            Misconception(
                "one",
                1.0,
                "You divided by the right gradient only. Below the line stand both lengths, 2g and "
                "g together. (1 is what a wrong sign gives.)",
            ),
            Misconception("factor-itself", 2.0, "It can never exceed 1. Put 2g and g into it."),
        ),
        hints=(
            Hint("Where do I begin?", "Call the right one d. The other is 2d."),
            Hint("And then?", "‖2d − d‖ above the line, ‖2d‖ + ‖d‖ below it."),
            Hint("Nearly the answer", "1 part out of 2 + 1 parts."),
        ),
        why="So 0.33 everywhere smells of a factor 2, and 1 everywhere of a wrong sign.",
        minutes=2,
    ),
    Choice(
        id="05.locate_bug",
        kind="find-the-bug",
        points=1.5,
        asks="which bug leaves all ∂E/∂W right and each ∂E/∂b off by 0.75, with N = 7",
        reference="d",
        misconceptions=(
            Misconception(
                "slope-missing",
                "a",
                "Then delta of the hidden layer would be wrong, and with it ∂E/∂W¹. But both "
                "∂E/∂W agree.",
            ),
            Misconception(
                "no-transpose",
                "b",
                "Then nothing in the first layer would agree. But its ∂E/∂W does, so its delta is "
                "right.",
            ),
            Misconception(
                "no-mean",
                "c",
                "Then everything would be 7 times too large, ∂E/∂W as well.",
            ),
        ),
        hints=(
            Hint("What is right?", "Both ∂E/∂W, so both deltas. What is left to go wrong?"),
            Hint("Where does 0.75 come from?", "If g = d/7: (1 − 1/7) over (1 + 1/7) is 6/8."),
            Hint("Nearly the answer", "Something divides db by 7 once more."),
        ),
        why="Both deltas are right, so the fault lies behind them: db took a mean, not a sum.",
        minutes=4,
        difficulty=3,
    ),
)
