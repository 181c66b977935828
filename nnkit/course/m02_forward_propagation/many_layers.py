"""Layer after layer: order, shapes, and counting parameters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks import cases
from nnkit.checks.exercise import Choice, Code, Hint, Misconception, Order, Right, Value, Wrong
from nnkit.course.in_order import orders
from nnkit.course.m02_forward_propagation.shared import LECTURE, LECTURE_TRACE
from nnkit.network import Network, Trace


def network_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Weights, biases and x (n0, N) of the lecture's network and of random ones."""
    yield LECTURE.weights, LECTURE.biases, LECTURE_TRACE.a[0]
    yield [W.astype(int) for W in LECTURE.weights], LECTURE.biases, cases.normal(rng, 2, 4) / 4
    for weights, biases, x, _ in cases.networks(rng):
        yield weights, biases, x


def traced(weights: Any, biases: Any, x: Any, activation: Any = "sigmoid") -> Trace:
    """All z and a of a network, whose weights may be whole numbers."""
    return Network([W * 1.0 for W in weights], biases, activation).forward(x)


misprint = Choice(
    "02.misprint",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="Which printed array does not fit the formula",
    options=(
        Wrong(
            "$w_1$",
            "first-weights-blamed",
            "(3, 2) @ (2, 1) fits, and gives the (3, 1) of the hidden layer. One row for each of "
            "three neurons, one column for each of two inputs.",
        ),
        Wrong(
            "$b_1$",
            "bias-blamed",
            "Three hidden neurons, three biases, as a column: this one fits.",
        ),
        Wrong(
            "$x_1$",
            "activation-blamed",
            "Three hidden neurons in a column: that is what (3, 2) @ (2, 1) gives.",
        ),
        Right(
            "$w_2$",
            "(3, 1) @ (3, 1) has inner sizes 1 and 3. A layer of one neuron has W with one row.",
        ),
    ),
    hints=(
        Hint("I'd have to compute it all.", "No numbers are needed, only the four shapes."),
        Hint("Where do I start?", "Write the shapes under both formulas and look at each `@`."),
        Hint("The first formula fits.", "Second: W² (3, 1) times x₁ (3, 1). Do 1 and 3 agree?"),
    ),
)

w2_row = Value(
    "02.w2_row",
    points=1,
    minutes=2,
    asks="The corrected W2 of the lecture's network as a NumPy array",
    reference=LECTURE.weights[1],
    exact_shape=True,
    why="One neuron, one row; three inputs, three columns.",
    misconceptions=(
        Misconception(
            "still-a-column",
            LECTURE.weights[1].T,
            "This is the column as it was printed: three rows would mean three neurons, each with "
            "one input. There is one neuron, and it listens to three.",
        ),
        Misconception(
            "reversed",
            LECTURE.weights[1][:, ::-1],
            "The shape is right. Now the order: the first column belongs to node 3, so w₃₆ comes "
            "first.",
        ),
        Misconception(
            "bias-included",
            np.array([[1.0, 9.0, 10.0, 11.0]]),
            "The bias is in the row too. It can be done that way, as you will see below, but then "
            "the column of inputs needs an extra 1.",
        ),
        Misconception(
            "weights-of-the-first-layer",
            LECTURE.weights[0],
            "These are the weights W¹ into the hidden layer. Asked for are those into node 6.",
        ),
    ),
    hints=(
        Hint("Which shape is needed?", "One neuron that listens to three: (1, 3)."),
        Hint("How do I write a row of shape (1, 3)?", "With two pairs of brackets: `[[..]]`."),
        Hint("Which numbers?", "The weights into node 6, in order: w₃₆, w₄₆, w₅₆."),
    ),
)

