"""Two inputs: where the sum is 0 there is a line, and the bias moves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks import cases
from nnkit.checks.exercise import Choice, Code, Hint, Right, Wrong


def line_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Weights (2,), bias, and x1 as a number and as an array (N,); once all whole numbers."""
    yield np.array([4.0, -3.0]), -1.0, 0.5
    yield np.array([3, 4]), -2, np.array([0, 1, 3, -5])
    for n in (7, 2, 5):
        yield 2 * cases.normal(rng, 2), float(cases.normal(rng, 1)[0]), cases.normal(rng, n)


boundary = Code(
    "01.boundary",
    kind="faded-code",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="boundary(w, b, x1) -> the x2 for which w[0]*x1 + w[1]*x2 + b = 0",
    cases=line_cases,
    arguments=("w", "b", "x1"),
    exact_shape=True,
    accepts=(
        lambda w, b, x1: -b / w[1] - w[0] / w[1] * x1,
        lambda w, b, x1: (b + w[0] * x1) / (-w[1]),
    ),
    hints=(
        Hint("I don't know what to solve.", "w₁x₁ + w₂x₂ + b = 0, and x₂ is what you want."),
        Hint("How do I begin?", "Leave w₂x₂ on the left and bring the rest to the right."),
        Hint("I have w₂x₂ = −(w₁x₁ + b).", "Divide by w₂, which is `w[1]` in Python."),
    ),
)


@boundary.right
def reference(w, b, x1):
    return -(w[0] * x1 + b) / w[1]


@boundary.wrong
def sign_lost(w, b, x1):
    """The sign is lost: what goes to the other side of the equation changes its sign."""
    return (w[0] * x1 + b) / w[1]


@boundary.wrong
def bias_forgotten(w, b, x1):
    """The bias is missing, so your line always goes through the origin."""
    return -w[0] * x1 / w[1]


@boundary.wrong
def bias_not_divided(w, b, x1):
    """You divide only the first term by the weight of x₂. The bias has to be divided as well: mind
    the brackets."""
    return -w[0] * x1 / w[1] - b


@boundary.wrong
def input_not_divided(w, b, x1):
    """You divide only the bias by the weight of x₂. Both terms have to be divided: mind the
    brackets."""
    return -(w[0] * x1 + b / w[1])


@boundary.wrong
def bias_sign(w, b, x1):
    """The bias has the wrong sign. It goes to the other side as w₁x₁ does."""
    return (b - w[0] * x1) / w[1]


@boundary.wrong
def divided_by_the_other(w, b, x1):
    """You divide by w₁. You want x₂ alone, so divide by its weight, w₂."""
    return -(w[0] * x1 + b) / w[0]


@boundary.wrong
def weights_swapped(w, b, x1):
    """You have solved for x₁ where x₂ is wanted: the two weights are swapped."""
    return -(w[1] * x1 + b) / w[0]


@boundary.wrong
def given_line_returned(w, b, x1):
    """This is `rest`, as it was given. The equation now reads w₂x₂ + rest = 0. Solve that for
    x₂."""
    return w[0] * x1 + b


@boundary.wrong
def multiplied(w, b, x1):
    """You multiply by w₂. In w₂x₂ = −rest it is multiplied with x₂ already; to get x₂ alone,
    divide."""
    return -(w[0] * x1 + b) * w[1]


@boundary.wrong
def not_divided(w, b, x1):
    """This is w₂·x₂. Divide by w₂ to get x₂."""
    return -(w[0] * x1 + b)


@boundary.wrong
def weight_subtracted(w, b, x1):
    """You subtract w₂. In w₂x₂ = −rest it is multiplied with x₂; to get x₂ alone, divide."""
    return -(w[0] * x1 + b) - w[1]


@boundary.wrong
def sign_lost_and_other_weight(w, b, x1):
    """Two things: the sign is lost, and you divide by w₁. It is −rest, divided by the weight of
    x₂."""
    return (w[0] * x1 + b) / w[0]


@boundary.wrong
def upside_down(w, b, x1):
    """You divide the weight by the rest. From w₂x₂ = −rest it follows that x₂ is −rest divided by
    w₂."""
    return -w[1] / (w[0] * x1 + b)


