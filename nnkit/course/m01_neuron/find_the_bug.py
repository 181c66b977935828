"""Two functions with a bug, to be found and mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

import nnkit
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint, Misconception


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


def broken_slope(z: np.ndarray) -> np.ndarray:
    """The formula for z, used on a."""
    a = nnkit.sigmoid(z)
    s = nnkit.sigmoid(a)
    return s * (1 - s)


def broken_sigmoid(z: np.ndarray) -> np.ndarray:
    """The result in an array of the type of z."""
    a = np.zeros_like(z)
    for i in range(len(z)):
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


def sigmoid_in_whole_numbers(z: np.ndarray) -> np.ndarray:
    """The result in an array of whole numbers."""
    a = np.zeros(len(z), dtype=int)
    for i in range(len(z)):
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


def sigmoid_rounded(z: np.ndarray) -> np.ndarray:
    """The result rounded before it is stored."""
    a = np.zeros_like(z)
    for i in range(len(z)):
        a[i] = np.round(1 / (1 + np.exp(-z[i])))
    return a


def sigmoid_last_only(z: np.ndarray) -> np.ndarray:
    """A new array in each turn."""
    for i in range(len(z)):
        a = np.zeros(len(z))
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


def sigmoid_without_minus(z: np.ndarray) -> np.ndarray:
    """The right type and the wrong exponent."""
    return np.asarray(1 / (1 + np.exp(z)))


def sigmoid_into_floats(z: np.ndarray) -> np.ndarray:
    """The loop, with an array of decimal numbers."""
    a = np.zeros(len(z))
    for i in range(len(z)):
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


def sigmoid_in_a_list(z: np.ndarray) -> list[float]:
    """A list needs no type."""
    return [1 / (1 + np.exp(-v)) for v in z]


FIND_THE_BUG = (
    Code(
        id="01.mended_slope",
        kind="find-the-bug",
        points=2,
        minutes=6,
        difficulty=2,
        asks="mended_slope(z) -> slope of the sigmoid for each entry of z",
        needs=("01.sigmoid", "01.sigmoid_slope"),
        reference=lambda z: nnkit.sigmoid(z) * (1 - nnkit.sigmoid(z)),
        cases=slope_cases,
        arguments=("z",),
        misconceptions=(
            Misconception(
                "not-mended",
                broken_slope,
                "The sigmoid is still applied twice: once in `a`, and once more inside the slope.",
            ),
            Misconception(
                "z-for-a",
                lambda z: z * (1 - z),
                "Now the sigmoid is gone altogether. In a(1 − a) stands the activation.",
            ),
            Misconception(
                "half-mended",
                lambda z: nnkit.sigmoid(z) * (1 - nnkit.sigmoid(nnkit.sigmoid(z))),
                "One factor is mended, the other still applies the sigmoid twice.",
            ),
            Misconception(
                "factor-missing",
                lambda z: 1 - nnkit.sigmoid(z),
                "One factor is lost: the slope is a(1 − a).",
            ),
            Misconception(
                "height",
                lambda z: nnkit.sigmoid(z),
                "This is the sigmoid itself, how high it is. Wanted is how steep.",
            ),
            Misconception(
                "dot-product",
                lambda z: nnkit.sigmoid(z) @ (1 - nnkit.sigmoid(z)),
                "`@` adds up across neurons. Each neuron has its own slope.",
            ),
        ),
        accepts=(
            lambda z: nnkit.sigmoid(z) - nnkit.sigmoid(z) ** 2,
            lambda z: nnkit.sigmoid(z) * nnkit.sigmoid(-z),
            lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
        ),
        hints=(
            Hint("It looks right to me.", "Does `slope_at` want z or a? And what does it get?"),
            Hint("It gets a.", "Inside `slope_at` the sigmoid is applied to whatever comes in."),
            Hint("So twice?", "Yes. Take a once, then a(1 − a)."),
        ),
    ),
    Code(
        id="01.mended_sigmoid",
        kind="find-the-bug",
        points=1.5,
        minutes=5,
        difficulty=2,
        asks="mended_sigmoid(z) -> sigmoid of each entry of z, for whole and decimal numbers",
        reference=lambda z: nnkit.sigmoid(z),
        cases=list_cases,
        arguments=("z",),
        misconceptions=(
            Misconception(
                "not-mended",
                broken_sigmoid,
                "Whole numbers still give 0. `zeros_like(z)` makes an array of the same type as z; "
                "a number between 0 and 1 written into whole numbers is cut off to 0.",
            ),
            Misconception(
                "whole-numbers-always",
                sigmoid_in_whole_numbers,
                "Now the array holds whole numbers whatever comes in: every result is cut off.",
            ),
            Misconception(
                "rounded",
                sigmoid_rounded,
                "Rounding makes 0 or 1 of every result. That is a step again.",
            ),
            Misconception(
                "last-only",
                sigmoid_last_only,
                "Each turn makes a new array, so only the last entry survives. Make it once, "
                "before the loop.",
            ),
            Misconception(
                "minus-lost",
                sigmoid_without_minus,
                "The type is right now, but the minus in the exponent is lost: your curve falls.",
            ),
        ),
        accepts=(
            sigmoid_into_floats,
            sigmoid_in_a_list,
            lambda z: nnkit.sigmoid(z),
            lambda z: 1 / (1 + np.exp(-z)),
        ),
        hints=(
            Hint("The formula is right!", "It is. Look at where the result is stored."),
            Hint("What is `zeros_like(z)`?", "Zeros of the shape *and the type* of z. Print `a`."),
            Hint("How do I get decimal numbers?", "`np.zeros(len(z))`, or no loop at all."),
        ),
    ),
)
