"""One training step: all gradients first, then all updates."""

from __future__ import annotations

from collections.abc import Iterator

from numpy.random import Generator

from nnkit.checks.cases import Sizes, networks
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong
from nnkit.network import Network

too_early = Choice(
    "05.too_early",
    kind="prediction",
    points=1,
    minutes=2,
    asks="what goes wrong if W² is updated before the error is passed back",
    question=(
        r"**Predict.** In a network with two layers, $W^2$ is updated as soon as $\partial "
        r"E/\partial W^2$ and $\partial E/\partial b^2$ are taken, and then the error is "
        "passed back. Which gradients come out wrong?"
    ),
    options=(
        Wrong(
            r"$\partial E/\partial W^2$",
            "own-gradient",
            "∂E/∂W² was taken before W² changed, so it is right. Who uses W² afterwards?",
        ),
        Wrong(
            "all of them",
            "everything",
            "What was there before the update stays right: ∂E/∂W² and ∂E/∂b².",
        ),
        Right(
            r"$\partial E/\partial W^1$ and $\partial E/\partial b^1$",
            "The gradient belongs to the weights that made the error, not to their successors.",
        ),
        Wrong(
            "none, if α is small",
            "nothing",
            "It would be nothing if α were 0. Passing back uses W², and it is another one now.",
        ),
    ),
    hints=(
        Hint("Where do I look?", "Which lines still come, and which of them use W²?"),
        Hint("Only one does.", "Pass back: (W²)ᵀ δ². What is made from it?"),
        Hint("Nearly the answer", "δ¹, and all that is taken from δ¹."),
    ),
)


def step_cases(rng: Generator) -> Iterator[Case]:
    """Networks of one to three layers with a batch, and a learning rate that shows."""
    sizes = (Sizes((4, 2), 7), Sizes((3, 5, 2), 1), Sizes((2, 6, 4, 3), 7), Sizes((3, 3, 3), 3))
    for weights, biases, x, y in networks(rng, sizes):
        yield weights, biases, x, y, round(rng.uniform(1.5, 3.0), 2)


def gradients_at(weights, biases, x, y):
    net = Network(weights, biases)
    back = net.backward(net.forward(x), y)
    return back.dW, back.db


def stepped(parameters, gradients, alpha):
    return [p - alpha * g for p, g in zip(parameters, gradients, strict=True)]


train_step = Code(
    "05.train_step",
    points=3,
    minutes=6,
    difficulty=2,
    asks="train_step(weights, biases, x, y, alpha) -> (weights, biases) after one step, new lists",
    needs=("05.backward",),
    cases=step_cases,
    arguments=("weights", "biases", "x", "y", "alpha"),
    returns=("weights", "biases"),
    hints=(
        Hint("Where do I begin?", "Three lines: forward, backward, and then the new lists."),
        Hint("How do I go through two lists?", "`for W, g in zip(weights, dW)`"),
        Hint(
            "Nearly the answer",
            "`a = forward(weights, biases, x)`, `dW, db = backward(weights, a, y)`, then `[W - "
            "alpha * g for W, g in zip(weights, dW)]`, and the same for the biases.",
        ),
    ),
)


@train_step.right
def reference(weights, biases, x, y, alpha):
    dW, db = gradients_at(weights, biases, x, y)
    return stepped(weights, dW, alpha), stepped(biases, db, alpha)


@train_step.wrong
def updated_during(weights, biases, x, y, alpha):
    """The last layer is right, those before it are not: their errors came back through weights that
    you had updated already. First all gradients, then all updates."""
    a = Network(weights, biases).forward(x).a
    weights, biases = list(weights), list(biases)
    delta = (a[-1] - y) * a[-1] * (1 - a[-1]) / y.shape[1]
    for i in reversed(range(len(weights))):
        weights[i] = weights[i] - alpha * delta @ a[i].T
        biases[i] = biases[i] - alpha * delta.sum(axis=1, keepdims=True)
        delta = weights[i].T @ delta * a[i] * (1 - a[i])
    return weights, biases


