"""The step: new weights and biases, each by its own gradient."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def update_cases(rng: Generator) -> Iterator[Case]:
    """Parameters of one to three layers, with gradients of their shapes."""
    for sizes in ((2, 3), (3, 4, 2), (2, 2, 2), (4, 3, 5, 2)):
        weights, dW = ([normal(rng, n, m) for m, n in pairwise(sizes)] for _ in range(2))
        biases, db = ([normal(rng, n, 1) for n in sizes[1:]] for _ in range(2))
        yield weights, biases, dW, db, round(rng.uniform(0.1, 0.9), 2)


update = Code(
    "07.update",
    points=2,
    minutes=4,
    asks="update(weights, biases, dW, db, alpha) -> (weights, biases), new lists",
    cases=update_cases,
    arguments=("weights", "biases", "dW", "db", "alpha"),
    returns=("weights", "biases"),
    hints=(
        Hint("I do not know where to begin.", "One line for the weights, the same for the biases."),
        Hint("How do I go through two lists at once?", "`[… for W, g in zip(weights, dW)]`"),
        Hint("Nearly the answer", "`[W - alpha * g for W, g in zip(weights, dW)]`, b likewise."),
    ),
)


@update.right
def reference(weights, biases, dW, db, alpha):
    return (
        [W - alpha * g for W, g in zip(weights, dW, strict=True)],
        [b - alpha * g for b, g in zip(biases, db, strict=True)],
    )


@update.wrong
def uphill(weights, biases, dW, db, alpha):
    """You add the step. The gradient points to where E grows: subtract."""
    return reference(weights, biases, dW, db, -alpha)


@update.wrong
def no_learning_rate(weights, biases, dW, db, alpha):
    """You subtract the whole gradient: `alpha` is not used."""
    return reference(weights, biases, dW, db, 1)


@update.wrong
def alpha_twice(weights, biases, dW, db, alpha):
    """`alpha` is multiplied in twice, so your step is too short by the factor alpha."""
    return reference(weights, biases, dW, db, alpha * alpha)


@update.wrong
def biases_not_updated(weights, biases, dW, db, alpha):
    """The biases come back as they went in. They learn by the same rule."""
    return reference(weights, biases, dW, db, alpha)[0], biases


@update.wrong
def only_the_step(weights, biases, dW, db, alpha):
    """You return the step. Asked for are the parameters after it."""
    return [alpha * g for g in dW], [alpha * g for g in db]


@update.wrong(credit=0.5)
def in_place(weights, biases, dW, db, alpha):
    """Right numbers, but what you were given is no longer what it was, and whoever called you still
    needs it: `-=` writes into the array, `weights[i] = …` into the list. Make new lists with `W -
    alpha * g` in them."""
    for p, g in zip([*weights, *biases], [*dW, *db], strict=True):
        p -= alpha * g
    return weights, biases


@update.wrong(credit=0.5)
def biases_in_place(weights, biases, dW, db, alpha):
    """Right numbers, but the biases that you were given are no longer what they were, and whoever
    called you still needs them. Make a new list with `b - alpha * g` in it."""
    new_weights = reference(weights, biases, dW, db, alpha)[0]
    for b, g in zip(biases, db, strict=True):
        b -= alpha * g
    return new_weights, biases


@update.wrong
def uphill_in_place(weights, biases, dW, db, alpha):
    """Two things. You add the step: subtract it. And you change what you were given: make new
    arrays, `W - alpha * g`."""
    for p, g in zip([*weights, *biases], [*dW, *db], strict=True):
        p += alpha * g
    return weights, biases


@update.wrong
def minus_the_step(weights, biases, dW, db, alpha):
    """You return the step, −α times the gradients. Asked for are the parameters after it."""
    return [-alpha * g for g in dW], [-alpha * g for g in db]


@update.wrong
def gradients_returned(weights, biases, dW, db, alpha):
    """The gradients come back as they went in. Asked for are the parameters after the step."""
    return list(dW), list(db)


@update.wrong
def nothing_changes(weights, biases, dW, db, alpha):
    """All comes back as it went in. Is it the new lists that you return?"""
    return list(weights), list(biases)


@update.wrong
def everything_times_alpha(weights, biases, dW, db, alpha):
    """You multiplied the old values by `alpha` as well. Only the gradient is multiplied: W − α ·
    ∂E/∂W."""
    return (
        [alpha * (W - g) for W, g in zip(weights, dW, strict=True)],
        [alpha * (b - g) for b, g in zip(biases, db, strict=True)],
    )


@update.wrong
def rate_of_problem_1(weights, biases, dW, db, alpha):
    """Your step is always 0.1 of the gradient. Here the learning rate is the argument `alpha`."""
    return reference(weights, biases, dW, db, 0.1)


@update.wrong
def divided_by_alpha(weights, biases, dW, db, alpha):
    """You divide by `alpha`. The step is α times the gradient."""
    return reference(weights, biases, dW, db, 1 / alpha)


@update.wrong
def old_values_shrink(weights, biases, dW, db, alpha):
    """You made the old values smaller by the factor 1 − α. Only the gradient is multiplied: W − α ·
    ∂E/∂W."""
    return (
        [(1 - alpha) * W - alpha * g for W, g in zip(weights, dW, strict=True)],
        [(1 - alpha) * b - alpha * g for b, g in zip(biases, db, strict=True)],
    )


@update.wrong
def biases_by_the_gradients_of_weights(weights, biases, dW, db, alpha):
    """The weights are right. The biases step by dW, the gradients of the weights: they have their
    own, db."""
    new_weights = reference(weights, biases, dW, db, alpha)[0]
    return new_weights, [b - alpha * g for b, g in zip(biases, dW, strict=True)]


@update.wrong
def sign_only(weights, biases, dW, db, alpha):
    """You step by the sign of the gradient. The gradient itself is needed: where E is steep, the
    step is long."""
    return reference(weights, biases, [np.sign(g) for g in dW], [np.sign(g) for g in db], alpha)


@update.wrong
def biases_whole_step(weights, biases, dW, db, alpha):
    """The weights are right. The biases take the whole gradient as their step: multiply by `alpha`
    there, too."""
    new_weights = reference(weights, biases, dW, db, alpha)[0]
    return new_weights, [b - g for b, g in zip(biases, db, strict=True)]


@update.wrong
def biases_uphill(weights, biases, dW, db, alpha):
    """The weights are right. The biases go uphill: subtract there, too."""
    new_weights = reference(weights, biases, dW, db, alpha)[0]
    return new_weights, [b + alpha * g for b, g in zip(biases, db, strict=True)]


@update.wrong
def last_layer_left_out(weights, biases, dW, db, alpha):
    """The last layer stays as it was. Does your loop end one layer too early?"""
    new_W, new_b = reference(weights, biases, dW, db, alpha)
    return [*new_W[:-1], weights[-1]], [*new_b[:-1], biases[-1]]


@update.wrong
def first_layer_left_out(weights, biases, dW, db, alpha):
    """The first layer stays as it was. Lists are counted from 0."""
    new_W, new_b = reference(weights, biases, dW, db, alpha)
    return [weights[0], *new_W[1:]], [biases[0], *new_b[1:]]


@update.wrong
def two_layers_only(weights, biases, dW, db, alpha):
    """Right for two layers; with another number of layers it is not: the indices stand in your
    code. Go through the lists with `zip`."""
    new_W, new_b = reference(weights, biases, dW, db, alpha)
    return [new_W[0], new_W[1]], [new_b[0], new_b[1]]


@update.wrong(credit=0.5)
def exchanged(weights, biases, dW, db, alpha):
    """The two lists are right, in the other order: first the weights, then the biases."""
    new_W, new_b = reference(weights, biases, dW, db, alpha)
    return new_b, new_W


@update.wrong(credit=0.5)
def pairs(weights, biases, dW, db, alpha):
    """You return one list of pairs. Asked for are two lists, the weights and the biases."""
    return list(zip(*reference(weights, biases, dW, db, alpha), strict=True))


@update.wrong(credit=0.5)
def weights_only(weights, biases, dW, db, alpha):
    """You return the weights alone. Return both lists, `weights, biases`."""
    return reference(weights, biases, dW, db, alpha)[0]


@update.also_right
def by_loop(weights, biases, dW, db, alpha):
    new_weights, new_biases = [], []
    for i in range(len(weights)):
        new_weights.append(weights[i] - alpha * dW[i])
        new_biases.append(biases[i] - alpha * db[i])
    return new_weights, new_biases


@update.also_right
def copies_in_place(weights, biases, dW, db, alpha):
    new_weights, new_biases = [W.copy() for W in weights], [b.copy() for b in biases]
    for p, g in zip([*new_weights, *new_biases], [*dW, *db], strict=True):
        p -= alpha * g
    return new_weights, new_biases
