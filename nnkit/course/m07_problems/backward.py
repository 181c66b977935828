"""Problem 3, the whole: the order of its lines, and the walk from the output to the input."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import networks
from nnkit.checks.exercise import Case, Code, Hint, Misconception, Order
from nnkit.course.m07_problems.shared import ACTIVATIONS
from nnkit.course.m07_problems.slope import slope_of
from nnkit.network import Network, Trace

backward_order = Order(
    "07.backward_order",
    points=1,
    minutes=3,
    difficulty=2,
    asks="order of the lines of backward",
    lines=(
        "        dW[i] = delta @ a[i].T",
        "    delta = output_delta(a[-1], y, activation)",
        "        if i > 0:\n                delta = hidden_delta(weights[i], delta, a[i], "
        "activation)",
        "    dW, db = [None] * len(weights), [None] * len(weights)",
        "        db[i] = delta.sum(axis=1, keepdims=True)",
        "    for i in reversed(range(len(weights))):",
        "    return dW, db",
    ),
    reference="dbfaecg",
    why="Use delta, then pass it on: inside the loop the order is the whole algorithm.",
    misconceptions=(
        Misconception(
            "passes-back-first",
            "dbfcaeg",
            "You pass the error back before you take the gradients. `delta` then belongs to the "
            "layer below, and meets the wrong activation.",
        ),
        Misconception(
            "passes-back-between",
            "dbfaceg",
            "dW is right, but for db `delta` has been passed back already: it belongs to the layer "
            "below.",
        ),
        Misconception(
            "no-start",
            "dfaecbg",
            "You go through the layers before there is an error to pass: `delta` has to start at "
            "the output.",
        ),
        Misconception(
            "gradients-after-the-loop",
            "dbfceag",
            "You pass the error back before you take the gradients. `delta` then belongs to the "
            "layer below, and meets the wrong activation.",
        ),
    ),
    accepts=("bdfaecg", "dbfeacg", "bdfeacg"),
    hints=(
        Hint(
            "I do not know where to begin.",
            "What has to exist before the loop starts? A place for the results, and an error.",
        ),
        Hint(
            "What comes first inside the loop?",
            "As long as `delta` belongs to layer i + 1, use it. Passing it on changes it.",
        ),
        Hint("Nearly the answer", "D, B, then the loop F with A, E and C in it, and G at the end."),
    ),
)


def backward_cases(rng: Generator) -> Iterator[Case]:
    """Networks of one to four layers after forward propagation."""
    for (weights, biases, x, y), activation in zip(networks(rng), cycle(ACTIVATIONS), strict=False):
        yield weights, Network(weights, biases, activation).forward(x).a, y, activation


def first_delta(a, y, activation):
    return (a[-1] - y) * slope_of(activation, a[-1]) / y.shape[1]


def backward_from(delta, weights, a, pass_back):
    """Walk from the output to the input; how an error is passed back is the caller's."""
    dW, db = [], []
    for layer in reversed(range(len(weights))):
        dW.insert(0, delta @ a[layer].T)
        db.insert(0, delta.sum(axis=1, keepdims=True))
        if layer > 0:
            delta = pass_back(layer, delta)
    return dW, db


backward = Code(
    "07.backward",
    points=4,
    minutes=10,
    difficulty=3,
    asks="backward(weights, a, y, activation) -> (dW, db), two lists, one array a layer",
    needs=("07.slope", "07.output_delta", "07.hidden_delta", "07.parameter_gradients"),
    cases=backward_cases,
    arguments=("weights", "a", "y", "activation"),
    returns=("dW", "db"),
    hints=(
        Hint(
            "I do not know where to begin.",
            "You have ordered these lines above. Make room with `dW = [None] * len(weights)`, "
            "start with `output_delta`, and walk `for i in reversed(range(len(weights)))`.",
        ),
        Hint(
            "Index errors and mismatches: which a, which W?",
            "`weights[i]` leads from `a[i]` to `a[i + 1]`. So its gradient needs the delta of "
            "layer i + 1 and `a[i]`.",
        ),
        Hint(
            "Nearly the answer",
            "In the loop: `dW[i], db[i] = parameter_gradients(delta, a[i])`, then, if i > 0, "
            "`delta = hidden_delta(weights[i], delta, a[i], activation)`.",
        ),
    ),
)


