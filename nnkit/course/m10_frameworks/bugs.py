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
            "for W, b, layer in zip(weights, biases, model.layers):",
            "loop",
            "It goes through all layers. What happens to each?",
        ),
        Right(
            "    if W.shape != layer.kernel.shape: W = W.T",
            "The layer from 4 to 4 is not turned. Its shape fits either way, so a shape cannot "
            "tell. Compare outputs.",
        ),
        Wrong(
            "    arrays += [W, b.ravel()]",
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
)
