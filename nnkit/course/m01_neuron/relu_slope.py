"""The slope of ReLU."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import ACTIVATIONS, relu
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint


def relu_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Activations of ReLU: on and off, and one neuron alone that is on."""
    yield (abs(cases.normal(rng, 1)),)
    for shape in ((6,), (3, 4), (3, 3)):
        z = cases.normal(rng, *shape)
        z.flat[0], z.flat[1], z.flat[-1] = -1.5, 0.01, 40.0
        yield (relu(z),)


relu_slope = Code(
    "01.relu_slope",
    points=1,
    minutes=4,
    difficulty=2,
    asks="relu_slope(a) -> slope of ReLU from its activation a, in the shape of a",
    cases=relu_cases,
    arguments=("a",),
    exact_shape=True,
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
)


@relu_slope.right
def reference(a):
    return ACTIVATIONS["relu"].backward(a, np.ones_like(a))


@relu_slope.wrong
def counts_zero(a):
    """Your slope is 1 everywhere, so neurons that are off get a 1, too. A neuron that is off has
    a = 0. (What ReLU puts out is never below 0, so `a >= 0` is always true: ask for `a > 0`.)"""
    return np.where(a >= 0, 1.0, 0.0)


@relu_slope.wrong
def returns_a(a):
    """You return the height, not the slope. To the right of 0 ReLU is a straight line with the same
    slope everywhere."""
    return np.maximum(a, 0)


@relu_slope.wrong
def minus_one_for_off(a):
    """For a neuron that is off you give −1. There the line is flat: its slope is 0."""
    return np.where(a > 0, 1.0, -1.0)


@relu_slope.wrong
def half_at_zero(a):
    """You give ½ where a = 0. Every neuron that is off has a = 0, and there the line is flat."""
    return np.heaviside(a, 0.5)


@relu_slope.wrong
def reversed_(a):
    """You have swapped on and off: where a > 0 the line rises."""
    return np.where(a > 0, 0.0, 1.0)


@relu_slope.wrong
def a_over_a(a):
    """a / a is 1 where a is positive, but 0 / 0 is nan. Ask a question instead."""
    return a / a


@relu_slope.wrong(credit=0.5)
def if_on_an_array(a):
    """Yours works for a single entry and stops for more: `if` takes one number. Decide for each
    entry."""
    return 1.0 if a > 0 else 0.0


@relu_slope.wrong(credit=0.5)
def one_axis_only(a):
    """Right for an array with one axis. In a table your loop meets whole rows. Compare the array at
    once."""
    return [1.0 if part > 0 else 0.0 for part in a]


@relu_slope.wrong
def from_one_on(a):
    """In yours a neuron with an answer below 1 counts as off. It is on as soon as `a` is above
    0."""
    return np.where(a >= 1, 1.0, 0.0)


@relu_slope.wrong
def rounded(a):
    """In yours a neuron with a small answer counts as off (rounding does that). It is on as soon as
    `a` is above 0."""
    return np.clip(np.round(a), 0, 1)


@relu_slope.wrong
def cut_at_one(a):
    """You cut `a` off at 1. The slope of a neuron that is on is 1, however small `a` is."""
    return np.minimum(a, 1)


@relu_slope.wrong
def sigmoid_formula(a):
    """a(1 − a) is the slope of the sigmoid. ReLU is made of two straight lines: its slope is 0 or
    1."""
    return a * (1 - a)


@relu_slope.wrong
def tanh_formula(a):
    """1 − a² is the slope of tanh. ReLU is made of two straight lines: its slope is 0 or 1."""
    return 1 - a**2


@relu_slope.wrong(credit=0.5)
def shape_lost(a):
    """The slopes are right, but they come in one line. A table goes in, so a table of the same
    shape has to come out."""
    return np.where(a > 0, 1.0, 0.0).ravel()


@relu_slope.wrong
def one_answer_if_any(a):
    """You give one number for the whole array: 1 if any neuron is on. Each neuron has its own
    slope."""
    return float(np.any(a > 0))


@relu_slope.wrong
def one_answer_if_all(a):
    """You give one number for the whole array: 1 if all neurons are on. Each neuron has its own
    slope."""
    return float(np.all(a > 0))


@relu_slope.wrong
def zero_everywhere(a):
    """Your slope is 0 everywhere. A neuron that is on, a > 0, has slope 1."""
    return 0.0 * a


@relu_slope.wrong
def leaky(a):
    """For a neuron that is off you give 0.01. There the line is flat: its slope is 0."""
    return np.where(a > 0, 1.0, 0.01)


@relu_slope.wrong
def half_for_on(a):
    """For a neuron that is on you give ½. There the line rises by 1 for each step to the right: its
    slope is 1."""
    return np.where(a > 0, 0.5, 0.0)


@relu_slope.wrong
def one_over_a(a):
    """For a neuron that is on you give 1 / a. Its slope is 1, however large a is."""
    return np.where(a > 0, 1 / a, 0.0)


@relu_slope.wrong
def largest_only(a):
    """Only the neuron with the largest answer gets a 1. Every neuron that is on has slope 1."""
    return np.where(a == np.max(a), 1.0, 0.0)


@relu_slope.wrong
def how_many(a):
    """You count the neurons that are on. Each neuron has its own slope, 0 or 1."""
    return np.sum(a > 0)
