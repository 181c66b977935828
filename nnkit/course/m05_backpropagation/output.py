"""The first two steps as code: error at the output, and through the activation."""

# mypy: allow-untyped-defs, allow-untyped-calls, no-check-untyped-defs

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

import nnkit
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint, Misconception


def output_cases(rng: Generator) -> Iterator[Case]:
    """Outputs of sigmoid neurons and targets; some saturated, once one example, once square."""
    for shape in ((3, 4), (4, 1), (2, 7), (3, 3)):
        z = 1.5 * normal(rng, *shape)
        z[0, 0] = 9.0
        yield nnkit.sigmoid(z), rng.uniform(0, 1, shape)


def reference_delta_output(a, y):
    net = nnkit.Network([np.eye(len(a))], [np.zeros((len(a), 1))])
    return net.backward(nnkit.Trace([None, None], [a, a]), y).delta[1]


def delta_output_y_minus_a(a, y):
    return (y - a) * a * (1 - a) / a.shape[1]


def delta_output_without_slope(a, y):
    return (a - y) / a.shape[1]


def delta_output_sigmoid_twice(a, y):
    s = nnkit.sigmoid(a)
    return (a - y) * s * (1 - s) / a.shape[1]


def delta_output_sum(a, y):
    return (a - y) * a * (1 - a)


def delta_output_over_outputs(a, y):
    return (a - y) * a * (1 - a) / len(a)


def delta_output_over_all(a, y):
    return (a - y) * a * (1 - a) / a.size


def delta_output_factor_2(a, y):
    return 2 * (a - y) * a * (1 - a) / a.shape[1]


def delta_output_matrix_product(a, y):
    return (a - y) @ (a * (1 - a)).T / a.shape[1]


def delta_output_mean(a, y):
    return ((a - y) * a * (1 - a)).mean(axis=1, keepdims=True)


def delta_output_spoils_a(a, y):
    error = a
    error -= y
    return error * a * (1 - a) / a.shape[1]


def delta_output_loop(a, y):
    n_outputs, n_examples = a.shape
    delta = np.zeros((n_outputs, n_examples))
    for j in range(n_outputs):
        for n in range(n_examples):
            slope = a[j, n] * (1 - a[j, n])
            delta[j, n] = (a[j, n] - y[j, n]) * slope / n_examples
    return delta


def delta_output_from_loss(a, y):
    _, error = nnkit.half_squared_error(a, y)
    return error * (a - a**2)


DELTA_OUTPUT = Code(
    id="05.delta_output",
    points=2,
    asks="delta_output(a, y) -> δ of a sigmoid output layer, shape (n_L, N)",
    reference=reference_delta_output,
    cases=output_cases,
    arguments=("a", "y"),
    misconceptions=(
        Misconception(
            "y-minus-a",
            delta_output_y_minus_a,
            "Every entry has the wrong sign: you started from y − a. The derivative of ½(a − y)² "
            "by a is a − y.",
        ),
        Misconception(
            "slope-missing",
            delta_output_without_slope,
            "That is the error at the output. It has not been through the activation yet: the "
            "slope a(1 − a) is missing.",
        ),
        Misconception(
            "sigmoid-twice",
            delta_output_sigmoid_twice,
            "You put `a` through the sigmoid again before you took the slope. `a` has been through "
            "already; the slope is a(1 − a).",
        ),
        Misconception(
            "sum-over-examples",
            delta_output_sum,
            "With several examples your delta is N times too large. E is a mean over the examples, "
            "and its 1/N belongs here.",
        ),
        Misconception(
            "mean-over-outputs",
            delta_output_over_outputs,
            "You divided by the number of outputs, the rows. The mean is over the examples, and "
            "they are the columns.",
        ),
        Misconception(
            "mean-over-everything",
            delta_output_over_all,
            "You divided by the number of all entries. E adds up over the outputs; the mean is "
            "over the examples only.",
        ),
        Misconception(
            "factor-2",
            delta_output_factor_2,
            "Twice too large: the ½ of the loss cancels the 2 that comes from the square.",
        ),
        Misconception(
            "matrix-product",
            delta_output_matrix_product,
            "You used a matrix product where each neuron has to be multiplied with its own slope: "
            "`*`, entry by entry, no sums.",
        ),
        Misconception(
            "mean-taken",
            delta_output_mean,
            "You took the mean over the examples already. Delta keeps a column for each example: "
            "divide by N, and do not add up yet.",
        ),
        Misconception(
            "changes-a",
            delta_output_spoils_a,
            "`error = a` is no copy but a second name for the same array. So `error -= y` changed "
            "`a` as well, and the slope was taken from the wrong numbers. Write `error = a - y`.",
        ),
    ),
    accepts=(delta_output_loop, delta_output_from_loss),
    hints=(
        Hint(
            "Where do I begin?",
            "Two steps: the error at the output, a − y, and then through the activation, times "
            "the slope, entry by entry.",
        ),
        Hint("It is right for one example only.", "Divide by N, the number of columns of `a`."),
        Hint("Nearly the answer", "`(a - y) * a * (1 - a)`, and that divided by `a.shape[1]`."),
    ),
    minutes=5,
)
