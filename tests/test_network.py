"""Forward and backward propagation against numbers from elsewhere.

The judges are a neuron-by-neuron calculation, a worked example, central differences, the complex
step, and JAX.
"""

import itertools
import math
import operator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnkit
from nnkit.activations import ACTIVATIONS
from nnkit.losses import LOSSES


@pytest.fixture
def jax():
    """JAX in double precision."""
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    yield jax
    jax.config.update("jax_enable_x64", False)


@st.composite
def problems(draw, activations=tuple(ACTIVATIONS), dtype=np.float64):
    """A network of random depth, widths and activations, a batch for it, and a loss."""
    sizes = draw(st.lists(st.integers(1, 5), min_size=2, max_size=5))
    names = [draw(st.sampled_from(activations)) for _ in sizes[1:]]
    loss = draw(st.sampled_from(list(LOSSES)))
    if loss == "cross_entropy":
        names[-1] = "softmax"
    n_examples = draw(st.sampled_from([1, 2, 7]))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    return random_problem(sizes, names, loss, n_examples, rng, dtype)


def random_problem(sizes, names, loss, n_examples, rng, dtype=np.float64):
    """Weights that are not tiny, biases that are not zero."""
    net = nnkit.Network(
        [rng.normal(size=(n, m)).astype(dtype) for m, n in itertools.pairwise(sizes)],
        [rng.normal(size=(n, 1)).astype(dtype) for n in sizes[1:]],
        names,
    )
    x = rng.normal(size=(sizes[0], n_examples)).astype(dtype)
    y = nnkit.softmax(rng.normal(size=(sizes[-1], n_examples))).astype(dtype)
    return net, x, y, loss


def gradient_by(method, net, x, y, loss):
    """Gradients of all parameters by a method that knows only the loss as a function."""
    parameters = [*net.weights, *net.biases]
    n_layers = len(net.weights)
    gradients = []
    for i, parameter in enumerate(parameters):

        def loss_at(p, i=i):
            changed = [*parameters[:i], p, *parameters[i + 1 :]]
            moved = nnkit.Network(changed[:n_layers], changed[n_layers:], net.activation)
            return LOSSES[loss](moved.forward(x).a[-1], y)[0]

        gradients.append(method(loss_at, parameter))
    return gradients


def assert_close(got, expected, rtol, atol=0.0):
    for g, e in zip(got, expected, strict=True):
        assert g.shape == e.shape
        np.testing.assert_allclose(g, e, rtol=rtol, atol=atol)


@given(problems())
def test_gradients_against_the_complex_step(problem):
    net, x, y, loss = problem
    gradients = net.backward(net.forward(x), y, loss)
    expected = gradient_by(nnkit.complex_step_gradient, *problem)
    assert_close(gradients.dW + gradients.db, expected, rtol=1e-9, atol=1e-13)
    assert gradients.loss == pytest.approx(LOSSES[loss](net.predict(x), y)[0])


@settings(max_examples=30)
@given(problems(activations=("sigmoid", "tanh", "identity", "softmax")))
def test_gradients_against_central_differences(problem):
    net, x, y, loss = problem
    gradients = net.backward(net.forward(x), y, loss)
    expected = gradient_by(nnkit.numerical_gradient, *problem)
    assert_close(gradients.dW + gradients.db, expected, rtol=1e-5, atol=1e-8)


