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
            "24 is 3 · 4 · 2, but weights lie between neighbouring layers only: 3 · 4 and 4 · 2 "
            "make 20. And to them come all biases, of the hidden neurons and of the outputs.",
        ),
        Misconception(
            "bias-of-each-layer",
            22.0,
            "You have one bias for each layer. Each *neuron* has one: 4 and 2.",
        ),
        Misconception(
            "every-layer-to-every-other",
            32.0,
            "There are no lines from the inputs to the outputs: neighbouring layers only. 3 · 4 "
            "and 4 · 2.",
        ),
        Misconception("one-bias", 21.0, "Each neuron has a bias of its own: 4 and 2."),
        Misconception(
            "first-layer-only",
            16.0,
            "This is the first layer, 12 weights and 4 biases. The second has 8 and 2.",
        ),
        Misconception(
            "first-weights",
            12.0,
            "These are the weights of the first layer. There are more: 4 · 2 weights, and the "
            "biases.",
        ),
        Misconception(
            "output-layer-only",
            10.0,
            "This is the second layer, 8 weights and 2 biases. The first has 12 and 4.",
        ),
        Misconception(
            "three-layers-of-biases",
            35.0,
            "Neither the inputs have biases, nor do lines lead past a layer.",
        ),
        Misconception(
            "dimensions",
            27.0,
            "26 and the height make 27 dimensions. Asked for is what can be turned.",
        ),
        Misconception(
            "bias-of-each-layer-and-input",
            23.0,
            "Each neuron has a bias of its own, 4 and 2; the inputs have none.",
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
        Misconception(
            "point-itself",
            53.0,
            "The point itself is not needed: a central difference uses the two sides only.",
        ),
        Misconception(
            "first-layer-weights",
            24.0,
            "This is for the 12 weights of the first layer. All the knobs are to be measured, the "
            "biases as well.",
        ),
        Misconception(
            "neurons",
            18.0,
            "Two for each of nine neurons. Measured is each *knob*: every weight and every bias.",
        ),
        Misconception(
            "for-each-output",
            104.0,
            "The error is one number, made of both outputs. One pass gives it.",
        ),
        Misconception(
            "one-more-each", 78.0, "Three for each knob: the point itself is not needed."
        ),
        Misconception("knobs-and-two", 28.0, "Each of the knobs is moved up once and down once."),
        Misconception(
            "squared", 676.0, "Knobs are moved one at a time, not in pairs: two passes for each."
        ),
        Misconception(
            "first-layer-all", 32.0, "This is for the first layer. The second has knobs as well."
        ),
        Misconception(
            "single",
            1.0,
            "One pass gives one error. How many errors does a central difference compare, and for "
            "how many knobs?",
        ),
        Misconception(
            "biases-only", 12.0, "This is for the biases. The weights have slopes as well."
        ),
        Misconception("layers", 4.0, "Two for each of the knobs, not for each layer."),
        Misconception(
            "weights-once", 20.0, "Weights *and* biases, and each is moved up once and down once."
        ),
        Misconception(
            "without-output-biases", 48.0, "Do not forget the biases of the outputs: 26 knobs."
        ),
        Misconception(
            "two-for-one-more",
            54.0,
            "Two for each of the 26 knobs: the point itself is not measured.",
        ),
        Misconception("half", 13.0, "Each of the 26 knobs needs *two* passes, up and down."),
    ),
    hints=(
        Hint("What is a pass?", "One time through the network, to see the error."),
        Hint("How many for one knob?", "Two: f(above) and f(below)."),
        Hint("How many knobs?", "26, from the exercise before."),
    ),
)
