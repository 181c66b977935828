"""A network made of Values, one example at a time, against `nnkit.Network`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import Sizes, networks
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.network import Network

SIZES = (Sizes((2, 2, 2), 1), Sizes((3, 4, 2), 1), Sizes((2, 3, 1), 1), Sizes((3, 2, 4, 3), 1))


def one_example(rng: Generator) -> Iterator[Case]:
    """Networks with two and three layers, one example each."""
    return networks(rng, SIZES)


def network_scaled(weights, biases, x, y, factor):
    E, dW, db = reference(weights, biases, x, y)
    return factor * E, [factor * g for g in dW], [factor * g for g in db]


network_gradients = Code(
    "04.network_gradients",
    kind="faded-code",
    points=3,
    minutes=15,
    difficulty=3,
    asks="network_gradients(weights, biases, x, y) -> loss E, dW, db, for one example",
    cases=one_example,
    arguments=("weights", "biases", "x", "y"),
    returns=("E", "dW", "db"),
    rtol=1e-12,
    hints=(
        Hint(
            "I don't know how to write a layer.",
            "One neuron for each row: `[neuron(row, bias, a) for row, bias in zip(W, b)]`. Assign "
            "that to `a`, and go on to the next layer.",
        ),
        Hint(
            "How do I write a − y?",
            "`output + Number(-target)`; then `** 2`, then `* Number(0.5)`, and add that to E.",
        ),
        Hint("All gradients are 0.", "After the loop: `E.backward()`."),
    ),
)


@network_gradients.right
def reference(weights, biases, x, y):
    net = Network(weights, biases)
    gradients = net.backward(net.forward(x), y)
    return gradients.loss, gradients.dW, gradients.db


@network_gradients.wrong(credit=0.5)
def no_half(weights, biases, x, y):
    """Everything is twice too large: the ½ of E = ½‖a − y‖² is missing."""
    return network_scaled(weights, biases, x, y, 2.0)


@network_gradients.wrong
def not_squared(weights, biases, x, y):
    """The square is missing: E is half the sum of (a − y)², so `** 2` comes before the ½."""
    net = Network(weights, biases)
    trace = net.forward(x)
    gradients = net.backward(trace, trace.a[-1] - 0.5)
    return 0.5 * float(np.sum(trace.a[-1] - y)), gradients.dW, gradients.db


@network_gradients.wrong
def backward_not_called(weights, biases, x, y):
    """E is right and all gradients are 0: nobody has called `backward` on E."""
    E, dW, db = reference(weights, biases, x, y)
    return E, [0 * g for g in dW], [0 * g for g in db]


@network_gradients.wrong
def target_added(weights, biases, x, y):
    """You add the target to the output. a − y is a plus a Number with −y in it."""
    return reference(weights, biases, x, -y)


@network_gradients.wrong
def last_output_only(weights, biases, x, y):
    """Only the last output counts in your E: each turn of the loop replaces it. E adds up over the
    outputs."""
    net = Network(weights, biases)
    trace = net.forward(x)
    target = np.array(trace.a[-1])
    target[-1] = y[-1]
    gradients = net.backward(trace, target)
    return gradients.loss, gradients.dW, gradients.db


@network_gradients.wrong
def last_layer_linear(weights, biases, x, y):
    """The last layer goes out without its sigmoid."""
    net = Network(weights, biases, [*["sigmoid"] * (len(weights) - 1), "identity"])
    gradients = net.backward(net.forward(x), y)
    return gradients.loss, gradients.dW, gradients.db


@network_gradients.wrong
def no_bias(weights, biases, x, y):
    """The biases are not used anywhere, so they get no gradient either."""
    net = Network(weights, [0 * b for b in biases])
    gradients = net.backward(net.forward(x), y)
    return gradients.loss, gradients.dW, [0 * b for b in biases]


@network_gradients.wrong
def mean_over_outputs(weights, biases, x, y):
    """You divide by the number of outputs. E adds up over them."""
    return network_scaled(weights, biases, x, y, 1 / y.size)


@network_gradients.also_right
def by_hand(weights, biases, x, y):
    """The four steps of back-propagation, as the next module has them."""
    a = [np.array(x)]
    for W, b in zip(weights, biases, strict=True):
        a.append(1 / (1 + np.exp(-(W @ a[-1] + b))))
    error, dW, db = a[-1] - y, [], []
    for i in reversed(range(len(weights))):
        delta = error * a[i + 1] * (1 - a[i + 1])
        dW.insert(0, delta @ a[i].T)
        db.insert(0, delta)
        error = weights[i].T @ delta
    return 0.5 * np.sum((a[-1] - y) ** 2), dW, db
