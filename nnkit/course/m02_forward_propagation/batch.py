"""Many examples at once, as columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks import cases
from nnkit.checks.exercise import Choice, Code, Hint, Right, Wrong
from nnkit.network import Network


def example_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Weights, biases and a list of N examples of shape (n0,)."""
    for weights, biases, x, _ in cases.networks(rng):
        yield weights, biases, [example.copy() for example in x.T]


batch_shape = Choice(
    "02.batch_shape",
    kind="prediction",
    points=1,
    minutes=2,
    asks="Shape of the output of the 2-3-1 network for X of shape (2, 5)",
    options=(
        Right(
            "(1, 5)",
            "(3, 2) @ (2, 5) is (3, 5), then (1, 3) @ (3, 5) is (1, 5): a column in, a column out.",
        ),
        Wrong(
            "(5, 1)",
            "one-output-a-row",
            "There are five outputs, that is right. But examples are columns, and they stay "
            "columns through all layers: W multiplies from the left and mixes rows only.",
        ),
        Wrong(
            "(1, 1)",
            "batch-becomes-one",
            "One output neuron gives one number for each example, and there are five of them. "
            "Nothing is summed over the examples.",
        ),
        Wrong(
            "(2, 5)",
            "shape-of-the-input",
            "The number of columns stays, but the number of rows is that of the neurons in the "
            "layer: 2, then 3, then 1.",
        ),
    ),
    hints=(
        Hint("I lose track of the shapes.", "Write them under W¹ X first: (3, 2)(2, 5)."),
        Hint("I have (3, 5).", "b¹ (3, 1) is stretched and changes nothing. Now W² (1, 3)."),
        Hint("What stays, what changes?", "The columns stay 5; the rows become those of W²."),
    ),
)

forward_batch = Code(
    "02.forward_batch",
    points=2.5,
    minutes=8,
    difficulty=2,
    asks="forward_batch(weights, biases, examples) -> outputs, shape (n_L, N)",
    needs=("02.forward", "02.layer", "02.affine"),
    cases=example_cases,
    arguments=("weights", "biases", "examples"),
    exact_shape=True,
    accepts=(
        lambda weights, biases, examples: np.hstack(
            [Network(weights, biases).predict(np.c_[example]) for example in examples]
        ),
        lambda weights, biases, examples: Network(weights, biases).predict(
            np.stack(examples, axis=1)
        ),
    ),
    hints=(
        Hint(
            "How do I make columns of the examples?",
            "`np.array(examples)` has them as rows, shape (N, n0). One more step turns it over.",
        ),
        Hint(
            "The shapes fit, the numbers are wrong.",
            "Did you use `reshape`? It cuts the numbers anew; `.T` turns rows into columns.",
        ),
        Hint(
            "I have X of shape (n0, N).",
            "`forward(weights, biases, X)` does all columns at once; return its last entry.",
        ),
    ),
)


@forward_batch.right
def reference(weights, biases, examples):
    return Network(weights, biases).predict(np.column_stack(examples))


@forward_batch.wrong
def reshape_for_transpose(weights, biases, examples):
    """`reshape` keeps the numbers in reading order and only cuts the lines anew, so the entries of
    different examples get mixed into one column. Rows become columns by a transpose."""
    return Network(weights, biases).predict(np.reshape(examples, (len(examples[0]), len(examples))))


@forward_batch.wrong
def examples_as_rows(weights, biases, examples):
    """`np.array(examples)` has one row for each example, and W needs one column for each."""
    return Network(weights, biases).predict(np.array(examples))


@forward_batch.wrong
def first_example_only(weights, biases, examples):
    """Only the first example goes through your network. (A `return` inside a loop ends the function
    in the first round.)"""
    return Network(weights, biases).predict(examples[0].reshape(-1, 1))


@forward_batch.wrong(credit=0.5)
def outputs_as_rows(weights, biases, examples):
    """Your numbers are right, but they lie in rows. Examples are columns in this course, on the way
    in and on the way out."""
    return Network(weights, biases).predict(np.array(examples).T).T


@forward_batch.wrong(credit=0.5)
def all_layers(weights, biases, examples):
    """Your numbers are right, but you return the activations of all layers. Only the outputs are
    asked for: the last entry of the list."""
    return Network(weights, biases).forward(np.array(examples).T).a


@forward_batch.wrong(credit=0.5)
def not_stacked(weights, biases, examples):
    """Your numbers are right, but they come as a list of N columns. Put the columns side by side in
    one array, `np.hstack` does that."""
    return [Network(weights, biases).predict(example.reshape(-1, 1)) for example in examples]


@forward_batch.wrong
def averaged(weights, biases, examples):
    """You return the mean over the examples. Each example has an output of its own."""
    return Network(weights, biases).predict(np.array(examples).T).mean(axis=1, keepdims=True)


@forward_batch.wrong
def first_hidden_layer(weights, biases, examples):
    """You return the first hidden layer. Asked for are the outputs: the last entry of the list."""
    return Network(weights, biases).forward(np.array(examples).T).a[1]


@forward_batch.wrong
def the_input(weights, biases, examples):
    """You return the batch itself, the first entry of the list. Asked for are the outputs: the last
    entry."""
    return np.array(examples).T


@forward_batch.wrong(credit=0.5)
def two_layers_only(weights, biases, examples):
    """Right for two layers. `[-1]` is the last entry of the list, however many layers there are."""
    return Network(weights, biases).forward(np.array(examples).T).a[2]


@forward_batch.wrong
def output_without_sigmoid(weights, biases, examples):
    """In the last layer the sigmoid is missing: these are the pre-activations of the output."""
    return Network(weights, biases).forward(np.array(examples).T).z[-1]


@forward_batch.wrong
def all_examples_added(weights, biases, examples):
    """You add the outputs of all examples. Each example has an output of its own."""
    return Network(weights, biases).predict(np.array(examples).T).sum(axis=1, keepdims=True)


@forward_batch.wrong
def last_example_left_out(weights, biases, examples):
    """The last example is missing."""
    return Network(weights, biases).predict(np.array(examples).T)[:, :-1]


@forward_batch.wrong
def last_example_only(weights, biases, examples):
    """Only the last example is left. In each round the output has to be kept, beside those of the
    examples before."""
    return Network(weights, biases).predict(examples[-1].reshape(-1, 1))


@forward_batch.wrong
def one_long_column(weights, biases, examples):
    """The outputs of all examples stand in one long column. Each example has a column of its own:
    `np.hstack` puts them side by side."""
    return Network(weights, biases).predict(np.array(examples).T).T.reshape(-1, 1)


@forward_batch.wrong
def rounded_to_a_decision(weights, biases, examples):
    """You round the outputs to 0 or 1. The outputs themselves are asked for."""
    return np.round(Network(weights, biases).predict(np.array(examples).T))


@forward_batch.wrong
def flat_examples(weights, biases, examples):
    """Each example goes in flat, with one axis, and the first bias makes a table of it. An example
    has to be a column: `reshape(-1, 1)`, or all of them at once as the columns of one array."""
    outputs = []
    for example in examples:
        a = example
        for W, b in zip(weights, biases, strict=True):
            a = sigmoid(W @ a + b)
        outputs.append(a)
    return np.array(outputs).T
