"""Training: it learns, repeats, scales the last mini-batch, and says what goes wrong."""

import io
import sys
from typing import Any

import numpy as np
import pytest

import nnkit


def fit(net, x, y, **options):
    defaults: dict[str, Any] = {
        "epochs": 3,
        "batch_size": 4,
        "optimizer": nnkit.SGD(0.1),
        "rng": 0,
    }
    return nnkit.fit(net, x, y, **(defaults | options))


def small_problem(n=10, activation="sigmoid"):
    rng = np.random.default_rng(5)
    net = nnkit.Network.create([2, 3, 1], activation, rng)
    return net, rng.normal(size=(2, n)), rng.uniform(size=(1, n))


def copy(net):
    return nnkit.Network(net.weights, net.biases, net.activation)


def assert_same_parameters(net, other, rtol=0.0):
    for p, q in zip(net.weights + net.biases, other.weights + other.biases, strict=True):
        np.testing.assert_allclose(p, q, rtol=rtol)


@pytest.mark.parametrize("seed", range(3))
def test_learns_xor(seed):
    x, y = nnkit.data.xor()
    net = nnkit.Network.create([2, 4, 1], "tanh", seed)
    history = fit(net, x, y, epochs=500, optimizer=nnkit.Adam(0.02))
    assert history.accuracy[-1] == 1
    assert history.loss[-1] < 1e-3 < history.loss[0]
    assert abs(net.predict(x) - y).max() < 0.1


def test_learns_digits():
    x, y = nnkit.data.digits(0)
    net = nnkit.Network.create([64, 32, 10], ["relu", "softmax"], 0)
    history = fit(
        net,
        x[:, :1400],
        y[:, :1400],
        epochs=20,
        batch_size=32,
        optimizer=nnkit.SGD(0.1, momentum=0.9),
        loss="cross_entropy",
        validation=(x[:, 1400:], y[:, 1400:]),
    )
    assert history.accuracy[-1] > 0.99
    assert history.validation_accuracy[-1] > 0.95
    assert history.validation_loss[-1] < 0.2
    assert [len(values) for values in history] == [20] * 4


@pytest.mark.parametrize("make", [lambda: nnkit.SGD(0.3, 0.5), lambda: nnkit.Adam(0.05)])
@pytest.mark.parametrize("batch_size", [1, 3, 4, 5, 10, 99])
def test_is_the_plain_loop(make, batch_size):
    net, x, y = small_problem()
    plain, optimizer = copy(net), make()
    history = fit(net, x, y, batch_size=batch_size, optimizer=make(), rng=7)

    rng = np.random.default_rng(7)
    for epoch in range(3):
        order = rng.permutation(10)
        losses = []
        for start in range(0, 10, batch_size):
            batch = order[start : start + batch_size]
            gradients = plain.backward(plain.forward(x[:, batch]), y[:, batch])
            optimizer.step(plain, gradients)
            losses += [gradients.loss] * len(batch)
        assert history.loss[epoch] == pytest.approx(np.mean(losses))
    assert_same_parameters(net, plain, rtol=1e-9)


def test_the_same_seed_gives_the_same_training():
    net, x, y = small_problem()
    results = []
    for rng in (1, np.random.default_rng(1), 2):
        trained = copy(net)
        results.append((fit(trained, x, y, rng=rng), trained))
    assert results[0][0] == results[1][0]
    assert_same_parameters(results[0][1], results[1][1])
    assert results[0][0] != results[2][0]


def test_data_stay():
    net, x, y = small_problem()
    kept_x, kept_y = x.copy(), y.copy()
    fit(net, x, y, validation=(x, y))
    np.testing.assert_array_equal(x, kept_x)
    np.testing.assert_array_equal(y, kept_y)


def test_every_layer_is_trained():
    net, x, y = small_problem()
    before = copy(net)
    fit(net, x, y)
    for p, q in zip(net.weights + net.biases, before.weights + before.biases, strict=True):
        assert (p != q).all()


def test_float32_stays():
    net = nnkit.Network.create([2, 3, 1], dtype=np.float32)
    _, x, y = small_problem()
    fit(net, x, y, optimizer=nnkit.Adam())
    assert {p.dtype for p in net.weights + net.biases} == {np.dtype(np.float32)}


def test_validation():
    net, x, y = small_problem()
    trained = copy(net)
    history = fit(trained, x, y, epochs=2, validation=(x[:, :3], y[:, :3]))
    assert history.validation_loss[-1] == pytest.approx(
        nnkit.half_squared_error(trained.predict(x[:, :3]), y[:, :3])[0]
    )
    assert history.validation_loss[0] != history.validation_loss[1]

    without = copy(net)
    assert fit(without, x, y, epochs=2).validation_loss == []
    assert_same_parameters(trained, without)


