"""The backward pass through any number of layers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.activations import sigmoid
from nnkit.checks.cases import networks
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.network import Network, Trace


def backward_cases(rng: Generator) -> Iterator[Case]:
    """Networks of one to four layers after forward propagation."""
    for weights, biases, x, y in networks(rng):
        yield weights, Network(weights, biases).forward(x).a, y


def first_delta(a, y):
    return (a[-1] - y) * a[-1] * (1 - a[-1]) / y.shape[1]


def gradients_of(delta, a_before):
    return delta @ a_before.T, delta.sum(axis=1, keepdims=True)


def backward_from(delta, weights, a, pass_back, gradients_of=gradients_of):
    """Walk from the output to the input; how an error is passed back is the caller's."""
    dW, db = [], []
    for i in reversed(range(len(weights))):
        of_layer = gradients_of(delta, a[i])
        dW.insert(0, of_layer[0])
        db.insert(0, of_layer[1])
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
    exact_shape=True,
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


@backward.wrong
def sum_over_examples(weights, a, y):
    """Every gradient is N times too large: the mean over the examples is missing in the delta of
    the output."""
    dW, db = reference(weights, a, y)
    return [g * y.shape[1] for g in dW], [g * y.shape[1] for g in db]


@backward.wrong
def output_slope_missing(weights, a, y):
    """Your walk is right, but it starts from the error a − y. The output has an activation as well:
    multiply by its slope before you begin."""

    def pass_back(i, delta):
        return weights[i].T @ delta * a[i] * (1 - a[i])

    return backward_from((a[-1] - y) / y.shape[1], weights, a, pass_back)


@backward.wrong
def sigmoid_twice(weights, a, y):
    """The last layer is right. For the slope of the others you put `a[i]` through the sigmoid once
    more: it has been through already, and the slope is a(1 − a)."""

    def pass_back(i, delta):
        return weights[i].T @ delta * sigmoid(a[i]) * (1 - sigmoid(a[i]))

    return backward_from(first_delta(a, y), weights, a, pass_back)


@backward.wrong
def slope_of_where_it_comes_from(weights, a, y):
    """After passing back you multiply by the slope of `a[i + 1]`, the layer that the error comes
    from. It has come to layer i, so its slope is needed: that of `a[i]`."""

    def pass_back(i, delta):
        return weights[i].T @ delta * a[i + 1] * (1 - a[i + 1])

    return backward_from(first_delta(a, y), weights, a, pass_back)


@backward.wrong
def from_front_to_back(weights, a, y):
    """Your loop goes from the first layer to the last. The error comes from the output: the last
    layer has to be the first of the walk, `reversed(range(len(weights)))`."""
    dW, db = [], []
    delta = first_delta(a, y)
    for i in range(len(weights)):
        dW.append(delta @ a[i].T)
        db.append(delta.sum(axis=1, keepdims=True))
        delta = weights[i].T @ delta * a[i] * (1 - a[i])
    return dW, db


@backward.wrong
def each_layer_against_the_target(weights, a, y):
    """You compare each layer with the target. Only the output has one; a hidden layer gets its
    delta from the layer after it, passed back."""
    dW, db = [], []
    for i in range(len(weights)):
        delta = (a[i + 1] - y) * a[i + 1] * (1 - a[i + 1]) / y.shape[1]
        dW.append(delta @ a[i].T)
        db.append(delta.sum(axis=1, keepdims=True))
    return dW, db


@backward.wrong
def passed_back_too_early(weights, a, y):
    """You pass the error back before you take the gradients. `delta` then belongs to the layer
    below, and meets the wrong activation: use it first, then pass it on."""
    dW, db = [], []
    delta = first_delta(a, y)
    for i in reversed(range(len(weights))):
        delta = weights[i].T @ delta * a[i] * (1 - a[i])
        dW.insert(0, delta @ a[i].T)
        db.insert(0, delta.sum(axis=1, keepdims=True))
    return dW, db


@backward.wrong
def updates_on_the_way(weights, a, y):
    """Your gradients are those that come out if each matrix is changed before the error passes
    through it. Here nothing is updated: first all gradients, through the weights as they are."""
    dW, db = [], []
    delta = first_delta(a, y)
    for i in reversed(range(len(weights))):
        dW.insert(0, delta @ a[i].T)
        db.insert(0, delta.sum(axis=1, keepdims=True))
        delta = (weights[i] - dW[0]).T @ delta * a[i] * (1 - a[i])
    return dW, db


