"""Losses: one number that says how wrong the outputs are, and its gradient.

Both are sums over the outputs and means over the N examples. The factor 1/N enters here, in the
gradient, and nowhere else: everything that back-propagation derives from it is scaled already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nnkit._typing import Array, Loss


def half_squared_error(a: ArrayLike, y: ArrayLike) -> tuple[float, Array]:
    """Half the squared distance, E = ½‖a - y‖², averaged over the examples.

    Parameters
    ----------
    a
        Outputs of the network, shape (n, N); or (n,) for one example.
    y
        Targets, of the same shape.

    Returns
    -------
    loss : float
        The sum over the n outputs, the mean over the N examples.
    gradient : Array
        ∂E/∂a = (a - y) / N, of the shape of `a`.

    Raises
    ------
    ValueError
        If the shapes differ or there are no examples.

    Examples
    --------
    >>> half_squared_error([0.5, 1.0], [0.0, 1.0])
    (0.125, array([0.5, 0. ]))
    """
    a, y, n_examples = _pair(a, y)
    error = a - y
    flat = error.ravel()
    loss: float = np.dot(flat, flat).item() / (2 * n_examples)
    error /= n_examples
    return loss, error


def cross_entropy(a: ArrayLike, y: ArrayLike) -> tuple[float, Array]:
    """Cross-entropy E = -Σ y log a of probabilities, averaged over the examples.

    Parameters
    ----------
    a
        Probabilities of the n classes, shape (n, N), as `softmax` gives them; or (n,) for one
        example.
    y
        Target probabilities of the same shape, usually one-hot columns.

    Returns
    -------
    loss : float
        The sum over the n classes, the mean over the N examples.
    gradient : Array
        ∂E/∂a = -y / (a N), of the shape of `a`.

    Raises
    ------
    ValueError
        If the shapes differ, there are no examples, or `a` has negative entries.

    Notes
    -----
    A probability that is exactly 0 counts as the smallest normal number of its type, so that the
    loss stays finite (at most about 708 an example in float64).

    Examples
    --------
    >>> loss, gradient = cross_entropy([0.5, 0.5], [1.0, 0.0])
    >>> round(loss, 3), gradient
    (0.693, array([-2., -0.]))
    """
    a, y, n_examples = _pair(a, y)
    if (a.real < 0).any():
        raise ValueError(
            f"cross_entropy needs probabilities, but a has the negative entry {a.real.min()}: "
            "let the last layer be softmax"
        )
    a = _away_from_zero(a)
    return _mean_entropy(a, y, n_examples), -y / (a * n_examples)


def softmax_cross_entropy(a: ArrayLike, y: ArrayLike) -> tuple[float, Array]:
    """Cross-entropy of a softmax, with its gradient with respect to the pre-activation z.

    The 1/a of the loss and the a of softmax′ cancel, and what is left is (a - y) / N: nothing is
    divided by a probability near 0. This holds where each column of `y` sums to 1. `a` is what
    softmax gave; shapes and loss are as for `cross_entropy`.
    """
    a, y, n_examples = _pair(a, y)
    delta = a - y
    delta /= n_examples
    return _mean_entropy(_away_from_zero(a), y, n_examples), delta


LOSSES: dict[str, Loss] = {
    "half_squared_error": half_squared_error,
    "cross_entropy": cross_entropy,
}
"""The losses by name."""


def loss_function(loss: str | Loss) -> Loss:
    """Return the loss of that name; a function is returned as it is."""
    if callable(loss):
        return loss
    if loss not in LOSSES:
        raise ValueError(
            f"unknown loss {loss!r}: known are {', '.join(LOSSES)}, "
            "or give a function (a, y) -> (loss, gradient with respect to a)"
        )
    return LOSSES[loss]


def _pair(a: ArrayLike, y: ArrayLike) -> tuple[Array, Array, int]:
    """Return outputs and targets as arrays of one type, and the number of examples."""
    a = np.asarray(a)
    if a.dtype.kind not in "fc":
        a = a.astype(np.float64)
    y = np.asarray(y, dtype=a.dtype)
    if a.shape != y.shape:
        raise ValueError(
            f"the targets y have shape {y.shape}, but the outputs a have shape {a.shape}: "
            "each output of each example needs one target"
        )
    if a.size == 0:
        raise ValueError(f"outputs of shape {a.shape} hold no example: at least one is needed")
    return a, y, a.shape[1] if a.ndim > 1 else 1


def _away_from_zero(a: Array) -> Array:
    return np.maximum(a, np.finfo(a.dtype).tiny)


def _mean_entropy(a: Array, y: Array, n_examples: int) -> float:
    entropy: float = -np.sum(y * np.log(a)).item() / n_examples
    return entropy
