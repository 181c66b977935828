"""Gradients without back-propagation: slow, simple, and so a judge for the fast ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from nnkit.losses import loss_function
from nnkit.network import Network

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from nnkit._typing import Array, Loss


def numerical_gradient(f: Callable[[Array], Any], x: ArrayLike, h: float | None = None) -> Array:
    """Gradient of `f` at `x` by central differences, (f(x + h) - f(x - h)) / 2h.

    Parameters
    ----------
    f
        Takes an array of the shape of `x` and returns one real number.
    x
        Point of any shape; taken to float64, and not changed.
    h
        Step. By default the cube root of the machine epsilon times ``max(1, |x_i|)``, about
        6e-6, which balances the error of the formula (h²) and of rounding (1/h) [1]_.

    Returns
    -------
    Array
        ∂f/∂x, of the shape of `x`; good to about ten digits for smooth functions.

    Raises
    ------
    ValueError
        If `f` does not return a single number.

    References
    ----------
    .. [1] W. Press et al., "Numerical Recipes", 3rd edition, section 5.7.

    Examples
    --------
    >>> numerical_gradient(lambda x: x[0] ** 2 + 3 * x[1], [2.0, 5.0]).round(6)
    array([4., 3.])
    """
    x = np.array(x, dtype=np.float64)
    gradient = np.empty_like(x)
    for i in np.ndindex(x.shape):
        kept = x[i]
        step = h or np.cbrt(np.finfo(np.float64).eps) * max(1.0, abs(kept))
        x[i] = kept + step
        above, f_above = x[i], _number(f(x.copy()))
        x[i] = kept - step
        below, f_below = x[i], _number(f(x.copy()))
        x[i] = kept
        gradient[i] = (f_above - f_below) / (above - below)  # the step as it was rounded
    return gradient


def complex_step_gradient(f: Callable[[Any], Any], x: ArrayLike, h: float = 1e-20) -> Array:
    """Gradient of `f` at `x` by a step into the complex plane, Im f(x + ih) / h.

    Nothing is subtracted, so nothing cancels, and the result is exact to rounding [1]_. The
    function has to be analytic: no abs, no maximum of complex numbers away from the real axis, no
    conversion to float.

    Parameters
    ----------
    f
        Takes a complex array of the shape of `x` and returns one complex number.
    x
        Point of any shape; taken to float64, and not changed.
    h
        Step; any tiny number will do.

    Returns
    -------
    Array
        ∂f/∂x, of the shape of `x`.

    Raises
    ------
    ValueError
        If `f` does not return a single number.
    TypeError
        If `f` returns a real number: the imaginary part was lost on the way.

    References
    ----------
    .. [1] W. Squire, G. Trapp, "Using complex variables to estimate derivatives of real
       functions", SIAM Review 40 (1998).

    Examples
    --------
    >>> complex_step_gradient(lambda x: np.sum(x**3), [1.0, 2.0])
    array([ 3., 12.])
    """
    z = np.array(x, dtype=np.float64).astype(np.complex128)
    gradient = np.empty(z.shape)
    for i in np.ndindex(z.shape):
        kept = z[i]
        z[i] = kept + 1j * h
        value = _number(f(z.copy()))
        z[i] = kept
        if not isinstance(value, complex):
            raise TypeError(
                f"f returned the real number {value} for a complex argument, so the imaginary "
                "part was lost: f must not use abs, float(), .real or arrays of floats"
            )
        gradient[i] = value.imag / h
    return gradient


def gradcheck(
    net: Network,
    x: ArrayLike,
    y: ArrayLike,
    loss: str | Loss = "half_squared_error",
) -> float:
    """Compare back-propagation with central differences.

    Parameters
    ----------
    net, x, y, loss
        As for `Network.forward` and `Network.backward`.

    Returns
    -------
    float
        The largest relative error ‖g - d‖ / (‖g‖ + ‖d‖) over all weights and biases, where g is
        the gradient from back-propagation and d the one from differences. In float64 it is about
        1e-9 where all is well (1e-6 in float32), and 1e-2 or more where a formula is wrong. With
        relu it can be larger by chance, if a pre-activation is so close to 0 that the step
        crosses the kink.

    Notes
    -----
    The differences are taken in float64 whatever the type of the network, and need two forward
    passes for each parameter: use a small network.
    """
    loss = loss_function(loss)
    gradients = net.backward(net.forward(x), y, loss)
    parameters = [np.asarray(p, np.float64) for p in (*net.weights, *net.biases)]
    n_layers = len(net.weights)

    worst = 0.0
    for i, g in enumerate((*gradients.dW, *gradients.db)):

        def loss_at(p: Array, i: int = i) -> float:
            changed = [*parameters[:i], p, *parameters[i + 1 :]]
            moved = Network(changed[:n_layers], changed[n_layers:], net.activation)
            return loss(moved.predict(np.asarray(x, np.float64)), np.asarray(y, np.float64))[0]

        d = numerical_gradient(loss_at, parameters[i])
        scale = np.linalg.norm(g) + np.linalg.norm(d)
        if scale > 0:
            worst = max(worst, float(np.linalg.norm(g - d) / scale))
    return worst


def _number(value: Any) -> Any:
    """Return what a function gave as a plain number."""
    if np.size(value) != 1:
        raise ValueError(
            f"f returned an array of shape {np.shape(value)}, but one number is needed: "
            "a gradient belongs to a function with a single value"
        )
    return np.asarray(value).item()
