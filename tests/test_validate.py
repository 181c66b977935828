"""What a network does not accept is refused in words, and what it accepts is converted."""

import numpy as np
import pytest

import nnkit
from nnkit._validate import activation_names, columns, floating, targets

W1, B1, W2, B2 = np.ones((3, 2)), np.ones((3, 1)), np.ones((1, 3)), np.ones((1, 1))
NET = nnkit.Network([W1, W2], [B1, B2])
X, Y = np.ones((2, 4)), np.ones((1, 4))


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: nnkit.Network([], []), ValueError, "at least one layer"),
        (
            lambda: nnkit.Network(W1, [B1]),  # type: ignore[arg-type]
            TypeError,
            r"one array of shape \(3, 2\).*write \[weights\]",
        ),
        (lambda: nnkit.Network([W1, W2], [B1]), ValueError, "2 weight matrices but 1 biases"),
        (
            lambda: nnkit.Network([W1[0]], [B1]),
            ValueError,
            r"shape \(2,\), but shape \(n_out, n_in\)",
        ),
        (
            lambda: nnkit.Network([W1], [B1.ravel()]),
            ValueError,
            r"biases\[0\] has shape \(3,\), but weights\[0\] has shape \(3, 2\), "
            r"so shape \(3, 1\) is needed: write biases\[0\].reshape\(-1, 1\)",
        ),
        (
            lambda: nnkit.Network([W1, W1], [B1, B1]),
            ValueError,
            r"weights\[1\] has shape \(3, 2\), but weights\[0\] has shape \(3, 2\) and feeds 3 "
            r"activations into it, so shape \(3, 3\) is needed",
        ),
        (
            lambda: nnkit.Network([W1.astype(int)], [B1]),
            TypeError,
            r"weights\[0\] holds integers \(int\d+\), but floating-point numbers are needed",
        ),
        (lambda: nnkit.Network([W1], [[[1], [2], [3]]]), TypeError, r"biases\[0\] holds integers"),
        (lambda: nnkit.Network([[["a"]]], [B2]), TypeError, r"weights\[0\] holds <U1"),
        (
            lambda: nnkit.Network([W1], [B1], "sigmod"),
            ValueError,
            "unknown activation 'sigmod': known are sigmoid, tanh, relu, identity, softmax",
        ),
        (
            lambda: nnkit.Network([W1], [B1], ["relu", "relu"]),
            ValueError,
            "2 activation names for 1 layers",
        ),
        (
            lambda: NET.forward(np.ones(2)),
            ValueError,
            r"x has shape \(2,\), but the network needs shape \(2, N\).*x.reshape\(-1, 1\)",
        ),
        (
            lambda: NET.forward(np.ones((4, 2))),
            ValueError,
            r"x has shape \(4, 2\).*x.T has that shape",
        ),
        (
            lambda: NET.forward(np.ones((5, 4))),
            ValueError,
            r"x has shape \(5, 4\).*needs shape \(2, N\)",
        ),
        (lambda: NET.forward(np.ones((2, 0))), ValueError, "empty batch"),
        (lambda: NET.forward(np.ones((2, 4), int)), TypeError, "x holds integers"),
        (lambda: NET.forward(np.ones((2, 4), complex)), TypeError, "x holds complex numbers"),
        (
            lambda: NET.forward(np.where(X > 0, np.nan, X)),
            ValueError,
            r"x has 8 of 8 entries that are nan or infinite, the first is x\[0, 0\] = nan",
        ),
        (lambda: NET.forward(X * np.inf), ValueError, "nan or infinite"),
        (
            lambda: NET.backward(NET.forward(X), Y.T),
            ValueError,
            r"y has shape \(4, 1\), but the outputs have shape \(1, 4\).*y.T has that shape",
        ),
        (
            lambda: NET.backward(NET.forward(X), Y.ravel()),
            ValueError,
            r"y has shape \(4,\).*y.reshape\(1, 4\) has that shape",
        ),
        (lambda: NET.backward(NET.forward(X), Y * np.nan), ValueError, "y has 4 of 4 entries"),
        (lambda: NET.backward(NET.forward(X), [["a"] * 4]), TypeError, "y holds <U1"),
        (
            lambda: NET.backward(NET.forward(X), Y, "cross_entropy"),
            ValueError,
            "last layer needs the activation 'softmax', but has 'sigmoid'",
        ),
        (
            lambda: softmax_net().backward(
                softmax_net().forward(X), np.ones((3, 4)), "cross_entropy"
            ),
            ValueError,
            "columns sum to 1.*column 0 of y sums to 3",
        ),
        (
            lambda: softmax_net().backward(softmax_net().forward(X), np.array([0, 1, 2, 0])),
            ValueError,
            r"np.eye\(3\)\[:, y.ravel\(\)\]",
        ),
    ],
)
def test_errors_say_what_was_given_and_what_is_needed(make, error, message):
    with pytest.raises(error, match=message):
        make()


def softmax_net():
    return nnkit.Network([W1], [B1], "softmax")


def test_parameters_that_were_replaced_are_checked():
    net = nnkit.Network([W1, W2], [B1, B2])
    net.weights[1] = np.ones((1, 4))
    with pytest.raises(ValueError, match=r"weights\[1\] has shape \(1, 4\).*\(1, 3\) is needed"):
        net.forward(X)


def test_what_is_accepted_has_the_type_of_the_network():
    single = np.dtype(np.float32)
    assert floating("x", [1.0]).dtype == np.float64
    assert columns("x", [[1.0], [2.0]], 2, single).dtype == single
    assert targets([[1, 0]], (1, 2), single).dtype == single
    assert columns("x", X.astype(complex), 2, np.dtype(complex)).dtype == complex
    x = np.ones((2, 1), np.float32)
    assert columns("x", x, 2, single) is x, "it is not copied needlessly"


def test_one_activation_is_that_of_every_layer():
    assert activation_names("tanh", 3) == ["tanh"] * 3
    assert activation_names(("relu", "softmax"), 2) == ["relu", "softmax"]
