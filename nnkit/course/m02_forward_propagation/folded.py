"""The bias inside the matrix, as its first column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks import cases
from nnkit.checks.exercise import Choice, Code, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m02_forward_propagation.shared import layer_cases
from nnkit.network import Network

TRAINED = Network(
    [np.array([[0.6, 0.9], [0.8, 0.2]]), np.array([[0.4, 0.5], [0.9, 0.3]])],
    [np.array([[0.4], [0.3]]), np.array([[0.7], [0.6]])],
)
"""The 2-2-2 network whose biases are the first column of its matrices Θ."""

TRAINED_TRACE = TRAINED.forward(np.array([[0.85], [0.25]]))


def folded_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Θ (n_out, n_in + 1) of each layer, and x (n0, N)."""
    for weights, biases, x, _ in cases.networks(rng):
        yield [np.hstack([b, W]) for W, b in zip(weights, biases, strict=True)], x


z_hidden = Value(
    "02.z_hidden",
    points=1,
    minutes=4,
    asks="z2 = Θ1 [1, 0.85, 0.25], three decimals",
    reference=TRAINED_TRACE.z[1],
    why="0.4·1 is the bias: the leading 1 picks it out of the first column.",
    misconceptions=(
        Misconception(
            "as-printed",
            np.array([[1.13], [1.03]]),
            "So it is printed, but 0.4 + 0.51 + 0.225 has a third decimal. Give it too.",
            credit=0.5,
        ),
        Misconception(
            "rounded-up",
            np.array([[1.14], [1.03]]),
            "0.4 + 0.51 + 0.225 has a third decimal. Do not round.",
            credit=0.5,
        ),
        Misconception(
            "entries-swapped",
            TRAINED_TRACE.z[1][::-1],
            "The two numbers are right, in the wrong order: the first row of Θ gives the first "
            "entry.",
            credit=0.5,
        ),
        Misconception(
            "inputs-swapped",
            TRAINED.weights[0] @ np.array([[0.25], [0.85]]) + TRAINED.biases[0],
            "The inputs are swapped: 0.85 is the first one, so it meets the second column of Θ.",
        ),
        Misconception(
            "columns-for-rows",
            np.array([[0.4 + 0.3 * 0.85], [0.6 + 0.8 * 0.85]]),
            "You went down the columns of Θ. Each row of Θ meets the column of inputs.",
        ),
        Misconception(
            "ones-forgotten-in-the-product",
            np.array([[0.4 * 0.85 + 0.6 * 0.25], [0.3 * 0.85 + 0.8 * 0.25]]),
            "You left out the leading 1, so each input met the wrong column: 1 meets the first "
            "column, 0.85 the second, 0.25 the third.",
        ),
        Misconception(
            "no-bias",
            np.array([[0.735], [0.73]]),
            "The first column is missing. It meets the leading 1, so it is added as it stands.",
        ),
        Misconception(
            "one-in-last-place",
            np.array([[1.39], [0.655]]),
            "You put the 1 last. In this Θ the biases are the first column, so it comes first.",
        ),
        Misconception(
            "activation",
            TRAINED_TRACE.a[1],
            "These are the activations. Asked for is z², before the sigmoid.",
        ),
    ),
    hints=(
        Hint("What is the 1 for?", "It meets the first column of Θ, where the biases are."),
        Hint("How do I begin?", "Row 0: 0.4·1 + 0.6·0.85 + 0.9·0.25."),
        Hint("And the second entry?", "Row 1: 0.3·1 + 0.8·0.85 + 0.2·0.25."),
    ),
)

swapped = Choice(
    "02.swapped",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="What cannot be right about the printed z3 and a3",
    options=(
        Right(
            "the larger $z$ has the smaller $a$, which cannot be: the sigmoid rises",
            "The sigmoid rises, so larger z, larger a. Checks like this one cost no arithmetic.",
        ),
        Wrong(
            "a pre-activation must lie between 0 and 1",
            "pre-activation-bounded",
            "Only activations of a sigmoid lie between 0 and 1. A pre-activation is a sum and can "
            "be any number.",
        ),
        Wrong(
            "the two outputs must add up to 1",
            "sigmoid-sums-to-one",
            "Sigmoid outputs do not share anything: each lies between 0 and 1 on its own. An "
            "activation whose outputs sum to 1 is softmax, in module 09.",
        ),
        Wrong(
            "nothing is wrong",
            "nothing-wrong",
            "Compare the two rows: in z³ the first is the larger, in a³ the second. Can that be if "
            "the sigmoid rises?",
        ),
    ),
    hints=(
        Hint("Must I compute it all again?", "No. Think of the shape of the sigmoid."),
        Hint("It rises. What follows?", "If z is larger in one row, so is a."),
        Hint("Which row is larger?", "In z³ the first one, in a³ the second one."),
    ),
)

