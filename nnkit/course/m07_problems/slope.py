"""The slope of an activation function, from what it gave."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.activations import ACTIVATIONS as BY_NAME
from nnkit.activations import sigmoid
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.course.m07_problems.shared import ACTIVATIONS


def slope_cases(rng: Generator) -> Iterator[Case]:
    """Activations of ordinary neurons, of saturated and silent ones, and of an all silent layer."""
    for activation, shape in zip(ACTIVATIONS, ((3, 4), (4, 1), (2, 7), (5, 3)), strict=True):
        z = normal(rng, *shape)
        z[0, 0], z[-1, -1] = -40.0, 40.0
        yield activation, BY_NAME[activation].forward(z)
    yield "relu", np.zeros((2, 3))


slope = Code(
    "07.slope",
    points=2,
    minutes=6,
    difficulty=2,
    asks="slope(activation, a) -> φ′ from the stored activation, in the shape of a",
    cases=slope_cases,
    arguments=("activation", "a"),
    part_of=lambda activation, a: activation,
    hints=(
        Hint(
            "How can I know the slope without z?",
            "Each of the four has a formula in a alone. For the sigmoid it is a(1 − a).",
        ),
        Hint(
            "relu: I cannot get z back from a.",
            "You need not. Where a > 0 the neuron is on and the slope is 1, elsewhere 0.",
        ),
        Hint(
            "What are tanh′ and the slope of identity?",
            "1 − a² and 1. `np.ones_like(a)` makes ones in the shape of `a`.",
        ),
    ),
)


@slope.right
def slope_of(activation, a):
    return BY_NAME[activation].backward(a, np.ones_like(a))


@slope.wrong
def relu_counts_zero(activation, a):
    """For relu your slope is 1 everywhere, for neurons that are off as well. Where a = 0 the neuron
    is off and its slope is 0. (`a >= 0` would not tell: that is true for all of them.)"""
    return (a >= 0) * 1.0 if activation == "relu" else slope_of(activation, a)


@slope.wrong
def tanh_not_squared(activation, a):
    """For tanh you have 1 − a. That mixes it up with the sigmoid: try a = 0, where tanh is steepest
    with slope 1, and a = −1, where it is flat."""
    return 1 - a if activation == "tanh" else slope_of(activation, a)


@slope.wrong
def sigmoid_twice(activation, a):
    """For the sigmoid you put `a` through the sigmoid again. It has been through already: use `a`
    as it is."""
    if activation != "sigmoid":
        return slope_of(activation, a)
    s = sigmoid(a)
    return s * (1 - s)


@slope.wrong
def tanh_twice(activation, a):
    """For tanh you take the tanh of `a` again. `a` is the tanh already: use it as it is."""
    return 1 - np.tanh(a) ** 2 if activation == "tanh" else slope_of(activation, a)


@slope.wrong
def always_sigmoid(activation, a):
    """You use a(1 − a) for every activation. That is the sigmoid's; `activation` says which of the
    four is meant."""
    return a * (1 - a)


@slope.wrong
def relu_is_a(activation, a):
    """For relu you return `a` itself. The slope of relu does not grow with a: it is the same
    wherever the neuron is on."""
    return a if activation == "relu" else slope_of(activation, a)


@slope.wrong
def identity_is_a(activation, a):
    """For identity you return `a`. But a straight line y = z has the same slope everywhere."""
    return a if activation == "identity" else slope_of(activation, a)


@slope.wrong
def identity_is_zero(activation, a):
    """For identity you return 0, the slope of a constant. y = z is a line that rises."""
    return np.zeros_like(a) if activation == "identity" else slope_of(activation, a)


@slope.wrong
def relu_all_or_nothing(activation, a):
    """For relu you decide about the whole array at once. Each neuron is on or off by itself: ask
    entry by entry, `a > 0`."""
    if activation == "relu":
        return np.ones_like(a) if a.any() else np.zeros_like(a)
    return slope_of(activation, a)


@slope.wrong
def relu_divided(activation, a):
    """For relu you divide by a, and where a neuron is off that is 0/0. Ask instead: `a > 0`."""
    if activation != "relu":
        return slope_of(activation, a)
    with np.errstate(invalid="ignore"):
        return a / a


@slope.wrong
def relu_leaks(activation, a):
    """For relu your slope is 0.1 where the neuron is off. Such a relu exists (a leaky one); here it
    is 0."""
    return np.where(a > 0, 1.0, 0.1) if activation == "relu" else slope_of(activation, a)


@slope.wrong
def relu_leaks_a_little(activation, a):
    """For relu your slope is 0.01 where the neuron is off. Such a relu exists (a leaky one); here
    it is 0."""
    return np.where(a > 0, 1.0, 0.01) if activation == "relu" else slope_of(activation, a)


@slope.wrong
def relu_one_number(activation, a):
    """For relu you return one number for the whole array. Each neuron is on or off by itself: ask
    entry by entry, `a > 0`."""
    return float(a.max() > 0) if activation == "relu" else slope_of(activation, a)


@slope.wrong
def activation_again(activation, a):
    """You return the activation of a, not a slope. The slopes have formulas of their own, such as
    a(1 − a) for the sigmoid."""
    return BY_NAME[activation].forward(a)


@slope.wrong
def relu_up_to_one(activation, a):
    """For relu your slope grows with a, up to 1. The slope of relu does not grow: it is 1 wherever
    the neuron is on."""
    return np.minimum(a, 1.0) if activation == "relu" else slope_of(activation, a)


@slope.wrong
def relu_turned_round(activation, a):
    """For relu your slope is 1 where the neuron is off, and 0 where it is on. It is the other way
    round."""
    return (a <= 0) * 1.0 if activation == "relu" else slope_of(activation, a)


@slope.wrong
def relu_is_zero(activation, a):
    """For relu you return 0 everywhere. Where a > 0 the neuron is on, and its slope is 1."""
    return np.zeros_like(a) if activation == "relu" else slope_of(activation, a)


@slope.wrong
def tanh_bracket_squared(activation, a):
    """For tanh you have (1 − a)². Only a is squared: 1 − a²."""
    return (1 - a) ** 2 if activation == "tanh" else slope_of(activation, a)


@slope.wrong
def tanh_like_the_sigmoid(activation, a):
    """For tanh you have a(1 − a). That is the slope of the sigmoid; tanh has 1 − a²."""
    return a * (1 - a) if activation == "tanh" else slope_of(activation, a)


@slope.wrong
def tanh_plus(activation, a):
    """For tanh you have 1 + a². Where tanh is flat, a is near 1 or −1, and the slope is near 0: 1 −
    a²."""
    return 1 + a**2 if activation == "tanh" else slope_of(activation, a)


@slope.wrong
def sigmoid_without_brackets(activation, a):
    """For the sigmoid you have a · 1 − a, which is 0: Python multiplies before it subtracts. Put
    brackets around 1 − a."""
    return a * 1 - a if activation == "sigmoid" else slope_of(activation, a)


@slope.wrong
def sigmoid_is_one_minus_a(activation, a):
    """For the sigmoid you have 1 − a. The factor a is missing: a(1 − a)."""
    return 1 - a if activation == "sigmoid" else slope_of(activation, a)


@slope.wrong
def sigmoid_squared(activation, a):
    """For the sigmoid you have 1 − a². That is the slope of tanh; the sigmoid has a(1 − a)."""
    return 1 - a**2 if activation == "sigmoid" else slope_of(activation, a)


@slope.wrong
def sigmoid_or_tanh(activation, a):
    """Right for sigmoid and tanh. For relu and identity you return 1 − a², the slope of tanh. (Does
    a condition such as `activation == "sigmoid" or "tanh"` stand in it? That is always true.)"""
    return a * (1 - a) if activation == "sigmoid" else 1 - a**2


@slope.wrong
def sigmoid_or_one(activation, a):
    """You have a slope for the sigmoid, and 1 for all others. tanh has 1 − a², and relu 0 where the
    neuron is off."""
    return a * (1 - a) if activation == "sigmoid" else np.ones_like(a)


@slope.wrong(credit=0.5)
def zero_and_one_number(activation, a):
    """Two things: for relu your slope is 1 where a = 0 as well, and for identity you return a
    single number. Ask `a > 0`, and make an array in the shape of `a`."""
    if activation == "identity":
        return 1.0
    return (a >= 0) * 1.0 if activation == "relu" else slope_of(activation, a)


@slope.wrong(credit=0.5)
def identity_one_number(activation, a):
    """For identity you return the single number 1. It would do its work by broadcasting, but an
    array in the shape of `a` was asked for: each neuron has its own slope."""
    return 1.0 if activation == "identity" else slope_of(activation, a)


@slope.also_right
def of_everything(activation, a):
    every = {
        "sigmoid": a - a**2,
        "relu": np.where(a > 0, 1.0, 0.0),
        "tanh": (1 - a) * (1 + a),
        "identity": 0 * a + 1,
    }
    return every[activation]
