"""A network made of Values, one example at a time, against `nnkit.Network`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import Sizes, networks
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.graph import Value
from nnkit.network import Network

SIZES = (Sizes((2, 2, 2), 1), Sizes((3, 4, 2), 1), Sizes((2, 3, 1), 1), Sizes((3, 2, 4, 3), 1))


def one_example(rng: Generator) -> Iterator[Case]:
    """Networks with two and three layers, one example each."""
    return networks(rng, SIZES)


def numbers(weights, biases, x):
    """Weights, biases and inputs as Values."""
    W = [[[Value(float(w)) for w in row] for row in matrix] for matrix in weights]
    b = [[Value(float(v)) for v in column.ravel()] for column in biases]
    return W, b, [Value(float(v)) for v in x.ravel()]


def neuron(w, b, a):
    """Output of one neuron; what is too long is left out, as in the notebook."""
    z = b
    for weight, number in zip(w, a, strict=False):
        z = z + weight * number
    return z.sigmoid()


def layer(rows, bias, a):
    """Outputs of one layer."""
    return [neuron(row, v, a) for row, v in zip(rows, bias, strict=False)]


def squared(outputs, targets):
    """Half the sum of the squares of the differences, as a Value."""
    E = Value(0.0)
    for output, target in zip(outputs, targets, strict=False):
        E = E + (output + Value(-float(target))) ** 2 * Value(0.5)
    return E


def collected(start, W, b, E=None):
    """Loss and gradients after a walk back from `start`."""
    start.backward()
    dW = [np.array([[w.grad for w in row] for row in rows]) for rows in W]
    db = [np.array([[v.grad] for v in bias]) for bias in b]
    return (start if E is None else E).data, dW, db


def network_scaled(weights, biases, x, y, factor):
    E, dW, db = reference(weights, biases, x, y)
    return factor * E, [factor * g for g in dW], [factor * g for g in db]


network_gradients = Code(
    "04.network_gradients",
    kind="faded-code",
    points=3,
    minutes=15,
    difficulty=3,
    asks="network_gradients(weights, biases, x, y) -> loss E, dW, db, for one example",
    cases=one_example,
    arguments=("weights", "biases", "x", "y"),
    returns=("E", "dW", "db"),
    exact_shape=True,
    rtol=1e-12,
    hints=(
        Hint(
            "I don't know how to write a layer.",
            "One neuron for each row: `[neuron(row, bias, a) for row, bias in zip(W, b)]`. Assign "
            "that to `a`, and go on to the next layer.",
        ),
        Hint(
            "How do I write a − y?",
            "`output + Number(-target)`; then `** 2`, then `* Number(0.5)`, and add that to E.",
        ),
        Hint("All gradients are 0.", "After the loop: `E.backward()`."),
    ),
)


@network_gradients.right
def reference(weights, biases, x, y):
    net = Network(weights, biases)
    gradients = net.backward(net.forward(x), y)
    return gradients.loss, gradients.dW, gradients.db


@network_gradients.wrong(credit=0.5)
def no_half(weights, biases, x, y):
    """Everything is twice too large: the ½ of E = ½‖a − y‖² is missing."""
    return network_scaled(weights, biases, x, y, 2.0)


@network_gradients.wrong
def not_squared(weights, biases, x, y):
    """The square is missing: E is half the sum of (a − y)², so `** 2` comes before the ½."""
    net = Network(weights, biases)
    trace = net.forward(x)
    gradients = net.backward(trace, trace.a[-1] - 0.5)
    return 0.5 * float(np.sum(trace.a[-1] - y)), gradients.dW, gradients.db


@network_gradients.wrong(credit=0.34)
def backward_not_called(weights, biases, x, y):
    """E is right and all gradients are 0. Either nobody has called `E.backward()`, or E is made of
    plain numbers: then no arrow leads from it back to the weights."""
    E, dW, db = reference(weights, biases, x, y)
    return E, [0 * g for g in dW], [0 * g for g in db]


@network_gradients.wrong
def target_added(weights, biases, x, y):
    """You add the target to the output. a − y is a plus a Number with −y in it."""
    return reference(weights, biases, x, -y)


@network_gradients.wrong
def last_output_only(weights, biases, x, y):
    """Only the last output counts in your E: each turn of the loop replaces it. E adds up over the
    outputs."""
    net = Network(weights, biases)
    trace = net.forward(x)
    target = np.array(trace.a[-1])
    target[-1] = y[-1]
    gradients = net.backward(trace, target)
    return gradients.loss, gradients.dW, gradients.db


@network_gradients.wrong
def last_layer_linear(weights, biases, x, y):
    """The last layer is without its sigmoid. It is made of neurons like the others."""
    net = Network(weights, biases, [*["sigmoid"] * (len(weights) - 1), "identity"])
    gradients = net.backward(net.forward(x), y)
    return gradients.loss, gradients.dW, gradients.db


@network_gradients.wrong
def no_bias(weights, biases, x, y):
    """The biases are not used anywhere, so they get no gradient either."""
    net = Network(weights, [0 * b for b in biases])
    gradients = net.backward(net.forward(x), y)
    return gradients.loss, gradients.dW, [0 * b for b in biases]


@network_gradients.wrong
def mean_over_outputs(weights, biases, x, y):
    """You divide by the number of outputs. E adds up over them."""
    return network_scaled(weights, biases, x, y, 1 / y.size)


@network_gradients.wrong(credit=0.5)
def half_squared(weights, biases, x, y):
    """Everything is half of what it should be: the ½ of E is squared as well, or stands there
    twice. First the square, then the ½."""
    return network_scaled(weights, biases, x, y, 0.5)


@network_gradients.wrong
def squared_after_the_sum(weights, biases, x, y):
    """You add up the differences and square once. Each difference is squared by itself, and then
    they are added."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W, b, strict=True):
        a = layer(rows, bias, a)
    total = Value(0.0)
    for output, target in zip(a, y.ravel(), strict=True):
        total = total + output + Value(-float(target))
    return collected(total**2 * Value(0.5), W, b)


