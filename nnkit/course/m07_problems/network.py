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
        yield weights, biases, activation, x, y, 0.05, 3


def network_steps(*_: Any) -> list[Step]:
    """Everything that the exercise asks for."""
    return [
        ("", "net = NeuralNetwork(weights, biases, activation)"),
        ("forward", "net.forward(x)"),
        ("backward", "net.backward(y)"),
        ("", "net.step(alpha)"),
        ("weights after one step", "list(net.weights)"),
        ("biases after one step", "list(net.biases)"),
        ("fit", "net.fit(x, y, alpha, epochs)"),
        ("weights after fit", "list(net.weights)"),
        ("forward after fit", "net.forward(x)"),
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
    """Your network works on the very arrays that it was given, and its steps change them under
    their owner's hands. Copy them in the constructor."""

    def __init__(self, weights, biases, activation):
        self.weights, self.biases, self.activation = weights, biases, activation


@neural_network.wrong
class Uphill(PlainNetwork):
    """Your step goes uphill: the gradient has to be subtracted."""

    def step(self, alpha):
        super().step(-alpha)


@neural_network.wrong
class BiasesNotUpdated(PlainNetwork):
    """`step` leaves the biases as they are. They learn by the same rule as the weights."""

    def step(self, alpha):
        self.weights = [W - alpha * g for W, g in zip(self.weights, self.dW, strict=True)]


@neural_network.wrong
class FirstLayerNeverTrained(PlainNetwork):
    """The first layer never changes. `weights[0]` has a gradient and takes part in the step like
    all others."""

    def step(self, alpha):
        kept = self.weights[0].copy(), self.biases[0].copy()
        super().step(alpha)
        self.weights[0], self.biases[0] = kept


@neural_network.wrong
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


@neural_network.wrong
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


@neural_network.wrong
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
