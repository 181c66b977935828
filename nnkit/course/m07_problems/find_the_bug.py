"""Find the bug: a line of a relu layer, and a step of training to put right."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.activations import sigmoid
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong
from nnkit.network import Network
from nnkit.optim import SGD

bug_relu = Choice(
    "07.bug_relu",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="the line of the relu layer's backward pass that is wrong",
    options=(
        Wrong(
            "    passed = W_next.T @ delta_next",
            "pass-back",
            "The error comes back through the transpose of the weights that lead out of the layer. "
            "That is right.",
        ),
        Right(
            "    slope = (a >= 0) * 1.0",
            "a ≥ 0 holds for every neuron, so those that are off would learn as well: a > 0.",
        ),
        Wrong(
            "    delta = passed * slope",
            "through-the-activation",
            "Multiplying entry by entry with the slope is right. Is the slope?",
        ),
        Wrong(
            "    dW = delta @ a_before.T",
            "outer-product",
            "Delta of this layer, activation of the layer before, transposed: that is right.",
        ),
        Wrong(
            "    db = delta.sum(axis=1, keepdims=True)",
            "bias-sum",
            "A bias adds its share from every example: the sum over the columns is right.",
        ),
    ),
    hints=(
        Hint("All the shapes are right.", "They are. Ask of each line what numbers it gives."),
        Hint("Which numbers can `a` have here?", "It has been through relu: it is never negative."),
        Hint("Nearly the answer", "For which entries of `a` is `a >= 0` false?"),
    ),
)


def step_cases(rng: Generator) -> Iterator[Case]:
    """Networks with one hidden layer, one example and several."""
    for n0, n1, n2, n in ((3, 4, 2, 1), (2, 5, 3, 7), (3, 3, 3, 3), (4, 2, 1, 6)):
        parameters = (
            normal(rng, n1, n0),
            normal(rng, n1, 1),
            normal(rng, n2, n1),
            normal(rng, n2, 1),
        )
        yield *parameters, normal(rng, n0, n), rng.uniform(0, 1, (n2, n)), 0.5


def some_step(W1, b1, W2, b2, x, y, alpha, back, bias):
    """One step; `back` says which weights pass the error back, `bias` how delta is summed up."""
    a1 = sigmoid(W1 @ x + b1)
    a2 = sigmoid(W2 @ a1 + b2)
    delta2 = (a2 - y) * a2 * (1 - a2) / y.shape[1]
    new_W2 = W2 - alpha * delta2 @ a1.T
    delta1 = (new_W2 if back == "new" else W2).T @ delta2 * a1 * (1 - a1)
    collect = np.mean if bias == "mean" else np.sum
    return (
        W1 - alpha * delta1 @ x.T,
        b1 - alpha * collect(delta1, axis=1, keepdims=True),
        new_W2,
        b2 - alpha * collect(delta2, axis=1, keepdims=True),
    )


repaired_step = Code(
    "07.repaired_step",
    kind="find-the-bug",
    points=3,
    minutes=6,
    difficulty=3,
    asks="repaired_step(W1, b1, W2, b2, x, y, alpha) -> (W1, b1, W2, b2) after one step",
    cases=step_cases,
    arguments=("W1", "b1", "W2", "b2", "x", "y", "alpha"),
    returns=("W1", "b1", "W2", "b2"),
    hints=(
        Hint(
            "It lowers the loss, so what should be wrong?",
            "A wrong gradient often does. Compare it with central differences, or with your own "
            "`backward`.",
        ),
        Hint(
            "I have found one.",
            "There are two: one in the order of the lines, one in how delta becomes the gradient "
            "of a bias.",
        ),
        Hint(
            "Nearly the answer",
            "Take `delta1` before `W2` changes, and `.sum` where there is `.mean`.",
        ),
    ),
)


@repaired_step.right
def reference(W1, b1, W2, b2, x, y, alpha):
    net = Network([W1, W2], [b1, b2], "sigmoid")
    SGD(alpha).step(net, net.backward(net.forward(x), y))
    return net.weights[0], net.biases[0], net.weights[1], net.biases[1]


@repaired_step.wrong
def as_printed(W1, b1, W2, b2, x, y, alpha):
    """That still does what the printed function does. Look where W2 is when the error passes
    through it, and what becomes of delta for the biases."""
    return some_step(W1, b1, W2, b2, x, y, alpha, "new", "mean")


@repaired_step.wrong(credit=0.5)
def order_left(W1, b1, W2, b2, x, y, alpha):
    """The biases are mended. One bug is left: the error passes back through the new W2, but it was
    the old one that made it."""
    return some_step(W1, b1, W2, b2, x, y, alpha, "new", "sum")


@repaired_step.wrong(credit=0.5)
def mean_left(W1, b1, W2, b2, x, y, alpha):
    """The order is mended. One bug is left, in the biases: 1/N is in delta already, so their
    gradient is a sum."""
    return some_step(W1, b1, W2, b2, x, y, alpha, "old", "mean")


@repaired_step.wrong(credit=0.5)
def in_place(W1, b1, W2, b2, x, y, alpha):
    """Both bugs are mended. But your function changes the arrays it was given; return new ones."""
    new = some_step(W1, b1, W2, b2, x, y, alpha, "old", "sum")
    for p, q in zip((W1, b1, W2, b2), new, strict=True):
        p[...] = q
    return W1, b1, W2, b2


@repaired_step.wrong
def uphill(W1, b1, W2, b2, x, y, alpha):
    """The gradients are right now, but you add them. The printed minus was no bug."""
    return some_step(W1, b1, W2, b2, x, y, -alpha, "old", "sum")


@repaired_step.also_right
def by_loop(W1, b1, W2, b2, x, y, alpha):
    return some_step(W1, b1, W2, b2, x, y, alpha, "old", "sum")
