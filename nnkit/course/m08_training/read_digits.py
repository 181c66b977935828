"""What the student's own network reaches on digits that it was not trained on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from nnkit.checks.exercise import Case, Code, Hint
from nnkit.data import digits

N_TRAIN = 1400
"""The notebook trains on the first 1400 digits; the other 397 are for validation."""

Array = NDArray[Any]


@cache
def all_digits() -> tuple[Array, Array]:
    x, y = digits(0)
    return x, y.argmax(axis=0)


def held_out(rng: Generator) -> Iterator[Case]:
    """All validation digits in another order, with what they are."""
    x, labels = all_digits()
    order = N_TRAIN + rng.permutation(x.shape[1] - N_TRAIN)
    yield x[:, order], labels[order]


def reached(answer: Callable[..., Any], x: Array, labels: Array) -> str:
    """How well an answer reads the digits, in words that are the same for all good networks."""
    told = np.squeeze(np.asarray(answer(x)))
    if told.shape == (10, len(labels)):
        return "ten rows, not one number for each digit"
    if told.shape != labels.shape:
        return "not one number for each digit"
    accuracy = np.mean(told == labels)
    for share, words in ((0.95, "at least 95 %"), (0.8, "80 to 95 %"), (0.3, "30 to 80 %")):
        if accuracy >= share:
            return f"{words} right"
    return "less than 30 % right"


read_digits = Code(
    "08.read_digits",
    points=3,
    minutes=8,
    difficulty=2,
    asks="read_digits(x) -> the digits 0 to 9 that your network reads, one for each column",
    needs=("08.train",),
    cases=held_out,
    use=reached,
    hints=(
        Hint(
            "How do I get from outputs to digits?",
            "Ten outputs, one row for each digit: the number of the row with the largest output is "
            "the answer, `argmax(axis=0)`.",
        ),
        Hint(
            "My network stays below 95 %.",
            "Does its loss still fall? Then more epochs, or a larger alpha. Does it jump? Then a "
            "smaller one. Between 1 and 5 is a good place to look, with batches of 16 to 32.",
        ),
        Hint(
            "Nearly the answer",
            "`forward(my_weights, my_biases, x)[-1].argmax(axis=0)`, with what `train` returned.",
        ),
    ),
)


def nearest(x):
    """The label of the training digit that is most like each column."""
    known, labels = all_digits()
    known = known[:, :500]  # enough for 98 %, and quick
    distance = (known**2).sum(axis=0)[:, None] - 2 * known.T @ np.asarray(x)  # (500, N)
    return labels[distance.argmin(axis=0)]


def partly_wrong(x, every):
    told = nearest(x)
    told[::every] = (told[::every] + 1) % 10
    return told


@read_digits.right
def reference(x):
    return nearest(x)


@read_digits.wrong
def outputs_not_digits(x):
    """You return ten rows of outputs. The digit is the number of the row with the largest one:
    `argmax(axis=0)`, one number for each column."""
    return np.eye(10)[:, nearest(x)]


@read_digits.wrong
def over_the_examples(x):
    """You do not return one number for each digit. Examples are columns: look for the largest
    output in each column, `argmax(axis=0)`."""
    return np.eye(10)[:, nearest(x)].argmax(axis=1)


@read_digits.wrong(credit=0.5)
def not_yet_there(x):
    """Your network reads between 80 and 95 % of the digits that it does not know. It has learnt a
    lot; train longer, or with a better learning rate, until it reads 95 %."""
    return partly_wrong(x, 8)


@read_digits.wrong
def hardly_begun(x):
    """Your network reads less than 80 % of the digits that it does not know. Does its loss fall? If
    slowly, train longer or with a larger learning rate; if it jumps, with a smaller one."""
    return partly_wrong(x, 2)


@read_digits.wrong
def as_by_guessing(x):
    """Your network reads hardly more digits than somebody who guesses. Are these the weights that
    `train` returned, and not those that it began with? Are pictures and labels still pairs?"""
    return np.zeros(np.shape(x)[1], int)


@read_digits.also_right
def as_a_row(x):
    return nearest(x).reshape(1, -1).tolist()
