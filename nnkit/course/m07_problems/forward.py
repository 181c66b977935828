"""Problem 2: forward propagation as a function.

Wrong and other right answers are written as students write them, without type hints, and lean on
nothing but nnkit and the functions of this file.
"""

# mypy: allow-untyped-defs, allow-untyped-calls, no-check-untyped-defs

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import numpy as np
from numpy.random import Generator

import nnkit
from nnkit.checks.cases import layers, networks
from nnkit.checks.exercise import Case, Code, Hint, Misconception

ACTIVATIONS = ("sigmoid", "relu", "tanh", "identity")


def activate(activation, z):
    return nnkit.activations.ACTIVATIONS[activation].forward(z)


def layer_cases(rng: Generator) -> Iterator[Case]:
    """One layer with each of the activations."""
    for (W, b, a), activation in zip(layers(rng), ACTIVATIONS, strict=True):
        yield W, b, a, activation


def network_cases(rng: Generator) -> Iterator[Case]:
    """Networks of one to four layers, with each of the activations."""
    for (weights, biases, x, _), activation in zip(networks(rng), cycle(ACTIVATIONS), strict=False):
        yield weights, biases, x, activation


def reference_layer(W, b, a, activation):
    return nnkit.Network([W], [b], activation).predict(a)


def layer_transposed(W, b, a, activation):
    return activate(activation, W.T @ a + b)


def layer_without_bias(W, b, a, activation):
    return activate(activation, W @ a)


def layer_bias_last(W, b, a, activation):
    return activate(activation, W @ a) + b


def layer_flat_bias(W, b, a, activation):
    return activate(activation, W @ a + b.ravel())


def layer_one_example(W, b, a, activation):
    return activate(activation, W @ a[:, :1] + b)


def layer_by_columns(W, b, a, activation):
    columns = [W @ a[:, n] + b[:, 0] for n in range(a.shape[1])]
    return activate(activation, np.stack(columns, axis=1))


def layer_einsum(W, b, a, activation):
    return activate(activation, np.einsum("ji,in->jn", W, a) + b)


def reference_forward(weights, biases, x, activation):
    return nnkit.Network(weights, biases, activation).forward(x).a


def forward_without_input(weights, biases, x, activation):
    return reference_forward(weights, biases, x, activation)[1:]


def forward_only_output(weights, biases, x, activation):
    return reference_forward(weights, biases, x, activation)[-1]


def forward_without_bias(weights, biases, x, activation):
    return reference_forward(weights, [0 * b for b in biases], x, activation)


def forward_last_linear(weights, biases, x, activation):
    a = reference_forward(weights, biases, x, activation)
    return [*a[:-1], weights[-1] @ a[-2] + biases[-1]]


def forward_passes_z(weights, biases, x, activation):
    a, z = [x], x
    for W, b in zip(weights, biases, strict=True):
        z = W @ z + b
        a.append(activate(activation, z))
    return a


def forward_keeps_z(weights, biases, x, activation):
    a, z = x, [x]
    for W, b in zip(weights, biases, strict=True):
        z.append(W @ a + b)
        a = activate(activation, z[-1])
    return z


def forward_always_x(weights, biases, x, activation):
    return [x, *(activate(activation, W @ x + b) for W, b in zip(weights, biases, strict=True))]


def forward_recursive(weights, biases, x, activation):
    if not weights:
        return [x]
    first = activate(activation, weights[0] @ x + biases[0])
    return [x, *forward_recursive(weights[1:], biases[1:], first, activation)]


def forward_by_columns(weights, biases, x, activation):
    a = [x]
    for W, b in zip(weights, biases, strict=True):
        columns = [W @ a[-1][:, [n]] + b for n in range(x.shape[1])]
        a.append(activate(activation, np.hstack(columns)))
    return a


FORWARD = (
    Code(
        id="07.layer",
        kind="faded-code",
        points=1,
        asks="layer(W, b, a, activation) -> activation of the next layer, shape (n_out, N)",
        reference=reference_layer,
        cases=layer_cases,
        arguments=("W", "b", "a", "activation"),
        misconceptions=(
            Misconception(
                "transposed",
                layer_transposed,
                "You used `W.T`. W has one row for each neuron of the new layer already. It went "
                "through only where W is square, and there the numbers are wrong.",
            ),
            Misconception("no-bias", layer_without_bias, "The weighted sums are there, b is not."),
            Misconception(
                "bias-after-activation",
                layer_bias_last,
                "You added b to the activation. It belongs into z, before the activation "
                "function: it shifts where the neuron switches on.",
            ),
            Misconception(
                "flat-bias",
                layer_flat_bias,
                "Your b has lost its column shape. A flat (n,) is taken for a row: NumPy adds "
                "entry j to column j instead of row j, or refuses.",
            ),
            Misconception(
                "one-example",
                layer_one_example,
                "You used the first column of `a` only. Each column is an example, and `W @ a` "
                "does all of them at once.",
            ),
        ),
        accepts=(layer_by_columns, layer_einsum),
        hints=(
            Hint("What is missing?", "The pre-activation z of the new layer, shape (n_out, N)."),
            Hint(
                "matmul complains about a mismatch.",
                "(n_out, n_in) @ (n_in, N): the inner sizes have to agree. Is W on the left?",
            ),
            Hint("Nearly the answer", "`z = W @ a + …`"),
        ),
        minutes=3,
    ),
    Code(
        id="07.forward",
        points=3,
        asks="forward(weights, biases, x, activation) -> [x, a¹, …, a^L], all activations",
        reference=reference_forward,
        cases=network_cases,
        arguments=("weights", "biases", "x", "activation"),
        needs=("07.layer",),
        misconceptions=(
            Misconception(
                "input-left-out",
                forward_without_input,
                "Your list begins with the first hidden layer. Put x in front, as a⁰: the gradient "
                "of the first weights will need it.",
                credit=0.5,
            ),
            Misconception(
                "only-the-output",
                forward_only_output,
                "You return the output alone. Back-propagation needs what every layer sent on: "
                "keep them all in a list.",
            ),
            Misconception(
                "no-bias",
                forward_without_bias,
                "The biases are not used anywhere.",
            ),
            Misconception(
                "last-layer-linear",
                forward_last_linear,
                "The last layer goes out without its activation function. Here every layer has it.",
            ),
            Misconception(
                "z-passed-on",
                forward_passes_z,
                "You keep the activations, but hand z to the next layer. The next layer gets what "
                "this one sends: its activation.",
            ),
            Misconception(
                "keeps-z",
                forward_keeps_z,
                "Your list holds the pre-activations z. Keep the activations: the slope follows "
                "from them, and so does ∂E/∂W.",
            ),
            Misconception(
                "always-x",
                forward_always_x,
                "Every layer of yours looks at x. From the second layer on the input is the "
                "activation of the layer before, the last one in your list.",
            ),
        ),
        accepts=(forward_recursive, forward_by_columns),
        hints=(
            Hint(
                "I do not know where to begin.",
                "Begin with the list `a = [x]`. Then go through the layers, and append the "
                "activation of each.",
            ),
            Hint(
                "How do I go through two lists at once?",
                "`for W, b in zip(weights, biases):`",
            ),
            Hint(
                "What does a layer get?",
                "What was appended last: `a[-1]`. Nearly the answer: "
                "`a.append(layer(W, b, a[-1], activation))`.",
            ),
        ),
        minutes=8,
        difficulty=2,
    ),
)
