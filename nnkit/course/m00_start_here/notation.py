"""The notation of the course: symbols, their shapes, and their names in Python."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Why, Wrong

weights_name = Choice(
    "00.weights_name",
    points=0.5,
    minutes=1,
    asks="What W³ is called in Python if weights = [W1, W2, W3]",
    options=(
        Wrong(
            "`weights[3]`",
            "layer-number-as-index",
            "The list has three entries, 0 to 2, so `weights[3]` is an IndexError.",
        ),
        Wrong("`weights[0] ** 3`", "power", "The raised number is the layer and no power."),
        Right(
            "`weights[2]`",
            "Python counts from 0. Activations agree with their layer, as the input is a⁰.",
        ),
        Wrong("`weights[1]`", "one-too-few", "`weights[1]` is the second of the list, W²."),
    ),
    hints=(
        Hint("Is W³ a power?", "No: the raised number says which layer it belongs to."),
        Hint("Where in the list is it?", "It is the third one, and the last."),
        Hint("How does Python count?", "0, 1, 2: the third has the index 2."),
    ),
)

layer_shapes = Value(
    "00.layer_shapes",
    points=1,
    minutes=3,
    difficulty=2,
    asks="Shapes of W, b and a for a layer from 5 to 3 neurons and a batch of 8",
    parts=("W", "b", "a"),
    reference=((3, 5), (3, 1), (3, 8)),
    tolerance=0.1,
    why="(3, 5) @ (5, 8) + (3, 1): the shapes fit, so the formula can be right.",
    misconceptions=(
        Misconception(
            "weights-transposed",
            ((5, 3), (3, 1), (3, 8)),
            "W has one row for each neuron of its layer and one column for each number that comes "
            "in. (5, 3) @ (5, 8) would not fit.",
        ),
        Misconception(
            "flat-bias",
            ((3, 5), (3,), (3, 8)),
            "The bias is a column here, not an array with one axis. To a batch of three examples "
            "NumPy would add (3,) as a row, without a word.",
        ),
        Misconception(
            "examples-as-rows",
            ((3, 5), (3, 1), (8, 3)),
            "In this course each example is a column: eight examples, eight columns.",
        ),
        Misconception(
            "bias-for-each-input",
            ((3, 5), (5, 1), (3, 8)),
            "A bias belongs to a neuron of this layer, not to a number that comes in: three "
            "neurons, three biases.",
            credit=0.5,
        ),
        Misconception(
            "batch-forgotten",
            ((3, 5), (3, 1), (3, 1)),
            "That is right for one example. In a batch of 8 each example has its own column.",
            credit=0.5,
        ),
        Misconception(
            "activation-that-comes-in",
            ((3, 5), (3, 1), (5, 8)),
            "(5, 8) is what comes in. The layer has 3 neurons, so that many rows come out.",
            credit=0.5,
        ),
        Misconception(
            "bias-for-each-example",
            ((3, 5), (3, 8), (3, 8)),
            "A neuron has one bias, whoever comes along. Broadcasting uses it for all eight "
            "examples.",
        ),
    ),
    hints=(
        Hint("Where do I look?", "In the table of symbols: n_l is 3, n_{l−1} is 5, N is 8."),
        Hint("What is a row of W?", "One neuron of this layer, so three rows; five columns."),
        Hint("How do I write it?", "Three pairs in brackets: `((3, 5), (., .), (., .))`."),
    ),
)

why_columns = Why(
    "00.why_columns",
    kind="why",
    points=2,
    minutes=8,
    difficulty=2,
    asks="Why a course on networks writes shapes everywhere and keeps vectors as columns",
)
