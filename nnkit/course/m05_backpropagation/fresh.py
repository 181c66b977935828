"""Numbers to practise the questions of this module with."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnkit._typing import Array
from nnkit.checks.draw import Draw
from nnkit.course.drawn import Pair


class Paths(NamedTuple):
    """How fast f changes along two paths; the second is negative and the weaker one."""

    first: int
    second: int


def draw_paths(draw: Draw) -> Paths:
    """Small whole numbers."""
    first = draw.integer(4, 8)
    return Paths(first, -draw.integer(1, first - 2))


def outputs(pair: Pair) -> Array:
    """Two outputs as an array, shape (2,)."""
    return np.array(pair)


def errors(pair: Pair) -> Array:
    """Their errors; the target is (1, 0)."""
    value: Array = outputs(pair) - np.array([1.0, 0.0])
    return value


def slopes(pair: Pair) -> Array:
    """Their slopes."""
    value: Array = outputs(pair) * (1 - outputs(pair))
    return value


def deltas(pair: Pair) -> Array:
    """Their deltas."""
    value: Array = errors(pair) * slopes(pair)
    return value


class Weighed(NamedTuple):
    """A weight, the delta it leads to, what it carried, and a learning rate."""

    w: float
    delta: float
    sent: float
    alpha: float

    @property
    def gradient(self) -> float:
        """∂E/∂w."""
        return self.delta * self.sent

    @property
    def short(self) -> str:
        """The delta with three decimals."""
        return f"{self.delta:.3f}".replace("-", "−")

    @property
    def new(self) -> float:
        """The weight after a step."""
        return self.w - self.alpha * self.gradient


def draw_weighed(draw: Draw) -> Weighed:
    """A negative weight and a negative delta."""
    return Weighed(
        -draw.integer(5, 60) / 100,
        -draw.integer(50, 200) / 1000,
        draw.integer(40, 90) / 100,
        draw.choice((0.05, 0.1, 0.2)),
    )
