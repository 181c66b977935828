"""Numbers to practise the questions of this module with."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw


class Used(NamedTuple):
    """The numbers in f = x·y + x."""

    x: int
    y: int


def draw_used(draw: Draw) -> Used:
    """Small whole numbers."""
    return Used(draw.integer(2, 9), draw.integer(2, 9))


class Layer(NamedTuple):
    """Neurons of a layer, and those that it listens to."""

    neurons: int
    senders: int


def draw_layer(draw: Draw) -> Layer:
    """Two sizes, not next to each other."""
    return Layer(draw.integer(2, 8), draw.integer(2, 8))


class Behind(NamedTuple):
    """A weight's hidden neuron, the output it leads to, and the target there."""

    hidden: float
    output: float
    target: float

    @property
    def error(self) -> float:
        """Output minus target."""
        return round(self.output - self.target, 10)

    @property
    def slope(self) -> float:
        """Slope of the output."""
        return self.output * (1 - self.output)

    @property
    def delta(self) -> float:
        """Error times slope."""
        return self.error * self.slope

    @property
    def gradient(self) -> float:
        """∂E/∂w."""
        return self.delta * self.hidden

    @property
    def rounded(self) -> str:
        """The slope with four decimals."""
        return f"{self.slope:.4f}"


def draw_behind(draw: Draw) -> Behind:
    """Four decimals; the output is too small."""
    output = draw.integer(3500, 7500) / 10000
    target = round(output + draw.integer(1200, 2400) / 10000, 4)
    return Behind(draw.integer(4000, 8000) / 10000, output, target)
