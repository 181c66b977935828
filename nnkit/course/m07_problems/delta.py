"""Problem 3, the parts: slope, delta of the output, delta of a hidden layer, gradients.

Wrong and other right answers are written as students write them, without type hints, and lean on
nothing but nnkit and the functions of this file.
"""

# mypy: allow-untyped-defs, allow-untyped-calls, no-check-untyped-defs

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import numpy as np
from numpy.random import Generator

import nnkit
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint, Misconception

ACTIVATIONS = ("sigmoid", "relu", "tanh", "identity")


def slope_cases(rng: Generator) -> Iterator[Case]:
    """Activations of ordinary neurons, and of neurons far in the saturated or silent region."""
    for activation, shape in zip(ACTIVATIONS, ((3, 4), (4, 1), (2, 7), (5, 3)), strict=True):
        z = normal(rng, *shape)
        z[0, 0], z[-1, -1] = -40.0, 40.0
        yield activation, nnkit.activations.ACTIVATIONS[activation].forward(z)


def slope_of(activation, a):
    return nnkit.activations.ACTIVATIONS[activation].backward(a, np.ones_like(a))


def slope_relu_counts_zero(activation, a):
    return (a >= 0) * 1.0 if activation == "relu" else slope_of(activation, a)


def slope_tanh_not_squared(activation, a):
    return 1 - a if activation == "tanh" else slope_of(activation, a)


def slope_sigmoid_twice(activation, a):
    if activation != "sigmoid":
        return slope_of(activation, a)
    s = nnkit.sigmoid(a)
    return s * (1 - s)


def slope_tanh_twice(activation, a):
    return 1 - np.tanh(a) ** 2 if activation == "tanh" else slope_of(activation, a)


def slope_relu_is_a(activation, a):
    return a if activation == "relu" else slope_of(activation, a)


def slope_identity_is_a(activation, a):
    return a if activation == "identity" else slope_of(activation, a)


def slope_identity_is_zero(activation, a):
    return np.zeros_like(a) if activation == "identity" else slope_of(activation, a)


def slope_identity_one_number(activation, a):
    return 1.0 if activation == "identity" else slope_of(activation, a)


def slope_always_sigmoid(activation, a):
    return a * (1 - a)


def slope_of_everything(activation, a):
    every = {
        "sigmoid": a - a**2,
        "relu": np.where(a > 0, 1.0, 0.0),
        "tanh": (1 - a) * (1 + a),
        "identity": 0 * a + 1,
    }
    return every[activation]


SLOPE = Code(
    id="07.slope",
    points=2,
    asks="slope(activation, a) -> φ′ from the stored activation, in the shape of a",
    reference=slope_of,
    cases=slope_cases,
    arguments=("activation", "a"),
    misconceptions=(
        Misconception(
            "relu-counts-zero",
            slope_relu_counts_zero,
            "For relu you ask whether a is at least 0. An activation of relu is never below 0, so "
            "that is always true, and the error flows through neurons that are off. A neuron that "
            "is off has a = 0.",
        ),
        Misconception(
            "tanh-not-squared",
            slope_tanh_not_squared,
            "For tanh you have 1 − a. That mixes it up with the sigmoid: try a = 0, where tanh is "
            "steepest with slope 1, and a = −1, where it is flat.",
        ),
        Misconception(
            "sigmoid-twice",
            slope_sigmoid_twice,
            "For the sigmoid you put `a` through the sigmoid again. It has been through already: "
            "use `a` as it is.",
        ),
        Misconception(
            "tanh-twice",
            slope_tanh_twice,
            "For tanh you take the tanh of `a` again. `a` is the tanh already: use it as it is.",
        ),
        Misconception(
            "always-sigmoid",
            slope_always_sigmoid,
            "You use a(1 − a) for every activation. That is the sigmoid's; `activation` says which "
            "of the four is meant.",
        ),
        Misconception(
            "relu-is-a",
            slope_relu_is_a,
            "For relu you return `a` itself. The slope of relu does not grow with a: it is the "
            "same wherever the neuron is on.",
        ),
        Misconception(
            "identity-is-a",
            slope_identity_is_a,
            "For identity you return `a`. But a straight line y = z has the same slope everywhere.",
        ),
        Misconception(
            "identity-is-zero",
            slope_identity_is_zero,
            "For identity you return 0, the slope of a constant. y = z is a line that rises.",
        ),
        Misconception(
            "identity-one-number",
            slope_identity_one_number,
            "For identity you return the single number 1. It would do its work by broadcasting, "
            "but an array in the shape of `a` was asked for: each neuron has its own slope.",
            credit=0.5,
        ),
    ),
    accepts=(slope_of_everything,),
    hints=(
        Hint(
            "How can I know the slope without z?",
            "Each of the four has a formula in a alone. For the sigmoid it is a(1 − a).",
        ),
        Hint(
            "relu: I cannot get z back from a.",
            "You need not. Where a > 0 the neuron is on and the slope is 1, elsewhere 0.",
        ),
        Hint(
            "What are tanh′ and the slope of identity?",
            "1 − a² and 1. `np.ones_like(a)` makes ones in the shape of `a`.",
        ),
    ),
    minutes=6,
    difficulty=2,
)


