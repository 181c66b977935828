"""Partial derivatives and the gradient of the lecture's function, f = 2x² + 3xy + y³."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.exercise import Choice, Code, Hint, Misconception, Value
from nnkit.course.m03_gradients.shared import lecture_gradient


def points(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Points of the plane, shape (2,), on all sides of the axes."""
    for signs in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
        yield (rng.uniform(0.3, 3, 2) * signs,)
    yield (np.array([0.0, rng.uniform(1, 2)]),)


PARTIAL = (
    Choice(
        id="03.partial_x",
        points=1,
        minutes=3,
        asks="∂f/∂x of f = 2x² + 3xy + y³",
        reference="c",
        why="y stands still, so 3y is just a number in front of x, and y³ has no slope along x.",
        misconceptions=(
            Misconception(
                "term-without-x-kept",
                "a",
                "y³ does not change when x does. For this derivative it is a constant: slope 0.",
            ),
            Misconception(
                "factor-dropped",
                "b",
                "3xy is (3y) · x: its slope along x is 3y, not 3.",
            ),
            Misconception(
                "both-at-once",
                "d",
                "You took the slopes along x and along y together. Only x moves; y stands still.",
            ),
        ),
        hints=(
            Hint("What do I do with y?", "Put a number in its place, say 5: 2x² + 15x + 125."),
            Hint("With 5 I can do it.", "4x + 15. Where did the 15 come from?"),
            Hint("From 3 · 5.", "So in general it is 4x + 3y."),
        ),
    ),
    Value(
        id="03.gradient_at",
        points=1,
        minutes=3,
        asks="Gradient of f = 2x² + 3xy + y³ at (1, −1)",
        reference=[1.0, 6.0],
        parts=("∂f/∂x", "∂f/∂y"),
        why="(4 − 3, 3 + 3): one slope for each direction that a coordinate can take.",
        misconceptions=(
            Misconception(
                "swapped",
                [6.0, 1.0],
                "Both slopes are right and stand in each other's place: first along x.",
            ),
            Misconception(
                "sign-of-the-square",
                [1.0, 0.0],
                "(−1)² is +1, so 3y² is 3 and not −3.",
                credit=0.5,
            ),
            Misconception(
                "sign-lost",
                [7.0, 6.0],
                "3y is −3 where y is −1. You have the gradient at (1, 1).",
            ),
            Misconception(
                "mixed-term-forgotten",
                [4.0, 3.0],
                "The term 3xy is missing. It depends on x and on y, so it shows in both entries.",
            ),
            Misconception(
                "height",
                [-2.0, -2.0],
                "−2 is the height there. Two slopes are asked for.",
            ),
        ),
        hints=(
            Hint("Which formula?", "(4x + 3y, 3x + 3y²), with x = 1 and y = −1."),
            Hint("My second entry is wrong.", "First square, then times 3: 3 · (−1)² = 3."),
            Hint("I want to check.", "(4 · 1 + 3 · (−1), 3 · 1 + 3 · 1)"),
        ),
    ),
    Code(
        id="03.gradient_f",
        kind="faded-code",
        points=1.5,
        minutes=4,
        asks="gradient_f(p) -> gradient of 2x² + 3xy + y³ at the point p, shape (2,)",
        reference=lambda p: lecture_gradient(*p),
        cases=points,
        arguments=("p",),
        misconceptions=(
            Misconception(
                "swapped",
                lambda p: np.array([3 * p[0] + 3 * p[1] ** 2, 4 * p[0] + 3 * p[1]]),
                "The entries are in the reverse order. The first belongs to x.",
            ),
            Misconception(
                "mixed-term-forgotten",
                lambda p: np.array([4 * p[0], 3 * p[1] ** 2]),
                "The term 3xy is forgotten. Along x its slope is 3y, along y it is 3x.",
            ),
            Misconception(
                "square-forgotten",
                lambda p: np.array([4 * p[0] + 3 * p[1], 3 * p[0] + 3 * p[1]]),
                "The slope of y³ is 3y², you have 3y.",
            ),
            Misconception(
                "power-not-in-front",
                lambda p: np.array([4 * p[0] + 3 * p[1], 3 * p[0] + p[1] ** 2]),
                "In y³ the power went down to y², but it also comes in front, as a factor 3.",
            ),
            Misconception(
                "one-point-only",
                lambda p: 0 * p + np.array([7.0, 6.0]),
                "(7, 6) is the gradient in the point (1, 1). In another point it is another: it "
                "has to be computed from `x` and `y`.",
            ),
            Misconception(
                "constants-kept",
                lambda p: np.array(
                    [4 * p[0] + 3 * p[1] + p[1] ** 3, 3 * p[0] + 3 * p[1] ** 2 + 2 * p[0] ** 2]
                ),
                "Terms that do not change are still there: y³ has no slope along x, and 2x² has "
                "none along y.",
            ),
            Misconception(
                "added-up",
                lambda p: 7 * p[0] + 3 * p[1] + 3 * p[1] ** 2,
                "You added the two slopes. They are for two directions: keep them apart, in an "
                "array of shape (2,).",
            ),
            Misconception(
                "downhill",
                lambda p: np.array([-4 * p[0] - 3 * p[1], -3 * p[0] - 3 * p[1] ** 2]),
                "This is the direction downhill. The gradient itself has no minus; it comes in "
                "later, in the step.",
            ),
            Misconception(
                "height",
                lambda p: 2 * p[0] ** 2 + 3 * p[0] * p[1] + p[1] ** 3,
                "This is the function itself. Its two slopes are asked for.",
            ),
        ),
        accepts=(
            lambda p: [4 * p[0] + 3 * p[1], 3 * p[0] + 3 * p[1] ** 2],
            lambda p: np.array([[4, 3], [3, 0]]) @ p + np.array([0, 3 * p[1] ** 2]),
        ),
        hints=(
            Hint("What is `p`?", "An array of shape (2,): `x, y = p` takes it apart."),
            Hint("What is missing?", "Two numbers, `along_x = ...` and `along_y = ...`."),
            Hint("How do I write it?", "`along_x = 4 * x + 3 * y`, and `along_y` likewise."),
        ),
    ),
)
