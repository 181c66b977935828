"""From this course's lists of weights and biases to the one list that Keras takes."""

from __future__ import annotations

from collections.abc import Iterator

from numpy.random import Generator

from nnkit.checks.cases import DEEP, Sizes, networks
from nnkit.checks.exercise import Case, Code, Hint


def network_cases(rng: Generator) -> Iterator[Case]:
    """Networks of one to four layers, square ones and one with a single output among them."""
    for weights, biases, _, _ in networks(rng, (*DEEP, Sizes((4, 3, 1), 1))):
        yield weights, biases


to_keras = Code(
    "10.to_keras",
    points=2,
    minutes=5,
    asks="to_keras(weights, biases) -> [kernel¹, bias¹, kernel², bias², …], kernels (n_in, n_out)",
    cases=network_cases,
    arguments=("weights", "biases"),
    exact_shape=True,
    hints=(
        Hint("Where do I begin?", "An empty list, and a loop with `zip(weights, biases)`."),
        Hint("What do I do with a layer?", "Append two arrays: the kernel, then the bias."),
        Hint("Nearly the answer", "`arrays += [W.T, b.ravel()]` in the loop."),
    ),
)


def layer_by_layer(weights, biases, kernel, bias):
    """One list, with what `kernel` and `bias` make of each W and b."""
    arrays = []
    for W, b in zip(weights, biases, strict=True):
        arrays += [kernel(W), bias(b)]
    return arrays


def turned(W):
    return W.T


def flat(b):
    return b.ravel()


@to_keras.right
def reference(weights, biases):
    return layer_by_layer(weights, biases, turned, flat)


@to_keras.wrong
def not_transposed(weights, biases):
    """Your kernels are our W as they stand, (n_out, n_in). Keras multiplies from the other side,
    x @ kernel: transpose each. A square one would be accepted as it is, and be wrong in silence."""
    return layer_by_layer(weights, biases, lambda W: W, flat)


@to_keras.wrong
def reshaped(weights, biases):
    """Your kernels have the right shape and their numbers stand in the wrong places. `reshape`
    fills the new shape in reading order; to turn rows into columns, transpose: `W.T`."""
    return layer_by_layer(weights, biases, lambda W: W.reshape(W.shape[::-1]), flat)


@to_keras.wrong
def only_wide_ones_transposed(weights, biases):
    """You left some matrices as they stand. A square one looks as if it fitted, but its rows are
    our neurons, and Keras' neurons are columns. Transpose all, whatever their shape."""
    return layer_by_layer(weights, biases, lambda W: W if W.shape[0] == W.shape[1] else W.T, flat)


@to_keras.wrong(credit=0.5)
def bias_columns(weights, biases):
    """The kernels are right. Your biases are still columns, (n, 1). Keras keeps them flat, (n,):
    `b.ravel()`."""
    return layer_by_layer(weights, biases, turned, lambda b: b)


@to_keras.wrong(credit=0.5)
def bias_rows(weights, biases):
    """The kernels are right. A column transposed is a row, (1, n), and Keras wants the biases flat,
    (n,): `b.ravel()`."""
    return layer_by_layer(weights, biases, turned, lambda b: b.T)


@to_keras.wrong(credit=0.5)
def kernels_first(weights, biases):
    """All the arrays are right, in another order: you have all kernels first, then all biases.
    Keras goes layer by layer: kernel, bias, kernel, bias."""
    return [W.T for W in weights] + [b.ravel() for b in biases]


@to_keras.wrong(credit=0.5)
def pairs(weights, biases):
    """The arrays are right, but you made a list of pairs. Keras takes one flat list: `+=` in place
    of `append`."""
    return [[W.T, b.ravel()] for W, b in zip(weights, biases, strict=True)]


@to_keras.wrong(credit=0.5)
def two_lists(weights, biases):
    """The arrays are right, but you return two lists. Keras takes a single one, layer by layer."""
    return [W.T for W in weights], [b.ravel() for b in biases]


@to_keras.wrong(credit=0.5)
def bias_first(weights, biases):
    """The arrays are right. Within a layer the kernel comes first, then its bias."""
    arrays = []
    for W, b in zip(weights, biases, strict=True):
        arrays += [b.ravel(), W.T]
    return arrays


@to_keras.wrong
def last_layer_only(weights, biases):
    """Only the last layer is in your list: in each round you begin a new one. Make it before the
    loop."""
    return [weights[-1].T, biases[-1].ravel()]


@to_keras.wrong
def first_layer_only(weights, biases):
    """Only the first layer is in your list. A `return` inside the loop ends it in the first
    round."""
    return [weights[0].T, biases[0].ravel()]


@to_keras.wrong
def kernels_only(weights, biases):
    """The biases are missing: each layer has two arrays."""
    return [W.T for W in weights]


@to_keras.wrong
def backwards(weights, biases):
    """The arrays are right, from the last layer to the first. Begin with the first."""
    return layer_by_layer(weights[::-1], biases[::-1], turned, flat)


@to_keras.wrong
def bias_folded_in(weights, biases):
    """You put the bias into the kernel as one more row, as one of the texts of module 06 does.
    Keras keeps the two apart."""
    import numpy as np

    return [np.vstack([W.T, b.T]) for W, b in zip(weights, biases, strict=True)]


@to_keras.wrong
def flat_kernels(weights, biases):
    """Your kernels are flat. Only the biases are; a kernel has two axes, (n_in, n_out)."""
    return layer_by_layer(weights, biases, lambda W: W.T.ravel(), flat)


@to_keras.wrong
def rows_for_biases_and_no_transpose(weights, biases):
    """Two things. Your kernels are our W as they stand: transpose them. And a column transposed is
    a row, (1, n), where Keras wants the biases flat: `b.ravel()`."""
    return layer_by_layer(weights, biases, lambda W: W, lambda b: b.T)


@to_keras.wrong
def all_flat(weights, biases):
    """You made everything flat. Only biases are; a kernel has two axes, (n_in, n_out): `W.T`."""
    return layer_by_layer(weights, biases, lambda W: W.ravel(), flat)


@to_keras.wrong
def bias_first_and_no_transpose(weights, biases):
    """Two things. Within a layer the kernel comes first, then its bias. And the kernel is W
    transposed."""
    arrays = []
    for W, b in zip(weights, biases, strict=True):
        arrays += [b, W]
    return arrays


@to_keras.wrong
def first_bias_of_each_layer(weights, biases):
    """The kernels are right. Of each bias you took the first number alone: `b[0]` is the first row
    of a column. Make all of it flat, `b.ravel()`."""
    return layer_by_layer(weights, biases, turned, lambda b: b[0])


@to_keras.also_right
def by_number(weights, biases):
    arrays = [None] * (2 * len(weights))
    for i in range(len(weights)):
        arrays[2 * i] = weights[i].transpose().copy()
        arrays[2 * i + 1] = biases[i][:, 0]
    return arrays
