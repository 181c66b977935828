"""The training loop: epochs of shuffled mini-batches, each one forward, backward and step."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from nnkit.losses import loss_function
from nnkit.optim import clip_by_norm

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from nnkit._typing import Array, Loss
    from nnkit.network import Gradients, Network, Trace


class Optimizer(Protocol):
    """Whatever changes a network by one step, such as `SGD` and `Adam`."""

    def step(self, net: Network, gradients: Gradients) -> None:
        """Change the parameters of `net` by one step."""


class History(NamedTuple):
    """How the training went: one entry for each epoch.

    Attributes
    ----------
    loss
        Mean training loss over the epoch, taken while the network learned.
    accuracy
        Share of right training examples over the epoch, likewise; empty where the targets are
        not classes.
    validation_loss, validation_accuracy
        The same on the validation data at the end of the epoch; empty without such data.
    """

    loss: list[float]
    accuracy: list[float]
    validation_loss: list[float]
    validation_accuracy: list[float]

    @property
    def best_epoch(self) -> int | None:
        """The epoch with the lowest validation loss, an index into the lists; None without one."""
        losses = self.validation_loss
        return min(
            np.flatnonzero(np.isfinite(losses)).tolist(), key=losses.__getitem__, default=None
        )


@np.errstate(over="ignore", invalid="ignore")  # a loss that is not finite is reported
def fit(
    net: Network,
    x: ArrayLike,
    y: ArrayLike,
    *,
    epochs: int,
    batch_size: int,
    optimizer: Optimizer,
    rng: np.random.Generator | int,
    loss: str | Loss = "half_squared_error",
    validation: tuple[ArrayLike, ArrayLike] | None = None,
    schedule: Callable[[int], float] | None = None,
    max_norm: float | None = None,
    patience: int | None = None,
    progress: bool = True,
) -> History:
    """Train a network on mini-batches.

    Parameters
    ----------
    net
        The network; its parameters are changed in place.
    x
        Inputs, shape (n_0, N), one column for each example.
    y
        Targets, shape (n_L, N).
    epochs
        How often every example is used.
    batch_size
        Examples in a mini-batch; the last one of an epoch is smaller where N is not a multiple.
        Its gradient is the mean over its own examples.
    optimizer
        `SGD`, `Adam`, or anything with a method ``step(net, gradients)``.
    rng
        Random generator for the shuffling, or a seed for one. The same seed gives the same
        training.
    loss
        As for `Network.backward`.
    validation
        Inputs and targets that are not trained on, but measured after each epoch.
    schedule
        The learning rate as a function of the epoch, which counts from 0. It is set as
        ``optimizer.lr`` before the epoch, and the last one stays there.
    max_norm
        The length to which a longer gradient is shortened before each step, see `clip_by_norm`.
    patience
        Stop early: after so many epochs without a new lowest validation loss. The network then
        gets back the parameters that it had after `History.best_epoch`; so it does if all
        `epochs` were needed.
    progress
        Show epoch, loss and time left on a terminal. Elsewhere nothing is shown.

    Returns
    -------
    History
        Loss and, where the targets are classes, accuracy of each epoch.

    Raises
    ------
    ValueError, TypeError
        If the data do not fit the network, a rate is no number from 0 up, or patience is asked
        for without validation data.
    FloatingPointError
        If the loss is no longer finite, which most often means too large a learning rate.
    """
    loss = loss_function(loss)
    x, y = _checked(net, x, y, loss)
    if validation is not None:
        validation = _checked(net, *validation, loss)
    epochs = _whole_number("epochs", epochs)
    n_examples = x.shape[1]
    batch_size = min(_whole_number("batch_size", batch_size), n_examples)
    rng = np.random.default_rng(rng)

    batches = _Batches(net, x, y)
    outputs = np.empty_like(y)
    classes = _are_classes(y)
    history = History([], [], [], [])
    best = _Best(net, patience, validation is not None)
    display = _Display(epochs, progress)

    for epoch in range(epochs):
        if schedule is not None:
            _set_rate(optimizer, schedule(epoch), epoch)
        order = rng.permutation(n_examples)
        total = 0.0
        for start in range(0, n_examples, batch_size):
            batch = batches.take(order[start : start + batch_size])
            trace = net.forward(batch.x, out=batch.trace)
            gradients = net.backward(trace, batch.y, loss, out=batch.gradients)
            if max_norm is not None:
                clip_by_norm(gradients, max_norm)
            optimizer.step(net, gradients)
            total += gradients.loss * batch.y.shape[1]
            outputs[:, start : start + batch_size] = trace.a[-1]

        history.loss.append(_finite(total / n_examples, epoch, epochs))
        if classes:
            history.accuracy.append(accuracy(outputs, y[:, order]))
        if validation is not None:
            a = net.predict(validation[0])
            history.validation_loss.append(loss(a, validation[1])[0])
            if classes:
                history.validation_accuracy.append(accuracy(a, validation[1]))
            best.see(epoch, history.validation_loss[-1])
        stops = best.waited_enough(epoch)
        display.show(epoch + 1, history.loss[-1], last=stops or epoch + 1 == epochs)
        if stops:
            break
    best.put_back()
    return history


def _finite(loss: float, epoch: int, epochs: int) -> float:
    if not np.isfinite(loss):
        raise FloatingPointError(
            f"the loss became {loss} in epoch {epoch + 1} of {epochs}: "
            "try a smaller learning rate, or smaller weights and inputs to start with"
        )
    return loss


def accuracy(a: ArrayLike, y: ArrayLike) -> float:
    """Share of the examples whose class the outputs get right.

    Parameters
    ----------
    a
        Outputs, shape (n, N). The class is the row of the largest output; with one output it is
        1 from 0.5 up, else 0.
    y
        Targets of the same shape: one-hot columns, or one row of 0 and 1.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If the shapes differ or are not (n, N).
    """
    a, y = np.asarray(a), np.asarray(y)
    if a.shape != y.shape or a.ndim != 2 or a.size == 0:
        raise ValueError(f"a has shape {a.shape} and y has shape {y.shape}: both must be (n, N)")
    right = (a >= 0.5) == (y >= 0.5) if len(y) == 1 else a.argmax(axis=0) == y.argmax(axis=0)
    return float(right.mean())


class _Best:
    """The epoch with the lowest validation loss; with patience, its parameters as well."""

    def __init__(self, net: Network, patience: int | None, validated: bool) -> None:
        if patience is not None:
            patience = _whole_number("patience", patience)
            if not validated:
                raise ValueError(
                    "patience waits for a lower validation loss, so it needs validation=(x, y)"
                )
        self.net = net
        self.patience = patience
        self.epoch: int | None = None
        self.loss = np.inf
        self.parameters: list[Array] = []

    def see(self, epoch: int, loss: float) -> None:
        if loss < self.loss:
            self.epoch, self.loss = epoch, loss
            if self.patience is not None:
                # Copies: the arrays of the network go on changing.
                self.parameters = [p.copy() for p in (*self.net.weights, *self.net.biases)]

    def waited_enough(self, epoch: int) -> bool:
        best = -1 if self.epoch is None else self.epoch
        return self.patience is not None and epoch - best >= self.patience

    def put_back(self) -> None:
        for p, kept in zip((*self.net.weights, *self.net.biases), self.parameters, strict=False):
            p[...] = kept


class _Batch(NamedTuple):
    """The arrays of one training step, for one size of mini-batch."""

    x: Array
    y: Array
    trace: Trace
    gradients: Gradients


class _Batches:
    """Picks mini-batches; those of one size share their arrays."""

    def __init__(self, net: Network, x: Array, y: Array) -> None:
        self.net = net
        # One example a row: picking examples then copies whole rows, several times faster.
        self.rows = np.ascontiguousarray(x.T)
        self.y = y
        self.by_size: dict[int, _Batch] = {}

    def take(self, examples: NDArray[np.int64]) -> _Batch:
        n = len(examples)
        if n not in self.by_size:
            x = np.empty((n, self.rows.shape[1]), self.rows.dtype).T
            y = np.empty((len(self.y), n), self.y.dtype)
            self.by_size[n] = _Batch(x, y, self.net.empty_trace(), self.net.empty_gradients())
        batch = self.by_size[n]
        # With out=, "clip" saves take() a copy; no index is out of range.
        self.rows.take(examples, axis=0, out=batch.x.T, mode="clip")
        self.y.take(examples, axis=1, out=batch.y, mode="clip")
        return batch


def _checked(net: Network, x: ArrayLike, y: ArrayLike, loss: Loss) -> tuple[Array, Array]:
    x = net.checked_inputs(x)
    return x, net.checked_targets(y, (net.sizes[-1], x.shape[1]), loss)


def _whole_number(name: str, value: int) -> int:
    if value != int(value) or value < 1:
        raise ValueError(f"{name} is {value}, but a whole number from 1 up is needed")
    return int(value)


def _set_rate(optimizer: Optimizer, rate: float, epoch: int) -> None:
    if not 0 <= rate < np.inf:
        raise ValueError(f"schedule({epoch}) is {rate}, but a learning rate is a number from 0 up")
    if not hasattr(optimizer, "lr"):
        raise TypeError(
            f"a schedule sets optimizer.lr, and {type(optimizer).__name__} has no such attribute"
        )
    optimizer.lr = rate


def _are_classes(y: Array) -> bool:
    """Whether the targets are one-hot columns, or one row of 0 and 1."""
    return bool(((y == 0) | (y == 1)).all() and (len(y) == 1 or (y.sum(axis=0) == 1).all()))


class _Display:
    """One line on a terminal, renewed at most ten times a second; elsewhere nothing."""

    def __init__(self, epochs: int, wanted: bool) -> None:
        self.wanted = wanted and sys.stderr is not None and sys.stderr.isatty()
        self.epochs = epochs
        self.started = time.monotonic()
        self.shown = -np.inf

    def show(self, epoch: int, loss: float, last: bool) -> None:
        now = time.monotonic()
        if not self.wanted or (now < self.shown + 0.1 and not last):
            return
        self.shown = now
        left = (now - self.started) / epoch * (self.epochs - epoch)
        line = f"epoch {epoch}/{self.epochs}  loss {loss:.4g}  {left:.0f} s left"
        sys.stderr.write(f"\r{line}\x1b[K" + ("\n" if last else ""))
        sys.stderr.flush()
