"""Problem 3, around it: central differences that judge the gradients, and the step.

Wrong and other right answers are written as students write them, without type hints, and lean on
nothing but nnkit and the functions of this file.
"""

# mypy: allow-untyped-defs, allow-untyped-calls, no-check-untyped-defs

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.random import Generator

import nnkit
from nnkit.checks.cases import TWO_LAYERS, Sizes, networks, normal
from nnkit.checks.exercise import Case, Code, Hint, Misconception


def numerical_cases(rng: Generator) -> Iterator[Case]:
    """Smooth networks, and steps so wide that one-sided differences show."""
    sizes = (*TWO_LAYERS, Sizes((2, 3), 4))
    activations = ("sigmoid", "tanh", "identity", "sigmoid")
    for (weights, biases, x, y), activation in zip(networks(rng, sizes), activations, strict=True):
        yield weights, biases, x, y, activation, 1e-3


def reference_numerical_dW(weights, biases, x, y, activation, h):
    gradients = []
    for layer, W in enumerate(weights):

        def loss_at(W_changed, layer=layer):
            changed = [*weights[:layer], W_changed, *weights[layer + 1 :]]
            return loss_of(changed, biases, x, y, activation)

        gradients.append(nnkit.numerical_gradient(loss_at, W, h))
    return gradients


def loss_of(weights, biases, x, y, activation):
    output = nnkit.Network(weights, biases, activation).predict(x)
    return nnkit.half_squared_error(output, y)[0]


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


def numerical_dW_one_sided(weights, biases, x, y, activation, h):
    def quotient(W, i, E):
        before = E()
        W[i] += h
        return (E() - before) / h

    return differences(weights, biases, x, y, activation, quotient)


def numerical_dW_over_h(weights, biases, x, y, activation, h):
    return [2 * dW for dW in reference_numerical_dW(weights, biases, x, y, activation, h)]


def numerical_dW_not_divided(weights, biases, x, y, activation, h):
    return [2 * h * dW for dW in reference_numerical_dW(weights, biases, x, y, activation, h)]


def numerical_dW_turned_round(weights, biases, x, y, activation, h):
    return [-dW for dW in reference_numerical_dW(weights, biases, x, y, activation, h)]


def numerical_dW_not_restored(weights, biases, x, y, activation, h):
    gradients = []
    for W in weights:
        dW = np.zeros(W.shape)
        for i in np.ndindex(W.shape):
            dW[i] = central(W, i, lambda: loss_of(weights, biases, x, y, activation), h)
        gradients.append(dW)
    return gradients


def numerical_dW_half_restored(weights, biases, x, y, activation, h):
    def quotient(W, i, E):
        W[i] += h
        above = E()
        W[i] -= h
        return (above - E()) / (2 * h)

    return differences(weights, biases, x, y, activation, quotient)


def numerical_dW_copies(weights, biases, x, y, activation, h):
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


def numerical_dW_in_place(weights, biases, x, y, activation, h):
    def quotient(W, i, E):
        return central(W, i, E, h)

    return differences(weights, biases, x, y, activation, quotient)


NUMERICAL_DW = Code(
    id="07.numerical_dW",
    kind="faded-code",
    points=3,
    asks="numerical_dW(weights, biases, x, y, activation, h) -> list of ∂E/∂W by differences",
    reference=reference_numerical_dW,
    cases=numerical_cases,
    arguments=("weights", "biases", "x", "y", "activation", "h"),
    needs=("07.layer", "07.forward"),
    misconceptions=(
        Misconception(
            "one-sided",
            numerical_dW_one_sided,
            "You compare E(w + h) with E(w). Such a one-sided difference is off by about h times "
            "half the curvature. Go h to both sides: the curvature then cancels.",
            credit=0.5,
        ),
        Misconception(
            "divided-by-h",
            numerical_dW_over_h,
            "Twice too large: from w − h to w + h it is a way of 2h.",
        ),
        Misconception(
            "not-divided",
            numerical_dW_not_divided,
            "You return by how much E changes. A slope is the change divided by the way, 2h.",
        ),
        Misconception(
            "turned-round",
            numerical_dW_turned_round,
            "Every entry has the wrong sign: E(w + h) comes first, E(w − h) is subtracted.",
        ),
        Misconception(
            "not-restored",
            numerical_dW_not_restored,
            "A weight is left changed when the next one is measured, so all that follows is "
            "measured in another network. Put `kept` back.",
        ),
        Misconception(
            "half-the-way",
            numerical_dW_half_restored,
            "Half of what it should be: you went from w to w + h and divided by 2h. For the second "
            "measurement the weight has to be at w − h.",
        ),
    ),
    accepts=(numerical_dW_copies, numerical_dW_in_place),
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
            "`W[i] = kept + h`, `above = error()`, the same for `below`, then "
            "`dW[i] = (above - below) / (2 * h)`.",
        ),
    ),
    minutes=7,
    difficulty=3,
)