def test_accuracy_only_for_classes():
    net, x, y = small_problem()
    assert fit(net, x, y).accuracy == []
    assert len(fit(net, x, (y > 0.5) * 1.0).accuracy) == 3
    two = nnkit.Network.create([2, 2])
    assert len(fit(two, x, np.eye(2)[:, [0, 1] * 5]).accuracy) == 3
    assert fit(two, x, np.ones((2, 10))).accuracy == []


def test_training_accuracy_counts_each_example_once():
    net = nnkit.Network([np.ones((1, 1))], [np.zeros((1, 1))], "identity")
    x = np.array([[0.0, 0.2, 0.6, 0.8, 1.0]])
    y = np.array([[0.0, 1.0, 1.0, 0.0, 1.0]])
    history = fit(net, x, y, epochs=1, batch_size=2, optimizer=nnkit.SGD(1e-9))
    assert history.accuracy == [0.6]


def test_accuracy():
    y = np.eye(3)[:, [0, 1, 2, 2]]
    assert nnkit.accuracy(y * 0.4, y) == 1
    assert nnkit.accuracy(y[:, [1, 1, 2, 0]], y) == 0.5
    assert nnkit.accuracy([[0.4, 0.6, 0.5]], [[0, 1, 0]]) == pytest.approx(2 / 3)
    with pytest.raises(ValueError, match=r"a has shape \(3,\) and y has shape \(1, 3\)"):
        nnkit.accuracy([0, 1, 0], [[0, 1, 0]])


def test_an_optimiser_of_ones_own():
    class SignDescent:
        def step(self, net, gradients):
            for p, g in zip(net.weights + net.biases, gradients.dW + gradients.db, strict=True):
                p -= 0.01 * np.sign(g)

    net, x, y = small_problem()
    history = fit(net, x, y, epochs=30, optimizer=SignDescent())
    assert history.loss[-1] < history.loss[0]


def test_a_schedule_needs_a_rate_to_set():
    class Still:
        __slots__ = ()

        def step(self, net, gradients): ...

    net, x, y = small_problem()
    fit(net, x, y, optimizer=Still())
    with pytest.raises(TypeError, match=r"sets optimizer\.lr, and Still has no such attribute"):
        fit(net, x, y, optimizer=Still(), schedule=lambda epoch: 0.1)


def test_a_schedule_sets_the_rate_once_an_epoch():
    net, x, y = small_problem()
    by_hand, asked, generator = copy(net), [], np.random.default_rng(3)
    optimizer = nnkit.SGD(1.0)

    def schedule(epoch):
        asked.append(epoch)
        return 0.5 / (1 + epoch)

    fit(net, x, y, epochs=4, optimizer=optimizer, schedule=schedule, rng=3)
    assert asked == [0, 1, 2, 3]
    assert optimizer.lr == 0.125
    for rate in (0.5, 0.25, 0.5 / 3, 0.125):
        fit(by_hand, x, y, epochs=1, optimizer=nnkit.SGD(rate), rng=generator)
    assert_same_parameters(net, by_hand)


def test_a_rate_of_zero_rests():
    net, x, y = small_problem()
    before = copy(net)
    fit(net, x, y, schedule=lambda epoch: 0)
    assert_same_parameters(net, before)


def test_clipping_acts_before_the_step():
    net, x, y = small_problem()
    by_hand = copy(net)
    fit(net, x, y, epochs=1, batch_size=10, max_norm=0.01)
    gradients = by_hand.backward(by_hand.forward(x), y)
    assert nnkit.clip_by_norm(gradients, 0.01) > 0.02
    nnkit.SGD(0.1).step(by_hand, gradients)
    assert_same_parameters(net, by_hand, rtol=1e-12)


def scripted_validation(losses):
    """Let the validation data, which the test recognises by their target 7, have these losses."""
    remaining = iter(losses)

    def loss(a, y):
        if y[0, 0] == 7:
            return next(remaining), a - y
        return nnkit.half_squared_error(a, y)

    return {"loss": loss, "validation": (np.ones((2, 1)), [[7.0]])}


def parameters_after(epochs):
    """The network of the small problem after some epochs, without any validation."""
    net, x, y = small_problem()
    fit(net, x, y, epochs=epochs)
    return net


