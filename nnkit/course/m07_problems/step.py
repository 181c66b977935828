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
    """About half of what it should be. From w to w + h it is a way of h only: for the second
    measurement the weight has to be at w − h. Does `W[i] -= h` start from the raised value?"""

    def quotient(W, i, E):
        W[i] += h
        above = E()
        W[i] -= h
        return (above - E()) / (2 * h)

    return differences(weights, biases, x, y, activation, quotient)


@numerical_dW.wrong
def all_zero(weights, biases, x, y, activation, h):
    """All your gradients are 0. Either `dW[i]` is never filled, or E did not change because it is
    not `W[i]` that you moved: to change `kept`, or a copy of W, does nothing to the network."""
    return [np.zeros(W.shape) for W in weights]


@numerical_dW.wrong
def written_into_the_weights(weights, biases, x, y, activation, h):
    """All your gradients are 0, and the weights are changed: the quotient goes into `W[i]`. It
    belongs in `dW[i]`, and `W[i]` gets back `kept`."""
    for W in weights:
        for i in np.ndindex(W.shape):
            W[i] = central(W, i, lambda: loss_of(weights, biases, x, y, activation), h)
    return [np.zeros(W.shape) for W in weights]


@numerical_dW.wrong
def brackets_missing(weights, biases, x, y, activation, h):
    """Far too small: `/ 2 * h` divides by 2 and multiplies by h. Put the way in brackets: `/ (2 *
    h)`."""
    return [dW * h * h for dW in reference(weights, biases, x, y, activation, h)]


@numerical_dW.wrong
def whole_matrix_moved(weights, biases, x, y, activation, h):
    """All entries of a matrix come out the same: you moved the whole matrix. Move the one entry
    `W[i]`."""

    def quotient(W, i, E):
        kept = W.copy()
        W += h
        above = E()
        W -= 2 * h
        below = E()
        W[:] = kept
        return (above - below) / (2 * h)

    return differences(weights, biases, x, y, activation, quotient)


@numerical_dW.wrong
def moved_by_a_part_of_itself(weights, biases, x, y, activation, h):
    """Each entry is the weight times too large: you moved by h times the weight. Move by h itself,
    `kept + h` and `kept - h`."""

    def quotient(W, i, E):
        kept = W[i]
        W[i] = kept * (1 + h)
        above = E()
        W[i] = kept * (1 - h)
        return (above - E()) / (2 * h)

    return differences(weights, biases, x, y, activation, quotient)


@numerical_dW.wrong
def left_above(weights, biases, x, y, activation, h):
    """The first entry is right, the later ones are a little off: the weight does not get its old
    value back, but one that is h off. Put `kept` itself back."""
    gradients = []
    for W in weights:
        dW = np.zeros(W.shape)
        for i in np.ndindex(W.shape):
            kept = W[i]
            dW[i] = central(W, i, lambda: loss_of(weights, biases, x, y, activation), h)
            W[i] = kept + h
        gradients.append(dW)
    return gradients


@numerical_dW.wrong
def divided_by_h_and_not_restored(weights, biases, x, y, activation, h):
    """Two things. You divide by h where the way is 2h. And a weight is left changed when the next
    one is measured: put `kept` back."""
    return [2 * dW for dW in not_restored(weights, biases, x, y, activation, h)]


@numerical_dW.wrong(credit=0.5)
def own_step(weights, biases, x, y, activation, h):
    """Nearly right, but these are the differences for a step of 0.1, much coarser than `h`. Use the
    argument."""

    def quotient(W, i, E):
        return central(W, i, E, 0.1)

    return differences(weights, biases, x, y, activation, quotient)


@numerical_dW.wrong(credit=0.5)
def backward_difference(weights, biases, x, y, activation, h):
    """You compare E(w) with E(w − h). Such a one-sided difference is off by about h times half the
    curvature. Go h to both sides: the curvature then cancels."""

    def quotient(W, i, E):
        here = E()
        W[i] -= h
        return (here - E()) / h

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
