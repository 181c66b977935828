"""Accuracy, and what it says when it is measured on the training examples."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong


def accuracy_cases(rng: Generator) -> Iterator[Case]:
    """Some right and some wrong, in batches of several classes and with one output."""
    for n, N, right in ((10, 7, 4), (3, 8, 6), (4, 4, 1), (5, 1, 1), (2, 12, 7)):
        wanted = rng.integers(0, n, N)
        told = np.where(np.arange(N) < right, wanted, (wanted + rng.integers(1, n, N)) % n)
        order = rng.permutation(N)
        a = rng.uniform(0.02, 0.6, (n, N))
        a[told, np.arange(N)] = a.max(axis=0) + rng.uniform(0.05, 0.3, N)
        yield a[:, order], np.eye(n)[:, wanted[order]]
    a = rng.uniform(0.02, 0.48, (1, 9))
    a[0, [1, 4, 5, 8]] = rng.uniform(0.55, 0.95, 4)
    a[0, [2, 6]] = 0.5
    yield a, np.array([[0.0, 1, 1, 1, 0, 1, 1, 0, 1]])
    yield np.array([[0.3]]), np.array([[1.0]])


def told_and_wanted(a, y):
    if len(y) == 1:
        return a[0] >= 0.5, y[0] >= 0.5
    return a.argmax(axis=0), y.argmax(axis=0)


accuracy = Code(
    "08.accuracy",
    points=2,
    minutes=6,
    difficulty=2,
    asks="accuracy(a, y) -> share of examples whose class is right, from 0 to 1",
    cases=accuracy_cases,
    arguments=("a", "y"),
    hints=(
        Hint(
            "Which class does a column say?",
            "The number of the row with the largest output: `a.argmax(axis=0)`, one for each "
            "column.",
        ),
        Hint(
            "My accuracy is 1 where there is one output.",
            "With one row the largest is always row 0. There the class is 1 from 0.5 up, else 0.",
        ),
        Hint(
            "Nearly the answer",
            "`np.mean(a.argmax(axis=0) == y.argmax(axis=0))`; if `len(y) == 1`: "
            "`np.mean((a >= 0.5) == (y == 1))`.",
        ),
    ),
)


@accuracy.right
def reference(a, y):
    told, wanted = told_and_wanted(a, y)
    return float(np.mean(told == wanted))


@accuracy.wrong
def over_the_examples(a, y):
    """You looked for the largest number in each row. An example is a column: `argmax(axis=0)`."""
    if len(y) == 1:
        return reference(a, y)
    return float(np.mean(a.argmax(axis=1) == y.argmax(axis=1)))


@accuracy.wrong
def over_the_examples_always(a, y):
    """You looked for the largest number in each row. An example is a column: `argmax(axis=0)`. And
    with one output the class is 1 from 0.5 up."""
    return float(np.mean(a.argmax(axis=1) == y.argmax(axis=1)))


@accuracy.wrong(credit=0.5)
def one_output_always_right(a, y):
    """With several outputs you are right. With one, the largest of a column is always row 0, for a
    and for y, and so everything seems right. There the class is 1 from 0.5 up, else 0."""
    return float(np.mean(a.argmax(axis=0) == y.argmax(axis=0)))


@accuracy.wrong
def over_everything(a, y):
    """`argmax()` without an axis looks for the largest number of the whole array. Each column has a
    class of its own: `axis=0`."""
    return float(a.argmax() == y.argmax())


@accuracy.wrong
def entry_by_entry(a, y):
    """You counted outputs. Most entries of y are 0, so most outputs seem right even where the class
    is wrong. Count examples: compare the class of each column."""
    return float(np.mean((a >= 0.5) == (y >= 0.5)))


@accuracy.wrong
def all_outputs_rounded(a, y):
    """An example is right for you only if every output rounds to its target. The class is the
    largest output, however small it is."""
    return float(np.mean(np.all((a >= 0.5) == (y >= 0.5), axis=0)))


@accuracy.wrong(credit=0.5)
def a_number_of_examples(a, y):
    """That is how many examples are right. Their share is a number from 0 to 1."""
    told, wanted = told_and_wanted(a, y)
    return int(np.sum(told == wanted))


@accuracy.wrong
def divided_by_outputs(a, y):
    """You divided by the number of outputs. The examples are the columns: `y.shape[1]`."""
    told, wanted = told_and_wanted(a, y)
    return float(np.sum(told == wanted) / len(y))


@accuracy.wrong(credit=0.5)
def share_of_wrong_ones(a, y):
    """That is the share of the wrong examples. Asked for are the right ones."""
    told, wanted = told_and_wanted(a, y)
    return float(np.mean(told != wanted))


@accuracy.wrong(credit=0.5)
def above_half_only(a, y):
    """One output that is exactly 0.5 counts as class 1: from 0.5 up, `>=`."""
    if len(y) == 1:
        return float(np.mean((a > 0.5) == (y > 0.5)))
    return reference(a, y)


@accuracy.wrong(credit=0.5)
def in_per_cent(a, y):
    """That is in per cent. Asked for is a number from 0 to 1."""
    return 100 * reference(a, y)


@accuracy.wrong(credit=0.5)
def largest_one_missing(a, y):
    """You return whether each example is right. The share is their mean."""
    told, wanted = told_and_wanted(a, y)
    return [bool(same) for same in told == wanted]


@accuracy.wrong
def exactly_equal(a, y):
    """You compared the numbers themselves. An output of 0.93 never is exactly 1: compare the
    classes, the rows where the largest numbers stand."""
    return float(np.mean(a == y))


@accuracy.wrong
def entries_rounded(a, y):
    """You rounded the outputs and counted entries. Most entries of y are 0, so most outputs seem
    right even where the class is wrong. Compare the class of each column."""
    return float(np.mean(np.round(a) == y))


@accuracy.wrong
def columns_rounded(a, y):
    """An example is right for you only if every output rounds to its target. The class is the
    largest output, however small it is."""
    return float(np.mean(np.all(np.round(a) == y, axis=0)))


@accuracy.wrong
def output_of_the_right_class(a, y):
    """You took the mean output of the right class. Whether an example is right depends on which
    output is the largest, and it is right or wrong, nothing between."""
    return float(np.sum(a * y) / y.shape[1])


@accuracy.wrong
def one_minus_the_error(a, y):
    """You measured how far the outputs are from the labels. Accuracy asks only whether the class is
    right."""
    return float(1 - np.mean(np.abs(a - y)))


@accuracy.wrong
def class_against_the_table(a, y):
    """You compared the class of a with the whole table y. y is one-hot: its class is
    `y.argmax(axis=0)`."""
    return float(np.mean(a.argmax(axis=0) == y))


@accuracy.wrong
def right_class_above_half(a, y):
    """You asked whether the output of the right class is above 0.5. It is enough that it is the
    largest."""
    if len(y) == 1:
        return reference(a, y)
    return float(np.mean(a.T[y.T == 1] >= 0.5))


@accuracy.wrong
def wrong_axis_and_above_half(a, y):
    """You looked for the largest number in each row. An example is a column: `argmax(axis=0)`."""
    if len(y) == 1:
        return above_half_only(a, y)
    return float(np.mean(a.argmax(axis=1) == y.argmax(axis=1)))


@accuracy.wrong
def divided_by_rows(a, y):
    """You divided by the number of outputs, `len(a)`. The examples are the columns: `y.shape[1]`.
    And with one output the class is 1 from 0.5 up."""
    return float(np.sum(a.argmax(axis=0) == y.argmax(axis=0)) / len(a))


@accuracy.wrong
def entries_of_the_largest(a, y):
    """You made one-hot columns of your answers, and counted entries. A wrong example still has most
    entries right, all those that are 0 in both. Count columns: compare `argmax(axis=0)`."""
    return float(np.mean((a == a.max(axis=0)) == (y == 1)))


@accuracy.wrong
def right_class_always_above_half(a, y):
    """You asked whether the output of the right class is above 0.5. With several outputs it is
    enough that it is the largest; with one, examples of class 0 count as well."""
    return float(np.mean(a[y == 1] >= 0.5))


@accuracy.wrong
def mean_output_where_1(a, y):
    """You took the mean output of the right class. Whether an example is right depends on which
    output is the largest, and it is right or wrong, nothing between."""
    return float(np.mean(a[y == 1]))


@accuracy.also_right
def one_by_one(a, y):
    right = 0
    for i in range(y.shape[1]):
        if len(y) == 1:
            right += (a[0, i] >= 0.5) == (y[0, i] == 1)
        else:
            right += y[np.argmax(a[:, i]), i] == 1
    return right / y.shape[1]


which_accuracy = Choice(
    "08.which_accuracy",
    points=1,
    minutes=2,
    asks="how many new digits the network will read",
    options=(
        Wrong(
            "100 %, as on the digits that it was trained on",
            "training-accuracy",
            "It has seen those a hundred times and could know them by heart. New digits are "
            "another matter; the validation digits are new to it.",
        ),
        Right(
            "about 92 %",
            "Only examples that played no part in the training can say so.",
        ),
        Wrong(
            "about 96 %, the mean of the two",
            "mean-of-both",
            "The 100 % say nothing about new digits, so they have no place in a mean.",
        ),
        Wrong(
            "about 94 %, the accuracy on all 497 digits together",
            "all-together",
            "Then 100 digits count with which the network was trained. Their 100 % are no news.",
        ),
    ),
    hints=(
        Hint("Which digits are new?", "Those that the network never saw while it learnt."),
        Hint("What could it know by heart?", "The 100 digits of its training."),
        Hint("Nearly the answer", "The accuracy on the validation digits is the honest one."),
    ),
)
