"""The step: new weights and biases, each by its own gradient."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


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
    """`-=` changes the caller's arrays, and where these hold whole numbers NumPy refuses. Return
    new arrays: `W - alpha * g`."""
    for p, g in zip([*weights, *biases], [*dW, *db], strict=True):
        p -= alpha * g
    return weights, biases


@update.wrong
def truncated(weights, biases, dW, db, alpha):
    """Where the weights are whole numbers your result is cut off to whole numbers. Most steps are
    smaller than 1 and get lost so. Let NumPy make the result a float."""
    new_W, new_b = reference(weights, biases, dW, db, alpha)
    return (
        [new.astype(W.dtype) for new, W in zip(new_W, weights, strict=True)],
        [new.astype(b.dtype) for new, b in zip(new_b, biases, strict=True)],
    )


@update.also_right
def by_loop(weights, biases, dW, db, alpha):
    new_weights, new_biases = [], []
    for i in range(len(weights)):
        new_weights.append(weights[i] - alpha * dW[i])
        new_biases.append(biases[i] - alpha * db[i])
    return new_weights, new_biases
