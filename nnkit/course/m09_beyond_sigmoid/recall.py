"""Three questions on earlier modules: a slope from the output, the way back, symmetry."""

from __future__ import annotations

import numpy as np

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong

recall_tanh_slope = Value(
    "09.recall_tanh_slope",
    points=0.5,
    minutes=1,
    asks="slope of tanh where its output is −0.6",
    reference=0.64,
    tolerance=0.006,
    why="1 − a²: the output is all that one needs.",
    misconceptions=(
        Misconception("not-squared", 1.6, "That is 1 − a. The slope of tanh is 1 − a²."),
        Misconception("one-plus-a", 0.4, "That is 1 + a, or 1 − |a|. The slope of tanh is 1 − a²."),
        Misconception("plus-the-square", 1.36, "That is 1 + a². The square is taken away from 1."),
        Misconception("square-outside", 2.56, "You squared 1 − a. Only a is squared: 1 − a²."),
        Misconception("square-only", 0.36, "That is a². What is left to 1 is the slope."),
        Misconception(
            "sigmoid-formula",
            -0.96,
            "a(1 − a) is the slope of the sigmoid. Here it would be negative, and tanh rises "
            "everywhere.",
        ),
        Misconception("sigmoid-without-sign", 0.24, "a(1 − a) is the sigmoid's. Tanh has 1 − a²."),
        Misconception(
            "tanh-once-more",
            float(1 - np.tanh(0.6) ** 2),
            "You put −0.6 through tanh once more. It is the output already.",
        ),
    ),
    hints=(
        Hint("I do not know z.", "You need not: the slope of tanh follows from its output."),
        Hint("What was the formula?", "1 minus the square of the output."),
        Hint("Nearly the answer", "1 − (−0.6)²"),
    ),
)

recall_way_back = Choice(
    "09.recall_way_back",
    points=0.5,
    minutes=1,
    asks="by what δ is multiplied on its way from one layer to the layer before",
    options=(
        Wrong(
            "by the weights only",
            "weights-only",
            "What comes back through the weights is ∂E/∂a. δ is ∂E/∂z, so it still has to go "
            "through the activation.",
        ),
        Wrong(
            "by the slope of the activation only",
            "slope-only",
            "The error comes back on the same lines on which the activations went forward, and "
            "each line has a weight.",
        ),
        Right(
            "by the weights, transposed, and by the slope of the activation",
            "Two factors for each layer. Twenty layers are twenty times two factors, and that is "
            "what this module is about.",
        ),
        Wrong(
            "by the activation and the learning rate",
            "gradient-and-step",
            "The activation makes a gradient of δ, and the rate a step. Neither is on the way "
            "back.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "The last two of the four steps: pass back, and then?"),
        Hint("Two factors?", "Pass back, and through the activation of the layer before."),
        Hint("Nearly the answer", "(W^next)ᵀ δ^next ⊙ φ′(z)"),
    ),
)

recall_symmetry = Choice(
    "09.recall_symmetry",
    points=0.5,
    minutes=1,
    asks="what happens if all weights start at 0.1",
    options=(
        Wrong(
            "nothing special: training finds its way from any start",
            "any-start",
            "Neurons with the same weights get the same gradient. What could make them differ?",
        ),
        Right(
            "all neurons of a hidden layer stay alike for ever",
            "Same weights, same activation, same gradient. So weights are drawn by chance; how "
            "large they should be is open until section 5.",
        ),
        Wrong(
            "the network cannot go forward",
            "no-forward",
            "Forward works. All neurons of a layer just say the same.",
        ),
        Wrong(
            "the gradients are exactly 0",
            "zero-gradient",
            "That is so for hidden layers if the weights are 0. With 0.1 there are gradients, but "
            "they are alike.",
        ),
    ),
    hints=(
        Hint(
            "Where do I begin?", "Two hidden neurons with equal weights: do their outputs differ?"
        ),
        Hint("And on the way back?", "They also send with equal weights. So their δ are equal."),
        Hint("Nearly the answer", "Equal before a step, equal after it."),
    ),
)
