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
    before={
        "df": "The lists have to be there before the loop fills them.",
        "bf": "The loop begins with `delta` of the output: line B makes it.",
        "fa": "Line A is inside the loop: it needs `i`.",
        "fe": "Line E is inside the loop: it needs `i`.",
        "fc": "Line C is inside the loop: it needs `i`.",
        "ac": "Line C passes `delta` on to the layer below. Line A still needs it.",
        "ec": "Line C passes `delta` on to the layer below. Line E still needs it.",
        "cg": "`return` ends the function, and line C would never be reached.",
        "ag": "`return` ends the function, and line A would never be reached.",
        "eg": "`return` ends the function, and line E would never be reached.",
        "da": "Line A fills a list that line D makes.",
        "de": "Line E fills a list that line D makes.",
        "ba": "Line A needs `delta`, and the first one is made by line B.",
        "be": "Line E needs `delta`, and the first one is made by line B.",
        "bc": "Line C needs `delta`, and the first one is made by line B.",
        "fg": "`return` ends the function, so it comes last.",
        "bg": "`return` ends the function, so it comes last.",
        "dg": "`return` ends the function, so it comes last.",
    },
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


def gradients_of(delta, a_before):
    return delta @ a_before.T, delta.sum(axis=1, keepdims=True)


def backward_from(delta, weights, a, pass_back, gradients_of=gradients_of):
    """Walk from the output to the input; how an error is passed back is the caller's."""
    dW, db = [], []
    for layer in reversed(range(len(weights))):
        of_layer = gradients_of(delta, a[layer])
        dW.insert(0, of_layer[0])
        db.insert(0, of_layer[1])
        if layer > 0:
            delta = pass_back(layer, delta)
    return dW, db


