"""What one neuron can say about two inputs that are 0 or 1, and what it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.exercise import Code, Hint, Misconception, Value


def gate_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Arrays (N,) of zeros and ones, each of the four pairs at least once; once whole numbers."""
    pairs = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
    for more in (0, 3, 9):
        which = rng.permutation(np.append(np.arange(4), rng.integers(0, 4, more)))
        yield pairs[0, which], pairs[1, which]
    which = rng.permutation(4)
    yield pairs[0, which].astype(int), pairs[1, which].astype(int)


xor_right = Value(
    "01.xor_right",
    kind="prediction",
    points=1,
    minutes=4,
    difficulty=2,
    asks="How many of the four XOR points a single neuron can get right at most",
    reference=3,
    tolerance=0.1,
    why="Three are easy, the fourth is impossible: no straight line separates XOR.",
    misconceptions=(
        Misconception(
            "all-four",
            4,
            "Try it: the two ones lie on one diagonal, the two zeros on the other. A straight line "
            "that has both ones on one side always has a zero there, too.",
        ),
        Misconception("half", 2, "More is possible. OR is right for three of the four points."),
        Misconception(
            "one",
            1,
            "More is possible. A neuron that always says no is right for two points already.",
        ),
        Misconception(
            "none",
            0,
            "Some are easy. A neuron that always says no is right for two points already.",
        ),
    ),
    hints=(
        Hint("What is XOR?", "Yes if exactly one of the two inputs is 1."),
        Hint("What can a neuron do?", "Draw a line: yes on one side, no on the other."),
        Hint("How do I count?", "Mark the four points on paper and lay a ruler between them."),
    ),
)

nand = Code(
    "01.nand",
    kind="faded-code",
    points=2,
    minutes=6,
    difficulty=2,
    asks="nand(x1, x2) -> 0 where both are 1, else 1",
    needs=("01.step",),
    cases=gate_cases,
    arguments=("x1", "x2"),
    exact_shape=True,
    accepts=(
        lambda x1, x2: np.where(-2 * x1 - 2 * x2 + 3 > 0, 1.0, 0.0),
        lambda x1, x2: np.heaviside(1.5 - x1 - x2, 0.0),
        lambda x1, x2: 1 - np.minimum(x1, x2),
    ),
    hints=(
        Hint("What is NAND?", "Not AND: a no for (1, 1) and a yes for the other three."),
        Hint("Where do I start?", "For (0, 0) only the bias is left: it must be above 0."),
        Hint("How large may it be?", "Weights −1 and −1: b − 1 is above 0, b − 2 is not."),
    ),
)


@nand.right
def reference(x1, x2):
    return 1.0 - x1 * x2


@nand.wrong
def and_(x1, x2):
    """This is AND: it says yes exactly where NAND says no. Turn every sign round."""
    return np.where(x1 + x2 - 1.5 > 0, 1.0, 0.0)


@nand.wrong
def or_(x1, x2):
    """This is OR: it says no to (0, 0) only. In NAND a 1 speaks against, so the weights are
    negative."""
    return np.where(x1 + x2 - 0.5 > 0, 1.0, 0.0)


@nand.wrong
def nor(x1, x2):
    """Your neuron says yes to (0, 0) only: that is NOR. The bias must be larger than the size of
    one weight, but not than both. (With weights −1 and bias 1 the sum is exactly 0 for a single 1,
    and 0 is a no.)"""
    return np.where(0.5 - x1 - x2 > 0, 1.0, 0.0)


@nand.wrong
def always(x1, x2):
    """Your neuron says yes to all four points. For (1, 1) the sum must not be above 0: w₁ + w₂ + b
    has to be 0 or less."""
    return np.ones_like(x1 + x2)


@nand.wrong
def never(x1, x2):
    """Your neuron says no to all four points. With both inputs 0 only the bias is left: it has to
    be above 0."""
    return np.zeros_like(x1 + x2)


@nand.wrong
def first_input_only(x1, x2):
    """Your neuron says no wherever x1 is 1, so (1, 0) comes out wrong. One 1 alone must not be
    enough for a no: both weights can be the same."""
    return 1.0 - x1


@nand.wrong
def second_input_only(x1, x2):
    """Your neuron says no wherever x2 is 1, so (0, 1) comes out wrong. One 1 alone must not be
    enough for a no: both weights can be the same."""
    return 1.0 - x2


@nand.wrong
def xor(x1, x2):
    """This is XOR: your answer for (0, 0) is no. NAND says yes to everything but (1, 1). And no
    single neuron can do XOR."""
    return 1.0 * (x1 != x2)


@nand.wrong
def equal(x1, x2):
    """You say yes where both inputs are equal. NAND says yes to everything but (1, 1)."""
    return 1.0 * (x1 == x2)


@nand.wrong
def as_the_first_input(x1, x2):
    """Your neuron says yes exactly where x1 is 1. In NAND a 1 speaks against: the weights are
    negative."""
    return 1.0 * x1


@nand.wrong
def as_the_second_input(x1, x2):
    """Your neuron says yes exactly where x2 is 1. In NAND a 1 speaks against: the weights are
    negative."""
    return 1.0 * x2


@nand.wrong
def first_without_second(x1, x2):
    """Your neuron says yes to (1, 0) only. NAND says yes to everything but (1, 1): both weights are
    negative, the bias is positive."""
    return x1 * (1.0 - x2)


@nand.wrong
def second_without_first(x1, x2):
    """Your neuron says yes to (0, 1) only. NAND says yes to everything but (1, 1): both weights are
    negative, the bias is positive."""
    return x2 * (1.0 - x1)


@nand.wrong
def no_to_the_first_alone(x1, x2):
    """Your neuron says no to (1, 0), where NAND says yes, and yes to (1, 1), where NAND says no.
    The second weight has to be negative, too."""
    return 1.0 - x1 * (1.0 - x2)


@nand.wrong
def no_to_the_second_alone(x1, x2):
    """Your neuron says no to (0, 1), where NAND says yes, and yes to (1, 1), where NAND says no.
    The first weight has to be negative, too."""
    return 1.0 - x2 * (1.0 - x1)


@nand.wrong
def sum_returned(x1, x2):
    """You return the sum z. The last step is missing: `step` makes a yes or a no of it."""
    return 1.5 - x1 - x2


@nand.wrong
def four_points(x1, x2):
    """You wrote the answers for the four points in their usual order. But x1 and x2 may have any
    length and any order: compute with them."""
    return np.array([1.0, 1.0, 1.0, 0.0])


@nand.wrong
def first_point_only(x1, x2):
    """Only the first point gets an answer. x1 and x2 are arrays: use them as a whole, without
    `[0]`."""
    return 1.0 - x1[:1] * x2[:1]


@nand.wrong
def sum_cut_off(x1, x2):
    """You cut the sum off at 0 and 1, so a single 1 gives ½. `step` gives 0 or 1."""
    return np.clip(1.5 - x1 - x2, 0, 1)
