"""The gradients of the weights and biases of a layer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def parameter_cases(rng: Generator) -> Iterator[Case]:
    """A delta of a layer and the activation that came into it."""
    for n, n_before, examples in ((4, 2, 7), (3, 5, 1), (3, 3, 3), (2, 6, 7)):
        yield normal(rng, n, examples), normal(rng, n_before, examples)


parameter_gradients = Code(
    "07.parameter_gradients",
    points=2,
    minutes=5,
    difficulty=2,
    asks="parameter_gradients(delta, a_before) -> (dW, db), shapes (n, n_before) and (n, 1)",
    cases=parameter_cases,
    arguments=("delta", "a_before"),
    returns=("dW", "db"),
    hints=(
        Hint(
            "I do not know where to begin.",
            "One weight, one example: delta of the neuron it leads to, times the activation it "
            "comes from. Then add up over the examples.",
        ),
        Hint(
            "Do I need a loop over examples?",
            "No: (n, N) @ (N, n_before) adds up over N by itself. Which of the two has to be "
            "transposed?",
        ),
        Hint(
            "Nearly the answer",
            "`delta @ a_before.T`, and for db `delta.sum(axis=1, keepdims=True)`.",
        ),
    ),
)


@parameter_gradients.right
def reference(delta, a_before):
    return delta @ a_before.T, delta.sum(axis=1, keepdims=True)


@parameter_gradients.wrong
def transposed(delta, a_before):
    """Your dW is transposed: a gradient has the shape of its variable, one row for each neuron of
    the layer that delta belongs to."""
    return a_before @ delta.T, delta.sum(axis=1, keepdims=True)


@parameter_gradients.wrong
def bias_mean(delta, a_before):
    """You take the mean of delta for db. The 1/N is in delta already, so what is left is to add up
    over the examples."""
    return delta @ a_before.T, delta.mean(axis=1, keepdims=True)


@parameter_gradients.wrong
def bias_not_summed(delta, a_before):
    """Your db still has a column for each example. One bias serves all examples: add up their
    shares. With N = 1 nobody would notice."""
    return delta @ a_before.T, delta


@parameter_gradients.wrong
def bias_first_column(delta, a_before):
    """Your db looks at the first example only. Add up over all the columns."""
    return delta @ a_before.T, delta[:, :1]


@parameter_gradients.wrong
def bias_one_number(delta, a_before):
    """Your db is a single number, the sum over everything. Each neuron has a bias of its own: add
    up over the examples only, and keep the neurons apart."""
    return delta @ a_before.T, delta.sum()


@parameter_gradients.wrong
def bias_wrong_axis(delta, a_before):
    """You added up over the neurons. Columns are examples, so the sum goes along each row: axis
    1."""
    return delta @ a_before.T, delta.sum(axis=0, keepdims=True)


@parameter_gradients.wrong
def mean_again(delta, a_before):
    """Everything is N times too small: you divided by N, but delta carries the 1/N already."""
    n = delta.shape[1]
    return delta @ a_before.T / n, delta.sum(axis=1, keepdims=True) / n


@parameter_gradients.wrong
def one_example(delta, a_before):
    """You used the first example only. Every column of delta and of `a_before` counts."""
    return np.outer(delta[:, 0], a_before[:, 0]), delta[:, :1]


@parameter_gradients.also_right
def example_by_example(delta, a_before):
    dW = sum(np.outer(d, a) for d, a in zip(delta.T, a_before.T, strict=True))
    return dW, sum(delta.T)


@parameter_gradients.also_right
def bias_as_weight(delta, a_before):
    with_one = np.vstack([a_before, np.ones(a_before.shape[1])])
    both = np.einsum("jn,in->ji", delta, with_one)
    return both[:, :-1], both[:, -1:]
