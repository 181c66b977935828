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


def some_step(
    W1,
    b1,
    W2,
    b2,
    x,
    y,
    alpha,
    back="old",
    bias=np.sum,
    slope=lambda a: 1 - a**2,
    bias_of_the_first=None,
    examples=None,
):
    """One step; `back` says which weights pass the error back, `bias` how delta is summed up."""
    a1 = np.tanh(W1 @ x + b1)
    a2 = sigmoid(W2 @ a1 + b2)
    delta2 = (a2 - y) * a2 * (1 - a2) / (examples or y.shape[1])
    new_W2 = W2 - alpha * delta2 @ a1.T
    delta1 = (new_W2 if back == "new" else W2).T @ delta2 * slope(a1)
    return (
        W1 - alpha * delta1 @ x.T,
        b1 - alpha * (bias_of_the_first or bias)(delta1, axis=1, keepdims=True),
        new_W2,
        b2 - alpha * bias(delta2, axis=1, keepdims=True),
    )


repaired_step = Code(
    "07.repaired_step",
    kind="find-the-bug",
    points=3,
    minutes=7,
    difficulty=3,
    asks="repaired_step(W1, b1, W2, b2, x, y, alpha) -> (W1, b1, W2, b2) after one step",
    cases=step_cases,
    arguments=("W1", "b1", "W2", "b2", "x", "y", "alpha"),
    returns=("W1", "b1", "W2", "b2"),
    given=("W2",),
    hints=(
        Hint(
            "It lowers the loss, so what should be wrong?",
            "A wrong gradient often does. Go through it line by line: which weights does the error "
            "come back through, and is 1/N in it once?",
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
    net = Network([W1, W2], [b1, b2], ["tanh", "sigmoid"])
    SGD(alpha).step(net, net.backward(net.forward(x), y))
    return net.weights[0], net.biases[0], net.weights[1], net.biases[1]


@repaired_step.wrong
def as_printed(W1, b1, W2, b2, x, y, alpha):
    """That still does what the printed function does. Look where W2 is when the error passes
    through it, and what becomes of delta for the biases."""
    return some_step(W1, b1, W2, b2, x, y, alpha, "new", np.mean)


@repaired_step.wrong(credit=0.5)
def order_left(W1, b1, W2, b2, x, y, alpha):
    """The biases are mended. One bug is left: the error passes back through the new W2, and it was
    the old W2 that made it."""
    return some_step(W1, b1, W2, b2, x, y, alpha, "new")


@repaired_step.wrong(credit=0.5)
def mean_left(W1, b1, W2, b2, x, y, alpha):
    """The order is mended. One bug is left, in the biases: 1/N is in delta already, so their
    gradient is a sum."""
    return some_step(W1, b1, W2, b2, x, y, alpha, "old", np.mean)


@repaired_step.wrong(credit=0.5)
def in_place(W1, b1, W2, b2, x, y, alpha):
    """Both bugs are mended. But your function changes the arrays it was given; return new ones."""
    new = some_step(W1, b1, W2, b2, x, y, alpha)
    for p, q in zip((W1, b1, W2, b2), new, strict=True):
        p[...] = q
    return W1, b1, W2, b2


@repaired_step.wrong
def uphill(W1, b1, W2, b2, x, y, alpha):
    """The gradients are right now, but you add them. The printed minus was no bug."""
    return some_step(W1, b1, W2, b2, x, y, -alpha)


@repaired_step.wrong
def sigmoid_all_through(W1, b1, W2, b2, x, y, alpha):
    """This is a step of a network that is sigmoid all through, as your earlier functions make it.
    Here the hidden layer is tanh."""
    net = Network([W1, W2], [b1, b2], "sigmoid")
    SGD(alpha).step(net, net.backward(net.forward(x), y))
    return net.weights[0], net.biases[0], net.weights[1], net.biases[1]


@repaired_step.wrong
def tanh_all_through(W1, b1, W2, b2, x, y, alpha):
    """This is a step of a network that is tanh all through, as your earlier functions make it. Here
    the output is sigmoid."""
    net = Network([W1, W2], [b1, b2], "tanh")
    SGD(alpha).step(net, net.backward(net.forward(x), y))
    return net.weights[0], net.biases[0], net.weights[1], net.biases[1]


@repaired_step.wrong(credit=0.5)
def mean_left_in_b1(W1, b1, W2, b2, x, y, alpha):
    """The order is mended, and b2. In b1 there is still the mean: 1/N is in delta already, so its
    gradient is a sum."""
    return some_step(W1, b1, W2, b2, x, y, alpha, bias_of_the_first=np.mean)


@repaired_step.wrong(credit=0.5)
def mean_left_in_b2(W1, b1, W2, b2, x, y, alpha):
    """The order is mended, and b1. In b2 there is still the mean: 1/N is in delta already, so its
    gradient is a sum."""
    return some_step(W1, b1, W2, b2, x, y, alpha, "old", np.mean, bias_of_the_first=np.sum)


@repaired_step.wrong
def mean_taken_out(W1, b1, W2, b2, x, y, alpha):
    """Everything is N times too far now. You took the 1/N out of delta2, and that was no bug: it is
    the mean in the biases that has to go."""
    return some_step(W1, b1, W2, b2, x, y, alpha, examples=1)


@repaired_step.wrong
def mean_moved_to_the_biases(W1, b1, W2, b2, x, y, alpha):
    """The biases are right. But you took the 1/N out of delta2, and now the steps of the weights
    are N times too far. Leave 1/N in delta2, and make sums of the means."""
    return some_step(W1, b1, W2, b2, x, y, alpha, "old", np.mean, examples=1)


@repaired_step.wrong
def slope_of_the_sigmoid(W1, b1, W2, b2, x, y, alpha):
    """The slope of the hidden layer is wrong now. It is tanh, so 1 − a1² was right; a(1 − a)
    belongs to the sigmoid."""
    return some_step(W1, b1, W2, b2, x, y, alpha, slope=lambda a: a * (1 - a))


@repaired_step.wrong
def mean_again(W1, b1, W2, b2, x, y, alpha):
    """Both bugs are mended. But delta1 is divided by N once more: delta2 carries the 1/N
    already."""
    N = y.shape[1]
    return some_step(W1, b1, W2, b2, x, y, alpha, slope=lambda a: (1 - a**2) / N)


@repaired_step.wrong
def mean_over_outputs(W1, b1, W2, b2, x, y, alpha):
    """Both bugs are mended. But you divide by the number of outputs; N is the number of columns,
    `y.shape[1]`."""
    return some_step(W1, b1, W2, b2, x, y, alpha, examples=len(y))


@repaired_step.wrong
def flat_biases(W1, b1, W2, b2, x, y, alpha):
    """The weights are right. Your biases have become (n, n) arrays: a column (n, 1) less a flat sum
    (n,) fills a whole table. Keep the column: `keepdims=True`."""
    new_W1, new_b1, new_W2, new_b2 = some_step(W1, b1, W2, b2, x, y, alpha)
    return new_W1, b1 - (b1 - new_b1).ravel(), new_W2, b2 - (b2 - new_b2).ravel()


@repaired_step.wrong
def biases_by_columns(W1, b1, W2, b2, x, y, alpha):
    """The weights are right. For the biases you added up over the neurons: examples are columns, so
    the sum goes along axis 1."""

    def by_columns(delta, axis, keepdims):
        return delta.sum(axis=0, keepdims=True)

    return some_step(W1, b1, W2, b2, x, y, alpha, "old", by_columns)


@repaired_step.wrong(credit=0.5)
def weights_first(W1, b1, W2, b2, x, y, alpha):
    """The numbers are right, in another order: W1, b1, W2, b2."""
    new_W1, new_b1, new_W2, new_b2 = some_step(W1, b1, W2, b2, x, y, alpha)
    return new_W1, new_W2, new_b1, new_b2


@repaired_step.wrong(credit=0.5)
def output_first(W1, b1, W2, b2, x, y, alpha):
    """The numbers are right, in another order: W1, b1, W2, b2."""
    new_W1, new_b1, new_W2, new_b2 = some_step(W1, b1, W2, b2, x, y, alpha)
    return new_W2, new_b2, new_W1, new_b1


@repaired_step.wrong
def forward_again(W1, b1, W2, b2, x, y, alpha):
    """All is right but W2. Between the two steps the hidden layer was computed anew, with the new
    W1: all gradients of a step belong to the old weights and their activations."""
    new_W1, new_b1, _, new_b2 = some_step(W1, b1, W2, b2, x, y, alpha)
    a1 = np.tanh(W1 @ x + b1)
    a2 = sigmoid(W2 @ a1 + b2)
    delta2 = (a2 - y) * a2 * (1 - a2) / y.shape[1]
    return new_W1, new_b1, W2 - alpha * delta2 @ np.tanh(new_W1 @ x + new_b1).T, new_b2


@repaired_step.wrong
def all_anew(W1, b1, W2, b2, x, y, alpha):
    """W1 and b1 are right. Then you went forward again with them before W2 was changed: all
    gradients of a step belong to the old weights."""
    new_W1, new_b1, _, _ = some_step(W1, b1, W2, b2, x, y, alpha)
    _, _, new_W2, new_b2 = some_step(new_W1, new_b1, W2, b2, x, y, alpha)
    return new_W1, new_b1, new_W2, new_b2


@repaired_step.wrong
def both_layers_anew(W1, b1, W2, b2, x, y, alpha):
    """W2 and b2 are right. Then you went forward again with them before W1 was changed: all
    gradients of a step belong to the old weights."""
    _, _, new_W2, new_b2 = some_step(W1, b1, W2, b2, x, y, alpha)
    new_W1, new_b1, _, _ = some_step(W1, b1, new_W2, new_b2, x, y, alpha)
    return new_W1, new_b1, new_W2, new_b2


@repaired_step.also_right
def by_loop(W1, b1, W2, b2, x, y, alpha):
    return some_step(W1, b1, W2, b2, x, y, alpha)
