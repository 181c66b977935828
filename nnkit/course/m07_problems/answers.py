"""What is right in a problem worked by hand, and which wrong numbers learners get.

Both are functions of a `Problem`, by the name of the exercise.  `draw` uses them to refuse
problems in which a mistake would not show; `own_numbers` adds what to tell the student.

Every structure in the pool has as many neurons in its last hidden layer as outputs.  With that
square matrix a forgotten transpose goes through, and only the numbers can tell.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from nnkit.activations import ACTIVATIONS
from nnkit.checks.problem import Problem
from nnkit.losses import LOSSES
from nnkit.network import Gradients, Network, Trace

if TYPE_CHECKING:
    from nnkit._typing import Array

Answer = Callable[[Problem], Any]


def network(p: Problem) -> Network:
    """The network of a problem."""
    return Network(p.weights, p.biases, p.activation)


@lru_cache(maxsize=16)
def trace(p: Problem) -> Trace:
    """Forward propagation of the example."""
    return network(p).forward(p.x)


@lru_cache(maxsize=16)
def gradients(p: Problem) -> Gradients:
    """Back-propagation of the example's error."""
    return network(p).backward(trace(p), p.y, p.loss)


def phi(p: Problem, layer: int, z: Array) -> Array:
    """The activation of a layer; layers count from 1, and -1 is the output."""
    value: Array = ACTIVATIONS[_name(p, layer)].forward(z)
    return value


def slope(p: Problem, layer: int) -> Array:
    """φ′ of a layer, from its stored activation; not for softmax."""
    a = trace(p).a[layer]
    value: Array = ACTIVATIONS[_name(p, layer)].backward(a, np.ones_like(a))
    return value


def new_weights(p: Problem, layer: int) -> Array:
    """Updated weights that lead into a layer."""
    W: Array = p.weights[_index(layer)] - p.alpha * gradients(p).dW[_index(layer)]
    return W


def loss(p: Problem) -> float:
    """Loss of the example."""
    return LOSSES[p.loss](trace(p).a[-1], p.y)[0]


def other_activation(p: Problem) -> Array:
    """Output by the wrong function: a sigmoid where none belongs, none where a sigmoid does."""
    z: Array = trace(p).z[-1]
    return z if p.activation[-1] == "sigmoid" else ACTIVATIONS["sigmoid"].forward(z)


def other_slope(p: Problem) -> Array:
    """Delta of the output with a(1 − a) where it does not belong, or without where it does."""
    a = trace(p).a[-1]
    delta: Array = (a - p.y) * (1.0 if p.activation[-1] == "sigmoid" else a * (1 - a))
    return delta


def through(p: Problem, W: Array, delta: Array, layer: int) -> Array:
    """Pass delta back through `W` and through the activation of `layer`."""
    passed: Array = W.T @ delta * slope(p, layer)
    return passed


def first_through_updated(p: Problem) -> Array:
    """Delta of the first layer if every weight matrix was updated before it was passed through."""
    delta = gradients(p).delta[-1]
    for layer in range(len(p.weights), 1, -1):
        delta = through(p, new_weights(p, layer), delta, layer - 1)
    return np.asarray(delta)


def first_without_slope(p: Problem) -> Array:
    """Delta of the first layer before it goes through the activation."""
    passed: Array = p.weights[1].T @ gradients(p).delta[2]
    return passed


def _name(p: Problem, layer: int) -> str:
    return p.activation[_index(layer)]


def _index(layer: int) -> int:
    return layer - 1 if layer > 0 else layer


RIGHT: dict[str, Answer] = {
    "z_first": lambda p: trace(p).z[1],
    "a_first": lambda p: trace(p).a[1],
    "z_out": lambda p: trace(p).z[-1],
    "output": lambda p: trace(p).a[-1],
    "loss": loss,
    "delta_out": lambda p: gradients(p).delta[-1],
    "delta_hidden": lambda p: gradients(p).delta[-2],
    "dW_out": lambda p: gradients(p).dW[-1],
    "dW_first": lambda p: gradients(p).dW[0],
    "W_out_new": lambda p: new_weights(p, -1),
    "W_first_new": lambda p: new_weights(p, 1),
    "b_first_new": lambda p: p.b1 - p.alpha * gradients(p).db[0],
}

