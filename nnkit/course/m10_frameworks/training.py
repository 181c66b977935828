"""A step in Keras with our weights, and what else has to be carried across."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Misconception, Order, Right, Wrong

carry_over = Order(
    "10.carry_over",
    points=1,
    minutes=3,
    asks="order of the lines that take one step in Keras, from our weights and back to them",
    lines=(
        "model.train_on_batch(x.T, y.T)",
        "weights, biases = from_keras(model.get_weights())",
        "model.set_weights(weights + biases)",
        'model.compile(optimizer="sgd", loss="mse")',
        "model = keras.Sequential([Input((3,)), Dense(4), Dense(2)])",
        "model.train_on_batch(x, y)",
        "model.set_weights(to_keras(weights, biases))",
    ),
    reference="egdab",
    accepts=("edgab",),
    before={
        "eg": "There has to be a model before it can be given weights.",
        "ed": "There has to be a model before it can be compiled.",
        "ga": "The step has to start from our weights: set them before you train.",
        "da": "A model that is not compiled knows no loss and no optimiser. Compile before you "
        "train.",
        "ab": "Fetch the weights after the step.",
        "ea": "There has to be a model before it can be trained.",
        "eb": "There has to be a model before it can give weights.",
        "gb": "You would get back Keras' own random weights.",
        "db": "The weights are fetched at the end.",
    },
    why="Build, carry across, compile, step, carry back. Examples travel as rows.",
    misconceptions=(
        Misconception(
            "columns",
            "egdfb",
            "The order is right, but x and y go in as columns. To Keras an example is a row.",
        ),
        Misconception(
            "columns-",
            "edgfb",
            "The order is right, but x and y go in as columns. To Keras an example is a row.",
        ),
        Misconception(
            "weights-as-they-are",
            "ecdab",
            "The order is right, but the weights go in as they are here. Keras wants kernels and "
            "flat biases, layer by layer: use `to_keras`.",
        ),
        Misconception(
            "weights-as-they-are-",
            "edcab",
            "The order is right, but the weights go in as they are here. Keras wants kernels and "
            "flat biases, layer by layer: use `to_keras`.",
        ),
        Misconception(
            "too-late",
            "edagb",
            "You train before you set the weights. The step starts from Keras' own random ones, "
            "and then yours overwrite what it has learnt.",
        ),
        Misconception(
            "nothing-set",
            "edab",
            "Our weights never get there: Keras draws random ones when it builds a model.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Before anything can be set, there has to be a model."),
        Hint("Seven lines, and five are needed?", "Two pairs do the same job; one of each fails."),
        Hint("Nearly the answer", "Build, set weights, compile, train, get weights."),
    ),
)

shuffled = Choice(
    "10.shuffled",
    kind="prediction",
    points=1,
    minutes=2,
    asks="two runs with the same weights that shuffle the examples differently",
    options=(
        Wrong(
            "they stay equal to the last digit",
            "order-without-effect",
            "The first mini-batch holds other examples in the two runs. So the first step is "
            "another already.",
        ),
        Right(
            "they part in the first step, and stay near each other",
            "Both go down the same valley on ways of their own. To compare to the digit, carry the "
            "order across, too.",
        ),
        Wrong(
            "they are equal until the end of the first epoch, then they part",
            "epoch",
            "After an epoch both have seen all examples, but they stepped after each mini-batch, "
            "and those were different.",
        ),
        Wrong(
            "one of them learns, the other does not",
            "luck",
            "The order is noise. It does not decide whether a network learns that learns at all.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Which examples are in the first mini-batch of each run?"),
        Hint("Does the order matter that much?", "Each order is a fair sample of the same data."),
        Hint("Nearly the answer", "Other steps at once, but in about the same direction."),
    ),
)
