"""Reading a model's summary: parameters counted, sizes found back, what an optimiser keeps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

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


class OwnSizes(NamedTuple):
    """Sizes of a network with one hidden layer."""

    inputs: int
    hidden: int
    outputs: int


def parameters(own: OwnSizes) -> int:
    """Weights and biases of both layers."""
    return (own.inputs + 1) * own.hidden + (own.hidden + 1) * own.outputs


def draw_sizes(draw: Draw) -> OwnSizes:
    """Three different sizes for which no two mistakes count the same."""
    while True:
        own = OwnSizes(draw.integer(5, 30), draw.integer(4, 20), draw.integer(2, 10))
        if len({*own}) == 3 and my_parameters.tells_apart(own, 1.5):
            return own


SIZES = Variant("10.sizes", draw_sizes)

my_parameters = Value(
    "10.my_parameters",
    points=1,
    minutes=4,
    asks="number of parameters of the student's own network, and bytes that they take in float32",
    variant=SIZES,
    parts=("parameters", "bytes"),
    practice=(
        "A network has {inputs} inputs and two `Dense` layers with biases, of {hidden} and "
        "{outputs} neurons. How many parameters has it, and how many **bytes** do they take in "
        "float32? A list `[parameters, bytes]`."
    ),
    reference=lambda own: [parameters(own), 4 * parameters(own)],
    tolerance=0.1,
    why="32 bits are 4 bytes. A model of 7 billion parameters takes 28 gigabytes so.",
    misconceptions=(
        Misconception(
            "no-biases",
            lambda own: [
                (own.inputs + own.outputs) * own.hidden,
                4 * (own.inputs + own.outputs) * own.hidden,
            ],
            "You counted the weights only. Each neuron that computes has a bias, too.",
        ),
        Misconception(
            "float64",
            lambda own: [parameters(own), 8 * parameters(own)],
            "The first is right. 8 bytes are a float64; a float32 has half as many.",
            credit=0.5,
        ),
        Misconception(
            "bits",
            lambda own: [parameters(own), 32 * parameters(own)],
            "The first is right. 32 is in bits; 8 bits are a byte.",
            credit=0.5,
        ),
        Misconception(
            "input-biases",
            lambda own: [parameters(own) + own.inputs, 4 * (parameters(own) + own.inputs)],
            "You counted biases for the inputs. They are given, not computed.",
        ),
        Misconception(
            "one-bias-a-layer",
            lambda own: [
                (own.inputs + own.outputs) * own.hidden + 2,
                4 * ((own.inputs + own.outputs) * own.hidden + 2),
            ],
            "You counted one bias a layer. Each neuron has its own.",
        ),
        Misconception(
            "first-layer-only",
            lambda own: [(own.inputs + 1) * own.hidden, 4 * (own.inputs + 1) * own.hidden],
            "That is the first layer. The second one has parameters, too.",
        ),
        Misconception(
            "all-sizes-multiplied",
            lambda own: [
                own.inputs * own.hidden * own.outputs + own.hidden + own.outputs,
                4 * (own.inputs * own.hidden * own.outputs + own.hidden + own.outputs),
            ],
            "You multiplied all three sizes. Count layer by layer: inputs times hidden, and hidden "
            "times outputs.",
        ),
        Misconception(
            "number-twice",
            lambda own: [parameters(own), parameters(own)],
            "The first is right. Each parameter takes 4 bytes in float32.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "A layer has n_in · n_out weights and n_out biases."),
        Hint("How many bytes has a float32?", "32 bits, and a byte has 8."),
        Hint("I want to see the formula.", "(inputs + 1) · hidden + (hidden + 1) · outputs"),
    ),
)


def summary_cases(rng: Generator) -> Iterator[Case]:
    """Numbers of inputs, and parameters of one to five layers."""
    for n_layers in (3, 1, 2, 5):
        sizes = [int(n) for n in rng.choice(np.arange(2, 40), n_layers + 1, replace=False)]
        pairs = pairwise(sizes)
        yield sizes[0], [(n_in + 1) * n_out for n_in, n_out in pairs]
    yield 5, [30, 30, 6]


sizes_from_summary = Code(
    "10.sizes_from_summary",
    points=2,
    minutes=6,
    difficulty=2,
    asks="sizes_from_summary(n_inputs, counts) -> list of all sizes, the inputs first",
    cases=summary_cases,
    arguments=("n_inputs", "counts"),
    hints=(
        Hint(
            "Where do I begin?",
            "One layer: count = n_in · n_out + n_out. You know count and n_in. Solve for n_out.",
        ),
        Hint("And the next layer?", "Its n_in is the n_out that you have just found."),
        Hint("Nearly the answer", "`sizes.append(count // (sizes[-1] + 1))` in a loop."),
    ),
)


@sizes_from_summary.right
def reference(n_inputs, counts):
    sizes = [n_inputs]
    for count in counts:
        sizes.append(count // (sizes[-1] + 1))
    return sizes


@sizes_from_summary.wrong
def biases_forgotten(n_inputs, counts):
    """You divide by the number of inputs alone. Each neuron has its weights *and* a bias: n_in + 1
    parameters."""
    sizes = [n_inputs]
    for count in counts:
        sizes.append(count // sizes[-1])
    return sizes


@sizes_from_summary.wrong
def biases_forgotten_in_decimals(n_inputs, counts):
    """You divide by the number of inputs alone, and get numbers that are not whole. Each neuron has
    its weights *and* a bias: n_in + 1 parameters."""
    sizes = [n_inputs]
    for count in counts:
        sizes.append(count / sizes[-1])
    return sizes


@sizes_from_summary.wrong
def always_the_inputs(n_inputs, counts):
    """You divide each count by the network's inputs. The inputs of a later layer are the neurons of
    the one before: use what you have just found."""
    return [n_inputs] + [count // (n_inputs + 1) for count in counts]


@sizes_from_summary.wrong
def one_bias_a_layer(n_inputs, counts):
    """You take away one bias for the whole layer. Each neuron has one: divide by n_in + 1."""
    sizes = [n_inputs]
    for count in counts:
        sizes.append((count - 1) / sizes[-1])
    return sizes


@sizes_from_summary.wrong
def one_less(n_inputs, counts):
    """You divide by n_in − 1. A bias is one parameter more for each neuron, not one fewer."""
    sizes = [n_inputs]
    for count in counts:
        sizes.append(count / (sizes[-1] - 1) if sizes[-1] != 1 else count)
    return sizes


@sizes_from_summary.wrong
def bias_taken_from_the_size(n_inputs, counts):
    """You divide by n_in and then take away 1. The bias belongs to each neuron, so it goes into
    what you divide by: n_in + 1."""
    sizes = [n_inputs]
    for count in counts:
        sizes.append(count / sizes[-1] - 1 if sizes[-1] else count)
    return sizes


@sizes_from_summary.wrong(credit=0.5)
def without_the_inputs(n_inputs, counts):
    """The sizes are right. The list should begin with the number of inputs."""
    return reference(n_inputs, counts)[1:]


@sizes_from_summary.wrong
def last_size_only(n_inputs, counts):
    """You return the last size only. Asked for is the list of all, the inputs first."""
    return reference(n_inputs, counts)[-1]


@sizes_from_summary.wrong
def first_layer_only(n_inputs, counts):
    """Only the first layer is in your list. A `return` inside the loop ends it in the first
    round."""
    return reference(n_inputs, counts)[:2]


@sizes_from_summary.wrong
def the_counts(n_inputs, counts):
    """You return the counts. How many neurons does a layer have, if it has so many parameters?"""
    return [n_inputs, *counts]


@sizes_from_summary.wrong
def counts_for_inputs(n_inputs, counts):
    """For a later layer you divide by the *count* of the layer before. Divide by its number of
    neurons plus 1, which you have just found."""
    before = [n_inputs, *counts[:-1]]
    return [n_inputs] + [count // (n + 1) for count, n in zip(counts, before, strict=True)]


@sizes_from_summary.wrong
def backwards(n_inputs, counts):
    """The sizes are right, from the last to the first. Begin with the inputs."""
    return reference(n_inputs, counts)[::-1]


@sizes_from_summary.wrong
def always_the_inputs_without_biases(n_inputs, counts):
    """Two things. A later layer has the neurons of the one before as its inputs, not those of the
    network. And each neuron has a bias as well: divide by n_in + 1."""
    return [n_inputs] + [count // n_inputs for count in counts]


@sizes_from_summary.wrong
def always_the_inputs_and_left_out(n_inputs, counts):
    """Two things. A later layer has the neurons of the one before as its inputs, not those of the
    network. And the list should begin with the number of inputs."""
    return [count // (n_inputs + 1) for count in counts]


@sizes_from_summary.wrong
def plus_one_outside(n_inputs, counts):
    """You divide by n_in and then add 1. Brackets are missing: the 1 belongs to what you divide by,
    `count // (n_in + 1)`."""
    sizes = [n_inputs]
    for count in counts:
        sizes.append(count // sizes[-1] + 1)
    return sizes


@sizes_from_summary.also_right
def in_decimals(n_inputs, counts):
    sizes = [n_inputs]
    for i in range(len(counts)):
        sizes.append(counts[i] / (sizes[i] + 1))
    return sizes


@sizes_from_summary.also_right
def by_trying(n_inputs, counts):
    sizes = [n_inputs]
    for count in counts:
        n_out = 1
        while n_out * sizes[-1] + n_out < count:
            n_out += 1
        sizes = [*sizes, n_out]
    return sizes


optimizer_memory = Choice(
    "10.optimizer_memory",
    points=0.5,
    minutes=2,
    asks="how many numbers Adam keeps beside n parameters",
    options=(
        Wrong("none", "none", "That would be SGD without momentum. Adam remembers two means."),
        Wrong(
            "n",
            "one",
            "That would be momentum, one velocity for each parameter. Adam keeps two means.",
        ),
        Right(
            "2n, and one or two more",
            "m and v for each parameter, the number of the step, and in Keras the rate. Three "
            "times the model's size while it learns.",
        ),
        Wrong("n²", "square", "Each parameter has its own m and v; none knows of the others."),
    ),
    hints=(
        Hint("Where do I begin?", "What did your `adam` hand on from step to step?"),
        Hint("How large is m?", "As large as w."),
        Hint("Nearly the answer", "m and v, each as large as w, and t."),
    ),
)
