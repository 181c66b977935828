"""Three questions on earlier modules."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong

recall_paths = Value(
    "06.recall_paths",
    points=0.5,
    minutes=1,
    asks="The derivative of f = x·y + x with respect to x at x = 3, y = 4",
    reference=5.0,
    tolerance=1e-6,
    why="Two ways lead from x to f. What comes back along them adds up: y and 1.",
    misconceptions=(
        Misconception(
            "one-path",
            4.0,
            "That is what comes back through the product alone. x is used a second time.",
        ),
        Misconception(
            "the-other-path",
            1.0,
            "That is what comes back through the sum alone. x is also a factor of x·y.",
        ),
        Misconception(
            "paths-multiplied",
            12.0,
            "Local gradients are multiplied along one path. Where paths meet, they are added.",
        ),
        Misconception(
            "other-letter",
            3.0,
            "That is ∂f/∂y. Asked for is the slope along x, which is used twice.",
        ),
        Misconception("value", 15.0, "That is f itself. Asked for is its slope along x."),
        Misconception(
            "x-for-the-one",
            7.0,
            "The second path gives 1, not x or 3: if x grows by 1, the sum grows by 1.",
        ),
        Misconception(
            "doubled",
            9.0,
            "The product x·y changes y times as fast as x, not twice y. It is no square.",
        ),
    ),
    hints=(
        Hint("Where does x enter?", "Twice: as a factor of x·y, and on its own."),
        Hint("What does each use give?", "The product gives y = 4, the sum gives 1."),
        Hint("Nearly the answer", "4 + 1"),
    ),
)

recall_folded = Value(
    "06.recall_folded",
    points=0.5,
    minutes=1,
    asks="The shape of Θ, biases included, for 4 neurons behind 2",
    reference=[4, 3],
    tolerance=1e-9,
    why="A row for each neuron that listens; a column for each sender, and one for the 1.",
    misconceptions=(
        Misconception(
            "bias-left-out",
            [4, 2],
            "That is W alone. The biases are inside as well, and they need a place.",
        ),
        Misconception(
            "bias-as-a-row",
            [5, 2],
            "A row belongs to a neuron. Each of the four has a bias, so four more numbers are "
            "needed: a column.",
        ),
        Misconception(
            "transposed",
            [3, 4],
            "The right two numbers, exchanged. In z = Θ [1; a] a row belongs to a neuron that "
            "listens, and there are four of them.",
        ),
        Misconception(
            "one-on-both-sides",
            [5, 3],
            "The 1 is put on top of what comes in. It is not computed by the layer, so it has no "
            "row.",
        ),
        Misconception(
            "transposed-and-no-bias",
            [2, 4],
            "Two things: a row belongs to a neuron that listens, and there are four. And the "
            "biases need a column of their own.",
        ),
        Misconception(
            "bias-on-the-wrong-side",
            [2, 5],
            "The rows are for those who listen, four of them; the 1 adds a column.",
        ),
    ),
    hints=(
        Hint("What does a row mean?", "One neuron of the layer: its bias, then its weights."),
        Hint("What comes in?", "Two activations with a 1 on top: three numbers."),
        Hint("Nearly the answer", "Four rows, each with one bias and two weights."),
    ),
)

recall_delta = Choice(
    "06.recall_delta",
    points=0.5,
    minutes=1,
    asks="The delta of a hidden layer",
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
