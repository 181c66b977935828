"""Back-propagation where the bias is the first column of Θ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import ACTIVATIONS, sigmoid
from nnkit.checks.cases import ONE_LAYER, normal
from nnkit.checks.exercise import Code, Hint


def gradient_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """delta (n_out, N) and a (n_in, N), without its 1."""
    for case in ONE_LAYER:
        n_in, n_out = case.layers
        yield normal(rng, n_out, case.n), sigmoid(normal(rng, n_in, case.n))


def back_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """theta_next (n_next, n + 1), delta_next (n_next, N), a (n, N); one Θ is square."""
    for n, n_next, N, size in ((3, 4, 1, 1), (5, 2, 7, 1), (2, 3, 3, 1), (3, 3, 7, 4)):
        a = sigmoid(size * normal(rng, n, N))
        yield normal(rng, n_next, n + 1), normal(rng, n_next, N), a


theta_gradient = Code(
    "06.theta_gradient",
    points=2,
    minutes=5,
    difficulty=2,
    asks="theta_gradient(delta, a) -> ∂E/∂Θ, shape (n_out, n_in + 1)",
    cases=gradient_cases,
    arguments=("delta", "a"),
    accepts=(
        lambda delta, a: delta @ np.vstack([np.ones((1, a.shape[1])), a]).T,
        lambda delta, a: np.einsum("on,in->oi", delta, np.concatenate([np.ones_like(a[:1]), a])),
    ),
    hints=(
        Hint("Which rule is it?", "Delta times what came in, transposed."),
        Hint("What came in?", "`a` with a row of ones on top: `with_one(a)`, (n_in + 1, N)."),
        Hint("Nearly the answer", "`delta @ with_one(a).T`"),
    ),
)


@theta_gradient.right
def reference_gradient(delta, a):
    """Bias gradients and weight gradients side by side."""
    return np.hstack([delta.sum(axis=1, keepdims=True), delta @ a.T])


@theta_gradient.wrong(credit=0.5)
def ones_last(delta, a):
    """The bias gradients are your last column. In this Θ the biases are the first."""
    return np.hstack([delta @ a.T, delta.sum(axis=1, keepdims=True)])


@theta_gradient.wrong
def no_ones(delta, a):
    """The bias column is missing. What came in there was the leading 1."""
    return delta @ a.T


@theta_gradient.wrong
def zero_column(delta, a):
    """Your bias gradients are 0, so the biases would never learn."""
    return np.hstack([np.zeros((len(delta), 1)), delta @ a.T])


@theta_gradient.wrong
def bias_mean(delta, a):
    """You took the mean of delta for the biases. Each example adds its share; 1/N, where there is
    one, is in delta already."""
    return np.hstack([delta.mean(axis=1, keepdims=True), delta @ a.T])


@theta_gradient.wrong
def divided_by_N(delta, a):
    """You divided by N. Where E is a mean, its 1/N is in delta already; here the examples are only
    added up."""
    return reference_gradient(delta, a) / delta.shape[1]


@theta_gradient.wrong(credit=0.5)
def transposed(delta, a):
    """Your result is transposed. A gradient has the shape of its variable, here of Θ."""
    return np.hstack([delta.sum(axis=1, keepdims=True), delta @ a.T]).T


@theta_gradient.wrong
def ones_for_gradients(delta, a):
    """You put ones into the result. The 1 is what came in; delta multiplies it."""
    return np.hstack([np.ones((len(delta), 1)), delta @ a.T])


repaired_back = Code(
    "06.repaired_back",
    kind="find-the-bug",
    points=2,
    minutes=6,
    difficulty=3,
    asks="repaired_back(theta_next, delta_next, a) -> delta of the hidden layer, (n, N)",
    cases=back_cases,
    arguments=("theta_next", "delta_next", "a"),
    accepts=(
        lambda theta_next, delta_next, a: (theta_next.T @ delta_next)[1:] * a * (1 - a),
        lambda theta_next, delta_next, a: (theta_next[:, 1:].T @ delta_next) * (a - a**2),
    ),
    hints=(
        Hint("It looks right to me.", "How many rows has `theta_next.T @ delta_next`?"),
        Hint("n + 1. And only n are wanted.", "One row belongs to the leading 1. Which one?"),
        Hint("Nearly the answer", "The biases are column 0 of Θ, so row 0 has to go."),
    ),
)


@repaired_back.right
def reference_back(theta_next, delta_next, a):
    """The bias column passes nothing back."""
    return ACTIVATIONS["sigmoid"].backward(a, theta_next[:, 1:].T @ delta_next)


@repaired_back.wrong
def not_repaired(theta_next, delta_next, a):
    """This still does what the broken function does. The shape fits; but which of the n + 1 rows
    belongs to the bias?"""
    return (theta_next.T @ delta_next)[:-1] * a * (1 - a)


@repaired_back.wrong(credit=0.5)
def bias_passed_back(theta_next, delta_next, a):
    """You return n + 1 rows. The leading 1 is no neuron and has no delta."""
    return theta_next.T @ delta_next * np.vstack([np.ones((1, a.shape[1])), a * (1 - a)])


@repaired_back.wrong
def slope_missing(theta_next, delta_next, a):
    """The right row is gone. But the slope a(1 − a) is gone as well."""
    return theta_next[:, 1:].T @ delta_next


@repaired_back.wrong
def bias_set_to_zero(theta_next, delta_next, a):
    """You set the biases to 0 and still drop the last row. Row 0 has to go, whatever stands in
    it."""
    return ((theta_next * (np.arange(theta_next.shape[1]) > 0)).T @ delta_next)[:-1] * a * (1 - a)


@repaired_back.wrong
def sigmoid_again(theta_next, delta_next, a):
    """The right row is gone. But `a` is an activation already: its slope is a(1 − a), without
    another sigmoid."""
    return (theta_next.T @ delta_next)[1:] * sigmoid(a) * (1 - sigmoid(a))
