"""One training step: all gradients first, then all updates."""

# mypy: allow-untyped-defs, allow-untyped-calls, no-check-untyped-defs

from __future__ import annotations

from collections.abc import Iterator

from numpy.random import Generator

import nnkit
from nnkit.checks.cases import Sizes, networks
from nnkit.checks.exercise import Case, Choice, Code, Hint, Misconception

TOO_EARLY = Choice(
    id="05.too_early",
    kind="prediction",
    points=1,
    asks="what goes wrong if W² is updated before the error is passed back",
    reference="c",
    misconceptions=(
        Misconception(
            "own-gradient",
            "a",
            "∂E/∂W² was taken before W² changed, so it is right. Who uses W² afterwards?",
        ),
        Misconception(
            "everything",
            "b",
            "What was there before the update stays right: ∂E/∂W² and ∂E/∂b².",
        ),
        Misconception(
            "nothing",
            "d",
            "It would be nothing if α were 0. Passing back uses W², and it is another one now.",
        ),
    ),
    hints=(
        Hint("Where do I look?", "Which lines still come, and which of them use W²?"),
        Hint("Only one does.", "Pass back: (W²)ᵀ δ². What is made from it?"),
        Hint("Nearly the answer", "δ¹, and all that is taken from δ¹."),
    ),
    why="The gradient belongs to the weights that made the error, not to their successors.",
    minutes=2,
)


def step_cases(rng: Generator) -> Iterator[Case]:
    """Networks of one to three layers with a batch, and a learning rate that shows."""
    sizes = (Sizes((4, 2), 7), Sizes((3, 5, 2), 1), Sizes((2, 6, 4, 3), 7), Sizes((3, 3, 3), 3))
    for weights, biases, x, y in networks(rng, sizes):
        yield weights, biases, x, y, round(rng.uniform(1.5, 3.0), 2)


def gradients_at(weights, biases, x, y):
    net = nnkit.Network(weights, biases)
    back = net.backward(net.forward(x), y)
    return back.dW, back.db


def stepped(parameters, gradients, alpha):
    return [p - alpha * g for p, g in zip(parameters, gradients, strict=True)]


def reference_train_step(weights, biases, x, y, alpha):
    dW, db = gradients_at(weights, biases, x, y)
    return stepped(weights, dW, alpha), stepped(biases, db, alpha)


def train_step_during(weights, biases, x, y, alpha):
    a = nnkit.Network(weights, biases).forward(x).a
    weights, biases = list(weights), list(biases)
    delta = (a[-1] - y) * a[-1] * (1 - a[-1]) / y.shape[1]
    for i in reversed(range(len(weights))):
        weights[i] = weights[i] - alpha * delta @ a[i].T
        biases[i] = biases[i] - alpha * delta.sum(axis=1, keepdims=True)
        delta = weights[i].T @ delta * a[i] * (1 - a[i])
    return weights, biases


def train_step_uphill(weights, biases, x, y, alpha):
    return reference_train_step(weights, biases, x, y, -alpha)


def train_step_without_alpha(weights, biases, x, y, alpha):
    return reference_train_step(weights, biases, x, y, 1)


def train_step_alpha_twice(weights, biases, x, y, alpha):
    return reference_train_step(weights, biases, x, y, alpha * alpha)


def train_step_weights_only(weights, biases, x, y, alpha):
    return reference_train_step(weights, biases, x, y, alpha)[0], biases


def train_step_first_layer_left_out(weights, biases, x, y, alpha):
    new_weights, new_biases = reference_train_step(weights, biases, x, y, alpha)
    if len(weights) > 1:
        new_weights[0], new_biases[0] = weights[0], biases[0]
    return new_weights, new_biases


def train_step_last_layer_only(weights, biases, x, y, alpha):
    new_weights, new_biases = reference_train_step(weights, biases, x, y, alpha)
    return [*weights[:-1], new_weights[-1]], [*biases[:-1], new_biases[-1]]


def train_step_gradients_returned(weights, biases, x, y, alpha):
    return gradients_at(weights, biases, x, y)


def train_step_in_place(weights, biases, x, y, alpha):
    dW, db = gradients_at(weights, biases, x, y)
    for p, g in zip([*weights, *biases], [*dW, *db], strict=True):
        p -= alpha * g
    return weights, biases


def train_step_mean_again(weights, biases, x, y, alpha):
    return reference_train_step(weights, biases, x, y, alpha / x.shape[1])


def train_step_copies(weights, biases, x, y, alpha):
    new_weights, new_biases = [W.copy() for W in weights], [b.copy() for b in biases]
    dW, db = gradients_at(weights, biases, x, y)
    for i in range(len(weights)):
        new_weights[i] -= alpha * dW[i]
        new_biases[i] -= alpha * db[i]
    return new_weights, new_biases


TRAIN_STEP = Code(
    id="05.train_step",
    points=3,
    asks="train_step(weights, biases, x, y, alpha) -> (weights, biases) after one step, new lists",
    reference=reference_train_step,
    cases=step_cases,
    arguments=("weights", "biases", "x", "y", "alpha"),
    returns=("weights", "biases"),
    needs=("05.backward",),
    misconceptions=(
        Misconception(
            "updated-during",
            train_step_during,
            "The last layer is right, those before it are not: their errors came back through "
            "weights that you had updated already. First all gradients, then all updates.",
        ),
        Misconception(
            "uphill",
            train_step_uphill,
            "You add the step. The gradient points to where E grows: subtract.",
        ),
        Misconception(
            "no-learning-rate",
            train_step_without_alpha,
            "You subtract the whole gradient: `alpha` is not used.",
        ),
        Misconception(
            "alpha-twice", train_step_alpha_twice, "`alpha` is in it twice; once is enough."
        ),
        Misconception(
            "mean-again",
            train_step_mean_again,
            "Your step is N times too short: you divided by N, and the gradients are means "
            "already.",
        ),
        Misconception(
            "biases-forgotten",
            train_step_weights_only,
            "The biases come back as they went in. They learn by the same rule.",
        ),
        Misconception(
            "first-layer-left-out",
            train_step_first_layer_left_out,
            "The first layer stays as it was. It is the farthest from the error, and it learns, "
            "too.",
        ),
        Misconception(
            "last-layer-only",
            train_step_last_layer_only,
            "Only the last layer has changed. Every layer has gradients of its own.",
        ),
        Misconception(
            "gradients-returned",
            train_step_gradients_returned,
            "You return the gradients. Asked for are the parameters after the step.",
        ),
        Misconception(
            "in-place",
            train_step_in_place,
            "Right numbers, but what you were given is no longer what it was, and whoever called "
            "you still needs it: `-=` writes into the array, `weights[i] = …` into the list. "
            "Make new lists with `W - alpha * g` in them.",
            credit=0.5,
        ),
    ),
    accepts=(train_step_copies,),
    hints=(
        Hint("Where do I begin?", "Three lines: forward, backward, and then the new lists."),
        Hint("How do I go through two lists?", "`for W, g in zip(weights, dW)`"),
        Hint(
            "Nearly the answer",
            "`a = forward(weights, biases, x)`, `dW, db = backward(weights, a, y)`, then "
            "`[W - alpha * g for W, g in zip(weights, dW)]`, and the same for the biases.",
        ),
    ),
    minutes=6,
    difficulty=2,
)
