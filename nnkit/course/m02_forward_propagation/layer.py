"""A layer with its activation function."""

from __future__ import annotations

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Code, Hint
from nnkit.course.m02_forward_propagation.shared import layer_cases
from nnkit.network import Network

layer = Code(
    "02.layer",
    points=1.5,
    minutes=3,
    asks="layer(W, b, a) -> activations of a sigmoid layer, shape (n_out, N)",
    needs=("02.affine",),
    cases=layer_cases,
    arguments=("W", "b", "a"),
    accepts=(
        lambda W, b, a: 1 / (1 + np.exp(-(W @ a + b))),
        lambda W, b, a: 0.5 * (1 + np.tanh((W @ a + b) / 2)),
    ),
    hints=(
        Hint("Shall I repeat the sum here?", "No: call your `affine`, it knows how."),
        Hint("How do I apply σ to each entry?", "`sigmoid` works on whole arrays."),
        Hint("I have z.", "`return sigmoid(z)`, with `z` from `affine(W, b, a)`."),
    ),
)


@layer.right
def reference(W, b, a):
    return Network([W], [b]).predict(a)


@layer.wrong
def no_activation(W, b, a):
    """You return the pre-activation z. A layer ends with its activation function."""
    return W @ a + b


@layer.wrong
def sigmoid_before_bias(W, b, a):
    """The bias comes after the sigmoid. It belongs inside: σ(W a + b)."""
    return sigmoid(W @ a) + b


@layer.wrong
def sigmoid_of_input(W, b, a):
    """You apply the sigmoid to what comes in. The inputs are already activations of the layer
    before; squashed is what goes out."""
    return W @ sigmoid(a) + b


@layer.wrong
def sigmoid_twice(W, b, a):
    """The sigmoid is applied twice, so all your results lie between 0.5 and 0.73."""
    return sigmoid(sigmoid(W @ a + b))


@layer.wrong
def derivative(W, b, a):
    """a(1 − a) is the slope of the sigmoid. You will need it to go back; going forward, the value
    itself is handed on."""
    return sigmoid(W @ a + b) * (1 - sigmoid(W @ a + b))


@layer.wrong
def no_bias(W, b, a):
    """The bias is missing from the pre-activation."""
    return sigmoid(W @ a)


@layer.wrong
def step(W, b, a):
    """You give 0 or 1, as a perceptron does. This layer has the sigmoid, with all the values
    between."""
    return np.where(W @ a + b >= 0, 1.0, 0.0)