fold_bias = Code(
    "02.fold_bias",
    points=1.5,
    minutes=4,
    asks="fold_bias(W, b) -> Θ, shape (n_out, n_in + 1)",
    cases=lambda rng: ((W, b) for W, b, _ in layer_cases(rng)),
    arguments=("W", "b"),
    exact_shape=True,
    accepts=(
        lambda W, b: np.concatenate([b, W], axis=1),
        lambda W, b: np.c_[b, W],
        lambda W, b: np.insert(W * 1.0, 0, b[:, 0], axis=1),
    ),
    hints=(
        Hint("Which shape must come out?", "One column more than W: (n_out, n_in + 1)."),
        Hint("How do I put arrays side by side?", "`np.hstack([left, right])`."),
        Hint("Which one is left?", "The bias: it is the first column."),
    ),
)


@fold_bias.right
def right_fold_bias(W, b):
    return np.hstack([b, W])


@fold_bias.wrong(credit=0.5)
def bias_last(W, b):
    """The bias is your last column. Many people do that, with the 1 in the last place; here it is
    the first column, to meet a leading 1."""
    return np.hstack([W, b])


@fold_bias.wrong
def ones_for_biases(W, b):
    """You put ones before W. The 1 belongs to the input; what stands in Θ is the bias that it
    meets."""
    return np.hstack([np.ones_like(b), W])


@fold_bias.wrong
def bias_added(W, b):
    """You add the bias to each weight. It needs a column of its own."""
    return W + b


@fold_bias.wrong
def zero_column(W, b):
    """Your first column is zero, so the biases are lost."""
    return np.hstack([np.zeros_like(b), W])


@fold_bias.wrong(credit=0.5)
def result_transposed(W, b):
    """The right numbers, transposed. A row of Θ is one neuron, as a row of W is."""
    return np.hstack([b, W]).T


@fold_bias.wrong(credit=0.5)
def cut_to_whole_numbers(W, b):
    """Right for decimal numbers. Where W holds whole numbers, so does your array, and the biases
    that are put into it are cut off."""
    return np.insert(W, 0, b[:, 0], axis=1)


@fold_bias.wrong
def first_column_overwritten(W, b):
    """You write the biases over the first column of the weights. They need a column of their own,
    so Θ has one column more than W."""
    theta = W.copy()
    theta[:, 0] = b[:, 0]
    return theta


@fold_bias.wrong
def written_into_the_weights(W, b):
    """You write the biases over the first column of the weights, and into the array that you were
    given. They need a column of their own, in a new array: Θ has one column more than W."""
    W[:, 0] = b[:, 0]
    return W


@fold_bias.wrong
def one_bias_for_all(W, b):
    """Your first column holds the first bias everywhere. Each neuron, each row, has its own."""
    return np.hstack([np.full((W.shape[0], 1), b[0, 0]), W])


@fold_bias.wrong
def laid_flat(W, b):
    """All your numbers stand in one line: `np.append` does that. To put arrays side by side use
    `np.hstack`."""
    return np.append(b, W)


@fold_bias.wrong
def poured_into_shape(W, b):
    """The shape is right, but most numbers stand in the wrong places: first all biases, then the
    weights, line by line. The biases are a column: put it beside W with `np.hstack`."""
    return np.append(b, W).reshape(W.shape[0], W.shape[1] + 1)


@fold_bias.wrong
def bias_as_a_row_on_top(W, b):
    """You put the biases on top, as a row. That fits only if W is square, and a row of Θ is a
    neuron: the biases stand beside W, as a column."""
    return np.vstack([b.T, W])


@fold_bias.wrong
def minus_bias(W, b):
    """The sign of the biases is turned. They go into Θ as they are."""
    return np.hstack([-b, W])


@fold_bias.wrong
def minus_bias_last(W, b):
    """Two things: the biases are the first column, not the last, and they keep their sign."""
    return np.hstack([W, -b])


@fold_bias.wrong
def bias_multiplied(W, b):
    """You multiply the weights by the biases. The biases are a column of their own."""
    return np.hstack([b, b * W])


@fold_bias.wrong
def ones_and_bias(W, b):
    """There is a column of ones too many. The 1 belongs to the input; in Θ stand the biases and the
    weights."""
    return np.hstack([np.ones_like(b), b, W])


