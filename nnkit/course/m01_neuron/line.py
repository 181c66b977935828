"""Two inputs: where the sum is 0 there is a line, and the bias moves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks import cases
from nnkit.checks.exercise import Choice, Code, Hint, Right, Wrong


def line_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Weights (2,), bias, and x1 as a number and as an array (N,)."""
    yield np.array([4.0, -3.0]), -1.0, 0.5
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
    """You divide by w₁. It is x₂ that has to be set free, so divide by its weight."""
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
    """You multiply by w₂. In w₂x₂ = −rest it stands beside x₂; to set x₂ free, divide."""
    return -(w[0] * x1 + b) * w[1]


@boundary.wrong
def not_divided(w, b, x1):
    """This is w₂·x₂. Divide by w₂ to get x₂."""
    return -(w[0] * x1 + b)


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
            "With +1.5 the sum is above 0 even when both inputs are 0. A bias helps the yes; here "
            "it has to hold it back.",
        ),
    ),
    hints=(
        Hint("What does AND ask for?", "Yes for (1, 1), no for (0, 0), (0, 1) and (1, 0)."),
        Hint("What are the sums without bias?", "0, 1, 1 and 2. Only the 2 may come through."),
        Hint("What must the bias do?", "2 + b above 0, and 1 + b not above 0."),
    ),
)
