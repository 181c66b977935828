"""The slopes of five activations, all from the output."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.activations import ACTIVATIONS, sigmoid
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong


def slope_cases(rng: Generator) -> Iterator[Case]:
    """Outputs of each activation; saturated ones, and where there are zeros, exact zeros."""
    for shape, leak in (((3, 4), 0.1), ((2, 7), 0.02), ((4, 1), 0.3)):
        z = 1.5 * normal(rng, *shape)
        z.flat[0], z.flat[1], z.flat[2], z.flat[3] = -9.0, 0.0, 0.6 * leak, -0.4
        yield "sigmoid", sigmoid(z), leak
        yield "tanh", np.tanh(z), leak
        yield "relu", np.maximum(z, 0.0), leak
        yield "leaky", np.where(z > 0, z, leak * z), leak
        yield "identity", z, leak


slope_of = Code(
    "09.slope_of",
    points=2.5,
    minutes=7,
    difficulty=2,
    asks="slope_of(name, a, leak) -> slope of the activation where its output is a",
    cases=slope_cases,
    arguments=("name", "a", "leak"),
    part_of=lambda name, a, leak: name,
    exact_shape=True,
    hints=(
        Hint("Where do I begin?", 'Five times `if name == "...":`, each with its `return`.'),
        Hint(
            "ReLU and its leak?",
            "Ask `a > 0`, for each entry: on the right the slope is 1. On the left, and at 0, it "
            "is 0 or `leak`.",
        ),
        Hint(
            "Nearly the answer",
            "`a * (1 - a)`, `1 - a**2`, `np.where(a > 0, 1.0, 0.0)`, the same with `leak`, and "
            "`np.ones_like(a)`.",
        ),
    ),
)


@slope_of.right
def reference(name, a, leak):
    if name == "leaky":
        return np.where(a > 0, 1.0, leak)
    return ACTIVATIONS[name].backward(a, np.ones_like(a))


@slope_of.wrong
def zero_counts_as_on(name, a, leak):
    """ReLU: you gave slope 1 where a = 0. Every neuron that is off has put out exactly 0, so `a >=
    0` is true for all. Ask for `a > 0`. (The leaky one is likewise flat at 0.)"""
    if name in ("relu", "leaky"):
        return np.where(a >= 0, 1.0, leak)
    return reference(name, a, leak)


@slope_of.wrong
def zero_counts_as_on_in_relu(name, a, leak):
    """ReLU: you gave slope 1 where a = 0. Every neuron that is off has put out exactly 0, so `a >=
    0` is true for all of them. Ask for `a > 0`."""
    return np.ones_like(a) if name == "relu" else reference(name, a, leak)


@slope_of.wrong
def zero_counts_as_on_in_leaky(name, a, leak):
    """Leaky ReLU: at a = 0 exactly you gave slope 1. In this course 0 belongs to the flatter side,
    as it does with ReLU: ask for `a > 0`."""
    return np.where(a >= 0, 1.0, leak) if name == "leaky" else reference(name, a, leak)


@slope_of.wrong
def half_at_zero(name, a, leak):
    """ReLU: you gave ½ where a = 0. Every neuron that is off has put out exactly 0, and there the
    line is flat: 0."""
    return np.heaviside(a, 0.5) if name == "relu" else reference(name, a, leak)


@slope_of.wrong
def tanh_not_squared(name, a, leak):
    """Tanh: 1 − a is not its slope; the square is missing. Try a = −1, where tanh is flat: it has
    to be 0."""
    return 1 - a if name == "tanh" else reference(name, a, leak)


@slope_of.wrong
def tanh_square_outside(name, a, leak):
    """Tanh: you squared the difference 1 − a. Only `a` is squared: 1 − a²."""
    return (1 - a) ** 2 if name == "tanh" else reference(name, a, leak)


@slope_of.wrong
def tanh_as_sigmoid(name, a, leak):
    """Tanh: a(1 − a) is the slope of the sigmoid. That of tanh is 1 − a²."""
    return a * (1 - a) if name == "tanh" else reference(name, a, leak)


@slope_of.wrong
def tanh_once_more(name, a, leak):
    """Tanh: you put `a` through tanh once more. It is the output already: 1 − a²."""
    return 1 - np.tanh(a) ** 2 if name == "tanh" else reference(name, a, leak)


@slope_of.wrong
def sigmoid_once_more(name, a, leak):
    """Sigmoid: you put `a` through the sigmoid once more. It is the output already: a(1 − a)."""
    if name == "sigmoid":
        a = sigmoid(a)
    return reference(name, a, leak)


@slope_of.wrong
def both_once_more(name, a, leak):
    """Sigmoid and tanh: you put `a` through the activation once more. It is the output already:
    a(1 − a), and 1 − a²."""
    if name in ("sigmoid", "tanh"):
        a = ACTIVATIONS[name].forward(a)
    return reference(name, a, leak)


@slope_of.wrong
def sigmoid_and_tanh_exchanged(name, a, leak):
    """You have exchanged two of them: a(1 − a) is the slope of the sigmoid, 1 − a² that of tanh."""
    other = {"sigmoid": "tanh", "tanh": "sigmoid"}.get(name, name)
    return reference(other, a, leak)


@slope_of.wrong
def leak_at_the_end(name, a, leak):
    """Leaky ReLU: on the left you gave `leak * a`. The slope of a straight line is the same
    everywhere: `leak`."""
    return np.where(a > 0, 1.0, leak * a) if name == "leaky" else reference(name, a, leak)


@slope_of.wrong
def leak_of_a_hundredth(name, a, leak):
    """Leaky ReLU: your leak is 0.01, whatever is asked for. Use the argument `leak`."""
    return reference(name, a, 0.01)


@slope_of.wrong
def leak_of_a_tenth(name, a, leak):
    """Leaky ReLU: your leak is 0.1, whatever is asked for. Use the argument `leak`."""
    return reference(name, a, 0.1)


@slope_of.wrong
def leak_forgotten(name, a, leak):
    """Leaky ReLU: you gave 0 on the left. That is ReLU; here the line has the slope `leak`."""
    return reference("relu" if name == "leaky" else name, a, leak)


@slope_of.wrong
def leak_in_relu(name, a, leak):
    """ReLU: you gave it a leak. It is flat on the left: slope 0."""
    return reference("leaky" if name == "relu" else name, a, leak)


@slope_of.wrong
def above_the_leak(name, a, leak):
    """Leaky ReLU: yours asks whether `a` is above the leak. The line bends at 0: ask `a > 0`."""
    return np.where(a > leak, 1.0, leak) if name == "leaky" else reference(name, a, leak)


@slope_of.wrong
def falling_left(name, a, leak):
    """Leaky ReLU: on the left you gave −leak, but the line rises there as well: `leak`."""
    return np.where(a > 0, 1.0, -leak) if name == "leaky" else reference(name, a, leak)


@slope_of.wrong
def one_over_the_leak(name, a, leak):
    """Leaky ReLU: on the left you gave 1/leak. There the line is flatter than on the right:
    `leak`."""
    return np.where(a > 0, 1.0, 1 / leak) if name == "leaky" else reference(name, a, leak)


@slope_of.wrong
def sign_of_leaky(name, a, leak):
    """Leaky ReLU: what you give on the left is −1. The line rises there, a little: `leak`."""
    return np.sign(a) if name == "leaky" else reference(name, a, leak)


@slope_of.wrong
def sigmoid_without_brackets(name, a, leak):
    """Sigmoid: yours is 0 everywhere. Python multiplies first, so `a * 1 - a` is a − a. Put
    brackets: `a * (1 - a)`."""
    return a * 1 - a if name == "sigmoid" else reference(name, a, leak)


@slope_of.wrong
def sigmoid_of_the_output(name, a, leak):
    """Sigmoid: you gave σ(a). `a` has been through the sigmoid already, and asked for is its slope:
    a(1 − a)."""
    return sigmoid(a) if name == "sigmoid" else reference(name, a, leak)


@slope_of.wrong
def tanh_upside_down(name, a, leak):
    """Tanh: the sign is wrong. It rises everywhere: 1 − a²."""
    return a**2 - 1 if name == "tanh" else reference(name, a, leak)


@slope_of.wrong
def sides_exchanged(name, a, leak):
    """Leaky ReLU: the sides are exchanged. On the right the slope is 1, on the left `leak`."""
    return np.where(a > 0, leak, 1.0) if name == "leaky" else reference(name, a, leak)


@slope_of.wrong
def identity_gives_a(name, a, leak):
    """Identity: you gave `a`, its height. A straight line that rises by 1 for each step has the
    slope 1 everywhere."""
    return a if name == "identity" else reference(name, a, leak)


@slope_of.wrong
def identity_without_slope(name, a, leak):
    """Identity: your slope is 0. The line rises by 1 for each step to the right: slope 1."""
    return np.zeros_like(a) if name == "identity" else reference(name, a, leak)


@slope_of.wrong
def heights_of_all_straight_ones(name, a, leak):
    """ReLU, leaky ReLU and identity: you gave heights. Asked for is how steep they are: 0, 1 or the
    leak."""
    if name in ("relu", "identity"):
        return 1.0 * a
    return np.where(a > 0, a, leak * a) if name == "leaky" else reference(name, a, leak)


@slope_of.wrong
def heights(name, a, leak):
    """ReLU and its leaky relative: you gave `a`, how high they are. Asked for is how steep."""
    return a if name in ("relu", "leaky") else reference(name, a, leak)


@slope_of.wrong
def heights_of_relu(name, a, leak):
    """ReLU: you gave `a`, how high it is. Its slope is 1 where a > 0, however large a is."""
    return a if name == "relu" else reference(name, a, leak)


@slope_of.wrong(credit=0.5)
def one_number(name, a, leak):
    """Identity: the slope 1 is right, but one number came back where an array was given. Each
    neuron has its own slope: `np.ones_like(a)`."""
    return 1.0 if name == "identity" else reference(name, a, leak)


@slope_of.also_right
def one_after_the_other(name, a, leak):
    if name == "sigmoid":
        return a - a * a
    if name == "tanh":
        return (1 - a) * (1 + a)
    if name == "identity":
        return a * 0 + 1
    left = leak if name == "leaky" else 0
    return (a > 0) * (1 - left) + left


@slope_of.also_right
def by_question(name, a, leak):
    if name == "relu":
        return a > 0
    return reference(name, a, leak)


off_units = Choice(
    "09.off_units",
    kind="prediction",
    points=1,
    minutes=2,
    asks="how many of 1000 ReLU slopes come out wrong with a >= 0",
    options=(
        Wrong(
            "none",
            "no-difference",
            "Where z is negative the output is exactly 0, and 0 >= 0 is true. So the question does "
            "not tell on from off.",
        ),
        Wrong(
            "only the few with $z$ exactly 0",
            "only-at-zero",
            "That would be so if the question were about z. It is about a, and a is 0 for every "
            "negative z.",
        ),
        Right(
            "about 500",
            "Every neuron that is off has a = 0, and a >= 0 is always true. Half of the slopes "
            "become 1 where they are 0.",
        ),
        Wrong(
            "all",
            "all-wrong",
            "Where z is positive the slope is 1, and a >= 0 says 1. Those are right.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Take z = −5. What does ReLU put out?"),
        Hint("And then?", "It puts out 0. Is 0 >= 0?"),
        Hint("Nearly the answer", "The slope is wrong for every negative z. How many are there?"),
    ),
)
