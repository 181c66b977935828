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
    """Every entry has the wrong sign: you started from y − a. The derivative of ½(a − y)² by a is a
    − y."""
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


@output_delta.also_right
def by_loop(a, y, activation):
    delta = np.zeros(a.shape)
    for j, n in np.ndindex(a.shape):
        one = slope_of(activation, a[j, n])
        delta[j, n] = (a[j, n] - y[j, n]) * one / a.shape[1]
    return delta
