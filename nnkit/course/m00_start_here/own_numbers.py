"""By hand, with numbers of each student's own: a matrix product, an outer product, a sum."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant


class Own(NamedTuple):
    """W (2, 3), x (3, 1) and u (2, 1) of one student."""

    W: np.ndarray
    x: np.ndarray
    u: np.ndarray


def own_product(own: Own) -> Any:
    """W x."""
    return own.W @ own.x


def own_outer(own: Own) -> Any:
    """u xᵀ."""
    return own.u @ own.x.T


def own_sums(own: Own) -> Any:
    """The sum over the columns of W."""
    return own.W.sum(axis=1, keepdims=True)


def own_arrays(draw: Draw) -> Own:
    """Whole numbers without zeros, some negative, for which no two mistakes look alike."""
    while True:
        own = Own(draw.array((2, 3), -3, 4), draw.array((3, 1), -3, 4), draw.array((2, 1), -3, 4))
        exercises = (my_product, my_outer, my_sums)
        lively = all(part.all() and (part < 0).any() for part in own)
        if lively and all(exercise.tells_apart(own, 0.1) for exercise in exercises):
            return own


OWN = Variant("00.mine", own_arrays)

my_product = Value(
    "00.my_product",
    points=1,
    minutes=4,
    asks="W @ x by hand, for the student's own W (2, 3) and x (3, 1)",
    variant=OWN,
    practice=(
        "What is `W @ x`, on paper, row by row? Answer with a list of two numbers, such as "
        "`[5, -3]`."
    ),
    reference=own_product,
    tolerance=0.01,
    why="Two rows, two dot products. This is what a layer of two neurons computes.",
    misconceptions=(
        Misconception(
            "not-added",
            lambda own: own.W * own.x.T,
            "You multiplied each row of W with x and did not add up. Each row gives one number.",
        ),
        Misconception(
            "upside-down",
            lambda own: own.W @ own.x[::-1],
            "You went through x from below. The first number of a row meets the top of x.",
        ),
        Misconception(
            "minus-lost",
            lambda own: np.abs(own.W) @ np.abs(own.x),
            "You left out the minus signs. Minus times minus is plus, minus times plus is minus.",
        ),
        Misconception(
            "added-for-multiplied",
            lambda own: (own.W + own.x.T).sum(axis=1, keepdims=True),
            "You added each pair where it has to be multiplied.",
        ),
    ),
    hints=(
        Hint("How many numbers come out?", "(2, 3) @ (3, 1) is (2, 1): one number for each row."),
        Hint("How is one of them made?", "Lay a row of W beside x, multiply in pairs, add up."),
        Hint("I want to check one.", "`W_own[0, 0] * x_own[0, 0] + ...`, with three terms."),
    ),
)

my_outer = Value(
    "00.my_outer",
    points=1,
    minutes=3,
    asks="The outer product u xᵀ by hand, for the student's own u (2, 1) and x (3, 1)",
    variant=OWN,
    practice=(
        "What is the outer product `u @ x.T`, on paper? Answer with a list of two rows, such "
        "as `[[1, 2, 3], [4, 5, 6]]`."
    ),
    reference=own_outer,
    tolerance=0.01,
    why="Everybody meets everybody once, and nothing is added up.",
    misconceptions=(
        Misconception(
            "transposed",
            lambda own: own.x @ own.u.T,
            "The products are right and the table lies on its side: rows belong to `u`, which "
            "stands "
            "on the left, columns to `x`.",
        ),
        Misconception(
            "added-for-multiplied",
            lambda own: own.u + own.x.T,
            "The table has the right shape, but you added each pair. Multiply them.",
        ),
        Misconception(
            "minus-lost",
            lambda own: np.abs(own.u @ own.x.T),
            "The sizes are right and the minus signs are missing.",
        ),
        Misconception(
            "one-row",
            lambda own: own.x.T * own.u.sum(),
            "You added up `u` first. Each entry of `u` gives a row of its own.",
        ),
    ),
    hints=(
        Hint("Which shape comes out?", "(2, 1) @ (1, 3) is (2, 3): rows from u, columns from x."),
        Hint("How do I get the first row?", "All of x, times the first entry of u."),
        Hint("How do I write it?", "As a list of two rows: `[[., ., .], [., ., .]]`."),
    ),
)

my_sums = Value(
    "00.my_sums",
    points=0.5,
    minutes=2,
    asks="The sum over the columns of the student's own W (2, 3), by hand",
    variant=OWN,
    practice=(
        "What is the **sum over the columns** of `W`, its three columns added to one another? "
        "A list of two numbers."
    ),
    reference=own_sums,
    tolerance=0.01,
    why="One number for each row is left: the columns are what was added up.",
    misconceptions=(
        Misconception(
            "wrong-axis",
            lambda own: own.W.sum(axis=0),
            "You added up each column, from top to bottom. Add the columns to one another, so "
            "along "
            "each row: one number for each row.",
        ),
        Misconception(
            "total",
            lambda own: own.W.sum(),
            "You added up everything. One number for each row is needed.",
        ),
        Misconception(
            "mean",
            lambda own: own.W.mean(axis=1),
            "You took the mean: a sum is not divided by anything.",
        ),
        Misconception(
            "minus-lost",
            lambda own: np.abs(own.W).sum(axis=1),
            "You added without the minus signs.",
        ),
    ),
    hints=(
        Hint("How many numbers come out?", "One for each row of W: two."),
        Hint("What is added to what?", "First column plus second plus third, row by row."),
        Hint("I want to check one.", "The first number is the sum of the first row of W."),
    ),
)
