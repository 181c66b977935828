"""Over what a loss is a mean, found by experiment; and the rate that makes up for it."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Variant, Wrong

two_outputs = Choice(
    "10.two_outputs",
    kind="prediction",
    points=1,
    minutes=3,
    asks="for how many outputs Keras' mse and this course's E are the same number",
    options=(
        Wrong(
            "for 1 output",
            "one",
            "With one output the means are the same, but E has its ½ and mse has not: mse is twice "
            "as large.",
        ),
        Right(
            "for 2 outputs",
            "½ of a sum of two is a mean of two. Test with three outputs, or you will not see it.",
        ),
        Wrong(
            "for 10 outputs, if there are 10 examples",
            "square",
            "Both are means over the examples, so their number does not matter. What about the "
            "outputs?",
        ),
        Wrong(
            "never",
            "never",
            "Write both for n outputs: E has ½ in front of the sum, mse has 1/n. When are these "
            "equal?",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Take one example. E is ½ times the sum of the squares."),
        Hint("And mse?", "1/n times the same sum, for n outputs."),
        Hint("Nearly the answer", "½ = 1/n"),
    ),
)


class OwnRate(NamedTuple):
    """Number of outputs of a network, and the learning rate that it was trained with here."""

    outputs: int
    alpha: float

    def __repr__(self) -> str:
        return f"{self.outputs} outputs, α = {self.alpha}"


def rate(own: OwnRate) -> float:
    """The rate with which Keras' mse makes the same step as E."""
    return own.alpha * own.outputs / 2


def draw_rate(draw: Draw) -> OwnRate:
    """More than two outputs, and not four: there 2/n and ½ are the same."""
    return OwnRate(draw.choice((3, 5, 6, 8, 10)), draw.choice((0.1, 0.2, 0.3, 0.5)))


RATE = Variant("10.rate", draw_rate)

my_rate = Value(
    "10.my_rate",
    points=1,
    minutes=3,
    difficulty=2,
    asks="the learning rate with which Keras' mse makes the same step as E with α",
    variant=RATE,
    practice=(
        "A network with {outputs} outputs was trained with E = ½‖a − y‖² and α = {alpha}. In "
        "Keras, with mean squared error and plain gradient descent, which learning rate makes "
        "**the same steps**? Three decimals."
    ),
    reference=rate,
    why="A loss that is so much smaller needs a rate that is so much larger. Nobody is better.",
    misconceptions=(
        Misconception(
            "inverted",
            lambda own: own.alpha * 2 / own.outputs,
            "This is α times the factor by which the gradient of mse is *smaller*. To make up for "
            "it, divide.",
        ),
        Misconception(
            "half-forgotten",
            lambda own: own.alpha * own.outputs,
            "Twice too large: you thought of the mean over the outputs, but not of the ½ in E.",
        ),
        Misconception(
            "divided-by-outputs",
            lambda own: own.alpha / own.outputs,
            "With this rate the step becomes still smaller. mse divides by the outputs already; "
            "make up for it. And think of the ½ in E.",
        ),
        Misconception(
            "only-the-half",
            lambda own: own.alpha / 2,
            "You thought of the ½ only. mse is also a mean over the outputs.",
        ),
        Misconception(
            "twice",
            lambda own: own.alpha * 2,
            "You thought of the ½ only, and on the wrong side. mse = (2/n) E for n outputs.",
        ),
        Misconception(
            "the-same",
            lambda own: own.alpha,
            "With the same rate the step is 2/n as long, n being the number of outputs.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "mse = (2/n) · E, and so is its gradient."),
        Hint("What has to stay the same?", "Rate times gradient, that is the step."),
        Hint("I want to see the formula.", "`own_rate.alpha * own_rate.outputs / 2`"),
    ),
)
