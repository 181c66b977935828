"""Problem 3, around it: central differences that judge the gradients, and the step."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import TWO_LAYERS, Sizes, networks
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.gradcheck import numerical_gradient
from nnkit.losses import half_squared_error
from nnkit.network import Network


def numerical_cases(rng: Generator) -> Iterator[Case]:
    """Smooth networks, and steps so wide that one-sided differences show."""
    sizes = (*TWO_LAYERS, Sizes((2, 3), 4))
    activations = ("sigmoid", "tanh", "identity", "sigmoid")
    for (weights, biases, x, y), activation in zip(networks(rng, sizes), activations, strict=True):
        yield weights, biases, x, y, activation, 1e-3


def loss_of(weights, biases, x, y, activation):
    output = Network(weights, biases, activation).predict(x)
    return half_squared_error(output, y)[0]


def differences(weights, biases, x, y, activation, quotient):
    """Let `quotient` measure each weight, given the weight's matrix, its index and E()."""
    gradients = []
    for W in weights:
        dW = np.zeros(W.shape)
        for i in np.ndindex(W.shape):
            kept = W[i]
            dW[i] = quotient(W, i, lambda: loss_of(weights, biases, x, y, activation))
            W[i] = kept
        gradients.append(dW)
    return gradients


def central(W, i, E, h):
    kept = W[i]
    W[i] = kept + h
    above = E()
    W[i] = kept - h
    return (above - E()) / (2 * h)


numerical_dW = Code(
    "07.numerical_dW",
    kind="faded-code",
    points=3,
    minutes=7,
    difficulty=3,
    asks="numerical_dW(weights, biases, x, y, activation, h) -> list of ∂E/∂W by differences",
    needs=("07.layer", "07.forward"),
    cases=numerical_cases,
    arguments=("weights", "biases", "x", "y", "activation", "h"),
    hints=(
        Hint(
            "What do I have to write?",
            "For one weight `W[i]`: make it larger by h and ask `error()`, make it smaller and ask "
            "again, divide, and put the old value back.",
        ),
        Hint(
            "The first entries are right, the later ones are a little off.",
            "Did each weight get its old value back? `W[i] = kept`",
        ),
        Hint(
            "Nearly the answer",
            "`W[i] = kept + h`, `above = error()`, the same for `below`, then `dW[i] = (above - "
            "below) / (2 * h)`.",
        ),
    ),
)


@numerical_dW.right
def reference(weights, biases, x, y, activation, h):
    gradients = []
    for layer, W in enumerate(weights):

        def loss_at(W_changed, layer=layer):
            changed = [*weights[:layer], W_changed, *weights[layer + 1 :]]
            return loss_of(changed, biases, x, y, activation)

        gradients.append(numerical_gradient(loss_at, W, h))
    return gradients


@numerical_dW.wrong(credit=0.5)
def one_sided(weights, biases, x, y, activation, h):
    """You compare E(w + h) with E(w). Such a one-sided difference is off by about h times half the
    curvature. Go h to both sides: the curvature then cancels."""

    def quotient(W, i, E):
        before = E()
        W[i] += h
        return (E() - before) / h

    return differences(weights, biases, x, y, activation, quotient)


@numerical_dW.wrong
def divided_by_h(weights, biases, x, y, activation, h):
    """Twice too large: from w − h to w + h it is a way of 2h."""
    return [2 * dW for dW in reference(weights, biases, x, y, activation, h)]


@numerical_dW.wrong
def not_divided(weights, biases, x, y, activation, h):
    """You return by how much E changes. A slope is the change divided by the way, 2h."""
    return [2 * h * dW for dW in reference(weights, biases, x, y, activation, h)]


@numerical_dW.wrong
def turned_round(weights, biases, x, y, activation, h):
    """Every entry has the wrong sign: E(w + h) comes first, E(w − h) is subtracted."""
    return [-dW for dW in reference(weights, biases, x, y, activation, h)]


@numerical_dW.wrong
def not_restored(weights, biases, x, y, activation, h):
    """A weight is left changed when the next one is measured, so all that follows is measured in
    another network. Put `kept` back."""
    gradients = []
    for W in weights:
        dW = np.zeros(W.shape)
        for i in np.ndindex(W.shape):
            dW[i] = central(W, i, lambda: loss_of(weights, biases, x, y, activation), h)
        gradients.append(dW)
    return gradients


@numerical_dW.wrong
def half_the_way(weights, biases, x, y, activation, h):
    """Half of what it should be: you went from w to w + h and divided by 2h. For the second
    measurement the weight has to be at w − h."""

    def quotient(W, i, E):
        W[i] += h
        above = E()
        W[i] -= h
        return (above - E()) / (2 * h)

    return differences(weights, biases, x, y, activation, quotient)


@numerical_dW.also_right
def copies(weights, biases, x, y, activation, h):
    gradients = []
    for layer, W in enumerate(weights):
        dW = np.zeros(W.shape)
        for i in np.ndindex(W.shape):
            step = np.zeros(W.shape)
            step[i] = h
            above, below = list(weights), list(weights)
            above[layer], below[layer] = W + step, W - step
            rise = loss_of(above, biases, x, y, activation)
            rise -= loss_of(below, biases, x, y, activation)
            dW[i] = rise / (2 * h)
        gradients.append(dW)
    return gradients


@numerical_dW.also_right
def in_place(weights, biases, x, y, activation, h):
    def quotient(W, i, E):
        return central(W, i, E, h)

    return differences(weights, biases, x, y, activation, quotient)
