"""Numbers to practise the questions of this module with."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.activations import sigmoid
from nnkit.checks.draw import Draw


class Neuron(NamedTuple):
    """Two inputs, their weights and a bias."""

    x1: float
    x2: float
    w1: float
    w2: float
    b: float

    @property
    def z(self) -> float:
        """The pre-activation."""
        return round(self.x1 * self.w1 + self.x2 * self.w2 + self.b, 10)

    @property
    def unbiased(self) -> float:
        """It without the bias."""
        return round(self.z - self.b, 10)

    @property
    def sign_lost(self) -> float:
        """It without the minus of the second input."""
        return round(self.x1 * self.w1 - self.x2 * self.w2 + self.b, 10)

    @property
    def bias_turned(self) -> float:
        """It with the other sign of the bias."""
        return round(self.z - 2 * self.b, 10)

    @property
    def swapped(self) -> float:
        """It with the weights swapped."""
        return round(self.x1 * self.w2 + self.x2 * self.w1 + self.b, 10)

    @property
    def leaning(self) -> str:
        """What its output says."""
        if self.z == 0:
            return "the sigmoid of 0 is ½: this neuron is undecided"
        return f"this neuron is {'above' if self.z > 0 else 'below'} ½, where 0 would be undecided"

    @property
    def output(self) -> float:
        """What the neuron puts out."""
        return float(sigmoid(self.z))


def draw_undecided(draw: Draw) -> Neuron:
    """Whole numbers, the second input and the bias negative, the sigmoid not flat."""
    while True:
        x1, x2 = draw.integer(1, 3), -draw.integer(1, 2)
        own = Neuron(x1, x2, draw.integer(1, 5), draw.integer(1, 5), -draw.integer(1, 3))
        if abs(own.z) <= 2 and own.sign_lost <= 5:
            return own


def draw_node(draw: Draw) -> Neuron:
    """Inputs in tenths, whole weights, the sigmoid not flat."""
    while True:
        x1, x2 = draw.integer(1, 6) / 10, draw.integer(1, 6) / 10
        own = Neuron(x1, x2, draw.integer(2, 8), draw.integer(2, 8), draw.choice((1, -1, 2, -2)))
        if abs(own.z) <= 2.6:
            return own
