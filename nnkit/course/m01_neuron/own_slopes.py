"""How steep four kinds of neuron are that have put out a student's own number."""

from __future__ import annotations

import numpy as np

from nnkit.activations import ACTIVATIONS, sigmoid
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant


def slope_of_sigmoid_of(a: float) -> float:
    """The formula for z, used on a."""
    s = float(sigmoid(a))
    return s * (1 - s)


FOUR = ("sigmoid", "tanh", "relu", "identity")


def four_slopes(a: float) -> list[float]:
    """What the slope is if a neuron of each kind has put out a."""
    one = np.ones(1)
    return [float(ACTIVATIONS[name].backward(a * one, one)[0]) for name in FOUR]


def four_slopes_with(a: float, **wrong: float) -> list[float]:
    """The same with some of them wrong."""
    right = dict(zip(FOUR, four_slopes(a), strict=True))
    return list((right | wrong).values())


def own_activation(draw: Draw) -> float:
    """An activation that all four kinds of neuron can put out."""
    return draw.choice([0.2, 0.3, 0.6, 0.7, 0.8])


my_slopes = Value(
    "01.my_slopes",
    points=1,
    minutes=3,
    asks="Slopes of a sigmoid, tanh, ReLU and linear neuron that have put out your own a",
    variant=Variant("01.my_slopes", own_activation, ("a",)),
    parts=("sigmoid", "tanh", "ReLU", "linear"),
    practice=(
        "Four neurons have all put out a = {a}: a sigmoid, a tanh, a ReLU and a linear neuron. "
        "How steep is each of them there? Give a list of four numbers in this order, such as "
        "`[0.1, 0.2, 0.3, 0.4]`."
    ),
    reference=four_slopes,
    tolerance=0.005,
    why="The same output, four slopes: how far a correction gets depends on the activation.",
    misconceptions=(
        Misconception(
            "linear-is-a",
            lambda a: four_slopes_with(a, identity=a),
            "Three are right. A linear neuron hands z on, a = z: a straight line that rises by 1 "
            "for each step to the right, wherever you are on it.",
            credit=0.5,
        ),
        Misconception(
            "relu-is-a",
            lambda a: four_slopes_with(a, relu=a),
            "Three are right. For ReLU you gave the height. The neuron is on, so the slope is that "
            "of the rising line.",
            credit=0.5,
        ),
        Misconception(
            "both-lines-are-a",
            lambda a: four_slopes_with(a, relu=a, identity=a),
            "The two curves are right. For the two straight lines you gave the height; asked for "
            "is the slope, and that of a line is the same everywhere.",
            credit=0.5,
        ),
        Misconception(
            "tanh-not-squared",
            lambda a: four_slopes_with(a, tanh=1 - a),
            "Three are right. For tanh it is 1 − a², not 1 − a.",
            credit=0.5,
        ),
        Misconception(
            "tanh-square-outside",
            lambda a: four_slopes_with(a, tanh=(1 - a) ** 2),
            "Three are right. For tanh only the a is squared: 1 − a², not (1 − a)².",
            credit=0.5,
        ),
        Misconception(
            "relu-is-off",
            lambda a: four_slopes_with(a, relu=0.0),
            "Three are right. A slope of 0 belongs to a ReLU that is off. Yours has put out more "
            "than 0, so it is on.",
            credit=0.5,
        ),
        Misconception(
            "curves-swapped",
            lambda a: four_slopes_with(a, sigmoid=1 - a**2, tanh=a * (1 - a)),
            "The two straight lines are right. The slopes of the sigmoid and of tanh have changed "
            "places.",
            credit=0.5,
        ),
        Misconception(
            "sigmoid-again",
            lambda a: four_slopes_with(a, sigmoid=slope_of_sigmoid_of(a)),
            "Three are right. For the sigmoid you put a through the sigmoid again.",
            credit=0.5,
        ),
        Misconception(
            "linear-is-flat",
            lambda a: four_slopes_with(a, identity=0.0),
            "Three are right. A slope of 0 is a flat line; a linear neuron hands z on and its line "
            "rises.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Which formulas?", "a(1 − a), 1 − a², and two that ask no arithmetic."),
        Hint("ReLU?", "Your a is above 0, so the neuron is on: the rising line."),
        Hint("A linear neuron?", "a = z, a straight line. How far up for one step right?"),
    ),
)
