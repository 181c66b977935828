"""The fourth step as code: an error is passed back and through a hidden layer's activation."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.activations import sigmoid
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def hidden_cases(rng: Generator) -> Iterator[Case]:
    """The weights and a random delta of the next layer, and an activation; some saturated."""
    for n, n_next, examples in ((4, 2, 7), (3, 5, 1), (3, 3, 3), (2, 6, 5)):
        z = 1.5 * normal(rng, n, examples)
        z[0, 0] = -9.0
        yield normal(rng, n_next, n), normal(rng, n_next, examples), sigmoid(z)


delta_hidden = Code(
    "05.delta_hidden",
    points=3,
    minutes=6,
    difficulty=2,
    asks="delta_hidden(W_next, delta_next, a) -> δ of a sigmoid hidden layer, shape (n, N)",
    cases=hidden_cases,
    arguments=("W_next", "delta_next", "a"),
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
)


@delta_hidden.right
def reference(W_next, delta_next, a):
    return W_next.T @ delta_next * a * (1 - a)


@delta_hidden.wrong
def no_transpose(W_next, delta_next, a):
    """You used `W_next` as it stands: that is the way forward. Back, a neuron collects along its
    column. It went through only where W is square, with wrong numbers."""
    return W_next @ delta_next * a * (1 - a)


@delta_hidden.wrong
def slope_missing(W_next, delta_next, a):
    """You passed the error back and stopped before the activation: that is ∂E/∂a. Delta is ∂E/∂z;
    the slope a(1 − a) is missing."""
    return W_next.T @ delta_next


@delta_hidden.wrong
def sigmoid_twice(W_next, delta_next, a):
    """You put `a` through the sigmoid again before you took the slope. `a` has been through
    already; the slope is a(1 − a)."""
    s = sigmoid(a)
    return W_next.T @ delta_next * s * (1 - s)


@delta_hidden.wrong
def times_activation(W_next, delta_next, a):
    """You multiplied by the activation where its slope is needed. A neuron that is on but flat
    passes no error."""
    return W_next.T @ delta_next * a


@delta_hidden.wrong
def mean_again(W_next, delta_next, a):
    """You divided by N. 1/N came in at the output, and `delta_next` carries it already."""
    return W_next.T @ delta_next * a * (1 - a) / a.shape[1]


@delta_hidden.wrong
def matrix_product(W_next, delta_next, a):
    """You used a matrix product to go through the activation. Each neuron has its own slope:
    multiply entry by entry, with `*`."""
    return (W_next.T @ delta_next) @ (a * (1 - a)).T


@delta_hidden.wrong
def matrix_product_on_the_right(W_next, delta_next, a):
    """The second `@` is one too many. Going through the activation adds nothing up: each neuron has
    its own slope, so multiply entry by entry, with `*`."""
    return W_next.T @ delta_next @ (a * (1 - a))


@delta_hidden.wrong
def slope_first(W_next, delta_next, a):
    """You multiplied by the slope before passing back. `a` belongs to this layer and `delta_next`
    to the next: first pass back, then go through the activation."""
    return W_next.T @ (delta_next * a * (1 - a))


@delta_hidden.wrong
def one_path_only(W_next, delta_next, a):
    """You collected from the first neuron of the next layer only. All of them listened, so all of
    them send something back."""
    return W_next[:1].T @ delta_next[:1] * a * (1 - a)


@delta_hidden.wrong
def rows_and_columns(W_next, delta_next, a):
    """Your delta lies on its side: examples are columns, so it has the shape of `a`."""
    return (W_next.T @ delta_next * a * (1 - a)).T


@delta_hidden.also_right
def by_loop(W_next, delta_next, a):
    passed = np.zeros(a.shape)
    for j in range(len(W_next)):
        for i in range(len(a)):
            passed[i] += W_next[j, i] * delta_next[j]
    return passed * a * (1 - a)


@delta_hidden.also_right
def by_rows(W_next, delta_next, a):
    return (delta_next.T @ W_next).T * (a - a**2)
