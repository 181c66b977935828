"""A layer with a bug, to be found and mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint


def flat_bias_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """As `layer_cases`, but b (n_out,), as files and many libraries hold it."""
    for W, b, a in cases.layers(rng):
        yield W, b[:, 0], a
    yield cases.normal(rng, 4, 3), cases.normal(rng, 4), cases.normal(rng, 3, 4)
    yield rng.integers(-3, 4, (3, 2)), cases.normal(rng, 3), cases.normal(rng, 2, 5)


repaired_layer = Code(
    "02.repaired_layer",
    kind="find-the-bug",
    points=2,
    minutes=8,
    difficulty=3,
    asks="repaired_layer(W, b, a) -> activations, shape (n_out, N), for b of shape (n_out,)",
    cases=flat_bias_cases,
    arguments=("W", "b", "a"),
    exact_shape=True,
    accepts=(
        lambda W, b, a: sigmoid(W @ a + b[:, None]),
        lambda W, b, a: sigmoid(W @ a + b[:, np.newaxis]),
        lambda W, b, a: sigmoid(a.T @ W.T + b).T,
    ),
    hints=(
        Hint("Where do three columns come from?", "Look at the shapes in `np.dot(W, a) + b`."),
        Hint("(3, 1) + (3,) gives (3, 3)?", "NumPy reads (3,) as a row (1, 3) and stretches."),
        Hint("How do I make a column of b?", "`b.reshape(-1, 1)` has shape (n_out, 1)."),
    ),
)


@repaired_layer.right
def reference(W, b, a):
    return sigmoid(W @ a + b[:, None])


@repaired_layer.wrong
def not_repaired(W, b, a):
    """This still does what the broken layer does: (n_out, N) + (n_out,) lays the biases along the
    columns. When N is n_out nothing complains, and the numbers are wrong."""
    return sigmoid(np.dot(W, a) + b)


@repaired_layer.wrong
def cut_to_size(W, b, a):
    """You cut the result to the shape you expect. In it, the first bias was added to every neuron:
    the shape is right and the numbers are not."""
    return sigmoid(np.dot(W, a) + b)[:, : a.shape[1]]


@repaired_layer.wrong(credit=0.5)
def diagonal(W, b, a):
    """Only the first example is right; there may be several. Make a column of `b`, and the sum is
    right for any number of examples."""
    return np.diag(sigmoid(np.dot(W, a[:, :1]) + b))[:, None]


@repaired_layer.wrong
def bias_dropped(W, b, a):
    """The shapes fit now because the bias is gone."""
    return sigmoid(np.dot(W, a))


@repaired_layer.wrong
def one_bias_for_all(W, b, a):
    """You add the first bias to every neuron. Each neuron has its own."""
    return sigmoid(np.dot(W, a) + b[0])


@repaired_layer.wrong(credit=0.5)
def result_transposed(W, b, a):
    """With examples as rows the broadcasting is right, and so are your numbers. Turn the result
    back into columns at the end."""
    return sigmoid(a.T @ W.T + b)


@repaired_layer.wrong(credit=0.5)
def one_example_only(W, b, a):
    """Right for one example, and for more it stops with an error: the product has N columns then.
    Make a column of `b`, and the sum is right for any N."""
    return sigmoid((W @ a).ravel() + b).reshape(-1, 1)


@repaired_layer.wrong
def no_activation(W, b, a):
    """The bias is right now. But you return the pre-activation z: the sigmoid is missing."""
    return W @ a + b[:, None]


@repaired_layer.wrong
def bias_after_activation(W, b, a):
    """The bias is a column now, but it is added after the sigmoid. It is part of the sum before."""
    return sigmoid(W @ a) + b[:, None]


@repaired_layer.wrong
def bias_on_the_weights(W, b, a):
    """You add the bias to the weights, so the activations multiply it. It joins the sum after the
    product."""
    return sigmoid((W + b[:, None]) @ a)


@repaired_layer.wrong
def first_column_only(W, b, a):
    """Only the first example gets the bias. Every column needs it: with a column (n_out, 1), `+`
    does that."""
    z = W @ a
    z[:, 0] += b
    return sigmoid(z)


@repaired_layer.wrong
def all_biases_for_each(W, b, a):
    """You add all biases to every neuron. Each neuron has its own."""
    return sigmoid(W @ a + np.sum(b))


@repaired_layer.wrong
def size_of_the_example(W, b, a):
    """Your column is made for three neurons, as in the example. `len(b)`, or −1, fits any
    number."""
    return sigmoid(W @ a + b.reshape(3, 1))


@repaired_layer.wrong
def column_only_for_one_example(W, b, a):
    """Right for one example. With several, `b` is still flat: make a column of it in every case."""
    if a.shape[1] == 1:
        b = b.reshape(-1, 1)
    return sigmoid(W @ a + b)


@repaired_layer.wrong
def mean_of_the_table(W, b, a):
    """You take a mean over the columns. Nothing has to be averaged: make a column of `b`, and the
    table does not come up at all."""
    return np.mean(sigmoid(W @ a + b), axis=1, keepdims=True)


@repaired_layer.wrong
def tanh(W, b, a):
    """The bias is right now. But you use tanh; this is a sigmoid layer."""
    return np.tanh(W @ a + b[:, None])


@repaired_layer.wrong
def mean_bias_for_all(W, b, a):
    """You add the mean of the biases to every neuron. Each neuron has its own."""
    return sigmoid(W @ a + b.mean())


@repaired_layer.wrong
def sigmoid_of_the_bias(W, b, a):
    """You take the sigmoid of the product and of the bias. It is one sigmoid, of the sum."""
    return sigmoid(W @ a) + sigmoid(b[:, None])


@repaired_layer.wrong
def diagonal_of_the_table(W, b, a):
    """You take the diagonal of a table that should not be there. For one example it holds the right
    numbers, for more it does not. Make a column of `b`, and the table does not come up."""
    return sigmoid(np.diag(W @ a + b)).reshape(-1, 1)


@repaired_layer.wrong
def cut_to_one_column(W, b, a):
    """You cut the wrong sum down to its first column. In it, the first bias was added to every
    neuron. Make a column of `b` before you add."""
    return sigmoid((W @ a + b)[:, :1])


@repaired_layer.wrong
def bias_as_a_row_and_no_activation(W, b, a):
    """Two things: the bias still lies along the columns, and the sigmoid is missing."""
    return W @ a + b[None, :]
