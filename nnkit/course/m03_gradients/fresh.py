"""Numbers to practise the questions of this module with."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw


class Twos(NamedTuple):
    """Two vectors of two numbers; the last entry of the second is negative."""

    u: tuple[int, int]
    v: tuple[int, int]

    @property
    def p(self) -> int:
        """The first product."""
        return self.u[0] * self.v[0]

    @property
    def q(self) -> int:
        """The second product."""
        return self.u[1] * self.v[1]

    @property
    def minus_q(self) -> int:
        """Its size."""
        return -self.q

    @property
    def dot(self) -> float:
        """The dot product."""
        return float(self.p + self.q)

    @property
    def crosswise(self) -> float:
        """First with second."""
        return float(self.u[0] * self.v[1] + self.u[1] * self.v[0])

    @property
    def u1(self) -> int:
        """First entry of the first."""
        return self.u[0]

    @property
    def u2(self) -> int:
        """Second entry of the first."""
        return self.u[1]

    @property
    def v1(self) -> int:
        """First entry of the second."""
        return self.v[0]

    @property
    def v2(self) -> int:
        """Second entry of the second."""
        return self.v[1]


def draw_twos(draw: Draw) -> Twos:
    """Small whole numbers with a dot product above 0."""
    while True:
        u = (draw.integer(2, 6), draw.integer(2, 6))
        twos = Twos(u, (draw.integer(1, 5), -draw.integer(1, 3)))
        if twos.dot > 0:
            return twos


class Shifted(NamedTuple):
    """y = (x + c)², and a place on it."""

    c: int
    x: int

    @property
    def bracket(self) -> int:
        """What is squared."""
        return self.x + self.c

    @property
    def slope(self) -> float:
        """The slope there."""
        return 2.0 * self.bracket


def draw_shifted(draw: Draw) -> Shifted:
    """Whole numbers, left of the lowest point."""
    c = draw.integer(2, 5)
    return Shifted(c, -c - draw.integer(1, 5))


class Cubic(NamedTuple):
    """y = ax³ − bx + c, and a place on it."""

    a: int
    b: int
    c: int
    x: int

    @property
    def a3(self) -> int:
        """What stands before x² in the slope."""
        return 3 * self.a

    @property
    def first(self) -> float:
        """The slope of the first term."""
        return 3.0 * self.a * self.x**2

    @property
    def slope(self) -> float:
        """The slope."""
        return self.first - self.b


def draw_cubic(draw: Draw) -> Cubic:
    """Whole numbers above 0."""
    return Cubic(draw.integer(2, 4), draw.integer(3, 9), draw.integer(2, 9), draw.integer(2, 3))


class Rate(NamedTuple):
    """A learning rate on (x + 2)²."""

    alpha: float

    @property
    def factor(self) -> float:
        """By which the distance to the minimum is multiplied."""
        return round(1 - 2 * self.alpha, 10)

    @property
    def percent(self) -> float:
        """It in per cent."""
        return round(100 * self.factor, 10)


def draw_rate(draw: Draw) -> Rate:
    """Rates with which one stays on one side."""
    return Rate(draw.choice((0.05, 0.15, 0.2, 0.3, 0.35, 0.4)))


class Steep(NamedTuple):
    """The valley y = cx², and a learning rate; the start is at x = 1."""

    c: int
    alpha: float

    @property
    def slope(self) -> int:
        """The slope at the start."""
        return 2 * self.c

    @property
    def step(self) -> float:
        """The length of the first step."""
        return round(self.alpha * self.slope, 10)


def draw_steep(draw: Draw) -> Steep:
    """Steps that lead over the bottom to the other side."""
    while True:
        steep = Steep(draw.choice((20, 30, 40, 50, 60, 80, 200)), draw.choice((0.02, 0.05, 0.1)))
        if 3 <= steep.step <= 12:
            return steep


class Along(NamedTuple):
    """A gradient, and a direction of length 1."""

    g1: int
    g2: int
    d1: float
    d2: float

    @property
    def share1(self) -> float:
        """What the first coordinate adds."""
        return round(self.g1 * self.d1, 10)

    @property
    def share2(self) -> float:
        """What the second adds."""
        return round(self.g2 * self.d2, 10)

    @property
    def slope(self) -> float:
        """The slope in this direction."""
        return round(self.share1 + self.share2, 10)


def draw_along(draw: Draw) -> Along:
    """Gradients of whole numbers, directions from 3, 4, 5."""
    d1, d2 = draw.choice(((0.6, 0.8), (0.8, 0.6)))
    return Along(draw.integer(2, 9), draw.integer(2, 9), d1, d2)
