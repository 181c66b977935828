"""Problem 4: an entire network as a class, trained; and the bugs that such a class has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

from nnkit.activations import ACTIVATIONS as BY_NAME
from nnkit.checks.cases import Sizes, networks
from nnkit.checks.exercise import Case, Code, Hint, Misconception, Value
from nnkit.checks.steps import Step
from nnkit.losses import half_squared_error
from nnkit.network import Network
from nnkit.optim import SGD


def class_cases(rng: Generator) -> Iterator[Case]:
    """Networks to build, run and train for some epochs."""
    sizes = (Sizes((3, 5, 2), 1), Sizes((2, 4, 3), 7), Sizes((3, 3, 3), 3), Sizes((2, 3, 4, 1), 5))
    activations = ("sigmoid", "tanh", "sigmoid", "relu")
    for (weights, biases, x, y), activation in zip(networks(rng, sizes), activations, strict=True):
        yield weights, biases, activation, x, y, 0.2, 3


def network_steps(*_: Any) -> list[Step]:
    """Everything that the exercise asks for."""
    return [
        ("", "net = NeuralNetwork(weights, biases, activation)"),
        ("", "other = NeuralNetwork(weights, biases, activation)"),
        ("forward", "net.forward(x)"),
        ("backward", "net.backward(y)"),
        ("step returns nothing", "net.step(alpha) is None"),
        ("weights after one step", "list(net.weights)"),
        ("biases after one step", "list(net.biases)"),
        ("fit", "net.fit(x, y, alpha, epochs)"),
        ("weights after fit", "list(net.weights)"),
        ("forward after fit", "net.forward(x)"),
        ("second fit", "net.fit(x, y, alpha, epochs)"),
        # Whoever made a network may use the arrays further; two networks learn by themselves.
        ("", "weights[0] *= 2"),
        ("", "biases[0] *= 2"),
        ("forward of another network", "other.forward(x)"),
        ("", "weights[0] *= 0.5"),
        ("", "biases[0] *= 0.5"),
    ]


neural_network = Code(
    "07.NeuralNetwork",
    points=5,
    minutes=15,
    difficulty=3,
    asks="class NeuralNetwork with forward(x), backward(y), step(alpha), fit(x, y, alpha, epochs)",
    needs=("07.forward", "07.backward", "07.update"),
    cases=class_cases,
    steps=network_steps,
    arguments=("weights", "biases", "activation", "x", "y", "alpha", "epochs"),
    hints=(
        Hint(
            "I have never written a class.",
            "`self` is the network itself. What one method stores, such as `self.a = …`, the "
            "others find again. Every method has `self` as its first argument.",
        ),
        Hint(
            "How do the methods work together?",
            "forward keeps the list `self.a`, backward uses it and keeps `self.dW` and `self.db`, "
            "step uses those. Each is one call of a function that you have written already.",
        ),
        Hint(
            "What does fit do?",
            "For each epoch: forward, note E, backward, step. Nearly the answer: "
            "`losses.append(nnkit.half_squared_error(self.forward(x), y)[0])`.",
        ),
    ),
)


@neural_network.right
class ReferenceNetwork:
    """What Problem 4 asks for, built on nnkit."""

    def __init__(self, weights, biases, activation):
        self.net = Network(weights, biases, activation)
        self.weights, self.biases = self.net.weights, self.net.biases

    def forward(self, x):
        self.trace = self.net.forward(x)
        return self.trace.a[-1]

    def backward(self, y):
        self.gradients = self.net.backward(self.trace, y)
        return self.gradients.dW, self.gradients.db

    def step(self, alpha):
        SGD(alpha).step(self.net, self.gradients)

    def fit(self, x, y, alpha, epochs):
        losses = []
        for _ in range(epochs):
            self.forward(x)
            self.backward(y)
            losses.append(self.gradients.loss)
            self.step(alpha)
        return losses


@neural_network.also_right
class PlainNetwork:
    def __init__(self, weights, biases, activation):
        self.weights = [np.array(W, dtype=float) for W in weights]
        self.biases = [np.array(b, dtype=float) for b in biases]
        self.activation = activation

    def forward(self, x):
        self.a = [x]
        for W, b in zip(self.weights, self.biases, strict=True):
            z = W @ self.a[-1] + b
            self.a.append(BY_NAME[self.activation].forward(z))
        return self.a[-1]

    def backward(self, y):
        through = BY_NAME[self.activation].backward
        error = (self.a[-1] - y) / y.shape[1]
        self.dW, self.db = [], []
        for i in reversed(range(len(self.weights))):
            delta = through(self.a[i + 1], error)
            self.dW.insert(0, delta @ self.a[i].T)
            self.db.insert(0, delta.sum(axis=1, keepdims=True))
            error = self.weights[i].T @ delta
        return self.dW, self.db

    def step(self, alpha):
        for p, g in zip([*self.weights, *self.biases], [*self.dW, *self.db], strict=True):
            p -= alpha * g

    def fit(self, x, y, alpha, epochs):
        losses = []
        for _ in range(epochs):
            losses.append(half_squared_error(self.forward(x), y)[0])
            self.backward(y)
            self.step(alpha)
        return losses


@neural_network.wrong(credit=0.5)
class KeepsCallersArrays(PlainNetwork):
    """Your network works on the very arrays that it was given, and its steps change them.
    Whoever made the network may still need them. Copy them in the constructor."""

    def __init__(self, weights, biases, activation):
        self.weights, self.biases, self.activation = weights, biases, activation


@neural_network.wrong(credit=0.5)
class Uphill(PlainNetwork):
    """Your step goes uphill: the gradient has to be subtracted."""

    def step(self, alpha):
        super().step(-alpha)


@neural_network.wrong(credit=0.5)
class BiasesNotUpdated(PlainNetwork):
    """`step` leaves the biases as they are. They learn by the same rule as the weights."""

    def step(self, alpha):
        self.weights = [W - alpha * g for W, g in zip(self.weights, self.dW, strict=True)]


@neural_network.wrong(credit=0.5)
class FirstLayerNeverTrained(PlainNetwork):
    """The first layer never changes. `weights[0]` has a gradient and takes part in the step like
    all others."""

    def step(self, alpha):
        kept = self.weights[0].copy(), self.biases[0].copy()
        super().step(alpha)
        self.weights[0], self.biases[0] = kept


@neural_network.wrong(credit=0.5)
class GradientsAddUp(PlainNetwork):
    """The first step is right, later ones are not: `backward` adds to the gradients of the call
    before. Each call has to start from nothing."""

    def backward(self, y):
        before = getattr(self, "dW", None), getattr(self, "db", None)
        super().backward(y)
        if before[0] is not None:
            self.dW = [new + old for new, old in zip(self.dW, before[0], strict=True)]
            self.db = [new + old for new, old in zip(self.db, before[1], strict=True)]
        return self.dW, self.db


@neural_network.wrong(credit=0.5)
class ForwardOnce(PlainNetwork):
    """`fit` runs forward once and then steps on with old activations. After each step the network
    is another one: forward again in every epoch."""

    def fit(self, x, y, alpha, epochs):
        losses = []
        self.forward(x)
        for _ in range(epochs):
            losses.append(half_squared_error(self.a[-1], y)[0])
            self.backward(y)
            self.step(alpha)
        return losses


@neural_network.wrong(credit=0.5)
class BackwardOnce(PlainNetwork):
    """`fit` takes the gradient once and repeats the same step. After each step the slope is another
    one: backward again in every epoch."""

    def fit(self, x, y, alpha, epochs):
        losses = []
        self.forward(x)
        self.backward(y)
        for _ in range(epochs):
            losses.append(half_squared_error(self.forward(x), y)[0])
            self.step(alpha)
        return losses


@neural_network.wrong(credit=0.5)
class LossAfterTheStep(PlainNetwork):
    """Training is right. Your losses are those after each step; asked for is the loss with which
    each epoch begins, so that the first one shows where you started."""

    def fit(self, x, y, alpha, epochs):
        losses = []
        for _ in range(epochs):
            self.forward(x)
            self.backward(y)
            self.step(alpha)
            losses.append(half_squared_error(self.forward(x), y)[0])
        return losses


@neural_network.wrong(credit=0.5)
class OnlyTheLastLoss(PlainNetwork):
    """Training is right, but `fit` returns one number. Return the list of all losses, one for each
    epoch: it becomes the curve below."""

    def fit(self, x, y, alpha, epochs):
        return super().fit(x, y, alpha, epochs)[-1]


@neural_network.wrong(credit=0.5)
class ListsKept(PlainNetwork):
    """Your network holds the very arrays that it was given, not copies. If their owner changes them
    later, your network changes with them. Copy them in the constructor: `W.copy()`."""

    def __init__(self, weights, biases, activation):
        self.weights, self.biases, self.activation = weights, biases, activation

    def step(self, alpha):
        self.weights = [W - alpha * g for W, g in zip(self.weights, self.dW, strict=True)]
        self.biases = [b - alpha * g for b, g in zip(self.biases, self.db, strict=True)]


@neural_network.wrong(credit=0.5)
class BiasesKept(ListsKept):
    """The weights are copied, the biases are not: your network holds the very arrays that it was
    given. If their owner changes them later, your network changes with them."""

    def __init__(self, weights, biases, activation):
        super().__init__([W.copy() for W in weights], biases, activation)


@neural_network.wrong(credit=0.5)
class WeightsKept(ListsKept):
    """The biases are copied, the weights are not: your network holds the very arrays that it was
    given. If their owner changes them later, your network changes with them."""

    def __init__(self, weights, biases, activation):
        super().__init__(weights, [b.copy() for b in biases], activation)


@neural_network.wrong(credit=0.5)
class WeightsNotUpdated(PlainNetwork):
    """`step` leaves the weights as they are. They have gradients, `self.dW`."""

    def step(self, alpha):
        self.biases = [b - alpha * g for b, g in zip(self.biases, self.db, strict=True)]


@neural_network.wrong(credit=0.5)
class AlwaysTanh(PlainNetwork):
    """Your network is a tanh network whatever `activation` says. Keep the name in the constructor,
    and hand it on to `forward` and `backward`."""

    def __init__(self, weights, biases, activation):
        super().__init__(weights, biases, "tanh")


@neural_network.wrong(credit=0.5)
class BiasesKeptAndChanged(PlainNetwork):
    """The weights are copied, the biases are not: your steps change the very arrays that you were
    given. Copy both in the constructor."""

    def __init__(self, weights, biases, activation):
        super().__init__(weights, biases, activation)
        self.biases = list(biases)


@neural_network.wrong(credit=0.5)
class SharedWeights(PlainNetwork):
    """A second network is not what it should be after the first one has learnt: the two share their
    weights. What belongs to one network is kept in `self`, not in the class."""

    def __init__(self, weights, biases, activation):
        type(self).weights = [np.array(W, dtype=float) for W in weights]
        type(self).biases = [np.array(b, dtype=float) for b in biases]
        self.activation = activation


@neural_network.wrong(credit=0.5)
class StepReturns(PlainNetwork):
    """Your network learns as it should. But `step` returns something, and nothing was asked for: it
    changes the network. Leave its `return` away."""

    def step(self, alpha):
        super().step(alpha)
        return self.weights, self.biases


@neural_network.wrong(credit=0.5)
class LossesKept(PlainNetwork):
    """The first `fit` is right. The second one returns the losses of the first as well: begin each
    `fit` with an empty list."""

    def __init__(self, weights, biases, activation):
        super().__init__(weights, biases, activation)
        self.losses = []

    def fit(self, x, y, alpha, epochs):
        self.losses += super().fit(x, y, alpha, epochs)
        return self.losses


@neural_network.wrong(credit=0.5)
class ForwardReturnsAll(PlainNetwork):
    """`forward` returns the list of all activations. Keep the list in `self`, and return the output
    alone, its last entry."""

    def forward(self, x):
        super().forward(x)
        return self.a

    def fit(self, x, y, alpha, epochs):
        losses = []
        for _ in range(epochs):
            losses.append(half_squared_error(self.forward(x)[-1], y)[0])
            self.backward(y)
            self.step(alpha)
        return losses


@neural_network.wrong(credit=0.5)
class ForwardReturnsNothing(PlainNetwork):
    """`forward` returns nothing. Keep the activations, and return the output."""

    def forward(self, x):
        super().forward(x)

    def fit(self, x, y, alpha, epochs):
        losses = []
        for _ in range(epochs):
            self.forward(x)
            losses.append(half_squared_error(self.a[-1], y)[0])
            self.backward(y)
            self.step(alpha)
        return losses


@neural_network.wrong(credit=0.5)
class BackwardReturnsNothing(PlainNetwork):
    """`backward` returns nothing. Keep the gradients, and return them as well: `(dW, db)`."""

    def backward(self, y):
        super().backward(y)


@neural_network.wrong(credit=0.5)
class BackwardExchanged(PlainNetwork):
    """`backward` returns the two lists in the other order: first dW, then db."""

    def backward(self, y):
        dW, db = super().backward(y)
        return db, dW


@neural_network.wrong(credit=0.5)
class StepKeepsNothing(PlainNetwork):
    """After `step` the weights are what they were. What `update` returns has to be kept:
    `self.weights, self.biases = update(…)`."""

    def step(self, alpha):
        pass


@neural_network.wrong(credit=0.5)
class StepOfItsOwn(PlainNetwork):
    """Your step is always 0.1 of the gradient. The learning rate is the argument `alpha`."""

    def step(self, alpha):
        super().step(0.1)


@neural_network.wrong(credit=0.5)
class StepWithoutRate(PlainNetwork):
    """Your step is the whole gradient: `alpha` is not used."""

    def step(self, alpha):
        super().step(1.0)


@neural_network.wrong(credit=0.5)
class OneLossMore(PlainNetwork):
    """Training is right. Your list has one loss too many, that after the last step: one for each
    epoch, measured before its step."""

    def fit(self, x, y, alpha, epochs):
        losses = super().fit(x, y, alpha, epochs)
        return [*losses, half_squared_error(self.forward(x), y)[0]]


@neural_network.wrong(credit=0.5)
class OneEpochOnly(PlainNetwork):
    """`fit` does one epoch only. A `return` inside the loop ends the method in the first round."""

    def fit(self, x, y, alpha, epochs):
        return super().fit(x, y, alpha, 1)


@neural_network.wrong(credit=0.5)
class OneEpochLess(PlainNetwork):
    """`fit` does one epoch too few. `range(epochs)` counts from 0 and makes `epochs` rounds."""

    def fit(self, x, y, alpha, epochs):
        return super().fit(x, y, alpha, epochs - 1)


@neural_network.wrong(credit=0.5)
class FitWithoutStep(PlainNetwork):
    """`fit` never takes a step: its losses are all the same. Forward, backward, and then
    `self.step(alpha)`."""

    def fit(self, x, y, alpha, epochs):
        losses = []
        for _ in range(epochs):
            losses.append(half_squared_error(self.forward(x), y)[0])
            self.backward(y)
        return losses


@neural_network.wrong(credit=0.5)
class ExampleByExample(PlainNetwork):
    """`fit` takes a step for each example. Asked for is one step in an epoch, with all examples at
    once."""

    def fit(self, x, y, alpha, epochs):
        losses = []
        for _ in range(epochs):
            losses.append(half_squared_error(self.forward(x), y)[0])
            for n in range(x.shape[1]):
                self.forward(x[:, [n]])
                self.backward(y[:, [n]])
                self.step(alpha)
        return losses


@neural_network.wrong(credit=0.5)
class SumOfLosses(PlainNetwork):
    """Training is right. Your losses are sums over the examples; the loss is their mean.
    `nnkit.half_squared_error(output, y)[0]` gives it."""

    def fit(self, x, y, alpha, epochs):
        return [x.shape[1] * loss for loss in super().fit(x, y, alpha, epochs)]


@neural_network.wrong(credit=0.5)
class MeanOverOutputs(PlainNetwork):
    """Training is right. Your losses are means over the outputs as well; the outputs of one example
    are added up. `nnkit.half_squared_error(output, y)[0]` gives it."""

    def fit(self, x, y, alpha, epochs):
        return [loss / len(y) for loss in super().fit(x, y, alpha, epochs)]


@neural_network.wrong(credit=0.5)
class LossesWithGradients(PlainNetwork):
    """Training is right. Your list holds pairs: `half_squared_error` gives the loss and its
    gradient. Keep the first of the two, `[0]`."""

    def fit(self, x, y, alpha, epochs):
        losses = []
        for _ in range(epochs):
            losses.append(half_squared_error(self.forward(x), y))
            self.backward(y)
            self.step(alpha)
        return losses


@neural_network.wrong(credit=0.5)
class FitReturnsNothing(PlainNetwork):
    """Training is right, but `fit` returns nothing. Return the list of the losses."""

    def fit(self, x, y, alpha, epochs):
        super().fit(x, y, alpha, epochs)


@neural_network.wrong(credit=0.5)
class AlwaysSigmoid(PlainNetwork):
    """Your network is a sigmoid network whatever `activation` says. Keep the name in the
    constructor, and hand it on to `forward` and `backward`."""

    def __init__(self, weights, biases, activation):
        super().__init__(weights, biases, "sigmoid")


@neural_network.wrong
class FirstActivationsKept(PlainNetwork):
    """The first step is right, later ones are not: `forward` keeps the activations of its first
    call. Keep new ones in each call."""

    def forward(self, x):
        kept = getattr(self, "a", None)
        output = super().forward(x)
        self.a = kept or self.a
        return output


zero_start = Value(
    "07.zero_start",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="loss on XOR after 1000 epochs from weights and biases that are all 0",
    reference=0.125,
    tolerance=1e-3,
    why="Every gradient is exactly 0. Nothing distinguishes one neuron from another: symmetry.",
    misconceptions=(
        Misconception(
            "learns-anyway",
            0.0,
            "That would be a perfect fit. Go through one step: what does the network send for each "
            "of the four inputs, and what do the errors add up to?",
        ),
        Misconception(
            "half-missing",
            0.25,
            "You have the error of ½ squared. The loss has a ½ in front as well.",
        ),
        Misconception(
            "all-wrong",
            0.5,
            "That would be the loss if every output were completely wrong. What does a sigmoid "
            "send when z is 0?",
        ),
        Misconception(
            "halved-too-often",
            0.0625,
            "Halved once too often. Each error is ½, so ½ · (½)² for each example, and the mean of "
            "equal numbers is that number.",
        ),
    ),
    hints=(
        Hint("What does the network send?", "All weights are 0, so every z is 0, and σ(0) is ½."),
        Hint(
            "Does it not learn?",
            "Two of the errors are +½, two are −½, and every hidden neuron sends the same ½ for "
            "all examples. What do the gradients add up to?",
        ),
        Hint("Nearly the answer", "All gradients are 0, so E stays ½ · (½)²."),
    ),
)
