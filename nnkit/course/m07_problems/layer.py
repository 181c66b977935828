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


@layer.wrong
def entry_by_entry(W, b, a, activation):
    """You multiplied W and a entry by entry. A neuron adds up over its inputs: a matrix product,
    `W @ a`."""
    return activate(activation, W * a + b)


@layer.wrong
def sides_exchanged(W, b, a, activation):
    """`a @ W` stands the wrong way round: it fits where all sizes are equal, and gives wrong
    numbers there. W on the left, columns of examples on the right."""
    return activate(activation, a @ W + b)


@layer.wrong
def bias_subtracted(W, b, a, activation):
    """You subtract b. A bias is added: z = W a + b."""
    return activate(activation, W @ a - b)


@layer.wrong
def bias_inside(W, b, a, activation):
    """You add b to what comes in. It belongs to the new layer: first `W @ a`, then `+ b`."""
    return activate(activation, W @ (a + b))


@layer.wrong
def first_bias_only(W, b, a, activation):
    """You add the first bias to all neurons. Each has its own: `+ b`, the whole column."""
    return activate(activation, W @ a + b[0, 0])


@layer.wrong
def activated_twice(W, b, a, activation):
    """The activation function is used twice. `z` is the weighted sum plus b; the line below puts it
    through the activation."""
    return activate(activation, activate(activation, W @ a + b))


@layer.wrong
def not_activated(W, b, a, activation):
    """You return z. The last line, which was given, puts it through the activation function."""
    return W @ a + b


@layer.wrong
def always_sigmoid(W, b, a, activation):
    """You use the sigmoid whatever `activation` says."""
    return activate("sigmoid", W @ a + b)


@layer.wrong(credit=0.5)
def both_returned(W, b, a, activation):
    """You return z as well. Asked for is the activation alone."""
    z = W @ a + b
    return z, activate(activation, z)


@layer.wrong
def examples_added_up(W, b, a, activation):
    """You added the examples up. Each column of the result is an example."""
    return activate(activation, (W @ a).sum(axis=1, keepdims=True) + b)


@layer.wrong
def rows_without_bias(W, b, a, activation):
    """Two things: b is missing, and your result is transposed. An example is a column here: `W @
    a + b`."""
    return activate(activation, a.T @ W.T)


@layer.wrong(credit=0.5)
def result_in_rows(W, b, a, activation):
    """The numbers are right, but your result is transposed: an example is a column."""
    return activate(activation, W @ a + b).T


@layer.also_right
def by_columns(W, b, a, activation):
    columns = [W @ a[:, n] + b[:, 0] for n in range(a.shape[1])]
    return activate(activation, np.stack(columns, axis=1))


@layer.also_right
def by_einsum(W, b, a, activation):
    return activate(activation, np.einsum("ji,in->jn", W, a) + b)
