"""How large an update is against the weights, and the rate that follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Case, Code, Hint, Misconception, Value, Variant


def update_cases(rng: Generator) -> Iterator[Case]:
    """One to four arrays before and after an update, of different shapes."""
    for shapes in (
        ((3, 2),),
        ((4, 3), (2, 4)),
        ((2, 5), (3, 2), (1, 3)),
        ((1, 1), (6, 2), (3, 3), (5, 1)),
    ):
        old = [normal(rng, *shape) * rng.uniform(0.5, 3) for shape in shapes]
        yield old, [W + rng.uniform(0.05, 0.4) * normal(rng, *W.shape) for W in old]


def lengths(old, new, length=np.linalg.norm):
    return [(length(V - W), length(W), length(V)) for W, V in zip(old, new, strict=True)]


update_ratio = Code(
    "08.update_ratio",
    points=2,
    minutes=5,
    difficulty=2,
    asks="update_ratio(old, new) -> list of numbers, size of the update over that of the weights",
    cases=update_cases,
    arguments=("old", "new"),
    hints=(
        Hint("What is the size of an array?", "Its length: `np.linalg.norm(W)`, as in module 05."),
        Hint("What is the update?", "What has been added to it: new minus old, array by array."),
        Hint(
            "Nearly the answer",
            "For each pair: `np.linalg.norm(V - W)`, divided by `np.linalg.norm(W)`.",
        ),
    ),
)


@update_ratio.right
def reference(old, new):
    return [step / before for step, before, _ in lengths(old, new)]


@update_ratio.wrong
def divided_by_the_new(old, new):
    """You divided by the new weights. The update is compared with what was there before it."""
    return [step / after for step, _, after in lengths(old, new)]


@update_ratio.wrong
def difference_of_the_lengths(old, new):
    """You took the length of each array first, and then the difference. Weights can turn without
    growing longer. First the difference, then its length."""
    return [abs(after - before) / before for _, before, after in lengths(old, new)]


@update_ratio.wrong
def signed_difference_of_the_lengths(old, new):
    """You took the length of each array first, and then the difference. Weights can turn without
    growing longer. First the difference, then its length."""
    return [(after - before) / before for _, before, after in lengths(old, new)]


@update_ratio.wrong
def new_over_old(old, new):
    """You divided the new weights by the old ones. Asked for is the update, new minus old, over the
    old."""
    return [after / before for _, before, after in lengths(old, new)]


@update_ratio.wrong
def mean_of_the_ratios(old, new):
    """You divided entry by entry and took the mean. One weight near 0 decides it all then. Take the
    length of the whole array, above and below."""
    return [float(np.mean(np.abs((V - W) / W))) for W, V in zip(old, new, strict=True)]


@update_ratio.wrong
def squares(old, new):
    """You compared the sums of the squares. The length is the root of the sum of the squares."""
    return [(step / before) ** 2 for step, before, _ in lengths(old, new)]


@update_ratio.wrong
def sums_of_sizes(old, new):
    """You added up (or averaged) the absolute values. The length of an array is the root of the sum
    of its squares: `np.linalg.norm`."""
    return [step / before for step, before, _ in lengths(old, new, lambda W: np.abs(W).sum())]


@update_ratio.wrong
def largest_entries(old, new):
    """You compared the largest entries. The length of an array is the root of the sum of its
    squares: `np.linalg.norm`."""
    return [step / before for step, before, _ in lengths(old, new, lambda W: np.abs(W).max())]


@update_ratio.wrong
def turned_over(old, new):
    """You divided the weights by the update. It is the other way round: a small update, a small
    number."""
    return [before / step for step, before, _ in lengths(old, new)]


@update_ratio.wrong
def update_alone(old, new):
    """That is the size of the updates. Whether it is large depends on the weights: divide by their
    size."""
    return [step for step, _, _ in lengths(old, new)]


@update_ratio.wrong(credit=0.5)
def one_number_for_all(old, new):
    """You made one number of all arrays. Each layer has its own: one number for each array."""
    steps, before, _ = np.array(lengths(old, new)).T
    return [float(np.linalg.norm(steps) / np.linalg.norm(before))]


@update_ratio.wrong
def first_array_only(old, new):
    """You return the ratio of the first array alone. Give a list with one number for each array."""
    return reference(old, new)[:1]


@update_ratio.wrong
def length_of_the_ratios(old, new):
    """You divided entry by entry, and took the length afterwards. Take the two lengths first, then
    divide: one number over one number."""
    return [np.linalg.norm((V - W) / W) for W, V in zip(old, new, strict=True)]


@update_ratio.wrong
def signed_mean_of_the_ratios(old, new):
    """You divided entry by entry and took the mean; entries up and down cancel. Take the length of
    the whole array, above and below."""
    return [float(np.mean((V - W) / W)) for W, V in zip(old, new, strict=True)]


@update_ratio.wrong
def sums(old, new):
    """You added up the entries, or took their mean. What goes up and what goes down cancels. The
    length of an array is the root of the sum of its squares: `np.linalg.norm`."""
    return [step / before for step, before, _ in lengths(old, new, np.sum)]


@update_ratio.wrong
def spreads(old, new):
    """You compared spreads. They do not see what all weights have in common. The length of an array
    is the root of the sum of its squares: `np.linalg.norm`."""
    return [np.std(V - W) / np.std(W) if W.size > 1 else 0.0 for W, V in zip(old, new, strict=True)]


@update_ratio.wrong(credit=0.5)
def in_per_cent(old, new):
    """That is in per cent. Give the ratio itself."""
    return [100 * ratio for ratio in reference(old, new)]


@update_ratio.wrong(credit=0.5)
def mean_over_the_layers(old, new):
    """You took the mean over the layers. Each has its own number: give the list."""
    return float(np.mean(reference(old, new)))


@update_ratio.wrong
def largest_stretch(old, new):
    """`np.linalg.norm(W, 2)` of a matrix is another kind of length. Without the 2 it is the root of
    the sum of all squares."""
    return [step / before for step, before, _ in lengths(old, new, lambda W: np.linalg.norm(W, 2))]


@update_ratio.wrong
def first_length_not_subtracted(old, new):
    """Brackets are missing: `a - b / c` divides b alone. And the difference comes before the
    length: the length of V − W, over that of W."""
    return [after - 1 for _, _, after in lengths(old, new)]


@update_ratio.wrong
def rows_apart(old, new):
    """You give a number for each row of an array. Take the length of the whole array."""
    return [
        np.linalg.norm(V - W, axis=1) / np.linalg.norm(W, axis=1)
        for W, V in zip(old, new, strict=True)
    ]


@update_ratio.also_right
def by_squares(old, new):
    return [np.sqrt(np.sum((V - W) ** 2) / np.sum(W**2)) for W, V in zip(old, new, strict=True)]


class Measured(NamedTuple):
    """A learning rate, and the update ratio that was measured with it."""

    alpha: float
    ratio: float

    def __repr__(self) -> str:
        return f"with α = {self.alpha} an update is {self.ratio} of the weights"


def draw_measured(draw: Draw) -> Measured:
    """The answer is no power of ten times one of the numbers."""
    while True:
        own = Measured(
            draw.choice((0.2, 0.3, 0.5, 0.6, 0.8, 1.5)), draw.choice((0.002, 0.004, 0.005, 0.0004))
        )
        if my_rate.tells_apart(own, 0.0041):
            return own


my_rate = Value(
    "08.my_rate",
    points=1,
    minutes=3,
    asks="the learning rate with which an update is a thousandth of the weights",
    variant=Variant("08.ratio", draw_measured),
    practice=(
        "With the learning rate {alpha} the size of an update over the size of the weights is "
        "{ratio}. With which learning rate is an update a thousandth of the weights? Three "
        "decimals."
    ),
    reference=lambda own: own.alpha * 0.001 / own.ratio,
    tolerance=1e-3,
    why="An update is α times the gradient: half the rate, half the ratio.",
    misconceptions=(
        Misconception(
            "wrong-way",
            lambda own: own.alpha * own.ratio / 0.001,
            "You changed the rate the wrong way. If the updates are too large, the rate has to "
            "become smaller.",
        ),
        Misconception(
            "the-ratio-itself",
            lambda own: 0.001,
            "A thousandth is what the ratio should be. The rate is another number: by which factor "
            "has the ratio to change?",
        ),
        Misconception(
            "the-factor",
            lambda own: 0.001 / own.ratio,
            "That is the factor by which the ratio has to change. The rate changes by the same "
            "factor: multiply.",
        ),
        Misconception(
            "the-factor-turned",
            lambda own: own.ratio / 0.001,
            "That is by how much the ratio is off. The rate has to change by as much, to make up "
            "for it.",
        ),
        Misconception(
            "unchanged",
            lambda own: own.alpha,
            "That is the rate as it was, and with it the ratio is what was measured.",
        ),
    ),
    hints=(
        Hint("What does the rate do?", "The update is α times the gradient."),
        Hint("By which factor?", "From your ratio to 0.001: divide 0.001 by it."),
        Hint("Nearly the answer", "`my_run.alpha * 0.001 / my_run.ratio`"),
    ),
)
