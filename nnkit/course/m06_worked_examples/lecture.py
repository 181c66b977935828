"""The lecture: two sums, a gradient in an own point, and a shape that is misprinted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Variant, Wrong
from nnkit.course.m06_worked_examples.fresh import Layer, draw_layer

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
        Misconception(
            "sums-for-outputs",
            [30.313, 9 * 3.3 + 10 * 3.8 + 11 * 4.3 + 1],
            "The first is right. For the second you used the sums 3.3, 3.8, 4.3 themselves. What "
            "goes on to node 6 are their sigmoids.",
            credit=0.5,
        ),
        Misconception(
            "outputs-for-sums",
            [1.0, 1.0],
            "These are the outputs of node 6. Asked for are the sums before the sigmoid, z₆.",
        ),
        Misconception(
            "weights-turned-round",
            [11 * 0.964 + 10 * 0.978 + 9 * 0.987 + 1, float(_HIDDEN @ [11.0, 10.0, 9.0]) + 1],
            "The weights stand in the wrong order: 9 belongs to node 3, 11 to node 5.",
        ),
        Misconception(
            "three-decimals",
            [30.313, 30.314],
            "Rounded to three decimals. Here the fourth is what you are looking for.",
            credit=0.5,
        ),
        Misconception(
            "no-bias-in-the-second",
            [30.313, _UNROUNDED - 1],
            "The first is right. In the second the bias of node 6, which is 1, is missing.",
            credit=0.5,
        ),
        Misconception(
            "rounded-on-the-way",
            [30.313, float(np.round(_HIDDEN, 4) @ [9.0, 10.0, 11.0]) + 1],
            "The first is right. In the second the outputs are rounded to four decimals; times 10 "
            "that shows. Write `sigmoid(3.3)` and so on.",
            credit=0.5,
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
            "1 is the error at the output, a − y. Delta is what is left of it after the "
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
    asks="The shape of w2 if x1 is ({senders}, 1) and x2 is ({neurons}, 1)",
    fresh=Fresh(Layer(2, 3), draw_layer),
    practice=(
        "A layer computes x₂ = σ(w₂ x₁ + b₂). x₁ is ({senders}, 1), x₂ and b₂ are ({neurons}, "
        "1). What shape must w₂ have? Answer with two numbers, such as `(5, 7)` or `[5, 7]`."
    ),
    reference=lambda n: [n.neurons, n.senders],
    tolerance=1e-9,
    why=(
        "A row for each neuron that listens, a column for each sender. The print of the "
        "lecture has half of it."
    ),
    misconceptions=(
        Misconception(
            "as-printed",
            lambda n: [n.senders, 1],
            "({senders}, 1) @ ({senders}, 1) does not exist: inner sizes must be equal. (A "
            "lecture prints it so.)",
        ),
        Misconception(
            "transposed",
            lambda n: [n.senders, n.neurons],
            "({senders}, {neurons}) @ ({senders}, 1) does not exist. A row of w₂ belongs to a "
            "neuron of the new layer.",
        ),
        Misconception(
            "one-neuron",
            lambda n: [1, n.senders],
            "That is right for a single output. But here x₂ has {neurons} entries.",
            credit=0.5,
        ),
        Misconception(
            "shape-of-the-result",
            lambda n: [n.neurons, 1],
            "That is the shape of x₂. w₂ takes {senders} numbers in, so it needs {senders} "
            "columns.",
            credit=0.5,
        ),
        Misconception(
            "bias-counted",
            lambda n: [n.neurons, n.senders + 1],
            "The biases are in b₂ here, so w₂ has columns for the {senders} senders only.",
            credit=0.5,
        ),
        Misconception(
            "nodes-counted",
            [7, 3],
            "The numbers of the nodes are names. Count how many neurons listen: two.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Write the shapes under x₂ = σ(w₂ x₁ + b₂)."),
        Hint("({neurons}, 1) = (?, ?) @ ({senders}, 1)", "Inner sizes meet, outer ones stay."),
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
    practice=(
        "What is the gradient of f = 2x² + 3xy + y³ in the point ({x}, {y})? A list of two numbers."
    ),
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
