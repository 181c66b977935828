r"""Activation functions: what a neuron makes of its pre-activation, and the way back through it.

Every function works on arrays of any shape and has a partner that passes a gradient back. The
partner needs only the stored activation a = φ(z), never z itself:

========  =======================  ==================================
name      a = φ(z)                 ∂E/∂z from a and ∂E/∂a
========  =======================  ==================================
sigmoid   1 / (1 + exp(-z))        ∂E/∂a · a (1 - a)
tanh      tanh(z)                  ∂E/∂a · (1 - a²)
relu      max(z, 0)                ∂E/∂a where a > 0, else 0
identity  z                        ∂E/∂a
softmax   exp(z) / Σ exp(z)        a ⊙ (∂E/∂a - Σ a ⊙ ∂E/∂a)
========  =======================  ==================================

The sums of softmax go over axis 0, the classes: one column is one example.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from nnkit._typing import Array


@np.errstate(over="ignore")  # where exp(-z) overflows, 1 / inf = 0 is right
def sigmoid(z: ArrayLike, out: Array | None = None) -> Array:
    """Logistic function 1 / (1 + exp(-z)), for each entry.

    Parameters
    ----------
    z
        Pre-activations, of any shape. Integers become float64; float32 stays float32.
    out
        Array for the result; it may be `z` itself.

    Returns
    -------
    Array
        Activations between 0 and 1, of the shape of `z`.

    Examples
    --------
    >>> sigmoid([-1e4, 0.0, 1e4])
    array([0. , 0.5, 1. ])
    """
    z = _floating(z)
    a = np.negative(z, out=out)
    a = np.exp(a, out=out)
    a = np.add(a, 1, out=out)
    a = np.reciprocal(a, out=out)
    return a


def tanh(z: ArrayLike, out: Array | None = None) -> Array:
    """Hyperbolic tangent, for each entry; parameters and result as for `sigmoid`."""
    return np.tanh(_floating(z), out=out)


def relu(z: ArrayLike, out: Array | None = None) -> Array:
    """Rectified linear unit max(z, 0), for each entry; parameters and result as for `sigmoid`."""
    return np.maximum(_floating(z), 0, out=out)


def identity(z: ArrayLike, out: Array | None = None) -> Array:
    """Linear neuron: a copy of `z`; parameters and result as for `sigmoid`."""
    return z if out is z else np.positive(_floating(z), out=out)


def softmax(z: ArrayLike, out: Array | None = None) -> Array:
    """Turn each column of `z` into probabilities exp(z) / Σ exp(z).

    Parameters
    ----------
    z
        Pre-activations, of any shape with at least one axis; axis 0 counts the classes.
    out
        Array for the result; it may be `z` itself.

    Returns
    -------
    Array
        Positive numbers of the shape of `z` that sum to 1 along axis 0.

    Raises
    ------
    ValueError
        If `z` is a single number.

    Notes
    -----
    The largest entry of each column is subtracted first, which changes nothing in the quotient
    and keeps exp from overflowing.

    Examples
    --------
    >>> softmax([[1e4, 0.0], [1e4, 0.0]])
    array([[0.5, 0.5],
           [0.5, 0.5]])
    """
    z = _floating(z)
    if z.ndim == 0:
        raise ValueError(
            f"softmax got the single number {z}; it needs an array with classes in axis 0"
        )
    a: Array = np.subtract(z, z.max(axis=0, keepdims=True), out=out)
    np.exp(a, out=a)
    a /= a.sum(axis=0, keepdims=True)
    return a


def _floating(z: ArrayLike) -> Array:
    array: Array = np.asarray(z)
    return array if array.dtype.kind in "fc" else array.astype(np.float64)


def _sigmoid_backward(a: Array, gradient: Array, out: Array | None = None) -> Array:
    slope = np.subtract(1, a, out=out)
    slope *= a
    slope *= gradient
    return slope


def _tanh_backward(a: Array, gradient: Array, out: Array | None = None) -> Array:
    slope = np.multiply(a, a, out=out)
    slope = np.subtract(1, slope, out=out)
    slope *= gradient
    return slope


def _relu_backward(a: Array, gradient: Array, out: Array | None = None) -> Array:
    slope = np.greater(a, 0, out=out)
    return np.multiply(gradient, slope, out=out)


def _identity_backward(a: Array, gradient: Array, out: Array | None = None) -> Array:
    return gradient


def _softmax_backward(a: Array, gradient: Array, out: Array | None = None) -> Array:
    # The Jacobian diag(a) - a aᵀ is never built: only its product with the gradient is needed.
    product = np.multiply(a, gradient, out=out)
    total = product.sum(axis=0, keepdims=True)
    product -= a * total
    return product


class Activation(NamedTuple):
    """An activation function and its way back.

    Attributes
    ----------
    forward
        ``forward(z, out=None)`` returns a = φ(z).
    backward
        ``backward(a, gradient, out=None)`` returns ∂E/∂z from a and ∂E/∂a, all of one shape;
        `out` must be neither `a` nor `gradient`. Where φ′ is 1, the gradient itself is returned.
    """

    forward: Callable[..., Array]
    backward: Callable[..., Array]


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, _sigmoid_backward),
    "tanh": Activation(tanh, _tanh_backward),
    "relu": Activation(relu, _relu_backward),
    "identity": Activation(identity, _identity_backward),
    "softmax": Activation(softmax, _softmax_backward),
}
"""The activations by name."""
