"""Two functions with a bug, to be found and mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint


def slope_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Pre-activations (n,), (n, N) and a square; some of them far out."""
    for shape in ((5,), (3, 4), (3, 3)):
        z = 2 * cases.normal(rng, *shape)
        z.flat[0], z.flat[-1] = -30.0, 9.0
        yield (z,)


def list_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Arrays (n,) of whole numbers and of decimal ones."""
    yield (np.array([-2, 0, 3]),)
    yield (rng.permutation(np.arange(-4, 5)),)
    yield (2 * cases.normal(rng, 6),)
    yield (np.array([5]),)


mended_slope = Code(
    "01.mended_slope",
    kind="find-the-bug",
    points=2,
    minutes=6,
    difficulty=2,
    asks="mended_slope(z) -> slope of the sigmoid for each entry of z",
    needs=("01.sigmoid", "01.sigmoid_slope"),
    cases=slope_cases,
    arguments=("z",),
    accepts=(
        lambda z: sigmoid(z) - sigmoid(z) ** 2,
        lambda z: sigmoid(z) * sigmoid(-z),
        lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
    ),
    hints=(
        Hint("It looks right to me.", "Does `slope_at` want z or a? And what does it get?"),
        Hint("It gets a.", "Inside `slope_at` the sigmoid is applied to whatever comes in."),
        Hint("So twice?", "Yes. Take a once, then a(1 − a)."),
    ),
)


@mended_slope.right
def right_mended_slope(z):
    return sigmoid(z) * (1 - sigmoid(z))


@mended_slope.wrong
def not_mended(z):
    """The sigmoid is still applied twice: once in `a`, and once more inside the slope."""
    a = sigmoid(z)
    s = sigmoid(a)
    return s * (1 - s)


@mended_slope.wrong
def z_for_a(z):
    """Now the sigmoid is gone altogether. In a(1 − a) stands the activation."""
    return z * (1 - z)


@mended_slope.wrong
def half_mended(z):
    """One factor is mended, the other still applies the sigmoid twice."""
    return sigmoid(z) * (1 - sigmoid(sigmoid(z)))


@mended_slope.wrong
def factor_missing(z):
    """One factor is lost: the slope is a(1 − a)."""
    return 1 - sigmoid(z)


@mended_slope.wrong
def height(z):
    """This is the sigmoid itself, how high it is. Wanted is how steep."""
    return sigmoid(z)


@mended_slope.wrong
def dot_product(z):
    """`@` adds up across neurons. Each neuron has its own slope."""
    return sigmoid(z) @ (1 - sigmoid(z))


mended_sigmoid = Code(
    "01.mended_sigmoid",
    kind="find-the-bug",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="mended_sigmoid(z) -> sigmoid of each entry of z, for whole and decimal numbers",
    cases=list_cases,
    arguments=("z",),
    accepts=(lambda z: sigmoid(z), lambda z: 1 / (1 + np.exp(-z))),
    hints=(
        Hint("The formula is right!", "It is. Look at where the result is stored."),
        Hint("What is `zeros_like(z)`?", "Zeros of the shape *and the type* of z. Print `a`."),
        Hint("How do I get decimal numbers?", "`np.zeros(len(z))`, or no loop at all."),
    ),
)


mended_sigmoid.right(sigmoid)


@mended_sigmoid.wrong(name="not-mended")
def broken_sigmoid(z):
    """Whole numbers still give 0. `zeros_like(z)` makes an array of the same type as z; a number
    between 0 and 1 written into whole numbers is cut off to 0."""
    a = np.zeros_like(z)
    for i in range(len(z)):
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.wrong
def whole_numbers_always(z):
    """Now the array holds whole numbers whatever comes in: every result is cut off."""
    a = np.zeros(len(z), dtype=int)
    for i in range(len(z)):
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.wrong
def rounded(z):
    """Rounding makes 0 or 1 of every result. That is a step again."""
    a = np.zeros_like(z)
    for i in range(len(z)):
        a[i] = np.round(1 / (1 + np.exp(-z[i])))
    return a


@mended_sigmoid.wrong
def last_only(z):
    """Each turn makes a new array, so only the last entry survives. Make it once, before the
    loop."""
    for i in range(len(z)):
        a = np.zeros(len(z))
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.wrong
def minus_lost(z):
    """The type is right now, but the minus in the exponent is lost: your curve falls."""
    return np.asarray(1 / (1 + np.exp(z)))


@mended_sigmoid.also_right
def sigmoid_into_floats(z):
    """The loop, with an array of decimal numbers."""
    a = np.zeros(len(z))
    for i in range(len(z)):
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.also_right
def sigmoid_in_a_list(z):
    """A list needs no type."""
    return [1 / (1 + np.exp(-v)) for v in z]
