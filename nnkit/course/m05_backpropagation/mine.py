"""One example through a small network of each student's own: three arrays on the way back.

The network is 2-2-2: with square matrices a forgotten transpose goes through, and only the numbers
can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant
from nnkit.checks.problem import Problem
from nnkit.network import Gradients, Network, Trace

if TYPE_CHECKING:
    from nnkit._typing import Array

TOLERANCE = 1e-3
"""Answers are asked to three decimals."""

_TRIES = 20_000


def draw_problem(draw: Draw) -> Problem:
    """Draw a student's own example: the same student gets the same numbers for good."""
    return _problem(draw.integer(0, 2**63))


@cache
def _problem(seed: int) -> Problem:
    """The first network and example in which every mistake shows; every check asks for it again."""
    for problem in islice(_candidates(Draw(str(seed), "05.mine")), _TRIES):
        if acceptable(problem):
            return problem
    raise RuntimeError(f"no acceptable problem in {_TRIES}")


def _candidates(draw: Draw) -> Iterator[Problem]:
    sizes = (0.5, 1.0, 1.5, 2.0, -0.5, -1.0, -1.5, -2.0)
    while True:
        numbers = np.array([draw.choice(sizes) for _ in range(14)])
        target = draw.integer(0, 1)
        yield Problem(
            (numbers[:4].reshape(2, 2), numbers[4:8].reshape(2, 2)),
            (numbers[8:10].reshape(2, 1), numbers[10:12].reshape(2, 1)),
            numbers[12:].reshape(2, 1),
            np.array([[float(target)], [1.0 - target]]),
            1.0,
            ("sigmoid", "sigmoid"),
            "half_squared_error",
        )


# The bounds have odd digits: no sum of short decimals lies on them, so that rounding, which
# differs between machines, never decides.


def acceptable(p: Problem) -> bool:
    """Whether no neuron is saturated, nothing vanishes, and all answers differ."""
    trace, back = through(p)
    if not all(np.abs(z).min() > 0.2345 and np.abs(z).max() < 2.6789 for z in trace.z[1:]):
        return False
    if np.abs(back.delta[1]).min() < 0.0234 or np.abs(trace.a[2] - p.y).min() < 0.1987:
        return False
    exercises = (my_delta_out, my_delta_hidden, my_dW1)
    return all(exercise.tells_apart(p, 4.0123 * TOLERANCE) for exercise in exercises)


def through(p: Problem) -> tuple[Trace, Gradients]:
    """Forward and backward pass."""
    net = Network(p.weights, p.biases, p.activation)
    trace = net.forward(p.x)
    return trace, net.backward(trace, p.y)


def slope(a: Array) -> Array:
    """Slope of the sigmoid where its output is a."""
    value: Array = a * (1 - a)
    return value


def _delta_out(p: Problem, factor: Callable[[Array], Any] = slope) -> Any:
    a = through(p)[0].a[2]
    return (a - p.y) * factor(a)


def _delta_out_without_biases(p: Problem) -> Any:
    silent = [np.zeros_like(b) for b in p.biases]
    a = Network(p.weights, silent, p.activation).forward(p.x).a[2]
    return (a - p.y) * slope(a)


def _delta_hidden(p: Problem, W: Array, factor: Callable[[Array], Any] = slope) -> Any:
    trace, back = through(p)
    return W @ back.delta[2] * factor(trace.a[1])


def _dW1(p: Problem) -> Any:
    return through(p)[1].dW[0]


MINE = Variant("05.mine", draw_problem)

_CARRIED = (
    "Every entry has the right size and the wrong sign. If your `my_delta_out` still has the wrong "
    "sign, mend it and come back: what you did here is then right."
)

my_delta_out = Value(
    "05.my_delta_out",
    points=1,
    minutes=4,
    difficulty=2,
    asks="your δ², shape (2, 1)",
    variant=MINE,
    practice=(
        "*Error at the output*, *through the activation*: what is δ², shape (2, 1), of this "
        "network and example? Three decimals. ({in_words})"
    ),
    reference=_delta_out,
    tolerance=TOLERANCE,
    why="Error at the output, through the activation: half of the way is done.",
    misconceptions=(
        Misconception(
            "sign-of-the-error",
            lambda p: -_delta_out(p),
            "Right size, wrong sign: you started from y − a. ∂E/∂a is a − y.",
        ),
        Misconception(
            "slope-missing",
            lambda p: _delta_out(p, lambda a: 1.0),
            "That is the error at the output. It has still to go through the activation: multiply "
            "by a(1 − a).",
        ),
        Misconception(
            "sigmoid-twice",
            lambda p: _delta_out(p, lambda a: slope(sigmoid(a))),
            "You took the sigmoid of a² once more. It is an output already: the slope is a(1 − a).",
        ),
        Misconception(
            "factor-2",
            lambda p: 2 * _delta_out(p),
            "Twice too large: the ½ of the loss cancels the 2 of the square.",
        ),
        Misconception(
            "mean-over-outputs",
            lambda p: _delta_out(p) / 2,
            "You divided by 2, the number of outputs. The only mean is over examples, and here "
            "there is one.",
        ),
        Misconception(
            "biases-forgotten",
            _delta_out_without_biases,
            "On the way forward you left the biases out: z = W a + b.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Forward first: you need a¹ and a². Then a² − y."),
        Hint("And then?", "Times the slope a²(1 − a²), entry by entry."),
        Hint("Nearly the answer", "`(my_a2 - mine.y) * my_a2 * (1 - my_a2)`"),
    ),
)

