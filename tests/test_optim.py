"""Optimisers against their formulas, against JAX and against PyTorch."""

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import nnkit
from nnkit.network import Gradients


def network():
    return nnkit.Network.create([3, 4, 2], "tanh", np.random.default_rng(0))


def rng():
    return np.random.default_rng(1)


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


def _but_biases(tensors, weight_decay):
    """PyTorch's way to let the weights decay and the biases stay."""
    n = len(tensors) // 2
    return [
        {"params": tensors[:n], "weight_decay": weight_decay},
        {"params": tensors[n:], "weight_decay": 0.0},
    ]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (nnkit.SGD(0.1), lambda torch, p: torch.optim.SGD(p, 0.1)),
        (nnkit.SGD(0.1, 0.9), lambda torch, p: torch.optim.SGD(p, 0.1, momentum=0.9)),
        (nnkit.Adam(0.01), lambda torch, p: torch.optim.Adam(p, 0.01)),
        (nnkit.Adam(0.1, 0.5, 0.7), lambda torch, p: torch.optim.Adam(p, 0.1, betas=(0.5, 0.7))),
        (
            nnkit.SGD(0.1, 0.9, weight_decay=0.2),
            lambda torch, p: torch.optim.SGD(_but_biases(p, 0.2), 0.1, momentum=0.9),
        ),
        (
            nnkit.Adam(0.1, weight_decay=0.2),
            lambda torch, p: torch.optim.Adam(_but_biases(p, 0.2), 0.1),
        ),
        (
            nnkit.Adam(0.1, weight_decay=0.2, decoupled=True),
            lambda torch, p: torch.optim.AdamW(_but_biases(p, 0.2), 0.1),
        ),
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


RATES = st.floats(0.001, 0.5)


@functools.cache
def derivative_with_decay():
    """The derivative that JAX takes of the loss with ½ λ ‖W‖² for each weight matrix."""
    jax = pytest.importorskip("jax")

    def loss(weights, biases, x, y, weight_decay):
        a, decay = x, 0.0
        for W, b in zip(weights, biases, strict=True):
            a, decay = jax.numpy.tanh(W @ a + b), decay + (W**2).sum() / 2
        return ((a - y) ** 2).sum() / (2 * y.shape[1]) + weight_decay * decay

    compiled = jax.jit(jax.grad(loss, (0, 1)))

    def derivative(parameters, x, y, weight_decay):
        with jax.enable_x64(True):
            return [[np.array(p) for p in g] for g in compiled(*parameters, x, y, weight_decay)]

    return derivative


@given(RATES, st.floats(0, 1), st.floats(0, 0.95), st.integers(0, 2**32))
def test_decay_through_the_gradient_is_a_summand_of_the_loss(lr, weight_decay, momentum, seed):
    net, x = network(), np.random.default_rng(seed).normal(size=(3, 7))
    y = np.random.default_rng(seed + 1).normal(size=(2, 7))
    optimizer = nnkit.SGD(lr, momentum, weight_decay)
    expected = [[p.copy() for p in net.weights], [p.copy() for p in net.biases]]
    v = [[np.zeros_like(p) for p in group] for group in expected]
    for _ in range(3):
        g = derivative_with_decay()(expected, x, y, weight_decay)
        v = _combined(lambda v, g: momentum * v + g, v, g)
        expected = _combined(lambda p, v: p - lr * v, expected, v)
        optimizer.step(net, net.backward(net.forward(x), y))
    for p, e in zip(parameters(net), expected[0] + expected[1], strict=True):
        np.testing.assert_allclose(p, e, rtol=1e-9, atol=1e-12)


def _combined(f, first, second):
    return [
        [f(a, b) for a, b in zip(*groups, strict=True)]
        for groups in zip(first, second, strict=True)
    ]


@pytest.mark.parametrize("decoupled", [False, True])
def test_adam_with_decay_is_the_formula(decoupled):
    net, by_hand = network(), network()
    decaying, plain = nnkit.Adam(0.05, weight_decay=0.3, decoupled=decoupled), nnkit.Adam(0.05)
    generator = rng()
    for rate in (0.05, 0.05, 0.01, 0.02):
        decaying.lr = plain.lr = rate
        gradients = random_gradients(net, generator)
        decaying.step(net, gradients)
        if not decoupled:
            dW = [g + 0.3 * W for g, W in zip(gradients.dW, by_hand.weights, strict=True)]
            gradients = gradients._replace(dW=dW)
        shrunk = [W * rate * 0.3 for W in by_hand.weights]
        plain.step(by_hand, gradients)
        if decoupled:
            for W, lost in zip(by_hand.weights, shrunk, strict=True):
                W -= lost
    for p, q in zip(parameters(net), parameters(by_hand), strict=True):
        np.testing.assert_allclose(p, q, rtol=1e-12)


