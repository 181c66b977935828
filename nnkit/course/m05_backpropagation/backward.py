"""The backward pass through any number of layers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import networks
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.network import Network, Trace


def backward_cases(rng: Generator) -> Iterator[Case]:
    """Networks of one to four layers after forward propagation."""
    for weights, biases, x, y in networks(rng):
        yield weights, Network(weights, biases).forward(x).a, y


def first_delta(a, y):
    return (a[-1] - y) * a[-1] * (1 - a[-1]) / y.shape[1]


def backward_from(delta, weights, a, pass_back):
    """Walk from the output to the input; how an error is passed back is the caller's."""
    dW, db = [], []
    for i in reversed(range(len(weights))):
        dW.insert(0, delta @ a[i].T)
        db.insert(0, delta.sum(axis=1, keepdims=True))
        if i > 0:
            delta = pass_back(i, delta)
    return dW, db


backward = Code(
    "05.backward",
    points=4,
    minutes=10,
    difficulty=3,
    asks="backward(weights, a, y) -> (dW, db), two lists, one array a layer",
    needs=("05.delta_output", "05.layer_gradients", "05.delta_hidden"),
    cases=backward_cases,
    arguments=("weights", "a", "y"),
    returns=("dW", "db"),
    hints=(
        Hint(
            "Where do I begin?",
            "`delta = delta_output(a[-1], y)` starts the walk; `for i in "
            "reversed(range(len(weights)))` is the walk.",
        ),
        Hint(
            "Index errors: which a, which W?",
            "`weights[i]` leads from `a[i]` to `a[i + 1]`. Its gradient needs the delta of layer i "
            "+ 1 and `a[i]`.",
        ),
        Hint(
            "Nearly the answer",
            "In the loop: `dW[i], db[i] = layer_gradients(delta, a[i])`, then, if i > 0, `delta = "
            "delta_hidden(weights[i], delta, a[i])`.",
        ),
    ),
)


@backward.right
def reference(weights, a, y):
    net = Network(weights, [np.zeros((len(W), 1)) for W in weights])
    gradients = net.backward(Trace([None] * len(a), list(a)), y)
    return gradients.dW, gradients.db


@backward.wrong
def own_weights(weights, a, y):
    """You pass the error back through the weights before the layer. It comes back on the way it
    went forward: from layer i + 1 to layer i through the matrix between them, and with lists
    counted from 0 that is `weights[i]`."""

    def pass_back(i, delta):
        return weights[i - 1].T @ delta * a[i] * (1 - a[i])

    return backward_from(first_delta(a, y), weights, a, pass_back)


@backward.wrong
def no_transpose(weights, a, y):
    """On the way back a weight matrix is used as it stands. Where all layers have the same size
    that goes through unnoticed; it has to be transposed."""

    def pass_back(i, delta):
        return weights[i] @ delta * a[i] * (1 - a[i])

    return backward_from(first_delta(a, y), weights, a, pass_back)


@backward.wrong
def hidden_slope_missing(weights, a, y):
    """The last layer is right, the others are not: their errors are passed back, but not through
    the activation."""

    def pass_back(i, delta):
        return weights[i].T @ delta

    return backward_from(first_delta(a, y), weights, a, pass_back)


@backward.wrong
def errors_passed_back(weights, a, y):
    """You pass back the error as it was before it went through the activation. What goes back is
    delta."""
    dW, db = [None] * len(weights), [None] * len(weights)
    error = (a[-1] - y) / y.shape[1]
    for i in reversed(range(len(weights))):
        delta = error * a[i + 1] * (1 - a[i + 1])
        dW[i], db[i] = delta @ a[i].T, delta.sum(axis=1, keepdims=True)
        error = weights[i].T @ error
    return dW, db


@backward.wrong
def slope_of_the_next_layer(weights, a, y):
    """You go through the activation of the layer that the error comes from, once more. After
    passing back, the slope is that of the layer it has come to."""

    def pass_back(i, delta):
        return weights[i].T @ (delta * a[i + 1] * (1 - a[i + 1]))

    return backward_from(first_delta(a, y), weights, a, pass_back)


