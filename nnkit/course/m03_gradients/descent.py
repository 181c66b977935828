"""Gradient descent for a function of one number, in code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from nnkit.checks.exercise import Code, Hint, Misconception, Order


def slope_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """A start, α, how many steps; steepness and m of a valley."""
    for steps in (1, 2, 7, 0):
        m, side = rng.uniform(-3, 3), rng.choice([-1, 1])
        x = m + side * rng.uniform(1, 3)
        yield x, rng.uniform(0.02, 0.1), steps, rng.uniform(1, 4), m


def on_a_valley(
    answer: Callable[..., Any], x: float, alpha: float, steps: int, steepness: float, m: float
) -> Any:
    """Let a descent walk on ½ steepness (x − m)² + ¼ (x − m)⁴."""
    return answer(lambda at: steepness * (at - m) + (at - m) ** 3, x, alpha, steps)


descent_order = Order(
    "03.descent_order",
    points=1,
    minutes=3,
    asks="Order the lines of a descent that writes down where it was",
    lines=(
        "`return path`",
        "`x = x - alpha * slope(x)`",
        "`path = [x]`",
        "`for _ in range(steps):`",
        "`path.append(x)`",
    ),
    reference="cdbea",
    why="Write down where you start, then step and write down, again and again.",
    misconceptions=(
        Misconception(
            "written-before-the-step",
            "cdeba",
            "The start would be written twice and the last point never: first step, then write "
            "down where you are.",
        ),
        Misconception(
            "path-renewed",
            "dcbea",
            "Inside the loop the path would begin anew in each turn. It is begun once.",
        ),
        Misconception(
            "step-before-the-path",
            "dbcea",
            "The path would begin after the first step, and anew each time. Begin it before the "
            "loop, with the start in it.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Which line needs nothing but x?"),
        Hint("What is repeated?", "Two lines: the step, and writing down where it led."),
        Hint("What comes last?", "`return`, when the loop is over."),
    ),
)

slide = Code(
    "03.slide",
    kind="faded-code",
    points=2,
    minutes=6,
    asks="slide(slope, x, alpha, steps) -> list of the steps + 1 places that the descent saw",
    cases=slope_cases,
    use=on_a_valley,
    arguments=("x", "alpha", "steps"),
    hints=(
        Hint("What is `slope`?", "A function: `slope(x)` is the slope at x, a number."),
        Hint("What happens in one turn?", "New x = old x − α · slope, then append it."),
        Hint("I want to see the line.", "`x = x - alpha * slope(x)`"),
    ),
)


@slide.right
def reference(slope, x, alpha, steps):
    path = [x]
    for _ in range(steps):
        x = x - alpha * slope(x)
        path.append(x)
    return path


@slide.wrong
def uphill(slope, x, alpha, steps):
    """You add the step. The slope points to where the function grows; you want the other way."""
    path = [x]
    for _ in range(steps):
        x = x + alpha * slope(x)
        path.append(x)
    return path


@slide.wrong
def no_learning_rate(slope, x, alpha, steps):
    """The learning rate `alpha` is not used. Without it a step is as long as the slope is steep,
    which easily leads across the valley and out of it."""
    path = [x]
    for _ in range(steps):
        x = x - slope(x)
        path.append(x)
    return path


@slide.wrong(credit=0.5)
def old_slope(slope, x, alpha, steps):
    """The slope is computed once, at the start. After a step you stand elsewhere and have to ask
    `slope` again."""
    path = [x]
    g = slope(x)
    for _ in range(steps):
        x = x - alpha * g
        path.append(x)
    return path


@slide.wrong(credit=0.5)
def start_missing(slope, x, alpha, steps):
    """The start is missing from your path: it has `steps` entries, one too few."""
    path = []
    for _ in range(steps):
        x = x - alpha * slope(x)
        path.append(x)
    return path


@slide.wrong
def always_from_the_start(slope, x, alpha, steps):
    """Each of your steps begins at the start, because `x` is never given a new value."""
    path = [x]
    for _ in range(steps):
        path.append(x - alpha * slope(x))
    return path


@slide.wrong(credit=0.5)
def never_appended(slope, x, alpha, steps):
    """Your x does move, but nobody writes it down: the path still holds the start alone. After each
    step append where it led."""
    path = [x]
    for _ in range(steps):
        x = x - alpha * slope(x)
    return path


@slide.wrong
def sign_only(slope, x, alpha, steps):
    """You use the sign of the slope and steps of length α. The direction is right; but multiply by
    the slope itself, so that steps get shorter near the bottom."""
    path = [x]
    for _ in range(steps):
        x = x - alpha * np.sign(slope(x))
        path.append(x)
    return path


@slide.wrong(credit=0.5)
def one_curve_only(slope, x, alpha, steps):
    """You wrote the slope of (x + 2)² into the loop. `slide` gets its slope as an argument, so that
    it can walk on any curve: call `slope(x)`."""
    path = [x]
    for _ in range(steps):
        x = x - alpha * 2 * (x + 2)
        path.append(x)
    return path


@slide.wrong
def position_lost(slope, x, alpha, steps):
    """α times the slope is the step. The new x is the old x less this step."""
    path = [x]
    for _ in range(steps):
        x = alpha * slope(x)
        path.append(x)
    return path


@slide.also_right
def as_array(slope, x, alpha, steps):
    path = np.empty(steps + 1)
    path[0] = x
    for i in range(steps):
        path[i + 1] = path[i] - alpha * slope(path[i])
    return path


@slide.also_right
def by_recursion(slope, x, alpha, steps):
    if steps == 0:
        return [x]
    return [x, *by_recursion(slope, x - alpha * slope(x), alpha, steps - 1)]
