"""Numbers to practise the questions of this module with."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw


class Passed(NamedTuple):
    """Two weights, the second negative, and the deltas that they lead to."""

    w1: int
    w2: int
    d1: float
    d2: float

    @property
    def back1(self) -> float:
        """What comes back from the first."""
        return round(self.w1 * self.d1, 10)

    @property
    def back2(self) -> float:
        """What comes back from the second, without its minus."""
        return round(-self.w2 * self.d2, 10)

    @property
    def back(self) -> float:
        """What comes back."""
        return round(self.back1 - self.back2, 10)


def draw_passed(draw: Draw) -> Passed:
    """The first path is the stronger one."""
    while True:
        d1, d2 = draw.integer(1, 9) / 10, draw.integer(1, 9) / 10
        passed = Passed(draw.integer(2, 5), -draw.integer(1, 4), d1, d2)
        if passed.back > 0:
            return passed


class Downhill(NamedTuple):
    """(x + c)², where to start left of its minimum, and a learning rate."""

    c: int
    x: int
    alpha: float

    @property
    def slope(self) -> int:
        """The slope at the start."""
        return 2 * (self.x + self.c)

    @property
    def bottom(self) -> int:
        """Where the minimum is."""
        return -self.c

    @property
    def new(self) -> float:
        """Where one step leads."""
        return round(self.x - self.alpha * self.slope, 10)


def draw_downhill(draw: Draw) -> Downhill:
    """Whole numbers."""
    c = draw.integer(1, 4)
    return Downhill(c, -c - draw.integer(1, 5), draw.choice((0.05, 0.1, 0.2, 0.3)))