@network_gradients.wrong
def first_output_only(weights, biases, x, y):
    """Only the first output counts in your E. E adds up over all outputs."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W, b, strict=True):
        a = layer(rows, bias, a)
    return collected(squared(a[:1], y.ravel()), W, b)


@network_gradients.wrong
def first_target_for_all(weights, biases, x, y):
    """You compare all outputs with the first target. Each has its own."""
    return reference(weights, biases, x, 0 * y + y[0])


@network_gradients.wrong
def targets_from_the_end(weights, biases, x, y):
    """Outputs and targets are paired crosswise: the first output belongs to the first target."""
    return reference(weights, biases, x, y[::-1])


@network_gradients.wrong
def without_target(weights, biases, x, y):
    """The target is not in your E: it is half the sum of (a − y)²."""
    return reference(weights, biases, x, 0 * y)


@network_gradients.wrong
def layers_from_the_end(weights, biases, x, y):
    """You begin with the last layer. The input goes into the first one."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W[::-1], b[::-1], strict=True):
        a = layer(rows, bias, a)
    return collected(squared(a, y.ravel()), W, b)


@network_gradients.wrong
def all_listen_to_the_input(weights, biases, x, y):
    """Every layer of yours listens to the input. A layer listens to the one before it: write `a =
    [...]`, and use this `a` for the next layer."""
    W, b, inputs = numbers(weights, biases, x)
    for rows, bias in zip(W, b, strict=True):
        a = layer(rows, bias, inputs)
    return collected(squared(a, y.ravel()), W, b)


@network_gradients.wrong
def appended_to_its_input(weights, biases, x, y):
    """You append to the list that the neurons listen to, so each hears the ones before it in its
    own layer. Make a new list for each layer."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W, b, strict=True):
        for row, v in zip(rows, bias, strict=True):
            a.append(neuron(row, v, a))
    return collected(squared(a[-y.size :], y.ravel()), W, b)


@network_gradients.wrong
def one_neuron_a_layer(weights, biases, x, y):
    """`a` is replaced by each neuron in turn, so a layer of yours has one output, and the next
    neuron hears that one. Collect all of them in a list first."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W, b, strict=True):
        for row, v in zip(rows, bias, strict=True):
            a = [neuron(row, v, a)]
    return collected(squared(a, y.ravel()), W, b)


@network_gradients.wrong
def last_neuron_of_a_layer(weights, biases, x, y):
    """Of each layer only the last neuron is left. Collect all of them in a list."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W, b, strict=True):
        a = layer(rows, bias, a)[-1:]
    return collected(squared(a, y.ravel()), W, b)


@network_gradients.wrong
def columns_for_rows(weights, biases, x, y):
    """You give a neuron a column of W. A neuron has the weights of one *row*."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W, b, strict=True):
        columns = [list(column) for column in zip(*rows, strict=True)]
        a = layer(columns, bias, a)
    return collected(squared(a, y.ravel()), W, b)


@network_gradients.wrong
def first_bias_for_all(weights, biases, x, y):
    """All neurons of a layer get its first bias. Each has its own."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W, b, strict=True):
        a = layer(rows, bias[:1] * len(rows), a)
    return collected(squared(a, y.ravel()), W, b)


@network_gradients.wrong(credit=0.34)
def two_layers_only(weights, biases, x, y):
    """It is right for two layers. There may be more: go through all of `W` and `b`."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W[:2], b[:2], strict=True):
        a = layer(rows, bias, a)
    return collected(squared(a, y.ravel()), W, b)


