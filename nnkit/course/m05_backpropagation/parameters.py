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
    exact_shape=True,
    hints=(
        Hint(
            "Where do I begin?",
            "Write down the shapes: delta (n, N), a_before (n_before, N), and wanted (n, "
            "n_before). Which one has to be transposed?",
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


@layer_gradients.wrong(credit=0.5)
def flat_db(delta, a_before):
    """The numbers are right, but your db is flat, (n,). Taken from a bias of shape (n, 1), it makes
    an (n, n) array without a warning. Keep it a column: `keepdims=True`."""
    return delta @ a_before.T, delta.sum(axis=1)


@layer_gradients.wrong(credit=0.5)
def db_as_a_row(delta, a_before):
    """The numbers are right, but your db is a row, (1, n). A gradient has the shape of its
    variable, and a bias is a column, (n, 1)."""
    return delta @ a_before.T, delta.sum(axis=1).reshape(1, -1)


@layer_gradients.wrong
def transposed(delta, a_before):
    """Your dW is transposed. A gradient has the shape of its variable: one row for each neuron
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
    (n, N) @ (N, n_before): one of the two must be transposed."""
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
def bias_last_column(delta, a_before):
    """Your db is that of the last example. Every column of delta counts: add up, and do not put one
    in place of the other."""
    return delta @ a_before.T, delta[:, -1:]


@layer_gradients.wrong
def bias_ones(delta, a_before):
    """Your db is 1 everywhere. The 1 is what a bias is multiplied by; its gradient is delta, added
    up over the examples."""
    return delta @ a_before.T, np.ones((len(delta), 1))


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


@layer_gradients.wrong
def last_example_only(delta, a_before):
    """Your result is that of the last example. In a loop over the examples, `=` puts the new share
    in place of the old one: add it, `dW = dW + …`."""
    return np.outer(delta[:, -1], a_before[:, -1]), delta[:, -1:]


@layer_gradients.wrong
def last_example_in_dW(delta, a_before):
    """Your dW is that of the last example. In a loop over the examples, `=` puts the new share in
    place of the old one: add it, `dW = dW + …`."""
    return np.outer(delta[:, -1], a_before[:, -1]), delta.sum(axis=1, keepdims=True)


@layer_gradients.wrong
def outer_of_everything(delta, a_before):
    """`np.outer` strings all numbers out in a line first, all examples together. It fits for one
    example; for a batch you need `@`, which adds up over the examples."""
    return np.outer(delta, a_before), delta.sum(axis=1, keepdims=True)


@layer_gradients.wrong
def minus(delta, a_before):
    """Every entry has the wrong sign. These are the gradients, which point uphill; the minus comes
    with the step, later."""
    return -delta @ a_before.T, -delta.sum(axis=1, keepdims=True)


@layer_gradients.wrong
def mean_again_in_dW(delta, a_before):
    """Your dW is N times too small. 1/N came in with the delta of the output, once; the product
    only has to add up."""
    return delta @ a_before.T / delta.shape[1], delta.sum(axis=1, keepdims=True)


@layer_gradients.wrong
def slope_of_what_came_in(delta, a_before):
    """You multiplied by the slope of `a_before`. That slope belongs to the layer before, and it is
    used when the error is passed back. A weight is multiplied by what came in, `a_before`
    itself."""
    return delta @ (a_before * (1 - a_before)).T, delta.sum(axis=1, keepdims=True)


@layer_gradients.wrong
def bias_from_dW(delta, a_before):
    """Your db is made from dW. What came in has no part in a bias: db is delta, added up over the
    examples."""
    return delta @ a_before.T, (delta @ a_before.T).sum(axis=1, keepdims=True)


@layer_gradients.wrong
def weights_only(delta, a_before):
    """You return dW alone. Return both, `dW, db`."""
    return delta @ a_before.T


@layer_gradients.wrong(credit=0.5)
def exchanged(delta, a_before):
    """The two are right, in the other order: first dW, then db."""
    return delta.sum(axis=1, keepdims=True), delta @ a_before.T


@layer_gradients.also_right
def example_by_example(delta, a_before):
    dW, db = np.zeros((len(delta), len(a_before))), np.zeros((len(delta), 1))
    for n in range(delta.shape[1]):
        dW = dW + np.outer(delta[:, n], a_before[:, n])
        db = db + delta[:, [n]]
    return dW, db


@layer_gradients.also_right
def by_einsum(delta, a_before):
    return np.einsum("jn,in->ji", delta, a_before), delta @ np.ones((delta.shape[1], 1))
