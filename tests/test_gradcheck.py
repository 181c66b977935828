"""The judges of gradients: right on known derivatives, and they do find planted faults."""

import math

import numpy as np
import pytest

import nnkit
from nnkit.activations import ACTIVATIONS, Activation


def quartic(x):
    return np.sum(x**4) + x.flat[0] * x.flat[1]


def quartic_gradient(x):
    gradient = 4 * x**3
    gradient.flat[0] += x.flat[1]
    gradient.flat[1] += x.flat[0]
    return gradient


@pytest.mark.parametrize("shape", [(2,), (3, 2), (2, 1, 3)])
@pytest.mark.parametrize(
    ("method", "rtol"),
    [(nnkit.numerical_gradient, 1e-8), (nnkit.complex_step_gradient, 1e-14)],
)
def test_known_gradient(method, rtol, shape):
    x = np.random.default_rng(0).uniform(0.5, 2, shape)
    kept = x.copy()
    np.testing.assert_allclose(method(quartic, x), quartic_gradient(x), rtol=rtol)
    np.testing.assert_array_equal(x, kept)


@pytest.mark.parametrize("method", [nnkit.numerical_gradient, nnkit.complex_step_gradient])
def test_numbers_lists_and_float32(method):
    assert method(lambda x: x**2, 3.0) == pytest.approx(6)
    assert method(np.sum, [1, 2]).tolist() == pytest.approx([1, 1])
    assert method(np.sum, np.ones(3, np.float32)).dtype == np.float64
    assert method(lambda x: np.sum(x, keepdims=True), [1.0, 2.0]).tolist() == pytest.approx([1, 1])


@pytest.mark.parametrize("method", [nnkit.numerical_gradient, nnkit.complex_step_gradient])
def test_functions_that_change_or_keep_their_argument(method):
    kept = []

    def f(x):
        kept.append(x)
        x *= 2
        return np.sum(x)

    np.testing.assert_allclose(method(f, [1.0, 2.0]), [2, 2])
    assert len({id(x) for x in kept}) == len(kept)


@pytest.mark.parametrize("method", [nnkit.numerical_gradient, nnkit.complex_step_gradient])
def test_a_function_with_many_values(method):
    with pytest.raises(ValueError, match=r"array of shape \(3,\), but one number is needed"):
        method(lambda x: x, np.ones(3))


def test_the_size_of_the_step():
    def error_at(h):
        return abs(nnkit.numerical_gradient(np.exp, 1.0, h=h) - math.e)

    assert nnkit.numerical_gradient(np.exp, 1.0) == pytest.approx(math.e, rel=1e-10)
    assert error_at(1e-1) / error_at(1e-2) == pytest.approx(100, rel=0.01)  # error of order h²
    assert error_at(1e-12) > 1e-6  # rounding


def test_a_lost_imaginary_part():
    with pytest.raises(TypeError, match=r"real number 4\.0 for a complex argument"):
        nnkit.complex_step_gradient(lambda x: np.abs(x).sum() ** 2, [1.0, 1.0])


def network_and_batch(activation, dtype=np.float64):
    rng = np.random.default_rng(0)
    net = nnkit.Network.create([3, 4, 2], activation, rng, dtype)
    return net, rng.normal(size=(3, 5)).astype(dtype), np.eye(2, dtype=dtype)[:, [0, 1, 1, 0, 1]]


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("loss", ["half_squared_error", "cross_entropy"])
def test_gradcheck_of_a_right_network(activation, loss):
    last = "softmax" if loss == "cross_entropy" else activation
    net, x, y = network_and_batch([activation, last])
    kept = [p.copy() for p in (*net.weights, *net.biases)]
    assert nnkit.gradcheck(net, x, y, loss) < 1e-8
    for p, before in zip([*net.weights, *net.biases], kept, strict=True):
        np.testing.assert_array_equal(p, before)


def test_gradcheck_in_float32():
    assert 1e-9 < nnkit.gradcheck(*network_and_batch("tanh", np.float32)) < 1e-5


def without_slope(a, gradient, out=None):
    return gradient


def with_positive_zero(a, gradient, out=None):
    return gradient * (a >= 0)


def slope_without_square(a, gradient, out=None):
    return gradient * (1 - a)


@pytest.mark.parametrize(
    ("activation", "fault"),
    [
        ("sigmoid", without_slope),
        ("softmax", lambda a, gradient, out=None: gradient * a * (1 - a)),
        ("relu", with_positive_zero),
        ("tanh", slope_without_square),
    ],
)
def test_gradcheck_finds_a_wrong_slope(monkeypatch, activation, fault):
    forward = ACTIVATIONS[activation].forward
    monkeypatch.setitem(ACTIVATIONS, activation, Activation(forward, fault))
    assert nnkit.gradcheck(*network_and_batch(activation)) > 1e-2


@pytest.mark.parametrize("of", ["dW", "db"])
@pytest.mark.parametrize("layer", [0, 1])
def test_gradcheck_finds_a_fault_in_each_parameter(monkeypatch, of, layer):
    right = nnkit.Network.backward

    def wrong(net, *args, **kwargs):
        gradients = right(net, *args, **kwargs)
        getattr(gradients, of)[layer].flat[0] *= 1.5
        return gradients

    net, x, y = network_and_batch("sigmoid")
    monkeypatch.setattr(nnkit.Network, "backward", wrong)
    assert nnkit.gradcheck(net, x, y) > 1e-2


def test_gradcheck_where_all_gradients_are_zero():
    net = nnkit.Network([np.zeros((1, 1))], [np.zeros((1, 1))], "identity")
    assert nnkit.gradcheck(net, [[0.0]], [[0.0]]) == 0
