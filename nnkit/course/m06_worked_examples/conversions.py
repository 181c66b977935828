"""One layer in five handwritings: from each of them into another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.cases import normal
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Code, Hint, Misconception, Right, Value, Variant, Wrong


def theta_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Θ (n_out, n_in + 1); once square, once one whose W is square."""
    for n_out, n_in in ((2, 3), (4, 2), (3, 2), (3, 3), (1, 4), (2, 2)):
        yield (normal(rng, n_out, n_in + 1),)


def draw_theta(draw: Draw) -> np.ndarray:
    """Θ (2, 3) of a layer from nodes 1 and 2 to nodes 3 and 4; all six numbers are different."""
    while True:
        theta = draw.array((2, 3), -0.9, 0.9, 0.1)
        if len(np.unique(theta)) == 6 and theta.all():
            return theta


def named(theta: np.ndarray) -> list[float]:
    """w14, w23 and b4."""
    return [float(theta[1, 1]), float(theta[0, 2]), float(theta[1, 0])]


own_names = Value(
    "06.own_names",
    points=1.5,
    minutes=4,
    difficulty=2,
    asks="w14, w23 and b4 of your own Θ, in the names of the node-by-node notation",
    variant=Variant("06.theta", draw_theta, ("theta",)),
    parts=("w14", "w23", "b4"),
    practice=(
        "Θ (2, 3) of a layer from nodes 1 and 2 to nodes 3 and 4 holds its biases in the first "
        "column: `theta`. What are w₁₄, w₂₃ and b₄ in the node-by-node names? A list of three "
        "numbers."
    ),
    reference=named,
    tolerance=1e-6,
    why="Row: the listener. Column 0: its bias. The other columns: whom it listens to.",
    misconceptions=(
        Misconception(
            "from-to",
            lambda theta: [float(theta[0, 2]), float(theta[1, 1]), float(theta[1, 0])],
            "The bias is right, the two weights are exchanged: w₁₄ goes from 1 to 4, so it stands "
            "in the row of node 4.",
            credit=0.5,
        ),
        Misconception(
            "bias-last",
            lambda theta: [float(theta[1, 0]), float(theta[0, 1]), float(theta[1, 2])],
            "You read the biases from the last column. Here they are the first.",
            credit=0.5,
        ),
        Misconception(
            "bias-counted-as-input",
            lambda theta: [float(theta[1, 0]), float(theta[0, 1]), float(theta[1, 0])],
            "The bias is right. But column 0 belongs to the 1, so input 1 has column 1.",
            credit=0.5,
        ),
        Misconception(
            "wrong-bias",
            lambda theta: [*named(theta)[:2], float(theta[0, 0])],
            "The weights are right. b₄ is the bias of node 4, which has the second row.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Which row?", "Node 3 has row 0, node 4 has row 1."),
        Hint("Which column?", "Column 0 is the bias, column 1 from node 1, 2 from node 2."),
        Hint("Nearly the answer", "`[theta_own[1, 1], theta_own[0, 2], …]`"),
    ),
)

theta_to_rows = Code(
    "06.theta_to_rows",
    points=2,
    minutes=5,
    difficulty=2,
    asks="theta_to_rows(theta) -> (w, b), shapes (n_in, n_out) and (1, n_out)",
    cases=theta_cases,
    arguments=("theta",),
    returns=("w", "b"),
    exact_shape=True,
    accepts=(
        lambda theta: [theta[:, 1:].T.copy(), theta[:, 0].reshape(1, -1)],
        lambda theta: (theta.T[1:], theta.T[:1]),
        lambda theta: (np.delete(theta, 0, axis=1).T, theta[:, 0][None, :]),
    ),
    hints=(
        Hint("Which column is which?", "`theta[:, :1]` are biases, `theta[:, 1:]` weights."),
        Hint("Then?", "Transpose both: rows for columns."),
        Hint("Nearly the answer", "`theta[:, 1:].T` and `theta[:, :1].T`"),
    ),
)


@theta_to_rows.right
def reference(theta):
    return (theta[:, 1:].T, theta[:, :1].T)


@theta_to_rows.wrong
def weights_not_transposed(theta):
    """Your b is right. With rows, w has shape (n_in, n_out): it still has to be transposed."""
    return (theta[:, 1:], theta[:, :1].T)


@theta_to_rows.wrong
def biases_not_transposed(theta):
    """Your w is right. b has to be a row, (1, n_out), and yours is a column or has one axis only.
    `theta[:, :1]` keeps both axes; transpose it."""
    return (theta[:, 1:].T, theta[:, :1])


