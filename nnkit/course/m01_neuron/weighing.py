"""The weighted sum: what a neuron does before anything else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks import cases
from nnkit.checks.exercise import Code, Fresh, Hint, Misconception, Value
from nnkit.course.m01_neuron.fresh import Day, draw_day


def neuron_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Weights (n,), bias and inputs (n,): the beach, random neurons, and one with large numbers;
    once with whole numbers."""
    yield np.array([4, -3]), -1, np.array([0.9, 0.2])
    for n in (3, 5, 1):
        yield cases.normal(rng, n), float(cases.normal(rng, 1)[0]), cases.normal(rng, n)
    yield 20 * cases.normal(rng, 6), -7.5, 20 * cases.normal(rng, 6)
    yield rng.integers(1, 9, 4), 2, cases.normal(rng, 4)


z_windy = Value(
    "01.z_windy",
    points=1,
    minutes=3,
    asks="Pre-activation of the beach neuron for sunshine {x1} and wind {x2}",
    fresh=Fresh(Day(0.5, 0.6), draw_day),
    practice=(
        "The beach neuron weighs the sunshine x₁ with 4 and the wind x₂ with −3, and its bias "
        "is −1. Another day: x₁ = {x1} and x₂ = {x2}. What is z?"
    ),
    reference=lambda n: n.z,
    why="{says}",
    misconceptions=(
        Misconception(
            "no-bias",
            lambda n: n.z + 1,
            "This is the sum without the bias, which is part of z.",
        ),
        Misconception(
            "bias-sign-lost",
            lambda n: n.z + 2,
            "You added 1. The bias is −1, so adding it makes the sum smaller.",
        ),
        Misconception(
            "weights-swapped",
            lambda n: -3 * n.x1 + 4 * n.x2 - 1,
            "You gave the sunshine's weight to the wind and the wind's to the sunshine.",
        ),
        Misconception(
            "weight-sign-lost",
            lambda n: n.p1 + n.p2 - 1,
            "The weight of the wind is −3: wind speaks against the beach.",
        ),
        Misconception(
            "bias-inside",
            -1.6,
            "You added the bias to the inputs before weighing them. It is added once, at the end.",
        ),
        Misconception(
            "step-given",
            0.0,
            "0 is what the neuron says in the end. Asked for is z, the number before that.",
        ),
        Misconception(
            "sign-turned",
            lambda n: -n.z,
            "The size is right, the sign is not: {p1} − {p2} − 1.",
        ),
        Misconception(
            "half-of-today",
            -1.0,
            "You took half of today's 0.9. The sunshine is x₁ = 0.5.",
        ),
        Misconception(
            "both-added",
            lambda n: n.p1 + n.p2 + 1,
            "Two minus signs got lost: the weight of the wind is −3, and the bias is −1.",
        ),
        Misconception(
            "bias-missing-and-sign-lost",
            lambda n: n.p1 + n.p2,
            "The weight of the wind is −3, so its part is taken away; and the bias is missing.",
        ),
        Misconception(
            "bias-left-out-of-the-day-before",
            2.0,
            "2.0 is 4·0.5 alone, or the z of the day in the example. The wind and the bias belong "
            "to the sum, too.",
        ),
    ),
    hints=(
        Hint("Where do I start?", "Each input times its own weight: 4·{x1} and −3·{x2}."),
        Hint("I have {p1} and −{p2}.", "Add them, and then the bias."),
        Hint("I want to check.", "{p1} − {p2} − 1."),
    ),
)

preactivation = Code(
    "01.preactivation",
    points=1.5,
    minutes=5,
    asks="preactivation(w, b, x) -> z, one number",
    cases=neuron_cases,
    arguments=("w", "b", "x"),
    exact_shape=True,
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
    return float(np.dot(w, x) + b)


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
    """You add the bias to the inputs, so the weights multiply it too. It is added once, after the
    sum."""
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


@preactivation.wrong
def two_inputs_only(w, b, x):
    """You write out two products. A neuron may have any number of inputs: take the sum over all of
    them."""
    return w[0] * x[0] + w[1] * x[1] + b


@preactivation.wrong
def first_input_only(w, b, x):
    """Only the first input is heard. A `return` inside a loop ends the function in the first
    round."""
    return w[0] * x[0] + b


@preactivation.wrong
def last_input_only(w, b, x):
    """Only the last input is heard. In each round the new product has to be added to what is there
    already."""
    return w[-1] * x[-1] + b


@preactivation.wrong
def last_product_only(w, b, x):
    """Only the last product comes out. In each round the new product has to be added to what is
    there already, and the bias is part of the sum."""
    return w[-1] * x[-1]


@preactivation.wrong
def first_input_left_out(w, b, x):
    """The first input is missing from your sum. Python counts from 0."""
    return w[1:] @ x[1:] + b


@preactivation.wrong
def beach_neuron(w, b, x):
    """Your numbers are those of the beach neuron, 4, −3 and −1. Use the names `w`, `b` and `x`:
    each call brings its own numbers."""
    return np.dot([4.0, -3.0], x) - 1.0


@preactivation.wrong
def beach_neuron_by_index(w, b, x):
    """Your numbers are those of the beach neuron, 4, −3 and −1. Use the names `w`, `b` and `x`:
    each call brings its own numbers."""
    return 4.0 * x[0] - 3.0 * x[1] - 1.0


@preactivation.wrong
def arguments_swapped(w, b, x):
    """Your result comes out if the second and the third argument change places. The order is `w`,
    `b`, `x`."""
    return w * b + x


@preactivation.wrong
def mean_for_sum(w, b, x):
    """You take the mean of the products. A neuron adds them up."""
    return np.mean(w * x) + b


@preactivation.wrong
def added_for_multiplied(w, b, x):
    """You add each weight to its input. The weight says how much the input counts: it is
    multiplied."""
    return np.sum(w + x) + b


@preactivation.wrong
def bias_multiplied(w, b, x):
    """You multiply by the bias. It is added."""
    return b * (w @ x)


@preactivation.wrong
def cut_to_whole_numbers(w, b, x):
    """Your result is cut to a whole number. Leave out `int`: z has decimals."""
    return int(w @ x + b)


@preactivation.wrong
def sigmoid_included(w, b, x):
    """You have already applied the sigmoid. Here z itself is asked for."""
    return 1 / (1 + np.exp(-(w @ x + b)))


@preactivation.wrong
def relu_included(w, b, x):
    """Yours is never below 0. z may be negative: it says how clear a no is."""
    return max(0, w @ x + b)


@preactivation.wrong
def largest_product(w, b, x):
    """You take the largest product. A neuron adds them all up."""
    return np.max(w * x) + b


@preactivation.wrong
def subtracted_in_pairs(w, b, x):
    """You subtract each input from its weight. The weight says how much the input counts: it is
    multiplied."""
    return np.sum(w - x) + b


@preactivation.wrong
def weights_added_first(w, b, x):
    """You add up the weights and multiply each input by the sum. Each weight belongs to one
    input."""
    return np.sum(w) * x + b


@preactivation.wrong
def inputs_reversed(w, b, x):
    """The first weight met the last input. First with first, second with second."""
    return w @ x[::-1] + b


@preactivation.wrong
def bias_twice(w, b, x):
    """The bias is in your sum twice."""
    return w @ x + 2 * b


@preactivation.wrong
def last_input_left_out(w, b, x):
    """The last input is missing from your sum."""
    return w[:-1] @ x[:-1] + b


@preactivation.also_right
def by_loop(w, b, x):
    """The sum written out."""
    z = b
    for i in range(len(w)):
        z = z + w[i] * x[i]
    return z