lines = Order(
    "02.lines",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="The lines of a function that propagates x through all layers",
    lines=(
        "        z = W @ x + b",
        "        a = sigmoid(z)",
        "        z = W @ a + b",
        "    a = x",
        "    for W, b in zip(weights, biases):",
        "    return a",
        "        a = z",
    ),
    reference="decbf",
    why="One name for what travels: `a` starts as the input and is replaced layer by layer.",
    misconceptions=(
        *orders(
            "always-the-input",
            "deabf",
            "Line A multiplies by `x` in each round, so every layer would listen to the input and "
            "none to the layer before it. What must W meet in the second round?",
        ),
        *orders(
            "activation-left-out",
            "decgf",
            "Line G hands on the pre-activation. Between two layers there is a sigmoid.",
        ),
        *orders(
            "always-the-input-and-activation-left-out",
            "deagf",
            "Both traps: line A multiplies by `x` in each round, where the layer before should be "
            "heard, and line G hands on z without a sigmoid.",
        ),
        *orders(
            "sigmoid-undone",
            "decbgf deabgf",
            "Line G puts z into `a`, without a sigmoid. It is a trap: what travels on is "
            "`sigmoid(z)`.",
        ),
        *orders(
            "activation-first",
            "debcf bdecf",
            "Line B needs `z`, which is computed only in the line after it.",
        ),
        *orders(
            "start-inside-the-loop",
            "edcbf edabf edcgf",
            "D stands before the loop and is not indented. Inside it, each round would start again "
            "from the input.",
        ),
        *orders(
            "start-at-the-end",
            "ecbdf ecbfd ecdbf",
            "D, `a = x`, comes first: without it the loop has no `a` to begin with.",
        ),
        *orders(
            "start-missing",
            "ecbf ecgf eabf",
            "Line D, `a = x`, is missing: the loop has no `a` to begin with.",
        ),
        *orders(
            "returns-too-early",
            "dfecb defcb decfb dfebc",
            "Line F ends the function. It comes last, after the loop.",
        ),
        *orders(
            "loop-too-late",
            "dcebf dcbef cdebf bcdef",
            "Lines B and C belong to the loop: line E, which begins it, comes before them.",
        ),
        *orders(
            "return-missing",
            "decb",
            "The function has to give something back: one line is missing at the end.",
        ),
        *orders(
            "both-products",
            "deacbf decabf",
            "Lines A and C both make `z`, and the second one overwrites the first. One of them is "
            "a trap.",
        ),
    ),
    hints=(
        Hint("There are too many lines.", "Five are needed, two are traps."),
        Hint("Which lines are traps?", "Those after which a later layer never hears the former."),
        Hint("How does it begin?", "`a = x`, then the loop, then in it z, then a new `a`."),
    ),
)

forward = Code(
    "02.forward",
    points=3,
    minutes=10,
    difficulty=2,
    asks="forward(weights, biases, x) -> [x, a1, ..., aL]",
    needs=("02.layer", "02.affine"),
    cases=network_cases,
    arguments=("weights", "biases", "x"),
    exact_shape=True,
    hints=(
        Hint("How do I keep all layers?", "Begin with the list `[x]` and append each new `a`."),
        Hint(
            "How do I go through both lists at once?",
            "`for W, b in zip(weights, biases):` gives a pair for each layer.",
        ),
        Hint(
            "What happens in one turn?",
            "`activations.append(layer(W, b, activations[-1]))`; after the loop return the list.",
        ),
    ),
)


@forward.right
def reference(weights, biases, x):
    return traced(weights, biases, x).a


@forward.wrong(credit=0.5)
def only_output(weights, biases, x):
    """Your numbers are right, but you return the last layer only. A list of the activations of all
    layers is needed, beginning with x: the way back uses them all."""
    return traced(weights, biases, x).a[-1]


@forward.wrong(credit=0.5)
def without_input(weights, biases, x):
    """Your numbers are right, but the list begins with the first hidden layer. The input is a⁰ and
    comes first: the weights W¹ will need it on the way back."""
    return traced(weights, biases, x).a[1:]


@forward.wrong
def always_the_input(weights, biases, x):
    """Every layer of yours listens to the input `x`. From the second layer on it must be the
    activations of the layer before."""
    return [x, *(sigmoid(W @ x + b) for W, b in zip(weights, biases, strict=True))]


@forward.wrong
def no_activation(weights, biases, x):
    """There is no sigmoid in your network: each layer hands on its pre-activation."""
    return traced(weights, biases, x, "identity").a


@forward.wrong
def stores_pre_activations(weights, biases, x):
    """You pass on the right numbers but store z, the numbers before the sigmoid. Store the
    activations."""
    return [x, *traced(weights, biases, x).z[1:]]


@forward.wrong
def linear_output(weights, biases, x):
    """All layers but the last are right. Here the last one has a sigmoid too."""
    return traced(weights, biases, x, ["sigmoid"] * (len(weights) - 1) + ["identity"]).a


@forward.wrong
def one_layer_short(weights, biases, x):
    """The last layer is missing. With L matrices the loop runs L times; the list that you return is
    longer by one than `weights`."""
    return traced(weights, biases, x).a[:-1]


@forward.wrong
def returns_in_the_loop(weights, biases, x):
    """Only the first layer is in your list. If your `return` is inside the loop, it ends the
    function in the first round: put it after the loop, as far to the left as `for`."""
    return traced(weights, biases, x).a[:2]


