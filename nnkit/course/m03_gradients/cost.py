"""How many knobs a network has, and what it costs to try each of them."""

from __future__ import annotations

from nnkit.checks.exercise import Fresh, Hint, Misconception, Value
from nnkit.course.drawn import Sizes, draw_sizes

knobs = Value(
    "03.knobs",
    points=0.5,
    minutes=2,
    asks="Number of weights and biases of a {n0}-{n1}-{n2} network",
    fresh=Fresh(Sizes(3, 4, 2), draw_sizes),
    practice=(
        "A {n0}-{n1}-{n2} network has {n0} inputs, {n1} hidden neurons and {n2} outputs. How "
        "many knobs does it have, weights and biases together?"
    ),
    reference=lambda n: float(n.both),
    tolerance=0.5,
    why=(
        "{first} + {last} weights and {n1} + {n2} biases: its error is a surface over {both} "
        "dimensions."
    ),
    misconceptions=(
        Misconception(
            "no-biases",
            lambda n: float(n.weights),
            "These are the weights. The biases are knobs, too.",
        ),
        Misconception(
            "biases-on-inputs",
            lambda n: float(n.weights + n.neurons),
            "The inputs have no bias: they are given, not computed.",
        ),
        Misconception(
            "neurons",
            lambda n: float(n.neurons),
            "{n0} + {n1} + {n2} counts inputs and neurons. Count the lines between them.",
        ),
        Misconception(
            "biases-only",
            lambda n: float(n.biases),
            "These are the biases. How many weights are there?",
        ),
        Misconception(
            "sizes-multiplied",
            lambda n: float(n.ways),
            "{ways} is {n0} · {n1} · {n2}, but weights lie between neighbouring layers only: "
            "{n0} · {n1} and {n1} · {n2}. And to them come all biases, of the hidden neurons "
            "and of the outputs.",
        ),
        Misconception(
            "bias-of-each-layer",
            lambda n: float(n.weights + 2),
            "You have one bias for each layer. Each *neuron* has one: {n1} and {n2}.",
        ),
        Misconception(
            "every-layer-to-every-other",
            lambda n: float(n.both + n.n0 * n.n2),
            "There are no lines from the inputs to the outputs: neighbouring layers only. "
            "{n0} · {n1} and {n1} · {n2}.",
        ),
        Misconception("one-bias", 21.0, "Each neuron has a bias of its own: 4 and 2."),
        Misconception(
            "first-layer-only",
            lambda n: float(n.first + n.n1),
            "This is the first layer, {first} weights and {n1} biases. The second has {last} "
            "and {n2}.",
        ),
        Misconception(
            "first-weights",
            lambda n: float(n.first),
            "These are the weights of the first layer. There are more: {n1} · {n2} weights, "
            "and the biases.",
        ),
        Misconception(
            "output-layer-only",
            lambda n: float(n.last + n.n2),
            "This is the second layer, {last} weights and {n2} biases. The first has {first} "
            "and {n1}.",
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
        Hint(
            "W¹ is ({n1}, {n0}).", "So it has {first} entries; W² is ({n2}, {n1}) and has {last}."
        ),
        Hint("And the biases?", "{n1} and {n2}: none for the inputs."),
    ),
)

passes = Value(
    "03.passes",
    points=0.5,
    minutes=2,
    asks="Forward passes for the gradient of a {n0}-{n1}-{n2} network by central differences",
    fresh=Fresh(Sizes(3, 4, 2), draw_sizes),
    practice=(
        "A {n0}-{n1}-{n2} network: how many times does the input have to go forward through "
        "it to measure its whole gradient by central differences?"
    ),
    reference=lambda n: 2.0 * n.both,
    tolerance=0.5,
    why="Two for each knob. Back-propagation will do it with one pass forward and one back.",
    misconceptions=(
        Misconception(
            "one-each", lambda n: float(n.both), "Each knob is turned up once and down once."
        ),
        Misconception(
            "forward-differences",
            lambda n: n.both + 1.0,
            "That is for forward differences, which share the one in the middle. Central ones take "
            "two for each knob.",
        ),
        Misconception("weights-only", lambda n: 2.0 * n.weights, "The biases have slopes as well."),
        Misconception("two", lambda n: 2.0, "Two for each of the knobs."),
        Misconception(
            "point-itself",
            lambda n: 2.0 * n.both + 1,
            "The point itself is not needed: a central difference uses the two sides only.",
        ),
        Misconception(
            "first-layer-weights",
            lambda n: 2.0 * n.first,
            "This is for the {first} weights of the first layer. All the knobs are to be "
            "measured, the biases as well.",
        ),
        Misconception(
            "neurons",
            18.0,
            "Two for each of nine neurons. Measured is each *knob*: every weight and every bias.",
        ),
        Misconception(
            "for-each-output",
            lambda n: 2.0 * n.both * n.n2,
            "The error is one number, made of all outputs. One pass gives it.",
        ),
        Misconception(
            "one-more-each",
            lambda n: 3.0 * n.both,
            "Three for each knob: the point itself is not needed.",
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
            "biases-only",
            lambda n: 2.0 * n.biases,
            "This is for the biases. The weights have slopes as well.",
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
        Hint("How many knobs?", "{both}: all weights and all biases."),
    ),
)