@train_step.wrong
def uphill(weights, biases, x, y, alpha):
    """You add the step. The gradient points to where E grows: subtract."""
    return reference(weights, biases, x, y, -alpha)


@train_step.wrong
def no_learning_rate(weights, biases, x, y, alpha):
    """You subtract the whole gradient: `alpha` is not used."""
    return reference(weights, biases, x, y, 1)


@train_step.wrong
def alpha_twice(weights, biases, x, y, alpha):
    """`alpha` is in it twice; once is enough."""
    return reference(weights, biases, x, y, alpha * alpha)


@train_step.wrong
def mean_again(weights, biases, x, y, alpha):
    """Your step is N times too short: you divided by N, and the gradients are means already."""
    return reference(weights, biases, x, y, alpha / x.shape[1])


@train_step.wrong
def biases_whole_step(weights, biases, x, y, alpha):
    """The weights are right. The biases take the whole gradient as their step: multiply by `alpha`
    there, too."""
    dW, db = gradients_at(weights, biases, x, y)
    return stepped(weights, dW, alpha), stepped(biases, db, 1)


@train_step.wrong
def weights_whole_step(weights, biases, x, y, alpha):
    """The biases are right. The weights take the whole gradient as their step: multiply by `alpha`
    there, too."""
    dW, db = gradients_at(weights, biases, x, y)
    return stepped(weights, dW, 1), stepped(biases, db, alpha)


@train_step.wrong
def biases_uphill(weights, biases, x, y, alpha):
    """The weights are right. The biases go uphill: subtract there, too."""
    dW, db = gradients_at(weights, biases, x, y)
    return stepped(weights, dW, alpha), stepped(biases, db, -alpha)


@train_step.wrong
def everything_times_alpha(weights, biases, x, y, alpha):
    """You multiplied the old values by `alpha` as well. Only the gradient is multiplied: W − α ·
    ∂E/∂W."""
    dW, db = gradients_at(weights, biases, x, y)
    return (
        [alpha * (W - g) for W, g in zip(weights, dW, strict=True)],
        [alpha * (b - g) for b, g in zip(biases, db, strict=True)],
    )


@train_step.wrong
def only_the_step(weights, biases, x, y, alpha):
    """You return the step, α times the gradients. Asked for are the parameters after it."""
    dW, db = gradients_at(weights, biases, x, y)
    return [alpha * g for g in dW], [alpha * g for g in db]


@train_step.wrong
def anew_for_each_layer(weights, biases, x, y, alpha):
    """The layer that is changed first is right, the others are not: after each change you take the
    gradients anew. Take them once, before anything changes."""
    weights, biases = list(weights), list(biases)
    for i in reversed(range(len(weights))):
        dW, db = gradients_at(weights, biases, x, y)
        weights[i], biases[i] = weights[i] - alpha * dW[i], biases[i] - alpha * db[i]
    return weights, biases


@train_step.wrong
def anew_from_the_front(weights, biases, x, y, alpha):
    """The layer that is changed first is right, the others are not: after each change you take the
    gradients anew. Take them once, before anything changes."""
    weights, biases = list(weights), list(biases)
    for i in range(len(weights)):
        dW, db = gradients_at(weights, biases, x, y)
        weights[i], biases[i] = weights[i] - alpha * dW[i], biases[i] - alpha * db[i]
    return weights, biases


@train_step.wrong
def a_step_for_each_layer(weights, biases, x, y, alpha):
    """You take as many whole steps as there are layers. One forward pass, one backward pass, one
    step: the loop goes over the layers only where the new arrays are made."""
    for _ in weights:
        weights, biases = reference(weights, biases, x, y, alpha)
    return weights, biases


@train_step.wrong
def biases_anew(weights, biases, x, y, alpha):
    """The weights are right. For the biases you took the gradients anew, with the new weights. All
    gradients of a step belong to the old ones."""
    new_weights = reference(weights, biases, x, y, alpha)[0]
    return new_weights, reference(new_weights, biases, x, y, alpha)[1]


@train_step.wrong(credit=0.5)
def weights_only(weights, biases, x, y, alpha):
    """You return the weights alone. Return both lists, `weights, biases`."""
    return reference(weights, biases, x, y, alpha)[0]


