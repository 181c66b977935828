"""Training without φ′: in which layers it can be left out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import networks
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Why, Wrong
from nnkit.network import Network


def after_forward(rng: Generator) -> Iterator[Case]:
    """Sigmoid networks of one to four layers, after forward propagation."""
    for weights, biases, x, y in networks(rng):
        yield weights, Network(weights, biases).forward(x).a, y


def walk(weights, a, y, at_the_output=None, at_hidden=None, start=1.0, bias=np.sum):
    """Walk down all layers, with a factor at the output and one at each hidden layer."""
    delta = start * (a[-1] - y) / y.shape[1]
    delta = delta * (at_the_output(a[-1]) if at_the_output else 1)
    dW, db = [], []
    for i in reversed(range(len(weights))):
        dW.insert(0, delta @ a[i].T)
        db.insert(0, bias(delta, axis=1, keepdims=True))
        delta = weights[i].T @ delta * (at_hidden(a[i]) if at_hidden else 1)
    return dW, db


def slope(a):
    return a * (1 - a)


without_slope = Code(
    "08.without_slope",
    points=2,
    minutes=6,
    difficulty=2,
    asks="without_slope(weights, a, y) -> (dW, db), back-propagation with every φ′ left out",
    cases=after_forward,
    arguments=("weights", "a", "y"),
    returns=("dW", "db"),
    hints=(
        Hint("Where do I begin?", "With your `backward` of module 05. Where does it use φ′?"),
        Hint("In two places.", "At the output, and at each hidden layer after passing back."),
        Hint(
            "Nearly the answer",
            "`delta = (a[-1] - y) / y.shape[1]`, and in the loop `delta = weights[i].T @ delta`.",
        ),
    ),
)


@without_slope.right
def reference(weights, a, y):
    delta = (a[-1] - y) / y.shape[1]
    dW, db = [], []
    for i in reversed(range(len(weights))):
        dW.insert(0, delta @ a[i].T)
        db.insert(0, delta.sum(axis=1, keepdims=True))
        delta = weights[i].T @ delta
    return dW, db


@without_slope.wrong
def still_the_gradient(weights, a, y):
    """This is the true gradient: all the φ′ are in it. For this experiment they are left out, at
    the output and at each hidden layer."""
    return walk(weights, a, y, slope, slope)


@without_slope.wrong
def slope_left_at_the_output(weights, a, y):
    """The hidden layers are without φ′ now. At the output it is still there: the first delta is
    just the error over N."""
    return walk(weights, a, y, slope)


@without_slope.wrong
def slope_left_in_hidden_layers(weights, a, y):
    """At the output φ′ is gone. In the hidden layers it is still there: pass back, and multiply by
    nothing."""
    return walk(weights, a, y, None, slope)


@without_slope.wrong
def the_bound_in_its_place(weights, a, y):
    """You put the largest slope, ¼, where φ′ was. Asked for is no factor at all."""
    return walk(weights, a, y, lambda a: 0.25, lambda a: 0.25)


@without_slope.wrong
def activation_in_its_place(weights, a, y):
    """You multiply by the activation. Asked for is no factor at all."""
    return walk(weights, a, y, lambda a: a, lambda a: a)


@without_slope.wrong
def not_divided_by_n(weights, a, y):
    """Everything is N times too large: the first delta is the error divided by N, as always."""
    return walk(weights, a, y, start=y.shape[1])


@without_slope.wrong
def target_minus_output(weights, a, y):
    """The sign is turned round: the error is a − y, output minus target."""
    return walk(weights, a, y, start=-1.0)


@without_slope.wrong(credit=0.5)
def bias_means(weights, a, y):
    """The weights are right. For the biases you took means; 1/N is in delta already, so it is the
    sum over the columns."""
    return walk(weights, a, y, bias=np.mean)


@without_slope.wrong(credit=0.5)
def from_the_back(weights, a, y):
    """The arrays are right, in the wrong order: the first layer comes first in the list."""
    dW, db = walk(weights, a, y)
    return dW[::-1], db[::-1]


@without_slope.also_right
def by_the_identity(weights, a, y):
    errors = [(a[-1] - y) / y.shape[1]]
    for W in weights[:0:-1]:
        errors.insert(0, W.T @ errors[0])
    return (
        [d @ p.T for d, p in zip(errors, a[:-1], strict=True)],
        [d.sum(axis=1).reshape(-1, 1) for d in errors],
    )


where_it_fails = Choice(
    "08.where_it_fails",
    kind="prediction",
    points=1,
    minutes=2,
    difficulty=2,
    asks="Which φ′ can be left out on digits with three hidden layers",
    options=(
        Wrong(
            "either; only leaving out both is too much",
            "either",
            "The two are not alike. A delta of a hidden layer is a sum over paths, and each path "
            "has a factor of its own. What does the φ′ of an output stand in front of?",
        ),
        Wrong(
            "that of the hidden layers",
            "hidden",
            "The hidden ones mix: each neuron's sum is multiplied by its own slope before it is "
            "passed on and mixed again. Leave that out, and the first layer hears something else.",
        ),
        Right(
            "that of the output",
            "At the output it scales an error that keeps its own sign. That is another loss, "
            "and its gradient is followed exactly: module 09 meets it again.",
        ),
        Wrong(
            "neither",
            "neither",
            "One of them only scales the error of each output by a positive number, and nothing is "
            "mixed before it. Every output is still sent the right way.",
        ),
    ),
    hints=(
        Hint("What does φ′ do to a delta?", "It multiplies it by a positive number."),
        Hint(
            "Then no sign changes?",
            "Not there. But deltas of one layer are added up to those of the layer below.",
        ),
        Hint("Nearly the answer", "Where is nothing added up yet?"),
    ),
)

why_no_rate = Why(
    "08.why_no_rate",
    points=2,
    minutes=8,
    difficulty=2,
    asks="why leaving out φ′ is not the same as a larger learning rate",
    rubric=(
        "0.5 points: what is right: φ′ is positive, so at the output no delta changes its sign",
        "0.5 points: a rate multiplies all entries by one number and keeps the direction; φ′ "
        "differs from neuron to neuron, so leaving it out changes the direction",
        "0.5 points: in hidden layers a delta is a sum over paths with factors of their own, so "
        "even its sign can change; or φ′ is the brake that keeps neurons from saturation",
        "0.5 points: the three words, used rightly, and what was measured: an angle, wrong "
        "signs, or 95 and 51 %",
    ),
)
