"""Gradients that vanish or explode: what to expect, and what is measured."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Variant, Wrong

which_vanishes = Choice(
    "09.which_vanishes",
    kind="prediction",
    points=1,
    minutes=2,
    asks="in which of four stacks of 20 layers the gradient shrinks most",
    options=(
        Right(
            "sigmoid",
            "Each layer multiplies by a slope that is ¼ at most. Nineteen of these factors make "
            "less than a millionth of a millionth.",
        ),
        Wrong(
            "tanh",
            "tanh",
            "Its slope is 1 in the middle, and these activations are small. Another one has a "
            "slope that is far below 1 everywhere.",
        ),
        Wrong(
            "ReLU",
            "relu",
            "Half of its neurons pass nothing, but the others pass everything. Another one passes "
            "a quarter at most, in all neurons.",
        ),
        Wrong(
            "identity",
            "identity",
            "Its slope is 1 everywhere, so the activation takes nothing away.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "On the way back each layer multiplies by a slope."),
        Hint("Which slopes?", "What is the largest slope that each of the four has?"),
        Hint("Nearly the answer", "Module 01: which slope is never above ¼?"),
    ),
)

explodes = Choice(
    "09.explodes",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="what weights twice as large do to delta over 20 layers",
    options=(
        Wrong(
            "it is about twice as large",
            "once",
            "Twice as large after one layer. But there are 19 of them on the way back.",
        ),
        Wrong(
            "it is about 40 times as large",
            "added",
            "You added: 20 times 2. Each layer multiplies what the next one has passed back.",
        ),
        Wrong(
            "it is about 400 times as large",
            "square",
            "Twenty squared. Each layer multiplies by 2 once more: 2, 4, 8, 16, ...",
        ),
        Right(
            "it is about 500 000 times as large",
            "2¹⁹ = 524 288. A step of gradient descent would throw the first weights away.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "One layer back: W is twice as large, so what about Wᵀδ?"),
        Hint("Two layers back?", "Twice as large, and twice again."),
        Hint("Nearly the answer", "Nineteen factors of 2."),
    ),
)

vanished = Value(
    "09.vanished",
    points=1,
    minutes=3,
    asks="how many of 20 sigmoid layers receive less than a thousandth of the last layer's δ",
    reference=15.0,
    tolerance=0.01,
    why="Three quarters of the network learn at least a thousand times more slowly than its end.",
    misconceptions=(
        Misconception(
            "the-others",
            5.0,
            "So many receive *more* than a thousandth. Count the others.",
        ),
        Misconception("all", 20.0, "The last layer itself does not. Count with `np.sum`."),
        Misconception(
            "all-but-the-last",
            19.0,
            "All but the last receive less than the last. Less than a *thousandth* of it is asked.",
        ),
        Misconception("one-short", 14.0, "One is missing: count from layer 1."),
        Misconception(
            "millionth",
            10.0,
            "So many receive less than a *millionth*. A thousandth is `1e-3`.",
        ),
        Misconception(
            "tenth",
            18.0,
            "So many receive less than a tenth. A thousandth is `1e-3`.",
        ),
        Misconception(
            "hundredth",
            16.0,
            "So many receive less than a hundredth. A thousandth is `1e-3`. (If you counted by "
            "eye: one too many.)",
        ),
        Misconception(
            "none",
            0.0,
            'Layer 1 does, to begin with. Compare each number of `norms_of("sigmoid", 1)` with '
            "a thousandth of the last one, `norms[-1]`; the first one is layer 1.",
        ),
        Misconception(
            "share", 0.75, "That is their share of the 20 layers. Asked for is how many they are."
        ),
    ),
    hints=(
        Hint("Where do I begin?", "`norms` is a list; make an array of it."),
        Hint("What do I compare?", "Each entry with a thousandth of the last one, `norms[-1]`."),
        Hint("Nearly the answer", "`np.sum(np.array(norms) < norms[-1] / 1000)`"),
    ),
)

relu_at_one = Choice(
    "09.relu_at_one",
    points=1,
    minutes=3,
    difficulty=2,
    asks="why ReLU shrinks delta by 0.7 a layer although its slope is 1 where it is on",
    options=(
        Wrong(
            "its slope is below 1 for small z",
            "slope-below-one",
            "It is made of two straight lines: 1 as soon as z is above 0, and 0 otherwise.",
        ),
        Wrong(
            "its outputs are never negative",
            "never-negative",
            "That is so, but δ goes back by the slopes, and not by the outputs.",
        ),
        Right(
            "about half of the entries of δ are set to 0 in each layer",
            "Half of the squares are gone, so the mean square is halved, and its root shrinks by "
            "√½ = 0.71. Remember this half: section 5 will give it back.",
        ),
        Wrong(
            "rounding errors add up",
            "rounding",
            "A float64 keeps 16 digits. What is missing here is visible in the first.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "How many of the neurons of a layer are on?"),
        Hint("What do the others pass back?", "Nothing: their slope is 0."),
        Hint("Nearly the answer", "Half of the squares, and then the root: √0.5 = 0.71."),
    ),
)


class Factor(NamedTuple):
    """By what each layer multiplies the size of δ on the way back."""

    f: float

    def __repr__(self) -> str:
        return f"each layer multiplies the size of δ by {self.f:g}"


def layers_to(own: Factor, share: float = 1e-3) -> float:
    """The smallest number of layers back after which δ is below a share."""
    return float(np.floor(np.log(share) / np.log(own.f)) + 1)


def draw_factor(draw: Draw) -> Factor:
    """Factors with which every mistake gives another number of layers."""
    while True:
        own = Factor(draw.integer(13, 43) / 50)
        # Far from a whole number, so that rounding never decides.
        exact = np.log(1e-3) / np.log(own.f)
        if abs(exact - round(exact)) > 0.0456 and my_depth.tells_apart(own, 0.0456):
            return own


FACTOR = Variant("09.factor", draw_factor)

my_depth = Value(
    "09.my_depth",
    points=1,
    minutes=4,
    difficulty=2,
    asks="after how many layers back δ is below a thousandth",
    variant=FACTOR,
    practice=(
        "Each layer back multiplies the size of δ by {f}, and the last layer has δ of the size "
        "1. After how many layers back is it **below** a thousandth for the first time? A "
        "whole number."
    ),
    reference=layers_to,
    tolerance=0.01,
    why="A factor a little below 1 is enough, if it comes often enough.",
    misconceptions=(
        Misconception(
            "one-short",
            lambda own: layers_to(own) - 1,
            "After so many layers δ is still a little above a thousandth. One more.",
        ),
        Misconception(
            "one-more",
            lambda own: layers_to(own) + 1,
            "It is below a thousandth one layer earlier. Count the factors, not the layers that "
            "they lie between.",
        ),
        Misconception(
            "hundredth",
            lambda own: layers_to(own, 1e-2),
            "After so many layers δ is below a hundredth. A thousandth is 0.001.",
        ),
        Misconception(
            "millionth",
            lambda own: layers_to(own, 1e-6),
            "After so many layers δ is below a millionth. A thousandth is 0.001.",
        ),
        Misconception(
            "not-rounded",
            lambda own: np.log(1e-3) / np.log(own.f),
            "A number of layers is a whole number. After how many *whole* layers is it below?",
            credit=0.5,
        ),
        Misconception(
            "subtracted",
            lambda own: float(np.ceil((1 - 1e-3) / (1 - own.f))),
            "You took the same amount away in each layer. Each layer *multiplies* by f: 1, f, f², "
            "f³, and so on.",
        ),
        Misconception(
            "upside-down",
            lambda own: np.log(own.f) / np.log(1e-3),
            "You divided the logarithms the wrong way round.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "After k layers the size is f to the power k."),
        Hint("How do I find k?", "Try powers, or divide: log(0.001) / log(f). Then round up."),
        Hint("Nearly the answer", "`np.ceil(np.log(0.001) / np.log(factor.f))`"),
    ),
)
