"""Data sets: shapes, targets, seeds, and the digits against another copy of them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnkit import data

RANDOM: list[Callable[..., Any]] = [data.moons, data.spirals, data.digits]


def test_truth_tables():
    for make, expected in ((data.and_gate, [0, 0, 0, 1]), (data.xor, [0, 1, 1, 0])):
        x, y = make()
        np.testing.assert_array_equal(x, [[0, 0, 1, 1], [0, 1, 0, 1]])
        np.testing.assert_array_equal(y, [expected])
        assert x.dtype == y.dtype == np.float64


@pytest.mark.parametrize("make", RANDOM)
def test_the_same_seed_gives_the_same_data(make):
    x, y = make(rng=1)
    same_x, same_y = make(rng=np.random.default_rng(1))
    np.testing.assert_array_equal(x, same_x)
    np.testing.assert_array_equal(y, same_y)
    assert (make(rng=2)[0] != x).any()
    assert x.dtype == y.dtype == np.float64


@pytest.mark.parametrize("n", [2, 7, 100])
def test_moons(n):
    x, y = data.moons(n, noise=0.0)
    assert x.shape == (2, n)
    assert y.shape == (1, n)
    assert y.sum() == n - n // 2
    lower = y[0] == 1
    np.testing.assert_allclose(np.hypot(*x[:, ~lower]), 1)
    np.testing.assert_allclose(np.hypot(x[0, lower] - 1, x[1, lower] - 0.5), 1)


@pytest.mark.parametrize(("n", "classes"), [(300, 3), (10, 4), (2, 2)])
def test_spirals(n, classes):
    x, y = data.spirals(n, classes=classes)
    assert x.shape == (2, n)
    assert y.shape == (classes, n)
    np.testing.assert_array_equal(y.sum(axis=0), 1)
    assert np.ptp(y.sum(axis=1)) <= 1
    assert np.hypot(*x).min() > 0
    assert np.hypot(*x).max() <= 1 + classes / n


def test_noise():
    still, restless = (data.moons(400, noise=noise)[0] for noise in (0.0, 0.3))
    assert np.std(restless - still) == pytest.approx(0.3, rel=0.1)


def test_examples_are_shuffled():
    for make in RANDOM:
        y = make()[1]
        labels = y.argmax(axis=0) if len(y) > 1 else y[0]
        assert 0.2 < np.mean(labels[1:] != labels[:-1]) < 0.95


def test_digits_are_those_of_scikit_learn():
    datasets = pytest.importorskip("sklearn.datasets")
    original = datasets.load_digits()
    x, y = data.digits()
    assert x.shape == (64, 1797)
    assert y.shape == (10, 1797)
    order = np.random.default_rng(0).permutation(1797)
    np.testing.assert_array_equal(x, original.data[order].T / 16)
    np.testing.assert_array_equal(y.argmax(axis=0), original.target[order])
    np.testing.assert_array_equal(y.sum(axis=0), 1)


def test_too_few_examples():
    with pytest.raises(ValueError, match="n is 1, but at least 2 examples are needed"):
        data.moons(1)
    with pytest.raises(ValueError, match="n is 2, but at least 3"):
        data.spirals(2)
