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
    """Each of your layers takes x. From the second layer on the input is the activation of the
    layer before, the last one in your list."""
    return [x, *(activate(activation, W @ x + b) for W, b in zip(weights, biases, strict=True))]


@forward.wrong
def always_sigmoid(weights, biases, x, activation):
    """You use the sigmoid whatever `activation` says. Hand it on to your `layer`."""
    return reference(weights, biases, x, "sigmoid")


@forward.wrong
def input_activated(weights, biases, x, activation):
    """Your list begins with the activation of x. The input goes in as it is: a⁰ = x."""
    return [activate(activation, x), *reference(weights, biases, x, activation)[1:]]


@forward.wrong
def input_activated_and_passed_on(weights, biases, x, activation):
    """You put x through the activation first. The input goes in as it is: a⁰ = x."""
    return reference(weights, biases, activate(activation, x), activation)


@forward.wrong
def input_twice(weights, biases, x, activation):
    """Your list begins with x twice. It has one array more than the network has layers."""
    return [x, *reference(weights, biases, x, activation)]


@forward.wrong
def last_layer_left_out(weights, biases, x, activation):
    """The output is missing. Does your loop end one layer too early?"""
    return reference(weights, biases, x, activation)[:-1]


@forward.wrong
def hidden_layers_only(weights, biases, x, activation):
    """Two things are missing in your list: the input x in front, and the output at the end."""
    return reference(weights, biases, x, activation)[1:-1]


@forward.wrong(credit=0.5)
def reversed_(weights, biases, x, activation):
    """The activations are right, but your list runs from the output to the input."""
    return reference(weights, biases, x, activation)[::-1]


@forward.wrong
def one_array_many_times(weights, biases, x, activation):
    """All entries of your list are the output. Append a new array for each layer."""
    a = reference(weights, biases, x, activation)
    return [a[-1]] * len(a)


@forward.wrong
def first_layer_only(weights, biases, x, activation):
    """Only the first layer is done. A `return` inside the loop ends the function in the first
    round."""
    return reference(weights, biases, x, activation)[:2]


@forward.wrong
def two_layers_only(weights, biases, x, activation):
    """Right for two layers only: the number of layers stands in your code. Go through the layers
    with a loop."""
    if len(weights) < 2:
        raise IndexError("list index out of range")
    return reference(weights[:2], biases[:2], x, activation)


@forward.wrong
def from_the_back(weights, biases, x, activation):
    """You go through the layers from the last to the first. Forward begins with `weights[0]`."""
    return reference(weights[::-1], biases[::-1], x, activation)


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
