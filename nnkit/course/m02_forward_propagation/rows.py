"""Examples as rows: the other convention."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint
from nnkit.network import Network


def row_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """w (n_in, n_out), b (1, n_out), a (N, n_in): one example is one row."""
    for W, b, a in cases.layers(rng):
        yield W.T.copy(), b.T.copy(), a.T.copy()


affine_rows = Code(
    "02.affine_rows",
    points=2,
    minutes=6,
    difficulty=2,
    asks="affine_rows(w, b, a) -> z, shape (N, n_out)",
    needs=("02.affine",),
    cases=row_cases,
    arguments=("w", "b", "a"),
    accepts=(
        lambda w, b, a: a @ w + b,
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
    return Network([w.T], [b.T], "identity").predict(a.T).T


@affine_rows.wrong
def column_formula(w, b, a):
    """This is our formula with the other author's arrays. There the example is a row and stands on
    the left."""
    return w @ a + b


@affine_rows.wrong
def weights_transposed(w, b, a):
    """You transpose `w` and keep the rest. Here `w` is (n_in, n_out) already, which fits behind a
    row of n_in numbers as it is."""
    return a @ w.T + b


@affine_rows.wrong(credit=0.5)
def result_in_columns(w, b, a):
    """The numbers are right, but as columns. Turn the result back into rows."""
    return (a @ w + b).T


@affine_rows.wrong
def no_bias(w, b, a):
    """The bias is missing. It is a row here, (1, n_out), and is used for each example."""
    return a @ w


@affine_rows.wrong
def reshape_for_transpose(w, b, a):
    """`reshape` cuts the numbers anew in reading order. To turn rows into columns you need `.T`."""
    return a @ w.reshape(w.shape[::-1]).T + b
