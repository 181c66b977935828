"""A student network that learns what a random teacher network answers, and how well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.random import Generator

from nnkit._typing import Array
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.network import Network


def answers_and_targets(rng: Generator) -> Iterator[Case]:
    """Outputs near and far from targets, whose rows have other means and other spreads."""
    for n, N in ((1, 7), (3, 8), (2, 5), (4, 4)):
        scale, mean = rng.uniform(0.5, 3.0, (n, 1)), 3 * normal(rng, n, 1)
        y = mean + scale * rng.normal(0, 1, (n, N))
        yield y + 0.4 * rng.normal(0, 1, (n, N)) + 0.1, y
        yield y + 4.0 * rng.normal(0, 1, (n, N)), y  # worse than the mean


r_squared = Code(
    "08.r_squared",
    points=2,
    minutes=6,
    difficulty=2,
    asks="r_squared(a, y) -> R², one number for outputs a and targets y, both (n, N)",
    cases=answers_and_targets,
    arguments=("a", "y"),
    hints=(
        Hint(
            "Which mean?",
            "The mean of the *targets*, for each output by itself: along the examples, axis 1.",
        ),
        Hint("My rows do not fit.", "`y.mean(axis=1, keepdims=True)` is a column (n, 1)."),
        Hint(
            "Nearly the answer",
            "`1 - np.sum((a - y) ** 2) / np.sum((y - y.mean(axis=1, keepdims=True)) ** 2)`",
        ),
    ),
)


def around(y):
    return np.sum((y - y.mean(axis=1, keepdims=True)) ** 2)


@r_squared.right
def reference(a, y):
    return 1 - np.sum((a - y) ** 2) / around(y)


@r_squared.wrong
def one_mean_for_all(a, y):
    """You take one mean over all outputs. Each output has a mean of its own, along its examples:
    `y.mean(axis=1, keepdims=True)`."""
    return 1 - np.sum((a - y) ** 2) / np.sum((y - y.mean()) ** 2)


@r_squared.wrong
def mean_over_the_outputs(a, y):
    """You take means over the outputs of one example, axis 0. Examples are columns, so the mean of
    an output goes along axis 1."""
    return 1 - np.sum((a - y) ** 2) / np.sum((y - y.mean(axis=0, keepdims=True)) ** 2)


@r_squared.wrong
def mean_of_the_answers(a, y):
    """Below the line you have the mean of the outputs a. The yardstick is somebody who always
    answers the mean of the *targets*."""
    return 1 - np.sum((a - y) ** 2) / np.sum((y - a.mean(axis=1, keepdims=True)) ** 2)


@r_squared.wrong
def spread_of_the_answers(a, y):
    """Below the line you have the spread of the outputs a. It is that of the targets y."""
    return 1 - np.sum((a - y) ** 2) / around(a)


@r_squared.wrong(credit=0.5)
def mean_of_the_rows(a, y):
    """You take R² of each output by itself and then their mean. Asked for is one fraction: the sums
    above and below the line go over all outputs."""
    below = ((y - y.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    return float(np.mean(1 - ((a - y) ** 2).sum(axis=1) / below))


@r_squared.wrong
def a_number_for_each_output(a, y):
    """You return a number for each output. Asked for is one: sum over all outputs and examples."""
    below = ((y - y.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    return 1 - ((a - y) ** 2).sum(axis=1) / below


@r_squared.wrong
def share_that_is_missed(a, y):
    """This is the share that is *not* explained. R² is 1 minus it, so that 1 is perfect."""
    return np.sum((a - y) ** 2) / around(y)


@r_squared.wrong
def squares_of_the_targets(a, y):
    """Below the line you have the squares of the targets themselves. Subtract each output's mean
    first: always answering the mean must give 0."""
    return 1 - np.sum((a - y) ** 2) / np.sum(y**2)


@r_squared.wrong
def not_squared(a, y):
    """You add up absolute values. R² is made of squares, above the line and below."""
    return 1 - np.abs(a - y).sum() / np.abs(y - y.mean(axis=1, keepdims=True)).sum()


@r_squared.wrong
def correlation(a, y):
    """You take the square of a correlation. It does not see whether the outputs are too large or
    moved as a whole; take 1 minus the ratio of the two sums."""
    p = a - a.mean(axis=1, keepdims=True)
    q = y - y.mean(axis=1, keepdims=True)
    return np.sum(p * q) ** 2 / (np.sum(p**2) * np.sum(q**2))


@r_squared.wrong
def correlation_of_all(a, y):
    """You take the square of a correlation. It does not see whether the outputs are too large or
    moved as a whole; take 1 minus the ratio of the two sums."""
    return np.corrcoef(np.ravel(a), np.ravel(y))[0, 1] ** 2


@r_squared.wrong
def spread_of_the_answers_over_that_of_the_targets(a, y):
    """You divide how far the answers spread by how far the targets do. That says nothing about
    whether they agree: the errors a − y have to come in."""
    mean = y.mean(axis=1, keepdims=True)
    return np.sum((a - mean) ** 2) / np.sum((y - mean) ** 2)


@r_squared.wrong
def sum_over_mean(a, y):
    """Above the line you have a sum, below a mean (a variance is one). Take sums in both places, or
    means in both."""
    return 1 - np.sum((a - y) ** 2) / np.mean(np.var(y, axis=1))


@r_squared.wrong
def sum_over_one_variance(a, y):
    """Above the line you have a sum, below one variance of all numbers, which is a mean, around one
    mean for all outputs. Take sums in both places, and each output's own mean."""
    return 1 - np.sum((a - y) ** 2) / np.var(y)


