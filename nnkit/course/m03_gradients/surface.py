"""Gradient descent on a surface of any number of dimensions, in code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from nnkit._typing import Array
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint
from nnkit.course.m03_gradients.shared import slope_of_height, symmetric


def surfaces(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """A start (n,), α, how many steps; A and c of a surface."""
    for n, steps in ((2, 1), (2, 6), (3, 4), (5, 2), (3, 0)):
        c = rng.uniform(-0.2, 0.2, n)
        yield cases.normal(rng, n), rng.uniform(0.05, 0.15), steps, symmetric(rng, n), c


def on_a_surface(
    answer: Callable[..., Any], x: Array, alpha: float, steps: int, A: Array, c: Array
) -> Any:
    """Let a descent walk on the surface of `shared.height`."""
    return answer(slope_of_height(A, c), x, alpha, steps)


descend = Code(
    "03.descend",
    points=3,
    minutes=10,
    difficulty=2,
    asks="descend(gradient, x, alpha, steps) -> path, shape (steps + 1, n)",
    cases=surfaces,
    use=on_a_surface,
    arguments=("x", "alpha", "steps"),
    hints=(
        Hint("How is this different?", "Hardly: x is now an array, and so is the gradient."),
        Hint(
            "All rows of my path are the same.",
            "`x -= ...` changes the array that already lies in the path. Write `x = x - ...`, "
            "which makes a new one.",
        ),
        Hint("How do I get an array?", "Collect points in a list; `return np.array(path)`."),
    ),
)


@descend.right
def reference(gradient, x, alpha, steps):
    path = [x]
    for _ in range(steps):
        x = x - alpha * gradient(x)
        path.append(x)
    return np.array(path)


@descend.wrong
def uphill(gradient, x, alpha, steps):
    """You walk along the gradient. That is the steepest way up; the step is subtracted."""
    return reference(gradient, x, -alpha, steps)


@descend.wrong
def no_learning_rate(gradient, x, alpha, steps):
    """`alpha` is not used: your step is the whole gradient."""
    return reference(gradient, x, 1.0, steps)


@descend.wrong(credit=0.5)
def old_gradient(gradient, x, alpha, steps):
    """All your steps use the gradient at the start. It has to be asked for anew at each point."""
    g = gradient(x)
    return np.array([x - k * alpha * g for k in range(steps + 1)])


@descend.wrong
def unit_steps(gradient, x, alpha, steps):
    """You brought the gradient to length 1, so all steps have the length α and never get shorter.
    Use it as long as it is."""
    path = [x]
    for _ in range(steps):
        g = gradient(x)
        x = x - alpha * g / np.linalg.norm(g)
        path.append(x)
    return np.array(path)


@descend.wrong
def updated_during(gradient, x, alpha, steps):
    """You change the first coordinate and then ask for the gradient again before you change the
    second. One step uses one gradient, that of the old point, for all coordinates."""
    path = [x]
    for _ in range(steps):
        x = x.copy()
        for i in range(len(x)):
            x[i] = x[i] - alpha * gradient(x)[i]
        path.append(x)
    return np.array(path)


@descend.wrong(credit=0.5)
def start_missing(gradient, x, alpha, steps):
    """The start is missing from your path. It is its first row."""
    return reference(gradient, x, alpha, steps)[1:]


@descend.wrong(credit=0.5)
def only_the_end(gradient, x, alpha, steps):
    """This is where the descent ends. The whole path is asked for, one point a row."""
    return reference(gradient, x, alpha, steps)[-1]


@descend.wrong
def in_place(gradient, x, alpha, steps):
    """All the rows of your path are the same, and the caller's start has moved: `x -= ...` changes
    the array that already lies in the path. Write `x = x - ...`."""
    path = [x]
    for _ in range(steps):
        x -= alpha * gradient(x)
        path.append(x)
    return np.array(path)


@descend.wrong(credit=0.5)
def in_place_on_a_copy(gradient, x, alpha, steps):
    """All the rows of your path are the same: `x -= ...` changes the array that already lies in the
    path. With a number it makes a new one, which is why the same line may have worked in `slide`.
    Write `x = x - ...`."""
    return in_place(gradient, x.copy(), alpha, steps)


@descend.wrong(credit=0.5)
def points_as_columns(gradient, x, alpha, steps):
    """Your path has one point a column; here a row is asked for, as `plot.contour` takes it."""
    return reference(gradient, x, alpha, steps).T


@descend.also_right
def preallocated(gradient, x, alpha, steps):
    path = np.zeros((steps + 1, len(x)))
    path[0] = x
    for i in range(steps):
        path[i + 1] = path[i] - alpha * gradient(path[i])
    return path
