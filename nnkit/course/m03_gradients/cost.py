"""How many knobs a network has, and what it costs to try each of them."""

from __future__ import annotations

from nnkit.checks.exercise import Hint, Misconception, Value

knobs = Value(
    "03.knobs",
    points=0.5,
    minutes=2,
    asks="Number of weights and biases of a 3-4-2 network",
    reference=26.0,
    tolerance=0.5,
    why="12 + 8 weights and 4 + 2 biases: its error is a surface over 26 dimensions.",
    misconceptions=(
        Misconception("no-biases", 20.0, "These are the weights. The biases are knobs, too."),
        Misconception(
            "biases-on-inputs", 29.0, "The inputs have no bias: they are given, not computed."
        ),
        Misconception(
            "neurons", 9.0, "3 + 4 + 2 counts inputs and neurons. Count the lines between them."
        ),
        Misconception("biases-only", 6.0, "These are the biases. How many weights are there?"),
        Misconception(
            "sizes-multiplied",
            24.0,
            "3 · 4 · 2: but weights lie between neighbouring layers only. 3 · 4, and 4 · 2.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Write the shapes of W¹, b¹, W² and b²."),
        Hint("W¹ is (4, 3).", "So it has 12 entries; W² is (2, 4) and has 8."),
        Hint("And the biases?", "4 and 2: none for the inputs."),
    ),
)

passes = Value(
    "03.passes",
    points=0.5,
    minutes=2,
    asks="Forward passes for the gradient of that network by central differences",
    reference=52.0,
    tolerance=0.5,
    why="Two for each knob. Back-propagation will do it with one pass forward and one back.",
    misconceptions=(
        Misconception("one-each", 26.0, "Each knob is turned up once and down once."),
        Misconception(
            "forward-differences",
            27.0,
            "That is for forward differences, which share the one in the middle. Central ones take "
            "two for each knob.",
        ),
        Misconception("weights-only", 40.0, "The biases have slopes as well."),
        Misconception("two", 2.0, "Two for each of the knobs."),
    ),
    hints=(
        Hint("What is a pass?", "One time through the network, to see the error."),
        Hint("How many for one knob?", "Two: f(above) and f(below)."),
        Hint("How many knobs?", "26, from the exercise before."),
    ),
)