@backward.wrong
def mean_in_each_layer(weights, a, y):
    """The last layer is right, and each one before it is N times smaller than it should be: 1/N
    comes in once, at the output, and delta carries it along."""

    def pass_back(i, delta):
        return weights[i].T @ delta * a[i] * (1 - a[i]) / y.shape[1]

    return backward_from(first_delta(a, y), weights, a, pass_back)


@backward.wrong
def y_minus_a(weights, a, y):
    """Every gradient has the wrong sign. They all hang on one difference: a − y or y − a?"""
    dW, db = reference(weights, a, y)
    return [-g for g in dW], [-g for g in db]


@backward.wrong(credit=0.5)
def reversed_(weights, a, y):
    """The gradients are right, but your lists run from the output to the input. `dW[0]` belongs to
    `weights[0]`."""
    dW, db = reference(weights, a, y)
    return dW[::-1], db[::-1]


@backward.wrong
def first_layer_left_out(weights, a, y):
    """The first layer gets no gradient, so it would never learn. Your walk stops one layer too
    early."""
    dW, db = reference(weights, a, y)
    if len(weights) > 1:
        dW[0], db[0] = np.zeros_like(dW[0]), np.zeros_like(db[0])
    return dW, db


@backward.wrong
def first_layer_not_in_the_list(weights, a, y):
    """The gradients of the first layer are missing. Your walk stops one layer too early: i has to
    come down to 0."""
    dW, db = reference(weights, a, y)
    return dW[1:], db[1:]


@backward.wrong
def overwrites(weights, a, y):
    """You return the gradients of the first layer only: each turn of the loop overwrites those of
    the turn before. Collect them in two lists."""
    dW, db = reference(weights, a, y)
    return dW[0], db[0]


@backward.wrong
def own_activation(weights, a, y):
    """For the gradient of `weights[i]` you took `a[i + 1]`, what comes out of that layer. A weight
    carried what came in, `a[i]`."""
    dW, db = [], []
    delta = first_delta(a, y)
    for i in reversed(range(len(weights))):
        dW.insert(0, delta @ a[i + 1].T)
        db.insert(0, delta.sum(axis=1, keepdims=True))
        delta = weights[i].T @ delta * a[i] * (1 - a[i])
    return dW, db


@backward.wrong(credit=0.5)
def accumulates(weights, a, y, kept={}):  # noqa: B006
    """The first call is right. The next one adds its gradients to those of the first: the arrays
    live on between calls. Make new ones inside the function."""
    sizes = tuple(W.shape for W in weights)
    dW, db = reference(weights, a, y)
    if sizes in kept:
        dW = [g + k for g, k in zip(dW, kept[sizes][0], strict=True)]
        db = [g + k for g, k in zip(db, kept[sizes][1], strict=True)]
    kept[sizes] = dW, db
    return dW, db


@backward.also_right
def written_out(weights, a, y):
    def pass_back(i, delta):
        return weights[i].T @ delta * a[i] * (1 - a[i])

    return backward_from(first_delta(a, y), weights, a, pass_back)


@backward.also_right
def by_recursion(weights, a, y, delta=None):
    if delta is None:
        delta = first_delta(a, y)
    dW, db = [], []
    if len(weights) > 1:
        below = weights[-1].T @ delta * a[-2] * (1 - a[-2])
        dW, db = by_recursion(weights[:-1], a[:-1], y, below)
    return [*dW, delta @ a[-2].T], [*db, delta.sum(axis=1)]


@backward.also_right
def deltas_first(weights, a, y):
    deltas = [first_delta(a, y)]
    for i in range(len(weights) - 1, 0, -1):
        deltas.insert(0, weights[i].T @ deltas[0] * a[i] * (1 - a[i]))
    dW = [d @ before.T for d, before in zip(deltas, a[:-1], strict=True)]
    return dW, [d.sum(axis=1, keepdims=True) for d in deltas]
