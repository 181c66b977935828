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
        Hint("I'm lost.", "Take two inputs and one output: which shape has w then?"),
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
            "Inner sizes do not meet: (N, n_in) @ (N, n_out). One of the two must be turned.",
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
        Hint("Nearly the answer", "(n_in, N) @ (N, n_out): which of the two was turned?"),
    ),
)

wrong_equation = Choice(
    "06.wrong_equation",
    kind="find-the-bug",
    points=0.5,
    minutes=1,
    asks="Which of four printed equations cannot be right",
    options=(
        Wrong(
            r"(7) $\; z^n = a^{n-1}\cdot w^n$",
            "forward",
            "That is forward propagation with rows: shapes (1, n_in) and (n_in, n_out) fit.",
        ),
        Wrong(
            r"(9) $\; \dfrac{\partial L}{\partial z^L} = \dfrac{\partial L}{\partial "
            r"a^L}\,\sigma'(z^L)$",
            "error-at-the-output",
            "That is the chain rule at the output: error times slope. It is right.",
        ),
        Right(
            r"(10) $\; \dfrac{\partial L}{\partial z^n} = \dfrac{\partial L}{\partial z^{n+1}} * "
            r"w^n * \sigma'(z^n)$",
            "wⁿ leads into layer n. The error comes back out of layer n + 1, through wⁿ⁺¹.",
        ),
        Wrong(
            r"(12) $\; w^n = w^n - \alpha\,\dfrac{\partial L}{\partial w^n}$",
            "update",
            "Downhill, with a learning rate: this is gradient descent as you know it.",
        ),
    ),
    hints=(
        Hint("How can I find out?", "Write the layer's number beside each factor."),
        Hint("Which factors belong together?", "∂z of layer n + 1 by ∂a of layer n: which w?"),
        Hint("Nearly the answer", "zⁿ⁺¹ = aⁿ · wⁿ⁺¹. Now differentiate by aⁿ."),
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
        Hint("One of them must be turned.", "delta is a row per example; turn the weights."),
        Hint("Nearly the answer", "`delta_next @ w_next.T`, then `*` the slope from `a`."),
    ),
)


@delta_rows.right
def reference(w_next, delta_next, a):
    """Turned over, passed back by nnkit, and turned back."""
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