@settings(max_examples=30)
@given(problems(), st.integers(0, 100))
def test_every_delta_is_the_derivative_by_its_pre_activation(problem, seed):
    net, x, y, loss = problem
    trace = net.forward(x)
    gradients = net.backward(trace, y, loss)
    layer = 1 + seed % len(net.weights)

    def loss_from(z):
        a = ACTIVATIONS[net.activation[layer - 1]].forward(z)
        if layer < len(net.weights):
            above = nnkit.Network(
                [W.astype(complex) for W in net.weights[layer:]],
                net.biases[layer:],
                net.activation[layer:],
            )
            a = above.predict(a)
        return LOSSES[loss](a, y)[0]

    expected = nnkit.complex_step_gradient(loss_from, trace.z[layer])
    np.testing.assert_allclose(gradients.delta[layer], expected, rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("seed", range(4))
def test_gradients_against_jax(jax, loss, dtype, seed):
    jnp = jax.numpy
    functions = {
        "sigmoid": jax.nn.sigmoid,
        "tanh": jnp.tanh,
        "relu": jax.nn.relu,
        "identity": lambda z: z,
        "softmax": lambda z: jax.nn.softmax(z, axis=0),
    }
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 6, size=2 + seed)
    names = list(rng.choice(list(functions), size=len(sizes) - 1))
    if loss == "cross_entropy":
        names[-1] = "softmax"
    net, x, y, _ = random_problem(sizes, names, loss, [1, 7, 3, 2][seed], rng, dtype)

    def loss_of(weights, biases):
        a = x
        for W, b, name in zip(weights, biases, names, strict=True):
            a = functions[name](W @ a + b)
        if loss == "half_squared_error":
            return 0.5 * jnp.sum((a - y) ** 2) / x.shape[1]
        return -jnp.sum(y * jnp.log(a)) / x.shape[1]

    expected_loss, (dW, db) = jax.jit(jax.value_and_grad(loss_of, argnums=(0, 1)))(
        net.weights, net.biases
    )
    gradients = net.backward(net.forward(x), y, loss)
    tolerance = 1e-10 if dtype == np.float64 else 1e-4
    assert_close(gradients.dW + gradients.db, [*dW, *db], rtol=tolerance, atol=tolerance * 1e-2)
    assert gradients.loss == pytest.approx(float(expected_loss), rel=tolerance)


def test_forward_neuron_by_neuron():
    rng = np.random.default_rng(3)
    net, x, _, _ = random_problem([3, 4, 2], ["sigmoid", "sigmoid"], "", 5, rng)
    output = net.forward(x).a[-1]
    for example in range(5):
        a = list(x[:, example])
        for W, b in zip(net.weights, net.biases, strict=True):
            z = [sum(map(operator.mul, W[i], a)) + b[i, 0] for i in range(len(W))]
            a = [1 / (1 + math.exp(-z_i)) for z_i in z]
        np.testing.assert_allclose(output[:, example], a)


def test_one_step_of_a_linear_network_by_hand():
    net = nnkit.Network(
        [
            np.array([[2.0, 3, 4], [2, 1, 2], [3, 5, 1], [2, 3, 4]]),
            np.array([[3.0, 1, 1, 1], [1, 4, 2, 2]]),
        ],
        [np.array([[4.0], [1], [1], [2]]), np.array([[2.0], [3]])],
        "identity",
    )
    trace = net.forward(np.array([[2.0], [1], [3]]))
    np.testing.assert_array_equal(trace.a[1], [[23], [12], [15], [21]])
    np.testing.assert_array_equal(trace.a[2], [[119], [146]])

    gradients = net.backward(trace, np.array([[4.0], [5]]))
    assert gradients.loss == 16553
    np.testing.assert_array_equal(gradients.delta[2], [[115], [141]])
    np.testing.assert_array_equal(gradients.delta[1], [[486], [679], [397], [397]])

    nnkit.SGD(0.1).step(net, gradients)
    np.testing.assert_allclose(
        net.weights[1], [[-261.5, -137, -171.5, -240.5], [-323.3, -165.2, -209.5, -294.1]]
    )
    np.testing.assert_allclose(net.biases[1], [[-9.5], [-11.1]])
    np.testing.assert_allclose(
        net.weights[0],
        [
            [-95.2, -45.6, -141.8],
            [-133.8, -66.9, -201.7],
            [-76.4, -34.7, -118.1],
            [-77.4, -36.7, -115.1],
        ],
    )
    np.testing.assert_allclose(net.biases[0], [[-44.6], [-66.9], [-38.7], [-37.7]])


