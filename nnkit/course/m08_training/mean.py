"""The mean over batches of unequal size, of losses and of gradients."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Case, Code, Hint, Misconception, Value, Variant


class Losses(NamedTuple):
    """The losses of an epoch's batches, and their sizes."""

    losses: list[float]
    sizes: list[int]

    def __repr__(self) -> str:
        told = ", ".join(
            f"{loss} on {size}" for loss, size in zip(self.losses, self.sizes, strict=True)
        )
        return f"loss of each batch: {told} examples"


def draw_losses(draw: Draw) -> Losses:
    """Two full batches and a smaller last one, whose loss stands out."""
    while True:
        size = draw.choice((8, 10, 16, 20))
        losses = [
            draw.integer(20, 60) / 100,
            draw.integer(20, 60) / 100,
            draw.integer(70, 99) / 100,
        ]
        own = Losses(losses, [size, size, draw.integer(2, size // 2 - 1)])
        if my_epoch_loss.tells_apart(own, 0.0041):
            return own


def mean_loss(own: Losses) -> float:
    return float(np.dot(own.losses, own.sizes) / sum(own.sizes))


my_epoch_loss = Value(
    "08.my_epoch_loss",
    points=1,
    minutes=4,
    asks="mean loss over all examples of the epoch, three decimals",
    variant=Variant("08.losses", draw_losses),
    practice=(
        "Batches with {sizes} examples have the mean losses {losses}. What is the mean loss "
        "over all their examples? Three decimals."
    ),
    reference=mean_loss,
    tolerance=1e-3,
    why="Each example counts once, whichever batch it was in.",
    misconceptions=(
        Misconception(
            "mean-of-the-means",
            lambda own: float(np.mean(own.losses)),
            "You took the mean of the three losses. The few examples of the last batch then weigh "
            "as much as the many of a full one. Weigh each loss with its number of examples.",
        ),
        Misconception(
            "last-batch-dropped",
            lambda own: float(np.mean(own.losses[:2])),
            "You left the last batch out. It is small, but its examples count as well.",
        ),
        Misconception(
            "sum-of-all",
            lambda own: float(np.dot(own.losses, own.sizes)),
            "That is the sum over all examples. Divide by how many there are.",
        ),
        Misconception(
            "divided-by-batches",
            lambda own: float(np.dot(own.losses, own.sizes) / 3),
            "You divided the sum over all examples by the number of batches. Divide by the number "
            "of examples.",
        ),
        Misconception(
            "as-if-full",
            lambda own: float(np.dot(own.losses, own.sizes) / (3 * own.sizes[0])),
            "You divided as if the last batch were full. Divide by the examples that there are.",
        ),
        Misconception(
            "sum-of-losses",
            lambda own: float(sum(own.losses)),
            "That is the sum of the three losses. A mean lies between the smallest and largest.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "A batch's loss is a mean. Times its size, it is a sum again."),
        Hint("And then?", "Add the three sums up, and divide by the number of all examples."),
        Hint(
            "Nearly the answer",
            "`np.dot(my_batches.losses, my_batches.sizes)`, divided by `sum(my_batches.sizes)`.",
        ),
    ),
)


def loss_cases(rng: Generator) -> Iterator[Case]:
    """Batches of different sizes, in one case nearly all equal, in one a single batch."""
    for sizes in ((32, 32, 32, 8), (5, 2, 9), (7,), (20, 20, 1), (3, 8, 4, 6, 11)):
        yield [float(loss) for loss in rng.uniform(0.1, 2.0, len(sizes))], list(sizes)


epoch_loss = Code(
    "08.epoch_loss",
    points=1.5,
    minutes=4,
    asks="epoch_loss(losses, sizes) -> mean loss over all examples, a number",
    cases=loss_cases,
    arguments=("losses", "sizes"),
    hints=(
        Hint("Why not np.mean(losses)?", "A batch of 8 would count as much as a batch of 32."),
        Hint("What is loss · size?", "The sum of the losses of that batch's examples."),
        Hint("Nearly the answer", "`np.dot(losses, sizes)`, divided by `sum(sizes)`."),
    ),
)


@epoch_loss.right
def reference_loss(losses, sizes):
    return float(np.dot(losses, sizes) / np.sum(sizes))


@epoch_loss.wrong
def mean_of_the_means(losses, sizes):
    """You took the mean of the batches' losses. A small batch then counts as much as a large one.
    Weigh each loss with the number of its examples."""
    return float(np.mean(losses))


@epoch_loss.wrong
def sum_of_all(losses, sizes):
    """That is the sum over all examples. For the mean, divide by how many examples there are."""
    return float(np.dot(losses, sizes))


@epoch_loss.wrong
def divided_by_batches(losses, sizes):
    """You divided by the number of batches. What you added up are examples: divide by
    `sum(sizes)`."""
    return float(np.dot(losses, sizes) / len(sizes))


@epoch_loss.wrong
def as_if_all_like_the_first(losses, sizes):
    """You divided as if all batches were as large as the first. Divide by `sum(sizes)`."""
    return float(np.dot(losses, sizes) / (sizes[0] * len(sizes)))


@epoch_loss.wrong
def last_batch_left_out(losses, sizes):
    """The last batch is missing from your mean. It is often small, but its examples count."""
    if len(sizes) == 1:
        return losses[0]
    return float(np.dot(losses[:-1], sizes[:-1]) / np.sum(sizes[:-1]))


@epoch_loss.wrong
def sum_of_losses(losses, sizes):
    """You added the losses up. A mean lies between the smallest and the largest of them."""
    return float(np.sum(losses))


@epoch_loss.wrong
def weighed_by_the_inverse(losses, sizes):
    """You divided each loss by its size, so that small batches count most. It is the other way
    round: multiply."""
    weights = 1 / np.array(sizes)
    return float(np.dot(losses, weights) / weights.sum())


@epoch_loss.wrong
def last_loss(losses, sizes):
    """That is the loss of the last batch alone."""
    return losses[-1]


@epoch_loss.wrong
def losses_over_examples(losses, sizes):
    """You added up the batches' losses and divided by the number of examples. Each loss is a mean
    already: first times its size, then the sum."""
    return float(np.sum(losses) / np.sum(sizes))


@epoch_loss.wrong
def divided_by_the_largest(losses, sizes):
    """You divided by the size of the largest batch. Divide by all examples, `sum(sizes)`."""
    return float(np.dot(losses, sizes) / max(sizes))


@epoch_loss.wrong
def not_added_up(losses, sizes):
    """You give a number for each batch. Add them up: the loss of the epoch is one number."""
    return [loss * size / sum(sizes) for loss, size in zip(losses, sizes, strict=True)]


@epoch_loss.wrong
def last_share_alone(losses, sizes):
    """Only the last batch is in your sum: begin with 0 before the loop, and add with `+=`."""
    return float(losses[-1] * sizes[-1] / sum(sizes))


@epoch_loss.wrong
def first_share_alone(losses, sizes):
    """Only the first batch is in your sum. `return` stands after the loop, not in it."""
    return float(losses[0] * sizes[0] / sum(sizes))


@epoch_loss.wrong
def middle_loss(losses, sizes):
    """You took the median. The mean over the examples weighs each loss with its size."""
    return float(np.median(losses))


@epoch_loss.wrong
def divided_by_sizes(losses, sizes):
    """You divided each loss by its size. It is a mean already; times its size it is a sum again."""
    return float(np.sum(np.array(losses) / np.array(sizes)))


@epoch_loss.wrong
def first_loss(losses, sizes):
    """That is the loss of the first batch alone."""
    return losses[0]


@epoch_loss.also_right
def one_after_the_other(losses, sizes):
    return sum(loss * size for loss, size in zip(losses, sizes, strict=True)) / sum(sizes)


@epoch_loss.also_right
def by_average(losses, sizes):
    return np.average(losses, weights=sizes)
