"""The step, and the bias as the place where it switches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from nnkit.checks import cases
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Code, Hint, Misconception, Value, Variant


def step_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Arrays of several shapes; one number alone, 0 itself, whole numbers, and values far out."""
    yield (cases.normal(rng, 1),)
    yield (np.array([-2.0, -0.001, 0.0, 0.001, 2.0]),)
    yield (np.append(rng.permutation(np.arange(-3, 4)), 7),)
    yield (cases.normal(rng, 3, 4),)
    yield (1e3 * cases.normal(rng, 2, 7),)


def step_with_if(z: Any) -> float:
    """A decision about one number."""
    return 1.0 if z > 0 else 0.0


def step_along_one_axis(z: Any) -> list[float]:
    """A decision about each part of the first axis."""
    return [1.0 if part > 0 else 0.0 for part in z]


def step_by_loop(z: Any) -> np.ndarray:
    """A decision about each entry."""
    a = np.zeros(np.shape(z))
    for i in np.ndindex(a.shape):
        a[i] = 1.0 if np.asarray(z)[i] > 0 else 0.0
    return a


class Switch(NamedTuple):
    """Weight and bias of a neuron with one input."""

    w: float
    b: float


SWITCH_MISTAKES = (
    Misconception(
        "sign-lost",
        lambda own: own.b / own.w,
        "The size is right, the sign is not. At the threshold w·x and b cancel, so w·x = −b.",
    ),
    Misconception(
        "weight-forgotten",
        lambda own: -own.b,
        "−b is what the *weighted* input has to reach. The input itself is multiplied by w first.",
    ),
    Misconception(
        "upside-down",
        lambda own: -own.w / own.b,
        "You divided w by b. Solve w·x = −b for x: which of the two has to go below?",
    ),
    Misconception(
        "multiplied",
        lambda own: -own.b * own.w,
        "You multiplied by w. In w·x = −b the weight stands beside x; to set x free, divide by it.",
    ),
    Misconception(
        "bias-as-threshold",
        lambda own: own.b,
        "This is the bias. The threshold is the input at which w·x + b changes its sign.",
    ),
)


def switching_input(own: Switch) -> float:
    """The right answer."""
    return -own.b / own.w


def own_switch(draw: Draw) -> Switch:
    """Numbers for which no two mistakes look alike."""
    while True:
        own = Switch(draw.choice([-5.0, -4.0, -3.0, 3.0, 4.0, 5.0]), float(draw.integer(-9, 9)))
        if own.b:
            answers = [switching_input(own), *(m.wrong(own) for m in SWITCH_MISTAKES)]
            if min(abs(p - q) for i, p in enumerate(answers) for q in answers[:i]) > 0.05:
                return own


THRESHOLD = (
    Code(
        id="01.step",
        points=1.5,
        minutes=5,
        asks="step(z) -> 1 where z > 0, else 0, in the shape of z",
        reference=lambda z: np.where(np.asarray(z) > 0, 1.0, 0.0),
        cases=step_cases,
        arguments=("z",),
        misconceptions=(
            Misconception(
                "zero-counts-as-yes",
                lambda z: np.where(z >= 0, 1.0, 0.0),
                "Right everywhere but at z = 0 itself. Others do it your way; in this course a "
                "neuron says yes only when z is above 0.",
                credit=0.5,
            ),
            Misconception(
                "half-at-zero",
                lambda z: np.heaviside(z, 0.5),
                "At z = 0 you give ½. A step knows only 0 and 1, and in this course 0 is a no.",
                credit=0.5,
            ),
            Misconception(
                "sign",
                lambda z: np.sign(z),
                "You return the sign of z: −1 where the neuron should say 0.",
            ),
            Misconception(
                "passes-z-on",
                lambda z: z * (z > 0),
                "Where z is positive you pass z on. The step only says yes or no: always the same "
                "1. (What you wrote is called ReLU; you will meet it below.)",
            ),
            Misconception(
                "reversed",
                lambda z: np.where(z < 0, 1.0, 0.0),
                "You say yes where z is negative.",
            ),
            Misconception(
                "threshold-one",
                lambda z: np.where(z > 1, 1.0, 0.0),
                "You ask whether z is above 1. The threshold is 0; whoever wants another one says "
                "so in the bias.",
            ),
            Misconception(
                "if-on-an-array",
                step_with_if,
                "Your `if` works for one number. For an array Python asks back whether `z > 0` "
                "holds for all entries or for one. Decide for each entry: `z > 0` itself is an "
                "array of True and False already.",
                credit=0.5,
            ),
            Misconception(
                "one-axis-only",
                step_along_one_axis,
                "Right for an array with one axis. In a table of shape (3, 4) your loop meets "
                "whole rows, and a row is neither above 0 nor not. Compare the array at once.",
                credit=0.5,
            ),
        ),
        accepts=(
            step_by_loop,
            lambda z: np.heaviside(z, 0),
            lambda z: (np.asarray(z) > 0).astype(float),
            lambda z: np.asarray(z) > 0,
            lambda z: np.where(np.asarray(z) > 0, 1, 0),
        ),
        hints=(
            Hint("ValueError: The truth value of an array ...", "`if` wants one True or False."),
            Hint("How do I decide for all entries?", "`z > 0` gives True or False for each."),
            Hint("How do I turn that into 0 and 1?", "`np.where(z > 0, 1.0, 0.0)`."),
        ),
    ),
    Value(
        id="01.my_switch",
        points=1,
        minutes=4,
        difficulty=2,
        asks="The input at which your own neuron with one input switches, two decimals",
        reference=switching_input,
        variant=Variant("01.my_switch", own_switch),
        tolerance=0.01,
        why="The weight says how much the input counts, the bias moves the place of the decision.",
        misconceptions=SWITCH_MISTAKES,
        hints=(
            Hint("What does switching mean?", "z goes through 0 there: w·x + b = 0."),
            Hint("I have w·x + b = 0.", "Bring b to the other side, then divide by w."),
            Hint("Which formula is it?", "x = −b / w."),
        ),
    ),
)
