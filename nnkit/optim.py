"""Optimisers: how a gradient becomes a step.

Both change ``net.weights`` and ``net.biases`` in place, and leave the gradients as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nnkit._typing import Array
    from nnkit.network import Gradients, Network


class SGD:
    """Gradient descent, W ← W - α v with v ← μ v + ∂E/∂W; stochastic on mini-batches.

    Parameters
    ----------
    lr
        Learning rate α, positive.
    momentum
        μ from 0 (no memory, v is the gradient) to less than 1.

    Notes
    -----
    The velocity belongs to one network; a step on another network starts from rest.
    B. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
    """

    def __init__(self, lr: float, momentum: float = 0.0) -> None:
        _check_rate(lr)
        _check_decay("momentum", momentum)
        self.lr = lr
        self.momentum = momentum
        self._net: Network | None = None

    def step(self, net: Network, gradients: Gradients) -> None:
        """Change the parameters of `net` by one step."""
        if self._net is not net:
            self._net = net
            self._velocity = _zeros_like_parameters(net)

        for p, g, v in zip(*_parameters(net, gradients), self._velocity, strict=True):
            if self.momentum:
                v *= self.momentum
                v += g
            else:
                v = g
            p -= np.multiply(v, self.lr, out=g if gradients.reused else None)


class Adam:
    """Steps of about the size α, whatever the size of the gradient [1]_.

    Parameters
    ----------
    lr
        Learning rate α, positive.
    beta1, beta2
        Memory of the mean m and of the mean square v of the gradient, from 0 to less than 1.
    eps
        Added to the root of v, so that nothing is divided by 0.

    Notes
    -----
    W ← W - α m̂ / (√v̂ + ε), where m̂ and v̂ make up for starting from 0. The means belong to one
    network; a step on another network starts anew.

    References
    ----------
    .. [1] D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
    """

    def __init__(
        self,
        lr: float = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
    ) -> None:
        _check_rate(lr)
        _check_decay("beta1", beta1)
        _check_decay("beta2", beta2)
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self._net: Network | None = None

    def step(self, net: Network, gradients: Gradients) -> None:
        """Change the parameters of `net` by one step."""
        if self._net is not net:
            self._net = net
            self._mean = _zeros_like_parameters(net)
            self._square = _zeros_like_parameters(net)
            self._scratch = _zeros_like_parameters(net)
            self._steps = 0

        parameters, changes = _parameters(net, gradients)
        self._steps += 1
        step_size = self.lr / (1 - self.beta1**self._steps)
        square_scale = 1 / (1 - self.beta2**self._steps)
        for p, g, m, v, scratch in zip(
            parameters, changes, self._mean, self._square, self._scratch, strict=True
        ):
            m *= self.beta1
            m += np.multiply(g, 1 - self.beta1, out=scratch)

            v *= self.beta2
            np.multiply(g, g, out=scratch)
            v += np.multiply(scratch, 1 - self.beta2, out=scratch)

            np.multiply(v, square_scale, out=scratch)
            np.sqrt(scratch, out=scratch)
            scratch += self.eps
            np.divide(m, scratch, out=scratch)
            p -= np.multiply(scratch, step_size, out=scratch)


def _parameters(net: Network, gradients: Gradients) -> tuple[list[Array], list[Array]]:
    """Return all parameters, and their gradients in the same order."""
    parameters, changes = [*net.weights, *net.biases], [*gradients.dW, *gradients.db]
    if gradients.reused:  # they come straight from a training loop
        return parameters, changes
    shapes, needed = [g.shape for g in changes], [p.shape for p in parameters]
    if shapes != needed:
        raise ValueError(
            f"the gradients have shapes {shapes}, but the parameters have shapes {needed}: "
            "each gradient has the shape of its variable"
        )
    return parameters, changes


def _zeros_like_parameters(net: Network) -> list[Array]:
    return [np.zeros_like(p) for p in (*net.weights, *net.biases)]


def _check_rate(lr: float) -> None:
    if not 0 < lr < np.inf:
        raise ValueError(f"lr is {lr}, but a positive learning rate is needed")


def _check_decay(name: str, value: float) -> None:
    if not 0 <= value < 1:
        raise ValueError(f"{name} is {value}, but a number from 0 to less than 1 is needed")
