"""Numbers that several modules' questions have in common, and how they are drawn for practice.

A property is what follows from the numbers; texts mention it by its name, as they do the numbers.
"""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw


class Activation(NamedTuple):
    """What a neuron has put out."""

    a: float

    @property
    def slope(self) -> float:
        """Slope of a sigmoid there."""
        return self.a * (1 - self.a)

    @property
    def rest(self) -> float:
        """What is left to 1."""
        return round(1 - self.a, 10)


def draw_activation(draw: Draw) -> Activation:
    """Hundredths, not near the middle."""
    return Activation(draw.choice((draw.integer(5, 44), draw.integer(56, 95))) / 100)


def draw_saturated(draw: Draw) -> Activation:
    """Near 0 or 1."""
    return Activation(draw.choice((draw.integer(15, 80), draw.integer(920, 985))) / 1000)


class Threes(NamedTuple):
    """Two vectors of three numbers; the second product alone is negative."""

    u: tuple[int, int, int]
    v: tuple[int, int, int]

    @property
    def products(self) -> list[float]:
        """The three products."""
        return [float(a * b) for a, b in zip(self.u, self.v, strict=True)]

    @property
    def dot(self) -> float:
        """Their sum."""
        return sum(self.products)

    @property
    def sums(self) -> tuple[int, int]:
        """The sums of the two vectors."""
        return sum(self.u), sum(self.v)

    @property
    def in_words(self) -> str:
        """The sum of the products, written out."""
        p, q, r = (round(product) for product in self.products)
        return f"{p} − {-q} + {r}"

    @property
    def sign_lost(self) -> str:
        """The same without its minus."""
        return self.in_words.replace("−", "+")

    @property
    def written(self) -> str:
        """Products and sum, written out."""
        (a, b, c), (d, e, f) = self.u, self.v
        return f"{a}·{d} + (−{-b})·{e} + {c}·{f}"

    @property
    def second(self) -> int:
        """The negative entry."""
        return self.u[1]

    @property
    def below(self) -> int:
        """The entry that meets it."""
        return self.v[1]

    @property
    def middle(self) -> float:
        """Their product."""
        return self.products[1]


def draw_threes(draw: Draw) -> Threes:
    """Small whole numbers."""
    u = (draw.integer(2, 5), -draw.integer(1, 4), draw.integer(1, 5))
    return Threes(u, (draw.integer(1, 6), draw.integer(2, 6), draw.integer(1, 6)))


class Sizes(NamedTuple):
    """Neurons of a network with one hidden layer."""

    n0: int
    n1: int
    n2: int

    @property
    def weights(self) -> int:
        """Number of weights."""
        return self.n0 * self.n1 + self.n1 * self.n2

    @property
    def biases(self) -> int:
        """Number of biases."""
        return self.n1 + self.n2

    @property
    def both(self) -> int:
        """Number of parameters."""
        return self.weights + self.biases

    @property
    def first(self) -> int:
        """Weights of the first layer."""
        return self.n0 * self.n1

    @property
    def last(self) -> int:
        """Weights of the second layer."""
        return self.n1 * self.n2

    @property
    def neurons(self) -> int:
        """Inputs and neurons."""
        return self.n0 + self.n1 + self.n2

    @property
    def ways(self) -> int:
        """Ways through the whole network."""
        return self.n0 * self.n1 * self.n2


def draw_sizes(draw: Draw) -> Sizes:
    """Three different sizes."""
    sizes = [2, 3, 4, 5, 6, 7]
    n0, n1, n2 = (sizes.pop(draw.integer(0, len(sizes) - 1)) for _ in range(3))
    return Sizes(n0, n1, n2)


class Pair(NamedTuple):
    """Two activations of sigmoid neurons."""

    a1: float
    a2: float


def draw_pair(draw: Draw) -> Pair:
    """Hundredths, different, none near the middle or the ends."""
    choices = (0.22, 0.28, 0.31, 0.37, 0.41, 0.57, 0.62, 0.68, 0.71, 0.77, 0.83)
    return Pair(draw.choice(choices), draw.choice(choices))


class Point(NamedTuple):
    """A point of f = 2x² + 3xy + y³."""

    x: int
    y: int

    @property
    def along(self) -> list[float]:
        """The two slopes."""
        return [4.0 * self.x + 3 * self.y, 3.0 * self.x + 3 * self.y**2]

    @property
    def height(self) -> float:
        """The value of f."""
        return 2.0 * self.x**2 + 3 * self.x * self.y + self.y**3

    @property
    def px(self) -> str:
        """x as a factor."""
        return _factor(self.x)

    @property
    def py(self) -> str:
        """y as a factor."""
        return _factor(self.y)

    @property
    def squared(self) -> int:
        """The square of y."""
        return self.y**2


def _factor(value: int) -> str:
    return f"(−{-value})" if value < 0 else str(value)


def draw_point(draw: Draw) -> Point:
    """Whole numbers, not 0."""
    return Point(draw.choice((-4, -3, -2, 1, 2, 3, 4)), draw.choice((-3, -2, -1, 1, 2, 3)))
