"""What a network accepts, and the messages for everything else.

Kept apart so that the files with the mathematics show mathematics. Each message says what was
given and what is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from nnkit.activations import ACTIVATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from nnkit._typing import Array


def floating(name: str, value: ArrayLike) -> Array:
    """Return `value` as an array of floating-point numbers; integers are refused."""
    array = np.asarray(value)
    if array.dtype.kind in "iub":
        raise TypeError(
            f"{name} holds integers ({array.dtype}), but floating-point numbers are needed, "
            "because integers would cut off every update: "
            "write 1.0 instead of 1, or convert with np.asarray(..., dtype=float)"
        )
    if array.dtype.kind not in "fc":
        raise TypeError(f"{name} holds {array.dtype}, but floating-point numbers are needed")
    return array


def finite(name: str, array: Array) -> None:
    """Refuse nan and infinity."""
    good = np.isfinite(array)
    if not good.all():
        bad = np.argwhere(~good)
        first = ", ".join(str(i) for i in bad[0])
        raise ValueError(
            f"{name} has {len(bad)} of {array.size} entries that are nan or infinite, "
            f"the first is {name}[{first}] = {array[tuple(bad[0])]}: finite numbers are needed"
        )


def columns(name: str, value: ArrayLike, rows: int, dtype: np.dtype[Any]) -> Array:
    """Return `value` as finite numbers of shape (`rows`, N) and of the given type, N at least 1."""
    array = floating(name, value)
    if array.ndim != 2 or array.shape[0] != rows:
        advice = ""
        if array.ndim == 1 and len(array) == rows:
            advice = f": for a single example write {name}.reshape(-1, 1)"
        elif array.ndim == 2 and array.shape[1] == rows:
            advice = f": its transpose {name}.T has that shape"
        raise ValueError(
            f"{name} has shape {array.shape}, but the network needs shape ({rows}, N), "
            f"one row for each of its {rows} inputs and one column for each example{advice}"
        )
    if array.shape[1] == 0:
        raise ValueError(
            f"{name} has shape {array.shape}, an empty batch: at least one example is needed"
        )
    finite(name, array)
    if array.dtype.kind == "c" and dtype.kind != "c":
        raise TypeError(f"{name} holds complex numbers, but the network holds {dtype}")
    return array.astype(dtype, copy=False)


def targets(value: ArrayLike, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
    """Return the targets y as finite numbers of the given shape and type."""
    y = np.asarray(value)
    if y.dtype.kind not in "fciub":
        raise TypeError(f"y holds {y.dtype}, but numbers are needed")
    if y.shape != shape:
        advice = ""
        if shape[0] > 1 and y.size == shape[1]:
            advice = f"; class numbers become columns with np.eye({shape[0]})[:, y.ravel()]"
        elif y.shape == shape[::-1]:
            advice = "; its transpose y.T has that shape"
        elif y.size == shape[0] * shape[1]:
            advice = f"; y.reshape{shape} has that shape"
        raise ValueError(
            f"y has shape {y.shape}, but the outputs have shape {shape}: "
            f"one row for each output and one column for each example are needed{advice}"
        )
    finite("y", y)
    return y.astype(dtype, copy=False)


def probabilities(y: Array, activation: str) -> None:
    """Refuse targets or a last layer that do not fit cross-entropy."""
    if activation != "softmax":
        raise ValueError(
            "cross_entropy compares probabilities that sum to 1 in each column: "
            f"the last layer needs the activation 'softmax', but has {activation!r}"
        )
    sums = y.real.sum(axis=0)
    wrong = np.flatnonzero(abs(sums - 1) > 1e-3)
    if len(wrong):
        raise ValueError(
            "cross_entropy needs targets whose columns sum to 1, such as one-hot columns, "
            f"but column {wrong[0]} of y sums to {sums[wrong[0]]:g}"
        )


def parameters(weights: Sequence[Any], biases: Sequence[Any]) -> None:
    """Refuse weights and biases that do not form a network."""
    for name, arrays in (("weights", weights), ("biases", biases)):
        if isinstance(arrays, np.ndarray) and arrays.dtype != object:
            raise TypeError(
                f"{name} is one array of shape {arrays.shape}, but a list with one array for each "
                f"layer is needed: for a single layer write [{name}]"
            )
    if len(weights) == 0:
        raise ValueError("weights is empty, but a network needs at least one layer")
    if len(weights) != len(biases):
        raise ValueError(
            f"there are {len(weights)} weight matrices but {len(biases)} biases: "
            "each layer needs one of each"
        )
    for i, (W, b) in enumerate(zip(weights, biases, strict=True)):
        W, b = floating(f"weights[{i}]", W), floating(f"biases[{i}]", b)
        if W.ndim != 2 or W.size == 0:
            raise ValueError(
                f"weights[{i}] has shape {W.shape}, but shape (n_out, n_in) is needed: "
                "one row for each neuron of the layer, one column for each of its inputs"
            )
        n_out, n_in = W.shape
        if b.shape != (n_out, 1):
            raise ValueError(
                f"biases[{i}] has shape {b.shape}, but weights[{i}] has shape {W.shape}, "
                f"so shape ({n_out}, 1) is needed"
                + (f": write biases[{i}].reshape(-1, 1)" if b.shape == (n_out,) else "")
            )
        if i > 0 and n_in != np.shape(weights[i - 1])[0]:
            n_before = np.shape(weights[i - 1])[0]
            raise ValueError(
                f"weights[{i}] has shape {W.shape}, but weights[{i - 1}] has shape "
                f"{np.shape(weights[i - 1])} and feeds {n_before} activations into it, "
                f"so shape ({n_out}, {n_before}) is needed"
            )


def activation_names(activation: str | Sequence[str], n_layers: int) -> list[str]:
    """Return one known activation name for each layer."""
    names = [activation] * n_layers if isinstance(activation, str) else list(activation)
    for name in names:
        if name not in ACTIVATIONS:
            raise ValueError(f"unknown activation {name!r}: known are {', '.join(ACTIVATIONS)}")
    if len(names) != n_layers:
        raise ValueError(
            f"there are {len(names)} activation names for {n_layers} layers: "
            "give one name for all layers, or one for each"
        )
    return names
