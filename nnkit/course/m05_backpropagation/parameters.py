"""The third step: from the delta of a layer to the gradients of its weights and biases."""

# mypy: allow-untyped-defs, allow-untyped-calls, no-check-untyped-defs

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Misconception

SILENT_INPUT = Choice(
    id="05.silent_input",
    kind="prediction",
    points=1,
    asks="which entries of ∂E/∂W¹ are 0 if the second input is 0",
    reference="b",
    misconceptions=(
        Misconception(
            "row",
            "a",
            "Row 2 belongs to hidden neuron 2. What comes from input 2 stands in a column, one "
            "entry for each neuron that listens to it.",
        ),
        Misconception(
            "everything",
            "c",
            "The first input is 1, and the weights that carried it did have a part in the error.",
        ),
        Misconception(
            "nothing",
            "d",
            "∂E/∂w is δ times what came in through w. What if that was 0?",
        ),
    ),
    hints=(
        Hint("How can a gradient be 0?", "If E does not change when the weight does."),
        Hint("Which weights do not matter then?", "Those that are multiplied by 0: from input 2."),
        Hint("Row or column?", "An entry is `W[to, from]`."),
    ),
    why="Who said nothing cannot be blamed, and learns nothing from this example.",
    minutes=2,
)


def parameter_cases(rng: Generator) -> Iterator[Case]:
    """A delta of a layer and the activation that came into it; once all sizes are equal."""
    for n, n_before, examples in ((4, 2, 7), (3, 5, 1), (3, 3, 3), (2, 6, 5)):
        yield normal(rng, n, examples), normal(rng, n_before, examples)


def reference_layer_gradients(delta, a_before):
    return delta @ a_before.T, delta.sum(axis=1, keepdims=True)


def layer_gradients_transposed(delta, a_before):
    return a_before @ delta.T, delta.sum(axis=1, keepdims=True)


def layer_gradients_elementwise(delta, a_before):
    return delta * a_before.T, delta.sum(axis=1, keepdims=True)


def layer_gradients_element_by_element(delta, a_before):
    return delta * a_before, delta.sum(axis=1, keepdims=True)


def layer_gradients_no_transpose(delta, a_before):
    return delta @ a_before, delta.sum(axis=1, keepdims=True)


def layer_gradients_mean_again(delta, a_before):
    n = delta.shape[1]
    return delta @ a_before.T / n, delta.sum(axis=1, keepdims=True) / n


def layer_gradients_bias_mean(delta, a_before):
    return delta @ a_before.T, delta.mean(axis=1, keepdims=True)


def layer_gradients_bias_delta(delta, a_before):
    return delta @ a_before.T, delta


def layer_gradients_bias_first(delta, a_before):
    return delta @ a_before.T, delta[:, :1]


def layer_gradients_bias_number(delta, a_before):
    return delta @ a_before.T, delta.sum()


def layer_gradients_wrong_axis(delta, a_before):
    return delta @ a_before.T, delta.sum(axis=0, keepdims=True)


def layer_gradients_one_example(delta, a_before):
    return np.outer(delta[:, 0], a_before[:, 0]), delta[:, :1]


def layer_gradients_bias_zero(delta, a_before):
    return delta @ a_before.T, np.zeros((len(delta), 1))


def layer_gradients_example_by_example(delta, a_before):
    dW, db = np.zeros((len(delta), len(a_before))), np.zeros(len(delta))
    for n in range(delta.shape[1]):
        dW = dW + np.outer(delta[:, n], a_before[:, n])
        db = db + delta[:, n]
    return dW, db


def layer_gradients_einsum(delta, a_before):
    return np.einsum("jn,in->ji", delta, a_before), delta @ np.ones((delta.shape[1], 1))


LAYER_GRADIENTS = Code(
    id="05.layer_gradients",
    kind="faded-code",
    points=2,
    asks="layer_gradients(delta, a_before) -> (dW, db), shapes (n, n_before) and (n, 1)",
    reference=reference_layer_gradients,
    cases=parameter_cases,
    arguments=("delta", "a_before"),
    returns=("dW", "db"),
    misconceptions=(
        Misconception(
            "transposed",
            layer_gradients_transposed,
            "Your dW lies on its side. A gradient has the shape of its variable: one row for each "
            "neuron of the layer that delta belongs to.",
        ),
        Misconception(
            "element-wise",
            layer_gradients_elementwise,
            "You used `*` between a column and a row. For one example that gives the right table "
            "by broadcasting; with several it does not add up over the examples. Use `@`.",
        ),
        Misconception(
            "entry-by-entry",
            layer_gradients_element_by_element,
            "You multiplied delta and `a_before` entry by entry. Every delta of a layer meets "
            "every activation that came into it, so it takes a matrix product.",
        ),
        Misconception(
            "no-transpose",
            layer_gradients_no_transpose,
            "You multiplied delta with `a_before` as it stands. The N examples have to meet in the "
            "middle, (n, N) @ (N, n_before): one of the two must be turned over.",
        ),
        Misconception(
            "bias-mean",
            layer_gradients_bias_mean,
            "Your db is the mean of delta. The 1/N is in delta already; what is left is to add up "
            "over the examples.",
        ),
        Misconception(
            "bias-not-summed",
            layer_gradients_bias_delta,
            "Your db still has a column for each example. One bias serves them all: add up. With "
            "N = 1 nobody would notice.",
        ),
        Misconception(
            "bias-first-column",
            layer_gradients_bias_first,
            "Your db looks at the first example only. Every column of delta counts.",
        ),
        Misconception(
            "bias-one-number",
            layer_gradients_bias_number,
            "Your db is one number, the sum over everything. Each neuron has a bias of its own: "
            "add up over the examples and keep the neurons apart.",
        ),
        Misconception(
            "bias-wrong-axis",
            layer_gradients_wrong_axis,
            "You added up over the neurons. Examples are columns, so the sum goes along each row: "
            "axis 1.",
        ),
        Misconception(
            "bias-zero",
            layer_gradients_bias_zero,
            "Your db is 0: the biases would never learn. z grows by as much as b does, so ∂E/∂b "
            "is ∂E/∂z, added up over the examples.",
        ),
        Misconception(
            "mean-again",
            layer_gradients_mean_again,
            "Everything is N times too small. 1/N came in with the delta of the output, once.",
        ),
        Misconception(
            "one-example",
            layer_gradients_one_example,
            "You used the first example only. Every column of delta and of `a_before` counts.",
        ),
    ),
    accepts=(layer_gradients_example_by_example, layer_gradients_einsum),
    hints=(
        Hint(
            "Where do I begin?",
            "Write down the shapes: delta (n, N), a_before (n_before, N), and wanted (n, "
            "n_before). Which one has to be turned over?",
        ),
        Hint(
            "Why does db need a sum?",
            "The same bias is added in every column, so its effects on E add up.",
        ),
        Hint(
            "Nearly the answer",
            "`delta @ a_before.T`, and `delta.sum(axis=1, keepdims=True)`.",
        ),
    ),
    minutes=5,
    difficulty=2,
)
