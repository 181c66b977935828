"""The lecture: two sums, a gradient in an own point, and two slips of the pen."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Variant, Wrong

_HIDDEN = sigmoid(np.array([3.3, 3.8, 4.3]))
_UNROUNDED = float(np.array([9.0, 10.0, 11.0]) @ _HIDDEN + 1)


class Point(NamedTuple):
    """A point of the plane."""

    x: int
    y: int


def draw_point(draw: Draw) -> Point:
    """Whole numbers for which the usual mistakes give different gradients."""
    while True:
        p = Point(draw.integer(-6, 6), draw.integer(-5, 5))
        if min(abs(p.x), abs(p.y)) >= 1 and 0 not in gradient(p) and p.x != p.y and abs(p.y) > 1:
            return p


def gradient(p: Point) -> list[float]:
    """Gradient of 2x² + 3xy + y³."""
    return [4.0 * p.x + 3.0 * p.y, 3.0 * p.x + 3.0 * p.y**2]


two_sums = Value(
    "06.two_sums",
    points=1,
    minutes=4,
    asks="z6 from the printed activations, and without rounding on the way; four decimals",
    parts=("rounded", "unrounded"),
    reference=[30.313, _UNROUNDED],
    tolerance=1e-4,
    why="Three numbers rounded to three decimals, times about 10: the third decimal is gone.",
    misconceptions=(
        Misconception(
            "both-rounded",
            [30.313, 30.313],
            "The first is right. For the second, do not type 0.964, 0.978, 0.987 again: use "
            "`sigmoid(3.3)` and so on.",
            credit=0.5,
        ),
        Misconception(
            "both-unrounded",
            [_UNROUNDED, _UNROUNDED],
            "The second is right. The first shall be the lecture's own sum, from 0.964, 0.978 and "
            "0.987 as they are printed.",
            credit=0.5,
        ),
        Misconception(
            "order-reversed",
            [_UNROUNDED, 30.313],
            "The right two numbers, in the other order: first the sum from rounded numbers.",
            credit=0.5,
        ),
        Misconception(
            "no-bias", [29.313, _UNROUNDED - 1], "The bias of node 6, which is 1, is missing."
        ),
    ),
    hints=(
        Hint("What is the first sum?", "9·0.964 + 10·0.978 + 11·0.987 + 1"),
        Hint("What is the second?", "The same, with σ(3.3), σ(3.8), σ(4.3) in full."),
        Hint("Nearly the answer", "`9 * sigmoid(3.3) + 10 * sigmoid(3.8) + …`"),
    ),
)

nothing_back = Choice(
    "06.nothing_back",
    kind="prediction",
    points=1,
    minutes=2,
    difficulty=2,
    asks="The size of delta at node 6 if the target is 0 and the output is nearly 1",
    options=(
        Wrong(
            "1, because the error is 1",
            "error-only",
            "1 is the error at the output, a − y. Delta is what is left of it behind the "
            "activation.",
        ),
        Wrong(
            "¼, because that is the slope of a sigmoid",
            "middle-slope",
            "¼ is the slope in the middle, at z = 0. Node 6 is at z = 30.",
        ),
        Wrong(
            "0.01",
            "shoulder",
            "That would be a slope as at z = 4.6. Node 6 is much further out, at z = 30.",
        ),
        Right(
            "7·10⁻¹⁴", "As wrong as can be, and nothing is learnt: the slope at z = 30 is 7e-14."
        ),
    ),
    hints=(
        Hint("What is delta?", "The error a − y times the slope a(1 − a)."),
        Hint("The error is nearly 1.", "And the slope? 1 − a is 6.8e-14."),
        Hint("Nearly the answer", "1 · 1 · 6.8e-14"),
    ),
)

w2_shape = Value(
    "06.w2_shape",
    points=1,
    minutes=3,
    difficulty=2,
    asks="The shape of w2 if x1 is (3, 1) and x2 = (n6, n7) is (2, 1)",
    reference=[2, 3],
    tolerance=1e-9,
    why="Two neurons, two rows; three senders, three columns. The print has half of it.",
    misconceptions=(
        Misconception(
            "as-printed",
            [3, 1],
            "So it is printed. (3, 1) @ (3, 1) does not exist: inner sizes must be equal.",
        ),
        Misconception(
            "transposed",
            [3, 2],
            "(3, 2) @ (3, 1) does not exist. A row of w₂ belongs to a neuron of the new layer.",
        ),
        Misconception(
            "one-neuron",
            [1, 3],
            "That is right for a single output, as in the network that was computed. But here x₂ "
            "has two entries.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Write the shapes under x₂ = σ(w₂ x₁ + b₂)."),
        Hint("(2, 1) = (?, ?) @ (3, 1)", "Inner sizes meet, outer ones stay."),
        Hint("Nearly the answer", "As many rows as x₂, as many columns as x₁ has rows."),
    ),
)

own_gradient = Value(
    "06.own_gradient",
    points=1,
    minutes=3,
    asks="The gradient of 2x² + 3xy + y³ in your own point",
    variant=Variant("06.point", draw_point),
    parts=("df_dx", "df_dy"),
    reference=gradient,
    tolerance=1e-6,
    why="One number for each direction; together they point up the steepest way.",
    misconceptions=(
        Misconception(
            "swapped",
            lambda p: gradient(p)[::-1],
            "The right two numbers, exchanged: first the derivative with respect to x.",
            credit=0.5,
        ),
        Misconception(
            "mixed-term-lost",
            lambda p: [4.0 * p.x, 3.0 * p.y**2],
            "The term 3xy is missing. For x it is 3y times x, so it leaves 3y; for y it leaves 3x.",
        ),
        Misconception(
            "derived-by-both",
            lambda p: [4.0 * p.x + 3.0, 3.0 + 3.0 * p.y**2],
            "Of 3xy only one letter is the variable; the other is a constant and stays.",
        ),
        Misconception(
            "value",
            lambda p: [
                2.0 * p.x**2 + 3.0 * p.x * p.y + p.y**3,
                2.0 * p.x**2 + 3.0 * p.x * p.y + p.y**3,
            ],
            "That is the value of f. A gradient asks how f changes.",
        ),
    ),
    hints=(
        Hint("What is a partial derivative?", "Treat the other letter as a number."),
        Hint("What comes out?", "(4x + 3y, 3x + 3y²)"),
        Hint("Nearly the answer", "Put your x and y in: `[4*x + 3*y, 3*x + 3*y**2]`."),
    ),
)

wrong_delta = Choice(
    "06.wrong_delta",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="Which of the lecture's four lines contradicts the other three",
    options=(
        Wrong(
            r"$\;\dfrac{\partial E}{\partial W_2} = \left[(x_2 - "
            r"y)\odot\sigma'(W_2x_1)\right]\dfrac{\partial\, W_2x_1}{\partial W_2}$",
            "derivation",
            "That is where the derivation starts: ½‖x₂ − y‖² gives x₂ − y. Two of the others agree "
            "with it.",
        ),
        Wrong(
            r"$\;\delta_2 = (x_2 - y)\odot\sigma'(W_2x_1)$",
            "definition",
            "That is the definition, and it agrees with the derivation.",
        ),
        Right(
            r"$\;\delta_2 = (y - \sigma(W_2x_1))\odot\sigma'(W_2x_1)$",
            "Dimensions cannot see a sign. In module 07 you will measure which one is right.",
        ),
        Wrong(
            r"$\;\delta_L = (x_L - y)\odot\sigma'(W_Lx_{L-1})$",
            "general-rule",
            "That is the definition once more, for a last layer of any number.",
        ),
    ),
    hints=(
        Hint("They all look alike.", "Look at the order of the difference in each of them."),
        Hint("What is σ(W₂x₁)?", "It is x₂, the output."),
        Hint("Nearly the answer", "In three lines the target is subtracted. And in the fourth?"),
    ),
)
