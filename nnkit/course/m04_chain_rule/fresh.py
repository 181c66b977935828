"""Numbers to practise the questions of this module with."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw


class Nudge(NamedTuple):
    """A slope downhill, and by how much x is raised."""

    slope: int
    step: float

    @property
    def size(self) -> int:
        """The size of the slope."""
        return -self.slope

    @property
    def change(self) -> float:
        """By how much f changes."""
        return round(self.slope * self.step, 10)


def draw_nudge(draw: Draw) -> Nudge:
    """Whole slopes, hundredths."""
    return Nudge(-draw.integer(3, 9), draw.choice((0.01, 0.02, 0.05)))


class Product(NamedTuple):
    """The factors of f = q · z; q is positive and z negative."""

    q: int
    z: int

    @property
    def f(self) -> int:
        """The product."""
        return self.q * self.z


def draw_product(draw: Draw) -> Product:
    """Whole numbers of different sizes."""
    return Product(draw.integer(2, 9), -draw.integer(2, 9))


class Factors(NamedTuple):
    """Three factors on the path of a weight."""

    error: float
    slope: float
    hidden: float

    @property
    def product(self) -> float:
        """Their product."""
        return self.error * self.slope * self.hidden


def draw_factors(draw: Draw) -> Factors:
    """Four decimals; the slope is one that a sigmoid can have."""
    error = draw.integer(300, 3000) / 10000
    return Factors(error, draw.integer(1000, 2400) / 10000, draw.integer(3500, 9000) / 10000)


class Shortcut(NamedTuple):
    """The weights of z₁ = w₁h and z₂ = w₂a₁ + sh."""

    w1: int
    w2: int
    s: int

    @property
    def long(self) -> float:
        """The long way, through the sigmoid at ½."""
        return self.w1 * self.w2 / 4

    @property
    def both(self) -> float:
        """Both ways."""
        return self.long + self.s


def draw_shortcut(draw: Draw) -> Shortcut:
    """Whole numbers above 0."""
    return Shortcut(draw.choice((2, 4, 6)), draw.choice((4, 6, 8, 10)), draw.integer(2, 7))
