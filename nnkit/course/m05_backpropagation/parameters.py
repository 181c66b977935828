"""The third step: from the delta of a layer to the gradients of its weights and biases."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong

silent_input = Choice(
    "05.silent_input",
    kind="prediction",
    points=1,
    minutes=2,
    asks="which entries of ∂E/∂W¹ are 0 if the second input is 0",
    options=(
        Wrong(
            "the second row",
            "row",
            "Row 2 belongs to hidden neuron 2. What comes from input 2 stands in a column, one "
            "entry for each neuron that listens to it.",
        ),
        Right(
            "the second column",
            "Who said nothing cannot be blamed, and learns nothing from this example.",
        ),
        Wrong(
            "all",
            "everything",
            "The first input is 1, and the weights that carried it did have a part in the error.",
        ),
        Wrong("none", "nothing", "∂E/∂w is δ times what came in through w. What if that was 0?"),
    ),
    hints=(
        Hint("How can a gradient be 0?", "If E does not change when the weight does."),
        Hint("Which weights do not matter then?", "Those that are multiplied by 0: from input 2."),
        Hint("Row or column?", "An entry is `W[to, from]`."),
    ),
)


def parameter_cases(rng: Generator) -> Iterator[Case]:
    """A delta of a layer and the activation that came into it; once all sizes are equal."""
    for n, n_before, examples in ((4, 2, 7), (3, 5, 1), (3, 3, 3), (2, 6, 5)):
        yield normal(rng, n, examples), normal(rng, n_before, examples)


layer_gradients = Code(
    "05.layer_gradients",
    kind="faded-code",
    points=2,
    minutes=5,
    difficulty=2,
    asks="layer_gradients(delta, a_before) -> (dW, db), shapes (n, n_before) and (n, 1)",
    cases=parameter_cases,
    arguments=("delta", "a_before"),
    returns=("dW", "db"),
    hints=(
        Hint(
            "Where do I begin?",
            "Write down the shapes: delta (n, N), a_before (n_before, N), and wanted (n, "
            "n_before). Which one has to be turned over?",
        ),
        Hint(
            "Why does db need a sum?",
            "The same bias is added in every column, so its effects on E add up.",
        ),
        Hint("Nearly the answer", "`delta @ a_before.T`, and `delta.sum(axis=1, keepdims=True)`."),
    ),
)


@layer_gradients.right
def reference(delta, a_before):
    return delta @ a_before.T, delta.sum(axis=1, keepdims=True)


@layer_gradients.wrong
def transposed(delta, a_before):
    """Your dW lies on its side. A gradient has the shape of its variable: one row for each neuron
    of the layer that delta belongs to."""
    return a_before @ delta.T, delta.sum(axis=1, keepdims=True)


@layer_gradients.wrong
def element_wise(delta, a_before):
    """You used `*` between a column and a row. For one example that gives the right table by
    broadcasting; with several it does not add up over the examples. Use `@`."""
    return delta * a_before.T, delta.sum(axis=1, keepdims=True)


@layer_gradients.wrong
def entry_by_entry(delta, a_before):
    """You multiplied delta and `a_before` entry by entry. Every delta of a layer meets every
    activation that came into it, so it takes a matrix product."""
    return delta * a_before, delta.sum(axis=1, keepdims=True)


@layer_gradients.wrong
def no_transpose(delta, a_before):
    """You multiplied delta with `a_before` as it stands. The N examples have to meet in the middle,
    (n, N) @ (N, n_before): one of the two must be turned over."""
    return delta @ a_before, delta.sum(axis=1, keepdims=True)


@layer_gradients.wrong
def bias_mean(delta, a_before):
    """Your db is the mean of delta. The 1/N is in delta already; what is left is to add up over the
    examples."""
    return delta @ a_before.T, delta.mean(axis=1, keepdims=True)


@layer_gradients.wrong
def bias_not_summed(delta, a_before):
    """Your db still has a column for each example. One bias serves them all: add up. With N = 1
    nobody would notice."""
    return delta @ a_before.T, delta


@layer_gradients.wrong
def bias_first_column(delta, a_before):
    """Your db looks at the first example only. Every column of delta counts."""
    return delta @ a_before.T, delta[:, :1]


@layer_gradients.wrong
def bias_one_number(delta, a_before):
    """Your db is one number, the sum over everything. Each neuron has a bias of its own: add up
    over the examples and keep the neurons apart."""
    return delta @ a_before.T, delta.sum()


@layer_gradients.wrong
def bias_wrong_axis(delta, a_before):
    """You added up over the neurons. Examples are columns, so the sum goes along each row: axis
    1."""
    return delta @ a_before.T, delta.sum(axis=0, keepdims=True)


@layer_gradients.wrong
def bias_zero(delta, a_before):
    """Your db is 0: the biases would never learn. z grows by as much as b does, so ∂E/∂b is ∂E/∂z,
    added up over the examples."""
    return delta @ a_before.T, np.zeros((len(delta), 1))


@layer_gradients.wrong
def mean_again(delta, a_before):
    """Everything is N times too small. 1/N came in with the delta of the output, once."""
    n = delta.shape[1]
    return delta @ a_before.T / n, delta.sum(axis=1, keepdims=True) / n


@layer_gradients.wrong
def one_example(delta, a_before):
    """You used the first example only. Every column of delta and of `a_before` counts."""
    return np.outer(delta[:, 0], a_before[:, 0]), delta[:, :1]


@layer_gradients.also_right
def example_by_example(delta, a_before):
    dW, db = np.zeros((len(delta), len(a_before))), np.zeros(len(delta))
    for n in range(delta.shape[1]):
        dW = dW + np.outer(delta[:, n], a_before[:, n])
        db = db + delta[:, n]
    return dW, db


@layer_gradients.also_right
def by_einsum(delta, a_before):
    return np.einsum("jn,in->ji", delta, a_before), delta @ np.ones((delta.shape[1], 1))
