"""ReLU, and its slope from what it has put out."""

from __future__ import annotations

import numpy as np

from nnkit import activations
from nnkit.checks.exercise import Code, Hint
from nnkit.course.m01_neuron.tanh import z_cases

relu = Code(
    "01.relu",
    points=1,
    minutes=4,
    asks="relu(z) -> z where z > 0, else 0, in the shape of z",
    cases=z_cases,
    arguments=("z",),
    accepts=(
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
)


relu.right(activations.relu)


@relu.wrong(credit=0.5)
def changes_its_input(z):
    """The numbers are right, but `z[z < 0] = 0` writes into the array that you were given: whoever
    called you has lost their z. Return a new array."""
    z[z < 0] = 0
    return z


@relu.wrong
def largest_of_all(z):
    """`np.max(z, 0)` is the largest entry along axis 0. To compare each entry with 0 you need
    `np.maximum`."""
    return np.max(z, 0)


@relu.wrong
def step(z):
    """This is the step. ReLU does not say 1 but hands z on as it is."""
    return np.where(z > 0, 1.0, 0.0)


@relu.wrong
def absolute(z):
    """You fold negative numbers up. ReLU cuts them off: they become 0."""
    return np.abs(z)


@relu.wrong
def wrong_side(z):
    """You keep the negative numbers and cut off the positive ones."""
    return np.minimum(z, 0)


@relu.wrong(credit=0.5)
def if_on_an_array(z):
    """Your question works for one number, not for an array: each entry needs a decision of its
    own."""
    return z if z > 0 else 0 * z


@relu.wrong(credit=0.5)
def one_axis_only(z):
    """Right for an array with one axis. In a table of shape (3, 4) your loop meets whole rows.
    Treat the array at once."""
    return [max(part, 0) for part in z]


@relu.also_right
def on_a_copy(z):
    """The same on a copy."""
    a = z.copy()
    a[a < 0] = 0
    return a
