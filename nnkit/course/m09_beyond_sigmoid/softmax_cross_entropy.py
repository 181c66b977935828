"""Softmax and cross-entropy together, as code: from the scores to the loss and to delta."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.activations import sigmoid, softmax
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.course.m09_beyond_sigmoid.entropy import mean_entropy


def delta_cases(rng: Generator) -> Iterator[Case]:
    """Scores and targets: one-hot and shared; one column in which a probability is exactly 0."""
    for classes, n in ((3, 4), (4, 1), (2, 7), (3, 3)):
        z = 2 * normal(rng, classes, n)
        yield z, np.eye(classes)[:, rng.integers(0, classes, n)]
    yield 2 * normal(rng, 4, 5), softmax(normal(rng, 4, 5))
    far = 2 * normal(rng, 3, 4)
    far[0, 1] = 900.0
    yield far, np.eye(3)[:, [0, 2, 1, 1]]


softmax_cross_entropy = Code(
    "09.softmax_cross_entropy",
    points=2,
    minutes=5,
    difficulty=2,
    asks="softmax_cross_entropy(z, y) -> (loss, delta)",
    needs=("09.softmax", "09.cross_entropy"),
    cases=delta_cases,
    arguments=("z", "y"),
    returns=("loss", "delta"),
    exact_shape=True,
    hints=(
        Hint("Where do I begin?", "`a = softmax(z)`, and the loss is `cross_entropy(a, y)`."),
        Hint("And delta?", "What the derivation has left over, and the 1/N of the mean."),
        Hint("Nearly the answer", "`(a - y) / y.shape[1]`"),
    ),
)


@softmax_cross_entropy.right
def reference(z, y):
    a = softmax(z)
    return mean_entropy(a, y), (a - y) / y.shape[1]


@softmax_cross_entropy.wrong
def slope_again(z, y):
    """Delta: you multiplied a − y by a(1 − a) as well. The slope of softmax is in a − y already: it
    has cancelled with the 1/a of the logarithm."""
    a = softmax(z)
    return mean_entropy(a, y), (a - y) * a * (1 - a) / y.shape[1]


@softmax_cross_entropy.wrong
def softmax_passed_again(z, y):
    """Delta: you passed a − y through the slopes of softmax as well. They are in it already: they
    have cancelled with the 1/a of the logarithm."""
    a = softmax(z)
    error = (a - y) / y.shape[1]
    return mean_entropy(a, y), a * (error - (a * error).sum(axis=0))


@softmax_cross_entropy.wrong
def one_path(z, y):
    """Delta: each z reaches the loss through its own a only in yours, −y/a times a(1 − a). It also
    stands in the denominator of all the others. With these paths a − y is left."""
    a = softmax(z)
    return mean_entropy(a, y), -y * (1 - a) / y.shape[1]


@softmax_cross_entropy.wrong
def one_path_by_division(z, y):
    """Delta: each z reaches the loss through its own a only in yours, −y/a times a(1 − a). It also
    stands in the denominator of all the others. With these paths a − y is left."""
    a = softmax(z)
    return mean_entropy(a, y), -y / np.maximum(a, 1e-12) * a * (1 - a) / y.shape[1]


@softmax_cross_entropy.wrong
def right_class_only(z, y):
    """Delta: you multiplied by y, so the wrong classes get no δ. Their a is what has to become
    smaller: a − y, for all classes."""
    a = softmax(z)
    return mean_entropy(a, y), (a - y) * y / y.shape[1]


@softmax_cross_entropy.wrong
def squared_error(z, y):
    """Loss: that is half the squared error. Use `cross_entropy`; delta is right."""
    a = softmax(z)
    return 0.5 * np.sum((a - y) ** 2) / y.shape[1], (a - y) / y.shape[1]


@softmax_cross_entropy.wrong
def sigmoid_for_softmax(z, y):
    """You put the scores through the sigmoid. Then a column does not add up to 1. Use `softmax`."""
    a = sigmoid(z)
    return mean_entropy(a, y), (a - y) / y.shape[1]


@softmax_cross_entropy.wrong
def no_softmax(z, y):
    """Softmax is missing: both loss and delta are made of the scores themselves. First `a =
    softmax(z)`."""
    return mean_entropy(z, y), (z - y) / y.shape[1]


@softmax_cross_entropy.wrong
def softmax_twice(z, y):
    """You put the scores through softmax twice. Once makes them probabilities; the second time
    flattens them."""
    a = softmax(softmax(z))
    return mean_entropy(a, y), (a - y) / y.shape[1]


@softmax_cross_entropy.wrong
def mean_twice_in_delta(z, y):
    """Delta: you divided by N twice. The loss is one mean, so 1/N comes in once."""
    a = softmax(z)
    return mean_entropy(a, y), (a - y) / y.shape[1] ** 2


@softmax_cross_entropy.wrong
def brackets_missing(z, y):
    """Delta: Python divides before it subtracts, so `a - y / N` divides y alone. Put brackets
    around a − y."""
    a = softmax(z)
    return mean_entropy(a, y), a - y / y.shape[1]


@softmax_cross_entropy.wrong
def error_squared(z, y):
    """Delta: you squared a − y. There is no square here: δ is a − y itself."""
    a = softmax(z)
    return mean_entropy(a, y), (a - y) ** 2 / y.shape[1]


@softmax_cross_entropy.wrong
def arguments_exchanged(z, y):
    """Loss: you exchanged the two. `cross_entropy(a, y)` takes the probabilities first, then the
    targets."""
    a = softmax(z)
    return mean_entropy(y, a), (a - y) / y.shape[1]


@softmax_cross_entropy.wrong
def stops_before_softmax(z, y):
    """Delta: −y/a is ∂E/∂a. Delta is ∂E/∂z, after softmax as well: a − y."""
    a = softmax(z)
    return mean_entropy(a, y), -y / np.maximum(a, 1e-12) / y.shape[1]


@softmax_cross_entropy.wrong
def delta_in_place_of_a(z, y):
    """Loss: it is taken of a − y, since you made delta out of `a` itself before. First the loss,
    then delta, or give delta a name of its own."""
    delta = (softmax(z) - y) / y.shape[1]
    return mean_entropy(delta, y), delta


@softmax_cross_entropy.wrong
def one_hot_only(z, y):
    """Delta: you took 1 away at the largest target of each column. That is right if y is one-hot.
    Where y is shared between classes each class has its own target: a − y."""
    a = softmax(z)
    right_class = np.eye(len(y))[:, y.argmax(axis=0)]
    return mean_entropy(a, y), (a - right_class) / y.shape[1]


@softmax_cross_entropy.wrong
def loss_without_floor(z, y):
    """Loss: where the right class got 0, yours is larger than 27.6. On paper that is right, but
    asked for is `cross_entropy(softmax(z), y)`, with its floor of 1e-12."""
    shifted = z - z.max(axis=0)
    logarithms = shifted - np.log(np.exp(shifted).sum(axis=0))
    return -np.sum(y * logarithms) / y.shape[1], reference(z, y)[1]


@softmax_cross_entropy.wrong
def y_minus_a(z, y):
    """Delta: right size, wrong sign. The error is a − y."""
    a = softmax(z)
    return mean_entropy(a, y), (y - a) / y.shape[1]


@softmax_cross_entropy.wrong
def no_mean(z, y):
    """Delta: N times too large where there are N examples. The loss is a mean, and its 1/N belongs
    into delta."""
    a = softmax(z)
    return mean_entropy(a, y), a - y


@softmax_cross_entropy.wrong
def mean_over_classes(z, y):
    """Delta: you divided by the number of classes, the rows. The mean is over the examples, and
    they are the columns."""
    a = softmax(z)
    return mean_entropy(a, y), (a - y) / len(y)


@softmax_cross_entropy.wrong
def mean_over_everything(z, y):
    """Delta: you divided by the number of all entries. The mean is over the examples only, the
    columns."""
    a = softmax(z)
    return mean_entropy(a, y), (a - y) / y.size


@softmax_cross_entropy.wrong
def factor_two(z, y):
    """Delta: twice too large. There is no square here that could bring a factor of 2."""
    a = softmax(z)
    return mean_entropy(a, y), 2 * (a - y) / y.shape[1]


@softmax_cross_entropy.wrong
def scores_minus_targets(z, y):
    """Delta: you subtracted the targets from the scores z. Softmax comes first: a − y."""
    return mean_entropy(softmax(z), y), (z - y) / y.shape[1]


@softmax_cross_entropy.wrong
def mean_taken(z, y):
    """Delta: you have taken the mean over the examples. Delta keeps a column for each of them."""
    a = softmax(z)
    return mean_entropy(a, y), (a - y).mean(axis=1, keepdims=True)


@softmax_cross_entropy.wrong
def loss_of_the_scores(z, y):
    """Loss: you put the scores themselves into cross-entropy. It needs probabilities: softmax
    first."""
    return mean_entropy(z, y), reference(z, y)[1]


@softmax_cross_entropy.wrong
def mean_twice(z, y):
    """Loss: you divided by N once more. `cross_entropy` is a mean already."""
    loss, delta = reference(z, y)
    return loss / y.shape[1], delta


@softmax_cross_entropy.wrong(credit=0.5)
def exchanged(z, y):
    """The two come in the wrong order. First the loss, then delta."""
    loss, delta = reference(z, y)
    return delta, loss


@softmax_cross_entropy.wrong(credit=0.5)
def delta_alone(z, y):
    """Delta is right, but it comes alone. Return two things: the loss, then delta."""
    return reference(z, y)[1]


@softmax_cross_entropy.also_right
def in_two_steps(z, y):
    a = softmax(z)
    n = y.shape[1]
    delta = a / n
    delta = delta - y / n
    return mean_entropy(a, y), delta


@softmax_cross_entropy.also_right
def by_the_jacobian(z, y):
    a = softmax(z)
    delta = np.zeros(a.shape)
    for n in range(a.shape[1]):
        p = a[:, n]
        jacobian = np.diag(p) - np.outer(p, p)
        where = p > 0
        error = np.zeros(len(p))
        error[where] = -y[where, n] / p[where]
        delta[:, n] = jacobian @ error if where.all() else p - y[:, n]
    return mean_entropy(a, y), delta / a.shape[1]
