"""Exercises of module 02: forward propagation, from one neuron to a batch through many layers.

The right answers come from `nnkit.Network`, so that there is one truth.  A wrong function is
written as a student would write it and stands beside the name of the mistake and the words that
help against it.  Wrong and accepted functions use only their arguments, NumPy and the core of
nnkit, because their source also makes up the notebooks of simulated students.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks import cases
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import (
    Choice,
    Code,
    Exercise,
    Hint,
    Misconception,
    Order,
    Value,
    Variant,
    Why,
)
from nnkit.network import Network

LECTURE = Network(
    [np.array([[4.0, 5.0], [5.0, 6.0], [6.0, 7.0]]), np.array([[9.0, 10.0, 11.0]])],
    [np.ones((3, 1)), np.ones((1, 1))],
)
"""The 2-3-1 network that the notebook computes node by node."""

LECTURE_TRACE = LECTURE.forward(np.array([[0.2], [0.3]]))

TRAINED = Network(
    [np.array([[0.6, 0.9], [0.8, 0.2]]), np.array([[0.4, 0.5], [0.9, 0.3]])],
    [np.array([[0.4], [0.3]]), np.array([[0.7], [0.6]])],
)
"""The 2-2-2 network whose biases are the first column of its matrices Θ."""

TRAINED_TRACE = TRAINED.forward(np.array([[0.85], [0.25]]))


# Cases ------------------------------------------------------------------------------------------


def neuron_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Weights (n_in,), bias, inputs (n_in,); one neuron of the lecture, and a saturated one."""
    yield np.array([4.0, 5.0]), 1.0, np.array([0.2, 0.3])
    for n_in in (3, 5, 2):
        yield cases.normal(rng, n_in), float(cases.normal(rng, 1)[0]), cases.normal(rng, n_in)
    yield 4 * cases.normal(rng, 6), -1.5, 4 * cases.normal(rng, 6)


def layer_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """W (n_out, n_in), b (n_out, 1), a (n_in, N); the last one is saturated."""
    yield from cases.layers(rng)
    yield 4 * cases.normal(rng, 3, 2), cases.normal(rng, 3, 1), 4 * cases.normal(rng, 2, 1)


def network_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Weights, biases and x (n0, N) of the lecture's network and of random ones."""
    yield LECTURE.weights, LECTURE.biases, LECTURE_TRACE.a[0]
    for weights, biases, x, _ in cases.networks(rng):
        yield weights, biases, x


def example_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Weights, biases and a list of N examples of shape (n0,)."""
    for weights, biases, x, _ in cases.networks(rng):
        yield weights, biases, list(x.T)


def size_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Layer sizes, the input first."""
    yield ([3, 4, 2],)
    for layers in (2, 3, 4, 5):
        yield ([int(n) for n in rng.choice(np.arange(2, 12), layers, replace=False)],)


def flat_bias_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """As `layer_cases`, but b (n_out,), as files and many libraries hold it."""
    for W, b, a in cases.layers(rng):
        yield W, b[:, 0], a
    yield cases.normal(rng, 4, 3), cases.normal(rng, 4), cases.normal(rng, 3, 4)