@fold_bias.wrong
def weights_left_out(W, b):
    """The biases stand in their column, but the weights did not get in: all other entries are 0."""
    theta = np.zeros((W.shape[0], W.shape[1] + 1))
    theta[:, :1] = b
    return theta


@fold_bias.wrong
def first_and_last(W, b):
    """The biases are written over the first column of the weights, and they stand in the last
    column, too. The first column is new; then come all the weights."""
    theta = np.hstack([W, b])
    theta[:, :1] = b
    return theta


@fold_bias.wrong
def ones_last(W, b):
    """You put ones behind W. The 1 belongs to the input; what stands in Θ is the biases, as first
    column."""
    return np.hstack([W, np.ones_like(b)])


@fold_bias.wrong
def biases_only(W, b):
    """This is the column of biases alone. The weights stand to the right of it."""
    return b


@fold_bias.wrong
def weights_only(W, b):
    """These are the weights alone. The biases stand to the left of them."""
    return W


@fold_bias.wrong
def biases_twice(W, b):
    """The biases stand there twice. One column of them is enough."""
    return np.hstack([b, b, W])


@fold_bias.wrong
def second_column(W, b):
    """The biases are your second column. They come first."""
    return np.hstack([W[:, :1], b, W[:, 1:]])


@fold_bias.wrong
def sum_of_the_biases(W, b):
    """Your first column holds the sum of all biases. Each neuron, each row, has its own."""
    return np.hstack([np.full_like(b, b.sum()), W])


forward_folded = Code(
    "02.forward_folded",
    kind="faded-code",
    points=2,
    minutes=6,
    difficulty=2,
    asks="forward_folded(thetas, x) -> outputs, shape (n_L, N)",
    cases=folded_cases,
    arguments=("thetas", "x"),
    exact_shape=True,
    hints=(
        Hint("What shape must the ones have?", "One row, as many columns as `a`: (1, N)."),
        Hint("How do I put a row on top?", "`np.vstack([top, bottom])`."),
        Hint("And then?", "`a = sigmoid(theta @ ...)` with the taller array that you built."),
    ),
)


@forward_folded.right
def right_forward_folded(thetas, x):
    return Network([theta[:, 1:] for theta in thetas], [theta[:, :1] for theta in thetas]).predict(
        x
    )


@forward_folded.wrong
def one_in_last_place(thetas, x):
    """You put the row of ones below the activations. The biases are the first column of Θ, so the
    ones must be the first row: the one on top."""
    return Network(
        [theta[:, :-1] for theta in thetas], [theta[:, -1:] for theta in thetas]
    ).predict(x)


@forward_folded.wrong
def zeros(thetas, x):
    """The biases have no part in your result. The first column of Θ has to meet a row of ones: not
    of zeros, and it must not be left out."""
    return Network(
        [theta[:, 1:] for theta in thetas], [0 * theta[:, :1] for theta in thetas]
    ).predict(x)


@forward_folded.wrong
def ones_only_once(thetas, x):
    """The row of ones is added to the input only. Each layer has biases, so each layer needs it
    again."""
    a = np.vstack([np.ones((1, x.shape[1])), x])
    for theta in thetas:
        a = sigmoid(theta @ a)
    return a


@forward_folded.wrong
def ones_squashed(thetas, x):
    """From the second layer on your ones are σ(1) = 0.73. Put them in after the sigmoid."""
    return Network(
        [theta[:, 1:] for theta in thetas],
        [theta[:, :1] * (sigmoid(1.0) if i else 1) for i, theta in enumerate(thetas)],
    ).predict(x)


@forward_folded.wrong(credit=0.5)
def ones_in_the_output(thetas, x):
    """The row of ones is still there in what you return. Add it before each product, not after the
    last one."""
    return np.vstack([np.ones((1, x.shape[1])), folded_by_vstack(thetas, x)])


@forward_folded.wrong
def no_activation(thetas, x):
    """There is no sigmoid in your network."""
    return Network(
        [theta[:, 1:] for theta in thetas], [theta[:, :1] for theta in thetas], "identity"
    ).predict(x)


@forward_folded.wrong
def ones_added_by_plus(thetas, x):
    """`+` adds 1 to every activation. The ones go on top, as a row of their own: `np.vstack`."""
    a = x
    for theta in thetas:
        a = sigmoid(theta[:, 1:] @ (a + np.ones((1, a.shape[1]))))
    return a


@forward_folded.wrong
def last_place_and_no_activation(thetas, x):
    """Two things: the row of ones stands below the activations, where it belongs on top, and there
    is no sigmoid."""
    return Network(
        [theta[:, :-1] for theta in thetas], [theta[:, -1:] for theta in thetas], "identity"
    ).predict(x)


