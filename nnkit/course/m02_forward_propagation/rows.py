"""Examples as rows: the other convention."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint


def row_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """w (n_in, n_out), b (1, n_out), a (N, n_in): one example is one row."""
    for W, b, a in cases.layers(rng):
        yield W.T.copy(), b.T.copy(), a.T.copy()
    yield rng.integers(-3, 4, (4, 2)), cases.normal(rng, 1, 2), cases.normal(rng, 3, 4)


affine_rows = Code(
    "02.affine_rows",
    points=2,
    minutes=6,
    difficulty=2,
    asks="affine_rows(w, b, a) -> z, shape (N, n_out)",
    needs=("02.affine",),
    cases=row_cases,
    arguments=("w", "b", "a"),
    exact_shape=True,
    accepts=(
        lambda w, b, a: (np.dot(w.T, a.T) + b.reshape(-1, 1)).T,
        lambda w, b, a: (w.T @ a.T + b.T).T,
        lambda w, b, a: np.einsum("ni,io->no", a, w) + b,
    ),
    hints=(
        Hint("I'm lost between the two conventions.", "Write the four shapes under a · w + b."),
        Hint("Can I use what I have?", "Yes: transpose all three, call `affine`, transpose back."),
        Hint("Is there a shorter way?", "In their convention it is just `a @ w + b`."),
    ),
)


@affine_rows.right
def reference(w, b, a):
    return a @ w + b


@affine_rows.wrong
def column_formula(w, b, a):
    """This is our formula with the other author's arrays. There the example is a row and stands on
    the left."""
    return w @ a + b


@affine_rows.wrong
def weights_transposed(w, b, a):
    """You transpose `w` and keep the rest. Here `w` is (n_in, n_out) already, which fits after a
    row of n_in numbers as it is."""
    return a @ w.T + b


@affine_rows.wrong(credit=0.5)
def result_in_columns(w, b, a):
    """The numbers are right, but as columns. Here each example is a row, in the result as well."""
    return (a @ w + b).T


@affine_rows.wrong
def no_bias(w, b, a):
    """The bias is missing. It is a row here, (1, n_out), and is used for each example."""
    return a @ w


@affine_rows.wrong
def reshape_for_transpose(w, b, a):
    """`reshape` cuts the numbers anew in reading order. To turn rows into columns you need `.T`."""
    return a @ w.reshape(w.shape[::-1]).T + b


@affine_rows.wrong
def one_bias_for_all(w, b, a):
    """You add the first bias to every neuron. Each neuron has its own: here the columns are the
    neurons, and `b` is a row of one bias for each."""
    return a @ w + b[0, 0]


@affine_rows.wrong
def inputs_reshaped(w, b, a):
    """`reshape` reads `a` line by line and breaks the lines elsewhere, so numbers of different
    examples get mixed. To make columns of rows use `.T`."""
    return a.reshape(a.shape[1], a.shape[0]).T @ w + b


@affine_rows.wrong
def result_reshaped(w, b, a):
    """`reshape` reads your result line by line and breaks the lines elsewhere, so the numbers stand
    in the wrong places. To make rows of columns use `.T`."""
    return (a @ w + b).T.reshape(a.shape[0], w.shape[1])


@affine_rows.wrong
def bias_as_a_column(w, b, a):
    """You made a column of the bias. With examples as rows it stays a row: one entry for each
    column."""
    return a @ w + b.T


@affine_rows.wrong
def bias_on_the_input(w, b, a):
    """You add the bias to the inputs, so the weights multiply it. It joins after the product."""
    return (a + b) @ w


@affine_rows.wrong
def bias_subtracted(w, b, a):
    """You subtract the bias. It is added."""
    return a @ w - b


@affine_rows.wrong
def bias_twice(w, b, a):
    """The bias is added twice. `affine` adds it already."""
    return a @ w + 2 * b


@affine_rows.wrong
def activation_included(w, b, a):
    """You have already applied the sigmoid. Here the pre-activation z is asked for."""
    return sigmoid(a @ w + b)


@affine_rows.wrong
def first_example_only(w, b, a):
    """Only the first example goes through. Every row of `a` is an example."""
    return a[:1] @ w + b


@affine_rows.wrong
def examples_added(w, b, a):
    """You add all examples up. Each example has a row of its own."""
    return (a @ w + b).sum(axis=0, keepdims=True)


@affine_rows.wrong(credit=0.5)
def cut_to_whole_numbers(w, b, a):
    """Right for decimal numbers. Where w holds whole numbers, your array does, too, and every sum
    that is written into it is cut off."""
    z = np.zeros((a.shape[0], w.shape[1]), dtype=w.dtype)
    z[...] = a @ w + b
    return z


@affine_rows.wrong(credit=0.5)
def changes_the_shape_of_b(w, b, a):
    """The result is right, but you change the shape of `b` itself: whoever called you has lost its
    row. Leave the arguments as they are."""
    z = a @ w
    b.shape = (b.shape[1],)
    return z + b


@affine_rows.wrong
def bias_on_the_weights(w, b, a):
    """You add the bias to the weights, so the activations multiply it. It joins after the
    product."""
    return a @ (w + b)
