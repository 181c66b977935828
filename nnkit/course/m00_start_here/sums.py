"""Sums along one axis, and what they leave of the shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Code, Hint, Misconception, Order
from nnkit.course.m00_start_here.shared import AXES, with_axes


def batch_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """D (n, N)."""
    for n, examples in ((3, 7), (4, 1), (3, 3), (2, 5)):
        yield (normal(rng, n, examples),)


sum_columns = Code(
    "00.sum_columns",
    points=1.5,
    minutes=4,
    asks="sum_columns(D) -> sum over the columns of D (n, N), shape (n, 1)",
    cases=batch_cases,
    use=with_axes,
    arguments=("D",),
    returns=AXES,
    accepts=(
        lambda D: D.sum(axis=1).reshape(-1, 1),
        lambda D: D @ np.ones((D.shape[1], 1)),
        lambda D: np.sum(D, axis=1, keepdims=True),
    ),
    hints=(
        Hint("axis=0 or axis=1?", "The axis that you name is the one that disappears."),
        Hint("Which one shall disappear?", "N, the columns. In the shape (n, N) that is 1."),
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
        Misconception(
            "axis-lost",
            "bcae",
            "Line C leaves shape (n,), which NumPy reads as a row: (n, N) minus that is an error, "
            "or worse, no error if N = n. The mean has to stay a column.",
        ),
        Misconception(
            "axis-lost-first",
            "cbae",
            "Line C leaves shape (n,), which NumPy reads as a row: (n, N) minus that is an error, "
            "or worse, no error if N = n. The mean has to stay a column.",
        ),
        Misconception(
            "counts-rows",
            "fdae",
            "Line F counts the rows. A mean over the columns is divided by how many columns there "
            "are.",
        ),
        Misconception(
            "counts-rows-later",
            "dfae",
            "Line F counts the rows. A mean over the columns is divided by how many columns there "
            "are.",
        ),
        Misconception(
            "divides-too-early",
            "dabe",
            "Line A divides by N, which is not known until line B has run.",
        ),
    ),
    accepts=("dbae",),
    hints=(
        Hint("There are too many lines.", "Four are needed, two are traps."),
        Hint("Which are the traps?", "Write the shape behind each line, for X (3, 5)."),
        Hint("How does it end?", "With A and then E: the mean first, then the difference."),
    ),
)
