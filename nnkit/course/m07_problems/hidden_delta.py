"""The delta of a hidden layer."""

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


def hidden_cases(rng: Generator) -> Iterator[Case]:
    """A layer, the one after it, and a random delta from there."""
    shapes = ((4, 2, 7), (3, 5, 1), (3, 3, 3), (2, 6, 7), (5, 5, 1))
    for activation, (n, n_next, examples) in zip(cycle(ACTIVATIONS), shapes, strict=False):
        a = BY_NAME[activation].forward(normal(rng, n, examples))
        yield normal(rng, n_next, n), normal(rng, n_next, examples), a, activation


hidden_delta = Code(
    "07.hidden_delta",
    points=2,
    minutes=5,
    difficulty=2,
    asks="hidden_delta(W_next, delta_next, a, activation) -> δ of a hidden layer, shape (n, N)",
    needs=("07.slope",),
    cases=hidden_cases,
    arguments=("W_next", "delta_next", "a", "activation"),
    hints=(
        Hint(
            "I do not know where to begin.",
            "Pass back, then through the activation. Write down the shapes: (n_next, n), (n_next, "
            "N) and, wanted, (n, N).",
        ),
        Hint(
            "@ or *?",
            "Passing back adds up over the next layer: a matrix product. Going through the "
            "activation touches each neuron alone: entry by entry.",
        ),
        Hint("Nearly the answer", "`W_next.T @ delta_next`, times `slope(activation, a)`."),
    ),
)


@hidden_delta.right
def reference(W_next, delta_next, a, activation):
    return BY_NAME[activation].backward(a, W_next.T @ delta_next)


@hidden_delta.wrong
def no_transpose(W_next, delta_next, a, activation):
    """You used `W_next` as it stands. That is the way forward. Back, each neuron collects along its
    column, from all the neurons it sends to. It went through only where W is square."""
    return W_next @ delta_next * slope_of(activation, a)


@hidden_delta.wrong
def slope_missing(W_next, delta_next, a, activation):
    """You passed the error back, and it stops before the activation. Multiply by the slope of this
    layer, entry by entry."""
    return W_next.T @ delta_next


@hidden_delta.wrong
def mean_again(W_next, delta_next, a, activation):
    """You divided by N. 1/N came in with the delta of the output, and `delta_next` carries it
    already."""
    return reference(W_next, delta_next, a, activation) / a.shape[1]


@hidden_delta.wrong
def always_sigmoid(W_next, delta_next, a, activation):
    """You multiply by a(1 − a) whatever the activation is. Your `slope` knows all four."""
    return W_next.T @ delta_next * a * (1 - a)


@hidden_delta.wrong
def times_activation(W_next, delta_next, a, activation):
    """You multiplied by the activation where its slope is needed. A neuron that is on but flat
    passes no error."""
    return W_next.T @ delta_next * a


@hidden_delta.wrong
def rows_and_columns(W_next, delta_next, a, activation):
    """Your delta lies on its side: examples are columns, so it has the shape of `a`."""
    return reference(W_next, delta_next, a, activation).T


@hidden_delta.also_right
def by_einsum(W_next, delta_next, a, activation):
    return np.einsum("ji,jn->in", W_next, delta_next) * slope_of(activation, a)


@hidden_delta.also_right
def by_loop(W_next, delta_next, a, activation):
    passed = np.zeros(a.shape)
    for j in range(len(W_next)):
        passed += np.outer(W_next[j], delta_next[j])
    return passed * slope_of(activation, a)
