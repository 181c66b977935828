"""The delta of the output layer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import numpy as np
from numpy.random import Generator

from nnkit.activations import ACTIVATIONS as BY_NAME
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.course.m07_problems.shared import ACTIVATIONS
from nnkit.course.m07_problems.slope import slope_of
from nnkit.losses import half_squared_error


def output_cases(rng: Generator) -> Iterator[Case]:
    """Outputs and targets; as many outputs as examples once, one example once."""
    shapes = ((3, 4), (4, 1), (2, 7), (3, 3), (5, 7))
    for activation, shape in zip(cycle(ACTIVATIONS), shapes, strict=False):
        a = BY_NAME[activation].forward(normal(rng, *shape))
        yield a, rng.uniform(-1, 2, shape), activation


output_delta = Code(
    "07.output_delta",
    points=2,
    minutes=4,
    asks="output_delta(a, y, activation) -> δ of the output layer, shape (n_L, N)",
    needs=("07.slope",),
    cases=output_cases,
    arguments=("a", "y", "activation"),
    hints=(
        Hint(
            "I do not know where to begin.",
            "Two of the four steps: the error at the output, a − y, then through the activation.",
        ),
        Hint("Where does N come from?", "It is the number of columns, `a.shape[1]`."),
        Hint("Nearly the answer", "`(a - y) * slope(activation, a)`, and 1/N."),
    ),
)


@output_delta.right
def reference(a, y, activation):
    _, error = half_squared_error(a, y)
    return BY_NAME[activation].backward(a, error)


@output_delta.wrong
def y_minus_a(a, y, activation):
    """Every entry has the wrong sign and the right size. The error is a − y, the derivative of ½(a
    − y)² by a, and not y − a; after that nothing turns the sign."""
    return -reference(a, y, activation)


@output_delta.wrong
def slope_missing(a, y, activation):
    """That is the error at the output. It has not been through the activation yet: multiply by the
    slope."""
    return (a - y) / a.shape[1]


@output_delta.wrong
def sum_over_examples(a, y, activation):
    """Your delta is N times too large. E is a mean over the N examples, so 1/N belongs here, once,
    and then nowhere else."""
    return reference(a, y, activation) * a.shape[1]


@output_delta.wrong
def mean_over_outputs(a, y, activation):
    """You divided by the number of outputs, `a.shape[0]`. The mean is over examples, and these are
    the columns."""
    return reference(a, y, activation) * a.shape[1] / a.shape[0]


@output_delta.wrong
def mean_over_everything(a, y, activation):
    """You divided by the number of all entries. E adds up over the outputs and takes the mean over
    the examples only."""
    return reference(a, y, activation) / a.shape[0]


@output_delta.wrong
def always_sigmoid(a, y, activation):
    """You multiply by a(1 − a) whatever the activation is. Your `slope` knows all four."""
    return (a - y) * a * (1 - a) / a.shape[1]


@output_delta.wrong
def factor_2(a, y, activation):
    """Twice too large: the ½ of the loss cancels the 2 from the square."""
    return 2 * reference(a, y, activation)


@output_delta.wrong
def error_missing(a, y, activation):
    """That is the slope alone. The error at the output, a − y, is missing: multiply by it."""
    return slope_of(activation, a) / a.shape[1]


@output_delta.wrong
def slope_of_the_target(a, y, activation):
    """You took the slope at `y`, the target. The neurons are where their output is:
    `slope(activation, a)`."""
    return (a - y) * slope_of(activation, y) / a.shape[1]


@output_delta.wrong
def slope_of_the_error(a, y, activation):
    """You took the slope at the error. It belongs to the output: `slope(activation, a)`."""
    return (a - y) * slope_of(activation, a - y) / a.shape[1]


@output_delta.wrong
def activated_twice(a, y, activation):
    """You put `a` through the activation again before you took the slope. It has been through
    already: `slope(activation, a)`."""
    again = BY_NAME[activation].forward(a)
    return (a - y) * slope_of(activation, again) / a.shape[1]


@output_delta.wrong
def activation_for_slope(a, y, activation):
    """You used the activation function where its slope is needed: `slope(activation, a)`, not
    `activate(activation, a)`."""
    return (a - y) * BY_NAME[activation].forward(a) / a.shape[1]


@output_delta.wrong
def times_activation(a, y, activation):
    """You multiplied by the output where its slope is needed: `slope(activation, a)`."""
    return (a - y) * a / a.shape[1]


@output_delta.wrong
def error_squared(a, y, activation):
    """You start from the error squared, which is what stands in E. Its derivative by a is a − y."""
    return (a - y) ** 2 * slope_of(activation, a) / a.shape[1]


@output_delta.wrong
def half_the_error_squared(a, y, activation):
    """You start from ½(a − y)², E itself. Delta needs its derivative by a, and that is a − y."""
    return 0.5 * (a - y) ** 2 * slope_of(activation, a) / a.shape[1]


@output_delta.wrong
def mean_twice(a, y, activation):
    """You divided by N twice. E is one mean, so 1/N comes in once."""
    return reference(a, y, activation) / a.shape[1]


@output_delta.wrong
def mean_taken(a, y, activation):
    """You took the mean over the examples already. Delta keeps a column for each example: divide by
    N, and do not add up yet."""
    return reference(a, y, activation).sum(axis=1, keepdims=True)


@output_delta.wrong
def one_slope_for_all(a, y, activation):
    """You took the mean of the slopes. Each neuron has its own: multiply entry by entry."""
    return (a - y) * slope_of(activation, a).mean() / a.shape[1]


@output_delta.wrong
def matrix_product(a, y, activation):
    """You used a matrix product to go through the activation. Each neuron has its own slope:
    multiply entry by entry, with `*`."""
    return (a - y) @ slope_of(activation, a).T / a.shape[1]


@output_delta.wrong
def brackets_missing(a, y, activation):
    """Python multiplies before it subtracts, so `a - y * …` multiplies y alone. Put brackets around
    the error: `(a - y)`."""
    return a - y * slope_of(activation, a) / a.shape[1]


@output_delta.wrong
def y_minus_a_and_no_mean(a, y, activation):
    """Two things: every entry has the wrong sign (start from a − y, not y − a), and every entry is
    N times too large (divide by N)."""
    return (y - a) * slope_of(activation, a)


@output_delta.wrong
def slope_and_mean_missing(a, y, activation):
    """That is the error at the output alone. Two things are missing: the slope, and the 1/N of the
    mean."""
    return a - y


@output_delta.also_right
def by_loop(a, y, activation):
    delta = np.zeros(a.shape)
    for j, n in np.ndindex(a.shape):
        one = slope_of(activation, a[j, n])
        delta[j, n] = (a[j, n] - y[j, n]) * one / a.shape[1]
    return delta
