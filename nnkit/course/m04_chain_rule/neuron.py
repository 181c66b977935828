"""A neuron made of Values."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.graph import Value


def neuron_cases(rng: Generator) -> Iterator[Case]:
    """Weights, bias and inputs as plain numbers."""
    for n in (2, 3, 5, 1):
        yield normal(rng, n).tolist(), float(normal(rng, 1)[0]), normal(rng, n).tolist()
    yield [2.0, -3.0], 0.5, [1.0, 1.0]


def neuron_of_values(w, b, x):
    """Output, weights, bias and inputs of a neuron, all of them Values."""
    w, x = [Value(v) for v in w], [Value(v) for v in x]
    b = z = Value(b)
    for weight, number in zip(w, x, strict=True):
        z = z + weight * number
    return z.sigmoid(), w, b, x


neuron_gradients = Code(
    "04.neuron_gradients",
    kind="faded-code",
    points=1.5,
    minutes=6,
    difficulty=2,
    asks="neuron_gradients(w, b, x) -> output a, [∂a/∂w₁, ∂a/∂w₂, …], ∂a/∂b",
    cases=neuron_cases,
    arguments=("w", "b", "x"),
    returns=("a", "dw", "db"),
    rtol=1e-12,
    hints=(
        Hint("What is `w` in the last line?", "A list of Numbers by then, not of floats."),
        Hint(
            "All my gradients are 0.", "The graph exists, but nobody walked back: `a.backward()`."
        ),
        Hint("Nearly the answer", "`return a.data, [weight.grad for weight in w], b.grad`"),
    ),
)


@neuron_gradients.right
def reference(w, b, x):
    a, w, b, _ = neuron_of_values(w, b, x)
    a.backward()
    return a.data, [v.grad for v in w], b.grad


@neuron_gradients.wrong
def backward_not_called(w, b, x):
    """All gradients are 0: nobody has called `backward` on the output."""
    a, _, _, _ = neuron_of_values(w, b, x)
    return a.data, [0.0 for _ in w], 0.0


@neuron_gradients.wrong
def towards_the_inputs(w, b, x):
    """These are the gradients of the inputs x. Asked for are those of the weights."""
    a, _, b, x = neuron_of_values(w, b, x)
    a.backward()
    return a.data, [v.grad for v in x], b.grad


@neuron_gradients.wrong
def data_for_gradient(w, b, x):
    """You return the numbers that went in, `.data`. The gradients stand in `.grad`."""
    return neuron_of_values(w, b, x)[0].data, w, b


@neuron_gradients.wrong
def before_the_sigmoid(w, b, x):
    """These are the slopes of z, the sum. The walk has to begin one node further on, at the output
    of the sigmoid."""
    a, _, _, _ = neuron_of_values(w, b, x)
    return a.data, x, 1.0


@neuron_gradients.wrong
def gradient_for_output(w, b, x):
    """The first number is the gradient of the output with respect to itself, 1. Asked for is what
    the neuron puts out: its `.data`."""
    _, dw, db = reference(w, b, x)
    return 1.0, dw, db


@neuron_gradients.also_right
def by_formula(w, b, x):
    a = 1 / (1 + np.exp(-(np.dot(w, x) + b)))
    return a, a * (1 - a) * np.array(x), a * (1 - a)
