"""Find the bug: gradients that pile up from call to call, and a backward pass with two faults."""

# mypy: allow-untyped-defs, allow-untyped-calls, no-check-untyped-defs

from __future__ import annotations

import numpy as np

import nnkit
from nnkit.checks.exercise import Choice, Code, Hint, Misconception, Why
from nnkit.course.m05_backpropagation.backward import backward_cases

WHY = Why(
    id="05.why_one_pass",
    points=2,
    asks="why one backward pass is enough for all weights",
    minutes=8,
    difficulty=2,
)

BUG_PILES_UP = Choice(
    id="05.bug_piles_up",
    kind="find-the-bug",
    points=1,
    asks="which line is right in the first call and wrong in the second",
    reference="c",
    options="abcde",
    misconceptions=(
        Misconception(
            "start",
            "a",
            "Delta starts anew in each call, from this call's output. It keeps nothing.",
        ),
        Misconception(
            "loop",
            "b",
            "The loop is right: it has to come down to 0, because the first layer wants gradients "
            "as well.",
        ),
        Misconception(
            "pass-back",
            "d",
            "Passing back is right: through the weights between the two layers, then through the "
            "activation. `delta` is made anew, nothing is added to the old one.",
        ),
        Misconception("return", "e", "Returning the list is fine. What is in it is the question."),
    ),
    hints=(
        Hint("What lives longer than a call?", "The list `dW`: it was made outside the function."),
        Hint("What does the second call find in it?", "The gradients of the first."),
        Hint("Nearly the answer", "`+=` adds to what is there."),
    ),
    why="Right in the first step of training, wrong in all others: call things twice to test them.",
    minutes=3,
)


def reference_repaired(weights, a, y):
    net = nnkit.Network(weights, [np.zeros((len(W), 1)) for W in weights])
    gradients = net.backward(nnkit.Trace([None] * len(a), list(a)), y)
    return gradients.dW, gradients.db


def repaired_walk(weights, a, y, last, slope):
    """Walk down to layer `last`, with `slope` for the hidden layers."""
    dW = [np.zeros(W.shape) for W in weights]
    db = [np.zeros((len(W), 1)) for W in weights]
    delta = (a[-1] - y) * a[-1] * (1 - a[-1]) / y.shape[1]
    for i in range(len(weights) - 1, last - 1, -1):
        dW[i], db[i] = delta @ a[i].T, delta.sum(axis=1, keepdims=True)
        delta = weights[i].T @ delta * slope(a[i])
    return dW, db


def repaired_not_at_all(weights, a, y):
    return repaired_walk(weights, a, y, 1, lambda a: nnkit.sigmoid(a) * (1 - nnkit.sigmoid(a)))


def repaired_loop_only(weights, a, y):
    return repaired_walk(weights, a, y, 0, lambda a: nnkit.sigmoid(a) * (1 - nnkit.sigmoid(a)))


def repaired_slope_only(weights, a, y):
    return repaired_walk(weights, a, y, 1, lambda a: a * (1 - a))


def repaired_slope_dropped(weights, a, y):
    return repaired_walk(weights, a, y, 0, lambda a: 1.0)


def repaired_slope_once(weights, a, y):
    return repaired_walk(weights, a, y, 0, nnkit.sigmoid)


def repaired_written_out(weights, a, y):
    return repaired_walk(weights, a, y, 0, lambda a: a - a**2)


REPAIRED_BACKWARD = Code(
    id="05.repaired_backward",
    kind="find-the-bug",
    points=3,
    asks="repaired_backward(weights, a, y) -> (dW, db), the printed function put right",
    reference=reference_repaired,
    cases=backward_cases,
    arguments=("weights", "a", "y"),
    returns=("dW", "db"),
    misconceptions=(
        Misconception(
            "not-repaired", repaired_not_at_all, "This does just what the printed function does."
        ),
        Misconception(
            "slope-still-wrong",
            repaired_loop_only,
            "The first layer gets gradients now. But its slope, and that of every hidden layer, is "
            "still taken from an activation that goes through the sigmoid a second time.",
            credit=0.5,
        ),
        Misconception(
            "first-layer-still-left-out",
            repaired_slope_only,
            "The slope is right now. But the gradients of the first layer are still all 0: where "
            "does the loop end?",
            credit=0.5,
        ),
        Misconception(
            "slope-dropped",
            repaired_slope_dropped,
            "You took the wrong slope out and put no right one in: hidden layers need a(1 − a).",
        ),
        Misconception(
            "sigmoid-for-slope",
            repaired_slope_once,
            "You multiply by a sigmoid. The slope of the sigmoid is needed: a(1 − a).",
        ),
    ),
    accepts=(repaired_written_out,),
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
    minutes=7,
    difficulty=3,
)
