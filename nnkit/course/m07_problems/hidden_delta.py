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
    shapes = ((4, 2, 7), (3, 5, 1), (3, 3, 3), (2, 6, 7), (3, 3, 3), (4, 2, 7))
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
    """Your delta is transposed: examples are columns, so it has the shape of `a`."""
    return reference(W_next, delta_next, a, activation).T


@hidden_delta.wrong
def slope_of_the_delta(W_next, delta_next, a, activation):
    """You took the slope at `delta_next`, and that is no activation. First pass back, then multiply
    by the slope of this layer: `slope(activation, a)`."""
    return W_next.T @ (delta_next * slope_of(activation, delta_next))


@hidden_delta.wrong
def slope_of_what_came_back(W_next, delta_next, a, activation):
    """You took the slope at what was passed back. It belongs to this layer's activation:
    `slope(activation, a)`."""
    passed = W_next.T @ delta_next
    return passed * slope_of(activation, passed)


@hidden_delta.wrong
def activated_twice(W_next, delta_next, a, activation):
    """You put `a` through the activation again before you took the slope. It has been through
    already: `slope(activation, a)`."""
    again = BY_NAME[activation].forward(a)
    return W_next.T @ delta_next * slope_of(activation, again)


@hidden_delta.wrong
def activation_for_slope(W_next, delta_next, a, activation):
    """You used the activation function where its slope is needed: `slope(activation, a)`, not
    `activate(activation, a)`."""
    return W_next.T @ delta_next * BY_NAME[activation].forward(a)


@hidden_delta.wrong
def sigmoid_or_nothing(W_next, delta_next, a, activation):
    """Right for sigmoid, and for identity, where the slope is 1. relu and tanh have slopes as well:
    `slope(activation, a)` knows all four."""
    passed = W_next.T @ delta_next
    return passed * a * (1 - a) if activation == "sigmoid" else passed


@hidden_delta.wrong
def wrong_sign(W_next, delta_next, a, activation):
    """Every entry has the wrong sign and the right size. `delta_next` has its sign from a − y
    already; on the way back nothing turns it."""
    return -reference(W_next, delta_next, a, activation)


@hidden_delta.wrong
def slope_added(W_next, delta_next, a, activation):
    """You added the slope. The chain rule multiplies: what came back, times the slope."""
    return W_next.T @ delta_next + slope_of(activation, a)


@hidden_delta.wrong
def reshaped(W_next, delta_next, a, activation):
    """`reshape` keeps the numbers in reading order and only cuts the rows anew. To exchange rows
    and columns you need `.T`."""
    return W_next.reshape(W_next.shape[::-1]) @ delta_next * slope_of(activation, a)


@hidden_delta.wrong
def sides_exchanged(W_next, delta_next, a, activation):
    """The two stand the wrong way round: `delta_next @ W_next.T` fits where all sizes are equal,
    and gives wrong numbers there. Weights on the left, columns of examples on the right."""
    return delta_next @ W_next.T * slope_of(activation, a)


@hidden_delta.wrong
def neither_transpose_nor_slope(W_next, delta_next, a, activation):
    """Two things are missing. `W_next` has to be transposed on the way back, and what comes back
    still has to go through the activation: times the slope."""
    return W_next @ delta_next


@hidden_delta.wrong
def first_example_only(W_next, delta_next, a, activation):
    """You passed back the first example only. Each column of `delta_next` is an example, and `@`
    does all of them at once."""
    return W_next.T @ delta_next[:, :1] * slope_of(activation, a)


@hidden_delta.wrong
def examples_added_up(W_next, delta_next, a, activation):
    """You added the examples up. Delta keeps a column for each of them; the sum comes later, in the
    gradients."""
    return reference(W_next, delta_next, a, activation).sum(axis=1, keepdims=True)


@hidden_delta.wrong
def matrix_product(W_next, delta_next, a, activation):
    """You used a matrix product to go through the activation. Each neuron has its own slope:
    multiply entry by entry, with `*`."""
    return (W_next.T @ delta_next) @ slope_of(activation, a).T


@hidden_delta.wrong
def slope_first(W_next, delta_next, a, activation):
    """You multiplied by the slope before passing back. `a` belongs to this layer and `delta_next`
    to the next: first pass back, then go through the activation."""
    return W_next.T @ (delta_next * slope_of(activation, a))


@hidden_delta.also_right
def by_einsum(W_next, delta_next, a, activation):
    return np.einsum("ji,jn->in", W_next, delta_next) * slope_of(activation, a)


@hidden_delta.also_right
def by_loop(W_next, delta_next, a, activation):
    passed = np.zeros(a.shape)
    for j in range(len(W_next)):
        passed += np.outer(W_next[j], delta_next[j])
    return passed * slope_of(activation, a)
