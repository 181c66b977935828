"""Losses: values by hand, gradients against the complex step, the mean taken once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnkit
from nnkit.losses import LOSSES, loss_function, softmax_cross_entropy


def probabilities(rng, shape):
    return nnkit.softmax(rng.normal(size=shape))


def test_half_squared_error_by_hand():
    a, y = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.0, 2.0], [1.0, 1.0]])
    loss, gradient = nnkit.half_squared_error(a, y)
    assert loss == (1 + 0 + 4 + 9) / 2 / 2
    np.testing.assert_array_equal(gradient, [[0.5, 0], [1, 1.5]])


def test_cross_entropy_by_hand():
    a, y = np.array([[0.5, 0.2], [0.5, 0.8]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    loss, gradient = nnkit.cross_entropy(a, y)
    assert loss == pytest.approx(-(np.log(0.5) + np.log(0.8)) / 2)
    np.testing.assert_allclose(gradient, np.array([[-1, 0], [0, -0.625]]))


@pytest.mark.parametrize("name", LOSSES)
@given(n=st.integers(1, 5), n_examples=st.integers(1, 7), seed=st.integers(0, 1000))
def test_gradient_against_the_complex_step(name, n, n_examples, seed):
    rng = np.random.default_rng(seed)
    a, y = probabilities(rng, (n, n_examples)), probabilities(rng, (n, n_examples))
    loss, gradient = LOSSES[name](a, y)
    expected = nnkit.complex_step_gradient(lambda a: LOSSES[name](a, y)[0], a)
    np.testing.assert_allclose(gradient, expected, rtol=1e-12)
    assert isinstance(loss, float)


@pytest.mark.parametrize("loss", [*LOSSES.values(), softmax_cross_entropy])
def test_one_example_may_be_a_vector(loss):
    rng = np.random.default_rng(0)
    a, y = probabilities(rng, 4), probabilities(rng, 4)
    value, gradient = loss(a, y)
    column_value, column_gradient = loss(a.reshape(-1, 1), y.reshape(-1, 1))
    assert value == pytest.approx(column_value)
    np.testing.assert_allclose(gradient, column_gradient.ravel())


@pytest.mark.parametrize("loss", [*LOSSES.values(), softmax_cross_entropy])
def test_the_mean_is_over_examples_only(loss):
    rng = np.random.default_rng(0)
    a, y = probabilities(rng, (3, 4)), probabilities(rng, (3, 4))
    value, gradient = loss(a, y)
    twice, halved = loss(np.hstack([a, a]), np.hstack([y, y]))
    assert twice == pytest.approx(value)
    np.testing.assert_allclose(halved[:, :4], gradient / 2)


@pytest.mark.parametrize("loss", [*LOSSES.values(), softmax_cross_entropy])
def test_float32_stays_and_nothing_changes(loss):
    a, y = np.full((2, 3), 0.5, np.float32), np.eye(2)[:, [0, 1, 0]]
    assert loss(a, y)[1].dtype == np.float32
    np.testing.assert_array_equal(a, 0.5)
    np.testing.assert_array_equal(y, np.eye(2)[:, [0, 1, 0]])


@pytest.mark.parametrize("loss", [nnkit.cross_entropy, softmax_cross_entropy])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_probability_of_zero_keeps_the_loss_finite(loss, dtype):
    value, gradient = loss(np.array([[0.0], [1.0]], dtype), np.array([[1.0], [0.0]]))
    assert 80 < value < 710
    assert np.isfinite(gradient).all()


def test_softmax_and_cross_entropy_cancel():
    rng = np.random.default_rng(0)
    z, y = rng.normal(size=(4, 3)), probabilities(rng, (4, 3))
    _, delta = softmax_cross_entropy(nnkit.softmax(z), y)
    expected = nnkit.complex_step_gradient(lambda z: nnkit.cross_entropy(nnkit.softmax(z), y)[0], z)
    np.testing.assert_allclose(delta, expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("loss", LOSSES.values())
def test_wrong_shapes(loss):
    with pytest.raises(ValueError, match=r"y have shape \(3,\), but .* a have shape \(3, 1\)"):
        loss(np.ones((3, 1)), np.ones(3))
    with pytest.raises(ValueError, match=r"shape \(3, 0\) hold no example"):
        loss(np.ones((3, 0)), np.ones((3, 0)))


def test_negative_probabilities():
    with pytest.raises(ValueError, match=r"needs probabilities, but a has the negative entry -0.5"):
        nnkit.cross_entropy([[-0.5], [1.5]], [[0.0], [1.0]])


def test_loss_by_name():
    assert loss_function("cross_entropy") is nnkit.cross_entropy
    assert loss_function(max) is max
    with pytest.raises(ValueError, match="unknown loss 'mse': known are half_squared_error, cross"):
        loss_function("mse")
