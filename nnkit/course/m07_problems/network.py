"""Problem 4: an entire network as a class, trained; and the bugs that such a class has.

Wrong and other right answers are written as students write them, without type hints, and lean on
nothing but nnkit and the classes and functions of this file.
"""

# mypy: allow-untyped-defs, allow-untyped-calls, no-check-untyped-defs

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator

import nnkit
from nnkit.checks.cases import Sizes, networks, normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Misconception, Value
from nnkit.checks.steps import Step


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


class ReferenceNetwork:
    """What Problem 4 asks for, built on nnkit."""

    def __init__(self, weights, biases, activation):
        self.net = nnkit.Network(weights, biases, activation)
        self.weights, self.biases = self.net.weights, self.net.biases

    def forward(self, x):
        self.trace = self.net.forward(x)
        return self.trace.a[-1]

    def backward(self, y):
        self.gradients = self.net.backward(self.trace, y)
        return self.gradients.dW, self.gradients.db

    def step(self, alpha):
        nnkit.SGD(alpha).step(self.net, self.gradients)

    def fit(self, x, y, alpha, epochs):
        losses = []
        for _ in range(epochs):
            self.forward(x)
            self.backward(y)
            losses.append(self.gradients.loss)
            self.step(alpha)
        return losses


class PlainNetwork:
    def __init__(self, weights, biases, activation):
        self.weights = [np.array(W, dtype=float) for W in weights]
        self.biases = [np.array(b, dtype=float) for b in biases]
        self.activation = activation

    def forward(self, x):
        self.a = [x]
        for W, b in zip(self.weights, self.biases, strict=True):
            z = W @ self.a[-1] + b
            self.a.append(nnkit.activations.ACTIVATIONS[self.activation].forward(z))
        return self.a[-1]

    def backward(self, y):
        through = nnkit.activations.ACTIVATIONS[self.activation].backward
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
            losses.append(nnkit.half_squared_error(self.forward(x), y)[0])
            self.backward(y)
            self.step(alpha)
        return losses


class KeepsCallersArrays(PlainNetwork):
    def __init__(self, weights, biases, activation):
        self.weights, self.biases, self.activation = weights, biases, activation


class StepsUphill(PlainNetwork):
    def step(self, alpha):
        super().step(-alpha)


class StepsOnlyWeights(PlainNetwork):
    def step(self, alpha):
        self.weights = [W - alpha * g for W, g in zip(self.weights, self.dW, strict=True)]


class FreezesFirstLayer(PlainNetwork):
    def step(self, alpha):
        kept = self.weights[0].copy(), self.biases[0].copy()
        super().step(alpha)
        self.weights[0], self.biases[0] = kept


class AddsGradientsUp(PlainNetwork):
    def backward(self, y):
        before = getattr(self, "dW", None), getattr(self, "db", None)
        super().backward(y)
        if before[0] is not None:
            self.dW = [new + old for new, old in zip(self.dW, before[0], strict=True)]
            self.db = [new + old for new, old in zip(self.db, before[1], strict=True)]
        return self.dW, self.db


class ForwardOnce(PlainNetwork):
    def fit(self, x, y, alpha, epochs):
        losses = []
        self.forward(x)
        for _ in range(epochs):
            losses.append(nnkit.half_squared_error(self.a[-1], y)[0])
            self.backward(y)
            self.step(alpha)
        return losses


class BackwardOnce(PlainNetwork):
    def fit(self, x, y, alpha, epochs):
        losses = []
        self.forward(x)
        self.backward(y)
        for _ in range(epochs):
            losses.append(nnkit.half_squared_error(self.forward(x), y)[0])
            self.step(alpha)
        return losses


class LossAfterStep(PlainNetwork):
    def fit(self, x, y, alpha, epochs):
        losses = []
        for _ in range(epochs):
            self.forward(x)
            self.backward(y)
            self.step(alpha)
            losses.append(nnkit.half_squared_error(self.forward(x), y)[0])
        return losses


class OnlyLastLoss(PlainNetwork):
    def fit(self, x, y, alpha, epochs):
        return super().fit(x, y, alpha, epochs)[-1]


