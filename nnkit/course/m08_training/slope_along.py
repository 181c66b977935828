"""One slope measured along a direction, against what the gradient claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def direction_cases(rng: Generator) -> Iterator[Case]:
    """A point, a gradient that is not quite right, a direction, h; and two numbers of a curve."""
    for shape, h in (((3,), 0.1), ((2, 4), 0.2), ((1, 1), 0.05), ((3, 3), 0.3), ((5, 2), 0.02)):
        p = normal(rng, *shape)
        bend, start = normal(rng, *shape), normal(rng, *shape)
        g = start + 3 * bend * p**2 + 0.5 * normal(rng, *shape)
        yield p, g, normal(rng, *shape), h, start, bend


def on_a_curve(
    answer: Callable[..., Any], p: Any, g: Any, v: Any, h: float, start: Any, bend: Any
) -> Any:
    """Let an answer measure E = Σ start p + bend p³, a function of an array."""
    return answer(lambda at: float(np.sum(start * at + bend * at**3)), p, g, v, h)


slope_along = Code(
    "08.slope_along",
    kind="faded-code",
    points=2,
    minutes=6,
    difficulty=2,
    asks="slope_along(E, p, g, v, h) -> (measured, claimed), two numbers",
    cases=direction_cases,
    use=on_a_curve,
    returns=("measured", "claimed"),
    hints=(
        Hint("How is a slope measured?", "Go to both sides: E at p + h v and at p − h v."),
        Hint("What does the gradient claim?", "Each entry of g times that of v, added up."),
        Hint(
            "Nearly the answer",
            "`(E(p + h * v) - E(p - h * v)) / (2 * h)` and `np.sum(g * v)`.",
        ),
    ),
)


@slope_along.right
def reference(E, p, g, v, h):
    return (E(p + h * v) - E(p - h * v)) / (2 * h), np.sum(g * v)


@slope_along.wrong(credit=0.5)
def forward_difference(E, p, g, v, h):
    """`claimed` is right. You measured to one side only; its error is about h. Go to both sides:
    E at p + h v less E at p − h v, divided by 2 h."""
    return (E(p + h * v) - E(p)) / h, np.sum(g * v)


@slope_along.wrong(credit=0.5)
def divided_by_h(E, p, g, v, h):
    """`claimed` is right. From p − h v to p + h v it is 2 h: your slope is twice too large."""
    return (E(p + h * v) - E(p - h * v)) / h, np.sum(g * v)


@slope_along.wrong(credit=0.5)
def not_divided(E, p, g, v, h):
    """`claimed` is right. You measured how far E rises. A slope is the rise over the run: divide by
    2 h."""
    return E(p + h * v) - E(p - h * v), np.sum(g * v)


@slope_along.wrong(credit=0.5)
def no_brackets(E, p, g, v, h):
    """`claimed` is right. `/ 2 * h` divides by 2 and then multiplies by h. Put brackets around
    2 * h."""
    return (E(p + h * v) - E(p - h * v)) / 2 * h, np.sum(g * v)


@slope_along.wrong(credit=0.5)
def without_direction(E, p, g, v, h):
    """`claimed` is right. You moved all entries of p by the same h. Move along v: `p + h * v`."""
    return (E(p + h) - E(p - h)) / (2 * h), np.sum(g * v)


@slope_along.wrong(credit=0.5)
def downhill(E, p, g, v, h):
    """`claimed` is right. `measured` has the wrong sign: first E at p + h v, then minus E at
    p − h v."""
    return (E(p - h * v) - E(p + h * v)) / (2 * h), np.sum(g * v)


@slope_along.wrong(credit=0.5)
def gradient_added_up(E, p, g, v, h):
    """`measured` is right. You added up the gradient; each entry counts as far as v goes its way:
    multiply by v, entry by entry."""
    return reference(E, p, g, v, h)[0], np.sum(g)


@slope_along.wrong(credit=0.5)
def not_added_up(E, p, g, v, h):
    """`measured` is right. g * v has still all its entries. Their sum is what E rises along v."""
    return reference(E, p, g, v, h)[0], g * v


@slope_along.wrong(credit=0.5)
def length_of_the_gradient(E, p, g, v, h):
    """`measured` is right. The length of g is the slope in the steepest direction. Along v it is
    the sum of g * v."""
    return reference(E, p, g, v, h)[0], np.linalg.norm(g)


@slope_along.wrong(credit=0.5)
def h_twice(E, p, g, v, h):
    """`measured` is right. `claimed` has a factor h too many: both are slopes, for one unit of
    v."""
    return reference(E, p, g, v, h)[0], h * np.sum(g * v)


@slope_along.wrong(credit=0.5)
def mean_of_the_products(E, p, g, v, h):
    """`measured` is right. You took the mean of g * v. All entries act together: their sum."""
    return reference(E, p, g, v, h)[0], np.mean(g * v)


@slope_along.wrong(credit=0.5)
def exchanged(E, p, g, v, h):
    """Both numbers are right, in the other order: first `measured`, then `claimed`."""
    return reference(E, p, g, v, h)[::-1]


@slope_along.wrong(credit=0.5)
def step_of_v(E, p, g, v, h):
    """`claimed` is right. You went the whole v to both sides. Go h times v, and divide by 2 h."""
    return (E(p + v) - E(p - v)) / 2, np.sum(g * v)


@slope_along.wrong(credit=0.5)
def measured_by_length(E, p, g, v, h):
    """`claimed` is right. You divided by the length of v as well. Both numbers are for one unit of
    v, however long it is: divide by 2 h alone."""
    measured, claimed = reference(E, p, g, v, h)
    return measured / np.linalg.norm(v), claimed


@slope_along.wrong(credit=0.5)
def claimed_by_length(E, p, g, v, h):
    """`measured` is right. You divided by the length of v. Both numbers are for one unit of v,
    however long it is: leave the sum of g * v as it is."""
    measured, claimed = reference(E, p, g, v, h)
    return measured, claimed / np.linalg.norm(v)


@slope_along.wrong
def both_turned(E, p, g, v, h):
    """Both numbers have the wrong sign: you looked along −v. First E at p + h v, then minus E at
    p − h v; and the sum of g * v."""
    measured, claimed = reference(E, p, g, v, h)
    return -measured, -claimed


@slope_along.wrong
def one_side_and_no_direction(E, p, g, v, h):
    """You measured to one side only, and added up g without v. Go to both sides, divide by 2 h; and
    multiply g by v, entry by entry, before you add."""
    return (E(p + h * v) - E(p)) / h, np.sum(g)


@slope_along.wrong
def no_direction(E, p, g, v, h):
    """v is missing in both lines: move along it, `p + h * v`, and multiply g by it before you
    add."""
    return (E(p + h) - E(p - h)) / (2 * h), np.sum(g)


@slope_along.wrong
def one_side_without_v(E, p, g, v, h):
    """v is missing in both lines: move along it, `p + h * v`, to both sides, and multiply g by it
    before you add."""
    return (E(p + h) - E(p)) / h, np.sum(g)


@slope_along.wrong(credit=0.5)
def product_of_the_sums(E, p, g, v, h):
    """`measured` is right. You multiplied the sum of g with the sum of v. Multiply entry by entry
    first, then add up."""
    return reference(E, p, g, v, h)[0], np.sum(g) * np.sum(v)


@slope_along.wrong(credit=0.5)
def product_of_the_lengths(E, p, g, v, h):
    """`measured` is right. You multiplied the lengths of g and v. They seldom point the same way:
    the sum of g * v."""
    return reference(E, p, g, v, h)[0], np.linalg.norm(g) * np.linalg.norm(v)


@slope_along.also_right
def with_vdot(E, p, g, v, h):
    return (E(p + h * v) - E(p - h * v)) / h / 2, np.vdot(g, v)
