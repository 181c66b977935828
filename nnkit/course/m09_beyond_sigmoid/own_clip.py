"""Clipping by hand, with a student's own numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnkit._typing import Array
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant

WHOLE = ((3, 4, 12), (2, 3, 6), (1, 4, 8), (2, 6, 9), (4, 4, 7), (6, 6, 7), (2, 10, 11))
"""Three whole numbers whose squares add up to the square of a whole number."""


class Slopes(NamedTuple):
    """The gradients of two weights and a bias, and the limit of their length."""

    dW: list[int]
    db: int
    limit: float

    def __repr__(self) -> str:
        numbers = f"dW = ({self.dW[0]}, {self.dW[1]}),  db = {self.db}".replace("-", "−")
        return f"{numbers},  limit = {self.limit:g}"


def entries(own: Slopes) -> Array:
    return np.array([*own.dW, own.db], float)


def clipped(own: Slopes) -> list[float]:
    """The length before, and the three gradients after clipping."""
    norm = float(np.linalg.norm(entries(own)))
    return with_length(own, norm)


def with_length(own: Slopes, norm: float) -> list[float]:
    return [norm, *(entries(own) * own.limit / norm)]


def each_by_itself(own: Slopes) -> list[float]:
    """The weights clipped by their own length, the bias by its own."""
    weights = np.linalg.norm(own.dW)
    dW = np.array(own.dW) * min(1.0, own.limit / weights)
    return [clipped(own)[0], *dW, own.db * min(1.0, own.limit / abs(own.db))]


def draw_slopes(draw: Draw) -> Slopes:
    """Whole numbers in any order, one negative; the limit is a simple share of the length."""
    while True:
        sizes = list(draw.choice(WHOLE))
        norm = float(np.linalg.norm(sizes))
        first = sizes.pop(draw.integer(0, 2))
        second = sizes.pop(draw.integer(0, 1))
        a, b, c = (draw.choice((-1, 1)) * n for n in (first, second, sizes[0]))
        own = Slopes([a, b], c, round(norm * draw.choice((0.5, 0.2, 0.1)), 1))
        if my_clip.tells_apart(own, 0.05):
            return own


my_clip = Value(
    "09.my_clip",
    points=1,
    minutes=4,
    asks="[length, dW₁, dW₂, db]: the student's gradients clipped by their global norm",
    variant=Variant("09.slopes", draw_slopes),
    practice=(
        "The gradients of two weights are {dW}, that of a bias is {db}. Clip the three by "
        "their global norm to {limit}. A list of four numbers: the length before, then the "
        "three gradients after clipping. Two decimals."
    ),
    reference=clipped,
    tolerance=6e-3,
    why="Each entry lost the same share, so the step is shorter and goes the same way.",
    misconceptions=(
        Misconception(
            "each-by-itself",
            each_by_itself,
            "The length is right. But then you clipped weights and bias each by its own length. "
            "One factor for all three: limit divided by the length of all.",
            credit=0.5,
        ),
        Misconception(
            "lengths-added",
            lambda own: with_length(own, float(np.abs(entries(own)).sum())),
            "Your length is the sum of the three sizes. Square them first, add, then take the "
            "root.",
        ),
        Misconception(
            "no-root",
            lambda own: with_length(own, float((entries(own) ** 2).sum())),
            "Your length is the sum of the squares. Its root is missing.",
        ),
        Misconception(
            "weights-alone",
            lambda own: with_length(own, float(np.linalg.norm(own.dW))),
            "You left the bias out of the length. It belongs to it like the weights.",
        ),
        Misconception(
            "entries-cut",
            lambda own: [clipped(own)[0], *np.clip(entries(own), -own.limit, own.limit)],
            "The length is right. But you cut single entries at the limit, and so the direction "
            "changes. Multiply all three by limit / length.",
            credit=0.5,
        ),
        Misconception(
            "length-afterwards",
            lambda own: [own.limit, *clipped(own)[1:]],
            "The three gradients are right. The first number should be the length *before* "
            "clipping.",
            credit=0.5,
        ),
        Misconception(
            "bias-left",
            lambda own: [*clipped(own)[:3], float(own.db)],
            "Length and weights are right. The bias is multiplied by the same factor.",
            credit=0.5,
        ),
        Misconception(
            "unit-length",
            lambda own: [clipped(own)[0], *(entries(own) / clipped(own)[0])],
            "The length is right. You divided by it, so that the new length is 1. It should be the "
            "limit: multiply by it.",
            credit=0.5,
        ),
        Misconception(
            "times-the-limit",
            lambda own: [clipped(own)[0], *(entries(own) * own.limit)],
            "The length is right. You multiplied by the limit; the factor is limit / length.",
            credit=0.5,
        ),
        Misconception(
            "not-clipped",
            lambda own: [clipped(own)[0], *entries(own)],
            "The length is right, and it is above your limit. So the three have to become shorter.",
            credit=0.5,
        ),
        Misconception(
            "signs-lost",
            lambda own: [clipped(own)[0], *np.abs(clipped(own)[1:])],
            "The sizes are right, the signs are not. The factor limit / length is positive: each "
            "sign stays.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Square your three numbers, add, take the root."),
        Hint("What next?", "The factor is the limit divided by that length. It is a simple one."),
        Hint(
            "I want to see it.",
            "With the length `n`: `f = slopes.limit / n`, and then `[n, slopes.dW[0] * f, "
            "slopes.dW[1] * f, slopes.db * f]`",
        ),
    ),
)
