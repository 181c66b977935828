"""Find the bug: gradients that pile up from call to call, and a backward pass with two faults."""

from __future__ import annotations

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Choice, Code, Hint, Right, Why, Wrong
from nnkit.course.m05_backpropagation.backward import backward_cases, reference

why_one_pass = Why(
    "05.why_one_pass",
    points=2,
    minutes=8,
    difficulty=2,
    asks="why one backward pass is enough for all weights",
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


def repaired_walk(weights, a, y, last, slope):
    """Walk down to layer `last`, with `slope` for the hidden layers."""
    dW = [np.zeros(W.shape) for W in weights]
    db = [np.zeros((len(W), 1)) for W in weights]
    delta = (a[-1] - y) * a[-1] * (1 - a[-1]) / y.shape[1]
    for i in range(len(weights) - 1, last - 1, -1):
        dW[i], db[i] = delta @ a[i].T, delta.sum(axis=1, keepdims=True)
        delta = weights[i].T @ delta * slope(a[i])
    return dW, db


repaired_backward = Code(
    "05.repaired_backward",
    kind="find-the-bug",
    points=3,
    minutes=7,
    difficulty=3,
    asks="repaired_backward(weights, a, y) -> (dW, db), the printed function put right",
    cases=backward_cases,
    arguments=("weights", "a", "y"),
    returns=("dW", "db"),
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
            "`sigmoid(a[i])` is the sigmoid of something that has been through the sigmoid.",
        ),
    ),
)


repaired_backward.right(reference)


@repaired_backward.wrong
def not_repaired(weights, a, y):
    """This does just what the printed function does."""
    return repaired_walk(weights, a, y, 1, lambda a: sigmoid(a) * (1 - sigmoid(a)))


@repaired_backward.wrong(credit=0.5)
def slope_still_wrong(weights, a, y):
    """The first layer gets gradients now. But its slope, and that of every hidden layer, is still
    taken from an activation that goes through the sigmoid a second time."""
    return repaired_walk(weights, a, y, 0, lambda a: sigmoid(a) * (1 - sigmoid(a)))


@repaired_backward.wrong(credit=0.5)
def first_layer_still_left_out(weights, a, y):
    """The slope is right now. But the gradients of the first layer are still all 0: where does the
    loop end?"""
    return repaired_walk(weights, a, y, 1, lambda a: a * (1 - a))


@repaired_backward.wrong
def slope_dropped(weights, a, y):
    """You took the wrong slope out and put no right one in: hidden layers need a(1 − a)."""
    return repaired_walk(weights, a, y, 0, lambda a: 1.0)


@repaired_backward.wrong
def sigmoid_for_slope(weights, a, y):
    """You multiply by a sigmoid. The slope of the sigmoid is needed: a(1 − a)."""
    return repaired_walk(weights, a, y, 0, sigmoid)


@repaired_backward.also_right
def written_out(weights, a, y):
    return repaired_walk(weights, a, y, 0, lambda a: a - a**2)
