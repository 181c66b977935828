"""Far out on the curve, where a neuron no longer listens."""

from __future__ import annotations

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.drawn import Activation, draw_saturated

saturated_slope = Value(
    "01.saturated_slope",
    points=0.5,
    minutes=2,
    asks="The slope of a sigmoid neuron with activation {a}, four decimals",
    question="A sigmoid neuron has put out {a}. How steep is its curve there? Four decimals.",
    fresh=Fresh(Activation(0.95), draw_saturated),
    reference=lambda n: n.slope,
    tolerance=1e-4,
    why="Much less than the ¼ in the middle; at a = 0.999 it is a 250th of that.",
    misconceptions=(
        Misconception(
            "factor-missing",
            lambda n: n.rest,
            "{rest} is 1 − a: multiply it by a as well. (If you have done that and rounded: "
            "four decimals, please.)",
        ),
        Misconception(
            "activated-again",
            lambda n: float(sigmoid(n.a) * (1 - sigmoid(n.a))),
            "You put {a} through the sigmoid again, and so missed the saturation altogether.",
        ),
        Misconception(
            "tanh-formula", lambda n: 1 - n.a**2, "1 − a² is for tanh. This is a sigmoid neuron."
        ),
        Misconception("height", lambda n: n.a, "This is how high the curve is, not how steep."),
        Misconception(
            "sign",
            lambda n: -n.slope,
            "The sign is wrong: the sigmoid rises everywhere, so its slope is positive.",
        ),
        Misconception("square", lambda n: n.a**2, "This is a². The second factor is 1 − a."),
        Misconception(
            "three-decimals",
            0.048,
            "Right, but rounded to three decimals: four, please.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("I have no z.", "You need none: a(1 − a)."),
        Hint("How much is 1 − a?", "{rest}."),
        Hint("And then?", "{a} · {rest}."),
    ),
)

never_flat = Choice(
    "01.never_flat",
    points=1,
    minutes=3,
    difficulty=2,
    asks="All activation functions that do not saturate however large z becomes",
    options=(
        Wrong("sigmoid"),
        Wrong("tanh"),
        Right("ReLU"),
        Right("linear"),
    ),
    why=(
        "Both keep slope 1 to the right: one reason why ReLU is so popular. (To the left of 0 a "
        "ReLU is flat, too: a neuron that is off does not feel a nudge.)"
    ),
    misconceptions=(
        Misconception(
            "relu-forgotten",
            "d",
            "One more: to the right of 0 ReLU is a straight line that never bends.",
            credit=0.5,
        ),
        Misconception(
            "linear-forgotten",
            "c",
            "One more: a linear neuron is a straight line from end to end.",
            credit=0.5,
        ),
        Misconception(
            "tanh-counted",
            "bcd",
            "tanh is steeper than the sigmoid in the middle, but it too ends flat, at 1.",
        ),
        Misconception(
            "the-curves",
            "ab",
            "These are the two that do saturate: both end flat at 1. Wanted are the others.",
        ),
        Misconception(
            "all", "abcd", "Look at the right end of each curve: two of them are flat there."
        ),
    ),
    hints=(
        Hint("What does saturate mean?", "Flat: the slope is almost 0."),
        Hint("Where do I look?", "At the right-hand end of each picture of slopes."),
        Hint("How many are there?", "Two of the four. Write both letters, such as `ab`."),
    ),
)