@boundary.wrong
def beach_weight(w, b, x1):
    """You divide by 3, which belongs to the beach neuron. The weight of x₂ is `w[1]`."""
    return (w[0] * x1 + b) / 3


@boundary.wrong
def rest_counted_twice(w, b, x1):
    """The bias is in your sum twice: it is part of `rest` already."""
    return (-(w[0] * x1 + b) - b) / w[1]


@boundary.wrong
def decided(w, b, x1):
    """You have decided between 0 and 1. Asked for is the height of the line, x₂."""
    return np.where(w[0] * x1 + b > 0, 1.0, 0.0)


@boundary.wrong(credit=0.5)
def arrays_only(w, b, x1):
    """Right for arrays. `x1` may also be a single number, which has no length and no entries.
    Without a loop the formula does both."""
    return np.array([-(w[0] * x1[i] + b) / w[1] for i in range(len(x1))])


@boundary.wrong(credit=0.5)
def numbers_only(w, b, x1):
    """Right for a number. `x1` may also be an array; leave out `float`, then the formula does
    both."""
    return float(-(w[0] * x1 + b) / w[1])


@boundary.wrong(credit=0.5)
def axis_too_many(w, b, x1):
    """The numbers are right, but with one axis too many. The result has the shape of `x1`: leave
    out the brackets around it."""
    return np.array([-(w[0] * x1 + b) / w[1]])


@boundary.wrong
def absolute(w, b, x1):
    """The size is right, but x₂ may be negative: leave out `abs`."""
    return abs((w[0] * x1 + b) / w[1])


@boundary.wrong
def upside_down_without_sign(w, b, x1):
    """You divide the weight by the rest, and the sign is lost. From w₂x₂ = −rest it follows that x₂
    is −rest divided by w₂."""
    return w[1] / (w[0] * x1 + b)


@boundary.wrong
def divided_by_the_bias(w, b, x1):
    """You divide by the bias. You want x₂ alone, so divide by its weight, w₂."""
    return -(w[0] * x1 + b) / b


@boundary.wrong
def divided_by_both(w, b, x1):
    """You divide by both weights. You want x₂ alone, so divide by its own weight, w₂."""
    return -(w[0] * x1 + b) / (w[0] * w[1])


@boundary.wrong
def weight_added(w, b, x1):
    """You add w₂. In w₂x₂ = −rest it is multiplied with x₂; to get x₂ alone, divide."""
    return -(w[0] * x1 + b) + w[1]


@boundary.wrong
def weight_subtracted_without_sign(w, b, x1):
    """You subtract w₂, and the sign is lost. In w₂x₂ = −rest the weight is multiplied with x₂; to
    get x₂ alone, divide."""
    return (w[0] * x1 + b) - w[1]


@boundary.wrong
def input_forgotten(w, b, x1):
    """The input is missing: only the bias is left in your formula."""
    return 0 * x1 - b / w[1]


@boundary.wrong
def input_returned(w, b, x1):
    """This is x₁ as it came in. Solve the equation for x₂."""
    return x1


and_bias = Choice(
    "01.and_bias",
    points=1,
    minutes=3,
    asks="Which bias makes a neuron with the weights 1 and 1 say AND",
    options=(
        Wrong("−0.5", "or", "With −0.5 a single 1 is enough: 1 − 0.5 is above 0. That is OR."),
        Right(
            "−1.5",
            "Two inputs bring 2, one brings 1. A threshold of 1.5 lies between: only both will do.",
        ),
        Wrong(
            "−2.5",
            "never",
            "With −2.5 even two ones are too few: 2 − 2.5 is below 0. It never says yes.",
        ),
        Wrong(
            "+1.5",
            "sign",
            "With +1.5 the sum is above 0 even when both inputs are 0. A positive bias speaks for "
            "yes; here it has to speak against it.",
        ),
    ),
    hints=(
        Hint("What does AND ask for?", "Yes for (1, 1), no for (0, 0), (0, 1) and (1, 0)."),
        Hint("What are the sums without bias?", "0, 1, 1 and 2. Only the 2 may come through."),
        Hint("What must the bias do?", "2 + b above 0, and 1 + b not above 0."),
    ),
)