@network_gradients.wrong
def last_layer_missing(weights, biases, x, y):
    """The last layer is missing: what you compare with the target is what goes into it."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W[:-1], b[:-1], strict=True):
        a = layer(rows, bias, a)
    return collected(squared(a, y.ravel()), W, b)


@network_gradients.wrong
def first_layer_only(weights, biases, x, y):
    """Only the first layer has had its turn. Is something inside the loop that belongs after it?"""
    W, b, a = numbers(weights, biases, x)
    a = layer(W[0], b[0], a)
    return collected(squared(a, y.ravel()), W, b)


@network_gradients.wrong
def error_of_every_layer(weights, biases, x, y):
    """You add an error after each layer. Only the last layer has targets: E comes after the loop
    over the layers."""
    W, b, a = numbers(weights, biases, x)
    E = Value(0.0)
    for rows, bias in zip(W, b, strict=True):
        a = layer(rows, bias, a)
        E = E + squared(a, y.ravel())
    return collected(E, W, b)


@network_gradients.wrong
def sigmoid_twice(weights, biases, x, y):
    """Each output goes through the sigmoid twice: `neuron` has it in it already."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W, b, strict=True):
        a = [output.sigmoid() for output in layer(rows, bias, a)]
    return collected(squared(a, y.ravel()), W, b)


@network_gradients.wrong
def last_sigmoid_twice(weights, biases, x, y):
    """The outputs go through the sigmoid twice: `neuron` has it in it already."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W, b, strict=True):
        a = layer(rows, bias, a)
    return collected(squared([output.sigmoid() for output in a], y.ravel()), W, b)


@network_gradients.wrong(credit=0.34)
def last_layer_gets_all(weights, biases, x, y):
    """Only the last layer gets gradients: between the layers the activations have become plain
    numbers, or new Numbers, and no arrow leads further back. Pass on the Numbers themselves."""
    E, dW, db = reference(weights, biases, x, y)
    return E, [*(0 * g for g in dW[:-1]), dW[-1]], [*(0 * g for g in db[:-1]), db[-1]]


@network_gradients.wrong(credit=0.67)
def other_weights(weights, biases, x, y):
    """All gradients of the weights are 0: the Numbers that you computed with are not those whose
    `grad` is read at the end. Use the `W` that is there."""
    E, dW, db = reference(weights, biases, x, y)
    return E, [0 * g for g in dW], db


@network_gradients.wrong(credit=0.67)
def other_biases(weights, biases, x, y):
    """All gradients of the biases are 0: the Numbers that you computed with are not those whose
    `grad` is read at the end. Use the `b` that is there."""
    E, dW, db = reference(weights, biases, x, y)
    return E, dW, [0 * g for g in db]


@network_gradients.wrong(credit=0.34)
def last_share_only(weights, biases, x, y):
    """E is right. But you walk back from each output's share by itself, and each walk sets all
    gradients anew: what is left is the last one. Walk back once, from E."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W, b, strict=True):
        a = layer(rows, bias, a)
    E = Value(0.0)
    for output, target in zip(a, y.ravel(), strict=True):
        share = squared([output], [target])
        share.backward()
        E = E + share
    return collected(share, W, b, E)


@network_gradients.wrong(credit=0.34)
def walk_from_the_last_output(weights, biases, x, y):
    """E is right. But the walk back begins at the last output, and it has to begin at E:
    `E.backward()`."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W, b, strict=True):
        a = layer(rows, bias, a)
    return collected(a[-1], W, b, squared(a, y.ravel()))


@network_gradients.wrong(credit=0.34)
def walk_from_the_first_output(weights, biases, x, y):
    """E is right. But the walk back begins at the first output, and it has to begin at E:
    `E.backward()`."""
    W, b, a = numbers(weights, biases, x)
    for rows, bias in zip(W, b, strict=True):
        a = layer(rows, bias, a)
    return collected(a[0], W, b, squared(a, y.ravel()))


@network_gradients.wrong(credit=0.5)
def target_not_flat(weights, biases, x, y):
    """The numbers are right, but every array has an axis too many: a row of `y` is an array of one
    number. Flatten it first, `y.ravel()`."""
    E, dW, db = reference(weights, biases, x, y)
    return np.array([E]), [g[..., None] for g in dW], [g[..., None] for g in db]


@network_gradients.wrong(credit=0.5)
def biases_before_weights(weights, biases, x, y):
    """The numbers are right, in another order: `E`, then `dW`, then `db`."""
    E, dW, db = reference(weights, biases, x, y)
    return E, db, dW


@network_gradients.wrong(credit=0.34)
def downhill(weights, biases, x, y):
    """E is right, and all gradients have the wrong sign. The gradient itself has no minus: that
    comes in with the step."""
    E, dW, db = reference(weights, biases, x, y)
    return E, [-g for g in dW], [-g for g in db]


@network_gradients.also_right
def by_hand(weights, biases, x, y):
    """The four steps of back-propagation, as the next module has them."""
    a = [np.array(x)]
    for W, b in zip(weights, biases, strict=True):
        a.append(1 / (1 + np.exp(-(W @ a[-1] + b))))
    error, dW, db = a[-1] - y, [], []
    for i in reversed(range(len(weights))):
        delta = error * a[i + 1] * (1 - a[i + 1])
        dW.insert(0, delta @ a[i].T)
        db.insert(0, delta)
        error = weights[i].T @ delta
    return 0.5 * np.sum((a[-1] - y) ** 2), dW, db
