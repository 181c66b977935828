"""The whole backward pass: the order of things, two layers with gaps, any number of layers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import Sizes, networks
from nnkit.checks.exercise import Case, Choice, Code, Hint, Misconception, Order, Right, Wrong
from nnkit.network import Network, Trace

seven_steps = Order(
    "05.seven_steps",
    points=1,
    minutes=3,
    asks="order of the seven steps from the input to better weights",
    lines=(
        "adjust: W ← W − α ∂E/∂W and b ← b − α ∂E/∂b in all layers",
        "take the gradients ∂E/∂W and ∂E/∂b of all layers",
        "set a⁰ = x",
        "pass the error back, δ after δ, down to layer 1",
        "draw random weights",
        "error at the output, through the activation: δ of the last layer",
        "feed forward: z and a of each layer, and keep them",
    ),
    reference="cegfdba",
    before={
        "cg": "Forward propagation begins at the input: a⁰ = x has to be set.",
        "eg": "Forward propagation needs weights: they have to be drawn first.",
        "gf": "Without an output there is no error. Feed forward first.",
        "fd": "What is passed back is δ. That of the last layer has to be there first.",
        "db": "The gradients of all layers need the δ of all layers. Pass back first.",
        "ba": "The step is made of the gradients. Take them before you adjust.",
        "da": "The error has to come back through the weights that made it. Adjust after that.",
        "fa": "Nothing can be adjusted before there is an error.",
        "ga": "Nothing can be adjusted before there is an output.",
        "fb": "The gradients are made of δ. The first δ is that of the last layer.",
        "gd": "Forward comes before back.",
        "gb": "A gradient needs the activations that came in. Feed forward first.",
        "ca": "Adjusting is the last step.",
        "ea": "Adjusting is the last step; drawing the weights is one of the first.",
        "cf": "Without an input there is no output, and without an output no error.",
        "ef": "Without weights there is no output, and without an output no error.",
        "cd": "Forward comes before back, and it begins at the input.",
        "ed": "Forward comes before back, and it needs weights.",
        "cb": "A gradient needs what came in. Set a⁰ = x first.",
        "eb": "Without weights there is no gradient.",
    },
    why="Adjusting comes last: all gradients of a step belong to the same weights.",
    misconceptions=(
        Misconception(
            "adjusts-too-early",
            "cegfbad",
            "You adjust the weights before the error has been passed back. It would come back "
            "through other weights than those it was made by.",
        ),
        Misconception(
            "adjusts-at-once",
            "cegfadb",
            "You adjust the weights before their gradients are known, and before the error has "
            "been passed back.",
        ),
        Misconception(
            "gradients-before-deltas",
            "cegfbda",
            "The gradients of all layers need the deltas of all layers. Pass back first.",
        ),
        Misconception(
            "error-before-forward",
            "cefgdba",
            "Without an output there is no error: forward comes first.",
        ),
        Misconception(
            "adjusts-before-the-gradients",
            "cegfdab",
            "You adjust the weights before you have taken the gradients. The step is made of them.",
        ),
        Misconception(
            "from-the-end",
            "abdfgce",
            "You go from the end to the beginning. Only the error travels back; the steps begin "
            "with the input and random weights.",
        ),
    ),
    accepts=("ecgfdba",),
    hints=(
        Hint("What can come first?", "What needs nothing else: the input, and random weights."),
        Hint("When is there an error?", "When forward propagation has reached the output."),
        Hint("Nearly the answer", "C, E, G, F; then D, B and A."),
    ),
)


def two_layer_cases(rng: Generator) -> Iterator[Case]:
    """A network with one hidden layer after forward propagation."""
    sizes = (Sizes((3, 5, 2), 1), Sizes((2, 4, 3), 7), Sizes((3, 3, 3), 3))
    for weights, biases, x, y in networks(rng, sizes):
        a = Network(weights, biases).forward(x).a
        yield weights[1], a[0], a[1], a[2], y


def delta_of(a, y):
    return (a - y) * a * (1 - a) / a.shape[1]


def gradients_of(delta, a_before):
    return delta @ a_before.T, delta.sum(axis=1, keepdims=True)


def two_layers_from(W2, x, a1, a2, y, delta1):
    delta2 = delta_of(a2, y)
    return (*gradients_of(delta1(delta2), x), *gradients_of(delta2, a1))


two_layers = Code(
    "05.two_layers",
    kind="faded-code",
    points=2,
    minutes=4,
    asks="two_layers(W2, x, a1, a2, y) -> (dW1, db1, dW2, db2)",
    needs=("05.delta_output", "05.layer_gradients", "05.delta_hidden"),
    cases=two_layer_cases,
    arguments=("W2", "x", "a1", "a2", "y"),
    returns=("dW1", "db1", "dW2", "db2"),
    given=("dW2", "db2"),
    exact_shape=True,
    hints=(
        Hint("Which lines are missing?", "Those of the hidden layer: its delta and its gradients."),
        Hint("What goes into delta_hidden?", "The next layer's weights and delta, and its own a."),
        Hint(
            "Nearly the answer",
            "`delta1 = delta_hidden(W2, delta2, a1)`; dW1 and db1 come from delta1 and x.",
        ),
    ),
)


@two_layers.right
def reference(W2, x, a1, a2, y):
    net = Network([np.zeros((len(a1), len(x))), W2], [np.zeros((len(W), 1)) for W in (a1, W2)])
    back = net.backward(Trace([None] * 3, [x, a1, a2]), y)
    return back.dW[0], back.db[0], back.dW[1], back.db[1]


@two_layers.wrong
def wrong_activation(W2, x, a1, a2, y):
    """For dW1 you used a1, what the hidden layer sends. The weights in W¹ carried x."""
    delta2 = delta_of(a2, y)
    delta1 = W2.T @ delta2 * a1 * (1 - a1)
    return (*gradients_of(delta1, a1), *gradients_of(delta2, a1))


@two_layers.wrong
def delta_not_passed_back(W2, x, a1, a2, y):
    """You used delta2 for both layers. It belongs to the output; the hidden layer has its own,
    which has to be passed back first."""
    delta2 = delta_of(a2, y)
    return (*gradients_of(delta2, x), *gradients_of(delta2, a1))


@two_layers.wrong
def slope_missing(W2, x, a1, a2, y):
    """The output layer is right. The hidden one got its error passed back, but not through the
    activation."""
    return two_layers_from(W2, x, a1, a2, y, lambda delta2: W2.T @ delta2)


@two_layers.wrong
def no_transpose(W2, x, a1, a2, y):
    """The error is passed back through W2 as it stands. On the way back it has to be transposed;
    only a square W2 goes through without, with wrong numbers."""
    return two_layers_from(W2, x, a1, a2, y, lambda delta2: W2 @ delta2 * a1 * (1 - a1))


@two_layers.wrong
def slope_of_the_output(W2, x, a1, a2, y):
    """Delta of the hidden layer needs the slope of the hidden layer, from a1. You used that of the
    output once more."""
    return two_layers_from(W2, x, a1, a2, y, lambda delta2: W2.T @ (delta2 * a2 * (1 - a2)))


@two_layers.wrong
def slope_of_the_input(W2, x, a1, a2, y):
    """You gave x where the hidden layer's own activations belong. Its delta needs its own slope,
    and that comes from a1."""
    return two_layers_from(W2, x, a1, a2, y, lambda delta2: W2.T @ delta2 * x * (1 - x))


@two_layers.wrong
def error_passed_back(W2, x, a1, a2, y):
    """You passed back the error a2 − y. What goes back is `delta2`: through the output's
    activation, and with the 1/N in it."""
    return two_layers_from(W2, x, a1, a2, y, lambda delta2: W2.T @ (a2 - y) * a1 * (1 - a1))


@two_layers.wrong
def mean_error_passed_back(W2, x, a1, a2, y):
    """You passed back the error (a2 − y)/N. It has not been through the output's activation: what
    goes back is `delta2`."""

    def delta1(delta2):
        return W2.T @ ((a2 - y) / y.shape[1]) * a1 * (1 - a1)

    return two_layers_from(W2, x, a1, a2, y, delta1)


@two_layers.wrong
def hidden_layer_against_the_target(W2, x, a1, a2, y):
    """You compared the hidden layer with the target. Only the output has a target; the hidden layer
    gets its delta from `delta2`, passed back: `delta_hidden`."""
    return two_layers_from(W2, x, a1, a2, y, lambda delta2: delta_of(a1, y))


@two_layers.wrong
def summed_delta_passed_back(W2, x, a1, a2, y):
    """You passed back `db2`, the delta that is added up over the examples. Each example needs its
    own: pass back `delta2`."""

    def delta1(delta2):
        return W2.T @ delta2.sum(axis=1, keepdims=True) * a1 * (1 - a1)

    return two_layers_from(W2, x, a1, a2, y, delta1)


@two_layers.wrong
def through_the_gradient(W2, x, a1, a2, y):
    """You passed the error back through `dW2`, the gradient. It comes back through the weights,
    `W2`."""

    def delta1(delta2):
        return (delta2 @ a1.T).T @ delta2 * a1 * (1 - a1)

    return two_layers_from(W2, x, a1, a2, y, delta1)


@two_layers.wrong
def through_new_weights(W2, x, a1, a2, y):
    """You passed the error back through weights that have moved already, `W2 - dW2`. The gradients
    belong to the weights that made the error: `W2`."""

    def delta1(delta2):
        return (W2 - delta2 @ a1.T).T @ delta2 * a1 * (1 - a1)

    return two_layers_from(W2, x, a1, a2, y, delta1)


@two_layers.wrong
def mean_again(W2, x, a1, a2, y):
    """The gradients of the hidden layer are N times too small. `delta2` carries the 1/N already."""

    def delta1(delta2):
        return W2.T @ delta2 * a1 * (1 - a1) / y.shape[1]

    return two_layers_from(W2, x, a1, a2, y, delta1)


@two_layers.wrong
def bias_not_summed(W2, x, a1, a2, y):
    """Your db1 still has a column for each example. One bias serves them all: add up, as
    `layer_gradients` does. With N = 1 nobody would notice."""
    dW1, _, dW2, db2 = reference(W2, x, a1, a2, y)
    return dW1, W2.T @ delta_of(a2, y) * a1 * (1 - a1), dW2, db2


@two_layers.wrong
def bias_mean(W2, x, a1, a2, y):
    """Your db1 is the mean of delta1. The 1/N is in delta already: add up over the examples."""
    dW1, db1, dW2, db2 = reference(W2, x, a1, a2, y)
    return dW1, db1 / y.shape[1], dW2, db2


@two_layers.wrong(credit=0.5)
def output_first(W2, x, a1, a2, y):
    """The numbers are right, in another order: first dW1 and db1, then dW2 and db2."""
    dW1, db1, dW2, db2 = reference(W2, x, a1, a2, y)
    return dW2, db2, dW1, db1


@two_layers.wrong(credit=0.5)
def weights_first(W2, x, a1, a2, y):
    """The numbers are right, in another order: dW1, db1, dW2, db2."""
    dW1, db1, dW2, db2 = reference(W2, x, a1, a2, y)
    return dW1, dW2, db1, db2


@two_layers.wrong(credit=0.5)
def weight_and_bias_exchanged(W2, x, a1, a2, y):
    """The numbers are right, but dW1 and db1 have changed places."""
    dW1, db1, dW2, db2 = reference(W2, x, a1, a2, y)
    return db1, dW1, dW2, db2


@two_layers.also_right
def without_helpers(W2, x, a1, a2, y):
    delta2 = (a2 - y) * a2 * (1 - a2) / y.shape[1]
    delta1 = np.dot(W2.T, delta2) * a1 * (1 - a1)
    db1, db2 = delta1.sum(axis=1).reshape(-1, 1), delta2.sum(axis=1).reshape(-1, 1)
    return np.dot(delta1, x.T), db1, np.dot(delta2, a1.T), db2


doubled_batch = Choice(
    "05.doubled_batch",
    kind="prediction",
    points=1,
    minutes=2,
    asks="what happens to ∂E/∂W if every example stands twice in the batch",
    question=(
        "**Predict.** A batch of 7 examples is doubled: every example stands in it twice, "
        r"$N = 14$. What happens to $\partial E/\partial W$ of each layer?"
    ),
    options=(
        Right(
            "nothing",
            "That is what 1/N is for: the size of a gradient does not depend on the batch size.",
        ),
        Wrong(
            "it doubles",
            "twice-as-large",
            "There are twice as many terms in the sum, and 1/N is half as large. E is a mean, and "
            "a mean does not care how often it is asked the same.",
        ),
        Wrong("it halves", "half", "1/N is half as large, but twice as many terms are added up."),
        Wrong(
            "it gets twice as many columns",
            "shape",
            "A gradient has the shape of its variable, however many examples there are: the sum "
            "over examples is inside the matrix product.",
        ),
    ),
    hints=(
        Hint("What is E for a batch?", "The mean of the examples' errors."),
        Hint("What does a mean do?", "The mean of 3, 5, 3, 5 is the mean of 3, 5."),
        Hint("Nearly the answer", "Twice the terms, half of 1/N."),
    ),
)
