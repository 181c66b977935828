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
            "order = rng.permutation(x.shape[1])",
            "the-order",
            "An order of all examples is what the split needs. It tells nothing about them.",
        ),
        Right(
            "x = (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)",
            "Mean and spread are learnt from data, too: from the training part alone.",
        ),
        Wrong(
            "train, val = order[:-n_val], order[-n_val:]",
            "the-cut",
            "No number stands in both parts: this cut is clean.",
        ),
        Wrong(
            "x_train, y_train = x[:, train], y[:, train]",
            "the-training-part",
            "That takes the training columns only. Ask of each line: does it use a number from the "
            "validation part?",
        ),
        Wrong(
            "x_val, y_val = x[:, val], y[:, val]",
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


def scaling_cases(rng: Generator) -> Iterator[Case]:
    """Inputs of unlike size and place, one of them constant in training; a single example."""
    for n_in, n, n_val in ((4, 7, 3), (3, 5, 8), (6, 6, 4), (2, 9, 1)):
        place, spread = rng.uniform(-5, 5, (n_in, 1)), rng.uniform(0.5, 4, (n_in, 1))
        x_train = place + spread * normal(rng, n_in, n)
        x_val = place + spread * normal(rng, n_in, n_val)
        x_train[0] = x_train[0, 0]
        yield x_train, x_val
    yield normal(rng, 3, 1), normal(rng, 3, 4)


def spread_of(x, spread=np.std):
    s = spread(x, axis=1, keepdims=True)
    return np.where(s == 0, 1, s)


def scaled(x, like, spread=np.std):
    return (x - like.mean(axis=1, keepdims=True)) / spread_of(like, spread)


standardise = Code(
    "08.standardise",
    points=3,
    minutes=8,
    difficulty=2,
    asks="standardise(x_train, x_val) -> (x_train, x_val), scaled by the training part",
    cases=scaling_cases,
    arguments=("x_train", "x_val"),
    returns=("x_train", "x_val"),
    hints=(
        Hint(
            "Along which axis?",
            "Each input is a row, so mean and spread go along the row: "
            "`axis=1, keepdims=True` gives a column (n, 1).",
        ),
        Hint("What becomes of x_val?", "The same mean and the same spread, those of x_train."),
        Hint(
            "I get nan, or a row of huge numbers.",
            "Some row of x_train is constant, and you divide by 0 or nearly so. Nearly the answer: "
            "`spread = np.where(spread == 0, 1, spread)`.",
        ),
    ),
)


@standardise.right
def reference_scaling(x_train, x_val):
    return scaled(x_train, x_train), scaled(x_val, x_train)


@standardise.wrong
def learnt_from_all_data(x_train, x_val):
    """You took mean and spread of training and validation data together. So the training has seen
    something of the validation data. Learn them from x_train alone."""
    both = np.hstack([x_train, x_val])
    return scaled(x_train, both), scaled(x_val, both)


@standardise.wrong
def each_by_itself(x_train, x_val):
    """You scaled x_val by its own mean and spread. The network learnt on other units: the same
    picture would look different to it. Use those of x_train for both."""
    return scaled(x_train, x_train), scaled(x_val, x_val)


@standardise.wrong
def one_mean_for_all(x_train, x_val):
    """You took one mean and one spread for the whole array. Each input, a row, has its own:
    `axis=1, keepdims=True`."""
    return tuple((x - x_train.mean()) / (x_train.std() or 1) for x in (x_train, x_val))


@standardise.wrong
def by_columns(x_train, x_val):
    """You scaled each example by itself, along its column. Mean and spread belong to an input, over
    the examples: along the row."""

    def scale(x):
        s = x.std(axis=0)
        return (x - x.mean(axis=0)) / np.where(s == 0, 1, s)

    return scale(x_train), scale(x_val)


@standardise.wrong
def variance(x_train, x_val):
    """You divided by the variance. The spread is its root, `x_train.std(…)`."""
    return scaled(x_train, x_train, np.var), scaled(x_val, x_train, np.var)


@standardise.wrong(credit=0.5)
def sample_spread(x_train, x_val):
    """Your spread divides by N − 1 (`ddof=1`). Asked for is `np.std` as it stands, which divides by
    N; with a single example yours is 0/0."""

    def spread(x, axis, keepdims):
        if x.shape[1] == 1:
            return np.zeros((len(x), 1))
        return np.std(x, axis=axis, keepdims=keepdims, ddof=1)

    return scaled(x_train, x_train, spread), scaled(x_val, x_train, spread)


@standardise.wrong
def constant_row(x_train, x_val):
    """Where an input is the same in all training examples, its spread is 0, and you divide by it.
    Divide by 1 there: `np.where(spread == 0, 1, spread)`."""
    with np.errstate(all="ignore"):
        mean, s = x_train.mean(axis=1, keepdims=True), x_train.std(axis=1, keepdims=True)
        return (x_train - mean) / s, (x_val - mean) / s


@standardise.wrong(credit=0.5)
def something_small_added(x_train, x_val):
    """You added something small to the spread. Where a row of x_train is constant, a validation
    example that differs becomes huge. Divide by 1 there: `np.where(spread == 0, 1, spread)`."""
    mean, s = x_train.mean(axis=1, keepdims=True), x_train.std(axis=1, keepdims=True)
    return (x_train - mean) / (s + 1e-8), (x_val - mean) / (s + 1e-8)


@standardise.wrong(credit=0.5)
def constant_row_wiped_out(x_train, x_val):
    """Where an input is constant in the training data you made it 0 everywhere. In x_val it need
    not be constant: subtract the mean, divide by 1."""
    changes = x_train.std(axis=1, keepdims=True) > 0
    return changes * scaled(x_train, x_train), changes * scaled(x_val, x_train)


@standardise.wrong
def mean_left(x_train, x_val):
    """You divided by the spread, but the mean is still there. Subtract it first."""
    return x_train / spread_of(x_train), x_val / spread_of(x_train)


@standardise.wrong
def spread_left(x_train, x_val):
    """You subtracted the mean, but did not divide by the spread."""
    mean = x_train.mean(axis=1, keepdims=True)
    return x_train - mean, x_val - mean


@standardise.wrong
def from_0_to_1(x_train, x_val):
    """You stretched each input from 0 to 1. Asked for is mean 0 and spread 1."""
    low = x_train.min(axis=1, keepdims=True)
    reach = x_train.max(axis=1, keepdims=True) - low
    reach = np.where(reach == 0, 1, reach)
    return (x_train - low) / reach, (x_val - low) / reach


@standardise.wrong(credit=0.5)
def validation_left_alone(x_train, x_val):
    """x_train is right, and x_val is as it was. The network will be asked in the units that it has
    learnt in: scale x_val by the same numbers."""
    return scaled(x_train, x_train), x_val


@standardise.wrong
def mean_after_the_spread(x_train, x_val):
    """You divided first and then subtracted the mean of the undivided numbers. Subtract first, then
    divide the difference: mind the brackets."""
    mean = x_train.mean(axis=1, keepdims=True)
    return x_train / spread_of(x_train) - mean, x_val / spread_of(x_train) - mean


@standardise.also_right
def row_by_row(x_train, x_val):
    mean, spread = x_train.mean(axis=1), x_train.std(axis=1)
    spread[spread == 0] = 1
    return (x_train.T - mean).T / spread[:, None], (x_val.T - mean).T / spread[:, None]
