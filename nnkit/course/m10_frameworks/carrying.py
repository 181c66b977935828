"""Weights as Keras keeps them: their shape, and a layer by hand."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Variant, Wrong

kernel_shape = Choice(
    "10.kernel_shape",
    kind="prediction",
    points=0.5,
    minutes=1,
    asks="shape of the kernel of Dense(10) that is given 32 examples with 64 inputs",
    options=(
        Wrong(
            "(10, 64)",
            "as-in-this-course",
            "That is our W, for examples that stand in columns. Here they lie in rows, and "
            "(32, 64) @ (10, 64) does not fit.",
        ),
        Wrong(
            "(32, 10)",
            "output",
            "That is the shape of what comes out. The weights do not know how many examples there "
            "are.",
        ),
        Right("(64, 10)", "(32, 64) @ (64, 10) gives (32, 10): the kernel is our W transposed."),
        Wrong("(64, 32)", "examples", "No weight belongs to an example. What has to come out?"),
    ),
    hints=(
        Hint("Where do I begin?", "x has shape (32, 64), and x @ kernel has to have 10 columns."),
        Hint("Which sizes are in it?", "Inputs and neurons; never the number of examples."),
        Hint("Nearly the answer", "(32, 64) @ (64, ?) gives (32, 10)."),
    ),
)


class OwnDense(NamedTuple):
    """A Dense layer as Keras keeps it: kernel (3, 2), bias (2,); and one example, x (1, 3)."""

    kernel: np.ndarray
    bias: np.ndarray
    x: np.ndarray


def dense(own: OwnDense) -> Any:
    """The pre-activations of both neurons, in a row."""
    return own.x @ own.kernel + own.bias


def draw_dense(draw: Draw) -> OwnDense:
    """Whole numbers without zeros, some negative, for which no two mistakes look alike."""
    while True:
        kernel, bias, x = (draw.array(shape, -3, 4) for shape in ((3, 2), (2,), (1, 3)))
        own = OwnDense(kernel, bias, x)
        lively = all(part.all() for part in own) and (kernel < 0).any()
        if lively and my_dense.tells_apart(own, 0.1):
            return own


DENSE = Variant("10.dense", draw_dense)

my_dense = Value(
    "10.my_dense",
    points=1,
    minutes=4,
    asks="x @ kernel + bias by hand, for the student's own kernel (3, 2)",
    variant=DENSE,
    practice=("Compute `x @ kernel + bias` by hand. Answer with a list of two numbers."),
    reference=dense,
    tolerance=0.01,
    why="A neuron is a column of the kernel. In this course it is a row of W.",
    misconceptions=(
        Misconception(
            "bias-forgotten",
            lambda own: own.x @ own.kernel,
            "The sums are right, and the bias is missing: one number for each neuron.",
        ),
        Misconception(
            "read-on",
            lambda own: own.x @ own.kernel.reshape(2, 3).T + own.bias,
            "You read the kernel on from left to right, three numbers for each neuron. A neuron's "
            "three weights stand below one another: it is a column.",
        ),
        Misconception(
            "upside-down",
            lambda own: own.x[:, ::-1] @ own.kernel + own.bias,
            "You went through a column from below. The first number of x meets the top of it.",
        ),
        Misconception(
            "one-bias-for-all",
            lambda own: own.x @ own.kernel + own.bias[0],
            "You added the first bias to both. Each neuron has its own.",
        ),
        Misconception(
            "bias-each-time",
            lambda own: own.x @ own.kernel + 3 * own.bias,
            "You added the bias to each product. It is added once, to the sum.",
        ),
        Misconception(
            "minus-lost",
            lambda own: np.abs(own.x) @ np.abs(own.kernel) + np.abs(own.bias),
            "You left out the minus signs. Minus times minus is plus, minus times plus is minus.",
        ),
        Misconception(
            "bias-subtracted",
            lambda own: own.x @ own.kernel - own.bias,
            "The sums are right. The bias is added, not subtracted.",
        ),
    ),
    hints=(
        Hint("How many numbers come out?", "(1, 3) @ (3, 2) is (1, 2): one for each neuron."),
        Hint("Which weights has the first neuron?", "The first column of the kernel, all three."),
        Hint("I want to see the first.", "`own.x[0] @ own.kernel[:, 0] + own.bias[0]`"),
    ),
)
