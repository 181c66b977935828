"""Keras' mean squared error and its gradient, for outputs in columns."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def output_cases(rng: Generator) -> Iterator[Case]:
    """Outputs and targets; two outputs, for which E is the same, only once."""
    for n_outputs, n_examples in ((3, 1), (4, 7), (2, 5), (3, 3), (1, 6)):
        yield rng.uniform(0.05, 0.95, (n_outputs, n_examples)), normal(rng, n_outputs, n_examples)


keras_mse = Code(
    "10.keras_mse",
    points=2,
    minutes=5,
    difficulty=2,
    asks="keras_mse(a, y) -> (loss, gradient by a), for a and y of shape (n_L, N)",
    cases=output_cases,
    arguments=("a", "y"),
    returns=("loss", "gradient"),
    hints=(
        Hint("Where do I begin?", "The loss is `np.mean` of all squares, without an axis."),
        Hint(
            "How does one entry enter it?",
            "As (a − y)², divided by the number of all entries, `a.size`. Differentiate that.",
        ),
        Hint("Nearly the answer", "`np.mean((a - y) ** 2)` and `2 * (a - y) / a.size`"),
    ),
)


def loss_of(a, y):
    return np.mean((a - y) ** 2)


@keras_mse.right
def reference(a, y):
    return loss_of(a, y), 2 * (a - y) / a.size


@keras_mse.wrong
def this_courses_E(a, y):
    """That is E of this course: half the sum over the outputs. Keras has no ½, and takes the mean
    over the outputs as well. For two outputs the two are the same, which is why it goes unseen."""
    return 0.5 * np.sum((a - y) ** 2) / a.shape[1], (a - y) / a.shape[1]


@keras_mse.wrong
def half(a, y):
    """Both are half of what they should be: Keras' mse has no ½ in front."""
    return 0.5 * loss_of(a, y), (a - y) / a.size


@keras_mse.wrong
def summed_over_outputs(a, y):
    """You take the mean over the examples only. Keras takes it over the outputs, too: divide by the
    number of all entries."""
    return np.sum((a - y) ** 2) / a.shape[1], 2 * (a - y) / a.shape[1]


@keras_mse.wrong
def summed_over_examples(a, y):
    """You take the mean over the outputs only. It goes over the examples, too: divide by the number
    of all entries."""
    return np.sum((a - y) ** 2) / a.shape[0], 2 * (a - y) / a.shape[0]


@keras_mse.wrong
def no_mean(a, y):
    """You add up where a mean is meant: divide by the number of all entries, `a.size`."""
    return np.sum((a - y) ** 2), 2 * (a - y)


@keras_mse.wrong(credit=0.5)
def factor_2_missing(a, y):
    """The loss is right. Its gradient is twice as large as yours: there is no ½ that could cancel
    the 2 of the square."""
    return loss_of(a, y), (a - y) / a.size


@keras_mse.wrong(credit=0.5)
def mean_not_differentiated(a, y):
    """The loss is right. The mean is a factor 1/size of it, and so of its gradient: divide."""
    return loss_of(a, y), 2 * (a - y)


@keras_mse.wrong(credit=0.5)
def gradient_of_E(a, y):
    """The loss is right. Your gradient is that of this course's E: it lacks the 2, and the mean
    over the outputs."""
    return loss_of(a, y), (a - y) / a.shape[1]


@keras_mse.wrong(credit=0.5)
def gradient_by_examples_only(a, y):
    """The loss is right. Its gradient has to be divided by the number of all entries, not of
    examples only."""
    return loss_of(a, y), 2 * (a - y) / a.shape[1]


@keras_mse.wrong(credit=0.5)
def wrong_sign(a, y):
    """The loss is right. Your gradient points the other way: the derivative of (a − y)² by a is
    2(a − y)."""
    return loss_of(a, y), 2 * (y - a) / a.size


@keras_mse.wrong(credit=0.5)
def gradient_averaged(a, y):
    """The loss is right. You averaged the gradient into one number: it has the shape of a, one
    entry for each output of each example."""
    return loss_of(a, y), np.mean(2 * (a - y))


@keras_mse.wrong(credit=0.5)
def loss_alone(a, y):
    """The loss is right. Return the gradient as well: `return loss, gradient`."""
    return loss_of(a, y)


@keras_mse.wrong
def root(a, y):
    """You took the root of the mean. Keras' mse is the mean of the squares itself."""
    return np.sqrt(loss_of(a, y)), 2 * (a - y) / a.size


@keras_mse.wrong
def one_loss_for_each_example(a, y):
    """The gradient is right. Your loss is still a row, one number for each example: take the mean
    over them as well."""
    return np.mean((a - y) ** 2, axis=0), 2 * (a - y) / a.size


@keras_mse.wrong
def absolute(a, y):
    """You took the mean of the sizes |a − y|. mse takes the squares."""
    return np.mean(np.abs(a - y)), np.sign(a - y) / a.size


@keras_mse.wrong(credit=0.5)
def exchanged(a, y):
    """Both are right, in the other order: first the loss, then the gradient."""
    return 2 * (a - y) / a.size, loss_of(a, y)


@keras_mse.wrong(credit=0.5)
def through_a_sigmoid(a, y):
    """The loss is right. Asked for is the gradient by a: the slope of an activation does not belong
    into it yet."""
    return loss_of(a, y), 2 * (a - y) * a * (1 - a) / a.size


@keras_mse.wrong(credit=0.5)
def error_alone(a, y):
    """The loss is right. a − y is the gradient of half the square of one output. Here there is no
    ½, and the mean is missing: 2(a − y), divided by `a.size`."""
    return loss_of(a, y), a - y


@keras_mse.wrong(credit=0.5)
def gradient_averaged_over_examples(a, y):
    """The loss is right. You averaged the gradient over the examples: it has the shape of a, one
    entry for each output of each example."""
    return loss_of(a, y), np.mean(2 * (a - y), axis=1, keepdims=True)


@keras_mse.wrong
def mean_before_square(a, y):
    """The gradient is right. For the loss you took the mean first, and errors of opposite sign
    cancelled. Square first, then take the mean."""
    return np.mean(a - y) ** 2, 2 * (a - y) / a.size


@keras_mse.wrong(credit=0.5)
def brackets_missing(a, y):
    """The loss is right. In the gradient brackets are missing: Python divides before it subtracts,
    so y alone is divided. `2 * (a - y) / a.size`."""
    return loss_of(a, y), a - y / a.size


@keras_mse.wrong(credit=0.5)
def brackets_missing_behind_the_2(a, y):
    """The loss is right. In the gradient brackets are missing: Python multiplies and divides before
    it subtracts. `2 * (a - y) / a.size`."""
    return loss_of(a, y), 2 * a - y / a.size


@keras_mse.wrong(credit=0.5)
def gradient_alone(a, y):
    """The gradient is right. Return the loss as well, in front of it: `return loss, gradient`."""
    return 2 * (a - y) / a.size


@keras_mse.wrong(credit=0.5)
def gradient_by_outputs_only(a, y):
    """The loss is right. Its gradient has to be divided by the number of all entries, not of the
    outputs only."""
    return loss_of(a, y), 2 * (a - y) / len(a)


@keras_mse.also_right
def by_loop(a, y):
    n_outputs, n_examples = a.shape
    loss, gradient = 0.0, np.zeros(a.shape)
    for j in range(n_outputs):
        for n in range(n_examples):
            loss += (a[j, n] - y[j, n]) ** 2 / (n_outputs * n_examples)
            gradient[j, n] = 2 * (a[j, n] - y[j, n]) / (n_outputs * n_examples)
    return loss, gradient
