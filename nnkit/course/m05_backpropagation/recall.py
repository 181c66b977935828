"""Three questions on earlier modules: the slope from the output, paths that meet, downhill."""

from __future__ import annotations

import numpy as np

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong

_SIGMOID_OF_09 = 1 / (1 + np.exp(-0.9))

recall_slope = Value(
    "05.recall_slope",
    points=0.5,
    minutes=1,
    asks="slope of the sigmoid where its output is 0.9",
    reference=0.09,
    tolerance=0.001,
    why="Remember this: forward propagation has left behind all that the slope needs.",
    misconceptions=(
        Misconception(
            "slope-of-the-output",
            round(float(_SIGMOID_OF_09 * (1 - _SIGMOID_OF_09)), 2),
            "You put 0.9 through the sigmoid once more. It has been through already: 0.9 is the "
            "output, and the slope follows from it directly.",
        ),
        Misconception("one-minus-a", 0.1, "That is 1 − a. The factor a is missing."),
        Misconception("the-output", 0.9, "That is how high it is, not how steep."),
        Misconception(
            "sigmoid-of-the-output",
            float(_SIGMOID_OF_09),
            "That is σ(0.9). But 0.9 is an output already, and a slope is asked for.",
        ),
        Misconception("largest", 0.25, "That is the slope at a = ½, the largest there is."),
        Misconception(
            "slope-of-tanh", 1 - 0.9**2, "1 − a² is the slope of tanh. The sigmoid's is a(1 − a)."
        ),
        Misconception(
            "no-brackets",
            0.0,
            "`0.9 * 1 - 0.9` is 0: Python multiplies first. Put brackets around 1 − a.",
        ),
    ),
    hints=(
        Hint("I do not know z.", "You need not: the sigmoid's slope can be had from a alone."),
        Hint("What was the formula?", "The output times what it lacks to 1."),
        Hint("Nearly the answer", "0.9 · (1 − 0.9)"),
    ),
)

recall_paths = Value(
    "05.recall_paths",
    points=0.5,
    minutes=1,
    asks="gradient of a node from which two paths lead to the result",
    reference=3.0,
    tolerance=0.001,
    why="A neuron that sends to several others is just such a node.",
    misconceptions=(
        Misconception(
            "paths-multiplied",
            -4.0,
            "You multiplied. Along a path gradients are multiplied; where paths meet they are "
            "added.",
        ),
        Misconception(
            "overwritten",
            -1.0,
            "The second path has wiped out the first. Both carry a change of u to f.",
        ),
        Misconception(
            "first-path-only", 4.0, "That is one path. The change of u also takes the other."
        ),
        Misconception(
            "sign-lost",
            5.0,
            "Along the second path f falls while u rises: its −1 takes something away.",
        ),
        Misconception("mean", 1.5, "That is the mean. The two effects happen together: add."),
        Misconception(
            "turned-round",
            -3.0,
            "Right size, wrong sign. The path with 4 is the stronger one, and it is positive.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Let u rise by a little. What does f do on each path?"),
        Hint("Two answers?", "f feels both changes at once."),
        Hint("Nearly the answer", "4 + (−1)"),
    ),
)

recall_downhill = Choice(
    "05.recall_downhill",
    points=0.5,
    minutes=1,
    asks="what a negative ∂E/∂w says about the next step",
    options=(
        Wrong(
            "make it smaller, because the gradient is negative",
            "follows-the-sign",
            "If w gets smaller, E gets larger: that is what a negative slope means. The step goes "
            "against the gradient.",
        ),
        Right("make it larger", "Minus a negative number is plus: w rises, and E falls."),
        Wrong(
            "leave it nearly as it is, because the gradient is below 0",
            "small-gradient",
            "Negative is not small. E changes three times as fast as w, downwards.",
        ),
        Wrong(
            "nobody can tell without knowing $E$",
            "needs-the-error",
            "You need not know E itself: the slope alone says which way is down.",
        ),
    ),
    hints=(
        Hint("What does −3 mean?", "If w grows by 0.01, E changes by about −0.03."),
        Hint("What do we want?", "That E gets smaller."),
        Hint("Nearly the answer", "w ← w − α · (−3)"),
    ),
)
