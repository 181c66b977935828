"""Softmax and cross-entropy together: why a − y is left, in code, and what it cures."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.activations import sigmoid, softmax
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Order, Right, Wrong
from nnkit.course.in_order import orders
from nnkit.course.m09_beyond_sigmoid.entropy import mean_entropy

delta_proof = Order(
    "09.delta_proof",
    points=1.5,
    minutes=6,
    difficulty=3,
    asks="the lines that lead from −Σ y ln a to a − y",
    lines=(
        r"$= -y_j\,(1 - a_j)$, because only $a_j$ belongs to $z_j$",
        r"$= a_j - y_j$, because the targets of an example add up to 1",
        r"$z_j$ acts on every $a_k$, so "
        r"$\;\dfrac{\partial E}{\partial z_j} = \sum_k -\dfrac{y_k}{a_k}\cdot"
        r"\dfrac{\partial a_k}{\partial z_j}$",
        r"$= -y_j + a_j \sum_k y_k$",
        r"$E = -\sum_k y_k \ln a_k$, so "
        r"$\;\dfrac{\partial E}{\partial a_k} = -\dfrac{y_k}{a_k}$",
        r"$= -\dfrac{y_j}{a_j}\,a_j(1 - a_j) \;+\; "
        r"\sum_{k \ne j} -\dfrac{y_k}{a_k}\,(-a_k a_j)$",
    ),
    reference="ecfdb",
    before={
        "ec": "Line C multiplies by −y/a. That is what line E finds.",
        "cf": "Line F puts the slopes of softmax into the sum of line C. C has to be there first.",
        "fd": "Line D cancels what line F has written out.",
        "db": "Line B replaces Σ y by 1. That sum appears in line D.",
        "eb": "Line B is the end, and line E the beginning.",
        "cb": "Line B is the end of the chain, and line C its beginning.",
        "fb": "Line B is the end of the chain. Line F comes before it.",
        "ed": "Line D is nearly the end, and line E the beginning.",
        "cd": "Line D begins with =. What it continues begins in line C.",
        "ef": "Line F uses −y/a from line E.",
        "ea": "Line A is the wrong line; and the derivation begins with line E.",
        "ca": "Line A is the wrong line. Line C says why: z_j acts on every a_k, not on one.",
    },
    why="Every a in a denominator has cancelled: nothing can be divided by 0 any more.",
    misconceptions=(
        *orders(
            "one-path",
            "eca ecab ecadb ecabd ecadf ecdab ea eab eadb eacdb",
            "Line A takes one path only. z_j stands in the denominator of every softmax output, so "
            "it acts on all of them: leave A out, and use the line with the sum over k ≠ j.",
        ),
        *orders(
            "both-lines",
            "ecfadb ecafdb ecfdab ecfdba aecfdb ecafd ecafb ecfad ecfab ecfda ecfa",
            "Lines A and F both stand for the sum over k, and only one of them has all its terms.",
        ),
        *orders(
            "from-the-end",
            "bdfce bdafce bdfec",
            "You go from the end to the beginning. The derivation starts from the loss, line E.",
        ),
        *orders(
            "conclusion-missing",
            "ecfd",
            "One step is missing: what is the sum of the targets of one example?",
        ),
        *orders(
            "sum-skipped",
            "ecfb",
            "From line F to line B in one leap: the line in which a_k has cancelled is missing.",
        ),
        *orders(
            "slopes-skipped",
            "ecdb",
            "The slopes of softmax never come in. Before line D they have to be put into the sum.",
        ),
        *orders(
            "chain-rule-skipped",
            "efdb",
            "Line F begins with =, and what it continues is missing: the chain rule, line C.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "With the loss, and its slope by each a."),
        Hint("A or F?", "If z_1 grows, a_1 grows. What do a_2 and a_3 do?"),
        Hint("Nearly the answer", "E, C, F; then cancel; then use Σ y = 1."),
    ),
)


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
def stops_before_softmax(z, y):
    """Delta: −y/a is ∂E/∂a. Delta is ∂E/∂z, after softmax as well: a − y."""
    a = np.maximum(softmax(z), 1e-300)
    return mean_entropy(a, y), -y / a / y.shape[1]


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


bug_twice = Choice(
    "09.bug_twice",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="which line makes the gradients of softmax with cross-entropy wrong",
    options=(
        Wrong(
            "a = softmax(z)                            # (C, N)",
            "softmax-line",
            "Forward needs softmax, and it is right. The loss is cross-entropy of this a.",
        ),
        Wrong(
            "delta = (a - y) / y.shape[1]",
            "delta-line",
            "(a − y)/N is delta of softmax with cross-entropy. It is what comes after it that "
            "is too much.",
        ),
        Right(
            "delta = delta * a * (1 - a)",
            "The slope of the activation is in a − y already. Multiplied by a(1 − a) once more, a "
            "saturated output is stuck again.",
        ),
        Wrong(
            "dW = delta @ a_before.T",
            "gradient-line",
            "Delta times what came in, transposed: this line is right, and the 1/N is in delta.",
        ),
        Wrong(
            "db = delta.sum(axis=1, keepdims=True)",
            "bias-line",
            "A sum over the columns, a column of shape (n, 1): this line is right.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Say for each line which of the four steps it is."),
        Hint("Through the activation?", "Which line goes through softmax? Or are there two?"),
        Hint("Nearly the answer", "a − y comes out after softmax. What else is done to it?"),
    ),
)

cure = Choice(
    "09.cure",
    kind="prediction",
    points=1,
    minutes=2,
    asks="after how many steps the saturated answer is right with cross-entropy",
    options=(
        Wrong(
            "about as many",
            "no-difference",
            "With the squared error the first delta is 0.002. With cross-entropy it is a − y, and "
            "that is 0.999.",
        ),
        Wrong(
            "about half as many",
            "half",
            "At the start it is not twice as fast but 500 times: compare the two deltas, 0.002 and "
            "0.999.",
        ),
        Right(
            "about 4",
            "Delta is a − y: the more wrong the answer, the larger the step. Nothing is stuck.",
        ),
        Wrong(
            "more than 1000",
            "slower",
            "The slope that made it slow has cancelled. Which of the two deltas is larger?",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Compute both deltas of the first output at the start."),
        Hint(
            "Cross-entropy?",
            "0.999 − 0 is nearly 1, times α = 0.5, once for the weight and once for the bias.",
        ),
        Hint(
            "Nearly the answer",
            "The two z are 6.9 apart. Each step moves each of them by about 1, one down and the "
            "other up.",
        ),
    ),
)
