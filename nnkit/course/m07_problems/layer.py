"""One layer with any of four activation functions."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import layers
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.course.m07_problems.forward import activate
from nnkit.course.m07_problems.shared import ACTIVATIONS
from nnkit.network import Network


def layer_cases(rng: Generator) -> Iterator[Case]:
    """One layer with each of the activations."""
    for (W, b, a), activation in zip(layers(rng), ACTIVATIONS, strict=True):
        yield W, b, a, activation


layer = Code(
    "07.layer",
    kind="faded-code",
    points=1,
    minutes=3,
    asks="layer(W, b, a, activation) -> activation of the next layer, shape (n_out, N)",
    cases=layer_cases,
    arguments=("W", "b", "a", "activation"),
    hints=(
        Hint("What is missing?", "The pre-activation z of the new layer, shape (n_out, N)."),
        Hint(
            "matmul complains about a mismatch.",
            "(n_out, n_in) @ (n_in, N): the inner sizes have to agree. Is W on the left?",
        ),
        Hint("Nearly the answer", "`z = W @ a + …`"),
    ),
)


@layer.right
def reference(W, b, a, activation):
    return Network([W], [b], activation).predict(a)


@layer.wrong
def transposed(W, b, a, activation):
    """You used `W.T`. W has one row for each neuron of the new layer already. It went through only
    where W is square, and there the numbers are wrong."""
    return activate(activation, W.T @ a + b)


@layer.wrong
def no_bias(W, b, a, activation):
    """The weighted sums are there, b is not."""
    return activate(activation, W @ a)


@layer.wrong
def bias_after_activation(W, b, a, activation):
    """You added b to the activation. It is a part of z, before the activation function: it shifts
    where the neuron switches on."""
    return activate(activation, W @ a) + b


@layer.wrong
def flat_bias(W, b, a, activation):
    """Your b has lost its column shape. A flat (n,) is taken for a row: NumPy adds entry j to
    column j instead of row j, or refuses."""
    return activate(activation, W @ a + b.ravel())


@layer.wrong
def one_example(W, b, a, activation):
    """You used the first column of `a` only. Each column is an example, and `W @ a` does all of
    them at once."""
    return activate(activation, W @ a[:, :1] + b)


@layer.also_right
def by_columns(W, b, a, activation):
    columns = [W @ a[:, n] + b[:, 0] for n in range(a.shape[1])]
    return activate(activation, np.stack(columns, axis=1))


@layer.also_right
def by_einsum(W, b, a, activation):
    return activate(activation, np.einsum("ji,in->jn", W, a) + b)