def output_cases(rng: Generator) -> Iterator[Case]:
    """Outputs and targets; as many outputs as examples once, one example once."""
    shapes = ((3, 4), (4, 1), (2, 7), (3, 3), (5, 7))
    for activation, shape in zip(cycle(ACTIVATIONS), shapes, strict=False):
        a = nnkit.activations.ACTIVATIONS[activation].forward(normal(rng, *shape))
        yield a, rng.uniform(-1, 2, shape), activation


def reference_output_delta(a, y, activation):
    _, error = nnkit.half_squared_error(a, y)
    return nnkit.activations.ACTIVATIONS[activation].backward(a, error)


def output_delta_y_minus_a(a, y, activation):
    return -reference_output_delta(a, y, activation)


def output_delta_without_slope(a, y, activation):
    return (a - y) / a.shape[1]


def output_delta_sum(a, y, activation):
    return reference_output_delta(a, y, activation) * a.shape[1]


def output_delta_over_outputs(a, y, activation):
    return reference_output_delta(a, y, activation) * a.shape[1] / a.shape[0]


def output_delta_over_all(a, y, activation):
    return reference_output_delta(a, y, activation) / a.shape[0]


def output_delta_factor_2(a, y, activation):
    return 2 * reference_output_delta(a, y, activation)


def output_delta_always_sigmoid(a, y, activation):
    return (a - y) * a * (1 - a) / a.shape[1]


def output_delta_loop(a, y, activation):
    delta = np.zeros(a.shape)
    for j, n in np.ndindex(a.shape):
        one = slope_of(activation, a[j, n])
        delta[j, n] = (a[j, n] - y[j, n]) * one / a.shape[1]
    return delta


OUTPUT_DELTA = Code(
    id="07.output_delta",
    points=2,
    asks="output_delta(a, y, activation) -> δ of the output layer, shape (n_L, N)",
    reference=reference_output_delta,
    cases=output_cases,
    arguments=("a", "y", "activation"),
    needs=("07.slope",),
    misconceptions=(
        Misconception(
            "y-minus-a",
            output_delta_y_minus_a,
            "Every entry has the wrong sign: you started from y − a. The derivative of ½(a − y)² "
            "by a is a − y.",
        ),
        Misconception(
            "slope-missing",
            output_delta_without_slope,
            "That is the error at the output. It has not been through the activation yet: multiply "
            "by the slope.",
        ),
        Misconception(
            "sum-over-examples",
            output_delta_sum,
            "Your delta is N times too large. E is a mean over the N examples, so 1/N belongs "
            "here, once, and then nowhere else.",
        ),
        Misconception(
            "mean-over-outputs",
            output_delta_over_outputs,
            "You divided by the number of outputs, `a.shape[0]`. The mean is over examples, and "
            "these are the columns.",
        ),
        Misconception(
            "mean-over-everything",
            output_delta_over_all,
            "You divided by the number of all entries. E adds up over the outputs and takes the "
            "mean over the examples only.",
        ),
        Misconception(
            "always-sigmoid",
            output_delta_always_sigmoid,
            "You multiply by a(1 − a) whatever the activation is. Your `slope` knows all four.",
        ),
        Misconception(
            "factor-2",
            output_delta_factor_2,
            "Twice too large: the ½ of the loss cancels the 2 from the square.",
        ),
    ),
    accepts=(output_delta_loop,),
    hints=(
        Hint(
            "I do not know where to begin.",
            "Two of the four steps: the error at the output, a − y, then through the activation.",
        ),
        Hint("Where does N come from?", "It is the number of columns, `a.shape[1]`."),
        Hint("Nearly the answer", "`(a - y) * slope(activation, a)`, and 1/N."),
    ),
    minutes=4,
)