@backward.right
def reference(weights, a, y, activation):
    net = Network(weights, [np.zeros((len(W), 1)) for W in weights], activation)
    gradients = net.backward(Trace([None] * len(a), list(a)), y)
    return gradients.dW, gradients.db


@backward.wrong
def own_weights(weights, a, y, activation):
    """You pass the error back through the weights before the layer. It comes back on the way it
    went forward: from layer i + 1 to layer i through the matrix between the two, and with lists
    counted from 0 that is `weights[i]`."""
    return backward_from(
        first_delta(a, y, activation),
        weights,
        a,
        lambda layer, delta: weights[layer - 1].T @ delta * slope_of(activation, a[layer]),
    )


@backward.wrong
def no_transpose(weights, a, y, activation):
    """On the way back a weight matrix is used without its transpose. Where all layers have the same
    size that goes through unnoticed."""
    return backward_from(
        first_delta(a, y, activation),
        weights,
        a,
        lambda layer, delta: weights[layer] @ delta * slope_of(activation, a[layer]),
    )


@backward.wrong
def hidden_slope_missing(weights, a, y, activation):
    """The last layer is right, the others are not: their errors are passed back, but not through
    the activation."""
    return backward_from(
        first_delta(a, y, activation), weights, a, lambda layer, delta: weights[layer].T @ delta
    )


@backward.wrong
def output_slope_missing(weights, a, y, activation):
    """Your walk is right, but it starts from the error a − y alone: the output has an activation as
    well, and its slope is missing."""
    return backward_from(
        (a[-1] - y) / y.shape[1],
        weights,
        a,
        lambda layer, delta: weights[layer].T @ delta * slope_of(activation, a[layer]),
    )


@backward.wrong
def always_sigmoid(weights, a, y, activation):
    """Your walk is right for sigmoid networks only: you multiply by a(1 − a) whatever the
    activation is. Your `slope` knows all four."""
    return backward_from(
        (a[-1] - y) * a[-1] * (1 - a[-1]) / y.shape[1],
        weights,
        a,
        lambda layer, delta: weights[layer].T @ delta * a[layer] * (1 - a[layer]),
    )


@backward.wrong
def mean_in_each_layer(weights, a, y, activation):
    """The last layer is right, and each layer before it is N times smaller than it should be: 1/N
    comes in once, at the output, and delta carries it along."""
    return backward_from(
        first_delta(a, y, activation),
        weights,
        a,
        lambda layer, delta: weights[layer].T @ delta * slope_of(activation, a[layer]) / y.shape[1],
    )


@backward.wrong
def y_minus_a(weights, a, y, activation):
    """Every gradient has the wrong sign. They all hang on one difference: a − y or y − a?"""
    dW, db = reference(weights, a, y, activation)
    return [-g for g in dW], [-g for g in db]


@backward.wrong
def sum_over_examples(weights, a, y, activation):
    """Every gradient is N times too large: the mean over the examples is missing in the delta of
    the output."""
    dW, db = reference(weights, a, y, activation)
    return [g * y.shape[1] for g in dW], [g * y.shape[1] for g in db]


@backward.wrong(credit=0.5)
def reversed_(weights, a, y, activation):
    """The gradients are right, but your lists run from the output to the input. `dW[0]` has to
    belong to `weights[0]`."""
    dW, db = reference(weights, a, y, activation)
    return dW[::-1], db[::-1]


@backward.wrong
def first_layer_left_out(weights, a, y, activation):
    """The first layer gets no gradient, so it would never learn. Your walk stops one layer too
    early."""
    dW, db = reference(weights, a, y, activation)
    if len(weights) > 1:
        dW[0], db[0] = np.zeros_like(dW[0]), np.zeros_like(db[0])
    return dW, db


@backward.also_right
def written_out(weights, a, y, activation):
    delta = (a[-1] - y) * slope_of(activation, a[-1]) / y.shape[1]
    return backward_from(
        delta,
        weights,
        a,
        lambda layer, delta: weights[layer].T @ delta * slope_of(activation, a[layer]),
    )


@backward.also_right
def by_recursion(weights, a, y, activation, delta=None):
    if delta is None:
        delta = first_delta(a, y, activation)
    dW, db = [], []
    if len(weights) > 1:
        below = weights[-1].T @ delta * slope_of(activation, a[-2])
        dW, db = by_recursion(weights[:-1], a[:-1], y, activation, below)
    return [*dW, delta @ a[-2].T], [*db, delta.sum(axis=1)]
