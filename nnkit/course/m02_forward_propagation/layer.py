"""A layer with its activation function."""

from __future__ import annotations

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Code, Hint
from nnkit.course.m02_forward_propagation.shared import layer_cases

layer = Code(
    "02.layer",
    points=1.5,
    minutes=3,
    asks="layer(W, b, a) -> activations of a sigmoid layer, shape (n_out, N)",
    needs=("02.affine",),
    cases=layer_cases,
    arguments=("W", "b", "a"),
    exact_shape=True,
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
    return sigmoid(W @ a + b)


@layer.wrong
def no_activation(W, b, a):
    """You return the pre-activation z. A layer ends with its activation function."""
    return W @ a + b


@layer.wrong
def sigmoid_before_bias(W, b, a):
    """In yours the bias comes after the sigmoid. It is part of the sum: σ(W a + b)."""
    return sigmoid(W @ a) + b


@layer.wrong
def sigmoid_of_input(W, b, a):
    """You apply the sigmoid to what comes in. The inputs are activations already, those of the
    layer before. The sigmoid is the last step: it makes what goes out."""
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


@layer.wrong
def step_at_a_half(W, b, a):
    """You give 0 or 1, as a perceptron does. This layer has the sigmoid, with all the values
    between."""
    return np.where(W @ a + b > 0.5, 1.0, 0.0)


@layer.wrong
def tanh(W, b, a):
    """You use tanh. A sigmoid layer is asked for: `sigmoid(z)`."""
    return np.tanh(W @ a + b)


@layer.wrong
def relu(W, b, a):
    """You use ReLU. A sigmoid layer is asked for: `sigmoid(z)`."""
    return np.maximum(W @ a + b, 0)


@layer.wrong
def divided_by_the_sum(W, b, a):
    """You divide by a sum over the neurons. In a sigmoid layer each neuron answers for itself."""
    return np.exp(W @ a + b) / np.exp(W @ a + b).sum(axis=0)


@layer.wrong
def no_bias_and_twice(W, b, a):
    """Two things: the bias is missing, and the sigmoid is applied twice. It is σ(W a + b)."""
    return sigmoid(sigmoid(W @ a))


@layer.wrong
def bias_twice(W, b, a):
    """The bias is in your sum twice. `affine` has added it already."""
    return sigmoid(W @ a + 2 * b)


@layer.wrong
def minus_forgotten(W, b, a):
    """Your neurons say no where they should say yes: the sign of z is turned. In e^-z stands a
    minus."""
    return sigmoid(-(W @ a + b))


@layer.wrong
def one_bias_for_all(W, b, a):
    """You add the first bias to every neuron. Each neuron has its own."""
    return sigmoid(W @ a + b[0])


@layer.wrong
def first_example_only(W, b, a):
    """Only the first example goes through. Every column of `a` is an example, and each gets a
    column of its own."""
    return sigmoid(W @ a[:, :1] + b)


@layer.wrong
def mean_over_the_examples(W, b, a):
    """You take the mean over the examples. Each example has activations of its own."""
    return sigmoid(W @ a + b).mean(axis=1, keepdims=True)


@layer.wrong(credit=0.5)
def z_and_a(W, b, a):
    """You return two arrays, z and the activations. Only the activations are asked for."""
    return W @ a + b, sigmoid(W @ a + b)


@layer.wrong(credit=0.5)
def a_and_z(W, b, a):
    """You return two arrays, the activations and z. Only the activations are asked for."""
    return sigmoid(W @ a + b), W @ a + b


@layer.wrong(credit=0.5)
def result_transposed(W, b, a):
    """The numbers are right, but transposed: each example has to stay a column."""
    return sigmoid(W @ a + b).T


@layer.wrong
def weights_of_the_lecture(W, b, a):
    """Your weights and biases are those of the lecture. Use `W` and `b`: each call brings its
    own."""
    return sigmoid(np.array([[4.0, 5.0], [5.0, 6.0], [6.0, 7.0]]) @ a + np.ones((3, 1)))


@layer.wrong
def transposed_weights(W, b, a):
    """You multiply by `W.T`. A row of `W` as it comes holds the weights of one neuron."""
    return sigmoid(W.T @ a + b)


@layer.wrong
def bias_as_row(W, b, a):
    """In your sum the bias is a row, or flat, which NumPy reads as a row. It is a column as it
    comes."""
    return sigmoid(W @ a + b.T)