def hidden_cases(rng: Generator) -> Iterator[Case]:
    """A layer, the one after it, and a random delta from there."""
    shapes = ((4, 2, 7), (3, 5, 1), (3, 3, 3), (2, 6, 7), (5, 5, 1))
    for activation, (n, n_next, examples) in zip(cycle(ACTIVATIONS), shapes, strict=False):
        a = nnkit.activations.ACTIVATIONS[activation].forward(normal(rng, n, examples))
        yield normal(rng, n_next, n), normal(rng, n_next, examples), a, activation


def reference_hidden_delta(W_next, delta_next, a, activation):
    return nnkit.activations.ACTIVATIONS[activation].backward(a, W_next.T @ delta_next)


def hidden_delta_no_transpose(W_next, delta_next, a, activation):
    return W_next @ delta_next * slope_of(activation, a)


def hidden_delta_without_slope(W_next, delta_next, a, activation):
    return W_next.T @ delta_next


def hidden_delta_mean_again(W_next, delta_next, a, activation):
    return reference_hidden_delta(W_next, delta_next, a, activation) / a.shape[1]


def hidden_delta_times_a(W_next, delta_next, a, activation):
    return W_next.T @ delta_next * a


def hidden_delta_always_sigmoid(W_next, delta_next, a, activation):
    return W_next.T @ delta_next * a * (1 - a)


def hidden_delta_row(W_next, delta_next, a, activation):
    return reference_hidden_delta(W_next, delta_next, a, activation).T


def hidden_delta_einsum(W_next, delta_next, a, activation):
    return np.einsum("ji,jn->in", W_next, delta_next) * slope_of(activation, a)


def hidden_delta_loop(W_next, delta_next, a, activation):
    passed = np.zeros(a.shape)
    for j in range(len(W_next)):
        passed += np.outer(W_next[j], delta_next[j])
    return passed * slope_of(activation, a)


HIDDEN_DELTA = Code(
    id="07.hidden_delta",
    points=2,
    asks="hidden_delta(W_next, delta_next, a, activation) -> δ of a hidden layer, shape (n, N)",
    reference=reference_hidden_delta,
    cases=hidden_cases,
    arguments=("W_next", "delta_next", "a", "activation"),
    needs=("07.slope",),
    misconceptions=(
        Misconception(
            "no-transpose",
            hidden_delta_no_transpose,
            "You used `W_next` as it stands. That is the way forward. Back, each neuron collects "
            "along its column, from all the neurons it sends to. It went through only where W is "
            "square.",
        ),
        Misconception(
            "slope-missing",
            hidden_delta_without_slope,
            "You passed the error back, and it stops before the activation. Multiply by the slope "
            "of this layer, entry by entry.",
        ),
        Misconception(
            "mean-again",
            hidden_delta_mean_again,
            "You divided by N. 1/N came in with the delta of the output, and `delta_next` carries "
            "it already.",
        ),
        Misconception(
            "always-sigmoid",
            hidden_delta_always_sigmoid,
            "You multiply by a(1 − a) whatever the activation is. Your `slope` knows all four.",
        ),
        Misconception(
            "times-activation",
            hidden_delta_times_a,
            "You multiplied by the activation where its slope is needed. A neuron that is on but "
            "flat passes no error.",
        ),
        Misconception(
            "rows-and-columns",
            hidden_delta_row,
            "Your delta lies on its side: examples are columns, so it has the shape of `a`.",
        ),
    ),
    accepts=(hidden_delta_einsum, hidden_delta_loop),
    hints=(
        Hint(
            "I do not know where to begin.",
            "Pass back, then through the activation. Write down the shapes: (n_next, n), "
            "(n_next, N) and, wanted, (n, N).",
        ),
        Hint(
            "@ or *?",
            "Passing back adds up over the next layer: a matrix product. Going through the "
            "activation touches each neuron alone: entry by entry.",
        ),
        Hint("Nearly the answer", "`W_next.T @ delta_next`, times `slope(activation, a)`."),
    ),
    minutes=5,
    difficulty=2,
)


