"""Layer after layer: order, shapes, and counting parameters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks import cases
from nnkit.checks.exercise import Choice, Code, Hint, Misconception, Order, Value
from nnkit.course.m02_forward_propagation.shared import LECTURE, LECTURE_TRACE
from nnkit.network import Network


def network_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Weights, biases and x (n0, N) of the lecture's network and of random ones."""
    yield LECTURE.weights, LECTURE.biases, LECTURE_TRACE.a[0]
    for weights, biases, x, _ in cases.networks(rng):
        yield weights, biases, x


def size_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Layer sizes, the input first."""
    yield ([3, 4, 2],)
    for layers in (2, 3, 4, 5):
        yield ([int(n) for n in rng.choice(np.arange(2, 12), layers, replace=False)],)


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