def test_layers_are_counted_from_the_input():
    net, x, y, _ = random_problem([3, 4, 2], ["tanh", "relu"], "", 5, np.random.default_rng(0))
    trace = net.forward(x)
    assert trace.a[0] is x
    assert trace.z[0] is None
    for layer in (1, 2):
        W, b = net.weights[layer - 1], net.biases[layer - 1]
        np.testing.assert_allclose(trace.z[layer], W @ trace.a[layer - 1] + b)
    np.testing.assert_allclose(trace.a[1], np.tanh(trace.z[1]))

    gradients = net.backward(trace, y)
    assert gradients.delta[0] is None
    assert gradients.error[0] is None
    np.testing.assert_allclose(gradients.error[2], (trace.a[2] - y) / 5)
    np.testing.assert_allclose(gradients.error[1], net.weights[1].T @ gradients.delta[2])
    np.testing.assert_allclose(gradients.delta[1], gradients.error[1] * (1 - trace.a[1] ** 2))


def test_softmax_with_cross_entropy_is_the_same_without_the_shortcut():
    rng = np.random.default_rng(1)
    net, x, y, _ = random_problem([3, 4, 5], ["tanh", "softmax"], "", 6, rng)
    short = net.backward(net.forward(x), y, "cross_entropy")
    long = net.backward(net.forward(x), y, lambda a, y: nnkit.cross_entropy(a, y))
    assert_close(short.dW + short.db, long.dW + long.db, rtol=1e-10, atol=1e-15)
    assert short.loss == pytest.approx(long.loss)


def test_softmax_with_cross_entropy_learns_from_certain_mistakes():
    net = nnkit.Network([np.array([[1000.0], [-1000.0]])], [np.zeros((2, 1))], "softmax")
    gradients = net.backward(net.forward([[1.0]]), [[0.0], [1.0]], "cross_entropy")
    np.testing.assert_array_equal(gradients.delta[1], [[1], [-1]])
    np.testing.assert_array_equal(gradients.error[1], [[1], [-1]])


@given(problems())
def test_results_are_new_arrays_and_arguments_stay(problem):
    net, x, y, loss = problem
    before = [p.copy() for p in (x, y, *net.weights, *net.biases)]
    trace = net.forward(x)
    gradients = net.backward(trace, y, loss)
    again = net.backward(net.forward(x), y, loss)

    assert_close([x, y, *net.weights, *net.biases], before, rtol=0)
    assert_close(again.dW + again.db, gradients.dW + gradients.db, rtol=0)
    results = trace.z[1:] + trace.a[1:] + gradients.dW + gradients.db + gradients.delta[1:]
    others = [*net.weights, *net.biases, x, y, *again.dW, *again.db, *again.delta[1:]]
    assert not any(np.shares_memory(r, o) for r in results for o in others)
    assert len({id(r) for r in results}) == len(results)


@settings(max_examples=30)
@given(problems())
def test_reused_arrays_give_the_same_numbers(problem):
    net, x, y, loss = problem
    work_trace, work_gradients = net.empty_trace(), net.empty_gradients()
    for scale in (2.0, 1.0):
        trace = net.forward(x * scale, out=work_trace)
        gradients = net.backward(trace, y, loss, out=work_gradients)
        if scale == 2.0:
            ids = [id(v) for v in (*trace.a[1:], *gradients.dW, *gradients.db)]
    assert all(z is a for z, a in zip(*trace, strict=True))
    fresh = net.backward(net.forward(x), y, loss)
    assert_close(
        gradients.dW + gradients.db + gradients.delta[1:],
        fresh.dW + fresh.db + fresh.delta[1:],
        rtol=0,
    )
    assert gradients.loss == fresh.loss
    assert gradients.reused
    assert not fresh.reused
    assert ids == [id(v) for v in (*trace.a[1:], *gradients.dW, *gradients.db)]


