"""Find the bug: gradients that pile up, and a backward pass through tanh with two faults."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import networks
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Why, Wrong
from nnkit.network import Network, Trace

why_one_pass = Why(
    "05.why_one_pass",
    points=2,
    minutes=8,
    difficulty=2,
    asks="why one backward pass is enough for all weights",
    rubric=(
        "1 point: all paths of a weight go through one neuron, so its derivative is that "
        "neuron's delta times the activation that came in",
        "0.5 points: deltas are passed back: those of the next layer hold already what the "
        "paths behind it have in common",
        "0.5 points: the three words, used rightly, and numbers of section 8, such as 1010 "
        "deltas for 647 000 weights",
    ),
)

bug_piles_up = Choice(
    "05.bug_piles_up",
    kind="find-the-bug",
    points=1,
    minutes=3,
    asks="which line is right in the first call and wrong in the second",
    options=(
        Wrong(
            "    delta = delta_output(a[-1], y)",
            "start",
            "Delta starts anew in each call, from this call's output. It keeps nothing.",
        ),
        Wrong(
            "    for i in reversed(range(len(weights))):",
            "loop",
            "The loop is right: it has to come down to 0, because the first layer wants gradients "
            "as well.",
        ),
        Right(
            "        dW[i] += delta @ a[i].T",
            "Right in the first step of training, wrong in all others: call things twice to test "
            "them.",
        ),
        Wrong(
            "        delta = delta_hidden(weights[i], delta, a[i])",
            "pass-back",
            "Passing back is right: through the weights between the two layers, then through the "
            "activation. `delta` is made anew, nothing is added to the old one.",
        ),
        Wrong(
            "    return dW", "return", "Returning the list is fine. What is in it is the question."
        ),
    ),
    hints=(
        Hint("What lives longer than a call?", "The list `dW`: it was made outside the function."),
        Hint("What does the second call find in it?", "The gradients of the first."),
        Hint("Nearly the answer", "`+=` adds to what is there."),
    ),
)


def tanh_cases(rng: Generator) -> Iterator[Case]:
    """Networks of one to four layers, tanh and at the end sigmoid, after forward propagation."""
    for weights, biases, x, y in networks(rng):
        names = ["tanh"] * (len(weights) - 1) + ["sigmoid"]
        yield weights, Network(weights, biases, names).forward(x).a, y


def repaired_walk(weights, a, y, last, slope, start=1.0, bias=np.sum):
    """Walk down to layer `last`, with `slope` for the hidden layers."""
    dW = [np.zeros(W.shape) for W in weights]
    db = [np.zeros((len(W), 1)) for W in weights]
    delta = start * (a[-1] - y) * a[-1] * (1 - a[-1]) / y.shape[1]
    for i in range(len(weights) - 1, last - 1, -1):
        dW[i], db[i] = delta @ a[i].T, bias(delta, axis=1, keepdims=True)
        delta = weights[i].T @ delta * slope(a[i])
    return dW, db


def slope_of_tanh(a):
    return 1 - a**2


repaired_backward = Code(
    "05.repaired_backward",
    kind="find-the-bug",
    points=3,
    minutes=8,
    difficulty=3,
    asks="repaired_backward(weights, a, y) -> (dW, db), tanh layers with a sigmoid output",
    cases=tanh_cases,
    arguments=("weights", "a", "y"),
    returns=("dW", "db"),
    exact_shape=True,
    hints=(
        Hint(
            "Where do I look?",
            "The check of the single arrays says: the last layer is right, the middle one is off, "
            "the first gets nothing at all. That is two faults.",
        ),
        Hint(
            "The first layer gets nothing.",
            "`range(n, 0, -1)` stops before it reaches 0. And `weights[0]`?",
        ),
        Hint(
            "The middle layer is off.",
            "`np.tanh(a[i])` is the tanh of something that has been through tanh.",
        ),
    ),
)


@repaired_backward.right
def reference(weights, a, y):
    names = ["tanh"] * (len(weights) - 1) + ["sigmoid"]
    net = Network(weights, [np.zeros((len(W), 1)) for W in weights], names)
    gradients = net.backward(Trace([None] * len(a), list(a)), y)
    return gradients.dW, gradients.db


@repaired_backward.wrong
def not_repaired(weights, a, y):
    """This does just what the printed function does."""
    return repaired_walk(weights, a, y, 1, lambda a: 1 - np.tanh(a) ** 2)


@repaired_backward.wrong
def your_backward(weights, a, y):
    """These are the gradients of a network that is sigmoid all through, as your `backward` gives
    them. Here the hidden layers are tanh: their slope is 1 − a²."""
    return repaired_walk(weights, a, y, 0, lambda a: a * (1 - a))


@repaired_backward.wrong
def tanh_at_the_output(weights, a, y):
    """You took tanh for the output as well. The last layer is sigmoid, and the printed line for it
    is right."""
    start = slope_of_tanh(a[-1]) / (a[-1] * (1 - a[-1]))
    return repaired_walk(weights, a, y, 0, slope_of_tanh, start)


@repaired_backward.wrong(credit=0.5)
def slope_still_wrong(weights, a, y):
    """The first layer gets gradients now. But its slope, and that of every hidden layer, is still
    taken from an activation that goes through tanh a second time."""
    return repaired_walk(weights, a, y, 0, lambda a: 1 - np.tanh(a) ** 2)


@repaired_backward.wrong(credit=0.5)
def first_layer_still_left_out(weights, a, y):
    """The slope is right now. But the gradients of the first layer are still all 0: where does the
    loop end?"""
    return repaired_walk(weights, a, y, 1, slope_of_tanh)


@repaired_backward.wrong
def slope_dropped(weights, a, y):
    """You took the wrong slope out and put no right one in: hidden layers of tanh need 1 − a²."""
    return repaired_walk(weights, a, y, 0, lambda a: 1.0)


@repaired_backward.wrong
def tanh_for_slope(weights, a, y):
    """You multiply by a tanh. The slope of tanh is needed: 1 − a²."""
    return repaired_walk(weights, a, y, 0, np.tanh)


@repaired_backward.wrong
def not_squared(weights, a, y):
    """You multiply by 1 − a. The slope of tanh is 1 − a²: the square is missing."""
    return repaired_walk(weights, a, y, 0, lambda a: 1 - a)


@repaired_backward.wrong
def slope_of_where_it_comes_from(weights, a, y):
    """The loop is right now. But after passing back you multiply by the slope of `a[i + 1]`, the
    layer that the error comes from. It has come to layer i: take `a[i]`."""
    dW, db = [], []
    delta = (a[-1] - y) * a[-1] * (1 - a[-1]) / y.shape[1]
    for i in reversed(range(len(weights))):
        dW.insert(0, delta @ a[i].T)
        db.insert(0, delta.sum(axis=1, keepdims=True))
        delta = weights[i].T @ delta * (1 - a[i + 1] ** 2)
    return dW, db


@repaired_backward.wrong
def slope_before_passing_back(weights, a, y):
    """The loop is right now. But you multiply by the slope of `a[i + 1]` before you pass back.
    First pass back, to layer i, then multiply by the slope of `a[i]`."""
    dW, db = [], []
    delta = (a[-1] - y) * a[-1] * (1 - a[-1]) / y.shape[1]
    for i in reversed(range(len(weights))):
        dW.insert(0, delta @ a[i].T)
        db.insert(0, delta.sum(axis=1, keepdims=True))
        delta = weights[i].T @ (delta * (1 - a[i + 1] ** 2))
    return dW, db


@repaired_backward.wrong
def from_front_to_back(weights, a, y):
    """Your loop goes from the first layer to the last. The error comes from the output: the last
    layer has to be the first of the walk."""
    dW, db = [], []
    delta = (a[-1] - y) * a[-1] * (1 - a[-1]) / y.shape[1]
    for i in range(len(weights)):
        dW.append(delta @ a[i].T)
        db.append(delta.sum(axis=1, keepdims=True))
        delta = weights[i].T @ delta * (1 - a[i] ** 2)
    return dW, db


@repaired_backward.wrong
def mean_taken_out(weights, a, y):
    """Both faults are mended. But you took the 1/N out of the first delta, and that was no fault:
    everything is N times too large now."""
    return repaired_walk(weights, a, y, 0, slope_of_tanh, y.shape[1])


@repaired_backward.wrong(credit=0.5)
def bias_mean(weights, a, y):
    """Both faults are mended. But you made a mean of the sum for the biases, and that was no fault:
    1/N is in delta already."""
    return repaired_walk(weights, a, y, 0, slope_of_tanh, 1.0, np.mean)


@repaired_backward.also_right
def written_out(weights, a, y):
    return repaired_walk(weights, a, y, 0, lambda a: (1 - a) * (1 + a))


@repaired_backward.also_right
def first_layer_after_the_loop(weights, a, y):
    dW, db = repaired_walk(weights, a, y, 1, slope_of_tanh)
    delta = (a[-1] - y) * a[-1] * (1 - a[-1]) / y.shape[1]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ delta * slope_of_tanh(a[i])
    dW[0], db[0] = delta @ a[0].T, delta.sum(axis=1, keepdims=True)
    return dW, db
