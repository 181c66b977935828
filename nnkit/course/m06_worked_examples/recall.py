"""Three questions on earlier modules."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m06_worked_examples.fresh import Layer, Used, draw_layer, draw_used

recall_paths = Value(
    "06.recall_paths",
    points=0.5,
    minutes=1,
    asks="The derivative of f = x·y + x with respect to x at x = {x}, y = {y}",
    question=(
        r"The number $x$ is used twice: $f = x\cdot y + x$. What is $\partial f/\partial x$ at "
        "$x = {x}$, $y = {y}$?"
    ),
    fresh=Fresh(Used(3, 4), draw_used),
    reference=lambda n: n.y + 1.0,
    tolerance=1e-6,
    why="Two ways lead from x to f. What comes back along them adds up: y and 1.",
    misconceptions=(
        Misconception(
            "one-path",
            lambda n: float(n.y),
            "That is what comes back through the product alone. x is used a second time.",
        ),
        Misconception(
            "the-other-path",
            lambda n: 1.0,
            "That is what comes back through the sum alone. x is also a factor of x·y.",
        ),
        Misconception(
            "paths-multiplied",
            lambda n: float(n.x * n.y),
            "Local gradients are multiplied along one path. Where paths meet, they are added.",
        ),
        Misconception(
            "other-letter",
            lambda n: float(n.x),
            "That is ∂f/∂y. Asked for is the slope along x, which is used twice.",
        ),
        Misconception(
            "value",
            lambda n: float(n.x * n.y + n.x),
            "That is f itself. Asked for is its slope along x.",
        ),
        Misconception(
            "x-for-the-one",
            lambda n: float(n.x + n.y),
            "The second path gives 1, not x or {x}: if x grows by 1, the sum grows by 1.",
        ),
        Misconception(
            "doubled",
            lambda n: 2.0 * n.y + 1,
            "The product x·y changes y times as fast as x, not twice y. It is no square.",
        ),
    ),
    hints=(
        Hint("Where does x enter?", "Twice: as a factor of x·y, and on its own."),
        Hint("What does each use give?", "The product gives y = {y}, the sum gives 1."),
        Hint("Nearly the answer", "{y} + 1"),
    ),
)

recall_folded = Value(
    "06.recall_folded",
    points=0.5,
    minutes=1,
    asks="The shape of Θ, biases included, for {neurons} neurons behind {senders}",
    question=(
        "A layer of {neurons} neurons stands behind one of {senders}. It keeps its biases "
        r"inside, as the first column of $\Theta$, and the input gets a 1 on top. What is the "
        r"shape of $\Theta$? Answer with two numbers, such as `(5, 7)` or `[5, 7]`."
    ),
    fresh=Fresh(Layer(4, 2), draw_layer),
    reference=lambda n: [n.neurons, n.senders + 1],
    tolerance=1e-9,
    why="A row for each neuron that listens; a column for each sender, and one for the 1.",
    misconceptions=(
        Misconception(
            "bias-left-out",
            lambda n: [n.neurons, n.senders],
            "That is W alone. The biases are inside as well, and they need a place.",
        ),
        Misconception(
            "bias-as-a-row",
            lambda n: [n.neurons + 1, n.senders],
            "A row belongs to a neuron. Each of the {neurons} has a bias, so {neurons} more "
            "numbers are needed: a column.",
        ),
        Misconception(
            "transposed",
            lambda n: [n.senders + 1, n.neurons],
            "The right two numbers, exchanged. In z = Θ [1; a] a row belongs to a neuron that "
            "listens, and there are {neurons} of them.",
        ),
        Misconception(
            "one-on-both-sides",
            lambda n: [n.neurons + 1, n.senders + 1],
            "The 1 is put on top of what comes in. It is not computed by the layer, so it has no "
            "row.",
        ),
        Misconception(
            "transposed-and-no-bias",
            lambda n: [n.senders, n.neurons],
            "Two things: a row belongs to a neuron that listens, and there are {neurons}. And "
            "the biases need a column of their own.",
        ),
        Misconception(
            "bias-on-the-wrong-side",
            lambda n: [n.senders, n.neurons + 1],
            "The rows are for those who listen, {neurons} of them; the 1 adds a column.",
        ),
    ),
    hints=(
        Hint("What does a row mean?", "One neuron of the layer: its bias, then its weights."),
        Hint("What comes in?", "{senders} activations with a 1 on top."),
        Hint("Nearly the answer", "{neurons} rows, each with one bias and {senders} weights."),
    ),
)

recall_delta = Choice(
    "06.recall_delta",
    points=0.5,
    minutes=1,
    asks="The delta of a hidden layer",
    question="Which is the delta of a hidden layer $l$?",
    options=(
        Wrong(
            r"$(W^l)^\top\, \delta^{l+1} \odot \varphi'(z^l)$",
            "own-weights",
            "These are the layer's own weights. The error comes back on the way on which the "
            "activation went out: through the weights of the next layer.",
        ),
        Wrong(
            r"$W^{l+1}\, \delta^{l+1} \odot \varphi'(z^l)$",
            "no-transpose",
            "Without the transpose the shapes fit only if both layers are equally large. Going "
            "back, a neuron collects along its column.",
        ),
        Right(
            r"$(W^{l+1})^\top\, \delta^{l+1} \odot \varphi'(z^l)$",
            "Next weights, transposed; next delta; own slope. This line returns in every section.",
        ),
        Wrong(
            r"$(W^{l+1})^\top\, \delta^{l+1} \odot \varphi'(z^{l+1})$",
            "slope-of-next",
            "The slope of the next layer is already in δ of the next layer. Here the layer's own "
            "slope is due.",
        ),
    ),
    hints=(
        Hint("Which weights?", "Those by which this layer talks to the next one."),
        Hint("Why a transpose?", "W is (n_next, n). To get n numbers from n_next, transpose it."),
        Hint("And which slope?", "Delta of this layer is about its own z, so φ′ of its own z."),
    ),
)