@forward.wrong
def no_bias(weights, biases, x):
    """The biases are missing in all layers."""
    return traced(weights, [0 * b for b in biases], x).a


@forward.wrong(credit=0.5)
def wrapped_in_a_list(weights, biases, x):
    """Your numbers are right, but the list is wrapped in a second list. Leave out the brackets
    around it."""
    return [traced(weights, biases, x).a]


@forward.wrong(credit=0.5)
def two_layers_only(weights, biases, x):
    """Right for two layers. There may be any number of them: use a loop."""
    a1 = sigmoid(weights[0] @ x + biases[0])
    a2 = sigmoid(weights[1] @ a1 + biases[1])
    return [x, a1, a2]


@forward.wrong
def input_and_last_only(weights, biases, x):
    """Your list holds the input and the output. The hidden layers in between are needed as well."""
    return [x, traced(weights, biases, x).a[-1]]


@forward.wrong
def input_activated(weights, biases, x):
    """You put the input through the sigmoid. It goes into the first layer, and into the list, as it
    is."""
    return traced(weights, biases, sigmoid(x)).a


@forward.wrong
def input_activated_in_the_list(weights, biases, x):
    """The input goes into the list as it is, without a sigmoid."""
    return [sigmoid(x), *traced(weights, biases, x).a[1:]]


@forward.wrong
def without_input_and_linear(weights, biases, x):
    """Two things: the input is missing at the front of your list, and the last layer has no
    sigmoid."""
    kinds = ["sigmoid"] * (len(weights) - 1) + ["identity"]
    return traced(weights, biases, x, kinds).a[1:]


@forward.wrong
def all_pre_activations(weights, biases, x):
    """Your list holds the z of each layer, and z is also what your layers hand on. A layer ends
    with its sigmoid."""
    return traced(weights, biases, x, "identity").a[1:]


@forward.wrong
def z_and_a(weights, biases, x):
    """Your list holds z and a of each layer. Keep the activations only."""
    trace = traced(weights, biases, x)
    return [x, *(part for pair in zip(trace.z[1:], trace.a[1:], strict=True) for part in pair)]


@forward.wrong(credit=0.5)
def reversed_(weights, biases, x):
    """Your numbers are right, but the list runs backwards. The input comes first, the output
    last."""
    return traced(weights, biases, x).a[::-1]


@forward.wrong
def first_bias_everywhere(weights, biases, x):
    """Every layer of yours uses the first bias. Each layer has its own: take weights and biases in
    pairs."""
    activations = [x]
    for W in weights:
        activations.append(sigmoid(W @ activations[-1] + biases[0]))
    return activations


@forward.wrong(credit=0.5)
def one_example_only(weights, biases, x):
    """Right for one example; a batch stops with an error. Leave `x` and the biases as they come,
    columns, without `ravel`."""
    activations = [x.ravel()]
    for W, b in zip(weights, biases, strict=True):
        activations.append(sigmoid(W @ activations[-1] + b.ravel()))
    return activations


@forward.wrong
def first_example_only(weights, biases, x):
    """Only the first example goes through. Every column of `x` is an example."""
    return traced(weights, biases, x[:, :1]).a


@forward.wrong(credit=0.5)
def output_in_a_list(weights, biases, x):
    """Your list holds the output only. The activations of all layers are needed, beginning with x:
    put each one into the list, in each round."""
    return [traced(weights, biases, x).a[-1]]


@forward.wrong
def input_twice(weights, biases, x):
    """The input stands twice in your list. It comes once, at the front."""
    return [x, *traced(weights, biases, x).a]


@forward.wrong(credit=0.5)
def output_and_list(weights, biases, x):
    """You return the output and the list. Return the list only."""
    trace = traced(weights, biases, x)
    return trace.a[-1], trace.a


@forward.wrong
def tanh(weights, biases, x):
    """Your layers use tanh. They are sigmoid layers: call `layer`."""
    return traced(weights, biases, x, "tanh").a


@forward.wrong
def first_layer_left_out(weights, biases, x):
    """Your loop leaves out the first layer: `weights[0]` and `biases[0]` count as well."""
    activations = [x]
    for W, b in zip(weights[1:], biases[1:], strict=True):
        activations.append(sigmoid(W @ activations[-1] + b))
    return activations


@forward.also_right
def by_index(weights, biases, x):
    """Layers by their index."""
    activations = [x]
    for i in range(len(weights)):
        activations.append(sigmoid(weights[i] @ activations[i] + biases[i]))
    return activations