def folded_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Θ (n_out, n_in + 1) of each layer, and x (n0, N)."""
    for weights, biases, x, _ in cases.networks(rng):
        yield [np.hstack([b, W]) for W, b in zip(weights, biases, strict=True)], x


def row_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """w (n_in, n_out), b (1, n_out), a (N, n_in): one example is one row."""
    for W, b, a in cases.layers(rng):
        yield W.T.copy(), b.T.copy(), a.T.copy()


# Answers that take more than one line -------------------------------------------------------------


def neuron_by_loop(w: np.ndarray, b: float, a: np.ndarray) -> float:
    """The sum written out."""
    z = b
    for i in range(len(w)):
        z = z + w[i] * a[i]
    return float(sigmoid(z))


def neuron_squashes_each_time(w: np.ndarray, b: float, a: np.ndarray) -> float:
    """The sigmoid inside the loop."""
    z = b
    for i in range(len(w)):
        z = float(sigmoid(z + w[i] * a[i]))
    return z


def affine_by_loops(W: np.ndarray, b: np.ndarray, a: np.ndarray) -> np.ndarray:
    """Every sum written out."""
    z = np.zeros((W.shape[0], a.shape[1]))
    for j in range(W.shape[0]):
        for n in range(a.shape[1]):
            z[j, n] = b[j, 0] + sum(W[j, i] * a[i, n] for i in range(W.shape[1]))
    return z


def affine_changes_bias(W: np.ndarray, b: np.ndarray, a: np.ndarray) -> np.ndarray:
    """The sum written into the bias."""
    z = b
    z += W @ a
    return z


def forward_by_index(
    weights: list[np.ndarray], biases: list[np.ndarray], x: np.ndarray
) -> list[np.ndarray]:
    """Layers by their index."""
    activations = [x]
    for i in range(len(weights)):
        activations.append(sigmoid(weights[i] @ activations[i] + biases[i]))
    return activations


def count_by_loop(sizes: list[int]) -> tuple[int, int]:
    """Pairs of neighbours by their index."""
    n_weights = n_biases = 0
    for i in range(1, len(sizes)):
        n_weights += sizes[i] * sizes[i - 1]
        n_biases += sizes[i]
    return n_weights, n_biases


def folded_by_vstack(thetas: list[np.ndarray], x: np.ndarray) -> np.ndarray:
    """A row of ones before each product."""
    a = x
    for theta in thetas:
        a = sigmoid(theta @ np.vstack([np.ones((1, a.shape[1])), a]))
    return a


def folded_ones_once(thetas: list[np.ndarray], x: np.ndarray) -> np.ndarray:
    """A row of ones for the input only."""
    a = np.vstack([np.ones((1, x.shape[1])), x])
    for theta in thetas:
        a = sigmoid(theta @ a)
    return a


# A student's own layer ----------------------------------------------------------------------------


class Own(NamedTuple):
    """W (2, 2), b (2, 1) and x (2, 1) of one student."""

    W: np.ndarray
    b: np.ndarray
    x: np.ndarray


OWN_MISTAKES = (
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
        "The biases were added after the sigmoid. They belong into the sum before it.",
    ),
)


def own_hidden(own: Own) -> np.ndarray:
    """The right answer."""
    return Network([own.W], [own.b]).predict(own.x)


def own_layer(draw: Draw) -> Own:
    """Numbers without zeros, for which no two mistakes look alike and the sigmoid is not flat."""
    while True:
        own = Own(
            draw.array((2, 2), -3, 3), draw.array((2, 1), -2, 2), draw.array((2, 1), -1, 1, 0.5)
        )
        answers = [own_hidden(own), *(mistake.wrong(own) for mistake in OWN_MISTAKES)]
        gaps = [np.abs(p - q).max() for i, p in enumerate(answers) for q in answers[:i]]
        if (
            all(part.all() for part in own)
            and np.abs(own.W @ own.x + own.b).max() <= 3
            and min(gaps) > 0.02
        ):
            return own


# The exercises, in the order of the notebook ------------------------------------------------------

RECALL = (
    Choice(
        id="02.recall_product",
        points=0.5,
        minutes=1,
        asks="The shape of A @ B for A (4, 3) and B (3, 2)",
        reference="b",
        why="Inner sizes meet and vanish, outer sizes stay: (4, 3) @ (3, 2) is (4, 2).",
        misconceptions=(
            Misconception(
                "inner-sizes-kept",
                "a",
                "(3, 3) is built from the inner sizes. Those two must be equal, and they are the "
                "ones that are summed away; what stays are the outer sizes.",
            ),
            Misconception(
                "order-reversed",
                "c",
                "You have the right two sizes in the reverse order. The rows of the result come "
                "from the rows of the left matrix, its columns from the right one.",
            ),
            Misconception(
                "shapes-must-be-equal",
                "d",
                "Equal shapes are needed for the element-wise product `A * B`. For `A @ B` only "
                "the inner sizes must agree, and here both are 3.",
            ),
        ),
        hints=(
            Hint("I don't remember the rule.", "Write the shapes side by side: (4, 3)(3, 2)."),
            Hint(
                "I see four sizes and need two.",
                "The sizes in the middle must be equal. They are summed over, so they disappear.",
            ),
            Hint("I can't decide on the order.", "Rows of `A`, then columns of `B`: (4, ?)."),
        ),
    ),
    Choice(
        id="02.recall_broadcast",
        points=0.5,
        minutes=1,
        asks="What NumPy does with shapes (3, 1) + (3, 5)",
        reference="c",
        why="Broadcasting stretches an axis of length 1. You will add a bias to a batch like this.",
        misconceptions=(
            Misconception(
                "no-broadcasting",
                "a",
                "NumPy compares the axes one by one: 3 and 3 agree, and 1 and 5 may stand "
                "together because an axis of length 1 is stretched. There is no error.",
            ),
            Misconception(
                "first-column-only",
                "b",
                "Nothing is left out: the column of shape (3, 1) is used for each of the five "
                "columns, so the result is as large as the larger array.",
            ),
            Misconception(
                "concatenated",
                "d",
                "`+` adds numbers. To put a column beside a matrix and get (3, 6) you would write "
                "`np.hstack`.",
            ),
        ),
        hints=(
            Hint("I don't know where to start.", "Compare the two shapes axis by axis."),
            Hint("1 and 5 are different.", "An axis of length 1 is the one that may be stretched."),
            Hint("What does stretched mean?", "The one column is used again for all five columns."),
        ),
    ),
    Value(
        id="02.recall_neuron",
        points=0.5,
        minutes=2,
        asks="Output of a sigmoid neuron with inputs 2 and -1, weights 3 and 4, bias -2",
        reference=0.5,
        why="z = 6 − 4 − 2 = 0, and the sigmoid of 0 is ½: this neuron is undecided.",
        misconceptions=(
            Misconception(
                "no-activation",
                0.0,
                "0 is the pre-activation z. The output of the neuron is the sigmoid of it.",
            ),
            Misconception(
                "no-bias",
                float(sigmoid(2.0)),
                "This is the sigmoid of 2: the bias −2 is missing from the sum.",
            ),
            Misconception(
                "sign-lost",
                float(sigmoid(8.0)),
                "This is the sigmoid of 8: the input −1 has lost its sign on the way.",
            ),
        ),
        hints=(
            Hint("I don't know what a neuron computes.", "A weighted sum plus a bias, then φ."),
            Hint("I have z and don't know what to do.", "The output is `sigmoid(z)`."),
            Hint("I want to check my sum.", "z = 3·2 + 4·(−1) + (−2)."),
        ),
    ),
)

NODE_BY_NODE = (
    Choice(
        id="02.possible_order",
        points=1,
        minutes=2,
        asks="The order of computing in which a neuron is computed too early",
        reference="d",
        why="Layer after layer; inside a layer any order will do, so a layer can be done at once.",
        misconceptions=(
            Misconception(
                "top-to-bottom-fails",
                "a",
                "This order works: 3, 4 and 5 need nothing but the two inputs, and 6 comes last.",
            ),
            Misconception(
                "fixed-order-in-a-layer",
                "b",
                "This order works too. Neurons 3, 4 and 5 do not listen to one another, so it "
                "does not matter which of them comes first.",
            ),
            Misconception(
                "starts-in-the-middle",
                "c",
                "Starting with 4 is fine: it needs only the two inputs, which are given.",
            ),
        ),
        hints=(
            Hint("They all look possible.", "Ask of each neuron: whose values does it need?"),
            Hint("Who needs whom?", "3, 4 and 5 need 1 and 2. Neuron 6 needs 3, 4 and 5."),
            Hint("I still don't see it.", "Find the order in which 6 comes before one of 3, 4, 5."),
        ),
    ),
    Value(
        id="02.n4",
        points=1,
        minutes=3,
        asks="The value of node 4, three decimals",
        reference=float(LECTURE_TRACE.a[1][1, 0]),
        why="The same two inputs, other weights: another opinion about the same news.",
        misconceptions=(
            Misconception(
                "no-activation",
                3.8,
                "3.8 is the pre-activation z₄. The value of the node is the sigmoid of it.",
            ),
            Misconception(
                "no-bias",
                float(sigmoid(2.8)),
                "This is σ(2.8): the bias b₄ = 1 is missing.",
            ),
            Misconception(
                "wrong-neuron",
                float(sigmoid(3.3)),
                "This is node 3. The weights into node 4 are w₁₄ and w₂₄.",
            ),
            Misconception(
                "inputs-swapped",
                float(sigmoid(3.7)),
                "This is σ(5·0.3 + 6·0.2 + 1): the inputs are swapped. w₁₄ belongs to node 1.",
            ),
            Misconception(
                "bias-after-activation",
                float(sigmoid(2.8)) + 1,
                "The bias was added to the result. It belongs into the sum, before the sigmoid: a "
                "sigmoid neuron never exceeds 1.",
            ),
        ),
        hints=(
            Hint("Which weights are mine?", "Those whose second index is 4: w₁₄ = 5 and w₂₄ = 6."),
            Hint("I have the weights.", "z₄ = w₁₄·n₁ + w₂₄·n₂ + b₄, as for node 3."),
            Hint("I have z₄ = 3.8.", "Now `sigmoid(3.8)`, rounded to three decimals."),
        ),
    ),
    Value(
        id="02.z6",
        points=1,
        minutes=3,
        asks="The pre-activation of node 6, two decimals",
        reference=float(LECTURE_TRACE.z[2][0, 0]),
        tolerance=0.01,
        why="Three values just below 1, with weights around 10, make 30: far out on the sigmoid.",
        misconceptions=(
            Misconception(
                "fed-with-pre-activations",
                float((LECTURE.weights[1] @ LECTURE_TRACE.z[1] + 1)[0, 0]),
                "You passed on 3.3, 3.8 and 4.3. Those are pre-activations; what a neuron tells "
                "the next layer is its activation: 0.964, 0.978, 0.987.",
            ),
            Misconception(
                "no-bias",
                float(LECTURE_TRACE.z[2][0, 0]) - 1,
                "The bias b₆ = 1 is missing.",
            ),
            Misconception(
                "activation-given",
                1.0,
                "1 is n₆, what the sigmoid makes of it. Asked for is z₆, the number before that.",
            ),
            Misconception(
                "weights-reversed",
                float((LECTURE.weights[1][:, ::-1] @ LECTURE_TRACE.a[1] + 1)[0, 0]),
                "The weights are in reverse order: w₃₆ = 9 belongs to node 3, w₅₆ = 11 to node 5.",
            ),
        ),
        hints=(
            Hint("Which numbers go in?", "The activations of nodes 3, 4, 5: 0.964, 0.978, 0.987."),
            Hint("And which weights?", "w₃₆ = 9, w₄₆ = 10, w₅₆ = 11, and the bias b₆ = 1."),
            Hint("How do I put it together?", "9·0.964 + 10·0.978 + 11·0.987 + 1."),
        ),
    ),
    Choice(
        id="02.n6_moves",
        kind="prediction",
        points=1,
        minutes=2,
        asks="How far n6 moves when n1 rises from 0.2 to 0.9",
        reference="b",
        why="The change is about 3e-14: at z = 30 the sigmoid is flat, and no news gets through.",
        misconceptions=(
            Misconception(
                "output-falls",
                "a",
                "All weights are positive and the sigmoid rises, so a larger input cannot lower "
                "the output. It comes closer to 1 and never reaches it.",
            ),
            Misconception(
                "moderate-slope",
                "c",
                "A slope of that size is what the sigmoid has in its middle, near z = 0. Node 6 "
                "sits at z = 30.",
            ),
            Misconception(
                "identity-in-mind",
                "d",
                "That would be a neuron that hands its input on unchanged. Between here and there "
                "lie two sigmoids, and the second one is at z = 30.",
            ),
        ),
        hints=(
            Hint("I can't compute this in my head.", "No need: where on its curve is neuron 6?"),
            Hint("At z = 30. So?", "How steep is the sigmoid at 30? Think of its picture."),
            Hint("It is nearly flat there.", "Then even a big change of z₆ hardly changes n₆."),
        ),
    ),
    Code(
        id="02.neuron",
        kind="faded-code",
        points=2,
        minutes=6,
        asks="neuron(w, b, a) -> activation of one sigmoid neuron",
        reference=lambda w, b, a: Network([w[None, :]], [[[b]]]).predict(a[:, None])[0, 0],
        cases=neuron_cases,
        arguments=("w", "b", "a"),
        misconceptions=(
            Misconception(
                "no-bias",
                lambda w, b, a: sigmoid(np.dot(w, a)),
                "The bias is missing from your sum. It is there even when all inputs are 0.",
            ),
            Misconception(
                "no-activation",
                lambda w, b, a: np.dot(w, a) + b,
                "You return the pre-activation z. What the neuron tells others is its sigmoid.",
            ),
            Misconception(
                "bias-after-activation",
                lambda w, b, a: sigmoid(np.dot(w, a)) + b,
                "You add the bias to the result of the sigmoid. It belongs into the sum before: "
                "it decides how much the inputs must bring before the neuron says yes.",
            ),
            Misconception(
                "keeps-last-product",
                lambda w, b, a: sigmoid(w[-1] * a[-1]),
                "Each turn of your loop replaces `z`, so only the last input is heard. Each turn "
                "has to add its product to what is already there.",
            ),
            Misconception(
                "last-product-and-bias",
                lambda w, b, a: sigmoid(w[-1] * a[-1] + b),
                "Each turn of your loop starts again from the bias, so only the last input is "
                "heard. `z` already holds the bias and all earlier products: add to it.",
            ),
            Misconception(
                "bias-each-time",
                lambda w, b, a: sigmoid(np.dot(w, a) + len(w) * b),
                "You add the bias once for each input. A neuron has one bias, added once.",
            ),
            Misconception(
                "squashes-each-time",
                neuron_squashes_each_time,
                "The sigmoid stands inside your loop, so it is applied after each input. First "
                "the whole sum, then the sigmoid once.",
            ),
        ),
        accepts=(neuron_by_loop, lambda w, b, a: sigmoid(np.sum(w * a) + b)),
        hints=(
            Hint(
                "What belongs into the loop?",
                "Each turn makes `z` larger by one product, weight times activation.",
            ),
            Hint(
                "My result depends only on the last input.",
                "The old `z` must be on the right-hand side too: `z = z + ...`.",
            ),
            Hint("What do I return?", "Not `z` but `sigmoid(z)`, once, after the loop."),
        ),
    ),
)

ONE_LAYER = (
    Choice(
        id="02.weight_place",
        points=1,
        minutes=2,
        asks="Where in W the weight from node 2 to node 5 stands",
        reference="c",
        why="W[to, from]: the row is the neuron that listens, the column the one it listens to.",
        misconceptions=(
            Misconception(
                "from-to",
                "a",
                "This is [from, to]. A row of W holds the weights of one listening neuron, so the "
                "first index says where the weight goes to.",
            ),
            Misconception(
                "node-numbers-as-indices",
                "b",
                "2 and 5 are the numbers of the nodes in the whole network. An index counts "
                "within the layer, from 0: node 2 is input 1, node 5 is the hidden neuron 2.",
            ),
            Misconception(
                "node-numbers-to-from",
                "d",
                "The order [to, from] is right. But an index counts within the layer, from 0: "
                "node 5 is the hidden neuron 2, and node 2 is input 1.",
            ),
        ),
        hints=(
            Hint("What is a row of W?", "All the weights of one neuron of this layer."),
            Hint("Which row, which column?", "Row: where the weight leads to. Column: from where."),
            Hint("And which numbers?", "Count from 0 in each layer: 3, 4, 5 are rows 0, 1, 2."),
        ),
    ),
    Value(
        id="02.my_hidden",
        points=1.5,
        minutes=6,
        difficulty=2,
        asks="The two hidden activations of your own layer, three decimals",
        reference=own_hidden,
        variant=Variant("02.my_hidden", own_layer),
        why="You can now do by hand what any network does, however large it is.",
        misconceptions=OWN_MISTAKES,
        hints=(
            Hint("I don't know which numbers go together.", "Row 0 of W belongs to neuron 0."),
            Hint("I have the row.", "First weight times first input, plus second times second."),
            Hint("I have the sum.", "Add the neuron's bias, then take the sigmoid."),
        ),
    ),
    Code(
        id="02.affine",
        points=2,
        minutes=5,
        asks="affine(W, b, a) -> z, shape (n_out, N)",
        reference=lambda W, b, a: Network([W], [b], "identity").predict(a),
        cases=layer_cases,
        arguments=("W", "b", "a"),
        misconceptions=(
            Misconception(
                "transposed-weights",
                lambda W, b, a: W.T @ a + b,
                "You multiply by `W.T`. That fits only when a layer has as many neurons as "
                "inputs, and even then each neuron gets the weights of another. A row of `W` "
                "already holds the weights of one neuron, and a matrix product takes the rows of "
                "its left factor.",
            ),
            Misconception(
                "factors-swapped",
                lambda W, b, a: a @ W + b,
                "You wrote `a @ W`. A matrix product pairs rows of the left with columns of the "
                "right, and the weights of a neuron are a row: which factor must be on the left?",
            ),
            Misconception(
                "no-bias",
                lambda W, b, a: W @ a,
                "The bias is missing. Without it every pre-activation is 0 when the input is 0.",
            ),
            Misconception(
                "bias-subtracted",
                lambda W, b, a: W @ a - b,
                "You subtract b. That is how a threshold works; a bias is a threshold with the "
                "opposite sign, and it is added.",
            ),
            Misconception(
                "bias-as-row",
                lambda W, b, a: W @ a + b.T,
                "Your bias lies down as a row, so its entries are spread over the columns, and one "
                "example turns into several. As a column (n_out, 1) it meets the neurons, one "
                "entry each.",
            ),
            Misconception(
                "no-sum",
                lambda W, b, a: W * a.T + b,
                "`*` multiplies entry by entry and leaves all the products lying side by side. A "
                "neuron adds its products up, and that is what `@` does.",
            ),
            Misconception(
                "bias-on-the-input",
                lambda W, b, a: W @ (a + b),
                "You add the bias to the inputs, so the weights multiply it as well. There is one "
                "bias for each neuron, and it joins the sum after the product.",
            ),
            Misconception(
                "activation-included",
                lambda W, b, a: sigmoid(W @ a + b),
                "You have already applied the sigmoid. That is right for a whole layer; here the "
                "pre-activation z is asked for. The next exercise does the rest.",
            ),
            Misconception(
                "first-example-only",
                lambda W, b, a: W @ a[:, :1] + b,
                "You use the first column of `a` only. Every column is an example, and each gets "
                "its own column of z.",
            ),
            Misconception(
                "changes-bias",
                affine_changes_bias,
                "`z = b` gives the array a second name and `z += ...` then writes into it, so the "
                "bias of the network is overwritten. Write the sum as one expression instead.",
            ),
        ),
        accepts=(affine_by_loops, lambda W, b, a: np.einsum("ji,in->jn", W, a) + b),
        hints=(
            Hint("I would use three nested loops.", "One `@` does the same as the two inner ones."),
            Hint(
                "ValueError: ... mismatch in its core dimension",
                "Write the shapes side by side. (n_out, n_in)(n_in, N) fits, so `W` stands left.",
            ),
            Hint("And the bias?", "It is a column (n_out, 1); `+` stretches it: `W @ a + b`."),
        ),
    ),
    Code(
        id="02.layer",
        points=1.5,
        minutes=3,
        asks="layer(W, b, a) -> activations of a sigmoid layer, shape (n_out, N)",
        needs=("02.affine",),
        reference=lambda W, b, a: Network([W], [b]).predict(a),
        cases=layer_cases,
        arguments=("W", "b", "a"),
        misconceptions=(
            Misconception(
                "no-activation",
                lambda W, b, a: W @ a + b,
                "You return the pre-activation z. A layer ends with its activation function.",
            ),
            Misconception(
                "sigmoid-before-bias",
                lambda W, b, a: sigmoid(W @ a) + b,
                "The bias comes after the sigmoid. It belongs inside: σ(W a + b).",
            ),
            Misconception(
                "sigmoid-of-input",
                lambda W, b, a: W @ sigmoid(a) + b,
                "You apply the sigmoid to what comes in. The inputs are already activations of "
                "the layer before; squashed is what goes out.",
            ),
            Misconception(
                "sigmoid-twice",
                lambda W, b, a: sigmoid(sigmoid(W @ a + b)),
                "The sigmoid is applied twice, so all your results lie between 0.5 and 0.73.",
            ),
            Misconception(
                "derivative",
                lambda W, b, a: sigmoid(W @ a + b) * (1 - sigmoid(W @ a + b)),
                "a(1 − a) is the slope of the sigmoid. You will need it to go back; going "
                "forward, the value itself is handed on.",
            ),
            Misconception(
                "no-bias",
                lambda W, b, a: sigmoid(W @ a),
                "The bias is missing from the pre-activation.",
            ),
            Misconception(
                "step",
                lambda W, b, a: np.where(W @ a + b >= 0, 1.0, 0.0),
                "You give 0 or 1, as a perceptron does. This layer has the sigmoid, with all the "
                "values between.",
            ),
        ),
        accepts=(
            lambda W, b, a: 1 / (1 + np.exp(-(W @ a + b))),
            lambda W, b, a: 0.5 * (1 + np.tanh((W @ a + b) / 2)),
        ),
        hints=(
            Hint("Shall I repeat the sum here?", "No: call your `affine`, it knows how."),
            Hint("How do I apply σ to each entry?", "`sigmoid` works on whole arrays."),
            Hint("I have z.", "`return sigmoid(z)`, with `z` from `affine(W, b, a)`."),
        ),
    ),
)

MANY_LAYERS = (
    Choice(
        id="02.misprint",
        kind="find-the-bug",
        points=1,
        minutes=3,
        difficulty=2,
        asks="Which printed array does not fit the formula",
        reference="d",
        why="(3, 1) @ (3, 1) has inner sizes 1 and 3. A layer of one neuron has W with one row.",
        misconceptions=(
            Misconception(
                "first-weights-blamed",
                "a",
                "(3, 2) @ (2, 1) fits, and gives the (3, 1) of the hidden layer. One row for each "
                "of three neurons, one column for each of two inputs.",
            ),
            Misconception(
                "bias-blamed",
                "b",
                "Three hidden neurons, three biases, as a column: this one fits.",
            ),
            Misconception(
                "activation-blamed",
                "c",
                "Three hidden neurons in a column: that is what (3, 2) @ (2, 1) gives.",
            ),
        ),
        hints=(
            Hint("I'd have to compute it all.", "No numbers are needed, only the four shapes."),
            Hint("Where do I start?", "Write the shapes under both formulas and look at each `@`."),
            Hint("The first formula fits.", "Second: W² (3, 1) times x₁ (3, 1). Do 1 and 3 agree?"),
        ),
    ),
    Value(
        id="02.w2_row",
        points=1,
        minutes=2,
        asks="The corrected W2 of the lecture's network as a NumPy array",
        reference=LECTURE.weights[1],
        why="One neuron, one row; three inputs, three columns.",
        misconceptions=(
            Misconception(
                "still-a-column",
                LECTURE.weights[1].T,
                "This is the column as it was printed: three rows would mean three neurons, each "
                "with one input. There is one neuron, and it listens to three.",
            ),
            Misconception(
                "reversed",
                LECTURE.weights[1][:, ::-1],
                "The shape is right. Now the order: the first column belongs to node 3, so w₃₆ "
                "comes first.",
            ),
            Misconception(
                "bias-included",
                np.array([[1.0, 9.0, 10.0, 11.0]]),
                "The bias is in the row too. It can be done that way, as you will see below, but "
                "then the column of inputs needs an extra 1.",
            ),
        ),
        hints=(
            Hint("Which shape is needed?", "One neuron that listens to three: (1, 3)."),
            Hint("How do I write a row of shape (1, 3)?", "With two pairs of brackets: `[[..]]`."),
            Hint("Which numbers?", "The weights into node 6, in order: w₃₆, w₄₆, w₅₆."),
        ),
    ),
    Order(
        id="02.lines",
        points=1.5,
        minutes=5,
        difficulty=2,
        asks="The lines of a function that propagates x through all layers",
        reference="decbf",
        why="One name for what travels: `a` starts as the input and is replaced layer by layer.",
        misconceptions=(
            Misconception(
                "always-the-input",
                "deabf",
                "Line A multiplies by `x` in each turn, so every layer would listen to the input "
                "and none to the layer before it. What must W meet in the second turn?",
            ),
            Misconception(
                "activation-left-out",
                "decgf",
                "Line G hands on the pre-activation. Between two layers there is a sigmoid.",
            ),
            Misconception(
                "activation-first",
                "debcf",
                "Line B needs `z`, which is computed only in the line after it.",
            ),
            Misconception(
                "start-inside-the-loop",
                "edcbf",
                "D stands before the loop and is not indented. Inside it, each turn would start "
                "again from the input.",
            ),
        ),
        hints=(
            Hint("There are too many lines.", "Five are needed, two are traps."),
            Hint(
                "Which lines are traps?", "Those after which a later layer never hears the former."
            ),
            Hint("How does it begin?", "`a = x`, then the loop, then in it z, then a new `a`."),
        ),
    ),
    Code(
        id="02.forward",
        points=3,
        minutes=10,
        difficulty=2,
        asks="forward(weights, biases, x) -> [x, a1, ..., aL]",
        needs=("02.layer", "02.affine"),
        reference=lambda weights, biases, x: Network(weights, biases).forward(x).a,
        cases=network_cases,
        arguments=("weights", "biases", "x"),
        misconceptions=(
            Misconception(
                "only-output",
                lambda weights, biases, x: Network(weights, biases).predict(x),
                "Your numbers are right, but you return the last layer only. A list of the "
                "activations of all layers is needed, beginning with x: the way back uses them "
                "all.",
                credit=0.5,
            ),
            Misconception(
                "without-input",
                lambda weights, biases, x: Network(weights, biases).forward(x).a[1:],
                "Your numbers are right, but the list begins with the first hidden layer. The "
                "input is a⁰ and comes first: the weights W¹ will need it on the way back.",
                credit=0.5,
            ),
            Misconception(
                "always-the-input",
                lambda weights, biases, x: [
                    x,
                    *(sigmoid(W @ x + b) for W, b in zip(weights, biases, strict=True)),
                ],
                "Every layer of yours listens to the input `x`. From the second layer on it must "
                "be the activations of the layer before.",
            ),
            Misconception(
                "no-activation",
                lambda weights, biases, x: Network(weights, biases, "identity").forward(x).a,
                "There is no sigmoid in your network: each layer hands on its pre-activation.",
            ),
            Misconception(
                "stores-pre-activations",
                lambda weights, biases, x: [x, *Network(weights, biases).forward(x).z[1:]],
                "You pass on the right numbers but store z, the numbers before the sigmoid. Store "
                "the activations.",
            ),
            Misconception(
                "linear-output",
                lambda weights, biases, x: (
                    Network(weights, biases, ["sigmoid"] * (len(weights) - 1) + ["identity"])
                    .forward(x)
                    .a
                ),
                "All layers but the last are right. Here the last one has a sigmoid too.",
            ),
            Misconception(
                "one-layer-short",
                lambda weights, biases, x: Network(weights, biases).forward(x).a[:-1],
                "The last layer is missing. With L matrices the loop runs L times; the list that "
                "you return is longer by one than `weights`.",
            ),
            Misconception(
                "returns-in-the-loop",
                lambda weights, biases, x: Network(weights, biases).forward(x).a[:2],
                "Your `return` is inside the loop, so only the first layer is computed. Move it "
                "out, to the indentation of the `for`.",
            ),
            Misconception(
                "no-bias",
                lambda weights, biases, x: Network(weights, [0 * b for b in biases]).forward(x).a,
                "The biases are missing in all layers.",
            ),
        ),
        accepts=(forward_by_index,),
        hints=(
            Hint("How do I keep all layers?", "Begin with the list `[x]` and append each new `a`."),
            Hint(
                "How do I go through both lists at once?",
                "`for W, b in zip(weights, biases):` gives a pair for each layer.",
            ),
            Hint(
                "What happens in one turn?",
                "`activations.append(layer(W, b, activations[-1]))`; after the loop return the "
                "list.",
            ),
        ),
    ),
    Value(
        id="02.no_bias",
        kind="prediction",
        points=1,
        minutes=2,
        asks="Every entry of net1 for an input of zeros, without biases",
        reference=0.5,
        why="W·0 = 0 for every W, and σ(0) = ½: without a bias a layer has no opinion of its own.",
        misconceptions=(
            Misconception(
                "no-activation",
                0.0,
                "0 is the pre-activation: W times a column of zeros. Then comes the sigmoid.",
            ),
            Misconception(
                "sigmoid-of-zero-is-one",
                1.0,
                "exp(0) is 1, so σ(0) = 1 / (1 + 1).",
            ),
        ),
        hints=(
            Hint("But I don't know the weights!", "You don't need them: what is W times 0?"),
            Hint("All pre-activations are 0.", "What does the sigmoid make of 0?"),
            Hint("σ(0)?", "1 / (1 + exp(0)) = 1 / (1 + 1)."),
        ),
    ),
    Value(
        id="02.weights_and_biases",
        points=1,
        minutes=3,
        asks="Numbers of weights and of biases of a 3-4-2 network",
        reference=(20, 6),
        tolerance=0.1,
        parts=("weights", "biases"),
        why="Each edge is a weight, 3·4 + 4·2; each neuron that computes has a bias, 4 + 2.",
        misconceptions=(
            Misconception(
                "input-biases",
                (20, 9),
                "The weights are right. The three inputs are given, not computed: they have no "
                "bias.",
                credit=0.5,
            ),
            Misconception(
                "one-bias-a-layer",
                (20, 2),
                "The weights are right. But a bias belongs to a neuron, not to a layer.",
                credit=0.5,
            ),
            Misconception(
                "all-sizes-multiplied",
                (24, 6),
                "3·4·2 counts the ways through the whole network. A weight belongs to one edge: "
                "count the edges between each two neighbouring layers and add.",
                credit=0.5,
            ),
            Misconception(
                "swapped",
                (6, 20),
                "First the number of weights, then the number of biases.",
                credit=0.5,
            ),
        ),
        hints=(
            Hint("What do I count?", "Edges for the weights, computing neurons for the biases."),
            Hint("How many edges?", "Each of 4 neurons listens to 3, then each of 2 listens to 4."),
            Hint(
                "Which neurons have a bias?", "Those that compute: the 4 hidden and the 2 output."
            ),
        ),
    ),
    Code(
        id="02.count_parameters",
        points=2,
        minutes=6,
        asks="count_parameters(sizes) -> (n_weights, n_biases)",
        reference=lambda sizes: (
            sum(W.size for W in Network.create(sizes).weights),
            sum(b.size for b in Network.create(sizes).biases),
        ),
        cases=size_cases,
        arguments=("sizes",),
        returns=("n_weights", "n_biases"),
        misconceptions=(
            Misconception(
                "input-biases",
                lambda sizes: (
                    int(np.dot(sizes[:-1], sizes[1:])),
                    sum(sizes),
                ),
                "Your weights are right, but you count biases for the inputs. Inputs are given; "
                "only neurons that compute have a bias.",
                credit=0.5,
            ),
            Misconception(
                "one-bias-a-layer",
                lambda sizes: (
                    int(np.dot(sizes[:-1], sizes[1:])),
                    len(sizes) - 1,
                ),
                "Your weights are right, but you count one bias for each layer. Each neuron has "
                "one.",
                credit=0.5,
            ),
            Misconception(
                "total-only",
                lambda sizes: int(np.dot(sizes[:-1], sizes[1:])) + sum(sizes[1:]),
                "Your total is right. Return two numbers: `return n_weights, n_biases`.",
                credit=0.5,
            ),
            Misconception(
                "first-times-last",
                lambda sizes: (sizes[0] * sizes[-1], sum(sizes[1:])),
                "You connect the inputs with the outputs directly. Weights lie between each two "
                "neighbouring layers.",
            ),
            Misconception(
                "all-sizes-multiplied",
                lambda sizes: (int(np.prod(sizes)), sum(sizes[1:])),
                "You multiply all sizes. For each pair of neighbours multiply, then add the pairs.",
            ),
            Misconception(
                "sums-for-products",
                lambda sizes: (
                    sum(sizes[:-1]) + sum(sizes[1:]),
                    sum(sizes[1:]),
                ),
                "You add the sizes of two neighbouring layers. Each neuron of the one is joined "
                "to each of the other: that is a product.",
            ),
            Misconception(
                "one-layer-short",
                lambda sizes: (
                    sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 2)),
                    sum(sizes[1:-1]),
                ),
                "The last layer is missing: with k sizes there are k − 1 pairs of neighbours.",
            ),
        ),
        accepts=(
            count_by_loop,
            lambda sizes: (int(np.dot(sizes[:-1], sizes[1:])), int(np.sum(sizes[1:]))),
        ),
        hints=(
            Hint(
                "How do I go through neighbouring sizes?",
                "`zip(sizes[:-1], sizes[1:])` gives the pairs (3, 4), (4, 2).",
            ),
            Hint("What does one pair add?", "n_in · n_out weights and n_out biases."),
            Hint("How do I return two numbers?", "`return n_weights, n_biases`."),
        ),
    ),
)

BATCH = (
    Choice(
        id="02.batch_shape",
        kind="prediction",
        points=1,
        minutes=2,
        asks="Shape of the output of the 2-3-1 network for X of shape (2, 5)",
        reference="a",
        why="(3, 2) @ (2, 5) is (3, 5), then (1, 3) @ (3, 5) is (1, 5): a column in, a column out.",
        misconceptions=(
            Misconception(
                "one-output-a-row",
                "b",
                "There are five outputs, that is right. But examples are columns, and they stay "
                "columns through all layers: W multiplies from the left and mixes rows only.",
            ),
            Misconception(
                "batch-becomes-one",
                "c",
                "One output neuron gives one number for each example, and there are five of them. "
                "Nothing is summed over the examples.",
            ),
            Misconception(
                "shape-of-the-input",
                "d",
                "The number of columns stays, but the number of rows is that of the neurons in "
                "the layer: 2, then 3, then 1.",
            ),
        ),
        hints=(
            Hint("I lose track of the shapes.", "Write them under W¹ X first: (3, 2)(2, 5)."),
            Hint("I have (3, 5).", "b¹ (3, 1) is stretched and changes nothing. Now W² (1, 3)."),
            Hint("What stays, what changes?", "The columns stay 5; the rows become those of W²."),
        ),
    ),
    Code(
        id="02.forward_batch",
        points=2.5,
        minutes=8,
        difficulty=2,
        asks="forward_batch(weights, biases, examples) -> outputs, shape (n_L, N)",
        needs=("02.forward", "02.layer", "02.affine"),
        reference=lambda weights, biases, examples: Network(weights, biases).predict(
            np.column_stack(examples)
        ),
        cases=example_cases,
        arguments=("weights", "biases", "examples"),
        misconceptions=(
            Misconception(
                "reshape-for-transpose",
                lambda weights, biases, examples: Network(weights, biases).predict(
                    np.reshape(examples, (len(examples[0]), len(examples)))
                ),
                "`reshape` keeps the numbers in reading order and only cuts the lines anew, so "
                "the entries of different examples get mixed into one column. Rows become columns "
                "by a transpose.",
            ),
            Misconception(
                "examples-as-rows",
                lambda weights, biases, examples: Network(weights, biases).predict(
                    np.array(examples)
                ),
                "`np.array(examples)` has one row for each example, and W needs one column for "
                "each.",
            ),
            Misconception(
                "first-example-only",
                lambda weights, biases, examples: Network(weights, biases).predict(
                    examples[0].reshape(-1, 1)
                ),
                "Only the first example goes through your network.",
            ),
            Misconception(
                "outputs-as-rows",
                lambda weights, biases, examples: (
                    Network(weights, biases).predict(np.array(examples).T).T
                ),
                "Your numbers are right, but they lie in rows. Examples are columns in this "
                "course, on the way in and on the way out.",
                credit=0.5,
            ),
            Misconception(
                "all-layers",
                lambda weights, biases, examples: (
                    Network(weights, biases).forward(np.array(examples).T).a
                ),
                "Your numbers are right, but you return the activations of all layers. Only the "
                "outputs are asked for: the last entry of the list.",
                credit=0.5,
            ),
            Misconception(
                "not-stacked",
                lambda weights, biases, examples: [
                    Network(weights, biases).predict(example.reshape(-1, 1)) for example in examples
                ],
                "Your numbers are right, but they come as a list of N columns. Put the columns "
                "side by side in one array, `np.hstack` does that.",
                credit=0.5,
            ),
            Misconception(
                "averaged",
                lambda weights, biases, examples: (
                    Network(weights, biases)
                    .predict(np.array(examples).T)
                    .mean(axis=1, keepdims=True)
                ),
                "You return the mean over the examples. Each example has an output of its own.",
            ),
        ),
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
                "`np.array(examples)` has them as rows, shape (N, n0). One more step turns it "
                "over.",
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
    ),
)

FOLDED = (
    Value(
        id="02.z_hidden",
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
    ),
    Choice(
        id="02.swapped",
        kind="find-the-bug",
        points=1,
        minutes=3,
        difficulty=2,
        asks="What cannot be right about the printed z3 and a3",
        reference="a",
        why="The sigmoid rises, so larger z, larger a. Checks like this one cost no arithmetic.",
        misconceptions=(
            Misconception(
                "pre-activation-bounded",
                "b",
                "Only activations of a sigmoid lie between 0 and 1. A pre-activation is a sum and "
                "can be any number.",
            ),
            Misconception(
                "sigmoid-sums-to-one",
                "c",
                "Sigmoid outputs do not share anything: each lies between 0 and 1 on its own. An "
                "activation whose outputs sum to 1 is softmax, in module 09.",
            ),
            Misconception(
                "nothing-wrong",
                "d",
                "Compare the two rows: in z³ the first is the larger, in a³ the second. Can that "
                "be if the sigmoid rises?",
            ),
        ),
        hints=(
            Hint("Must I compute it all again?", "No. Think of the shape of the sigmoid."),
            Hint("It rises. What follows?", "If z is larger in one row, so is a."),
            Hint("Which row is larger?", "In z³ the first one, in a³ the second one."),
        ),
    ),
    Code(
        id="02.fold_bias",
        points=1.5,
        minutes=4,
        asks="fold_bias(W, b) -> Θ, shape (n_out, n_in + 1)",
        reference=lambda W, b: np.hstack([b, W]),
        cases=lambda rng: ((W, b) for W, b, _ in layer_cases(rng)),
        arguments=("W", "b"),
        misconceptions=(
            Misconception(
                "bias-last",
                lambda W, b: np.hstack([W, b]),
                "The bias is your last column. Many people do that, with the 1 in the last place; "
                "here it is the first column, to meet a leading 1.",
                credit=0.5,
            ),
            Misconception(
                "ones-for-biases",
                lambda W, b: np.hstack([np.ones_like(b), W]),
                "You put ones before W. The 1 belongs to the input; what stands in Θ is the bias "
                "that it meets.",
            ),
            Misconception(
                "bias-added",
                lambda W, b: W + b,
                "You add the bias to each weight. It needs a column of its own.",
            ),
            Misconception(
                "zero-column",
                lambda W, b: np.hstack([np.zeros_like(b), W]),
                "Your first column is zero, so the biases are lost.",
            ),
            Misconception(
                "result-transposed",
                lambda W, b: np.hstack([b, W]).T,
                "The right numbers, transposed. A row of Θ is one neuron, as a row of W is.",
                credit=0.5,
            ),
        ),
        accepts=(
            lambda W, b: np.concatenate([b, W], axis=1),
            lambda W, b: np.c_[b, W],
            lambda W, b: np.insert(W, 0, b[:, 0], axis=1),
        ),
        hints=(
            Hint("Which shape must come out?", "One column more than W: (n_out, n_in + 1)."),
            Hint("How do I put arrays side by side?", "`np.hstack([left, right])`."),
            Hint("Which one is left?", "The bias: it is the first column."),
        ),
    ),
    Code(
        id="02.forward_folded",
        kind="faded-code",
        points=2,
        minutes=6,
        difficulty=2,
        asks="forward_folded(thetas, x) -> outputs, shape (n_L, N)",
        reference=lambda thetas, x: Network(
            [theta[:, 1:] for theta in thetas], [theta[:, :1] for theta in thetas]
        ).predict(x),
        cases=folded_cases,
        arguments=("thetas", "x"),
        misconceptions=(
            Misconception(
                "one-in-last-place",
                lambda thetas, x: Network(
                    [theta[:, :-1] for theta in thetas], [theta[:, -1:] for theta in thetas]
                ).predict(x),
                "You put the row of ones below the activations. The biases are the first column "
                "of Θ, so the ones must be the first row: the one on top.",
            ),
            Misconception(
                "zeros",
                lambda thetas, x: Network(
                    [theta[:, 1:] for theta in thetas], [0 * theta[:, :1] for theta in thetas]
                ).predict(x),
                "Your extra row is zero, so it wipes out the biases. What number leaves a bias as "
                "it is when it is multiplied by it?",
            ),
            Misconception(
                "ones-only-once",
                folded_ones_once,
                "The row of ones is added to the input only. Each layer has biases, so each layer "
                "needs it again.",
            ),
            Misconception(
                "ones-squashed",
                lambda thetas, x: Network(
                    [theta[:, 1:] for theta in thetas],
                    [theta[:, :1] * (sigmoid(1.0) if i else 1) for i, theta in enumerate(thetas)],
                ).predict(x),
                "From the second layer on your ones are σ(1) = 0.73. Put them in after the "
                "sigmoid.",
            ),
            Misconception(
                "ones-in-the-output",
                lambda thetas, x: np.vstack(
                    [np.ones((1, x.shape[1])), folded_by_vstack(thetas, x)]
                ),
                "The row of ones is still there in what you return. Add it before each product, "
                "not after the last one.",
                credit=0.5,
            ),
            Misconception(
                "no-activation",
                lambda thetas, x: Network(
                    [theta[:, 1:] for theta in thetas],
                    [theta[:, :1] for theta in thetas],
                    "identity",
                ).predict(x),
                "There is no sigmoid in your network.",
            ),
        ),
        accepts=(folded_by_vstack,),
        hints=(
            Hint("What shape must the ones have?", "One row, as many columns as `a`: (1, N)."),
            Hint("How do I put a row on top?", "`np.vstack([top, bottom])`."),
            Hint("And then?", "`a = sigmoid(theta @ ...)` with the taller array that you built."),
        ),
    ),
)

ROWS = (
    Code(
        id="02.affine_rows",
        points=2,
        minutes=6,
        difficulty=2,
        asks="affine_rows(w, b, a) -> z, shape (N, n_out)",
        needs=("02.affine",),
        reference=lambda w, b, a: Network([w.T], [b.T], "identity").predict(a.T).T,
        cases=row_cases,
        arguments=("w", "b", "a"),
        misconceptions=(
            Misconception(
                "column-formula",
                lambda w, b, a: w @ a + b,
                "This is our formula with the other author's arrays. There the example is a row "
                "and stands on the left.",
            ),
            Misconception(
                "weights-transposed",
                lambda w, b, a: a @ w.T + b,
                "You transpose `w` and keep the rest. Here `w` is (n_in, n_out) already, which "
                "fits behind a row of n_in numbers as it is.",
            ),
            Misconception(
                "result-in-columns",
                lambda w, b, a: (a @ w + b).T,
                "The numbers are right, but as columns. Turn the result back into rows.",
                credit=0.5,
            ),
            Misconception(
                "no-bias",
                lambda w, b, a: a @ w,
                "The bias is missing. It is a row here, (1, n_out), and is used for each example.",
            ),
            Misconception(
                "reshape-for-transpose",
                lambda w, b, a: a @ w.reshape(w.shape[::-1]).T + b,
                "`reshape` cuts the numbers anew in reading order. To turn rows into columns you "
                "need `.T`.",
            ),
        ),
        accepts=(
            lambda w, b, a: a @ w + b,
            lambda w, b, a: (w.T @ a.T + b.T).T,
            lambda w, b, a: np.einsum("ni,io->no", a, w) + b,
        ),
        hints=(
            Hint("I'm lost between the two conventions.", "Write the four shapes under a · w + b."),
            Hint(
                "Can I use what I have?", "Yes: transpose all three, call `affine`, transpose back."
            ),
            Hint("Is there a shorter way?", "In their convention it is just `a @ w + b`."),
        ),
    ),
)

STARTING = (
    Choice(
        id="02.random_start",
        kind="prediction",
        points=1,
        minutes=2,
        difficulty=2,
        asks="Share of hidden activations between 0.1 and 0.9 when weights are ten times larger",
        reference="c",
        why="Ten times the weights make ten times the z: most of them leave the sigmoid's slope.",
        misconceptions=(
            Misconception(
                "sigmoid-repairs-it",
                "a",
                "The sigmoid keeps its output between 0 and 1 whatever comes, but not in the "
                "middle: a large z lands near one of the ends.",
            ),
            Misconception(
                "half",
                "b",
                "Not that many. From 0.1 to 0.9 the sigmoid needs only z between −2.2 and 2.2, "
                "and now typical z are around ±10.",
            ),
            Misconception(
                "none",
                "d",
                "Most, but not all: positive and negative terms still cancel now and then and "
                "leave a z near 0.",
            ),
        ),
        hints=(
            Hint("How could I know?", "Ten times the weights: what happens to every z?"),
            Hint("They are ten times as large.", "Between which z is the sigmoid in 0.1 to 0.9?"),
            Hint("Between −2.2 and 2.2.", "A typical z was about 1 and is now about 10."),
        ),
    ),
    Why(
        id="02.why_small_weights",
        points=2,
        kind="why",
        minutes=6,
        difficulty=2,
        asks="Why a network begins with small random weights",
    ),
)

FIND_THE_BUG = (
    Code(
        id="02.repaired_layer",
        kind="find-the-bug",
        points=2,
        minutes=8,
        difficulty=3,
        asks="repaired_layer(W, b, a) -> activations, shape (n_out, N), for b of shape (n_out,)",
        reference=lambda W, b, a: Network([W], [b[:, None]]).predict(a),
        cases=flat_bias_cases,
        arguments=("W", "b", "a"),
        misconceptions=(
            Misconception(
                "not-repaired",
                lambda W, b, a: sigmoid(np.dot(W, a) + b),
                "This still does what the broken layer does: (n_out, N) + (n_out,) lays the "
                "biases along the columns. When N is n_out nothing complains, and the numbers are "
                "wrong.",
            ),
            Misconception(
                "cut-to-size",
                lambda W, b, a: sigmoid(np.dot(W, a) + b)[:, : a.shape[1]],
                "You cut the result to the shape you expect. In it, the first bias was added to "
                "every neuron: the shape is right and the numbers are not.",
            ),
            Misconception(
                "diagonal",
                lambda W, b, a: np.diag(sigmoid(np.dot(W, a[:, :1]) + b))[:, None],
                "The diagonal holds the right numbers for one example. Repair the sum instead, "
                "and it will be right for any number of examples.",
                credit=0.5,
            ),
            Misconception(
                "bias-dropped",
                lambda W, b, a: sigmoid(np.dot(W, a)),
                "The shapes fit now because the bias is gone.",
            ),
            Misconception(
                "one-bias-for-all",
                lambda W, b, a: sigmoid(np.dot(W, a) + b[0]),
                "You add the first bias to every neuron. Each neuron has its own.",
            ),
            Misconception(
                "result-transposed",
                lambda W, b, a: sigmoid(a.T @ W.T + b),
                "With examples as rows the broadcasting is right, and so are your numbers. Turn "
                "the result back into columns at the end.",
                credit=0.5,
            ),
        ),
        accepts=(
            lambda W, b, a: sigmoid(W @ a + b[:, None]),
            lambda W, b, a: sigmoid(W @ a + b[:, np.newaxis]),
            lambda W, b, a: sigmoid(a.T @ W.T + b).T,
        ),
        hints=(
            Hint("Where do three columns come from?", "Look at the shapes in `np.dot(W, a) + b`."),
            Hint("(3, 1) + (3,) gives (3, 3)?", "NumPy reads (3,) as a row (1, 3) and stretches."),
            Hint("How do I make a column of b?", "`b.reshape(-1, 1)` has shape (n_out, 1)."),
        ),
    ),
)

EXERCISES: tuple[Exercise, ...] = (
    *RECALL,
    *NODE_BY_NODE,
    *ONE_LAYER,
    *MANY_LAYERS,
    *BATCH,
    *FOLDED,
    *ROWS,
    *STARTING,
    *FIND_THE_BUG,
)
