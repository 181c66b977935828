"""A whole layer at once: the matrix, its rows, and a student's own numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Code, Hint, Misconception, Right, Value, Variant, Wrong
from nnkit.course.m02_forward_propagation.shared import layer_cases
from nnkit.network import Network


class Own(NamedTuple):
    """W (2, 2), b (2, 1) and x (2, 1) of one student."""

    W: np.ndarray
    b: np.ndarray
    x: np.ndarray


def own_hidden(own: Own) -> np.ndarray:
    """The right answer."""
    return Network([own.W], [own.b]).predict(own.x)


def own_layer(draw: Draw) -> Own:
    """Numbers without zeros, for which no two mistakes look alike and the sigmoid is not flat."""
    while True:
        own = Own(
            draw.array((2, 2), -3, 3), draw.array((2, 1), -2, 2), draw.array((2, 1), -1, 1, 0.5)
        )
        if (
            all(part.all() for part in own)
            and np.abs(own.W @ own.x + own.b).max() <= 3
            and my_hidden.tells_apart(own, 0.02)
        ):
            return own


weight_place = Choice(
    "02.weight_place",
    points=1,
    minutes=2,
    asks="Where in W the weight from node 2 to node 5 stands",
    options=(
        Wrong(
            "`W[1, 2]`",
            "from-to",
            "This is [from, to]. A row of W holds the weights of one listening neuron, so the "
            "first index says where the weight goes to.",
        ),
        Wrong(
            "`W[2, 5]`",
            "node-numbers-as-indices",
            "2 and 5 are the numbers of the nodes in the whole network. An index counts within the "
            "layer, from 0: node 2 is input 1, node 5 is the hidden neuron 2.",
        ),
        Right(
            "`W[2, 1]`",
            "W[to, from]: the row is the neuron that listens, the column the one it listens to.",
        ),
        Wrong(
            "`W[5, 2]`",
            "node-numbers-to-from",
            "The order [to, from] is right. But an index counts within the layer, from 0: node 5 "
            "is the hidden neuron 2, and node 2 is input 1.",
        ),
    ),
    hints=(
        Hint("What is a row of W?", "All the weights of one neuron of this layer."),
        Hint("Which row, which column?", "Row: where the weight leads to. Column: from where."),
        Hint("And which numbers?", "Count from 0 in each layer: 3, 4, 5 are rows 0, 1, 2."),
    ),
)

my_hidden = Value(
    "02.my_hidden",
    points=1.5,
    minutes=6,
    difficulty=2,
    asks="The two hidden activations of your own layer, three decimals",
    variant=Variant("02.my_hidden", own_layer),
    practice=(
        "A layer of two sigmoid neurons has the weights `W` and the biases `b`, and its input "
        "is `x`. What are the two activations a = σ(z)? Answer with a list of two numbers, "
        "three decimals each, such as `[0.731, 0.269]`."
    ),
    reference=own_hidden,
    why="You can now do by hand what any network does, however large it is.",
    misconceptions=(
        Misconception(
            "no-bias",
            lambda own: sigmoid(own.W @ own.x),
            "These are the numbers without the biases. Each neuron adds its own.",
        ),
        Misconception(
            "rows-for-columns",
            lambda own: sigmoid(own.W.T @ own.x + own.b),
            "You took the weights of a neuron from a column of W. They stand in a row: the first "
            "neuron has the first row.",
        ),
        Misconception(
            "inputs-swapped",
            lambda own: sigmoid(own.W @ own.x[::-1] + own.b),
            "You met the first weight with the second input. The first column of W belongs to the "
            "first input.",
        ),
        Misconception(
            "no-activation",
            lambda own: own.W @ own.x + own.b,
            "These are the pre-activations z. Take the sigmoid of each.",
        ),
        Misconception(
            "bias-after-activation",
            lambda own: sigmoid(own.W @ own.x) + own.b,
            "The biases were added after the sigmoid. They are part of the sum before it.",
        ),
    ),
    hints=(
        Hint("I don't know which numbers go together.", "Row 0 of W belongs to neuron 0."),
        Hint("I have the row.", "First weight times first input, plus second times second."),
        Hint("I have the sum.", "Add the neuron's bias, then take the sigmoid."),
    ),
)

affine = Code(
    "02.affine",
    points=2,
    minutes=5,
    asks="affine(W, b, a) -> z, shape (n_out, N)",
    cases=layer_cases,
    arguments=("W", "b", "a"),
    exact_shape=True,
    accepts=(lambda W, b, a: np.einsum("ji,in->jn", W, a) + b,),
    hints=(
        Hint("I would use three nested loops.", "One `@` does the same as the two inner ones."),
        Hint(
            "ValueError: ... mismatch in its core dimension",
            "Write the shapes side by side. (n_out, n_in)(n_in, N) fits, so `W` stands left.",
        ),
        Hint("And the bias?", "It is a column (n_out, 1); `+` stretches it: `W @ a + b`."),
    ),
)


@affine.right
def reference(W, b, a):
    return W @ a + b


@affine.wrong
def transposed_weights(W, b, a):
    """You multiply by `W.T`. That fits only when a layer has as many neurons as inputs, and even
    then each neuron gets the weights of another. A row of `W` already holds the weights of one
    neuron, and a matrix product takes the rows of its left factor."""
    return W.T @ a + b


@affine.wrong
def factors_swapped(W, b, a):
    """You wrote `a @ W`. A matrix product pairs rows of the left with columns of the right, and the
    weights of a neuron are a row: which factor must be on the left?"""
    return a @ W + b


@affine.wrong
def no_bias(W, b, a):
    """The bias is missing. Without it every pre-activation is 0 when the input is 0."""
    return W @ a


@affine.wrong
def bias_subtracted(W, b, a):
    """You subtract b. That is how a threshold works; a bias is a threshold with the opposite sign,
    and it is added."""
    return W @ a - b


@affine.wrong
def bias_as_row(W, b, a):
    """In your sum the bias is a row, or flat, which NumPy reads as a row. Its entries go along the
    columns, and one example becomes several. As a column (n_out, 1), as it comes, each neuron gets
    its own."""
    return W @ a + b.T


@affine.wrong
def no_sum(W, b, a):
    """`*` multiplies entry by entry, and nothing is added. A neuron adds its products up, and that
    is what `@` does."""
    return W * a.T + b


@affine.wrong
def bias_on_the_input(W, b, a):
    """You add the bias to the inputs, so the weights multiply it as well. There is one bias for
    each neuron, and it joins the sum after the product."""
    return W @ (a + b)


@affine.wrong
def activation_included(W, b, a):
    """You have already applied the sigmoid. That is right for a whole layer; here the
    pre-activation z is asked for. The next exercise does the rest."""
    return sigmoid(W @ a + b)


@affine.wrong
def first_example_only(W, b, a):
    """You use the first column of `a` only. Every column is an example, and each gets its own
    column of z."""
    return W @ a[:, :1] + b


@affine.wrong
def changes_bias(W, b, a):
    """`z = b` gives the array a second name and `z += ...` then writes into it, so the bias of the
    network is overwritten. Write the sum as one expression instead."""
    z = b
    z += W @ a
    return z


@affine.wrong(credit=0.5)
def one_example_only(W, b, a):
    """Right for one example; with several yours stops with an error, because a shape does not fit.
    Use `a` as it comes, without `ravel`, and write the sum as one expression: `+` stretches `b`,
    `+=` into a copy of `b` cannot."""
    z = b.copy()
    z += W @ a
    return z


@affine.wrong
def one_bias_for_all(W, b, a):
    """You add the first bias to every neuron. Each neuron has its own: add the whole column `b`."""
    return W @ a + b[0]


@affine.wrong
def all_biases_for_each(W, b, a):
    """You add all biases to every neuron. Each neuron has its own: add the column `b` as it is."""
    return W @ a + np.sum(b)


@affine.wrong
def bias_on_the_weights(W, b, a):
    """You add the bias to the weights, so the activations multiply it. It joins the sum after the
    product."""
    return (W + b) @ a


@affine.wrong
def bias_each_time(W, b, a):
    """The bias is added once for each input. A neuron has one bias, added once."""
    return W @ a + W.shape[1] * b


@affine.wrong
def bias_multiplied(W, b, a):
    """You multiply by the bias. It is added."""
    return (W @ a) * b


@affine.wrong(credit=0.5)
def cut_to_whole_numbers(W, b, a):
    """Right for decimal numbers. Where W holds whole numbers, your array does, too, and every sum
    that is written into it is cut off."""
    z = np.zeros((W.shape[0], a.shape[1]), dtype=W.dtype)
    z[...] = W @ a + b
    return z


@affine.wrong
def numbers_of_the_lecture(W, b, a):
    """Whatever comes in, yours gives the numbers of the lecture. Use the names `W`, `b` and `a`."""
    return np.array([[3.3], [3.8], [4.3]])


@affine.wrong(credit=0.5)
def result_transposed(W, b, a):
    """The numbers are right, but transposed: each example has to stay a column."""
    return (W @ a + b).T


@affine.wrong
def transposed_weights_and_no_bias(W, b, a):
    """Two things: you multiply by `W.T`, where a row of `W` as it comes holds the weights of a
    neuron, and the bias is missing."""
    return W.T @ a


@affine.wrong
def factors_swapped_and_no_bias(W, b, a):
    """Two things: `W` stands on the left, W a, and the bias is missing."""
    return a @ W


@affine.also_right
def by_loops(W, b, a):
    """Every sum written out."""
    z = np.zeros((W.shape[0], a.shape[1]))
    for j in range(W.shape[0]):
        for n in range(a.shape[1]):
            z[j, n] = b[j, 0] + sum(W[j, i] * a[i, n] for i in range(W.shape[1]))
    return z