@pytest.mark.parametrize(
    ("losses", "patience", "ran", "best"),
    [
        ([3, 2, 1, 2, 3, 0], 2, 5, 2),  # what comes later is not waited for
        ([3, 2, 1, 2, 0, 5], 2, 6, 4),
        ([3, 2, 1, 1, 1, 0], 2, 5, 2),  # an equal loss is no new minimum
        ([1, 2, 3, 4, 5, 6], 1, 2, 0),
        ([6, 5, 4, 3, 2, 1], 1, 6, 5),
        ([6, 5, 1, 3, 2, 1.5], 10, 6, 2),  # the best is put back although no patience ran out
        ([np.inf, np.nan, np.nan, 1, 2, 2], 3, 3, None),
    ],
)
def test_patience(losses, patience, ran, best):
    net, x, y = small_problem()
    arrays = [*net.weights, *net.biases]
    options = scripted_validation(losses)
    history = fit(net, x, y, epochs=6, patience=patience, **options)
    assert len(history.loss) == len(history.validation_loss) == ran
    assert history.best_epoch == best
    assert_same_parameters(net, parameters_after(ran if best is None else best + 1))
    assert all(p is q for p, q in zip(arrays, [*net.weights, *net.biases], strict=True))


def test_without_patience_the_last_parameters_stay():
    net, x, y = small_problem()
    history = fit(net, x, y, epochs=4, **scripted_validation([3, 1, 2, 4]))
    assert history.best_epoch == 1
    assert_same_parameters(net, parameters_after(4))
    assert fit(net, x, y).best_epoch is None


@pytest.mark.parametrize("interactive", [True, False])
def test_progress_is_for_terminals(monkeypatch, capsys, interactive):
    class Stream(io.StringIO):
        def isatty(self):
            return interactive

    stream = Stream()
    monkeypatch.setattr(sys, "stderr", stream)
    net, x, y = small_problem()
    fit(net, x, y, epochs=2)
    shown = stream.getvalue()
    if interactive:
        assert "epoch 1/2  loss 0." in shown
        assert "epoch 2/2" in shown
        assert shown.endswith("\n")
    else:
        assert shown == ""
    fit(net, x, y, epochs=2, progress=False)
    assert stream.getvalue() == shown
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_divergence_is_reported_without_warnings(dtype):
    _, x, y = small_problem()
    net = nnkit.Network.create([2, 3, 1], "identity", 0, dtype)
    with pytest.raises(FloatingPointError, match=r"loss became .* in epoch \d+ of 2000: try"):
        fit(net, x, y, epochs=2000, optimizer=nnkit.SGD(10.0))


X, Y = np.ones((2, 6)), np.ones((1, 6))


@pytest.mark.parametrize(
    ("x", "y", "options", "error", "message"),
    [
        (X.T, Y, {}, ValueError, r"x has shape \(6, 2\).*x.T"),
        (X[:, 0], Y, {}, ValueError, r"x has shape \(2,\).*x.reshape\(-1, 1\)"),
        (X, Y[:, :5], {}, ValueError, r"y has shape \(1, 5\), but the outputs have shape \(1, 6\)"),
        (X.astype(int), Y, {}, TypeError, "x holds integers"),
        (X * np.nan, Y, {}, ValueError, "nan or infinite"),
        (X[:, :0], Y[:, :0], {}, ValueError, "empty batch"),
        (X, Y, {"validation": (X, Y[:, :5])}, ValueError, r"y has shape \(1, 5\)"),
        (X, Y, {"loss": "mse"}, ValueError, "unknown loss 'mse'"),
        (X, Y, {"loss": "cross_entropy"}, ValueError, "needs the activation 'softmax'"),
        (X, Y, {"epochs": 0}, ValueError, "epochs is 0, but a whole number from 1 up is needed"),
        (X, Y, {"batch_size": 2.5}, ValueError, "batch_size is 2.5"),
        (X, Y, {"patience": 2}, ValueError, r"needs validation=\(x, y\)"),
        (X, Y, {"patience": 0, "validation": (X, Y)}, ValueError, "patience is 0"),
        (X, Y, {"max_norm": -1}, ValueError, "max_norm is -1"),
        (X, Y, {"schedule": lambda epoch: 1 - epoch}, ValueError, r"schedule\(2\) is -1"),
        (X, Y, {"schedule": lambda epoch: float("nan")}, ValueError, r"schedule\(0\) is nan"),
    ],
)
def test_errors(x, y, options, error, message):
    with pytest.raises(error, match=message):
        fit(nnkit.Network.create([2, 1]), x, y, **options)
