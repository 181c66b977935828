"""Back-propagation where the bias is the first column of Θ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import ACTIVATIONS, sigmoid
from nnkit.checks.cases import ONE_LAYER, normal
from nnkit.checks.exercise import Code, Hint, Misconception


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


def reference_gradient(delta: np.ndarray, a: np.ndarray) -> np.ndarray:
    """Bias gradients and weight gradients side by side."""
    return np.hstack([delta.sum(axis=1, keepdims=True), delta @ a.T])


def reference_back(theta_next: np.ndarray, delta_next: np.ndarray, a: np.ndarray) -> np.ndarray:
    """The bias column passes nothing back."""
    return ACTIVATIONS["sigmoid"].backward(a, theta_next[:, 1:].T @ delta_next)


THETA_GRADIENT = Code(
    id="06.theta_gradient",
    points=2,
    minutes=5,
    difficulty=2,
    asks="theta_gradient(delta, a) -> ∂E/∂Θ, shape (n_out, n_in + 1)",
    reference=reference_gradient,
    cases=gradient_cases,
    arguments=("delta", "a"),
    misconceptions=(
        Misconception(
            "ones-last",
            lambda delta, a: np.hstack([delta @ a.T, delta.sum(axis=1, keepdims=True)]),
            "The bias gradients are your last column. In this Θ the biases are the first.",
            credit=0.5,
        ),
        Misconception(
            "no-ones",
            lambda delta, a: delta @ a.T,
            "The bias column is missing. What came in there was the leading 1.",
        ),
        Misconception(
            "zero-column",
            lambda delta, a: np.hstack([np.zeros((len(delta), 1)), delta @ a.T]),
            "Your bias gradients are 0, so the biases would never learn.",
        ),
        Misconception(
            "bias-mean",
            lambda delta, a: np.hstack([delta.mean(axis=1, keepdims=True), delta @ a.T]),
            "You took the mean of delta for the biases. Each example adds its share; 1/N, "
            "where there is one, is in delta already.",
        ),
        Misconception(
            "divided-by-N",
            lambda delta, a: reference_gradient(delta, a) / delta.shape[1],
            "You divided by N. Where E is a mean, its 1/N is in delta already; here the examples "
            "are only added up.",
        ),
        Misconception(
            "transposed",
            lambda delta, a: np.hstack([delta.sum(axis=1, keepdims=True), delta @ a.T]).T,
            "Your result is transposed. A gradient has the shape of its variable, here of Θ.",
            credit=0.5,
        ),
        Misconception(
            "ones-for-gradients",
            lambda delta, a: np.hstack([np.ones((len(delta), 1)), delta @ a.T]),
            "You put ones into the result. The 1 is what came in; delta multiplies it.",
        ),
    ),
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

REPAIRED_BACK = Code(
    id="06.repaired_back",
    kind="find-the-bug",
    points=2,
    minutes=6,
    difficulty=3,
    asks="repaired_back(theta_next, delta_next, a) -> delta of the hidden layer, (n, N)",
    reference=reference_back,
    cases=back_cases,
    arguments=("theta_next", "delta_next", "a"),
    misconceptions=(
        Misconception(
            "not-repaired",
            lambda theta_next, delta_next, a: (theta_next.T @ delta_next)[:-1] * a * (1 - a),
            "This still does what the broken function does. The shape fits; but which of the "
            "n + 1 rows belongs to the bias?",
        ),
        Misconception(
            "bias-passed-back",
            lambda theta_next, delta_next, a: (
                theta_next.T @ delta_next * np.vstack([np.ones((1, a.shape[1])), a * (1 - a)])
            ),
            "You return n + 1 rows. The leading 1 is no neuron and has no delta.",
            credit=0.5,
        ),
        Misconception(
            "slope-missing",
            lambda theta_next, delta_next, a: theta_next[:, 1:].T @ delta_next,
            "The right row is gone. But the slope a(1 − a) is gone as well.",
        ),
        Misconception(
            "bias-set-to-zero",
            lambda theta_next, delta_next, a: (
                ((theta_next * (np.arange(theta_next.shape[1]) > 0)).T @ delta_next)[:-1]
                * a
                * (1 - a)
            ),
            "You set the biases to 0 and still drop the last row. Row 0 has to go, whatever "
            "stands in it.",
        ),
        Misconception(
            "sigmoid-again",
            lambda theta_next, delta_next, a: (
                (theta_next.T @ delta_next)[1:] * sigmoid(a) * (1 - sigmoid(a))
            ),
            "The right row is gone. But `a` is an activation already: its slope is a(1 − a), "
            "without another sigmoid.",
        ),
    ),
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
