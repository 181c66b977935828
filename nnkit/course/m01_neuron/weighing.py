"""The weighted sum: what a neuron does before anything else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint, Misconception, Value
from nnkit.network import Network


def neuron_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Weights (n,), bias and inputs (n,): the beach, random neurons, and one with large numbers."""
    yield np.array([4.0, -3.0]), -1.0, np.array([0.9, 0.2])
    for n in (3, 5, 1):
        yield cases.normal(rng, n), float(cases.normal(rng, 1)[0]), cases.normal(rng, n)
    yield 20 * cases.normal(rng, 6), -7.5, 20 * cases.normal(rng, 6)


z_windy = Value(
    "01.z_windy",
    points=1,
    minutes=3,
    asks="Pre-activation of the beach neuron for sunshine 0.5 and wind 0.6",
    reference=-0.8,
    why="Below 0, so the neuron says no: 0.5 of sunshine cannot outweigh that wind.",
    misconceptions=(
        Misconception(
            "no-bias",
            0.2,
            "This is the sum without the bias. With it the answer changes from yes to no.",
        ),
        Misconception(
            "bias-sign-lost",
            1.2,
            "You added 1. The bias is −1, so adding it makes the sum smaller.",
        ),
        Misconception(
            "weights-swapped",
            -0.1,
            "You gave the sunshine's weight to the wind and the wind's to the sunshine.",
        ),
        Misconception(
            "weight-sign-lost", 2.8, "The weight of the wind is −3: wind speaks against the beach."
        ),
        Misconception(
            "bias-inside",
            -1.6,
            "You added the bias to the inputs before weighing them. It joins once, at the end.",
        ),
        Misconception(
            "step-given",
            0.0,
            "0 is what the neuron says in the end. Asked for is z, the number before that.",
        ),
    ),
    hints=(
        Hint("Where do I start?", "Each input times its own weight: 4·0.5 and −3·0.6."),
        Hint("I have 2.0 and −1.8.", "Add them, and then the bias."),
        Hint("I want to check.", "2.0 − 1.8 − 1."),
    ),
)

preactivation = Code(
    "01.preactivation",
    points=1.5,
    minutes=5,
    asks="preactivation(w, b, x) -> z, one number",
    cases=neuron_cases,
    arguments=("w", "b", "x"),
    accepts=(
        lambda w, b, x: np.sum(w * x) + b,
        lambda w, b, x: np.einsum("i,i->", w, x) + b,
        lambda w, b, x: sum(u * v for u, v in zip(w, x, strict=True)) + b,
    ),
    hints=(
        Hint("I get an array instead of a number.", "After `w * x` the sum is still to come."),
        Hint("Is there something shorter than a loop?", "`w @ x` multiplies and adds up."),
        Hint("And the bias?", "Once, at the end: `w @ x + b`."),
    ),
)


@preactivation.right
def reference(w, b, x):
    return Network([w[None]], [[[b]]], "identity").predict(x[:, None])[0, 0]


@preactivation.wrong
def no_bias(w, b, x):
    """The bias is missing. Without it a neuron with all inputs 0 could only ever say 0."""
    return w @ x


@preactivation.wrong
def no_sum(w, b, x):
    """`*` gives the products one beside the other, and you add the bias to each. A neuron adds its
    products up: one number comes out."""
    return w * x + b


@preactivation.wrong
def bias_each_time(w, b, x):
    """The bias is added once for each input. A neuron has one bias, added once."""
    z = 0.0
    for i in range(len(w)):
        z = z + w[i] * x[i] + b
    return z


@preactivation.wrong
def bias_inside(w, b, x):
    """You add the bias to the inputs, so the weights multiply it too. It belongs outside, behind
    the sum."""
    return w @ (x + b)


@preactivation.wrong
def bias_subtracted(w, b, x):
    """You subtract the bias. A threshold would be subtracted; a bias is a threshold with the
    opposite sign, and is added."""
    return w @ x - b


@preactivation.wrong
def sums_multiplied(w, b, x):
    """You add up the weights, add up the inputs, and multiply. Then every weight meets every input.
    Each weight belongs to one input only."""
    return np.sum(w) * np.sum(x) + b


@preactivation.wrong
def step_included(w, b, x):
    """You have already decided between 0 and 1. That comes next; here z is asked for."""
    return np.where(w @ x + b > 0, 1.0, 0.0)


@preactivation.also_right
def by_loop(w, b, x):
    """The sum written out."""
    z = b
    for i in range(len(w)):
        z = z + w[i] * x[i]
    return z
