"""Optimisers: how a gradient becomes a step.

Both change ``net.weights`` and ``net.biases`` in place, and leave the gradients as they are. Both
can let the weights decay, in one of two ways: as part of the loss, which then has the summand
½ λ ‖W‖² for each weight matrix and λ W in its gradient; or decoupled from the loss, where each step
first shrinks W by the factor 1 - α λ [1]_. Plain gradient descent takes the same step either way;
with momentum or `Adam` the two differ. Biases do not decay.

References
----------
.. [1] I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithms 1
   and 2.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nnkit._typing import Array
    from nnkit.network import Gradients, Network


class _Optimizer:
    """What a rate and the decay of the weights have in common."""

    def __init__(self, lr: float, weight_decay: float, decoupled: bool) -> None:
        _check_rate(lr)
        if not 0 <= weight_decay < np.inf:
            raise ValueError(f"weight_decay is {weight_decay}, but a number from 0 up is needed")
        self.lr = lr
        self.weight_decay = weight_decay
        self.decoupled = decoupled
        self._net: Network | None = None

    def _parameters(self, net: Network, gradients: Gradients) -> tuple[list[Array], list[Array]]:
        """Return all parameters, and their gradients in the same order; the weights decay."""
        parameters, changes = [*net.weights, *net.biases], [*gradients.dW, *gradients.db]
        if not gradients.reused:  # else they come straight from a training loop
            _check_shapes(parameters, changes)
        if self.weight_decay and self.decoupled:
            for W in net.weights:
                W *= 1 - self.lr * self.weight_decay
        elif self.weight_decay:
            for i, W in enumerate(net.weights):
                changes[i] = changes[i] + self.weight_decay * W
        return parameters, changes


class SGD(_Optimizer):
    """Gradient descent, W ← W - α v with v ← μ v + ∂E/∂W; stochastic on mini-batches.

    Parameters
    ----------
    lr
        Learning rate α, positive.
    momentum
        μ from 0 (no memory, v is the gradient) to less than 1.
    weight_decay
        λ from 0 (none) up.
    decoupled
        Whether the weights shrink by 1 - α λ, beside the gradient instead of through it.

    Notes
    -----
    The velocity belongs to one network; a step on another network starts from rest.
    B. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
    """

    def __init__(
        self,
        lr: float,
        momentum: float = 0.0,
        weight_decay: float = 0.0,
        decoupled: bool = False,
    ) -> None:
        super().__init__(lr, weight_decay, decoupled)
        _check_memory("momentum", momentum)
        self.momentum = momentum

    def step(self, net: Network, gradients: Gradients) -> None:
        """Change the parameters of `net` by one step."""
        if self._net is not net:
            self._net = net
            self._velocity = _zeros_like_parameters(net)

        for p, g, v in zip(*self._parameters(net, gradients), self._velocity, strict=True):
            if self.momentum:
                v *= self.momentum
                v += g
            else:
                v = g
            p -= np.multiply(v, self.lr, out=g if gradients.reused else None)


class Adam(_Optimizer):
    """Steps of about the size α, whatever the size of the gradient [1]_.

    Parameters
    ----------
    lr
        Learning rate α, positive.
    beta1, beta2
        Memory of the mean m and of the mean square v of the gradient, from 0 to less than 1.
    eps
        Added to the root of v, so that nothing is divided by 0.
    weight_decay
        λ from 0 (none) up.
    decoupled
        Whether the weights shrink by 1 - α λ, whatever the gradient was so far ("AdamW").

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
        weight_decay: float = 0.0,
        decoupled: bool = False,
    ) -> None:
        super().__init__(lr, weight_decay, decoupled)
        _check_memory("beta1", beta1)
        _check_memory("beta2", beta2)
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps

    def step(self, net: Network, gradients: Gradients) -> None:
        """Change the parameters of `net` by one step."""
        if self._net is not net:
            self._net = net
            self._mean = _zeros_like_parameters(net)
            self._square = _zeros_like_parameters(net)
            self._scratch = _zeros_like_parameters(net)
            self._steps = 0

        parameters, changes = self._parameters(net, gradients)
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


def clip_by_norm(gradients: Gradients, max_norm: float) -> float:
    """Shorten a gradient that is too long; its direction stays.

    Parameters
    ----------
    gradients
        ``dW`` and ``db`` are changed in place. All of them together are one vector, so all get
        the same factor.
    max_norm
        The greatest length, positive.

    Returns
    -------
    float
        The length before, √(Σ g²) over all entries of all arrays.

    Raises
    ------
    ValueError
        If `max_norm` is not positive.

    Notes
    -----
    R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks",
    ICML 2013, algorithm 1.
    """
    if not max_norm > 0:
        raise ValueError(f"max_norm is {max_norm}, but a positive length is needed")
    arrays = [*gradients.dW, *gradients.db]
    norm = math.hypot(*(float(np.linalg.norm(g)) for g in arrays))
    if norm > max_norm:
        for g in arrays:
            g *= max_norm / norm
    return norm


def _check_shapes(parameters: list[Array], changes: list[Array]) -> None:
    shapes, needed = [g.shape for g in changes], [p.shape for p in parameters]
    if shapes != needed:
        raise ValueError(
            f"the gradients have shapes {shapes}, but the parameters have shapes {needed}: "
            "each gradient has the shape of its variable"
        )


def _zeros_like_parameters(net: Network) -> list[Array]:
    return [np.zeros_like(p) for p in (*net.weights, *net.biases)]


def _check_rate(lr: float) -> None:
    if not 0 < lr < np.inf:
        raise ValueError(f"lr is {lr}, but a positive learning rate is needed")


def _check_memory(name: str, value: float) -> None:
    if not 0 <= value < 1:
        raise ValueError(f"{name} is {value}, but a number from 0 to less than 1 is needed")
