"""The note that writes examples as rows: its misprints, and its step back done right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import ACTIVATIONS, sigmoid
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Choice, Code, Hint, Right, Wrong


def row_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """w_next (n, n_next), delta_next (N, n_next), a (N, n); a square case, a saturated one."""
    for n, n_next, N, size in ((3, 4, 1, 1), (5, 2, 7, 1), (3, 3, 3, 1), (2, 6, 7, 4)):
        a = sigmoid(size * normal(rng, N, n))
        yield normal(rng, n, n_next), normal(rng, N, n_next), a


index_order = Choice(
    "06.index_order",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="Which entry of w leads from node k to node j if z = a·w with rows",
    options=(
        Wrong(
            "`w[j, k]`, as the note says",
            "as-printed",
            "So the note says. But in row 0 of a·w the sum is Σ a_k w[k, j]: the index that is "
            "summed over, the sender, stands first.",
        ),
        Right(
            "`w[k, j]`",
            "In a·w the first index runs with a. 'Backward order' belongs to W a, our convention.",
        ),
        Wrong(
            "both are right",
            "both",
            "Only if w is symmetric, which weights never are; as a rule w is not even square.",
        ),
        Wrong(
            "it depends on how many examples there are",
            "depends",
            "With a batch of rows nothing changes: each row meets the same w.",
        ),
    ),
    hints=(
        Hint("I'm lost.", "Take two inputs and one output. What is the shape of w then?"),
        Hint("w is (2, 1).", "The weight from input 1 to output 0 stands in row 1, column 0."),
        Hint("Nearly the answer", "Rows of w belong to senders: w[from, to]."),
    ),
)

row_gradient = Choice(
    "06.row_gradient",
    points=1,
    minutes=3,
    difficulty=2,
    asks="∂L/∂w of a layer if examples are rows",
    options=(
        Wrong(
            r"$a^{n-1} \cdot \dfrac{\partial L}{\partial z^n}$",
            "as-printed",
            "Inner sizes do not meet: (N, n_in) @ (N, n_out). One of the two must be transposed.",
        ),
        Right(
            r"$(a^{n-1})^\top \cdot \dfrac{\partial L}{\partial z^n}$",
            "(n_in, N) @ (N, n_out) is the shape of w, and the product adds up the N examples.",
        ),
        Wrong(
            r"$\dfrac{\partial L}{\partial z^n} \cdot (a^{n-1})^\top$",
            "ours",
            "That is the order for columns, δ aᵀ. With rows it is (N, n_out) @ (n_in, N), and "
            "inner sizes do not meet.",
        ),
        Wrong(
            r"$\Big(\dfrac{\partial L}{\partial z^n}\Big)^{\!\top} \cdot a^{n-1}$",
            "transposed",
            "All numbers are there, but as (n_out, n_in). The note's w is (n_in, n_out), and a "
            "gradient has the shape of its variable.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Which shape must ∂L/∂w have? That of w: (n_in, n_out)."),
        Hint("What has to vanish?", "N: the shares of the examples are added up."),
        Hint("Nearly the answer", "(n_in, N) @ (N, n_out): which of the two was transposed?"),
    ),
)

delta_rows = Code(
    "06.delta_rows",
    points=2.5,
    minutes=6,
    difficulty=2,
    asks="delta_rows(w_next, delta_next, a) -> delta, shape (N, n)",
    cases=row_cases,
    arguments=("w_next", "delta_next", "a"),
    accepts=(
        lambda w_next, delta_next, a: delta_next @ w_next.T * a * (1 - a),
        lambda w_next, delta_next, a: (w_next @ delta_next.T).T * (a - a**2),
        lambda w_next, delta_next, a: np.einsum("nj,ij->ni", delta_next, w_next) * a * (1 - a),
    ),
    hints=(
        Hint("Which shapes must meet?", "(N, n_next) and (n, n_next) are given, (N, n) wanted"),
        Hint(
            "One of them must be transposed.",
            "delta has a row for each example; transpose the weights.",
        ),
        Hint("Nearly the answer", "`delta_next @ w_next.T`, then `*` the slope from `a`."),
    ),
)


@delta_rows.right
def reference(w_next, delta_next, a):
    """Transposed, passed back by nnkit, and transposed again."""
    return ACTIVATIONS["sigmoid"].backward(a.T, w_next @ delta_next.T).T


@delta_rows.wrong
def no_transpose(w_next, delta_next, a):
    """You did it as printed, without a transpose. That works on a square matrix only, and there it
    gives wrong numbers."""
    return delta_next @ w_next * a * (1 - a)


@delta_rows.wrong
def column_formula(w_next, delta_next, a):
    """That is the formula for columns. Here delta is a row and stands on the left."""
    return w_next.T @ delta_next * a * (1 - a)


@delta_rows.wrong
def slope_missing(w_next, delta_next, a):
    """The error is passed back, but not through the activation: σ′ is missing."""
    return delta_next @ w_next.T


@delta_rows.wrong
def sigmoid_again(w_next, delta_next, a):
    """You put `a` through the sigmoid again. It is the activation already: a(1 − a)."""
    return delta_next @ w_next.T * sigmoid(a) * (1 - sigmoid(a))


@delta_rows.wrong
def slope_of_identity(w_next, delta_next, a):
    """You multiply by a. The slope of the sigmoid is a times (1 − a)."""
    return delta_next @ w_next.T * a


@delta_rows.wrong(credit=0.5)
def result_in_columns(w_next, delta_next, a):
    """The numbers are right, but as columns. In this convention an example is a row."""
    return (delta_next @ w_next.T * a * (1 - a)).T


@delta_rows.wrong
def stars_as_printed(w_next, delta_next, a):
    """You multiplied entry by entry, as the printed stars say. The weights need a matrix product,
    `delta_next @ w_next.T`: what comes back adds up over the next layer."""
    return delta_next * w_next * a * (1 - a)


@delta_rows.wrong
def weights_first(w_next, delta_next, a):
    """The weights stand on the left, as for columns. An example is a row here, so delta stands on
    the left: `delta_next @ w_next.T`."""
    return w_next @ delta_next * a * (1 - a)


@delta_rows.wrong
def neither_transpose_nor_slope(w_next, delta_next, a):
    """Two things are missing: the transpose of `w_next`, and the activation, times a(1 − a)."""
    return delta_next @ w_next


@delta_rows.wrong
def reshaped(w_next, delta_next, a):
    """`reshape` keeps the numbers in reading order and only cuts the rows anew. To exchange rows
    and columns you need `.T`."""
    return delta_next @ w_next.reshape(w_next.shape[::-1]) * a * (1 - a)


@delta_rows.wrong
def wrong_sign(w_next, delta_next, a):
    """Every entry has the wrong sign and the right size. `delta_next` has its sign already, and on
    the way back nothing turns it: the slope is a(1 − a), not a(a − 1)."""
    return -(delta_next @ w_next.T) * a * (1 - a)


@delta_rows.wrong
def mean_again(w_next, delta_next, a):
    """You divided by N. Equation (10) has no such factor: where E is a mean, 1/N is in `delta_next`
    already."""
    return delta_next @ w_next.T * a * (1 - a) / len(a)


@delta_rows.wrong
def brackets_missing(w_next, delta_next, a):
    """Python multiplies before it subtracts, so `… * a * 1 - a` takes a away at the end. The slope
    needs its brackets: `a * (1 - a)`."""
    return delta_next @ w_next.T * a * 1 - a


@delta_rows.wrong
def slope_of_the_delta(w_next, delta_next, a):
    """You took a slope from `delta_next`, and that is no activation. First pass back, then multiply
    by the slope of this layer, from `a`."""
    return (delta_next * delta_next * (1 - delta_next)) @ w_next.T


@delta_rows.wrong
def slope_of_tanh(w_next, delta_next, a):
    """1 − a² is the slope of tanh. This is a sigmoid layer: a(1 − a)."""
    return delta_next @ w_next.T * (1 - a**2)


@delta_rows.wrong
def slope_added(w_next, delta_next, a):
    """You added the slope. The chain rule multiplies: what came back, times the slope."""
    return delta_next @ w_next.T + a * (1 - a)


@delta_rows.wrong
def slope_by_a_product(w_next, delta_next, a):
    """The second product is one too many. Going through the activation adds nothing up: multiply by
    the slope entry by entry, with `*`."""
    return delta_next @ w_next.T @ (a * (1 - a)).T


@delta_rows.wrong
def first_example_only(w_next, delta_next, a):
    """You passed back the first row only. Each row of `delta_next` is an example, and `@` does all
    of them at once."""
    return delta_next[:1] @ w_next.T * a * (1 - a)


@delta_rows.wrong
def examples_added_up(w_next, delta_next, a):
    """You added the examples up. Delta keeps a row for each of them; the sum comes later, in the
    gradients."""
    return (delta_next @ w_next.T * a * (1 - a)).sum(axis=0, keepdims=True)