@train_step.wrong
def divided_by_alpha(weights, biases, x, y, alpha):
    """You divide by `alpha`. The step is α times the gradient."""
    return reference(weights, biases, x, y, 1 / alpha)


@train_step.wrong
def uphill_in_place(weights, biases, x, y, alpha):
    """Two things. You add the step: subtract it. And you change what you were given: make new
    arrays, `W - alpha * g`."""
    dW, db = gradients_at(weights, biases, x, y)
    for p, g in zip([*weights, *biases], [*dW, *db], strict=True):
        p += alpha * g
    return weights, biases


@train_step.wrong
def nothing_changes(weights, biases, x, y, alpha):
    """All comes back as it went in. Is it the new lists that you return?"""
    return list(weights), list(biases)


@train_step.wrong(credit=0.5)
def exchanged(weights, biases, x, y, alpha):
    """The two lists are right, in the other order: first the weights, then the biases."""
    new_weights, new_biases = reference(weights, biases, x, y, alpha)
    return new_biases, new_weights


@train_step.wrong(credit=0.5)
def pairs(weights, biases, x, y, alpha):
    """You return one list of pairs. Asked for are two lists, the weights and the biases."""
    return list(zip(*reference(weights, biases, x, y, alpha), strict=True))


@train_step.wrong
def flat_gradient(weights, biases, x, y, alpha):
    """The weights are right. Your biases have become (n, n) arrays: a column (n, 1) less a flat
    (n,) fills a whole table. The gradient of a bias has to be a column, too."""
    dW, db = gradients_at(weights, biases, x, y)
    flat = [b - alpha * g.ravel() for b, g in zip(biases, db, strict=True)]
    return stepped(weights, dW, alpha), flat


@train_step.wrong
def biases_forgotten(weights, biases, x, y, alpha):
    """The biases come back as they went in. They learn by the same rule."""
    return reference(weights, biases, x, y, alpha)[0], biases


@train_step.wrong
def first_layer_left_out(weights, biases, x, y, alpha):
    """The first layer stays as it was. It is the farthest from the error, and it learns, too."""
    new_weights, new_biases = reference(weights, biases, x, y, alpha)
    if len(weights) > 1:
        new_weights[0], new_biases[0] = weights[0], biases[0]
    return new_weights, new_biases


@train_step.wrong
def last_layer_only(weights, biases, x, y, alpha):
    """Only the last layer has changed. Every layer has gradients of its own."""
    new_weights, new_biases = reference(weights, biases, x, y, alpha)
    return [*weights[:-1], new_weights[-1]], [*biases[:-1], new_biases[-1]]


@train_step.wrong
def gradients_returned(weights, biases, x, y, alpha):
    """You return the gradients. Asked for are the parameters after the step."""
    return gradients_at(weights, biases, x, y)


@train_step.wrong(credit=0.5)
def in_place(weights, biases, x, y, alpha):
    """Right numbers, but what you were given is no longer what it was, and whoever called you still
    needs it: `-=` writes into the array, `weights[i] = …` into the list. Make new lists with `W -
    alpha * g` in them."""
    dW, db = gradients_at(weights, biases, x, y)
    for p, g in zip([*weights, *biases], [*dW, *db], strict=True):
        p -= alpha * g
    return weights, biases


@train_step.wrong(credit=0.5)
def biases_in_place(weights, biases, x, y, alpha):
    """Right numbers, but the biases that you were given are no longer what they were, and whoever
    called you still needs them. Make a new list with `b - alpha * g` in it."""
    dW, db = gradients_at(weights, biases, x, y)
    for b, g in zip(biases, db, strict=True):
        b -= alpha * g
    return stepped(weights, dW, alpha), biases


@train_step.also_right
def copies(weights, biases, x, y, alpha):
    new_weights, new_biases = [W.copy() for W in weights], [b.copy() for b in biases]
    dW, db = gradients_at(weights, biases, x, y)
    for i in range(len(weights)):
        new_weights[i] -= alpha * dW[i]
        new_biases[i] -= alpha * db[i]
    return new_weights, new_biases
