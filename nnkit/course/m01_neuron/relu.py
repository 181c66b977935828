"""ReLU, and its slope from what it has put out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

import nnkit
from nnkit.activations import ACTIVATIONS
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint, Misconception
from nnkit.course.m01_neuron.tanh import z_cases


def relu_in_place(z: np.ndarray) -> np.ndarray:
    """The argument itself changed."""
    z[z < 0] = 0
    return z


def relu_on_a_copy(z: np.ndarray) -> np.ndarray:
    """The same on a copy."""
    a = z.copy()
    a[a < 0] = 0
    return a


def relu_along_one_axis(z: np.ndarray) -> list[float]:
    """A decision about each part of the first axis."""
    return [max(part, 0) for part in z]


def relu_with_if(z: np.ndarray) -> np.ndarray:
    """A decision about one number."""
    return z if z > 0 else 0 * z


def relu_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Activations of ReLU: on and off, and one neuron alone that is on."""
    yield (abs(cases.normal(rng, 1)),)
    for shape in ((6,), (3, 4), (3, 3)):
        z = cases.normal(rng, *shape)
        z.flat[0], z.flat[1], z.flat[-1] = -1.5, 0.01, 40.0
        yield (nnkit.relu(z),)


def relu_slope_with_if(a: np.ndarray) -> float:
    """A decision about one number."""
    return 1.0 if a > 0 else 0.0


def relu_slope_along_one_axis(a: np.ndarray) -> list[float]:
    """A decision about each part of the first axis."""
    return [1.0 if part > 0 else 0.0 for part in a]


RELU = (
    Code(
        id="01.relu",
        points=1,
        minutes=4,
        asks="relu(z) -> z where z > 0, else 0, in the shape of z",
        reference=lambda z: nnkit.relu(z),
        cases=z_cases,
        arguments=("z",),
        misconceptions=(
            Misconception(
                "changes-its-input",
                relu_in_place,
                "The numbers are right, but `z[z < 0] = 0` writes into the array that you were "
                "given: whoever called you has lost their z. Return a new array.",
                credit=0.5,
            ),
            Misconception(
                "largest-of-all",
                lambda z: np.max(z, 0),
                "`np.max(z, 0)` is the largest entry along axis 0. To compare each entry with 0 "
                "you need `np.maximum`.",
            ),
            Misconception(
                "step",
                lambda z: np.where(z > 0, 1.0, 0.0),
                "This is the step. ReLU does not say 1 but hands z on as it is.",
            ),
            Misconception(
                "absolute",
                lambda z: np.abs(z),
                "You fold negative numbers up. ReLU cuts them off: they become 0.",
            ),
            Misconception(
                "wrong-side",
                lambda z: np.minimum(z, 0),
                "You keep the negative numbers and cut off the positive ones.",
            ),
            Misconception(
                "if-on-an-array",
                relu_with_if,
                "Your question works for one number, not for an array: each entry needs a "
                "decision of its own.",
                credit=0.5,
            ),
            Misconception(
                "one-axis-only",
                relu_along_one_axis,
                "Right for an array with one axis. In a table of shape (3, 4) your loop meets "
                "whole rows. Treat the array at once.",
                credit=0.5,
            ),
        ),
        accepts=(
            relu_on_a_copy,
            lambda z: z * (z > 0),
            lambda z: np.where(z > 0, z, 0),
            lambda z: (z + np.abs(z)) / 2,
            lambda z: np.clip(z, 0, None),
        ),
        hints=(
            Hint("ValueError: The truth value of an array ...", "No `if`: see your step."),
            Hint("How do I choose entry by entry?", "The larger one of z and 0, for each entry."),
            Hint("Is there a function for that?", "`np.maximum(z, 0)`, not `np.max`."),
        ),
    ),
    Code(
        id="01.relu_slope",
        points=1,
        minutes=4,
        difficulty=2,
        asks="relu_slope(a) -> slope of ReLU from its activation a, in the shape of a",
        reference=lambda a: ACTIVATIONS["relu"].backward(a, np.ones_like(a)),
        cases=relu_cases,
        arguments=("a",),
        misconceptions=(
            Misconception(
                "counts-zero",
                lambda a: np.where(a >= 0, 1.0, 0.0),
                "You ask whether a is at least 0. What ReLU puts out is never below 0, so that is "
                "always true, and neurons that are off get slope 1. An off neuron has a = 0.",
            ),
            Misconception(
                "returns-a",
                lambda a: np.maximum(a, 0),
                "You return the height, not the slope. To the right of 0 ReLU is a straight line "
                "with the same slope everywhere.",
            ),
            Misconception(
                "half-at-zero",
                lambda a: np.heaviside(a, 0.5),
                "You give ½ where a = 0. Every neuron that is off has a = 0, and there the line is "
                "flat.",
            ),
            Misconception(
                "reversed",
                lambda a: np.where(a > 0, 0.0, 1.0),
                "You have swapped on and off: where a > 0 the line rises.",
            ),
            Misconception(
                "a-over-a",
                lambda a: a / a,
                "a / a is 1 where a is positive, but 0 / 0 is nan. Ask a question instead.",
            ),
            Misconception(
                "if-on-an-array",
                relu_slope_with_if,
                "Your `if` works for one number only. Decide for each entry.",
                credit=0.5,
            ),
            Misconception(
                "one-axis-only",
                relu_slope_along_one_axis,
                "Right for an array with one axis. In a table your loop meets whole rows. Compare "
                "the array at once.",
                credit=0.5,
            ),
        ),
        accepts=(
            lambda a: a > 0,
            lambda a: (a > 0) * 1.0,
            lambda a: np.sign(a),
            lambda a: np.heaviside(a, 0),
            lambda a: np.where(a > 0, 1, 0),
        ),
        hints=(
            Hint("What is the slope of ReLU?", "1 where the line rises, 0 where it is flat."),
            Hint("How do I see that from a?", "Where the line is flat, a is exactly 0."),
            Hint("How do I write it?", "`a > 0` says for each entry whether the neuron is on."),
        ),
    ),
)
