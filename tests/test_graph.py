"""The computational graph: each operation, whole networks, and graphs too deep for recursion."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnkit
from nnkit import Value

numbers = st.floats(-3, 3).filter(lambda x: abs(x) > 0.1)
positive = st.floats(0.1, 3)


def test_the_graph_of_three_numbers():
    x, y, z = Value(-2.0, "x"), Value(5.0, "y"), Value(-4.0, "z")
    q = x + y
    f = q * z
    f.backward()
    assert (q.data, f.data) == (3, -12)
    assert (f.grad, q.grad, x.grad, y.grad, z.grad) == (1, -4, -4, -4, 3)
    assert (f.op, q.op, x.op) == ("*", "+", "")
    assert f.parents == (q, z)
    assert q.parents == (x, y)
    assert x.parents == ()
    assert repr(x) == "Value(x: data=-2, grad=-4)"
    assert repr(f) == "Value(data=-12, grad=1)"


BINARY = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


@pytest.mark.parametrize("op", BINARY)
@given(a=numbers, b=numbers)
def test_binary_operations_with_values_and_numbers(op, a, b):
    f = BINARY[op]
    expected = nnkit.complex_step_gradient(lambda v: f(v[0], v[1]), [a, b])
    x, y = Value(a), Value(b)
    result = f(x, y)
    result.backward()
    assert result.data == pytest.approx(f(a, b))
    assert [x.grad, y.grad] == pytest.approx(list(expected))
    assert result.op == op

    for result, leaf, slope in ((f(x, b), x, expected[0]), (f(a, y), y, expected[1])):
        result.backward()
        assert result.data == pytest.approx(f(a, b))
        assert leaf.grad == pytest.approx(slope)


UNARY: dict[str, Any] = {
    "neg": (lambda v: -v, lambda z: -z),
    "exp": (Value.exp, np.exp),
    "log": (Value.log, np.log),
    "tanh": (Value.tanh, np.tanh),
    "relu": (Value.relu, nnkit.relu),
    "sigmoid": (Value.sigmoid, nnkit.sigmoid),
    "**2": (lambda v: v**2, lambda z: z**2),
    "**-1": (lambda v: v**-1, lambda z: z**-1),
    "**0.5": (lambda v: v**0.5, lambda z: z**0.5),
    "**0": (lambda v: v**0, lambda z: z**0),
}


@pytest.mark.parametrize("op", UNARY)
@given(data=st.data())
def test_operations_on_one_value(op, data):
    a = data.draw(positive if op in ("log", "**0.5") else numbers)
    of_value, of_array = UNARY[op]
    x = Value(a)
    result = of_value(x)
    result.backward()
    assert result.op == op
    assert result.data == pytest.approx(float(of_array(np.float64(a))), rel=1e-14)
    assert x.grad == pytest.approx(float(nnkit.complex_step_gradient(of_array, a)), rel=1e-12)


@given(positive, numbers)
def test_powers_of_values(a, b):
    expected = nnkit.complex_step_gradient(lambda v: v[0] ** v[1], [a, b])
    x, y = Value(a), Value(b)
    result = x**y
    result.backward()
    assert result.data == pytest.approx(a**b)
    assert [x.grad, y.grad] == pytest.approx(list(expected))
    result = a**y
    result.backward()
    assert y.grad == pytest.approx(expected[1])


def test_a_value_used_twice_accumulates():
    x = Value(3.0)
    y = x + x
    (y * x).backward()
    assert x.grad == 12
    assert y.grad == 3


def test_where_paths_meet_again():
    x = Value(2.0)
    a = x * 3
    b = a + x
    c = a * b
    (c + a + b).backward()  # 12x² + 7x
    assert x.grad == 24 * 2 + 7


def test_a_second_call_gives_the_same_again():
    x, y = Value(2.0), Value(3.0)
    f = x * y + x
    f.backward()
    f.backward()
    assert (x.grad, y.grad, f.grad) == (4, 2, 1)
    g = x * 5
    g.backward()
    assert x.grad == 5


def test_very_deep_graphs():
    x = Value(1.0)
    y = x
    for _ in range(50_000):
        y = y + x
    y.backward()
    assert x.grad == 50_001


def test_many_paths_take_no_time():
    x = Value(1.0)
    y = x
    for _ in range(60):
        y = y + y
    y.backward()
    assert x.grad == 2.0**60


def test_saturation():
    for z in (-1e4, 1e4):
        x = Value(z)
        a = x.sigmoid()
        a.backward()
        assert a.data == float(z > 0)
        assert x.grad == 0


def test_relu_passes_nothing_back_at_zero():
    x = Value(0.0)
    x.relu().backward()
    assert x.grad == 0


def test_against_the_network():
    net = nnkit.Network.create([2, 3, 2], ["tanh", "sigmoid"], np.random.default_rng(0))
    x, y = np.array([[0.5], [-1.5]]), np.array([[1.0], [0.0]])
    gradients = net.backward(net.forward(x), y)

    weights = [[[Value(w) for w in row] for row in W] for W in net.weights]
    biases = [[Value(b) for b in column.ravel()] for column in net.biases]
    a = [Value(v) for v in x.ravel()]
    for W, b, name in zip(weights, biases, net.activation, strict=True):
        z = [sum(map(Value.__mul__, row, a), b_i) for row, b_i in zip(W, b, strict=True)]
        a = [getattr(z_i, name)() for z_i in z]
    loss = sum((a_i - y_i) ** 2 for a_i, y_i in zip(a, y.ravel(), strict=True)) / 2
    loss.backward()

    assert loss.data == pytest.approx(gradients.loss)
    for layer in range(2):
        got = [[w.grad for w in row] for row in weights[layer]]
        np.testing.assert_allclose(got, gradients.dW[layer], rtol=1e-12)
        got = [[b.grad] for b in biases[layer]]
        np.testing.assert_allclose(got, gradients.db[layer], rtol=1e-12)


@pytest.mark.parametrize("point", [(0.3, -1.2, 2.0), (-2.0, 0.7, 0.4)])
def test_against_jax(point):
    jax = pytest.importorskip("jax")

    def expression(x: Any, y: Any, z: Any, f: Any) -> Any:
        q = f.tanh(x * y + z) / (2 - f.exp(-(x**2))) - 3 / z
        return (q**3 + f.sigmoid(y * q) * f.log(z) + 1.5**y - f.relu(x + q)) * q

    class OfValues:
        tanh, exp, sigmoid = Value.tanh, Value.exp, Value.sigmoid
        log, relu = Value.log, Value.relu

    class OfJax:
        tanh, exp, sigmoid = jax.numpy.tanh, jax.numpy.exp, jax.nn.sigmoid
        log, relu = jax.numpy.log, jax.nn.relu

    values = [Value(v) for v in point]
    result = expression(values[0], values[1], values[2], OfValues)
    result.backward()
    jax.config.update("jax_enable_x64", True)
    try:
        expected, slopes = jax.value_and_grad(lambda v: expression(v[0], v[1], v[2], OfJax))(
            jax.numpy.array(point)
        )
    finally:
        jax.config.update("jax_enable_x64", False)
    assert result.data == pytest.approx(float(expected), rel=1e-12)
    assert [v.grad for v in values] == pytest.approx(slopes.tolist(), rel=1e-12)


def test_numpy_numbers():
    x = Value(np.float32(1.5))
    for y in (np.float64(2) * x, x * np.float64(2), np.float64(4) / x, x - np.int64(1)):
        assert isinstance(y, Value)
        assert isinstance(y.data, float)
    assert math.isclose((np.float64(4) / x).data, 4 / 1.5)


NOT_A_NUMBER: list[Any] = ["3", np.ones(2), 1j, None]


@pytest.mark.parametrize("data", NOT_A_NUMBER)
def test_a_value_holds_one_real_number(data):
    with pytest.raises(TypeError, match="one real number, but was given"):
        Value(data)
    with pytest.raises(TypeError, match="one real number, but was given"):
        Value(1.0) + data


@pytest.mark.parametrize("make", [Value.log, lambda v: v ** Value(2.0)])
def test_logarithms_of_negative_numbers(make):
    with pytest.raises(ValueError, match="log needs a positive number, not -1"):
        make(Value(-1.0))
