"""What one neuron can say about two inputs that are 0 or 1, and what it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.exercise import Code, Hint, Misconception, Value


def gate_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Arrays (N,) of zeros and ones in which each of the four pairs stands at least once."""
    pairs = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
    for more in (0, 3, 9):
        which = rng.permutation(np.append(np.arange(4), rng.integers(0, 4, more)))
        yield pairs[0, which], pairs[1, which]


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
    """This is OR. In NAND the ones speak against, so their weights are negative."""
    return np.where(x1 + x2 - 0.5 > 0, 1.0, 0.0)


@nand.wrong
def nor(x1, x2):
    """A single 1 silences your neuron already: that is NOR. The bias must be large enough to
    outweigh one negative weight, but not two. (With weights −1 and bias 1 the sum is exactly 0 for
    a single 1, and 0 is a no.)"""
    return np.where(0.5 - x1 - x2 > 0, 1.0, 0.0)


@nand.wrong
def always(x1, x2):
    """Your neuron always says yes. Each 1 has to pull the sum down, and two of them below 0."""
    return np.ones_like(x1 + x2)


@nand.wrong
def never(x1, x2):
    """Your neuron never says yes. With both inputs 0 only the bias is left: it has to be
    positive."""
    return np.zeros_like(x1 + x2)


@nand.wrong
def first_input_only(x1, x2):
    """Your neuron listens to the first input only. NAND treats both alike."""
    return 1.0 - x1


@nand.wrong
def second_input_only(x1, x2):
    """Your neuron listens to the second input only. NAND treats both alike."""
    return 1.0 - x2