@given(RATES, st.floats(0, 2))
def test_plain_descent_decays_alike_in_both_ways(lr, weight_decay):
    nets = network(), network()
    gradients = random_gradients(nets[0], rng())
    for net, decoupled in zip(nets, (False, True), strict=True):
        optimizer = nnkit.SGD(lr, weight_decay=weight_decay, decoupled=decoupled)
        for _ in range(3):
            optimizer.step(net, gradients)
    for p, q in zip(parameters(nets[0]), parameters(nets[1]), strict=True):
        np.testing.assert_allclose(p, q, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    "optimizer", [nnkit.SGD(0.1, 0.9, 0.3, True), nnkit.Adam(0.1, 0.9, 0.99, 1e-8, 0.3, True)]
)
def test_without_a_gradient_a_weight_shrinks_and_a_bias_stays(optimizer):
    net = network()
    net.biases[0] += 1
    before, still = parameters(net), random_gradients(net, rng())
    for g in still.dW + still.db:
        g[...] = 0
    for _ in range(3):
        optimizer.step(net, still)
    for W, old in zip(net.weights, before, strict=False):
        np.testing.assert_allclose(W, old * (1 - 0.1 * 0.3) ** 3)
    np.testing.assert_array_equal(net.biases[0], before[2])


def test_decay_apart_does_not_pass_through_the_root():
    """In the gradient, a decay of any size moves the first step of Adam by about the rate."""
    through, apart = network(), network()
    gradients = random_gradients(through, rng())
    nnkit.Adam(0.1, weight_decay=100.0).step(through, gradients)
    nnkit.Adam(0.1, weight_decay=100.0, decoupled=True).step(apart, gradients)
    start = network().weights[0]
    np.testing.assert_allclose(abs(through.weights[0] - start), 0.1, rtol=1e-4)
    np.testing.assert_allclose(
        apart.weights[0], start * (1 - 10) - 0.1 * np.sign(gradients.dW[0]), rtol=1e-4
    )


@given(
    arrays.arrays(float, (4, 3), elements=st.floats(-1e3, 1e3)),
    arrays.arrays(float, (4, 1), elements=st.floats(-1e3, 1e3)),
    st.floats(0.01, 1e4),
)
def test_clipping_keeps_the_direction(dW, db, max_norm):
    before = np.concatenate([dW.ravel(), db.ravel()])
    gradients = Gradients([dW.copy()], [db.copy()], [], [], 0.0)
    norm = nnkit.clip_by_norm(gradients, max_norm)
    after = np.concatenate([gradients.dW[0].ravel(), gradients.db[0].ravel()])
    np.testing.assert_allclose(norm, np.sqrt((before**2).sum()))
    factor = min(1.0, max_norm / norm) if norm else 1.0
    np.testing.assert_allclose(after, before * factor, rtol=1e-9)


def test_clipping_below_the_limit_changes_no_bit():
    gradients = random_gradients(network(), rng())
    kept = [g.copy() for g in gradients.dW + gradients.db]
    assert nnkit.clip_by_norm(gradients, 1e6) < 1e6
    for g, before in zip(gradients.dW + gradients.db, kept, strict=True):
        np.testing.assert_array_equal(g, before)


OPTIMIZERS = [
    lambda: nnkit.SGD(0.1),
    lambda: nnkit.SGD(0.1, momentum=0.9),
    lambda: nnkit.Adam(0.01),
    lambda: nnkit.SGD(0.1, momentum=0.9, weight_decay=0.2),
    lambda: nnkit.Adam(0.01, weight_decay=0.2),
    lambda: nnkit.Adam(0.01, weight_decay=0.2, decoupled=True),
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
        (lambda: nnkit.SGD(0.1, weight_decay=-1.0), "weight_decay is -1.0, but a number from 0"),
        (lambda: nnkit.Adam(weight_decay=float("inf")), "weight_decay is inf"),
        (lambda: nnkit.clip_by_norm(random_gradients(network(), rng()), 0.0), "max_norm is 0.0"),
        (lambda: nnkit.clip_by_norm(random_gradients(network(), rng()), np.nan), "max_norm is nan"),
    ],
)
def test_errors(make, message):
    with pytest.raises(ValueError, match=message):
        make()
