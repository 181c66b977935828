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
    start = int(rng.integers(2, 6))  # a whole number; then a start at the very bottom
    yield start, rng.uniform(0.02, 0.1), 3, rng.uniform(1, 4), start + rng.uniform(1, 3)
    yield float(start), rng.uniform(0.02, 0.1), 4, rng.uniform(1, 4), float(start)


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
        Misconception(
            "step-once",
            "cbdea",
            "The step stands before the loop, so it is made once. It belongs in the loop.",
        ),
        Misconception(
            "start-lost",
            "bcdea",
            "The step stands before the path and before the loop: it is made once, and the start "
            "is never written down.",
        ),
        Misconception(
            "nothing-in-the-loop",
            "cbeda",
            "B and E stand before the loop, so they are done once. Both are repeated: they come "
            "after D.",
        ),
        Misconception(
            "returned-too-early",
            "cdbae",
            "Whatever stands after `return` is never done. So E has to come before A.",
        ),
        Misconception(
            "backwards",
            "aebdc",
            "This is the right order from its end. A program is read from the top: `return` comes "
            "last.",
        ),
        Misconception(
            "written-once",
            "cebda",
            "E and B stand before the loop, so they are done once. Both are repeated.",
        ),
        Misconception(
            "return-missing",
            "cdbe",
            "A is missing. Without `return` nobody gets the path.",
        ),
        Misconception(
            "appended-before-the-loop",
            "cedba",
            "E stands before the loop, so the start is written down twice and what follows never. "
            "First D, then the step, then E.",
        ),
        Misconception(
            "returned-in-the-middle",
            "cdabe",
            "Whatever stands after `return` is never done. It comes last.",
        ),
        Misconception(
            "path-after-the-loop",
            "dbeca",
            "E writes into `path` before C has made it. Begin the path first, with the start in "
            "it.",
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
    exact_shape=True,
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


@slide.wrong
def length_alpha_down(slope, x, alpha, steps):
    """You use the sign of the slope and steps of length α. The direction is right; but multiply by
    the slope itself, so that steps get shorter near the bottom and end where it is level."""
    path = [x]
    for _ in range(steps):
        x = x - alpha if slope(x) > 0 else x + alpha
        path.append(x)
    return path


@slide.wrong
def length_alpha_down_or_left(slope, x, alpha, steps):
    """You use the sign of the slope and steps of length α. The direction is right; but multiply by
    the slope itself, so that steps get shorter near the bottom and end where it is level."""
    path = [x]
    for _ in range(steps):
        x = x + alpha if slope(x) < 0 else x - alpha
        path.append(x)
    return path


@slide.wrong
def slope_one_place_back(slope, x, alpha, steps):
    """Each step uses the slope of the place before the last one. Ask `slope` at the place where you
    are now."""
    path = [x]
    for i in range(steps):
        path.append(path[i] - alpha * slope(path[i - 1]))
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


@slide.wrong(credit=0.5)
def written_before_the_step(slope, x, alpha, steps):
    """The start is there twice and the last place is missing: you write down where you are and
    step after that. First step, then append."""
    return [x, *reference(slope, x, alpha, steps)][: steps + 1]


@slide.wrong(credit=0.5)
def last_place_only(slope, x, alpha, steps):
    """This is where the descent ends. The whole path is asked for, a list that begins with the
    start."""
    return reference(slope, x, alpha, steps)[-1]


@slide.wrong
def steps_for_places(slope, x, alpha, steps):
    """You append the step, α times the slope. What belongs in the path is the place where it
    led, the new x."""
    path = [x]
    for _ in range(steps):
        step = alpha * slope(x)
        x = x - step
        path.append(step)
    return path


@slide.wrong
def next_steps_for_places(slope, x, alpha, steps):
    """You append α times the slope at the new x. What belongs in the path is the new x itself."""
    path = [x]
    for _ in range(steps):
        x = x - alpha * slope(x)
        path.append(alpha * slope(x))
    return path


@slide.wrong
def slopes_for_places(slope, x, alpha, steps):
    """You append the slope. What belongs in the path is the place, the new x."""
    path = [x]
    for _ in range(steps):
        x = x - alpha * slope(x)
        path.append(slope(x))
    return path


@slide.wrong
def old_slopes_for_places(slope, x, alpha, steps):
    """You append the slope. What belongs in the path is the place, the new x."""
    path = [x]
    for _ in range(steps):
        g = slope(x)
        x = x - alpha * g
        path.append(g)
    return path


@slide.wrong(credit=0.5)
def one_step_too_many(slope, x, alpha, steps):
    """Your path has one place too many: it walks `steps` + 1 times. The start is no step."""
    return reference(slope, x, alpha, steps + 1)


@slide.wrong(credit=0.5)
def one_step_too_few(slope, x, alpha, steps):
    """One step is missing at the end: the start does not count as a step, so there are `steps` + 1
    places."""
    return reference(slope, x, alpha, steps - 1)


@slide.wrong(credit=0.5)
def one_step_at_least(slope, x, alpha, steps):
    """With `steps` = 0 you walk all the same: one step is made outside of the loop. With no step
    the path is the start alone."""
    return reference(slope, x, alpha, max(steps, 1))


@slide.wrong(credit=0.5)
def stops_at_rest(slope, x, alpha, steps):
    """Where the slope is 0 you break off, and the path gets too short. It has `steps` + 1 places,
    whether the walker moves or not."""
    path = [x]
    for _ in range(steps):
        if slope(x) == 0:
            break
        x = x - alpha * slope(x)
        path.append(x)
    return path


@slide.wrong
def to_the_left(slope, x, alpha, steps):
    """You always go to the left. If the slope is negative, down is to the right: subtract the slope
    with its sign."""
    path = [x]
    for _ in range(steps):
        x = x - alpha * abs(slope(x))
        path.append(x)
    return path


@slide.wrong(credit=0.5)
def backwards(slope, x, alpha, steps):
    """The places are right and stand in reverse order: the start comes first. `append` puts a place
    at the end."""
    return reference(slope, x, alpha, steps)[::-1]


@slide.wrong(credit=0.5)
def written_twice(slope, x, alpha, steps):
    """You append twice in each turn. One place a turn: where the step led."""
    path = [x]
    for _ in range(steps):
        path.append(x)
        x = x - alpha * slope(x)
        path.append(x)
    return path


@slide.wrong
def slope_at_the_count(slope, x, alpha, steps):
    """You ask `slope` at the number of the turn. Ask it at the place where you are, x."""
    path = [x]
    for i in range(steps):
        x = x - alpha * slope(i)
        path.append(x)
    return path


@slide.wrong
def slope_not_used(slope, x, alpha, steps):
    """You go by α each time and never ask `slope`. A step is α *times* the slope at x."""
    path = [x]
    for _ in range(steps):
        x = x - alpha
        path.append(x)
    return path


@slide.wrong
def place_for_slope(slope, x, alpha, steps):
    """You subtract α times x. The step is α times the *slope* at x: `alpha * slope(x)`."""
    path = [x]
    for _ in range(steps):
        x = x - alpha * x
        path.append(x)
    return path


@slide.wrong
def old_place_lost(slope, x, alpha, steps):
    """The new x is minus α times the slope: the old x has got lost. It is the old x minus that
    (`x =- ...` is not `x -= ...`)."""
    path = [x]
    for _ in range(steps):
        x = -alpha * slope(x)
        path.append(x)
    return path


@slide.wrong
def divided_by_alpha(slope, x, alpha, steps):
    """You divide by α. A small learning rate makes small steps: multiply."""
    path = [x]
    for _ in range(steps):
        x = x - slope(x) / alpha
        path.append(x)
    return path


@slide.wrong
def uphill_without_alpha(slope, x, alpha, steps):
    """Two things: you add the slope, which leads uphill, and the learning rate `alpha` is not
    used."""
    path = [x]
    for _ in range(steps):
        x = x + slope(x)
        path.append(x)
    return path


@slide.wrong
def renewed_path(slope, x, alpha, steps):
    """Your path begins anew in each turn, so only the last step is in it. Begin it once, before
    the loop."""
    whole = reference(slope, x, alpha, steps)
    return whole[-2:]


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
