"""Problem 2: forward propagation as a function."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import numpy as np
from numpy.random import Generator

from nnkit.activations import ACTIVATIONS as BY_NAME
from nnkit.checks.cases import networks
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.course.m07_problems.shared import ACTIVATIONS
from nnkit.network import Network


def activate(activation, z):
    return BY_NAME[activation].forward(z)


def network_cases(rng: Generator) -> Iterator[Case]:
    """Networks of one to four layers, with each of the activations."""
    for (weights, biases, x, _), activation in zip(networks(rng), cycle(ACTIVATIONS), strict=False):
        yield weights, biases, x, activation


forward = Code(
    "07.forward",
    points=3,
    minutes=8,
    difficulty=2,
    asks="forward(weights, biases, x, activation) -> [x, a¹, …, a^L], all activations",
    needs=("07.layer",),
    cases=network_cases,
    arguments=("weights", "biases", "x", "activation"),
    hints=(
        Hint(
            "I do not know where to begin.",
            "Begin with the list `a = [x]`. Then go through the layers, and append the activation "
            "of each.",
        ),
        Hint("How do I go through two lists at once?", "`for W, b in zip(weights, biases):`"),
        Hint(
            "What does a layer get?",
            "What was appended last: `a[-1]`. Nearly the answer: `a.append(layer(W, b, a[-1], "
            "activation))`.",
        ),
    ),
)


@forward.right
def reference(weights, biases, x, activation):
    return Network(weights, biases, activation).forward(x).a


@forward.wrong(credit=0.5)
def input_left_out(weights, biases, x, activation):
    """Your list begins with the first hidden layer. Put x in front, as a⁰: the gradient of the
    first weights will need it."""
    return reference(weights, biases, x, activation)[1:]


@forward.wrong
def only_the_output(weights, biases, x, activation):
    """You return the output alone. Back-propagation needs what every layer sent on: keep them all
    in a list."""
    return reference(weights, biases, x, activation)[-1]


@forward.wrong
def no_bias(weights, biases, x, activation):
    """The biases are not used anywhere."""
    return reference(weights, [0 * b for b in biases], x, activation)


@forward.wrong
def last_layer_linear(weights, biases, x, activation):
    """The last layer goes out without its activation function. Here every layer has it."""
    a = reference(weights, biases, x, activation)
    return [*a[:-1], weights[-1] @ a[-2] + biases[-1]]


@forward.wrong
def z_passed_on(weights, biases, x, activation):
    """You keep the activations, but hand z to the next layer. The next layer gets what this one
    sends: its activation."""
    a, z = [x], x
    for W, b in zip(weights, biases, strict=True):
        z = W @ z + b
        a.append(activate(activation, z))
    return a


@forward.wrong
def keeps_z(weights, biases, x, activation):
    """Your list holds the pre-activations z. Keep the activations: the slope follows from them, and
    so does ∂E/∂W."""
    a, z = x, [x]
    for W, b in zip(weights, biases, strict=True):
        z.append(W @ a + b)
        a = activate(activation, z[-1])
    return z


@forward.wrong
def always_x(weights, biases, x, activation):
    """Every layer of yours looks at x. From the second layer on the input is the activation of the
    layer before, the last one in your list."""
    return [x, *(activate(activation, W @ x + b) for W, b in zip(weights, biases, strict=True))]


@forward.also_right
def by_recursion(weights, biases, x, activation):
    if not weights:
        return [x]
    first = activate(activation, weights[0] @ x + biases[0])
    return [x, *by_recursion(weights[1:], biases[1:], first, activation)]


@forward.also_right
def by_columns(weights, biases, x, activation):
    a = [x]
    for W, b in zip(weights, biases, strict=True):
        columns = [W @ a[-1][:, [n]] + b for n in range(x.shape[1])]
        a.append(activate(activation, np.hstack(columns)))
    return a