@theta_to_rows.wrong(credit=0.5)
def exchanged(theta):
    """The two are right, in the other order: first w, then b."""
    return (theta[:, :1].T, theta[:, 1:].T)


@theta_to_rows.wrong(credit=0.5)
def bias_last(theta):
    """You cut off the last column as biases. In this Θ they are the first."""
    return (theta[:, :-1].T, theta[:, -1:].T)


@theta_to_rows.wrong(credit=0.5)
def not_transposed(theta):
    """That is our own W and b. With rows, w has shape (n_in, n_out) and b is a row."""
    return (theta[:, 1:], theta[:, :1])


@theta_to_rows.wrong
def bias_column_kept(theta):
    """The biases are still in w: it has a row too many."""
    return (theta.T, theta[:, :1].T)


@theta_to_rows.wrong
def first_row_as_bias(theta):
    """You took the first row for the biases. A row is a neuron; its bias is the first entry of that
    row."""
    return (theta[1:].T, theta[:1])


@theta_to_rows.wrong
def reshape_for_transpose(theta):
    """`reshape` cuts the numbers anew in reading order. To exchange rows and columns you need
    `.T`."""
    return (theta[:, 1:].reshape(theta.shape[1] - 1, len(theta)), theta[:, :1].reshape(1, -1))


@theta_to_rows.wrong
def one_bias_only(theta):
    """Your w is right. But b has one number only: each neuron has a bias, the first entry of its
    row of Θ."""
    return (theta[:, 1:].T, theta[:1, :1])


@theta_to_rows.wrong
def bias_minus(theta):
    """Your w is right. The biases have the wrong sign: they are added in all conventions."""
    return (theta[:, 1:].T, -theta[:, :1].T)


@theta_to_rows.wrong
def stacked(theta):
    """You return one array. Asked for is a pair, `w, b`: do not put the two together again."""
    return np.vstack([theta[:, 1:].T, theta[:, :1].T])


@theta_to_rows.wrong
def turned_over_only(theta):
    """You return one array, Θ transposed. Asked for is a pair `w, b`: its first row is b, the
    others are w."""
    return theta.T


@theta_to_rows.wrong(credit=0.5)
def weights_only(theta):
    """You return w alone. Return both, `w, b`."""
    return theta[:, 1:].T


@theta_to_rows.wrong
def first_weight_lost(theta):
    """Your b is right. In w the first weight of each neuron is lost: column 0 is the bias, the
    weights begin at column 1."""
    return (theta[:, 2:].T, theta[:, :1].T)


@theta_to_rows.wrong
def corner_of_two_and_two(theta):
    """Right for two neurons with two inputs only: the sizes stand in your code. Cut with `theta[:,
    1:]`, which takes as many as there are."""
    w = np.array([[theta[0, 1], theta[1, 1]], [theta[0, 2], theta[1, 2]]])
    return (w, np.array([[theta[0, 0], theta[1, 0]]]))


@theta_to_rows.wrong
def two_and_two_only(theta):
    """Right for two neurons with two inputs only: the sizes stand in your code. Cut with `theta[:,
    1:]`, which takes as many as there are."""
    if theta.shape != (2, 3):
        raise IndexError("index is out of bounds")
    return reference(theta)


whose_line = Choice(
    "06.whose_line",
    points=1,
    minutes=3,
    difficulty=2,
    asks="What to do with a stranger's line w += lr * h.T @ ((y - o) * o * (1 - o))",
    options=(
        Wrong(
            "`+=` to `-=`, because one goes against the gradient",
            "plus-is-wrong",
            "With y − o the minus is in the error already. Two minus signs would go uphill.",
        ),
        Wrong(
            "`h.T @ (…)` to `(…).T @ h`, because the outer product is the wrong way round",
            "transpose-is-wrong",
            "For h (1, n_in) and an error (1, n_out) it is right: (n_in, 1) @ (1, n_out) has the "
            "shape of w.",
        ),
        Wrong(
            "`o * (1 - o)` has to go, because `o` is not a pre-activation",
            "slope-is-wrong",
            "o is the output of a sigmoid, so o(1 − o) is its slope. It belongs there.",
        ),
        Right(
            "nothing",
            "Two signs cancel, one transpose is a convention: the same step, written in another "
            "way.",
        ),
    ),
    hints=(
        Hint("I don't know whose line it is.", "Which way round is its error? Who adds?"),
        Hint("What is the shape of w?", "h is a row, so `h.T @ row` is (n_in, n_out)."),
        Hint("Nearly the answer", "Compare with your `and_step`, term by term."),
    ),
)
