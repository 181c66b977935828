"""Optimisers against their formulas and against PyTorch."""

import numpy as np
import pytest

import nnkit
from nnkit.network import Gradients


def network():
    return nnkit.Network.create([3, 4, 2], "tanh", np.random.default_rng(0))


def random_gradients(net, rng, reused=False):
    dW = [rng.normal(size=W.shape) for W in net.weights]
    db = [rng.normal(size=b.shape) for b in net.biases]
    return Gradients(dW, db, [], [], 0.0, reused)


def parameters(net):
    return [p.copy() for p in (*net.weights, *net.biases)]


def test_sgd_is_the_formula():
    net, rng = network(), np.random.default_rng(1)
    before, gradients = parameters(net), random_gradients(net, rng)
    nnkit.SGD(0.1).step(net, gradients)
    for p, q, g in zip(parameters(net), before, gradients.dW + gradients.db, strict=True):
        np.testing.assert_allclose(p, q - 0.1 * g)


def test_momentum_is_the_formula():
    net, rng = network(), np.random.default_rng(1)
    optimizer, expected = nnkit.SGD(0.1, momentum=0.9), parameters(net)
    velocity = [np.zeros_like(p) for p in expected]
    for _ in range(3):
        gradients = random_gradients(net, rng)
        velocity = [0.9 * v + g for v, g in zip(velocity, gradients.dW + gradients.db, strict=True)]
        expected = [p - 0.1 * v for p, v in zip(expected, velocity, strict=True)]
        optimizer.step(net, gradients)
    for p, e in zip(parameters(net), expected, strict=True):
        np.testing.assert_allclose(p, e)


def test_adam_is_the_formula():
    net, rng = network(), np.random.default_rng(1)
    optimizer, expected = nnkit.Adam(0.01, 0.8, 0.9, 1e-3), parameters(net)
    m = v = [np.zeros_like(p) for p in expected]
    for t in (1, 2, 3):
        gradients = random_gradients(net, rng)
        all_g = gradients.dW + gradients.db
        m = [0.8 * m_i + 0.2 * g for m_i, g in zip(m, all_g, strict=True)]
        v = [0.9 * v_i + 0.1 * g**2 for v_i, g in zip(v, all_g, strict=True)]
        expected = [
            p - 0.01 * (m_i / (1 - 0.8**t)) / (np.sqrt(v_i / (1 - 0.9**t)) + 1e-3)
            for p, m_i, v_i in zip(expected, m, v, strict=True)
        ]
        optimizer.step(net, gradients)
    for p, e in zip(parameters(net), expected, strict=True):
        np.testing.assert_allclose(p, e)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (nnkit.SGD(0.1), lambda torch, p: torch.optim.SGD(p, 0.1)),
        (nnkit.SGD(0.1, 0.9), lambda torch, p: torch.optim.SGD(p, 0.1, momentum=0.9)),
        (nnkit.Adam(0.01), lambda torch, p: torch.optim.Adam(p, 0.01)),
        (nnkit.Adam(0.1, 0.5, 0.7), lambda torch, p: torch.optim.Adam(p, 0.1, betas=(0.5, 0.7))),
    ],
)
def test_against_pytorch(ours, theirs):
    torch = pytest.importorskip("torch")
    net, rng = network(), np.random.default_rng(1)
    copies = [torch.tensor(p) for p in parameters(net)]
    optimizer = theirs(torch, copies)
    for _ in range(5):
        gradients = random_gradients(net, rng)
        for copy, g in zip(copies, gradients.dW + gradients.db, strict=True):
            copy.grad = torch.tensor(g)
        optimizer.step()
        ours.step(net, gradients)
    for p, copy in zip(parameters(net), copies, strict=True):
        np.testing.assert_allclose(p, copy.numpy(), rtol=1e-10)


OPTIMIZERS = [
    lambda: nnkit.SGD(0.1),
    lambda: nnkit.SGD(0.1, momentum=0.9),
    lambda: nnkit.Adam(0.01),
]


@pytest.mark.parametrize("make", OPTIMIZERS)
def test_gradients_stay_unless_their_arrays_are_reused(make):
    net = network()
    gradients = random_gradients(net, np.random.default_rng(1))
    kept = [g.copy() for g in gradients.dW + gradients.db]
    make().step(net, gradients)
    for g, before in zip(gradients.dW + gradients.db, kept, strict=True):
        np.testing.assert_array_equal(g, before)


@pytest.mark.parametrize("make", OPTIMIZERS)
def test_reused_gradients_give_the_same_steps(make):
    results = []
    for reused in (False, True):
        net, rng, optimizer = network(), np.random.default_rng(1), make()
        for _ in range(3):
            optimizer.step(net, random_gradients(net, rng, reused))
        results.append(parameters(net))
    for p, q in zip(*results, strict=True):
        np.testing.assert_array_equal(p, q)


@pytest.mark.parametrize("make", OPTIMIZERS)
def test_another_network_starts_from_rest(make):
    optimizer, first, second, fresh = make(), network(), network(), network()
    gradients = random_gradients(first, np.random.default_rng(1))
    for _ in range(3):
        optimizer.step(first, gradients)
    optimizer.step(second, gradients)
    make().step(fresh, gradients)
    for p, q in zip(parameters(second), parameters(fresh), strict=True):
        np.testing.assert_array_equal(p, q)


@pytest.mark.parametrize("make", OPTIMIZERS)
def test_parameters_keep_their_place_and_type(make):
    net = nnkit.Network.create([2, 1], dtype=np.float32)
    arrays = [*net.weights, *net.biases]
    x = np.ones((2, 1))
    make().step(net, net.backward(net.forward(x), [[5.0]]))
    assert all(p is q for p, q in zip(arrays, [*net.weights, *net.biases], strict=True))
    assert {p.dtype for p in arrays} == {np.dtype(np.float32)}


def test_the_learning_rate_may_change():
    net, optimizer = network(), nnkit.SGD(0.1)
    gradients = random_gradients(net, np.random.default_rng(1))
    optimizer.step(net, gradients)
    before = parameters(net)
    optimizer.lr = 0.01
    optimizer.step(net, gradients)
    np.testing.assert_allclose(net.weights[0], before[0] - 0.01 * gradients.dW[0])


@pytest.mark.parametrize("make", OPTIMIZERS)
def test_gradients_of_another_network(make):
    net, other = network(), nnkit.Network.create([3, 5, 2])
    gradients = random_gradients(other, np.random.default_rng(1))
    with pytest.raises(ValueError, match=r"\(5, 3\).*but the parameters have shapes.*\(4, 3\)"):
        make().step(net, gradients)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: nnkit.SGD(0.0), "lr is 0.0, but a positive"),
        (lambda: nnkit.SGD(float("nan")), "lr is nan"),
        (
            lambda: nnkit.SGD(0.1, momentum=1.0),
            "momentum is 1.0, but a number from 0",
        ),
        (lambda: nnkit.Adam(-1.0), "lr is -1.0"),
        (lambda: nnkit.Adam(beta1=1.5), "beta1 is 1.5"),
        (lambda: nnkit.Adam(beta2=-0.1), "beta2 is -0.1"),
    ],
)
def test_errors(make, message):
    with pytest.raises(ValueError, match=message):
        make()