@forward_folded.wrong
def sigmoid_before_the_product(thetas, x):
    """You apply the sigmoid before the product, to the ones as well. First the product, then the
    sigmoid of what comes out."""
    a = x
    for theta in thetas:
        a = theta @ sigmoid(np.vstack([np.ones((1, a.shape[1])), a]))
    return a


@forward_folded.wrong
def ones_activated_first(thetas, x):
    """You apply the sigmoid before the product, and put the ones on top after it. First the
    product, then the sigmoid of what comes out."""
    a = x
    for theta in thetas:
        a = theta @ np.vstack([np.ones((1, a.shape[1])), sigmoid(a)])
    return a


@forward_folded.wrong
def sigmoid_twice(thetas, x):
    """The sigmoid is applied twice in each layer: before the product and after it. Once, after the
    product, is right."""
    a = x
    for theta in thetas:
        a = sigmoid(theta @ sigmoid(np.vstack([np.ones((1, a.shape[1])), a])))
    return a


@forward_folded.wrong
def output_without_sigmoid(thetas, x):
    """In the last layer the sigmoid is missing."""
    kinds = ["sigmoid"] * (len(thetas) - 1) + ["identity"]
    return Network(
        [theta[:, 1:] for theta in thetas], [theta[:, :1] for theta in thetas], kinds
    ).predict(x)


@forward_folded.wrong
def first_layer_only(thetas, x):
    """Only the first layer is computed. A `return` inside the loop ends the function in the first
    round."""
    return sigmoid(thetas[0] @ np.vstack([np.ones((1, x.shape[1])), x]))


@forward_folded.wrong
def always_the_input(thetas, x):
    """Each layer of yours listens to the input `x`. From the second layer on it has to be `a`, what
    the layer before has put out."""
    for theta in thetas:
        a = sigmoid(theta @ np.vstack([np.ones((1, x.shape[1])), x]))
    return a


@forward_folded.wrong(credit=0.5)
def one_example_only(thetas, x):
    """Right for one example. For a batch the row of ones needs a 1 for each column: shape (1,
    N)."""
    a = x
    for theta in thetas:
        a = sigmoid(theta @ np.vstack([np.ones((1, 1)), a]))
    return a


@forward_folded.wrong
def bias_counted_twice(thetas, x):
    """Your row on top holds twos, so each bias counts twice. It is a row of ones."""
    return Network(
        [theta[:, 1:] for theta in thetas], [2 * theta[:, :1] for theta in thetas]
    ).predict(x)


@forward_folded.wrong
def sigmoid_at_the_end_only(thetas, x):
    """The sigmoid comes once, at the very end. Each layer ends with it."""
    a = x
    for theta in thetas:
        a = theta @ np.vstack([np.ones((1, a.shape[1])), a])
    return sigmoid(a)


@forward_folded.wrong
def bias_after_the_sigmoid(thetas, x):
    """The biases are added after the sigmoid. The row of ones puts them into the sum before it."""
    a = x
    for theta in thetas:
        a = sigmoid(theta[:, 1:] @ a) + theta[:, :1]
    return a


@forward_folded.wrong
def tanh(thetas, x):
    """You use tanh. These are sigmoid layers."""
    a = x
    for theta in thetas:
        a = np.tanh(theta @ np.vstack([np.ones((1, a.shape[1])), a]))
    return a


@forward_folded.wrong
def ones_on_top_only(thetas, x):
    """You put the ones on top, again and again, and nothing else happens. Then comes the product
    with `theta`, and the sigmoid."""
    a = x
    for _ in thetas:
        a = np.vstack([np.ones((1, a.shape[1])), a])
    return a


@forward_folded.wrong
def last_layer_left_out(thetas, x):
    """The last layer is missing."""
    a = x
    for theta in thetas[:-1]:
        a = sigmoid(theta @ np.vstack([np.ones((1, a.shape[1])), a]))
    return a


@forward_folded.wrong
def product_not_kept(thetas, x):
    """The result of product and sigmoid is not kept: `a` is still the stacked array. Write `a =
    sigmoid(...)`."""
    a = x
    for theta in thetas:
        a = np.vstack([np.ones((1, a.shape[1])), a])
        sigmoid(theta @ a)
    return a


@forward_folded.also_right
def folded_by_vstack(thetas, x):
    """A row of ones before each product."""
    a = x
    for theta in thetas:
        a = sigmoid(theta @ np.vstack([np.ones((1, a.shape[1])), a]))
    return a
