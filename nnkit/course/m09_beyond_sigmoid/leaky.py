"""A ReLU that lets a little through on its flat side."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def leaky_cases(rng: Generator) -> Iterator[Case]:
    """Both signs, exact zeros, several leaks, and once whole numbers."""
    for shape, leak in (((3, 4), 0.1), ((5,), 0.01), ((3, 3), 0.3), ((2, 7), 0.2), ((4, 1), 0.0)):
        z = 3 * normal(rng, *shape)
        z.flat[0], z.flat[1], z.flat[2] = -2.5, 0.0, 0.6 * leak
        yield z, leak
    yield np.append(rng.permutation(np.arange(-3, 4)), -2), 0.25


leaky_relu = Code(
    "09.leaky_relu",
    points=1,
    minutes=4,
    asks="leaky_relu(z, leak) -> a, in the shape of z",
    cases=leaky_cases,
    arguments=("z", "leak"),
    exact_shape=True,
    hints=(
        Hint("Where do I begin?", "Two straight lines: `z` to the right of 0, `leak * z` left."),
        Hint("How do I choose for each entry?", "`np.where(condition, this, that)`."),
        Hint("Nearly the answer", "`np.where(z > 0, z, ...)`, with the left line for the dots."),
    ),
)


@leaky_relu.right
def reference(z, leak):
    return np.where(z > 0, z, leak * z)


@leaky_relu.wrong
def plain_relu(z, leak):
    """On the left you give 0: that is ReLU without a leak. There the line is `leak * z`."""
    return np.maximum(z, 0.0)


@leaky_relu.wrong
def fixed_leak(z, leak):
    """Your leak is 0.01, whatever is asked for. Use the argument `leak`."""
    return np.where(z > 0, z, 0.01 * z)


@leaky_relu.wrong
def fixed_leak_of_a_tenth(z, leak):
    """Your leak is 0.1, whatever is asked for. Use the argument `leak`."""
    return np.where(z > 0, z, 0.1 * z)


@leaky_relu.wrong
def constant_left(z, leak):
    """On the left you give the number `leak` itself, always the same. It is a slope: multiply it by
    z."""
    return np.where(z > 0, z, leak)


@leaky_relu.wrong
def floor_at_the_leak(z, leak):
    """You took the larger of z and the number `leak`, as if it were the floor. The left line is
    `leak * z`."""
    return np.maximum(z, leak)


@leaky_relu.wrong(credit=0.5)
def in_place(z, leak):
    """You write into the z that you were given. Then it is changed for everybody who uses it, and
    where it holds whole numbers the decimals are lost. Make a new array, by `np.where`."""
    z[z <= 0] = leak * z[z <= 0]
    return z


@leaky_relu.wrong
def constant_below_zero(z, leak):
    """On the left you give −leak, always the same. It is a slope: multiply it by z."""
    return np.where(z > 0, z, -leak)


@leaky_relu.wrong
def slope_instead(z, leak):
    """These are the slopes, 1 and `leak`. Asked for is how high the curve is: slope times z."""
    return np.where(z > 0, 1.0, leak)


@leaky_relu.wrong
def other_side(z, leak):
    """You have swapped the sides: in yours the positive z leak, and the negative ones pass. (That
    is also the smaller of z and `leak * z`; the larger is needed.)"""
    return np.where(z > 0, leak * z, z)


@leaky_relu.wrong
def upwards(z, leak):
    """On the left your curve goes up. z is negative there, and so is `leak * z`: leave out the
    minus sign, or the absolute value."""
    return np.where(z > 0, z, -leak * z)


@leaky_relu.wrong
def both_sides(z, leak):
    """You multiply every z by `leak`. A positive z passes as it is."""
    return leak * z


@leaky_relu.wrong
def added(z, leak):
    """You added the leaking part to all of z, so the positive ones have grown, too."""
    return np.maximum(z, 0.0) + leak * z


@leaky_relu.wrong
def shifted(z, leak):
    """On the left you moved z by `leak`. It has to be multiplied by it."""
    return np.where(z > 0, z, z - leak)


@leaky_relu.wrong
def divided(z, leak):
    """On the left you divide by `leak`, so the curve is steeper there than on the right."""
    return np.where(z > 0, z, z / leak if leak else z)


@leaky_relu.wrong(credit=0.5)
def from_the_leak_on(z, leak):
    """The right line begins at z = `leak` in yours. It begins at 0: ask `z > 0`."""
    return np.where(z > leak, z, leak * z)


@leaky_relu.wrong
def one_minus_the_leak(z, leak):
    """On the left your slope is 1 − `leak`. It is `leak`: a little gets through, not most of it."""
    return np.where(z > 0, z, (1 - leak) * z)


@leaky_relu.wrong
def slope_on_the_right(z, leak):
    """On the right you gave 1, the slope. Asked for is the height: z itself."""
    return np.where(z > 0, 1.0, leak * z)


@leaky_relu.wrong
def leak_added(z, leak):
    """You added the number `leak` to ReLU, so the curve is only shifted up. On the left it has to
    be `leak * z`."""
    return np.maximum(z, 0) + leak


@leaky_relu.wrong(credit=0.5)
def whole_numbers(z, leak):
    """Where z holds whole numbers, yours loses its decimals: an array made by `zeros_like(z)` or
    `z.copy()` is of the kind that z is. Make it by `np.where`, or of `z * 1.0`."""
    return np.where(z > 0, z, leak * z).astype(z.dtype)


@leaky_relu.wrong(credit=0.5)
def shape_lost(z, leak):
    """The numbers are right, but they come in one line. Keep the shape of z."""
    return np.where(z > 0, z, leak * z).ravel()


@leaky_relu.also_right
def with_maximum(z, leak):
    return np.maximum(z, leak * z)


@leaky_relu.also_right
def two_parts(z, leak):
    return np.maximum(z, 0) + leak * np.minimum(z, 0)
