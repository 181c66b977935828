"""A layer with a bug, to be found and mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint
from nnkit.network import Network


def flat_bias_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """As `layer_cases`, but b (n_out,), as files and many libraries hold it."""
    for W, b, a in cases.layers(rng):
        yield W, b[:, 0], a
    yield cases.normal(rng, 4, 3), cases.normal(rng, 4), cases.normal(rng, 3, 4)


repaired_layer = Code(
    "02.repaired_layer",
    kind="find-the-bug",
    points=2,
    minutes=8,
    difficulty=3,
    asks="repaired_layer(W, b, a) -> activations, shape (n_out, N), for b of shape (n_out,)",
    cases=flat_bias_cases,
    arguments=("W", "b", "a"),
    accepts=(
        lambda W, b, a: sigmoid(W @ a + b[:, None]),
        lambda W, b, a: sigmoid(W @ a + b[:, np.newaxis]),
        lambda W, b, a: sigmoid(a.T @ W.T + b).T,
    ),
    hints=(
        Hint("Where do three columns come from?", "Look at the shapes in `np.dot(W, a) + b`."),
        Hint("(3, 1) + (3,) gives (3, 3)?", "NumPy reads (3,) as a row (1, 3) and stretches."),
        Hint("How do I make a column of b?", "`b.reshape(-1, 1)` has shape (n_out, 1)."),
    ),
)


@repaired_layer.right
def reference(W, b, a):
    return Network([W], [b[:, None]]).predict(a)


@repaired_layer.wrong
def not_repaired(W, b, a):
    """This still does what the broken layer does: (n_out, N) + (n_out,) lays the biases along the
    columns. When N is n_out nothing complains, and the numbers are wrong."""
    return sigmoid(np.dot(W, a) + b)


@repaired_layer.wrong
def cut_to_size(W, b, a):
    """You cut the result to the shape you expect. In it, the first bias was added to every neuron:
    the shape is right and the numbers are not."""
    return sigmoid(np.dot(W, a) + b)[:, : a.shape[1]]


@repaired_layer.wrong(credit=0.5)
def diagonal(W, b, a):
    """The diagonal holds the right numbers for one example. Repair the sum instead, and it will be
    right for any number of examples."""
    return np.diag(sigmoid(np.dot(W, a[:, :1]) + b))[:, None]


@repaired_layer.wrong
def bias_dropped(W, b, a):
    """The shapes fit now because the bias is gone."""
    return sigmoid(np.dot(W, a))


@repaired_layer.wrong
def one_bias_for_all(W, b, a):
    """You add the first bias to every neuron. Each neuron has its own."""
    return sigmoid(np.dot(W, a) + b[0])


@repaired_layer.wrong(credit=0.5)
def result_transposed(W, b, a):
    """With examples as rows the broadcasting is right, and so are your numbers. Turn the result
    back into columns at the end."""
    return sigmoid(a.T @ W.T + b)
