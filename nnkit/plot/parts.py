"""What a network diagram is made of, taken from a Network or from plain lists of arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nnkit.plot.arrays import described, floats

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Parts:
    """Arrays of one network, for one example; a missing part is an empty list.

    Layers count from 0, the input; ``weights[i]`` leads from layer i to layer i + 1.
    """

    weights: list[Floats]
    biases: list[Floats]
    a: list[Floats]
    z: list[Floats]
    dW: list[Floats]
    db: list[Floats]
    delta: list[Floats]
    examples: int | None

    @property
    def sizes(self) -> list[int]:
        """Number of neurons in each layer."""
        return [self.weights[0].shape[1], *(len(W) for W in self.weights)]


def parts(net: Any, biases: Any, trace: Any, gradients: Any, example: int) -> Parts:
    """Check all shapes and pick column `example`.

    Raises
    ------
    TypeError, ValueError
        If something is not what `nnkit.plot.network` takes; the message names both shapes.
    """
    if hasattr(net, "weights"):
        if biases is None:
            biases = net.biases
        net = net.weights
    weights = _weights(net)
    sizes = [weights[0].shape[1], *(len(W) for W in weights)]

    a: list[Floats] = []
    z: list[Floats] = []
    examples = None
    if trace is not None:
        given = list(getattr(trace, "a", trace))
        examples = _columns(given)
        a = _column("trace.a", given, sizes, example)
        if hasattr(trace, "z"):
            z = _column("trace.z", _after_input("trace.z", trace.z, sizes), sizes[1:], example)

    dW: list[Floats] = []
    db: list[Floats] = []
    delta: list[Floats] = []
    if gradients is not None:
        if hasattr(gradients, "dW"):
            gradients = (gradients.dW, gradients.db, gradients.delta)
        if not isinstance(gradients, Sequence) or len(gradients) != 3:
            raise TypeError(
                f"gradients is {described(gradients)}; it takes what net.backward returns, "
                "or the three lists (dW, db, delta)"
            )
        dW = [floats(f"dW[{i}]", g) for i, g in enumerate(gradients[0])]
        if [g.shape for g in dW] != [W.shape for W in weights]:
            raise ValueError(
                f"dW has shapes {[g.shape for g in dW]}, the weights have "
                f"{[W.shape for W in weights]}: each gradient has the shape of its weights"
            )
        db = _column("db", list(gradients[1]), sizes[1:], 0)
        deltas = _after_input("delta", gradients[2], sizes)
        delta = _column("delta", deltas, sizes[1:], example)
        examples = examples or _columns(deltas)

    columns = [] if biases is None else _column("biases", list(biases), sizes[1:], 0)
    return Parts(weights, columns, a, z, dW, db, delta, examples)


def _weights(net: Any) -> list[Floats]:
    """The weight matrices, if they follow on each other."""
    if isinstance(net, np.ndarray) or not isinstance(net, Sequence) or len(net) == 0:
        raise TypeError(
            f"network takes a Network or a list of weight matrices, not {described(net)}; "
            "for one layer give [W]"
        )
    weights = [floats(f"weights[{i}]", W) for i, W in enumerate(net)]
    for i, W in enumerate(weights):
        if W.ndim != 2 or W.size == 0:
            raise ValueError(f"weights[{i}] has shape {W.shape}; needed is (n_out, n_in)")
        if i and W.shape[1] != len(weights[i - 1]):
            raise ValueError(
                f"weights[{i}] has shape {W.shape}, but layer {i} has {len(weights[i - 1])} "
                f"neurons (weights[{i - 1}] has shape {weights[i - 1].shape}): "
                f"needed is (n_out, {len(weights[i - 1])})"
            )
    return weights


def _after_input(name: str, arrays: Any, sizes: list[int]) -> list[Any]:
    """Drop what stands for layer 0, which has no z and no delta."""
    return list(arrays)[len(arrays) == len(sizes) :]


def _column(name: str, arrays: list[Any], sizes: list[int], example: int) -> list[Floats]:
    """Column `example` of each array, as shape (n,)."""
    if len(arrays) != len(sizes):
        raise ValueError(f"{name} has {len(arrays)} arrays; this network needs {len(sizes)}")
    picked = []
    for i, (given, n) in enumerate(zip(arrays, sizes, strict=True)):
        array = floats(f"{name}[{i}]", given)
        if array.ndim == 1:
            array = array[:, None]
        if array.ndim != 2 or len(array) != n:
            raise ValueError(
                f"{name}[{i}] has shape {np.shape(given)}; needed is ({n}, N), "
                "one row for each neuron and one column for each example"
            )
        if not -array.shape[1] <= example < array.shape[1]:
            raise ValueError(
                f"example is {example}, but {name}[{i}] of shape {array.shape} has "
                f"{array.shape[1]} columns"
            )
        picked.append(array[:, example])
    return picked


def _columns(arrays: list[Any]) -> int:
    """Number of examples in a list of arrays."""
    last: tuple[int, ...] = np.shape(arrays[-1]) if arrays else ()
    return last[1] if len(last) == 2 else 1
