"""Weights that are carried across with a fault that only a square layer hides; and the why."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Right, Why, Wrong

bug_square = Choice(
    "10.bug_square",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="which line carries a 3-4-4-2 network across without an error and with wrong outputs",
    options=(
        Wrong(
            "arrays = []",
            "start",
            "One list, begun before the loop: that is right.",
        ),
        Wrong(
            "for W, bias, layer in zip(weights, biases, model.layers):",
            "loop",
            "It goes through all layers. What happens to each?",
        ),
        Right(
            "    if W.shape != layer.kernel.shape: W = W.T",
            "The layer from 4 to 4 is not turned. Its shape fits either way, so a shape cannot "
            "tell. Compare outputs.",
        ),
        Wrong(
            "    arrays += [W, bias.ravel()]",
            "append",
            "Kernel, then flat bias, layer by layer: that is right, if W is what it should be.",
        ),
        Wrong("model.set_weights(arrays)", "set", "Keras takes the list as it is."),
    ),
    hints=(
        Hint("Where do I begin?", "Go through it layer by layer: 3 to 4, 4 to 4, 4 to 2."),
        Hint("All shapes fit.", "For which of the layers do they fit without being turned?"),
        Hint("Nearly the answer", "Whether W has to be turned does not depend on its shape."),
    ),
)

why_compare = Why(
    "10.why_compare",
    points=2,
    minutes=8,
    difficulty=2,
    asks="how to find out why two networks that should be the same are not",
    rubric=(
        "1 point: from small to large, and to stop at the first step that differs: the same "
        "weights in both, then outputs, loss, gradients, one step, several steps",
        "0.5 points: why the two percentages do not tell it: they compare everything at once, "
        "and differ by chance from seed to seed",
        "0.5 points: three things that may differ without a mistake, such as the mean in the "
        "loss, the optimiser's form, float32, the order of the examples, the first weights",
    ),
)
