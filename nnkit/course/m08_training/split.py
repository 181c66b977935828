"""Training and validation: cutting the data, and what must not leak from one to the other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong


def split_cases(rng: Generator) -> Iterator[Case]:
    """Different sizes, as many examples as rows, two examples."""
    for n_in, n_out, n, n_val in ((3, 2, 10, 3), (4, 1, 7, 5), (5, 5, 5, 2), (2, 3, 2, 1)):
        yield normal(rng, n_in, n), normal(rng, n_out, n), rng.permutation(n), n_val


split = Code(
    "08.split",
    points=2,
    minutes=5,
    asks="split(x, y, order, n_val) -> (x_train, y_train, x_val, y_val)",
    cases=split_cases,
    arguments=("x", "y", "order", "n_val"),
    returns=("x_train", "y_train", "x_val", "y_val"),
    hints=(
        Hint("Which examples are for validation?", "The last `n_val` that `order` names."),
        Hint("How do I take the last ones?", "`order[-n_val:]`; the others are `order[:-n_val]`."),
        Hint(
            "Nearly the answer",
            "`train, val = order[:-n_val], order[-n_val:]`, then `x[:, train]` and so on.",
        ),
    ),
)


@split.right
def reference(x, y, order, n_val):
    train, val = order[:-n_val], order[-n_val:]
    return x[:, train], y[:, train], x[:, val], y[:, val]


@split.wrong
def validation_trained_on(x, y, order, n_val):
    """Your training data hold all examples, those for validation as well. What was trained on can
    no longer tell how the network does on new examples. Leave them out: `order[:-n_val]`."""
    val = order[-n_val:]
    return x[:, order], y[:, order], x[:, val], y[:, val]


@split.wrong
def order_ignored(x, y, order, n_val):
    """You cut x and y as they stand. The last `n_val` of `order` are wanted: data are often sorted,
    and their end is not like the rest."""
    return x[:, :-n_val], y[:, :-n_val], x[:, -n_val:], y[:, -n_val:]


@split.wrong
def y_not_in_order(x, y, order, n_val):
    """x is split as it should be, but y is cut as it stands: its labels belong to other examples.
    Take the same columns from both."""
    train, val = order[:-n_val], order[-n_val:]
    return x[:, train], y[:, :-n_val], x[:, val], y[:, -n_val:]


@split.wrong(credit=0.5)
def first_ones_for_validation(x, y, order, n_val):
    """Your split is clean, but validation gets the first of `order`. Asked for are the last
    `n_val`."""
    val, train = order[:n_val], order[n_val:]
    return x[:, train], y[:, train], x[:, val], y[:, val]


@split.wrong(credit=0.5)
def sizes_exchanged(x, y, order, n_val):
    """`n_val` says how many examples are for validation. You trained on so many, and kept the
    others."""
    train, val = order[:n_val], order[n_val:]
    return x[:, train], y[:, train], x[:, val], y[:, val]


@split.wrong
def one_lost(x, y, order, n_val):
    """One example is neither here nor there. `order[-n_val:]` begins where `order[:-n_val]`
    ends."""
    train, val = order[: -n_val - 1], order[-n_val:]
    return x[:, train], y[:, train], x[:, val], y[:, val]


@split.wrong(credit=0.5)
def both_x_first(x, y, order, n_val):
    """The numbers are right, in another order: x_train, y_train, x_val, y_val."""
    x_train, y_train, x_val, y_val = reference(x, y, order, n_val)
    return x_train, x_val, y_train, y_val


@split.wrong(credit=0.5)
def validation_first(x, y, order, n_val):
    """The numbers are right, in another order: first the training data, then those for
    validation."""
    x_train, y_train, x_val, y_val = reference(x, y, order, n_val)
    return x_val, y_val, x_train, y_train


@split.wrong
def sorted_again(x, y, order, n_val):
    """The right examples are in each part, but not in the order that `order` gives them."""
    train, val = np.sort(order[:-n_val]), np.sort(order[-n_val:])
    return x[:, train], y[:, train], x[:, val], y[:, val]


@split.wrong
def validation_from_n_on(x, y, order, n_val):
    """Your validation part begins at place `n_val`. The last `n_val` entries are `order[-n_val:]`,
    with a minus."""
    train, val = order[:-n_val], order[n_val:]
    return x[:, train], y[:, train], x[:, val], y[:, val]


@split.wrong
def labels_exchanged(x, y, order, n_val):
    """The labels of the two parts have changed places: y_train belongs to x_train."""
    x_train, y_train, x_val, y_val = reference(x, y, order, n_val)
    return x_train, y_val, x_val, y_train


@split.wrong
def training_in_the_old_order(x, y, order, n_val):
    """The right examples are in each part, but those for training stand in the old order. Take them
    in that of `order`: `order[:-n_val]`."""
    train, val = np.sort(order[:-n_val]), order[-n_val:]
    return x[:, train], y[:, train], x[:, val], y[:, val]


@split.wrong
def x_not_in_order(x, y, order, n_val):
    """y is split as it should be, but x is cut as it stands: the labels belong to other examples.
    Take the same columns from both."""
    train, val = order[:-n_val], order[-n_val:]
    return x[:, :-n_val], y[:, train], x[:, -n_val:], y[:, val]


@split.wrong
def everything_for_validation(x, y, order, n_val):
    """Your validation part holds all examples, those of the training as well. Only what was kept
    back can tell how the network does on new ones."""
    train = order[:-n_val]
    return x[:, train], y[:, train], x, y


@split.wrong
def everything_in_order_for_validation(x, y, order, n_val):
    """Your validation part holds all examples, those of the training as well. Only what was kept
    back can tell how the network does on new ones."""
    train = order[:-n_val]
    return x[:, train], y[:, train], x[:, order], y[:, order]


@split.wrong
def validation_as_it_stands(x, y, order, n_val):
    """Your training part is right. For validation you cut x and y as they stand, and so some
    examples are in both parts. Take those that `order` names last."""
    train = order[:-n_val]
    return x[:, train], y[:, train], x[:, -n_val:], y[:, -n_val:]


@split.wrong
def one_lost_in_validation(x, y, order, n_val):
    """One example is neither here nor there: your validation part begins one too late."""
    n_train = len(order) - n_val
    train, val = order[:n_train], order[n_train + 1 :]
    return x[:, train], y[:, train], x[:, val], y[:, val]


@split.wrong(credit=0.5)
def two_pairs(x, y, order, n_val):
    """Everything is there, in two pairs. Return the four arrays one after the other, without
    brackets between them."""
    x_train, y_train, x_val, y_val = reference(x, y, order, n_val)
    return (x_train, y_train), (x_val, y_val)


@split.wrong
def numbers_of_the_columns(x, y, order, n_val):
    """These are numbers of columns. Take the columns themselves, `x[:, train]` and so on."""
    return order[:-n_val], order[:-n_val], order[-n_val:], order[-n_val:]


@split.also_right
def shuffled_first(x, y, order, n_val):
    x, y, n_train = x[:, order], y[:, order], x.shape[1] - n_val
    return x[:, :n_train], y[:, :n_train], x[:, n_train:], y[:, n_train:]


leak = Choice(
    "08.leak",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="the line through which the validation data leak into the training",
    options=(
        Wrong(
            "    order = rng.permutation(x.shape[1])",
            "the-order",
            "An order of all examples is what the split needs. It tells nothing about them.",
        ),
        Right(
            "    x = (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)",
            "Mean and spread are learnt from data, too: from the training part alone.",
        ),
        Wrong(
            "    train, val = order[:-n_val], order[-n_val:]",
            "the-cut",
            "No number stands in both parts: this cut is clean.",
        ),
        Wrong(
            "    x_train, y_train = x[:, train], y[:, train]",
            "the-training-part",
            "That takes the training columns only. Ask of each line: does it use a number from the "
            "validation part?",
        ),
        Wrong(
            "    x_val, y_val = x[:, val], y[:, val]",
            "the-validation-part",
            "Nothing is learnt here. Which line learns something from the data, before they are "
            "apart?",
        ),
    ),
    hints=(
        Hint("What is a leak?", "A number in the training data that depends on a validation one."),
        Hint("Where do they meet?", "Which line computes something from all columns of x?"),
        Hint("Nearly the answer", "A mean over all examples holds the validation examples, too."),
    ),
)
