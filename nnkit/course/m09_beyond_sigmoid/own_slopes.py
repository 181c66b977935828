"""Four neurons with outputs of each student's own: how steep is each of them there?"""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant


class Outputs(NamedTuple):
    """What four neurons have put out: tanh, ReLU twice, leaky ReLU, and the leak."""

    tanh: float
    off: float
    on: float
    leaky: float
    leak: float

    def __repr__(self) -> str:
        tanh, leaky = (f"{value:g}".replace("-", "−") for value in (self.tanh, self.leaky))
        return (
            f"tanh has put out {tanh}, one ReLU {self.off:g}, another ReLU {self.on:g}, "
            f"and a leaky ReLU with leak {self.leak:g} has put out {leaky}"
        )


def draw_outputs(draw: Draw) -> Outputs:
    """Tanh is negative, so that 1 − a and 1 − a² are far apart; the leaky one is on its left."""
    tanh = draw.choice((-0.3, -0.4, -0.7, -0.8, -0.9))
    on = draw.choice((1.5, 2.5, 3.5))
    return Outputs(tanh, 0.0, on, -draw.choice((0.3, 0.6, 0.7)), draw.choice((0.05, 0.1, 0.2)))


def slopes(own: Outputs) -> list[float]:
    """1 − a², 0, 1, the leak."""
    return [1 - own.tanh**2, 0.0, 1.0, own.leak]


def _with(own: Outputs, place: int, value: float) -> list[float]:
    found = slopes(own)
    found[place] = value
    return found


OUTPUTS = Variant("09.outputs", draw_outputs)

my_slopes = Value(
    "09.my_slopes",
    points=1,
    minutes=3,
    asks="the slopes of the student's own four neurons",
    variant=OUTPUTS,
    parts=("tanh", "the one ReLU", "the other ReLU", "the leaky ReLU"),
    practice=(
        "Four neurons have put out these: a tanh {tanh}, a ReLU {off}, another ReLU {on}, and "
        "a leaky ReLU with slope {leak} below 0 has put out {leaky}. How steep is each of "
        "them? A list in this order, two decimals."
    ),
    reference=slopes,
    why="Four slopes, and nobody had to know a single z.",
    misconceptions=(
        Misconception(
            "tanh-not-squared",
            lambda own: _with(own, 0, 1 - own.tanh),
            "Tanh: that is 1 − a. The slope is 1 − a². The other three are right.",
            credit=0.5,
        ),
        Misconception(
            "tanh-plus-the-square",
            lambda own: _with(own, 0, 1 + own.tanh**2),
            "Tanh: you added the square. The slope is 1 − a². The other three are right.",
            credit=0.5,
        ),
        Misconception(
            "sigmoid-formula",
            lambda own: _with(own, 0, own.tanh * (1 - own.tanh)),
            "Tanh: a(1 − a) is the slope of the sigmoid. The other three are right.",
            credit=0.5,
        ),
        Misconception(
            "off-counts-as-on",
            lambda own: _with(own, 1, 1.0),
            "The ReLU that has put out 0 is off, and its slope is 0. The other three are right.",
            credit=0.5,
        ),
        Misconception(
            "height-of-relu",
            lambda own: _with(own, 2, own.on),
            "The other ReLU: you gave its height. Where it is on its slope is 1, however high it "
            "is. The other three are right.",
            credit=0.5,
        ),
        Misconception(
            "leak-as-relu",
            lambda own: _with(own, 3, 0.0),
            "The leaky ReLU is on its left side, but it leaks: its slope there is not 0. The other "
            "three are right.",
            credit=0.5,
        ),
        Misconception(
            "leak-times-output",
            lambda own: _with(own, 3, own.leak * own.leaky),
            "The leaky ReLU: you multiplied its output by the leak. The slope of a straight line "
            "is the same everywhere. The other three are right.",
            credit=0.5,
        ),
        Misconception(
            "leaky-counts-as-on",
            lambda own: _with(own, 3, 1.0),
            "The leaky ReLU has put out a negative number, so it is on its left side, and there "
            "the slope is the leak. The other three are right.",
            credit=0.5,
        ),
        Misconception(
            "leaky-before-the-relus",
            lambda own: [1 - own.tanh**2, own.leak, 0.0, 1.0],
            "All four slopes are there, in another order: tanh, the two ReLUs, then the leaky one.",
            credit=0.5,
        ),
        Misconception(
            "outputs",
            lambda own: [own.tanh, own.off, own.on, own.leaky],
            "These are the outputs, how high each curve is. Asked for is how steep.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Tanh: 1 minus the square of its output."),
        Hint("ReLU?", "Output 0: off, flat. Output above 0: on, slope 1."),
        Hint(
            "Nearly the answer",
            "`[1 - mine.tanh**2, 0, 1, mine.leak]`: say for each why it is so.",
        ),
    ),
)
