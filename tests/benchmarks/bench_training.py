"""How fast does nnkit train? One training step and `fit`, beside other implementations.

    python tests/benchmarks/bench_training.py [--quick] [--markdown] [--activation relu]

All contestants train the same network (hidden layers with the given activation, a linear output,
half the squared error, gradient descent) on one thread. Before anything is timed, each has to
arrive at the same weights after one step. They then take turns, so that whatever else the machine
does hits all of them alike. Shown are medians, and the median ratio to nnkit in the same turn.

"matrix products" is the floor: the bare products of forward and backward propagation, without
activations, losses, biases or updates.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import numpy as np  # noqa: E402  (the variables above count only before the first import)
from numpy.typing import NDArray  # noqa: E402

import nnkit  # noqa: E402

Array = NDArray[np.floating[Any]]

LEARNING_RATE = 0.01
EPOCHS = 5  # in a fit
SIZES = {  # layer sizes: mini-batch, examples for fit
    (2, 2, 2): (1, 200),
    (64, 32, 10): (32, 1797),
    (784, 128, 10): (64, 2000),
    (784, 512, 512, 10): (256, 1000),
}


class Contestant:
    """An implementation that starts from the parameters of `net`.

    `step` trains on one mini-batch, `fit` for some epochs of shuffled mini-batches. Both take
    columns as nnkit does, and lay the data out as they like before they return what is timed.
    """

    name: str

    def __init__(self, net: nnkit.Network) -> None:
        raise NotImplementedError

    def step(self, x: Array, y: Array) -> Callable[[], object]:
        raise NotImplementedError

    def fit(self, x: Array, y: Array, batch_size: int) -> Callable[[], object]:
        raise NotImplementedError

    def weights(self) -> list[Array]:
        raise NotImplementedError


def copy_of(net: nnkit.Network) -> nnkit.Network:
    return nnkit.Network(net.weights, net.biases, net.activation)


def batches(n_examples: int, batch_size: int, rng: np.random.Generator) -> Iterator[Any]:
    order = rng.permutation(n_examples)
    for start in range(0, n_examples, batch_size):
        yield order[start : start + batch_size]


class Nnkit(Contestant):
    name = "nnkit"

    def __init__(self, net: nnkit.Network) -> None:
        self.net = copy_of(net)

    def step(self, x: Array, y: Array) -> Callable[[], object]:
        net, optimizer = self.net, nnkit.SGD(LEARNING_RATE)
        x, y = np.asfortranarray(x), np.ascontiguousarray(y)  # as fit lays them out
        work_trace, work_gradients = net.empty_trace(), net.empty_gradients()

        def step() -> None:
            trace = net.forward(x, out=work_trace)
            gradients = net.backward(trace, y, out=work_gradients)
            optimizer.step(net, gradients)

        return step

    def fit(self, x: Array, y: Array, batch_size: int) -> Callable[[], object]:
        net, optimizer = self.net, nnkit.SGD(LEARNING_RATE)
        return lambda: nnkit.fit(
            net,
            x,
            y,
            epochs=EPOCHS,
            batch_size=batch_size,
            optimizer=optimizer,
            rng=0,
            progress=False,
        )

    def weights(self) -> list[Array]:
        return self.net.weights


class NnkitNewArrays(Nnkit):
    name = "nnkit, new arrays"

    def step(self, x: Array, y: Array) -> Callable[[], object]:
        net, optimizer = self.net, nnkit.SGD(LEARNING_RATE)
        return lambda: optimizer.step(net, net.backward(net.forward(x), y))

    fit = None  # type: ignore[assignment]


class MatrixProducts(Nnkit):
    name = "matrix products"

    def step(self, x: Array, y: Array) -> Callable[[], object]:
        W = self.net.weights
        trace = self.net.forward(x)
        gradients = self.net.backward(trace, y)
        a, delta, dW, error = trace.a, gradients.delta, gradients.dW, gradients.error
        z = trace.z
        a[0] = np.asfortranarray(x)

        def step() -> None:
            for i in range(len(W)):
                np.matmul(W[i], a[i], out=z[i + 1])
            for i in reversed(range(len(W))):
                np.matmul(delta[i + 1], a[i].T, out=dW[i])
                if i > 0:
                    np.matmul(W[i].T, delta[i + 1], out=error[i])

        return step

    def fit(self, x: Array, y: Array, batch_size: int) -> Callable[[], object]:
        whole = self.step(x[:, :batch_size], y[:, :batch_size])
        n_whole, rest = divmod(x.shape[1], batch_size)
        last = self.step(x[:, :rest], y[:, :rest]) if rest else lambda: None

        def fit() -> None:
            for _ in range(EPOCHS):
                for _ in range(n_whole):
                    whole()
                last()

        return fit


class StraightNumpy(Contestant):
    """What one writes by hand: rows, new arrays in every step."""

    name = "NumPy by hand"

    def __init__(self, net: nnkit.Network) -> None:
        self.W = [W.T.copy() for W in net.weights]
        self.b = [b.T.copy() for b in net.biases]
        self.hidden = net.activation[0]

    def train(self, x: Array, y: Array) -> None:
        a = [x]
        for i, (W, b) in enumerate(zip(self.W, self.b, strict=True)):
            z = a[-1] @ W + b
            a.append(z if i == len(self.W) - 1 else self.activate(z))
        delta = (a[-1] - y) / len(x)
        for i in reversed(range(len(self.W))):
            dW, db = a[i].T @ delta, delta.sum(axis=0, keepdims=True)
            if i > 0:
                delta = delta @ self.W[i].T * self.slope(a[i])
            self.W[i] -= LEARNING_RATE * dW
            self.b[i] -= LEARNING_RATE * db

    def activate(self, z: Array) -> Array:
        if self.hidden == "relu":
            return np.maximum(z, 0)
        return np.tanh(z) if self.hidden == "tanh" else 1 / (1 + np.exp(-z))

    def slope(self, a: Array) -> Any:
        if self.hidden == "relu":
            return a > 0
        return 1 - a**2 if self.hidden == "tanh" else a * (1 - a)

    def step(self, x: Array, y: Array) -> Callable[[], object]:
        x, y = np.ascontiguousarray(x.T), np.ascontiguousarray(y.T)
        return lambda: self.train(x, y)

    def fit(self, x: Array, y: Array, batch_size: int) -> Callable[[], object]:
        x, y = np.ascontiguousarray(x.T), np.ascontiguousarray(y.T)
        rng = np.random.default_rng(0)

        def fit() -> None:
            for _ in range(EPOCHS):
                for batch in batches(len(x), batch_size, rng):
                    self.train(x[batch], y[batch])

        return fit

    def weights(self) -> list[Array]:
        return [W.T for W in self.W]


class PyTorch(Contestant):
    name = "PyTorch eager"

    def __init__(self, net: nnkit.Network) -> None:
        import torch

        torch.set_num_threads(1)
        self.torch = torch
        hidden = {"sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}
        layers: list[Any] = []
        for W, b, name in zip(net.weights, net.biases, net.activation, strict=True):
            linear = torch.nn.Linear(W.shape[1], W.shape[0])
            linear.weight.data = torch.tensor(W)
            linear.bias.data = torch.tensor(b.ravel())
            layers += [linear] if name == "identity" else [linear, hidden[name]()]
        self.model: Any = torch.nn.Sequential(*layers)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=LEARNING_RATE)

    def train(self, x: Any, y: Any) -> None:
        self.optimizer.zero_grad()
        error = self.model(x) - y
        loss = 0.5 * (error * error).sum() / len(x)
        loss.backward()
        self.optimizer.step()

    def step(self, x: Array, y: Array) -> Callable[[], object]:
        rows_x, rows_y = (self.torch.tensor(v.T.copy()) for v in (x, y))
        return lambda: self.train(rows_x, rows_y)

    def fit(self, x: Array, y: Array, batch_size: int) -> Callable[[], object]:
        rows_x, rows_y = (self.torch.tensor(v.T.copy()) for v in (x, y))

        def fit() -> None:
            for _ in range(EPOCHS):
                for batch in self.torch.randperm(len(rows_x)).split(batch_size):
                    self.train(rows_x[batch], rows_y[batch])

        return fit

    def weights(self) -> list[Array]:
        return [layer.weight.detach().numpy() for layer in self.model if hasattr(layer, "weight")]


class Jax(Contestant):
    name = "JAX jit"

    def __init__(self, net: nnkit.Network) -> None:
        import jax
        import jax.numpy as jnp

        jax.config.update("jax_enable_x64", True)
        # Running at once in the calling thread is faster for steps as short as these.
        jax.config.update("jax_cpu_enable_async_dispatch", False)
        self.jax, self.jnp = jax, jnp
        self.parameters = [
            (jnp.array(W), jnp.array(b)) for W, b in zip(net.weights, net.biases, strict=True)
        ]
        hidden = {"sigmoid": jax.nn.sigmoid, "tanh": jnp.tanh, "relu": jax.nn.relu}
        functions = [hidden.get(name, lambda z: z) for name in net.activation]

        def loss(parameters: Any, x: Any, y: Any) -> Any:
            a = x
            for (W, b), function in zip(parameters, functions, strict=True):
                a = function(W @ a + b)
            return 0.5 * jnp.sum((a - y) ** 2) / x.shape[1]

        def train(parameters: Any, x: Any, y: Any) -> Any:
            gradients = jax.grad(loss)(parameters, x, y)
            return jax.tree.map(lambda p, g: p - LEARNING_RATE * g, parameters, gradients)

        def train_rows(parameters: Any, x: Any, y: Any, batch: Any) -> Any:
            return train(parameters, x[batch].T, y[batch].T)

        self.train = jax.jit(train, donate_argnums=0)
        self.train_rows = jax.jit(train_rows, donate_argnums=0)

    def step(self, x: Array, y: Array) -> Callable[[], object]:
        columns_x, columns_y = self.jnp.array(x), self.jnp.array(y)

        def step() -> None:
            self.parameters = self.train(self.parameters, columns_x, columns_y)
            self.jax.block_until_ready(self.parameters)

        return step

    def fit(self, x: Array, y: Array, batch_size: int) -> Callable[[], object]:
        rows_x, rows_y = self.jnp.array(x.T), self.jnp.array(y.T)
        rng = np.random.default_rng(0)

        def fit() -> None:
            for _ in range(EPOCHS):
                for batch in batches(len(rows_x), batch_size, rng):
                    self.parameters = self.train_rows(self.parameters, rows_x, rows_y, batch)
            self.jax.block_until_ready(self.parameters)

        return fit

    def weights(self) -> list[Array]:
        return [np.asarray(W) for W, _ in self.parameters]


class ScikitLearn(Contestant):
    name = "scikit-learn"

    def __init__(self, net: nnkit.Network) -> None:
        self.net = net

    def regressor(self, x: Array, y: Array, batch_size: int) -> Any:
        from sklearn.neural_network import MLPRegressor

        names = {"sigmoid": "logistic", "tanh": "tanh", "relu": "relu"}
        self.model = MLPRegressor(
            hidden_layer_sizes=self.net.sizes[1:-1],
            activation=names[self.net.activation[0]],
            solver="sgd",
            alpha=0,
            batch_size=batch_size,
            learning_rate_init=LEARNING_RATE,
            momentum=0,
            max_iter=EPOCHS,
            n_iter_no_change=EPOCHS + 1,
            random_state=0,
        )
        self.model.partial_fit(x, y)
        self.model.coefs_ = [W.T.copy() for W in self.net.weights]
        self.model.intercepts_ = [b.ravel().copy() for b in self.net.biases]
        del self.model._optimizer  # it holds the arrays of the first call
        return self.model

    def step(self, x: Array, y: Array) -> Callable[[], object]:
        x, y = x.T.copy(), y.T.copy()
        model = self.regressor(x, y, len(x))
        return lambda: model.partial_fit(x, y)

    def fit(self, x: Array, y: Array, batch_size: int) -> Callable[[], object]:
        x, y = x.T.copy(), y.T.copy()
        model = self.regressor(x, y, batch_size)
        return lambda: model.fit(x, y)

    def weights(self) -> list[Array]:
        return [W.T for W in self.model.coefs_]


CONTESTANTS: list[tuple[type[Contestant], str]] = [
    (Nnkit, "nnkit"),
    (MatrixProducts, "nnkit"),
    (NnkitNewArrays, "nnkit"),
    (StraightNumpy, "numpy"),
    (PyTorch, "torch"),
    (Jax, "jax"),
    (ScikitLearn, "sklearn"),
]


def check_agreement(contestant: Contestant, net: nnkit.Network, x: Array, y: Array) -> None:
    """Fail unless one step of the contestant gives the weights that nnkit arrives at."""
    contestant.step(x, y)()
    expected = copy_of(net)
    nnkit.SGD(LEARNING_RATE).step(expected, expected.backward(expected.forward(x), y))
    tolerance = 1e-12 if x.dtype == np.float64 else 2e-5
    for got, before, after in zip(contestant.weights(), net.weights, expected.weights, strict=True):
        assert got.dtype == x.dtype, f"{contestant.name} computes in {got.dtype}"
        moved = np.abs(after - before).max()
        assert np.abs(got - after).max() <= tolerance + 1e-3 * moved, contestant.name


def take_turns(
    runs: dict[str, Callable[[], object]], rounds: int, seconds: float
) -> dict[str, tuple[float, float]]:
    """Return median seconds a run, and the median ratio to nnkit, for each contestant."""
    repeats = {}
    for name, run in runs.items():
        run()
        started = time.perf_counter()
        run()
        repeats[name] = max(1, round(seconds / (time.perf_counter() - started)))

    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            started = time.perf_counter()
            for _ in range(repeats[name]):
                run()
            times[name].append((time.perf_counter() - started) / repeats[name])
    ours = np.array(times["nnkit"])
    return {
        name: (float(np.median(t)), float(np.median(np.array(t) / ours)))
        for name, t in times.items()
    }


def measure(
    sizes: tuple[int, ...], dtype: Any, activation: str, quick: bool
) -> dict[str, dict[str, tuple[float, float]]]:
    batch_size, n_examples = SIZES[sizes]
    rng = np.random.default_rng(0)
    names = [activation] * (len(sizes) - 2) + ["identity"]
    net = nnkit.Network.create(sizes, names, rng, dtype)
    x = rng.random((sizes[0], n_examples)).astype(dtype)
    y = rng.random((sizes[-1], n_examples)).astype(dtype)
    batch_x, batch_y = x[:, :batch_size].copy(), y[:, :batch_size].copy()

    steps, fits = {}, {}
    for kind, module in CONTESTANTS:
        if importlib.util.find_spec(module) is None:
            continue
        if kind is not MatrixProducts:
            check_agreement(kind(net), net, batch_x, batch_y)
        steps[kind.name] = kind(net).step(batch_x, batch_y)
        if kind.fit is not None:
            fits[kind.name] = kind(net).fit(x, y, batch_size)
    rounds = 7 if quick else 41
    return {
        "step": take_turns(steps, rounds, 0.005 if quick else 0.02),
        "fit": take_turns(fits, rounds if quick else 15, 0.0),
    }


def seconds(value: float) -> str:
    return f"{value * 1e6:.3g} µs" if value < 1e-3 else f"{value * 1e3:.3g} ms"


def show(rows: list[list[str]], markdown: bool) -> None:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for i, row in enumerate(rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        print("| " + " | ".join(cells) + " |" if markdown else "  ".join(cells))
        if i == 0 and markdown:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    print(flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer turns, for a first look")
    parser.add_argument("--markdown", action="store_true", help="print Markdown tables")
    parser.add_argument("--activation", choices=["sigmoid", "tanh", "relu"], default="sigmoid")
    options = parser.parse_args()
    warnings.filterwarnings("ignore", module="sklearn")  # so few epochs do not converge

    results = {}
    for sizes in SIZES:
        for dtype in (np.float64, np.float32):
            label = f"{'-'.join(map(str, sizes))}, N = {SIZES[sizes][0]}, {dtype.__name__}"
            print(f"measuring {label}", file=sys.stderr, flush=True)
            results[label] = measure(sizes, dtype, options.activation, options.quick)

    for what in ("step", "fit"):
        title = "One training step" if what == "step" else f"fit, {EPOCHS} epochs"
        print(f"{title}, {options.activation}, one thread: median time (ratio to nnkit)\n")
        names = list(next(iter(results.values()))[what])
        rows = [["network", *names]]
        for label, result in results.items():
            cells = [result[what][name] for name in names]
            rows.append([label, *(f"{seconds(t)} ({ratio:.2f})" for t, ratio in cells)])
        show(rows, options.markdown)


if __name__ == "__main__":
    main()