@r_squared.wrong
def a_number_for_each_example(a, y):
    """You return a number for each example. Asked for is one: both sums go over all outputs *and*
    all examples."""
    below = np.sum((y - y.mean(axis=1, keepdims=True)) ** 2, axis=0)
    return 1 - np.sum((a - y) ** 2, axis=0) / below


@r_squared.wrong
def differences_added_first(a, y):
    """You add the differences first and square afterwards, so that they cancel. Square each one,
    then add."""
    return 1 - np.sum(a - y) ** 2 / around(y)


@r_squared.wrong
def upside_down(a, y):
    """Your fraction stands on its head: the squared errors belong above the line, the spread of the
    targets below."""
    return 1 - around(y) / np.sum((a - y) ** 2)


@r_squared.also_right
def by_variances(a, y):
    return 1 - np.mean((a - y) ** 2) / np.mean(np.var(y, axis=1))


@r_squared.also_right
def by_loops(a, y):
    above = below = 0.0
    for outputs, targets in zip(a, y, strict=True):
        mean = sum(targets) / len(targets)
        above += sum((p - t) ** 2 for p, t in zip(outputs, targets, strict=True))
        below += sum((t - mean) ** 2 for t in targets)
    return 1 - above / below


def make_teacher() -> Network:
    """The 3-6-4-2 teacher of the notebook; the same numbers on every machine."""
    net = Network.create([3, 6, 4, 2], ["tanh", "tanh", "identity"], 2)
    for W in net.weights:
        W *= 3
    return net


NEEDED = 0.95
FINE = f"R² of {NEEDED} or more on fresh data"


def fresh_inputs(rng: Generator) -> Iterator[Case]:
    """Inputs that nobody has trained on; only one time are they few."""
    for N in (400, 150):
        yield (rng.uniform(-1, 1, (3, N)),)


def on_fresh_data(answer: Callable[..., Any], x: Array) -> str:
    """In words, how near an answer comes to the teacher's."""
    y = _teacher().predict(x)
    a = np.asarray(answer(x), float)
    if a.shape != y.shape:
        return f"answers of shape {a.shape} for inputs of shape {x.shape}"
    if not np.isfinite(a).all():
        return "answers that are not finite"
    if np.allclose(a, y, rtol=1e-9, atol=1e-9):
        return "the answers of the teacher itself"
    r2 = reference(a, y)
    if r2 >= NEEDED:
        return FINE
    if r2 < 0.1:
        return "R² below 0.1 on fresh data"
    return "R² from 0.1 to 0.8 on fresh data" if r2 < 0.8 else "R² from 0.8 to 0.95 on fresh data"


@lru_cache(maxsize=1)
def _teacher() -> Network:
    return make_teacher()


pupil = Code(
    "08.pupil",
    points=3,
    minutes=12,
    difficulty=3,
    asks="pupil(x) -> what your trained student network answers, shape (2, N)",
    cases=fresh_inputs,
    use=on_fresh_data,
    arguments=("x",),
    hints=(
        Hint(
            "What does the function do?",
            "It only asks: `return student.predict(x)`. The training is done once, above it, in "
            "the same cell.",
        ),
        Hint(
            "My R² on fresh data is low.",
            "Is it high on the training data? If not, train longer, or with momentum, or give the "
            "student more neurons. If it is, give the student more examples.",
        ),
        Hint(
            "Nearly the answer",
            '`student = Network.create([3, 16, 2], ["tanh", "identity"], 10)`, then `fit` with 500 '
            "examples in batches of 20, 100 epochs, `SGD(0.05, 0.9)`.",
        ),
    ),
)


def near_the_teacher(x, share=1.0, off=0.05):
    """Answers of a network that is as near the teacher as a trained one: no training in a check."""
    net = make_teacher()
    for W in net.weights:
        W += off * np.sin(np.arange(W.size)).reshape(W.shape)
    return share * net.predict(x)


@pupil.right
def learnt(x):
    return near_the_teacher(x)


@pupil.wrong
def the_teacher_itself(x):
    """These are the teacher's own answers. Let the student answer, a network of another shape that
    has only seen examples."""
    return make_teacher().predict(x)


@pupil.wrong
def one_row_an_example(x):
    """The shape is wrong. For inputs (3, N) the answers have shape (2, N): one row for each output,
    one column for each example."""
    return near_the_teacher(x).T


@pupil.wrong
def learnt_nothing(x):
    """On fresh data this is no better than always answering the mean. Has the network that you ask
    been trained, on inputs from −1 to 1 with the teacher's answers, and is its last layer
    `"identity"`?"""
    return np.zeros((2, x.shape[1])) + np.array([[0.3], [-0.2]])


@pupil.wrong
def learnt_a_little(x):
    """Your student has learnt something, but far too little: R² on fresh data is below 0.8. Train
    longer, with a larger rate or with momentum. A network without a bent activation can do no
    better."""
    return near_the_teacher(x, 0.4)


@pupil.wrong(credit=0.5)
def nearly_there(x):
    """Your student is nearly there: R² on fresh data is from 0.8 to 0.95. Train somewhat longer, or
    give it more neurons or more examples."""
    return near_the_teacher(x, 0.65)


@pupil.wrong
def not_finite(x):
    """Some answers are not finite: the training has diverged. Take a smaller learning rate, and
    begin with new weights."""
    return np.full((2, x.shape[1]), np.nan)


@pupil.also_right
def less_near(x):
    return near_the_teacher(x, 0.95, 0.08)
