"""The first two steps as code: error at the output, and through the activation."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.activations import sigmoid
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.losses import half_squared_error
from nnkit.network import Network, Trace


def output_cases(rng: Generator) -> Iterator[Case]:
    """Outputs of sigmoid neurons and targets; some saturated, once one example, once square.

    In the last case the targets are whole numbers, as they are where a class is meant.
    """
    for shape in ((3, 4), (4, 1), (2, 7), (3, 3)):
        z = 1.5 * normal(rng, *shape)
        z[0, 0] = 9.0
        yield sigmoid(z), rng.uniform(0, 1, shape)
    yield sigmoid(normal(rng, 2, 5)), rng.integers(0, 2, (2, 5))


delta_output = Code(
    "05.delta_output",
    points=2,
    minutes=5,
    asks="delta_output(a, y) -> δ of a sigmoid output layer, shape (n_L, N)",
    cases=output_cases,
    arguments=("a", "y"),
    hints=(
        Hint(
            "Where do I begin?",
            "Two steps: the error at the output, a − y, and then through the activation, times the "
            "slope, entry by entry.",
        ),
        Hint("It is right for one example only.", "Divide by N, the number of columns of `a`."),
        Hint("Nearly the answer", "`(a - y) * a * (1 - a)`, and that divided by `a.shape[1]`."),
    ),
)


@delta_output.right
def reference(a, y):
    net = Network([np.eye(len(a))], [np.zeros((len(a), 1))])
    return net.backward(Trace([None, None], [a, a]), y).delta[1]


@delta_output.wrong
def y_minus_a(a, y):
    """Every entry has the wrong sign and the right size. The error is a − y, the derivative of ½(a
    − y)² by a; and the slope is a(1 − a), not a(a − 1). One of the two is the other way round."""
    return (y - a) * a * (1 - a) / a.shape[1]


@delta_output.wrong
def slope_missing(a, y):
    """That is the error at the output. It has not been through the activation yet: the slope a(1 −
    a) is missing."""
    return (a - y) / a.shape[1]


@delta_output.wrong
def sigmoid_twice(a, y):
    """You put `a` through the sigmoid again before you took the slope. `a` has been through
    already; the slope is a(1 − a)."""
    s = sigmoid(a)
    return (a - y) * s * (1 - s) / a.shape[1]


@delta_output.wrong
def sum_over_examples(a, y):
    """With several examples your delta is N times too large. E is a mean over the examples, and its
    1/N belongs here."""
    return (a - y) * a * (1 - a)


@delta_output.wrong
def mean_over_outputs(a, y):
    """You divided by the number of outputs, the rows. The mean is over the examples, and they are
    the columns."""
    return (a - y) * a * (1 - a) / len(a)


@delta_output.wrong
def mean_over_everything(a, y):
    """You divided by the number of all entries. E adds up over the outputs; the mean is over the
    examples only."""
    return (a - y) * a * (1 - a) / a.size


@delta_output.wrong
def factor_2(a, y):
    """Twice too large: the ½ of the loss cancels the 2 that comes from the square."""
    return 2 * (a - y) * a * (1 - a) / a.shape[1]


@delta_output.wrong
def matrix_product(a, y):
    """You used a matrix product where each neuron has to be multiplied with its own slope: `*`,
    entry by entry, no sums."""
    return (a - y) @ (a * (1 - a)).T / a.shape[1]


@delta_output.wrong
def mean_taken(a, y):
    """You took the mean over the examples already. Delta keeps a column for each example: divide by
    N, and do not add up yet."""
    return ((a - y) * a * (1 - a)).mean(axis=1, keepdims=True)


@delta_output.wrong
def error_missing(a, y):
    """That is the slope alone. The error at the output, a − y, is missing: multiply by it."""
    return a * (1 - a) / a.shape[1]


@delta_output.wrong
def slope_of_the_target(a, y):
    """You took the slope from `y`, the target. The sigmoid is where the output is: a(1 − a)."""
    return (a - y) * y * (1 - y) / a.shape[1]


@delta_output.wrong
def slope_of_the_error(a, y):
    """Your slope is made from the error, not from the output. Keep `a` as it is, give the error a
    name of its own, and multiply by a(1 − a)."""
    return (a - y) * (a - y) * (1 - (a - y)) / a.shape[1]


@delta_output.wrong
def slope_of_tanh(a, y):
    """1 − a² is the slope of tanh. These are sigmoid neurons: a(1 − a)."""
    return (a - y) * (1 - a**2) / a.shape[1]


@delta_output.wrong
def times_activation(a, y):
    """You multiplied by the output where its slope is needed: a(1 − a), not a."""
    return (a - y) * a / a.shape[1]


@delta_output.wrong
def brackets_missing(a, y):
    """Python multiplies before it subtracts, so `… * a * 1 - a` takes a away at the end. The slope
    needs its brackets: `a * (1 - a)`."""
    return (a - y) * a * 1 - a / a.shape[1]


@delta_output.wrong
def slope_without_brackets(a, y):
    """Python multiplies before it subtracts, so `… * a * 1 - a` takes a away at the end. The slope
    needs its brackets: `a * (1 - a)`."""
    return ((a - y) * a * 1 - a) / a.shape[1]


@delta_output.wrong
def error_without_brackets(a, y):
    """Python multiplies before it subtracts, so `a - y * …` multiplies y alone. Put brackets around
    the error: `(a - y)`."""
    return a - y * a * (1 - a) / a.shape[1]


@delta_output.wrong
def error_squared(a, y):
    """You start from the error squared, which is what stands in E. Its derivative by a is a − y."""
    return (a - y) ** 2 * a * (1 - a) / a.shape[1]


@delta_output.wrong
def half_the_error_squared(a, y):
    """You start from ½(a − y)², E itself. Delta needs its derivative by a, and that is a − y."""
    return 0.5 * (a - y) ** 2 * a * (1 - a) / a.shape[1]


@delta_output.wrong
def mean_twice(a, y):
    """You divided by N twice. E is one mean, so 1/N comes in once."""
    return (a - y) * a * (1 - a) / a.shape[1] ** 2


@delta_output.wrong
def y_minus_a_and_no_mean(a, y):
    """Two things: every entry has the wrong sign (start from a − y, not y − a), and every entry is
    N times too large (divide by N)."""
    return (y - a) * a * (1 - a)


@delta_output.wrong
def slope_and_mean_missing(a, y):
    """That is the error at the output alone. Two things are missing: the slope a(1 − a), and the
    1/N of the mean."""
    return a - y


@delta_output.wrong(credit=0.5)
def like_the_targets(a, y):
    """Where the targets are whole numbers, your result is cut off to whole numbers. An array made
    with `zeros_like(y)` is of the kind that y is: make it like `a`, or with `np.zeros(a.shape)`."""
    return ((a - y) * a * (1 - a) / a.shape[1]).astype(y.dtype)


@delta_output.wrong
def changes_a(a, y):
    """`error = a` is no copy but a second name for the same array. So `error -= y` changed `a` as
    well, and the slope was taken from the wrong numbers. Write `error = a - y`."""
    error = a
    error -= y
    return error * a * (1 - a) / a.shape[1]


@delta_output.also_right
def by_loop(a, y):
    n_outputs, n_examples = a.shape
    delta = np.zeros((n_outputs, n_examples))
    for j in range(n_outputs):
        for n in range(n_examples):
            slope = a[j, n] * (1 - a[j, n])
            delta[j, n] = (a[j, n] - y[j, n]) * slope / n_examples
    return delta


@delta_output.also_right
def from_loss(a, y):
    _, error = half_squared_error(a, y)
    return error * (a - a**2)
