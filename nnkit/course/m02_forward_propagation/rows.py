"""Examples as rows: the other convention."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint, Misconception
from nnkit.network import Network


def row_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """w (n_in, n_out), b (1, n_out), a (N, n_in): one example is one row."""
    for W, b, a in cases.layers(rng):
        yield W.T.copy(), b.T.copy(), a.T.copy()


ROWS = (
    Code(
        id="02.affine_rows",
        points=2,
        minutes=6,
        difficulty=2,
        asks="affine_rows(w, b, a) -> z, shape (N, n_out)",
        needs=("02.affine",),
        reference=lambda w, b, a: Network([w.T], [b.T], "identity").predict(a.T).T,
        cases=row_cases,
        arguments=("w", "b", "a"),
        misconceptions=(
            Misconception(
                "column-formula",
                lambda w, b, a: w @ a + b,
                "This is our formula with the other author's arrays. There the example is a row "
                "and stands on the left.",
            ),
            Misconception(
                "weights-transposed",
                lambda w, b, a: a @ w.T + b,
                "You transpose `w` and keep the rest. Here `w` is (n_in, n_out) already, which "
                "fits behind a row of n_in numbers as it is.",
            ),
            Misconception(
                "result-in-columns",
                lambda w, b, a: (a @ w + b).T,
                "The numbers are right, but as columns. Turn the result back into rows.",
                credit=0.5,
            ),
            Misconception(
                "no-bias",
                lambda w, b, a: a @ w,
                "The bias is missing. It is a row here, (1, n_out), and is used for each example.",
            ),
            Misconception(
                "reshape-for-transpose",
                lambda w, b, a: a @ w.reshape(w.shape[::-1]).T + b,
                "`reshape` cuts the numbers anew in reading order. To turn rows into columns you "
                "need `.T`.",
            ),
        ),
        accepts=(
            lambda w, b, a: a @ w + b,
            lambda w, b, a: (w.T @ a.T + b.T).T,
            lambda w, b, a: np.einsum("ni,io->no", a, w) + b,
        ),
        hints=(
            Hint("I'm lost between the two conventions.", "Write the four shapes under a · w + b."),
            Hint(
                "Can I use what I have?", "Yes: transpose all three, call `affine`, transpose back."
            ),
            Hint("Is there a shorter way?", "In their convention it is just `a @ w + b`."),
        ),
    ),
)