my_delta_hidden = Value(
    "05.my_delta_hidden",
    points=1.5,
    minutes=4,
    difficulty=2,
    asks="your δ¹, shape (2, 1)",
    variant=MINE,
    practice=(
        "*Pass back*, *through the activation*: what is δ¹, shape (2, 1), of this network and "
        "example? Three decimals. ({in_words})"
    ),
    reference=lambda p: _delta_hidden(p, p.W2.T),
    tolerance=TOLERANCE,
    why="Pass back, through the activation: a deeper network would only repeat this.",
    misconceptions=(
        Misconception(
            "no-transpose",
            lambda p: _delta_hidden(p, p.W2),
            "You multiplied with W² where its transpose is needed. Your W² is square, so no shape "
            "warned you. A hidden neuron collects along its column.",
        ),
        Misconception(
            "slope-missing",
            lambda p: _delta_hidden(p, p.W2.T, lambda a: 1.0),
            "You passed the error back, but not through the activation: multiply by a¹(1 − a¹).",
        ),
        Misconception(
            "own-weights",
            lambda p: _delta_hidden(p, p.W1.T),
            "You used W¹, which leads into the hidden layer. The error comes from the other side: "
            "through W².",
        ),
        Misconception(
            "sigmoid-twice",
            lambda p: _delta_hidden(p, p.W2.T, lambda a: slope(sigmoid(a))),
            "You took the sigmoid of a¹ once more. The slope is a(1 − a).",
        ),
        Misconception(
            "slope-of-the-output",
            lambda p: p.W2.T @ _delta_out(p) * slope(through(p)[0].a[2]),
            "After passing back you took the slope of the output layer, from a². The hidden "
            "layer's own is needed, from a¹.",
        ),
        Misconception(
            "errors-instead-of-deltas",
            lambda p: p.W2.T @ _delta_out(p, lambda a: 1.0) * slope(through(p)[0].a[1]),
            "You passed back the errors a² − y. What goes back is delta, after the output's "
            "activation.",
        ),
        Misconception("sign-carried-on", lambda p: -_delta_hidden(p, p.W2.T), _CARRIED, credit=0.5),
    ),
    hints=(
        Hint("Where do I begin?", "Ask one hidden neuron: whom does it send to, how strongly?"),
        Hint("Which weights?", "Column 1 of W² belongs to hidden neuron 1."),
        Hint("Nearly the answer", "`mine.W2.T @ my_delta_out`, times `my_a1 * (1 - my_a1)`."),
    ),
)

my_dW1 = Value(
    "05.my_dW1",
    points=1,
    minutes=4,
    difficulty=2,
    asks="your ∂E/∂W¹, shape (2, 2)",
    variant=MINE,
    practice=(
        "*Parameter gradients*: what is ∂E/∂W¹, shape (2, 2), of this network and example, a list "
        "of two rows? Three decimals. ({in_words})"
    ),
    reference=_dW1,
    tolerance=TOLERANCE,
    why="Delta of this layer, activation of the one before: the rule for every layer.",
    misconceptions=(
        Misconception(
            "transposed",
            lambda p: _dW1(p).T,
            "All numbers are there, rows and columns are exchanged. A row belongs to a hidden "
            "neuron and its delta.",
        ),
        Misconception(
            "own-activation",
            lambda p: through(p)[1].delta[1] @ through(p)[0].a[1].T,
            "You used a¹, what this layer sends. A weight of W¹ carried x.",
        ),
        Misconception(
            "delta-of-the-output",
            lambda p: through(p)[1].delta[2] @ p.x.T,
            "You used δ². The weights in W¹ lead into the hidden layer: its own delta is needed.",
        ),
        Misconception(
            "slope-missing",
            lambda p: p.W2.T @ _delta_out(p) @ p.x.T,
            "The delta in it has been passed back, but not through the hidden layer's activation.",
        ),
        Misconception(
            "the-step-taken",
            lambda p: p.W1 - _dW1(p),
            "That is W¹ after a step. Asked for is the gradient alone.",
        ),
        Misconception("sign-carried-on", lambda p: -_dW1(p), _CARRIED, credit=0.5),
    ),
    hints=(
        Hint("Where do I begin?", "One weight: delta of where it leads, times what it carried."),
        Hint("Which shape?", "A column times a row: (2, 1) @ (1, 2)."),
        Hint("Nearly the answer", "`my_delta_hidden @ mine.x.T`"),
    ),
)
