"""Numbers to practise the questions of this module with."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw


class Day(NamedTuple):
    """Sunshine and wind on a day; the neuron weighs them with 4 and −3, its bias is −1."""

    x1: float
    x2: float

    @property
    def p1(self) -> float:
        """What the sunshine adds."""
        return 4 * self.x1

    @property
    def p2(self) -> float:
        """What the wind takes away."""
        return 3 * self.x2

    @property
    def z(self) -> float:
        """The pre-activation."""
        return self.p1 - self.p2 - 1

    @property
    def says(self) -> str:
        """What the neuron says."""
        if self.z > 0:
            return "Above 0, so the neuron says yes: the sunshine outweighs that wind."
        return "Below 0, so the neuron says no: the sunshine cannot outweigh that wind."


def draw_day(draw: Draw) -> Day:
    """Tenths."""
    return Day(draw.integer(1, 9) / 10, draw.integer(1, 9) / 10)
