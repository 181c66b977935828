"""One sigmoid neuron with a student's own numbers: output, slope, and what a nudge will do."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant

NUDGE = 0.1
"""By how much the first weight is raised."""


class Own(NamedTuple):
    """Weights (2,), bias and inputs (2,) of one student."""

    w: np.ndarray
    b: float
    x: np.ndarray


def z_of(own: Own) -> float:
    """Pre-activation."""
    return float(own.w @ own.x + own.b)


def output(own: Own) -> float:
    """Activation."""
    return float(sigmoid(z_of(own)))


def slope(own: Own) -> float:
    """Slope of the sigmoid where the neuron is."""
    return output(own) * (1 - output(own))


def slope_activated_again(own: Own) -> float:
    """The formula for z, used on a."""
    s = float(sigmoid(output(own)))
    return s * (1 - s)


def change(own: Own) -> float:
    """How much the output moves, by the slope."""
    return slope(own) * NUDGE * float(own.x[0])


def change_measured(own: Own) -> float:
    """How much the output really moves."""
    return float(sigmoid(z_of(own) + NUDGE * own.x[0])) - output(own)


def own_neuron(draw: Draw) -> Own:
    """Numbers without zeros for which no two mistakes look alike and the sigmoid is not flat."""
    while True:
        w, x = draw.array((2,), -3, 3, 0.5), draw.array((2,), -2, 2, 0.5)
        own = Own(w, float(draw.integer(-3, 3)), x)
        if not (own.w.all() and own.x.all() and own.b and 0.4 < abs(z_of(own)) < 2.1):
            continue
        if (
            my_output.tells_apart(own, 0.01)
            and my_slope.tells_apart(own, 0.005)
            and my_nudge.tells_apart(own, 0.001)
        ):
            return own


NEURON = Variant("01.my_neuron", own_neuron)

my_output = Value(
    "01.my_output",
    points=1,
    minutes=4,
    asks="The output of your own sigmoid neuron, three decimals",
    variant=NEURON,
    practice=(
        "A sigmoid neuron has the weights `w`, the bias `b` and the inputs `x`. What does it "
        "put out? Three decimals."
    ),
    reference=output,
    why="Weigh, add, squash: that is all a neuron ever does.",
    misconceptions=(
        Misconception(
            "no-bias",
            lambda own: float(sigmoid(own.w @ own.x)),
            "The bias is missing from your sum.",
        ),
        Misconception(
            "bias-subtracted",
            lambda own: float(sigmoid(own.w @ own.x - own.b)),
            "You subtracted the bias. It is added, with the sign that it has.",
        ),
        Misconception(
            "bias-outside",
            lambda own: float(sigmoid(own.w @ own.x)) + own.b,
            "The bias was added after the sigmoid. It is part of the sum: a sigmoid "
            "neuron "
            "never leaves the range from 0 to 1.",
        ),
        Misconception(
            "bias-on-the-inputs",
            lambda own: float(sigmoid(own.w @ (own.x + own.b))),
            "You added the bias to each input, so the weights multiplied it. It is added once, "
            "after the sum.",
        ),
        Misconception("no-activation", z_of, "This is z. What the neuron puts out is σ(z)."),
        Misconception(
            "inputs-swapped",
            lambda own: float(sigmoid(own.w @ own.x[::-1] + own.b)),
            "The first weight met the second input. First with first, second with second.",
        ),
        Misconception(
            "minus-forgotten",
            lambda own: 1 - output(own),
            "This is 1 / (1 + e^z). The exponent needs its minus: e^-z.",
        ),
    ),
    hints=(
        Hint("I don't know where to begin.", "z = w₁x₁ + w₂x₂ + b."),
        Hint("I have z.", "The output is σ(z) = 1 / (1 + e^-z)."),
        Hint("In Python?", "`sigmoid(w_mine @ x_mine + b_mine)`."),
    ),
)

my_slope = Value(
    "01.my_slope",
    points=0.5,
    minutes=2,
    asks="The slope of the sigmoid at your own neuron, three decimals",
    variant=NEURON,
    practice=(
        "A sigmoid neuron has the weights `w`, the bias `b` and the inputs `x`. How steep is "
        "its sigmoid at this point? Three decimals."
    ),
    reference=slope,
    why="One subtraction and one product, from a number that you had already.",
    misconceptions=(
        Misconception(
            "activated-again",
            slope_activated_again,
            "You put a through the sigmoid again. The slope is a(1 − a), with a as it is.",
        ),
        Misconception(
            "height", output, "This is the output, how high the curve is. Asked for is how steep."
        ),
        Misconception(
            "z-for-a",
            lambda own: z_of(own) * (1 - z_of(own)),
            "You used z. In a(1 − a) stands the activation, the number between 0 and 1.",
        ),
        Misconception(
            "factor-missing", lambda own: 1 - output(own), "This is 1 − a. The factor a is missing."
        ),
        Misconception(
            "tanh-formula",
            lambda own: 1 - output(own) ** 2,
            "1 − a² is for tanh. Yours is a sigmoid neuron.",
        ),
    ),
    hints=(
        Hint("Which formula is it?", "a(1 − a)."),
        Hint("What is a?", "Your output, the number of the exercise before."),
        Hint("My slope is above 0.25.", "Then it is none: a(1 − a) never exceeds ¼."),
    ),
)

my_nudge = Value(
    "01.my_nudge",
    kind="prediction",
    points=1,
    minutes=4,
    difficulty=2,
    asks="By how much your own output moves if the first weight rises by 0.1, four decimals",
    variant=NEURON,
    practice=(
        "A sigmoid neuron has the weights `w`, the bias `b` and the inputs `x`. Its **first** "
        "weight rises by 0.1, everything else stays. By how much does the output move, "
        "according to the slope? Four decimals, and mind the sign."
    ),
    reference=change,
    tolerance=2e-4,  # enough for a slope of three decimals
    why="You predicted the effect of a weight without running the neuron again.",
    misconceptions=(
        Misconception(
            "input-forgotten",
            lambda own: slope(own) * NUDGE,
            "You took z to rise by 0.1. The weight rises by 0.1, and it is multiplied by its input "
            "before it reaches z.",
            credit=0.5,
        ),
        Misconception(
            "weight-for-input",
            lambda own: slope(own) * NUDGE * float(own.w[0]),
            "You multiplied by the first weight. It is the weight that moves, and what stands "
            "beside "
            "it in w₁x₁ is the first input.",
        ),
        Misconception(
            "nudge-forgotten",
            lambda own: slope(own) * float(own.x[0]),
            "This is the change for a weight that rises by 1. Yours rises by 0.1.",
            credit=0.5,
        ),
        Misconception(
            "slope-forgotten",
            lambda own: NUDGE * float(own.x[0]),
            "This is the change of z. The output moves less: multiply by the slope.",
            credit=0.5,
        ),
        Misconception(
            "sign-lost",
            lambda own: -change(own),
            "The size is right, the sign is not. Is the first input positive or negative?",
            credit=0.5,
        ),
        Misconception(
            "new-output",
            lambda own: output(own) + change(own),
            "This is the new output. Asked for is the change, how far it moves.",
            credit=0.5,
        ),
        Misconception(
            "second-input",
            lambda own: slope(own) * NUDGE * float(own.x[1]),
            "You used the second input. It is the first weight that changes.",
        ),
    ),
    accepts=(change_measured,),
    hints=(
        Hint("What happens to z?", "Only w₁x₁ changes: z moves by 0.1 · x₁."),
        Hint("I know how z moves.", "The output moves by slope times that."),
        Hint("Which formula is it?", "slope · 0.1 · x₁, with the sign of x₁."),
    ),
)