NEURAL_NETWORK = Code(
    id="07.NeuralNetwork",
    points=5,
    asks="class NeuralNetwork with forward(x), backward(y), step(alpha), fit(x, y, alpha, epochs)",
    reference=ReferenceNetwork,
    cases=class_cases,
    steps=network_steps,
    arguments=("weights", "biases", "activation", "x", "y", "alpha", "epochs"),
    needs=("07.forward", "07.backward", "07.update"),
    misconceptions=(
        Misconception(
            "keeps-callers-arrays",
            KeepsCallersArrays,
            "Your network works on the very arrays that it was given, and its steps change them "
            "under their owner's hands. Copy them in the constructor.",
            credit=0.5,
        ),
        Misconception(
            "uphill",
            StepsUphill,
            "Your step goes uphill: the gradient has to be subtracted.",
        ),
        Misconception(
            "biases-not-updated",
            StepsOnlyWeights,
            "`step` leaves the biases as they are. They learn by the same rule as the weights.",
        ),
        Misconception(
            "first-layer-never-trained",
            FreezesFirstLayer,
            "The first layer never changes. `weights[0]` has a gradient and takes part in the "
            "step like all others.",
        ),
        Misconception(
            "gradients-add-up",
            AddsGradientsUp,
            "The first step is right, later ones are not: `backward` adds to the gradients of the "
            "call before. Each call has to start from nothing.",
        ),
        Misconception(
            "forward-once",
            ForwardOnce,
            "`fit` runs forward once and then steps on with old activations. After each step the "
            "network is another one: forward again in every epoch.",
        ),
        Misconception(
            "backward-once",
            BackwardOnce,
            "`fit` takes the gradient once and repeats the same step. After each step the slope "
            "is another one: backward again in every epoch.",
        ),
        Misconception(
            "loss-after-the-step",
            LossAfterStep,
            "Training is right. Your losses are those after each step; asked for is the loss "
            "with which each epoch begins, so that the first one shows where you started.",
            credit=0.5,
        ),
        Misconception(
            "only-the-last-loss",
            OnlyLastLoss,
            "Training is right, but `fit` returns one number. Return the list of all losses, one "
            "for each epoch: it becomes the curve below.",
            credit=0.5,
        ),
    ),
    accepts=(PlainNetwork,),
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
    minutes=15,
    difficulty=3,
)

ZERO_START = Value(
    id="07.zero_start",
    kind="prediction",
    points=1,
    asks="loss on XOR after 1000 epochs from weights and biases that are all 0",
    reference=0.125,
    tolerance=1e-3,
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
    why="Every gradient is exactly 0. Nothing distinguishes one neuron from another: symmetry.",
    minutes=3,
    difficulty=2,
)

BUG_RELU = Choice(
    id="07.bug_relu",
    kind="find-the-bug",
    points=1,
    asks="the line of the relu layer's backward pass that is wrong",
    reference="b",
    options="abcde",
    misconceptions=(
        Misconception(
            "pass-back",
            "a",
            "The error comes back through the transpose of the weights that lead out of the "
            "layer. That is right.",
        ),
        Misconception(
            "through-the-activation",
            "c",
            "Multiplying entry by entry with the slope is right. Is the slope?",
        ),
        Misconception(
            "outer-product",
            "d",
            "Delta of this layer, activation of the layer before, transposed: that is right.",
        ),
        Misconception(
            "bias-sum",
            "e",
            "A bias adds its share from every example: the sum over the columns is right.",
        ),
    ),
    hints=(
        Hint("All the shapes are right.", "They are. Ask of each line what numbers it gives."),
        Hint("Which numbers can `a` have here?", "It has been through relu: it is never negative."),
        Hint("Nearly the answer", "For which entries of `a` is `a >= 0` false?"),
    ),
    why="a ≥ 0 holds for every neuron, so those that are off would learn as well: a > 0.",
    minutes=3,
    difficulty=2,
)


def step_cases(rng: Generator) -> Iterator[Case]:
    """Networks with one hidden layer, one example and several."""
    for n0, n1, n2, n in ((3, 4, 2, 1), (2, 5, 3, 7), (3, 3, 3, 3), (4, 2, 1, 6)):
        parameters = (
            normal(rng, n1, n0),
            normal(rng, n1, 1),
            normal(rng, n2, n1),
            normal(rng, n2, 1),
        )
        yield *parameters, normal(rng, n0, n), rng.uniform(0, 1, (n2, n)), 0.5