@backward.wrong
def two_layers_only(weights, a, y):
    """Right for two layers; with another number of layers it stops. Walk with a loop over
    `reversed(range(len(weights)))`, so that no number of layers is written into the code."""
    if len(weights) != 2:
        raise IndexError("list index out of range")
    return reference(weights, a, y)


@backward.wrong
def up_to_two_layers(weights, a, y):
    """Right with one or two layers, and it stops with three. Is `delta` a new one in each round?
    What layer i gets back is made from the delta of layer i + 1, not from that of the output."""
    if len(weights) > 2:
        raise ValueError("shapes do not fit")
    return reference(weights, a, y)


@backward.wrong
def bias_not_summed(weights, a, y):
    """Your dW are right. Each db still has a column for each example: one bias serves all of them,
    so add up. With N = 1 nobody would notice."""

    def pass_back(i, delta):
        return weights[i].T @ delta * a[i] * (1 - a[i])

    start = first_delta(a, y)
    return backward_from(start, weights, a, pass_back, lambda delta, a: (delta @ a.T, delta))


@backward.wrong
def bias_mean(weights, a, y):
    """Your dW are right. For db you took the mean of delta, but 1/N is in delta already: add up
    over the examples."""
    dW, db = reference(weights, a, y)
    return dW, [g / y.shape[1] for g in db]


@backward.wrong
def transposed(weights, a, y):
    """Each dW is transposed. A gradient has the shape of its variable: `dW[i]` that of
    `weights[i]`."""
    dW, db = reference(weights, a, y)
    return [g.T for g in dW], db


@backward.wrong(credit=0.5)
def pairs(weights, a, y):
    """You return one list of pairs. Asked for are two lists, all dW and all db."""
    return list(zip(*reference(weights, a, y), strict=True))


@backward.wrong(credit=0.5)
def weights_only(weights, a, y):
    """You return the list of the dW alone. Return both lists, `dW, db`."""
    return reference(weights, a, y)[0]


@backward.wrong(credit=0.5)
def exchanged(weights, a, y):
    """The two lists are right, in the other order: first dW, then db."""
    dW, db = reference(weights, a, y)
    return db, dW


@backward.wrong
def biases_reversed(weights, a, y):
    """dW is right, but db runs from the output to the input: `db[0]` belongs to `weights[0]`."""
    dW, db = reference(weights, a, y)
    return dW, db[::-1]


@backward.wrong
def weights_reversed(weights, a, y):
    """db is right, but dW runs from the output to the input: `dW[0]` belongs to `weights[0]`."""
    dW, db = reference(weights, a, y)
    return dW[::-1], db


@backward.wrong(credit=0.5)
def flat_db(weights, a, y):
    """The numbers are right, but each db is flat, (n,). Taken from a bias of shape (n, 1), it makes
    an (n, n) array without a warning. Keep it a column: `keepdims=True`."""
    dW, db = reference(weights, a, y)
    return dW, [g.ravel() for g in db]


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
def first_layer_none(weights, a, y):
    """`dW[0]` is None: the first layer gets no gradient. Your walk stops one layer too early; i has
    to come down to 0."""
    dW, db = reference(weights, a, y)
    return [None, *dW[1:]], [None, *db[1:]]


@backward.wrong
def last_layer_only(weights, a, y):
    """Only the last layer gets gradients, all others are 0. Walk on: pass the error back, layer
    after layer."""
    dW, db = reference(weights, a, y)
    zeros = [np.zeros_like(g) for g in dW[:-1]], [np.zeros_like(g) for g in db[:-1]]
    return [*zeros[0], dW[-1]], [*zeros[1], db[-1]]


@backward.wrong(credit=0.5)
def one_list(weights, a, y):
    """You return one list with all gradients. Asked for are two lists, all dW and all db: `return
    dW, db`."""
    dW, db = reference(weights, a, y)
    return [*dW, *db]


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
    """The second call with the same arguments gives something else than the first: what you fill
    lives on between calls. Make the lists and the arrays inside the function; a default such as
    `dW=[]` in its first line is made only once."""
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
    return [*dW, delta @ a[-2].T], [*db, delta.sum(axis=1, keepdims=True)]


@backward.also_right
def deltas_first(weights, a, y):
    deltas = [first_delta(a, y)]
    for i in range(len(weights) - 1, 0, -1):
        deltas.insert(0, weights[i].T @ deltas[0] * a[i] * (1 - a[i]))
    dW = [d @ before.T for d, before in zip(deltas, a[:-1], strict=True)]
    return dW, [d.sum(axis=1, keepdims=True) for d in deltas]
