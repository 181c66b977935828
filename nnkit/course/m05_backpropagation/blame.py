"""What delta is, before any formula: the slope of E when one neuron's z is nudged."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m05_backpropagation.shared import GRADIENTS

_DELTA = float(GRADIENTS.delta[1][2, 0])

only_through_z = Choice(
    "05.only_through_z",
    points=1,
    minutes=2,
    asks="on which way a weight into hidden neuron 2 reaches E",
    options=(
        Wrong(
            "straight to the outputs",
            "straight-to-the-outputs",
            "There is no line from an input to an output: what the weight does has to go through "
            "the hidden layer.",
        ),
        Wrong(
            "through all three hidden neurons, and then to the outputs",
            "through-all-hidden",
            "The input does reach all hidden neurons, but by a weight of its own to each. This one "
            "ends at hidden neuron 2.",
        ),
        Right(
            "through $z$ of hidden neuron 2 and nothing else; from there to both outputs",
            "So if you know what a change of z does to E, you know it for every weight into z.",
        ),
        Wrong(
            "through hidden neuron 2 to output 2",
            "one-output-only",
            "Up to hidden neuron 2 you are right. But that neuron tells both outputs.",
        ),
    ),
    hints=(
        Hint("Where do I look?", "Put a finger on the line and follow it to the right."),
        Hint("It splits up.", "Only behind hidden neuron 2. What is common to all ways?"),
        Hint("Nearly the answer", "The line ends at one neuron; that one sends to both."),
    ),
)

measured_delta = Value(
    "05.measured_delta",
    points=1.5,
    minutes=4,
    asks="δ of hidden neuron 3, measured by a central difference",
    reference=_DELTA,
    tolerance=2e-4,
    why="Positive: if this neuron's z rises, so does E. And no formula was needed.",
    misconceptions=(
        Misconception(
            "other-neuron",
            float(GRADIENTS.delta[1][1, 0]),
            "That is δ of hidden neuron 2. Neuron 3 is the last row: `nudge[2, 0]`.",
        ),
        Misconception(
            "first-neuron",
            float(GRADIENTS.delta[1][0, 0]),
            "That is δ of hidden neuron 1, which is worked above. Neuron 3 is the last row.",
        ),
        Misconception(
            "turned-round",
            -_DELTA,
            "Right size, wrong sign: E with the larger z comes first, E with the smaller one is "
            "subtracted.",
        ),
        Misconception(
            "divided-by-h", 2 * _DELTA, "Twice too large: from z − h to z + h it is a way of 2h."
        ),
        Misconception(
            "not-divided",
            2 * _DELTA * 0.001,
            "That is next to nothing. A slope is the change of E divided by the way, 2h. In Python "
            "the way needs brackets, `/ (2 * h)`: `/ 2 * h` multiplies by h.",
        ),
        Misconception(
            "half",
            _DELTA / 2,
            "Half of what it should be. From z − h to z + h it is a way of 2h; or did you compare "
            "with z itself, and divide by 2h?",
        ),
        Misconception(
            "all-at-once",
            float(GRADIENTS.delta[1].sum()),
            "You nudged all three neurons at once. Only the last row of `nudge` shall be 0.001.",
        ),
        Misconception(
            "nudged-the-activation",
            float(GRADIENTS.error[1][2, 0]),
            "That is ∂E/∂a: you nudged the activation. δ is the slope by z, so nudge `z1`.",
        ),
    ),
    hints=(
        Hint("How do I nudge z of neuron 3?", "Put the 0.001 into the last row of `nudge`."),
        Hint("Which formula?", "(E(z + h) − E(z − h)) / (2h), just as for neuron 1."),
        Hint(
            "Nearly the answer",
            "`nudge = np.array([[0], [0], [0.001]])`, then the two lines from above.",
        ),
    ),
)
