"""A surface with a student's own numbers: its gradient, and the steepest way."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnkit._typing import Array
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant


class Surface(NamedTuple):
    """f = a x² + b x y + c y³, and a point."""

    a: int
    b: int
    c: int
    x: int
    y: int

    @property
    def in_words(self) -> str:
        """The curve and the point in a line."""
        return repr(self)

    def __repr__(self) -> str:
        at = f"({self.x}, {self.y})".replace("-", "−")
        a, b, c = ("" if factor == 1 else f"{factor} " for factor in self[:3])
        return f"f = {a}x² + {b}x y + {c}y³  at the point (x, y) = {at}"


def gradient(own: Surface) -> Array:
    """(∂f/∂x, ∂f/∂y), shape (2,)."""
    return np.array([
        2.0 * own.a * own.x + own.b * own.y,
        own.b * own.x + 3.0 * own.c * own.y**2,
    ])  # fmt: skip


def height(own: Surface) -> float:
    return float(own.a * own.x**2 + own.b * own.x * own.y + own.c * own.y**3)


def draw_surface(draw: Draw) -> Surface:
    """One coordinate is negative; right and wrong answers are all different."""
    while True:
        x, y = draw.choice(((2, -1), (3, -1), (-3, 2), (-1, 2), (1, -2), (3, -2)))
        own = Surface(draw.integer(1, 4), draw.integer(1, 5), draw.integer(1, 3), x, y)
        told = my_steepest.tells_apart(own, 0.05) and my_gradient.tells_apart(own, 0.05)
        if told and np.abs(gradient(own)).min() > 0:
            return own


SURFACE = Variant("03.surface", draw_surface)

my_gradient = Value(
    "03.my_gradient",
    points=1.5,
    minutes=5,
    asks="gradient of the student's own surface in the student's own point",
    variant=SURFACE,
    practice=("A surface: {in_words}. What is its gradient there? A list of two numbers."),
    reference=gradient,
    why="Two slopes, each found while the other letter stood still.",
    misconceptions=(
        Misconception(
            "swapped",
            lambda own: gradient(own)[::-1],
            "Both slopes are right and stand in each other's place: first along x, then along y.",
        ),
        Misconception(
            "mixed-term-forgotten",
            lambda own: np.array([2.0 * own.a * own.x, 3.0 * own.c * own.y**2]),
            "The term with x y is missing from both entries. While x moves, y is a number in front "
            "of it, and the other way round.",
        ),
        Misconception(
            "factor-dropped",
            lambda own: np.array([2.0 * own.a * own.x + own.b, own.b + 3.0 * own.c * own.y**2]),
            "In the term with x y the standing letter disappeared. Along x its slope is the number "
            "times y; along y it is the number times x.",
            credit=0.34,
        ),
        Misconception(
            "power-kept",
            lambda own: np.array(
                [2.0 * own.a * own.x**2 + own.b * own.y, own.b * own.x + 3.0 * own.c * own.y**3]
            ),
            "The power came down as a factor but stayed up as well: x² gives 2x, y³ gives 3y².",
            credit=0.34,
        ),
        Misconception(
            "square-forgotten",
            lambda own: np.array(
                [2.0 * own.a * own.x + own.b * own.y, own.b * own.x + 3.0 * own.c * own.y]
            ),
            "The first entry is right. In the second, y³ has the slope 3y²: its power goes down to "
            "2, not to 1.",
            credit=0.34,
        ),
        Misconception(
            "minus-lost",
            lambda own: np.abs(
                [
                    2.0 * own.a * abs(own.x) + own.b * abs(own.y),
                    own.b * abs(own.x) + 3.0 * own.c * own.y**2,
                ]
            ),
            "A minus is lost: one of your coordinates is negative.",
            credit=0.34,
        ),
        Misconception(
            "wrong-sign",
            lambda own: -gradient(own),
            "This is the direction downhill. The gradient has no minus of its own.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Along x: put your y into f, then use the rules for x."),
        Hint("My sign is wrong.", "Two things help: brackets around negatives, and (−2)² = 4."),
        Hint("I want to see the formula.", "(2a x + b y, b x + 3c y²)"),
    ),
)

my_steepest = Value(
    "03.my_steepest",
    points=1,
    minutes=3,
    asks="slope in the steepest direction, at the student's own point",
    variant=SURFACE,
    practice=(
        "A surface: {in_words}. How steep is it there in the steepest direction upwards? Two "
        "decimals."
    ),
    reference=lambda own: float(np.linalg.norm(gradient(own))),
    tolerance=0.02,
    why="The length of the gradient is the steepest slope there is; downhill it is minus that.",
    misconceptions=(
        Misconception(
            "added",
            lambda own: float(gradient(own).sum()),
            "You added the two slopes. How long is the arrow? Pythagoras.",
        ),
        Misconception(
            "no-root",
            lambda own: float(gradient(own) @ gradient(own)),
            "The squares are added; the root is missing.",
        ),
        Misconception(
            "largest-entry",
            lambda own: float(np.abs(gradient(own)).max()),
            "This is the steeper of the two axes. Between the axes it is steeper still.",
        ),
        Misconception(
            "sizes-added",
            lambda own: float(np.abs(gradient(own)).sum()),
            "You added the two sizes. That is the way around the corner; the arrow goes straight, "
            "by Pythagoras.",
        ),
        Misconception(
            "downhill",
            lambda own: -float(np.linalg.norm(gradient(own))),
            "This is the slope in the steepest direction *downwards*. Asked for is the one "
            "upwards.",
        ),
    ),
    hints=(
        Hint("Which direction is that?", "That of the gradient itself."),
        Hint("How steep is it there?", "As steep as the gradient is long."),
        Hint("How long is it?", "`np.sqrt(my_gradient[0]**2 + my_gradient[1]**2)`"),
    ),
)
