"""Batch normalisation by hand, and what it makes of a bias and of large weights."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnkit._typing import Array
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Variant, Wrong


class Row(NamedTuple):
    """What one neuron got for four examples, and its γ and β."""

    z: list[int]
    gamma: int
    beta: int

    def __repr__(self) -> str:
        z = ", ".join(map(str, self.z))
        return f"z = ({z}),  γ = {self.gamma},  β = {self.beta}".replace("-", "−")


def normalised(own: Row, ddof: int = 0) -> list[float]:
    """Mean, variance, and what comes out for the first example."""
    z = np.array(own.z, float)
    var = float(z.var(ddof=ddof))
    return [float(z.mean()), var, out_for(own, np.sqrt(var))]


def out_for(own: Row, below: float) -> float:
    away = own.z[0] - float(np.mean(own.z))
    return float(own.gamma * away / below + own.beta)


def draw_row(draw: Draw) -> Row:
    """Four whole numbers whose variance is the square of a whole number."""
    while True:
        away: Array = np.array(draw.choice(((-5, 1, 1, 3), (5, -1, -1, -3), (-7, -1, 1, 7))))
        order = sorted(range(4), key=lambda _: draw.integer(0, 10_000))
        z = (away[order] + draw.choice((-4, -2, 3, 5, 8))).tolist()
        own = Row(z, draw.choice((-2, 2, 3, 4)), draw.choice((-3, -1, 1, 5)))
        if my_norm.tells_apart(own, 0.05):
            return own


my_norm = Value(
    "09.my_norm",
    points=1.5,
    minutes=5,
    asks="[mean, var, out]: batch normalisation of the student's own row, first example, ε = 0",
    variant=Variant("09.row", draw_row),
    practice=(
        "Batch normalisation with γ = {gamma}, β = {beta} and ε = 0: a neuron has z = {z} for "
        "four examples. What are the mean and the variance of this row, and what is the output "
        "for the **first** example? A list of three numbers, two decimals."
    ),
    reference=normalised,
    tolerance=6e-3,
    why="Whatever z was like, z_hat has mean 0 and variance 1; γ and β choose others.",
    misconceptions=(
        Misconception(
            "sample-variance",
            lambda own: normalised(own, 1),
            "You divided the squares by 3. Here the variance is their mean: divide by 4.",
            credit=0.5,
        ),
        Misconception(
            "root-missing",
            lambda own: [*normalised(own)[:2], out_for(own, normalised(own)[1])],
            "Mean and variance are right. z − mean is divided by the root of the variance.",
            credit=0.5,
        ),
        Misconception(
            "only-normalised",
            lambda own: [
                *normalised(own)[:2],
                (normalised(own)[2] - own.beta) / own.gamma,
            ],
            "Mean and variance are right. That is z_hat; times γ, plus β is what comes out.",
            credit=0.5,
        ),
        Misconception(
            "exchanged",
            lambda own: [
                *normalised(own)[:2],
                own.beta * (normalised(own)[2] - own.beta) / own.gamma + own.gamma,
            ],
            "Mean and variance are right. γ multiplies, β is added.",
            credit=0.5,
        ),
        Misconception(
            "shifted-first",
            lambda own: [
                *normalised(own)[:2],
                normalised(own)[2] - own.beta + own.gamma * own.beta,
            ],
            "Mean and variance are right. You added β before you multiplied: first γ, then β.",
            credit=0.5,
        ),
        Misconception(
            "last-example",
            lambda own: normalised(own._replace(z=own.z[::-1])),
            "Mean and variance are right. That is `out` for the last example; the first is asked.",
            credit=0.5,
        ),
        Misconception(
            "mean-stays",
            lambda own: [
                *normalised(own)[:2],
                float(own.gamma * own.z[0] / np.sqrt(normalised(own)[1]) + own.beta),
            ],
            "Mean and variance are right. The mean has to be subtracted before you divide.",
            credit=0.5,
        ),
        Misconception(
            "spread-for-variance",
            lambda own: [
                normalised(own)[0],
                float(np.sqrt(normalised(own)[1])),
                normalised(own)[2],
            ],
            "Mean and out are right. The second number should be the variance, not its root.",
            credit=0.5,
        ),
        Misconception(
            "sum-of-squares",
            lambda own: [
                normalised(own)[0],
                4 * normalised(own)[1],
                out_for(own, 2 * np.sqrt(normalised(own)[1])),
            ],
            "The mean is right. The variance is the mean of the squared distances: divide by 4.",
        ),
        Misconception(
            "squares-of-z",
            lambda own: [
                normalised(own)[0],
                float(np.mean(np.square(own.z))),
                out_for(own, float(np.sqrt(np.mean(np.square(own.z))))),
            ],
            "The mean is right. For the variance subtract it from each number before you square.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Add the four numbers, divide by 4. Then the distances to it."),
        Hint("And the variance?", "The mean of the squared distances. Its root is a whole number."),
        Hint(
            "I want to see the last number.",
            "`row.gamma * (row.z[0] - mean) / np.sqrt(var) + row.beta`",
        ),
    ),
)

before_norm = Choice(
    "09.before_norm",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="what changes after a batch normalisation if W is made ten times as large",
    options=(
        Wrong(
            "it is ten times as large as well",
            "ten-times",
            "z is. So are its mean and its spread, which z is measured by.",
        ),
        Right(
            "nearly nothing",
            "z, its mean and its spread all grow by ten, and the ten cancels; only ε stays behind.",
        ),
        Wrong(
            "it becomes ten times smaller",
            "ten-times-smaller",
            "Dividing by ten times the spread does that to a z that has stayed. But z has grown.",
        ),
        Wrong(
            "the mean of `out` moves, its spread stays",
            "mean-moves",
            "The mean of z is subtracted, whatever it is: that of `out` is always β.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "What happens to z, to its mean, to its variance?"),
        Hint("I have them.", "10, 10 and 100 times. And the root of the variance?"),
        Hint("Nearly the answer", "10 (z − mean) / (10 · spread)"),
    ),
)

no_bias = Value(
    "09.no_bias",
    points=1,
    minutes=3,
    difficulty=2,
    asks="∂E/∂b of a bias whose z goes straight into a batch normalisation",
    reference=0.0,
    tolerance=1e-6,
    why="What b adds, the mean takes away again. β does the bias's work behind.",
    misconceptions=(
        Misconception(
            "sum-of-out",
            0.5,
            "That is the sum of ∂E/∂out: the gradient of β, which is added behind. What does z_hat "
            "do if b grows?",
        ),
        Misconception(
            "gamma-times-the-mean",
            0.25,
            "γ times a mean of ∂E/∂out. How does z_hat change if b grows by 1?",
        ),
        Misconception(
            "mean-of-out",
            0.125,
            "You took a mean of ∂E/∂out. How does z_hat change if b grows by 1?",
        ),
        Misconception(
            "times-gamma",
            1.0,
            "γ times the sum is how E changes if all z_hat grow by 1. But if b grows, z_hat does "
            "not: the mean grows with z.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "b is added to the z of all examples. What becomes of the mean?"),
        Hint("It grows by as much.", "And z − mean? And the variance?"),
        Hint("Nearly the answer", "Nothing behind the mean knows of b."),
    ),
)