backward = Code(
    "07.backward",
    points=3,
    minutes=8,
    difficulty=3,
    asks="backward(weights, a, y, activation) -> (dW, db), two lists, one array a layer",
    needs=("07.slope", "07.output_delta", "07.hidden_delta"),
    cases=backward_cases,
    arguments=("weights", "a", "y", "activation"),
    returns=("dW", "db"),
    exact_shape=True,
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


@backward.wrong
def slope_of_where_it_comes_from(weights, a, y, activation):
    """After passing back you multiply by the slope of `a[i + 1]`, the layer that the error comes
    from. It has come to layer i, so its slope is needed: that of `a[i]`."""
    return backward_from(
        first_delta(a, y, activation),
        weights,
        a,
        lambda layer, delta: weights[layer].T @ delta * slope_of(activation, a[layer + 1]),
    )


@backward.wrong
def own_activation(weights, a, y, activation):
    """For the gradient of `weights[i]` you took `a[i + 1]`, what comes out of that layer. A weight
    carried what came in, `a[i]`."""
    dW, db = [], []
    delta = first_delta(a, y, activation)
    for i in reversed(range(len(weights))):
        dW.insert(0, delta @ a[i + 1].T)
        db.insert(0, delta.sum(axis=1, keepdims=True))
        delta = weights[i].T @ delta * slope_of(activation, a[i])
    return dW, db


@backward.wrong
def passed_back_too_early(weights, a, y, activation):
    """You pass the error back before you take the gradients. `delta` then belongs to the layer
    below, and meets the wrong activation: use it first, then pass it on."""
    dW, db = [], []
    delta = first_delta(a, y, activation)
    for i in reversed(range(len(weights))):
        if i > 0:
            delta = weights[i].T @ delta * slope_of(activation, a[i])
        dW.insert(0, delta @ a[i].T)
        db.insert(0, delta.sum(axis=1, keepdims=True))
    return dW, db


@backward.wrong
def from_front_to_back(weights, a, y, activation):
    """Your loop goes from the first layer to the last. The error comes from the output: the last
    layer has to be the first of the walk, `reversed(range(len(weights)))`."""
    dW, db = [], []
    delta = first_delta(a, y, activation)
    for i in range(len(weights)):
        dW.append(delta @ a[i].T)
        db.append(delta.sum(axis=1, keepdims=True))
        delta = weights[i].T @ delta * slope_of(activation, a[i])
    return dW, db


@backward.wrong
def updates_on_the_way(weights, a, y, activation):
    """Your gradients are those that come out if each matrix is changed before the error passes
    through it. Here nothing is updated: first all gradients, through the weights as they are."""
    dW, db = [], []
    delta = first_delta(a, y, activation)
    for i in reversed(range(len(weights))):
        dW.insert(0, delta @ a[i].T)
        db.insert(0, delta.sum(axis=1, keepdims=True))
        delta = (weights[i] - dW[0]).T @ delta * slope_of(activation, a[i])
    return dW, db


@backward.wrong
def each_layer_against_the_target(weights, a, y, activation):
    """You compare each layer with the target. Only the output has one; a hidden layer gets its
    delta from the layer after it, passed back."""
    dW, db = [], []
    for i in range(len(weights)):
        delta = (a[i + 1] - y) * slope_of(activation, a[i + 1]) / y.shape[1]
        dW.append(delta @ a[i].T)
        db.append(delta.sum(axis=1, keepdims=True))
    return dW, db


@backward.wrong
def two_layers_only(weights, a, y, activation):
    """Right for two layers; with another number of layers it stops. Walk with a loop over
    `reversed(range(len(weights)))`, so that no number of layers is written into the code."""
    if len(weights) != 2:
        raise IndexError("list index out of range")
    return reference(weights, a, y, activation)


@backward.wrong
def up_to_two_layers(weights, a, y, activation):
    """Right with one or two layers, and it stops with three. Is `delta` a new one in each round?
    What layer i gets back is made from the delta of layer i + 1, not from that of the output."""
    if len(weights) > 2:
        raise ValueError("shapes do not fit")
    return reference(weights, a, y, activation)


@backward.wrong
def bias_not_summed(weights, a, y, activation):
    """Your dW are right. Each db still has a column for each example: one bias serves all of them,
    so add up. With N = 1 nobody would notice."""
    return backward_from(
        first_delta(a, y, activation),
        weights,
        a,
        lambda layer, delta: weights[layer].T @ delta * slope_of(activation, a[layer]),
        lambda delta, a: (delta @ a.T, delta),
    )


@backward.wrong
def bias_mean(weights, a, y, activation):
    """Your dW are right. For db you took the mean of delta, but 1/N is in delta already: add up
    over the examples."""
    dW, db = reference(weights, a, y, activation)
    return dW, [g / y.shape[1] for g in db]


@backward.wrong
def transposed(weights, a, y, activation):
    """Each dW is transposed. A gradient has the shape of its variable: `dW[i]` that of
    `weights[i]`."""
    dW, db = reference(weights, a, y, activation)
    return [g.T for g in dW], db


@backward.wrong(credit=0.5)
def pairs(weights, a, y, activation):
    """You return one list of pairs. Asked for are two lists, all dW and all db."""
    return list(zip(*reference(weights, a, y, activation), strict=True))


@backward.wrong(credit=0.5)
def weights_only(weights, a, y, activation):
    """You return the list of the dW alone. Return both lists, `dW, db`."""
    return reference(weights, a, y, activation)[0]


@backward.wrong(credit=0.5)
def exchanged(weights, a, y, activation):
    """The two lists are right, in the other order: first dW, then db."""
    dW, db = reference(weights, a, y, activation)
    return db, dW


@backward.wrong
def biases_reversed(weights, a, y, activation):
    """dW is right, but db runs from the output to the input: `db[0]` belongs to `weights[0]`."""
    dW, db = reference(weights, a, y, activation)
    return dW, db[::-1]


@backward.wrong
def weights_reversed(weights, a, y, activation):
    """db is right, but dW runs from the output to the input: `dW[0]` belongs to `weights[0]`."""
    dW, db = reference(weights, a, y, activation)
    return dW[::-1], db


@backward.wrong(credit=0.5)
def flat_db(weights, a, y, activation):
    """The numbers are right, but each db is flat, (n,). Taken from a bias of shape (n, 1), it makes
    an (n, n) array without a warning. Keep it a column: `keepdims=True`."""
    dW, db = reference(weights, a, y, activation)
    return dW, [g.ravel() for g in db]


@backward.wrong
def first_layer_none(weights, a, y, activation):
    """`dW[0]` is None: the first layer gets no gradient. Your walk stops one layer too early; i has
    to come down to 0."""
    dW, db = reference(weights, a, y, activation)
    return [None, *dW[1:]], [None, *db[1:]]


@backward.wrong
def first_layer_not_in_the_list(weights, a, y, activation):
    """The gradients of the first layer are missing. Your walk stops one layer too early: i has to
    come down to 0."""
    dW, db = reference(weights, a, y, activation)
    return dW[1:], db[1:]


@backward.wrong
def kept_between_calls(weights, a, y, activation, kept={}):  # noqa: B006
    """The second call with the same arguments gives something else than the first: what you fill
    lives on between calls. Make the lists and the arrays inside the function; a default such as
    `dW=[]` in its first line is made only once."""
    dW, db = reference(weights, a, y, activation)
    kept["dW"], kept["db"] = dW + kept.get("dW", []), db + kept.get("db", [])
    return list(kept["dW"]), list(kept["db"])


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
    return [*dW, delta @ a[-2].T], [*db, delta.sum(axis=1, keepdims=True)]
