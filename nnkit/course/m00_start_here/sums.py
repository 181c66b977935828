"""Sums along one axis, and what they leave of the shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Code, Hint, Order
from nnkit.course.in_order import orders


def batch_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """D (n, N); once with whole numbers."""
    for n, examples in ((3, 7), (4, 1), (3, 3), (2, 5)):
        yield (normal(rng, n, examples),)
    yield (rng.integers(-4, 9, (5, 2)),)


sum_columns = Code(
    "00.sum_columns",
    points=1.5,
    minutes=4,
    asks="sum_columns(D) -> sum over the columns of D (n, N), shape (n, 1)",
    cases=batch_cases,
    arguments=("D",),
    exact_shape=True,
    accepts=(
        lambda D: D.sum(axis=1).reshape(-1, 1),
        lambda D: D @ np.ones((D.shape[1], 1)),
        lambda D: np.sum(D, axis=1, keepdims=True),
    ),
    hints=(
        Hint("axis=0 or axis=1?", "The axis that you name is the one that disappears."),
        Hint("Which one has to disappear?", "N, the columns. In the shape (n, N) that is 1."),
        Hint("My result has shape (n,).", "Add `keepdims=True` inside the brackets."),
    ),
)


@sum_columns.right
def reference(D):
    return D.sum(axis=1, keepdims=True)


@sum_columns.wrong(credit=0.5)
def axis_lost(D):
    """The numbers are right, but the shape is (n,): the axis that was summed is gone.
    `keepdims=True` keeps it with length 1, so that a column stays a column."""
    return D.sum(axis=1)


@sum_columns.wrong
def wrong_axis(D):
    """You added up each column from top to bottom: N numbers, one for each example. Axis 0 counts
    the rows. The columns are counted by the other axis."""
    return D.sum(axis=0)


@sum_columns.wrong
def wrong_axis_kept(D):
    """You kept the axis, which is good, but summed the wrong one: yours is a row, with one number
    for each column."""
    return D.sum(axis=0, keepdims=True)


@sum_columns.wrong
def total(D):
    """Without an axis everything is added up to one number."""
    return D.sum()


@sum_columns.wrong
def mean(D):
    """The shape is right, but `mean` divides by N. A sum was asked for."""
    return D.mean(axis=1, keepdims=True)


@sum_columns.wrong
def first_column(D):
    """That is the first column alone. It is the right shape; add the others to it."""
    return D[:, :1]


@sum_columns.wrong
def running_sums(D):
    """You return all the sums on the way, (n, N). Only the last of them is needed: the sum of the
    whole row."""
    return np.cumsum(D, axis=1)


@sum_columns.wrong
def three_columns(D):
    """You add columns 0, 1 and 2. There are N of them, and N can be any number."""
    return D[:, [0]] + D[:, [1]] + D[:, [2]]


@sum_columns.wrong
def last_left_out(D):
    """The last column is missing from your sum."""
    return D[:, :-1].sum(axis=1, keepdims=True)


@sum_columns.wrong
def first_left_out(D):
    """The first column is missing from your sum: column 0 counts as well."""
    return D[:, 1:].sum(axis=1, keepdims=True)


@sum_columns.wrong
def first_row_only(D):
    """Only the first row is summed. A `return` inside a loop ends the function in the first
    round."""
    return np.array([[D[0].sum()]])


@sum_columns.wrong
def sum_in_a_row(D):
    """The numbers are right, but they lie in a row, (1, n). A column is needed, (n, 1)."""
    return D.sum(axis=1).reshape(1, -1)


@sum_columns.wrong
def last_column(D):
    """That is the last column alone. In each round the column has to be added to what is there
    already."""
    return D[:, -1:]


@sum_columns.wrong
def running_sums_down(D):
    """You return sums on the way, (n, N), and they run down the columns. One sum for each row is
    needed."""
    return np.cumsum(D, axis=0)


@sum_columns.wrong
def multiplied(D):
    """You multiply the columns. They are added."""
    return D.prod(axis=1, keepdims=True)


@sum_columns.also_right
def by_loop(D):
    """Column by column."""
    total = np.zeros((D.shape[0], 1))
    for j in range(D.shape[1]):
        total = total + D[:, j : j + 1]
    return total


lines = Order(
    "00.lines",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="The lines of a function that takes the mean of its row from every number",
    lines=(
        "    mean = total / N",
        "    N = X.shape[1]",
        "    total = X.sum(axis=1)",
        "    total = X.sum(axis=1, keepdims=True)",
        "    return X - mean",
        "    N = X.shape[0]",
    ),
    reference="bdae",
    why="`keepdims` makes (n, 1), and broadcasting lays it beside each column.",
    misconceptions=(
        *orders(
            "axis-lost",
            "bcae cbae",
            "Line C leaves shape (n,), which NumPy reads as a row: (n, N) minus that is an error, "
            "or worse, no error if N = n. The mean has to stay a column.",
        ),
        *orders(
            "counts-rows",
            "fdae dfae",
            "Line F counts the rows. A mean over the columns is divided by how many columns there "
            "are.",
        ),
        *orders(
            "counts-rows-and-loses-the-axis",
            "fcae cfae",
            "Lines C and F are both traps: C leaves shape (n,), and F counts the rows instead of "
            "the columns.",
        ),
        *orders(
            "divides-too-early",
            "dabe",
            "Line A divides by N, which is not known until line B has run.",
        ),
        *orders(
            "mean-before-the-sum",
            "bade abde adbe",
            "Line A needs `total`, which is not known until line D has run.",
        ),
        *orders(
            "returns-too-early",
            "bdea dbea bdeac",
            "Line E ends the function, and it needs `mean`: line A has to come before it.",
        ),
        *orders(
            "both-totals",
            "bdcae bcdae dcbae cdbae dbcae cbdae",
            "Lines C and D both make `total`, and the second one overwrites the first. One of them "
            "is a trap.",
        ),
        *orders(
            "return-missing",
            "bda dba",
            "The function has to give something back: one line is missing at the end.",
        ),
    ),
    accepts=("dbae",),
    hints=(
        Hint("There are too many lines.", "Four are needed, two are traps."),
        Hint("Which are the traps?", "Write its shape after each line, for X (3, 5)."),
        Hint("How does it end?", "With A and then E: the mean first, then the difference."),
    ),
)
