"""The first step of Adam, by hand: where a small gradient meets ε."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant


class OwnStep(NamedTuple):
    """A gradient and an ε, both in units of 10⁻⁸; β₂ is 0.99."""

    g: int
    eps: int

    def __repr__(self) -> str:
        return f"g = {self.g}e-08, ε = {self.eps}e-08, β₂ = 0.99"


def paper(own: OwnStep) -> float:
    """The first step of the paper's form, in units of α."""
    return own.g / (own.g + own.eps)


def keras(own: OwnStep) -> float:
    """The first step of Keras' form, in units of α."""
    return 0.1 * own.g / (0.1 * own.g + own.eps)


def draw_step(draw: Draw) -> OwnStep:
    """A gradient of the size of ε, for which no two mistakes look alike."""
    while True:
        own = OwnStep(draw.integer(2, 9), draw.integer(1, 5))
        if own.g != own.eps and my_first_step.tells_apart(own, 0.01):
            return own


FIRST_STEP = Variant("10.first_step", draw_step)

my_first_step = Value(
    "10.my_first_step",
    points=1.5,
    minutes=6,
    difficulty=3,
    asks="size of Adam's first step in units of α, in the paper's form and in Keras', g being tiny",
    variant=FIRST_STEP,
    parts=("paper", "Keras"),
    practice=(
        "The gradient is {g}, in some unit in which ε = {eps}, and β₂ = 0.99, so that √(1 − "
        "β₂) = 0.1. How large is Adam's first step from m = v = 0, **in units of α**? A list "
        "`[paper, Keras]`, three decimals."
    ),
    reference=lambda own: [paper(own), keras(own)],
    tolerance=2e-3,
    why="One ε, two sizes: in Keras' form it weighs 1/√(1 − β₂ᵗ) times as much, most at the start.",
    misconceptions=(
        Misconception(
            "exchanged",
            lambda own: [keras(own), paper(own)],
            "Both numbers are right, in the other order: first the paper's form, then Keras'.",
            credit=0.5,
        ),
        Misconception(
            "both-paper",
            lambda own: [paper(own), paper(own)],
            "The first is right. In Keras' form ε is added to √v, and after one step √v is only "
            "√(1 − β₂) = 0.1 times |g|.",
            credit=0.5,
        ),
        Misconception(
            "both-keras",
            lambda own: [keras(own), keras(own)],
            "The second is right. In the paper's form v is corrected before ε comes in: its root "
            "is |g| itself.",
            credit=0.5,
        ),
        Misconception(
            "eps-left-out",
            lambda own: [1.0, 1.0],
            "Without ε the first step has the size α in both forms. But this gradient is about as "
            "small as ε.",
        ),
        Misconception(
            "root-forgotten",
            lambda own: [paper(own), 0.01 * own.g / (0.01 * own.g + own.eps)],
            "The first is right. In Keras' form √v counts: √0.01 is 0.1.",
            credit=0.5,
        ),
        Misconception(
            "eps-made-smaller",
            lambda own: [paper(own), own.g / (own.g + 0.1 * own.eps)],
            "The first is right. In Keras' form ε weighs more, not less: it is added to a root "
            "that is still a tenth of |g|.",
            credit=0.5,
        ),
        Misconception(
            "correction-forgotten",
            lambda own: [paper(own), own.g / (0.1 * own.g + own.eps)],
            "The first is right. In Keras' form the rate is multiplied by √(1 − β₂ᵗ), which is 0.1 "
            "in the first step.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint(
            "Where do I begin?",
            "From zero m = (1 − β₁) g, so m divided by 1 − β₁ is g. And v = (1 − β₂) g² = 0.01 g².",
        ),
        Hint("The paper's form?", "v divided by 1 − β₂ is g²; its root is g. So g / (g + ε)."),
        Hint("Keras' form?", "√v = 0.1 g, and the factor in front is 0.1: 0.1 g / (0.1 g + ε)."),
    ),
)