@given(problems(dtype=np.float32))
def test_float32_stays(problem):
    net, x, y, loss = problem
    trace = net.forward(x)
    gradients = net.backward(trace, y, loss)
    everything = trace.z[1:] + trace.a + gradients.dW + gradients.db + gradients.delta[1:]
    assert {v.dtype for v in everything} == {np.dtype(np.float32)}
    mixed = net.backward(net.forward(x.astype(np.float64)), y.astype(np.float64), loss)
    assert_close(mixed.dW + mixed.db, gradients.dW + gradients.db, rtol=0)


def test_the_batch_mean():
    net, x, y, _ = random_problem([3, 4, 2], ["tanh", "sigmoid"], "", 6, np.random.default_rng(2))
    whole = net.backward(net.forward(x), y)
    singles = [net.backward(net.forward(x[:, [i]]), y[:, [i]]) for i in range(6)]
    for i in range(2):
        np.testing.assert_allclose(whole.dW[i], np.mean([s.dW[i] for s in singles], axis=0))
        np.testing.assert_allclose(whole.db[i], np.mean([s.db[i] for s in singles], axis=0))


def test_a_loss_of_ones_own():
    def absolute_error(a, y):
        return float(np.sum(abs(a - y))), np.sign(a - y)

    net, x, y, _ = random_problem([3, 2], ["tanh"], "", 4, np.random.default_rng(0))
    gradients = net.backward(net.forward(x), y, absolute_error)
    assert gradients.loss == pytest.approx(np.sum(abs(net.predict(x) - y)))
    assert nnkit.gradcheck(net, x, y, absolute_error) < 1e-8


def test_parameters_are_copied():
    W, b = np.ones((2, 3)), np.ones((2, 1))
    net = nnkit.Network([W], [b])
    W[:] = b[:] = 5
    assert (net.weights[0] == 1).all()
    assert (net.biases[0] == 1).all()


def test_lists_are_fine():
    net = nnkit.Network([[[1.0, 2.0]]], [[[3.0]]], "identity")
    assert net.forward([[1.0], [1.0]]).a[-1].tolist() == [[6.0]]
    assert net.backward(net.forward([[1.0], [1.0]]), [[6]]).loss == 0


@pytest.mark.parametrize(
    ("activation", "variance"),
    [("relu", 2 / 300), ("sigmoid", 2 / 500), ("tanh", 2 / 500), ("identity", 2 / 500)],
)
def test_create_keeps_the_variance(activation, variance):
    net = nnkit.Network.create([300, 200, 4], [activation, "softmax"], np.random.default_rng(0))
    assert net.sizes == [300, 200, 4]
    assert np.var(net.weights[0]) == pytest.approx(variance, rel=0.02)
    assert all((b == 0).all() for b in net.biases)
    assert repr(net) == f"Network(300-200-4, {activation}, softmax, float64)"


def test_create_by_seed():
    one, same, other = (nnkit.Network.create([2, 3, 1], rng=seed) for seed in (1, 1, 2))
    generator = nnkit.Network.create([2, 3, 1], "sigmoid", np.random.default_rng(1))
    assert_close(one.weights, same.weights, rtol=0)
    assert_close(one.weights, generator.weights, rtol=0)
    assert (one.weights[0] != other.weights[0]).all()
    assert nnkit.Network.create([2, 1], dtype=np.float32).weights[0].dtype == np.float32


W1, B1 = np.ones((1, 2)), np.ones((1, 1))
X, Y = np.ones((2, 4)), np.ones((1, 4))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: nnkit.Network.create([3]), r"sizes is \[3\], but at least two"),
        (lambda: nnkit.Network.create([3, 0]), r"sizes is \[3, 0\]"),
        (
            lambda: nnkit.Network([W1], [B1]).backward(
                nnkit.Network([W1], [B1]).forward(X), Y, "mse"
            ),
            "unknown loss 'mse'",
        ),
    ],
)
def test_errors_say_what_was_given_and_what_is_needed(make, message):
    with pytest.raises(ValueError, match=message):
        make()
