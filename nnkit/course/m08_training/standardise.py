"""Scaling inputs with mean and spread of the training part alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def scaling_cases(rng: Generator) -> Iterator[Case]:
    """Inputs of unlike size and place, in two cases one is constant; a single example."""
    for n_in, n, n_val in ((4, 7, 3), (3, 5, 8), (6, 6, 4), (3, 9, 1)):
        place, spread = rng.uniform(-5, 5, (n_in, 1)), rng.uniform(0.5, 4, (n_in, 1))
        x_train = place + spread * normal(rng, n_in, n)
        x_val = place + spread * normal(rng, n_in, n_val)
        if n_in > 3:
            x_train[0] = np.round(4 * x_train[0, 0]) / 4  # its mean is exact, its spread 0
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
    """x_train is right, and x_val is as it was. Scale it by the same mean and spread, those of
    x_train before it was scaled: afterwards they are 0 and 1."""
    return scaled(x_train, x_train), x_val


@standardise.wrong
def mean_after_the_spread(x_train, x_val):
    """You divided first and then subtracted the mean of the undivided numbers. Subtract first, then
    divide the difference: mind the brackets."""
    mean = x_train.mean(axis=1, keepdims=True)
    return x_train / spread_of(x_train) - mean, x_val / spread_of(x_train) - mean


@standardise.wrong(credit=0.5)
def own_mean_for_validation(x_train, x_val):
    """x_train is right. In x_val you took the spread from the training part, but the mean of x_val
    itself. Both come from x_train."""
    mean = x_val.mean(axis=1, keepdims=True)
    return scaled(x_train, x_train), (x_val - mean) / spread_of(x_train)


@standardise.wrong(credit=0.5)
def own_spread_for_validation(x_train, x_val):
    """x_train is right. In x_val you took the mean from the training part, but the spread of x_val
    itself. Both come from x_train."""
    mean = x_train.mean(axis=1, keepdims=True)
    return scaled(x_train, x_train), (x_val - mean) / spread_of(x_val)


@standardise.wrong
def at_least_one(x_train, x_val):
    """You made every spread at least 1. Only where it is exactly 0 it becomes 1; a small spread
    stays small: `np.where(spread == 0, 1, spread)`."""
    mean = x_train.mean(axis=1, keepdims=True)
    s = np.maximum(x_train.std(axis=1, keepdims=True), 1)
    return (x_train - mean) / s, (x_val - mean) / s


@standardise.wrong
def one_spread_for_all(x_train, x_val):
    """Each row has its own mean, but you divided by one spread for the whole array. Each row has
    its own: `axis=1, keepdims=True`."""
    mean, s = x_train.mean(axis=1, keepdims=True), x_train.std() or 1
    return (x_train - mean) / s, (x_val - mean) / s


@standardise.wrong
def turned_round(x_train, x_val):
    """You subtracted x from its mean. All signs are turned: first x, then minus the mean."""
    return -scaled(x_train, x_train), -scaled(x_val, x_train)


@standardise.wrong
def mean_added_again(x_train, x_val):
    """You added the mean again after dividing. Scaled inputs lie around 0."""
    mean = x_train.mean(axis=1, keepdims=True)
    return mean + scaled(x_train, x_train), mean + scaled(x_val, x_train)


@standardise.wrong
def ones_for_all(x_train, x_val):
    """Where one row is constant, you divide no row by its spread. Decide for each row by itself:
    `np.where(spread == 0, 1, spread)`."""
    mean, s = x_train.mean(axis=1, keepdims=True), x_train.std(axis=1, keepdims=True)
    s = np.ones_like(s) if (s == 0).any() else s
    return (x_train - mean) / s, (x_val - mean) / s


@standardise.wrong
def multiplied(x_train, x_val):
    """You multiplied by the spread. Divide by it: an input that varies widely becomes smaller."""
    mean = x_train.mean(axis=1, keepdims=True)
    s = spread_of(x_train)
    return (x_train - mean) * s, (x_val - mean) * s


@standardise.wrong
def root_mean_square(x_train, x_val):
    """You divided by the root of the mean square of x itself. The spread is that of the differences
    from the mean: `np.std`."""
    mean = x_train.mean(axis=1, keepdims=True)
    s = np.sqrt(np.mean(x_train**2, axis=1, keepdims=True))
    s = np.where(s == 0, 1, s)
    return (x_train - mean) / s, (x_val - mean) / s


@standardise.wrong
def median(x_train, x_val):
    """You subtracted the median. Asked for is the mean, so that the mean becomes 0."""
    middle = np.median(x_train, axis=1, keepdims=True)
    return (x_train - middle) / spread_of(x_train), (x_val - middle) / spread_of(x_train)


@standardise.wrong
def one_added_to_all(x_train, x_val):
    """You added 1 to every spread. Only where it is exactly 0 it becomes 1:
    `np.where(spread == 0, 1, spread)`."""
    mean, s = x_train.mean(axis=1, keepdims=True), x_train.std(axis=1, keepdims=True) + 1
    return (x_train - mean) / s, (x_val - mean) / s


@standardise.also_right
def row_by_row(x_train, x_val):
    mean, spread = x_train.mean(axis=1), x_train.std(axis=1)
    spread[spread == 0] = 1
    return (x_train.T - mean).T / spread[:, None], (x_val.T - mean).T / spread[:, None]
