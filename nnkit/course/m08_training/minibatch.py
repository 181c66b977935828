"""Epoch, update and mini-batch: counting with own numbers, and x shuffled together with y."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import (
    Case,
    Choice,
    Code,
    Hint,
    Misconception,
    Right,
    Value,
    Variant,
    Wrong,
)


class Counting(NamedTuple):
    """How many examples, how many in a batch, how many epochs."""

    N: int
    size: int
    epochs: int

    def __repr__(self) -> str:
        return f"N = {self.N} examples, batches of {self.size}, {self.epochs} epochs"


def draw_counting(draw: Draw) -> Counting:
    """The last batch is smaller, and every mistake shows."""
    while True:
        own = Counting(
            draw.integer(30, 99) * 10, draw.choice((16, 24, 32, 48)), draw.choice((3, 4, 6, 7))
        )
        if own.N % own.size and my_updates.tells_apart(own, 0.5):
            return own


def updates(own: Counting) -> list[int]:
    """Updates in an epoch, examples in the last batch, updates in all."""
    full, left = divmod(own.N, own.size)
    return [full + 1, left, (full + 1) * own.epochs]


my_updates = Value(
    "08.my_updates",
    points=1,
    minutes=3,
    asks="updates in an epoch, examples in its last batch, updates in all",
    variant=Variant("08.counting", draw_counting),
    parts=("updates in an epoch", "examples in the last batch", "updates in all"),
    practice=(
        "{N} examples are cut into mini-batches of {size}, for {epochs} epochs. Give a list of "
        "three: the updates in one epoch, the examples in its last batch, and the updates in "
        "all."
    ),
    reference=updates,
    tolerance=0.1,
    why="Every batch is one update, and a small last one counts like the others.",
    misconceptions=(
        Misconception(
            "last-batch-dropped",
            lambda own: [own.N // own.size, own.N % own.size, own.N // own.size * own.epochs],
            "Your last batch is right, but you did not count it. Those examples are shown to the "
            "network as well: one more update in each epoch.",
        ),
        Misconception(
            "full-batches-only",
            lambda own: [own.N // own.size, own.size, own.N // own.size * own.epochs],
            "You counted the full batches. What is left over makes one more, smaller batch.",
        ),
        Misconception(
            "last-batch-full",
            lambda own: [updates(own)[0], own.size, updates(own)[2]],
            "The last batch cannot be full: only what is left over comes into it.",
        ),
        Misconception(
            "lacking-examples",
            lambda own: [updates(own)[0], own.size - updates(own)[1], updates(own)[2]],
            "That is how many examples the last batch lacks. Asked for is how many it has.",
        ),
        Misconception(
            "one-update-an-epoch",
            lambda own: [1, updates(own)[1], own.epochs],
            "An epoch is not one update. After each batch the weights change.",
        ),
        Misconception(
            "one-update-an-example",
            lambda own: [own.N, updates(own)[1], own.N * own.epochs],
            "That is one update for each example. Here a batch of examples makes one update.",
        ),
        Misconception(
            "epochs-not-counted",
            lambda own: [updates(own)[0], updates(own)[1], updates(own)[0]],
            "In every epoch all batches come once more: multiply by the number of epochs.",
        ),
        Misconception(
            "fraction-of-a-batch",
            lambda own: [own.N / own.size, own.N % own.size, own.N / own.size * own.epochs],
            "There is no part of an update. What is left over makes one more batch: round up.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "How many full batches fit into N? (`N // size`)"),
        Hint("And the last one?", "`N % size` examples are left over. They make one more batch."),
        Hint("Nearly the answer", "`[N // size + 1, N % size, (N // size + 1) * epochs]`"),
    ),
)


def shuffle_cases(rng: Generator) -> Iterator[Case]:
    """More and fewer examples than rows, as many, and a single one."""
    for n_in, n_out, n in ((3, 2, 9), (5, 4, 12), (6, 6, 6), (2, 3, 1), (7, 1, 11)):
        yield normal(rng, n_in, n), normal(rng, n_out, n), int(rng.integers(1, 10**6))


def order_of(x, seed):
    return np.random.default_rng(seed).permutation(x.shape[1])


shuffle = Code(
    "08.shuffle",
    points=2,
    minutes=5,
    asks="shuffle(x, y, seed) -> (x, y) with their columns in one new order",
    cases=shuffle_cases,
    arguments=("x", "y", "seed"),
    returns=("x", "y"),
    hints=(
        Hint(
            "How do I put columns into an order?",
            "`order` is a list of column numbers; `x[:, order]` takes the columns in that order.",
        ),
        Hint("What about y?", "The same `order`. Draw it once and use it twice."),
        Hint(
            "Nearly the answer",
            "`order = np.random.default_rng(seed).permutation(x.shape[1])`, then "
            "`x[:, order]` and `y[:, order]`.",
        ),
    ),
)


@shuffle.right
def reference(x, y, seed):
    order = order_of(x, seed)
    return x[:, order], y[:, order]


@shuffle.wrong
def y_not_shuffled(x, y, seed):
    """You shuffled x and left y as it was. Now each example has the label of another one. Put the
    columns of y into the same order."""
    return x[:, order_of(x, seed)], y


@shuffle.wrong
def y_shuffled_anew(x, y, seed):
    """You drew a second order for y, so the labels belong to other examples. Draw the order once
    and use it for both."""
    rng = np.random.default_rng(seed)
    first = rng.permutation(x.shape[1])
    return x[:, first], y[:, rng.permutation(x.shape[1])]


@shuffle.wrong
def x_not_shuffled(x, y, seed):
    """You shuffled y and left x as it was. Now each example has the label of another one."""
    return x, y[:, order_of(x, seed)]


@shuffle.wrong
def nothing_shuffled(x, y, seed):
    """Your arrays come back as they were. Take the columns in the new order: `x[:, order]`."""
    return x, y


@shuffle.wrong(credit=0.5)
def the_other_way_round(x, y, seed):
    """x and y are shuffled together, but you put column 0 where the order says. Asked for is to
    take, as the first, the column that the order names first: `x[:, order]`."""
    back = np.argsort(order_of(x, seed))
    return x[:, back], y[:, back]


@shuffle.wrong
def rows_shuffled(x, y, seed):
    """You changed the order of the rows. A row is one input of all examples; an example is a
    column: `x[:, order]`."""
    rng = np.random.default_rng(seed)
    return x[rng.permutation(len(x))], y[rng.permutation(len(y))]


@shuffle.wrong
def seed_not_used(x, y, seed):
    """x and y are shuffled together, but always in the order of the same seed. The order is drawn
    with the `seed` that is given."""
    return reference(x, y, 0)


@shuffle.wrong
def some_twice(x, y, seed):
    """Some examples come twice and others not at all: `integers` and `choice` draw every column
    anew. `permutation` takes each exactly once."""
    picks = np.random.default_rng(seed).integers(0, x.shape[1], x.shape[1])
    return x[:, picks], y[:, picks]


@shuffle.wrong
def reversed_(x, y, seed):
    """You turned the order round. That is another order, but the same one for every seed."""
    return x[:, ::-1], y[:, ::-1]


@shuffle.wrong(credit=0.5)
def y_first(x, y, seed):
    """The numbers are right, but x and y have changed places: first x, then y."""
    order = order_of(x, seed)
    return y[:, order], x[:, order]


@shuffle.wrong(credit=0.5)
def older_generator(x, y, seed):
    """x and y are shuffled together, but with NumPy's older generator, whose orders are others.
    Make the new one: `np.random.default_rng(seed)`."""
    order = np.random.RandomState(seed).permutation(x.shape[1])
    return x[:, order], y[:, order]


@shuffle.wrong
def as_many_as_rows(x, y, seed):
    """Your order has as many entries as x has rows. Examples are columns: `x.shape[1]`."""
    order = np.random.default_rng(seed).permutation(len(x)) % x.shape[1]
    return x[:, order], y[:, order]


@shuffle.wrong(credit=0.5)
def seed_forgotten(x, y, seed):
    """Two calls with the same seed give different orders. Either the seed does not reach the
    generator, or the generator was made outside the function. Make it inside, from `seed`."""
    order = np.random.default_rng().permutation(x.shape[1])
    return x[:, order], y[:, order]


@shuffle.also_right
def with_take(x, y, seed):
    order = np.random.default_rng(seed).permutation(np.arange(y.shape[1]))
    return np.take(x, order, axis=1), np.stack([y[:, i] for i in order], axis=1)


shuffled_alone = Choice(
    "08.shuffled_alone",
    kind="prediction",
    points=1,
    minutes=2,
    asks="how many new digits a network reads if x was shuffled and y was not",
    options=(
        Wrong(
            "99 %, as without the mistake; only the order is another",
            "order-only",
            "The order of the examples does not matter. But here picture and label do not belong "
            "together any more.",
        ),
        Wrong(
            "about half",
            "half-learnt",
            "Only about a tenth of the labels is right by luck; the others are those of some other "
            "digit. What is there to learn from them?",
        ),
        Right(
            "about 10 %, as by guessing",
            "Nothing complains, the loss even falls a little: only a look at other digits tells.",
        ),
        Wrong(
            "nobody can tell: Python stops with an error",
            "error",
            "All shapes fit: 64 rows and 10 rows, as many columns. No line has a reason to stop.",
        ),
    ),
    hints=(
        Hint("What can be learnt?", "What has a picture to do with another picture's label?"),
        Hint("What does the network see?", "To every picture, any of the ten labels."),
        Hint("Nearly the answer", "It can do no better than somebody who does not look."),
    ),
)
