"""The fourth step as code: an error is passed back and through a hidden layer's activation."""

# mypy: allow-untyped-defs, allow-untyped-calls, no-check-untyped-defs

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

import nnkit
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint, Misconception


def hidden_cases(rng: Generator) -> Iterator[Case]:
    """The weights and a random delta of the next layer, and an activation; some saturated."""
    for n, n_next, examples in ((4, 2, 7), (3, 5, 1), (3, 3, 3), (2, 6, 5)):
        z = 1.5 * normal(rng, n, examples)
        z[0, 0] = -9.0
        yield normal(rng, n_next, n), normal(rng, n_next, examples), nnkit.sigmoid(z)


def reference_delta_hidden(W_next, delta_next, a):
    return W_next.T @ delta_next * a * (1 - a)


def delta_hidden_no_transpose(W_next, delta_next, a):
    return W_next @ delta_next * a * (1 - a)


def delta_hidden_without_slope(W_next, delta_next, a):
    return W_next.T @ delta_next


def delta_hidden_sigmoid_twice(W_next, delta_next, a):
    s = nnkit.sigmoid(a)
    return W_next.T @ delta_next * s * (1 - s)


def delta_hidden_times_a(W_next, delta_next, a):
    return W_next.T @ delta_next * a


def delta_hidden_mean_again(W_next, delta_next, a):
    return W_next.T @ delta_next * a * (1 - a) / a.shape[1]


def delta_hidden_matrix_product(W_next, delta_next, a):
    return (W_next.T @ delta_next) @ (a * (1 - a)).T


def delta_hidden_matrix_product_on_the_right(W_next, delta_next, a):
    return W_next.T @ delta_next @ (a * (1 - a))


def delta_hidden_slope_first(W_next, delta_next, a):
    return W_next.T @ (delta_next * a * (1 - a))


def delta_hidden_one_neuron(W_next, delta_next, a):
    return W_next[:1].T @ delta_next[:1] * a * (1 - a)


def delta_hidden_row(W_next, delta_next, a):
    return (W_next.T @ delta_next * a * (1 - a)).T


def delta_hidden_loop(W_next, delta_next, a):
    passed = np.zeros(a.shape)
    for j in range(len(W_next)):
        for i in range(len(a)):
            passed[i] += W_next[j, i] * delta_next[j]
    return passed * a * (1 - a)


def delta_hidden_rows(W_next, delta_next, a):
    return (delta_next.T @ W_next).T * (a - a**2)


DELTA_HIDDEN = Code(
    id="05.delta_hidden",
    points=3,
    asks="delta_hidden(W_next, delta_next, a) -> δ of a sigmoid hidden layer, shape (n, N)",
    reference=reference_delta_hidden,
    cases=hidden_cases,
    arguments=("W_next", "delta_next", "a"),
    misconceptions=(
        Misconception(
            "no-transpose",
            delta_hidden_no_transpose,
            "You used `W_next` as it stands: that is the way forward. Back, a neuron collects "
            "along its column. It went through only where W is square, with wrong numbers.",
        ),
        Misconception(
            "slope-missing",
            delta_hidden_without_slope,
            "You passed the error back and stopped before the activation: that is ∂E/∂a. Delta is "
            "∂E/∂z; the slope a(1 − a) is missing.",
        ),
        Misconception(
            "sigmoid-twice",
            delta_hidden_sigmoid_twice,
            "You put `a` through the sigmoid again before you took the slope. `a` has been through "
            "already; the slope is a(1 − a).",
        ),
        Misconception(
            "times-activation",
            delta_hidden_times_a,
            "You multiplied by the activation where its slope is needed. A neuron that is on but "
            "flat passes no error.",
        ),
        Misconception(
            "mean-again",
            delta_hidden_mean_again,
            "You divided by N. 1/N came in at the output, and `delta_next` carries it already.",
        ),
        Misconception(
            "matrix-product",
            delta_hidden_matrix_product,
            "You used a matrix product to go through the activation. Each neuron has its own "
            "slope: multiply entry by entry, with `*`.",
        ),
        Misconception(
            "matrix-product-on-the-right",
            delta_hidden_matrix_product_on_the_right,
            "The second `@` is one too many. Going through the activation adds nothing up: each "
            "neuron has its own slope, so multiply entry by entry, with `*`.",
        ),
        Misconception(
            "slope-first",
            delta_hidden_slope_first,
            "You multiplied by the slope before passing back. `a` belongs to this layer and "
            "`delta_next` to the next: first pass back, then go through the activation.",
        ),
        Misconception(
            "one-path-only",
            delta_hidden_one_neuron,
            "You collected from the first neuron of the next layer only. All of them listened, so "
            "all of them send something back.",
        ),
        Misconception(
            "rows-and-columns",
            delta_hidden_row,
            "Your delta lies on its side: examples are columns, so it has the shape of `a`.",
        ),
    ),
    accepts=(delta_hidden_loop, delta_hidden_rows),
    hints=(
        Hint(
            "Where do I begin?",
            "Pass back, then through the activation. Write down the shapes: W_next (n_next, n), "
            "delta_next (n_next, N) and, wanted, (n, N).",
        ),
        Hint(
            "@ or *?",
            "Passing back adds up over the next layer: `@`. The activation touches each neuron "
            "alone: `*`.",
        ),
        Hint("Nearly the answer", "`W_next.T @ delta_next`, times a, times (1 − a)."),
    ),
    minutes=6,
    difficulty=2,
)
