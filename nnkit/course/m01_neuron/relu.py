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
    exact_shape=True,
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
    """The numbers are right, but you write into the array that you were given, as `z[z < 0] = 0`
    does: whoever called you has lost their z. Return a new array."""
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
    """Negative numbers become positive in yours. ReLU cuts them off: they become 0."""
    return np.abs(z)


@relu.wrong
def wrong_side(z):
    """You keep the negative numbers and cut off the positive ones."""
    return np.minimum(z, 0)


@relu.wrong(credit=0.5)
def if_on_an_array(z):
    """Yours works for a single entry and stops for more: `if` and `max` take one number. Each entry
    needs a decision of its own."""
    return z if z > 0 else 0 * z


@relu.wrong(credit=0.5)
def one_axis_only(z):
    """Right for an array with one axis. In a table of shape (3, 4) your loop meets whole rows.
    Treat the array at once."""
    return [max(part, 0) for part in z]


@relu.wrong
def one_number(z):
    """You return one number, the largest of all. Each entry is compared with 0 by itself:
    `np.maximum`."""
    return max(0, np.max(z))


@relu.wrong
def positives_only(z):
    """You keep only the positive entries, so the shape is lost. The others become 0 and stay in
    their places."""
    return z[z > 0]


@relu.wrong
def cut_at_one(z):
    """You cut off at 1 as well. ReLU hands on a positive z as it is, however large."""
    return np.clip(z, 0, 1)


@relu.wrong
def absolute_cut_at_one(z):
    """Two things: negative numbers become positive in yours, and you cut off at 1. ReLU makes 0 of
    a negative z, and hands on a positive one as it is."""
    return np.minimum(np.abs(z), 1)


@relu.wrong
def from_one_on(z):
    """You let pass only what is above 1. Everything above 0 passes."""
    return np.where(z > 1, z, 0)


@relu.wrong
def leaky(z):
    """A hundredth of the negative z gets through. In ReLU nothing does: it becomes 0."""
    return np.where(z > 0, z, 0.01 * z)


@relu.wrong(credit=0.5)
def shape_lost(z):
    """The numbers are right, but they come in one line. A table goes in, so a table of the same
    shape has to come out."""
    return np.maximum(z, 0).ravel()


@relu.wrong
def softplus(z):
    """This is a smooth curve that comes close to ReLU. ReLU itself is made of two straight
    lines."""
    return np.log(1 + np.exp(z))


@relu.wrong
def cut_to_whole_numbers(z):
    """Your numbers have lost their decimals. An array that is made for whole numbers cuts off what
    is written into it."""
    return np.maximum(z, 0).astype(int)


@relu.wrong
def not_a_number(z):
    """Where z is not positive you give nan. It has to be 0."""
    return np.where(z > 0, z, np.nan)


@relu.wrong
def largest_everywhere(z):
    """You compare with the largest entry. Compare each entry with 0."""
    return np.maximum(z, np.max(z))


@relu.wrong
def ones_below(z):
    """Where z is not positive you give 1. It has to be 0."""
    return np.where(z > 0, z, 1)


@relu.wrong
def leaky_a_tenth(z):
    """A tenth of the negative z gets through. In ReLU nothing does: it becomes 0."""
    return np.where(z > 0, z, 0.1 * z)


@relu.also_right
def on_a_copy(z):
    """The same on a copy."""
    a = z.copy()
    a[a < 0] = 0
    return a