WRONG: dict[str, dict[str, Answer]] = {
    "z_first": {
        "no-bias": lambda p: p.W1 @ p.x,
        "bias-subtracted": lambda p: p.W1 @ p.x - p.b1,
        "activated": lambda p: trace(p).a[1],
    },
    "a_first": {
        "not-activated": lambda p: trace(p).z[1],
        "wrong-side": lambda p: phi(p, 1, -trace(p).z[1]),
        "no-bias": lambda p: phi(p, 1, p.W1 @ p.x),
    },
    "z_out": {
        "no-bias": lambda p: p.weights[-1] @ trace(p).a[-2],
        "transposed": lambda p: p.weights[-1].T @ trace(p).a[-2] + p.biases[-1],
        "hidden-not-activated": lambda p: p.weights[-1] @ trace(p).z[-2] + p.biases[-1],
    },
    "output": {
        "other-activation": other_activation,
        "no-bias": lambda p: phi(p, -1, p.weights[-1] @ trace(p).a[-2]),
    },
    "loss": {
        "factor-2": lambda p: 2 * loss(p),
        "mean-over-outputs": lambda p: loss(p) / len(p.y),
        "wrong-sign": lambda p: -loss(p),
    },
    "delta_out": {
        "sign-of-the-error": lambda p: -gradients(p).delta[-1],
        "factor-2": lambda p: 2 * gradients(p).delta[-1],
        "other-slope": other_slope,
    },
    "delta_hidden": {
        "no-transpose": lambda p: p.weights[-1] @ gradients(p).delta[-1] * slope(p, -2),
        "slope-missing": lambda p: p.weights[-1].T @ gradients(p).delta[-1],
        "updated-weights": lambda p: through(p, new_weights(p, -1), gradients(p).delta[-1], -2),
        "own-weights": lambda p: p.weights[-2].T @ gradients(p).delta[-1],
        "sign-carried-on": lambda p: -gradients(p).delta[-2],
    },
    "dW_out": {
        "transposed": lambda p: gradients(p).dW[-1].T,
        "own-activation": lambda p: gradients(p).delta[-1] @ trace(p).a[-1].T,
        "pre-activation": lambda p: gradients(p).delta[-1] @ trace(p).z[-2].T,
        "sign-carried-on": lambda p: -gradients(p).dW[-1],
    },
    "dW_first": {
        "transposed": lambda p: gradients(p).dW[0].T,
        "own-activation": lambda p: gradients(p).delta[1] @ trace(p).a[1].T,
        "slope-missing": lambda p: first_without_slope(p) @ p.x.T,
        "updated-weights": lambda p: first_through_updated(p) @ p.x.T,
        "sign-carried-on": lambda p: -gradients(p).dW[0],
    },
    "W_out_new": {
        "uphill": lambda p: p.weights[-1] + p.alpha * gradients(p).dW[-1],
        "no-learning-rate": lambda p: p.weights[-1] - gradients(p).dW[-1],
        "only-the-step": lambda p: p.alpha * gradients(p).dW[-1],
    },
    "W_first_new": {
        "uphill": lambda p: p.W1 + p.alpha * gradients(p).dW[0],
        "no-learning-rate": lambda p: p.W1 - gradients(p).dW[0],
        "updated-weights": lambda p: p.W1 - p.alpha * (first_through_updated(p) @ p.x.T),
        "slope-missing": lambda p: p.W1 - p.alpha * (first_without_slope(p) @ p.x.T),
    },
    "b_first_new": {
        "not-updated": lambda p: p.b1,
        "uphill": lambda p: p.b1 + p.alpha * gradients(p).db[0],
        "no-learning-rate": lambda p: p.b1 - gradients(p).db[0],
        "same-step-for-all": lambda p: p.b1 - p.alpha * gradients(p).db[0].mean(),
    },
}
