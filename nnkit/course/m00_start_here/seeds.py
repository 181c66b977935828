"""Random numbers that come again: seeds and generators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.exercise import Choice, Code, Hint, Right, Wrong


def seed_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """n_out, n_in and a seed."""
    for n_out, n_in in ((4, 3), (2, 5), (3, 3)):
        yield n_out, n_in, int(rng.integers(1, 10_000))


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
    arguments=("n_out", "n_in", "seed"),
    accepts=(
        lambda n_out, n_in, seed: 2 * np.random.default_rng(seed).random((n_out, n_in)) - 1,
        lambda n_out, n_in, seed: np.random.default_rng(seed).uniform(
            low=-1.0, high=1.0, size=(n_out, n_in)
        ),
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
    """Each call gives other numbers: the seed is not handed to the generator. Nobody, you included,
    could ever repeat what you did."""
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
    """`normal` draws from a bell curve and knows no limits. Between two limits, all numbers alike:
    `uniform`."""
    return np.random.default_rng(seed).normal(size=(n_out, n_in))


@seeded.wrong(credit=0.5)
def global_seed(n_out, n_in, seed):
    """`np.random.seed` is the old way: it sets one generator for the whole program, which any other
    line can disturb. Make one of your own with `default_rng(seed)`."""
    np.random.seed(seed)  # noqa: NPY002
    return np.random.uniform(-1, 1, (n_out, n_in))  # noqa: NPY002
