"""Activations: values, stability, types, and the way back against the complex step."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnkit
from nnkit.activations import ACTIVATIONS

ELEMENTWISE = ["sigmoid", "tanh", "relu", "identity"]
shapes = st.sampled_from([(1,), (4,), (3, 1), (5, 7), (2, 3, 4)])


def test_sigmoid_to_the_last_digit():
    z = np.linspace(-30, 30, 601)
    exact = 1 / (1 + np.exp(-z.astype(np.longdouble)))
    np.testing.assert_allclose(nnkit.sigmoid(z), exact.astype(float), rtol=4e-16)


def test_softmax_to_the_last_digit():
    z = np.random.default_rng(0).normal(0, 5, (6, 9))
    e = np.exp(z.astype(np.longdouble))
    np.testing.assert_allclose(nnkit.softmax(z), (e / e.sum(axis=0)).astype(float), rtol=2e-15)


def test_values_of_the_others():
    z = np.array([-2.0, -0.0, 0.5])
    np.testing.assert_array_equal(nnkit.relu(z), [0, 0, 0.5])
    np.testing.assert_array_equal(nnkit.identity(z), z)
    np.testing.assert_allclose(nnkit.tanh(z), [-0.9640275800758169, 0, 0.46211715726000973])


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_large_arguments_without_warnings(name, dtype):
    z = np.array([[1e4, -1e4, 0.0], [-1e4, 1e4, 0.0]], dtype)
    a = ACTIVATIONS[name].forward(z)
    assert a.dtype == dtype
    assert np.isfinite(a).all()
    if name in ("sigmoid", "softmax"):
        np.testing.assert_array_equal(a, [[1, 0, 0.5], [0, 1, 0.5]])


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_types_and_shapes(name):
    f = ACTIVATIONS[name].forward
    assert f([1, 2]).dtype == np.float64
    np.testing.assert_array_equal(f([1, 2]), f(np.array([1.0, 2.0])))
    for shape in [(3,), (3, 1), (3, 2, 4)]:
        z = np.ones(shape, np.float32)
        assert f(z).shape == shape
        assert f(z).dtype == np.float32
        np.testing.assert_array_equal(z, 1)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_numbers(name):
    assert np.ndim(ACTIVATIONS[name].forward(0.5)) == 0


def test_softmax_refuses_a_number():
    with pytest.raises(ValueError, match=r"single number 3\.0; it needs an array with classes"):
        nnkit.softmax(3.0)


def test_softmax_treats_columns_as_examples():
    z = np.array([[0.0, 100.0], [0.0, 0.0], [0.0, 0.0]])
    a = nnkit.softmax(z)
    np.testing.assert_allclose(a.sum(axis=0), 1)
    np.testing.assert_allclose(a[:, 0], 1 / 3)
    np.testing.assert_allclose(nnkit.softmax(z + 7), a)
    np.testing.assert_allclose(nnkit.softmax(z[:, 1]), a[:, 1])


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_identity_and_the_others_return_a_new_array(name):
    z = np.ones((2, 3))
    assert not np.shares_memory(ACTIVATIONS[name].forward(z), z)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_out_is_used_and_may_be_the_argument(name):
    z = np.random.default_rng(0).normal(size=(4, 5))
    expected = ACTIVATIONS[name].forward(z)
    out = np.empty_like(z)
    assert ACTIVATIONS[name].forward(z, out=out) is out
    np.testing.assert_array_equal(out, expected)
    assert ACTIVATIONS[name].forward(z, out=z) is z
    np.testing.assert_array_equal(z, expected)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(shape=shapes, seed=st.integers(0, 1000))
def test_backward_against_the_complex_step(name, shape, seed):
    rng = np.random.default_rng(seed)
    z, gradient = rng.normal(0, 2, shape), rng.normal(size=shape)
    forward, backward = ACTIVATIONS[name]
    a, kept = forward(z), gradient.copy()

    expected = nnkit.complex_step_gradient(lambda z: np.sum(gradient * forward(z)), z)
    got = backward(a, gradient)
    np.testing.assert_allclose(got, expected, rtol=1e-12, atol=1e-13)
    np.testing.assert_array_equal(gradient, kept)
    np.testing.assert_array_equal(a, forward(z))
    np.testing.assert_array_equal(backward(a, gradient, out=np.empty_like(a)), got)


def test_relu_passes_nothing_back_at_zero():
    a = np.array([0.0, 1.0])
    np.testing.assert_array_equal(ACTIVATIONS["relu"].backward(a, np.array([3.0, 3.0])), [0, 3])
