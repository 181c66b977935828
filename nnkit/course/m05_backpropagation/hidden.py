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
    points=2,
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
def slope_of_the_delta(W_next, delta_next, a):
    """You took a slope from `delta_next`, and that is no activation. First pass back, then multiply
    by the slope of this layer, from `a`."""
    return W_next.T @ (delta_next * delta_next * (1 - delta_next))


@delta_hidden.wrong
def slope_of_what_came_back(W_next, delta_next, a):
    """You took the slope from what was passed back. It belongs to this layer's activation: a(1 −
    a)."""
    passed = W_next.T @ delta_next
    return passed * passed * (1 - passed)


@delta_hidden.wrong
def slope_of_tanh(W_next, delta_next, a):
    """1 − a² is the slope of tanh. These are sigmoid neurons: a(1 − a)."""
    return W_next.T @ delta_next * (1 - a**2)


@delta_hidden.wrong
def brackets_missing(W_next, delta_next, a):
    """Python multiplies before it subtracts, so `… * a * 1 - a` takes a away at the end. The slope
    needs its brackets: `a * (1 - a)`."""
    return W_next.T @ delta_next * a * 1 - a


@delta_hidden.wrong
def wrong_sign(W_next, delta_next, a):
    """Every entry has the wrong sign and the right size. `delta_next` has its sign from a − y
    already, and on the way back nothing turns it: the slope is a(1 − a), not a(a − 1)."""
    return -W_next.T @ delta_next * a * (1 - a)


@delta_hidden.wrong
def slope_added(W_next, delta_next, a):
    """You added the slope. The chain rule multiplies: what came back, times the slope."""
    return W_next.T @ delta_next + a * (1 - a)


@delta_hidden.wrong
def reshaped(W_next, delta_next, a):
    """`reshape` keeps the numbers in reading order and only cuts the rows anew. To exchange rows
    and columns you need `.T`."""
    return W_next.reshape(W_next.shape[::-1]) @ delta_next * a * (1 - a)


@delta_hidden.wrong
def sides_exchanged(W_next, delta_next, a):
    """The two stand the wrong way round: `delta_next @ W_next.T` fits where all sizes are equal,
    and gives wrong numbers there. Weights on the left, columns of examples on the right."""
    return delta_next @ W_next.T * a * (1 - a)


@delta_hidden.wrong
def neither_transpose_nor_slope(W_next, delta_next, a):
    """Two things are missing. `W_next` has to be transposed on the way back, and what comes back
    still has to go through the activation: times a(1 − a)."""
    return W_next @ delta_next


@delta_hidden.wrong
def first_example_only(W_next, delta_next, a):
    """You passed back the first example only. Each column of `delta_next` is an example, and `@`
    does all of them at once."""
    return W_next.T @ delta_next[:, :1] * a * (1 - a)


@delta_hidden.wrong
def examples_added_up(W_next, delta_next, a):
    """You added the examples up. Delta keeps a column for each of them; the sum comes later, in the
    gradients."""
    return (W_next.T @ delta_next * a * (1 - a)).sum(axis=1, keepdims=True)


@delta_hidden.wrong
def examples_averaged(W_next, delta_next, a):
    """You took the mean over the examples. Delta keeps a column for each of them, and its 1/N is in
    `delta_next` already."""
    return (W_next.T @ delta_next * a * (1 - a)).mean(axis=1, keepdims=True)


@delta_hidden.wrong
def paths_averaged(W_next, delta_next, a):
    """You took the mean over the neurons of the next layer. Where paths meet, they add up."""
    return W_next.T @ delta_next / len(W_next) * a * (1 - a)


@delta_hidden.wrong
def slope_by_a_product(W_next, delta_next, a):
    """You used a matrix product to go through the activation. Each neuron has its own slope:
    multiply entry by entry, with `*`."""
    return (a * (1 - a)).T @ (W_next.T @ delta_next)


@delta_hidden.wrong
def one_path_only(W_next, delta_next, a):
    """You collected from the first neuron of the next layer only. All of them listened, so all of
    them send something back."""
    return W_next[:1].T @ delta_next[:1] * a * (1 - a)


@delta_hidden.wrong
def rows_and_columns(W_next, delta_next, a):
    """Your delta is transposed: examples are columns, so it has the shape of `a`."""
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