def reference_repaired_step(W1, b1, W2, b2, x, y, alpha):
    net = nnkit.Network([W1, W2], [b1, b2], "sigmoid")
    nnkit.SGD(alpha).step(net, net.backward(net.forward(x), y))
    return net.weights[0], net.biases[0], net.weights[1], net.biases[1]


def some_step(W1, b1, W2, b2, x, y, alpha, back, bias):
    """One step; `back` says which weights pass the error back, `bias` how delta is summed up."""
    a1 = nnkit.sigmoid(W1 @ x + b1)
    a2 = nnkit.sigmoid(W2 @ a1 + b2)
    delta2 = (a2 - y) * a2 * (1 - a2) / y.shape[1]
    new_W2 = W2 - alpha * delta2 @ a1.T
    delta1 = (new_W2 if back == "new" else W2).T @ delta2 * a1 * (1 - a1)
    collect = np.mean if bias == "mean" else np.sum
    return (
        W1 - alpha * delta1 @ x.T,
        b1 - alpha * collect(delta1, axis=1, keepdims=True),
        new_W2,
        b2 - alpha * collect(delta2, axis=1, keepdims=True),
    )


def repaired_step_as_printed(W1, b1, W2, b2, x, y, alpha):
    return some_step(W1, b1, W2, b2, x, y, alpha, "new", "mean")


def repaired_step_order_left(W1, b1, W2, b2, x, y, alpha):
    return some_step(W1, b1, W2, b2, x, y, alpha, "new", "sum")


def repaired_step_mean_left(W1, b1, W2, b2, x, y, alpha):
    return some_step(W1, b1, W2, b2, x, y, alpha, "old", "mean")


def repaired_step_in_place(W1, b1, W2, b2, x, y, alpha):
    new = some_step(W1, b1, W2, b2, x, y, alpha, "old", "sum")
    for p, q in zip((W1, b1, W2, b2), new, strict=True):
        p[...] = q
    return W1, b1, W2, b2


def repaired_step_uphill(W1, b1, W2, b2, x, y, alpha):
    return some_step(W1, b1, W2, b2, x, y, -alpha, "old", "sum")


def repaired_step_loop(W1, b1, W2, b2, x, y, alpha):
    return some_step(W1, b1, W2, b2, x, y, alpha, "old", "sum")


REPAIRED_STEP = Code(
    id="07.repaired_step",
    kind="find-the-bug",
    points=3,
    asks="repaired_step(W1, b1, W2, b2, x, y, alpha) -> (W1, b1, W2, b2) after one step",
    reference=reference_repaired_step,
    cases=step_cases,
    arguments=("W1", "b1", "W2", "b2", "x", "y", "alpha"),
    returns=("W1", "b1", "W2", "b2"),
    misconceptions=(
        Misconception(
            "as-printed",
            repaired_step_as_printed,
            "That still does what the printed function does. Look where W2 is when the error "
            "passes through it, and what becomes of delta for the biases.",
        ),
        Misconception(
            "order-left",
            repaired_step_order_left,
            "The biases are mended. One bug is left: the error passes back through the new W2, "
            "but it was the old one that made it.",
            credit=0.5,
        ),
        Misconception(
            "mean-left",
            repaired_step_mean_left,
            "The order is mended. One bug is left, in the biases: 1/N is in delta already, so "
            "their gradient is a sum.",
            credit=0.5,
        ),
        Misconception(
            "in-place",
            repaired_step_in_place,
            "Both bugs are mended. But your function changes the arrays it was given; return new "
            "ones.",
            credit=0.5,
        ),
        Misconception(
            "uphill",
            repaired_step_uphill,
            "The gradients are right now, but you add them. The printed minus was no bug.",
        ),
    ),
    accepts=(repaired_step_loop,),
    hints=(
        Hint(
            "It lowers the loss, so what should be wrong?",
            "A wrong gradient often does. Compare it with central differences, or with your own "
            "`backward`.",
        ),
        Hint(
            "I have found one.",
            "There are two: one in the order of the lines, one in how delta becomes the gradient "
            "of a bias.",
        ),
        Hint(
            "Nearly the answer",
            "Take `delta1` before `W2` changes, and `.sum` where there is `.mean`.",
        ),
    ),
    minutes=6,
    difficulty=3,
)