def parameter_cases(rng: Generator) -> Iterator[Case]:
    """A delta of a layer and the activation that came into it."""
    for n, n_before, examples in ((4, 2, 7), (3, 5, 1), (3, 3, 3), (2, 6, 7)):
        yield normal(rng, n, examples), normal(rng, n_before, examples)


def reference_parameter_gradients(delta, a_before):
    return delta @ a_before.T, delta.sum(axis=1, keepdims=True)


def parameter_gradients_transposed(delta, a_before):
    return a_before @ delta.T, delta.sum(axis=1, keepdims=True)


def parameter_gradients_bias_mean(delta, a_before):
    return delta @ a_before.T, delta.mean(axis=1, keepdims=True)


def parameter_gradients_bias_delta(delta, a_before):
    return delta @ a_before.T, delta


def parameter_gradients_bias_first(delta, a_before):
    return delta @ a_before.T, delta[:, :1]


def parameter_gradients_bias_number(delta, a_before):
    return delta @ a_before.T, delta.sum()


def parameter_gradients_wrong_axis(delta, a_before):
    return delta @ a_before.T, delta.sum(axis=0, keepdims=True)


def parameter_gradients_mean_again(delta, a_before):
    n = delta.shape[1]
    return delta @ a_before.T / n, delta.sum(axis=1, keepdims=True) / n


def parameter_gradients_one_example(delta, a_before):
    return np.outer(delta[:, 0], a_before[:, 0]), delta[:, :1]


def parameter_gradients_examples(delta, a_before):
    dW = sum(np.outer(d, a) for d, a in zip(delta.T, a_before.T, strict=True))
    return dW, sum(delta.T)


def parameter_gradients_bias_as_weight(delta, a_before):
    with_one = np.vstack([a_before, np.ones(a_before.shape[1])])
    both = np.einsum("jn,in->ji", delta, with_one)
    return both[:, :-1], both[:, -1:]


PARAMETER_GRADIENTS = Code(
    id="07.parameter_gradients",
    points=2,
    asks="parameter_gradients(delta, a_before) -> (dW, db), shapes (n, n_before) and (n, 1)",
    reference=reference_parameter_gradients,
    cases=parameter_cases,
    arguments=("delta", "a_before"),
    returns=("dW", "db"),
    misconceptions=(
        Misconception(
            "transposed",
            parameter_gradients_transposed,
            "Your dW is transposed: a gradient has the shape of its variable, one row for each "
            "neuron of the layer that delta belongs to.",
        ),
        Misconception(
            "bias-mean",
            parameter_gradients_bias_mean,
            "You take the mean of delta for db. The 1/N is in delta already, so what is left is to "
            "add up over the examples.",
        ),
        Misconception(
            "bias-not-summed",
            parameter_gradients_bias_delta,
            "Your db still has a column for each example. One bias serves all examples: add up "
            "their shares. With N = 1 nobody would notice.",
        ),
        Misconception(
            "bias-first-column",
            parameter_gradients_bias_first,
            "Your db looks at the first example only. Add up over all the columns.",
        ),
        Misconception(
            "bias-one-number",
            parameter_gradients_bias_number,
            "Your db is a single number, the sum over everything. Each neuron has a bias of its "
            "own: add up over the examples only, and keep the neurons apart.",
        ),
        Misconception(
            "bias-wrong-axis",
            parameter_gradients_wrong_axis,
            "You added up over the neurons. Columns are examples, so the sum goes along each row: "
            "axis 1.",
        ),
        Misconception(
            "mean-again",
            parameter_gradients_mean_again,
            "Everything is N times too small: you divided by N, but delta carries the 1/N already.",
        ),
        Misconception(
            "one-example",
            parameter_gradients_one_example,
            "You used the first example only. Every column of delta and of `a_before` counts.",
        ),
    ),
    accepts=(parameter_gradients_examples, parameter_gradients_bias_as_weight),
    hints=(
        Hint(
            "I do not know where to begin.",
            "One weight, one example: delta of the neuron it leads to, times the activation it "
            "comes from. Then add up over the examples.",
        ),
        Hint(
            "Do I need a loop over examples?",
            "No: (n, N) @ (N, n_before) adds up over N by itself. Which of the two has to be "
            "transposed?",
        ),
        Hint(
            "Nearly the answer",
            "`delta @ a_before.T`, and for db `delta.sum(axis=1, keepdims=True)`.",
        ),
    ),
    minutes=5,
    difficulty=2,
)
