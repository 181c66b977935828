"""How far a neuron's z spreads, with a student's own number of inputs."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant


class Fan(NamedTuple):
    """How many inputs a neuron has, and how far each of them spreads."""

    n: int
    s: float

    def __repr__(self) -> str:
        return f"n = {self.n} inputs, each with spread s = {self.s}"


def spreads(own: Fan) -> list[float]:
    """Of z with weights uniform in -1 to 1, standard normal, and standard normal over root n."""
    return [own.s * (own.n / 3) ** 0.5, own.s * own.n**0.5, own.s]


def draw_fan(draw: Draw) -> Fan:
    """Three times a square number, so that the first answer is easy; s is never 1."""
    while True:
        own = Fan(3 * draw.choice((2, 3, 4, 5, 6)) ** 2, draw.choice((0.5, 2.0, 3.0)))
        if my_spread.tells_apart(own, 0.05):
            return own


my_spread = Value(
    "08.my_spread",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="Spread of z for the student's own number of inputs, by three rules for the weights",
    variant=Variant("08.spread", draw_fan),
    parts=("uniform", "standard normal", "over the root of n"),
    practice=(
        "A neuron has {n} inputs, each with the spread {s}. What is the spread of its z, with "
        "weights that are (1) uniform in −1 to 1, (2) standard normal, (3) standard normal "
        "divided by √n? A list of three numbers, two decimals."
    ),
    reference=spreads,
    tolerance=0.02,
    why="Only the third rule gives the same for every n; the others grow with the layer.",
    misconceptions=(
        Misconception(
            "root-forgotten",
            lambda own: [own.s * own.n / 3, own.s * float(own.n), own.s],
            "Without the root: it is the *variances* of the n terms that add up. The spread is the "
            "root of their sum.",
        ),
        Misconception(
            "uniform-like-normal",
            lambda own: [spreads(own)[1], spreads(own)[1], own.s],
            "The last two are right. Weights uniform in −1 to 1 are smaller than standard normal "
            "ones: their variance is 1/3.",
            credit=0.67,
        ),
        Misconception(
            "third-not-rooted",
            lambda own: [own.s * own.n**0.5 / 3, spreads(own)[1], own.s],
            "The last two are right. In the first, 1/3 is the variance of a weight, so the root "
            "goes over it as well.",
            credit=0.67,
        ),
        Misconception(
            "one-term-only",
            lambda own: [own.s / 3**0.5, own.s, own.s / own.n**0.5],
            "This is the spread of a single term w · a. In z there are n of them.",
        ),
        Misconception(
            "spread-of-the-inputs-forgotten",
            lambda own: [value / own.s for value in spreads(own)],
            "You took inputs of spread 1. Yours have another one, and it multiplies everything.",
        ),
        Misconception(
            "divided-by-n",
            lambda own: [*spreads(own)[:2], own.s / own.n**0.5],
            "The first two are right. In the third the weights are divided by the root of n, which "
            "just makes up for the second.",
            credit=0.67,
        ),
        Misconception(
            "not-divided",
            lambda own: [*spreads(own)[:2], spreads(own)[1]],
            "The first two are right. In the third the weights are smaller, by the root of n.",
            credit=0.67,
        ),
    ),
    hints=(
        Hint("What is a spread?", "The root of the variance. Variances of the n terms add up."),
        Hint(
            "How large is the variance of a term w · a?",
            "That of w times that of a: 1/3 · s² for uniform weights, 1 · s² for normal ones.",
        ),
        Hint("Nearly the answer", "`s * np.sqrt(n * variance of w)`, with 1/3, 1 and 1/n."),
    ),
)
