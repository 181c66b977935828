"""The notation of the course: symbols, their shapes, and their names in Python."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Why, Wrong
from nnkit.course.m00_start_here.fresh import Layer, draw_layer

weights_name = Choice(
    "00.weights_name",
    points=0.5,
    minutes=1,
    asks="What W³ is called in Python if weights = [W1, W2, W3]",
    question=(
        "A network has three layers of weights, kept in a list: `weights = [W1, W2, W3]`. "
        "What is $W^3$ in Python?"
    ),
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
    asks=(
        "Shapes of W, b and a for a layer from {inputs} to {neurons} neurons and a batch of {batch}"
    ),
    question=(
        "A layer listens to {inputs} neurons and has {neurons} itself. A batch of {batch} "
        "examples goes through it. What are the shapes of its weights $W$, its bias $b$ and "
        "its activation $a$? Answer with three pairs, such as `((1, 2), (3, 4), (5, 6))`."
    ),
    parts=("W", "b", "a"),
    fresh=Fresh(Layer(5, 3, 8), draw_layer),
    reference=lambda n: ((n.neurons, n.inputs), (n.neurons, 1), (n.neurons, n.batch)),
    tolerance=0.1,
    why=(
        "({neurons}, {inputs}) @ ({inputs}, {batch}) + ({neurons}, 1): the shapes fit, so the "
        "formula can be right."
    ),
    misconceptions=(
        Misconception(
            "weights-transposed",
            lambda n: ((n.inputs, n.neurons), (n.neurons, 1), (n.neurons, n.batch)),
            "W has one row for each neuron of its layer and one column for each number that "
            "comes in. ({inputs}, {neurons}) @ ({inputs}, {batch}) would not fit.",
        ),
        Misconception(
            "flat-bias",
            lambda n: ((n.neurons, n.inputs), (n.neurons,), (n.neurons, n.batch)),
            "The bias is a column here, not an array with one axis. To a batch of {neurons} "
            "examples NumPy would add ({neurons},) as a row, without a word.",
        ),
        Misconception(
            "examples-as-rows",
            lambda n: ((n.neurons, n.inputs), (n.neurons, 1), (n.batch, n.neurons)),
            "In this course each example is a column: {batch} examples, {batch} columns.",
        ),
        Misconception(
            "bias-for-each-input",
            lambda n: ((n.neurons, n.inputs), (n.inputs, 1), (n.neurons, n.batch)),
            "A bias belongs to a neuron of this layer, not to a number that comes in: "
            "{neurons} neurons, {neurons} biases.",
            credit=0.5,
        ),
        Misconception(
            "batch-forgotten",
            lambda n: ((n.neurons, n.inputs), (n.neurons, 1), (n.neurons, 1)),
            "That is right for one example. In a batch of {batch} each example has its own column.",
            credit=0.5,
        ),
        Misconception(
            "activation-that-comes-in",
            lambda n: ((n.neurons, n.inputs), (n.neurons, 1), (n.inputs, n.batch)),
            "({inputs}, {batch}) is what comes in. The layer has {neurons} neurons, so that "
            "many rows come out.",
            credit=0.5,
        ),
        Misconception(
            "bias-for-each-example",
            lambda n: ((n.neurons, n.inputs), (n.neurons, n.batch), (n.neurons, n.batch)),
            "A neuron has one bias, whoever comes along. Broadcasting uses it for all {batch} "
            "examples.",
        ),
    ),
    hints=(
        Hint(
            "Where do I look?",
            "In the table of symbols: n_l is {neurons}, n_{l−1} is {inputs}, N is {batch}.",
        ),
        Hint(
            "What is a row of W?", "One neuron of this layer, so {neurons} rows; {inputs} columns."
        ),
        Hint(
            "How do I write it?",
            "Three pairs in brackets: `(({neurons}, {inputs}), (., .), (., .))`.",
        ),
    ),
)

why_columns = Why(
    "00.why_columns",
    kind="why",
    points=2,
    minutes=8,
    difficulty=2,
    asks="Why a course on networks writes shapes everywhere and keeps vectors as columns",
    rubric=(
        "1 point: an example with shapes in which NumPy stretches without complaint and the "
        "result is wrong, such as (3, 1) − (3,), which is (3, 3)",
        "0.5 points: columns tell which product is meant, the number $w^\\top a$ or the outer "
        "product $u v^\\top$",
        "0.5 points: what shapes under a formula are good for; both words, used rightly",
    ),
)