def update_cases(rng: Generator) -> Iterator[Case]:
    """Parameters with gradients of their shapes; once whole numbers, as in Problem 1."""
    for sizes in ((2, 3), (3, 4, 2), (2, 2, 2)):
        weights, dW = ([normal(rng, n, m) for m, n in pairwise(sizes)] for _ in range(2))
        biases, db = ([normal(rng, n, 1) for n in sizes[1:]] for _ in range(2))
        yield weights, biases, dW, db, round(rng.uniform(0.1, 0.9), 2)
    whole = [rng.integers(1, 6, (4, 3)), rng.integers(1, 6, (2, 4))]
    columns = [rng.integers(1, 6, (4, 1)), rng.integers(1, 6, (2, 1))]
    dW, db = [normal(rng, 4, 3), normal(rng, 2, 4)], [normal(rng, 4, 1), normal(rng, 2, 1)]
    yield whole, columns, dW, db, 0.1


def reference_update(weights, biases, dW, db, alpha):
    return (
        [W - alpha * g for W, g in zip(weights, dW, strict=True)],
        [b - alpha * g for b, g in zip(biases, db, strict=True)],
    )


def update_uphill(weights, biases, dW, db, alpha):
    return reference_update(weights, biases, dW, db, -alpha)


def update_without_alpha(weights, biases, dW, db, alpha):
    return reference_update(weights, biases, dW, db, 1)


def update_alpha_twice(weights, biases, dW, db, alpha):
    return reference_update(weights, biases, dW, db, alpha * alpha)


def update_only_weights(weights, biases, dW, db, alpha):
    return reference_update(weights, biases, dW, db, alpha)[0], biases


def update_only_step(weights, biases, dW, db, alpha):
    return [alpha * g for g in dW], [alpha * g for g in db]


def update_in_place(weights, biases, dW, db, alpha):
    for p, g in zip([*weights, *biases], [*dW, *db], strict=True):
        p -= alpha * g
    return weights, biases


def update_truncated(weights, biases, dW, db, alpha):
    new_W, new_b = reference_update(weights, biases, dW, db, alpha)
    return (
        [new.astype(W.dtype) for new, W in zip(new_W, weights, strict=True)],
        [new.astype(b.dtype) for new, b in zip(new_b, biases, strict=True)],
    )


def update_loop(weights, biases, dW, db, alpha):
    new_weights, new_biases = [], []
    for i in range(len(weights)):
        new_weights.append(weights[i] - alpha * dW[i])
        new_biases.append(biases[i] - alpha * db[i])
    return new_weights, new_biases


UPDATE = Code(
    id="07.update",
    points=2,
    asks="update(weights, biases, dW, db, alpha) -> (weights, biases), new lists",
    reference=reference_update,
    cases=update_cases,
    arguments=("weights", "biases", "dW", "db", "alpha"),
    returns=("weights", "biases"),
    misconceptions=(
        Misconception(
            "uphill",
            update_uphill,
            "You add the step. The gradient points to where E grows: subtract.",
        ),
        Misconception(
            "no-learning-rate",
            update_without_alpha,
            "You subtract the whole gradient: `alpha` is not used.",
        ),
        Misconception(
            "alpha-twice",
            update_alpha_twice,
            "`alpha` is multiplied in twice, so your step is too short by the factor alpha.",
        ),
        Misconception(
            "biases-not-updated",
            update_only_weights,
            "The biases come back as they went in. They learn by the same rule.",
        ),
        Misconception(
            "only-the-step",
            update_only_step,
            "You return the step. Asked for are the parameters after it.",
        ),
        Misconception(
            "in-place",
            update_in_place,
            "`-=` changes the caller's arrays, and where these hold whole numbers NumPy refuses. "
            "Return new arrays: `W - alpha * g`.",
            credit=0.5,
        ),
        Misconception(
            "truncated",
            update_truncated,
            "Where the weights are whole numbers your result is cut off to whole numbers. Most "
            "steps are smaller than 1 and get lost so. Let NumPy make the result a float.",
        ),
    ),
    accepts=(update_loop,),
    hints=(
        Hint("I do not know where to begin.", "One line for the weights, the same for the biases."),
        Hint(
            "How do I go through two lists at once?",
            "`[… for W, g in zip(weights, dW)]`",
        ),
        Hint("Nearly the answer", "`[W - alpha * g for W, g in zip(weights, dW)]`, b likewise."),
    ),
    minutes=4,
)
