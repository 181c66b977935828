"""Random numbers that come again: seeds and generators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.exercise import Choice, Code, Hint, Right, Wrong


def seed_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """n_out, n_in and a seed."""
    for n_out, n_in in ((4, 3), (2, 5), (3, 3)):
        yield n_out, n_in, int(rng.integers(100, 10_000))


LARGE = (200, 100)
"""A shape with enough numbers to see between which limits, and how evenly, they lie."""


def whichever_generator(answer: Any, n_out: int, n_in: int, seed: int) -> Any:
    """What an answer gives; every generator is right whose numbers are what was asked for."""
    value, again, other = (answer(n_out, n_in, s) for s in (seed, seed, seed + 1))
    if np.shape(value) != (n_out, n_in) or not np.array_equal(value, again):
        return value
    fine = is_even(value, limit=1.0) and not np.array_equal(value, other)
    if fine and n_out > n_in:  # once is enough
        many = answer(*LARGE, seed)
        fine = np.shape(many) == LARGE and is_even(many)
    return reference(n_out, n_in, seed) if fine else value


def is_even(numbers: Any, limit: float = 0.025) -> bool:
    """Whether numbers between -1 and 1 are all different, and all parts between are as likely."""
    inside = np.sort(np.ravel(np.asarray(numbers, float)))
    if np.abs(inside).max() > 1 or len(np.unique(inside)) < len(inside):
        return False
    steps = (np.arange(len(inside)) + 0.5) / len(inside)
    return bool(np.abs((inside + 1) / 2 - steps).max() < limit)


repeated = Choice(
    "00.repeated",
    kind="prediction",
    points=0.5,
    minutes=2,
    asks="Which two of three numbers from two generators with one seed are equal",
    options=(
        Wrong(
            "`x` and `y`",
            "one-number-a-seed",
            "`x` and `y` come from the same generator, one after the other. It goes on to its next "
            "number with every call.",
        ),
        Right(
            "`x` and `z`",
            "A seed fixes the whole row of numbers, the first, the second and all that follow.",
        ),
        Wrong(
            "`y` and `z`",
            "generator-goes-on",
            "The second generator knows nothing of the first. It starts at the beginning.",
        ),
        Wrong(
            "none: they are random",
            "random-is-random",
            "They only look random. The seed decides all of them, so the same seed brings the same "
            "numbers again.",
        ),
    ),
    hints=(
        Hint("What does a seed do?", "It fixes a whole row of numbers, in their order."),
        Hint("What does a call do?", "It takes the next number of that row."),
        Hint("Which place has which number?", "x first, y second; z is the first of its row."),
    ),
)

seeded = Code(
    "00.seeded",
    points=1.5,
    minutes=5,
    asks="seeded(n_out, n_in, seed) -> random weights between -1 and 1, (n_out, n_in)",
    cases=seed_cases,
    use=whichever_generator,
    arguments=("n_out", "n_in", "seed"),
    accepts=(
        lambda n_out, n_in, seed: 2 * np.random.default_rng(seed).random((n_out, n_in)) - 1,
        lambda n_out, n_in, seed: np.random.default_rng(seed).uniform(
            low=-1.0, high=1.0, size=(n_out, n_in)
        ),
        lambda n_out, n_in, seed: np.random.RandomState(seed).uniform(-1, 1, (n_out, n_in)),
        lambda n_out, n_in, seed: np.random.default_rng(seed).uniform(-1, 1, (n_in, n_out)).T,
    ),
    hints=(
        Hint("Where do the numbers come from?", "From `rng = np.random.default_rng(seed)`."),
        Hint("How do I say from −1 to 1?", "`rng.uniform(low, high, shape)`"),
        Hint("Which shape?", "A pair in brackets of its own: `(n_out, n_in)`."),
    ),
)


@seeded.right
def reference(n_out, n_in, seed):
    return np.random.default_rng(seed).uniform(-1, 1, (n_out, n_in))


@seeded.wrong
def seed_forgotten(n_out, n_in, seed):
    """Two calls with the same seed give different numbers. Either the seed does not reach the
    generator, or the generator was made outside the function and goes on from call to call. Make it
    inside, from `seed`."""
    return np.random.default_rng().uniform(-1, 1, (n_out, n_in))


@seeded.wrong
def always_the_same_seed(n_out, n_in, seed):
    """A 0 is written into your function, so it does not matter which seed one asks for."""
    return np.random.default_rng(0).uniform(-1, 1, (n_out, n_in))


@seeded.wrong
def seed_of_the_example(n_out, n_in, seed):
    """42 was the seed of the example. Yours comes in as `seed`: hand that over."""
    return np.random.default_rng(42).uniform(-1, 1, (n_out, n_in))


@seeded.wrong
def from_zero_to_one(n_out, n_in, seed):
    """Your numbers lie between 0 and 1, so no weight is negative."""
    return np.random.default_rng(seed).random((n_out, n_in))


@seeded.wrong
def shape_swapped(n_out, n_in, seed):
    """Your shape is (n_in, n_out). One row for each neuron: n_out comes first."""
    return np.random.default_rng(seed).uniform(-1, 1, (n_in, n_out))


@seeded.wrong
def bell_curve(n_out, n_in, seed):
    """`normal` draws from a bell curve and knows no limits. `uniform` has limits, and between them
    each number is as likely as any other."""
    return np.random.default_rng(seed).normal(size=(n_out, n_in))


@seeded.wrong
def zero_to_one_and_swapped(n_out, n_in, seed):
    """Two things: your numbers lie between 0 and 1, and your shape is (n_in, n_out). The weights
    lie between −1 and 1, with one row for each neuron."""
    return np.random.default_rng(seed).random((n_in, n_out))


@seeded.wrong
def minus_one_to_zero(n_out, n_in, seed):
    """Your numbers lie between −1 and 0. From −1 to 1 is twice as wide."""
    return np.random.default_rng(seed).random((n_out, n_in)) - 1


@seeded.wrong
def half_as_wide(n_out, n_in, seed):
    """Your numbers lie between −½ and ½. From −1 to 1 is twice as wide."""
    return np.random.default_rng(seed).random((n_out, n_in)) - 0.5


@seeded.wrong
def rows_alike(n_out, n_in, seed):
    """All your rows are the same. Make the generator once, and draw all numbers from it."""
    rows = []
    for _ in range(n_out):
        rows.append(np.random.default_rng(seed).uniform(-1, 1, n_in))
    return np.array(rows)


@seeded.wrong
def all_alike(n_out, n_in, seed):
    """You draw one number and use it everywhere. Each weight is drawn by itself: give the shape to
    `uniform`."""
    return np.full((n_out, n_in), np.random.default_rng(seed).uniform(-1, 1))


@seeded.wrong
def flat(n_out, n_in, seed):
    """Your array is flat: n_out · n_in numbers in a line. Give the shape as a pair,
    `(n_out, n_in)`."""
    return np.random.default_rng(seed).uniform(-1, 1, n_out * n_in)


@seeded.wrong
def whole_numbers(n_out, n_in, seed):
    """You draw whole numbers, −1, 0 or 1. Decimal numbers between −1 and 1 are needed:
    `uniform`."""
    return np.random.default_rng(seed).integers(-1, 2, (n_out, n_in))


@seeded.wrong
def whole_numbers_without_one(n_out, n_in, seed):
    """You draw whole numbers, −1 or 0. Decimal numbers between −1 and 1 are needed: `uniform`."""
    return np.random.default_rng(seed).integers(-1, 1, (n_out, n_in))


@seeded.wrong
def seed_as_a_limit(n_out, n_in, seed):
    """Your numbers go up to `seed`. The limits are −1 and 1; the seed goes to the generator."""
    return np.random.default_rng(seed).uniform(-1, seed, (n_out, n_in))


@seeded.wrong
def rounded(n_out, n_in, seed):
    """You round the numbers. Then many weights are equal; leave all digits."""
    return np.random.default_rng(seed).uniform(-1, 1, (n_out, n_in)).round(1)


@seeded.wrong
def rounded_to_two(n_out, n_in, seed):
    """You round the numbers. Then many weights are equal; leave all digits."""
    return np.random.default_rng(seed).uniform(-1, 1, (n_out, n_in)).round(2)


@seeded.wrong
def two_draws_multiplied(n_out, n_in, seed):
    """You multiply random numbers with one another, so most products lie near 0. Each number
    between −1 and 1 has to be as likely as any other: one draw is enough."""
    rng = np.random.default_rng(seed)
    return rng.uniform(-1, 1, (n_out, n_in)) * rng.uniform(-1, 1, (n_out, n_in))


@seeded.wrong
def bell_curve_cut(n_out, n_in, seed):
    """`normal` draws from a bell curve, also if you cut it off at −1 and 1. With `uniform` each
    number between the limits is as likely as any other."""
    return np.clip(np.random.default_rng(seed).normal(size=(n_out, n_in)), -1, 1)


@seeded.wrong
def zero_to_two(n_out, n_in, seed):
    """Your numbers lie between 0 and 2. Subtract 1, and they lie between −1 and 1."""
    return 2 * np.random.default_rng(seed).random((n_out, n_in))


@seeded.wrong
def one_row_only(n_out, n_in, seed):
    """You draw n_out numbers, one for each neuron. Each neuron has n_in weights: the shape is
    `(n_out, n_in)`."""
    return np.random.default_rng(seed).uniform(-1, 1, n_out)


@seeded.wrong
def square(n_out, n_in, seed):
    """Your array is square, (n_out, n_out). Each neuron has n_in weights: the shape is
    `(n_out, n_in)`."""
    return np.random.default_rng(seed).uniform(-1, 1, (n_out, n_out))
