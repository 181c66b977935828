"""Random weights to start from."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Right, Why, Wrong

random_start = Choice(
    "02.random_start",
    kind="prediction",
    points=1,
    minutes=2,
    difficulty=2,
    asks="Share of hidden activations between 0.1 and 0.9 when weights are ten times larger",
    options=(
        Wrong(
            "96 % again, because the sigmoid squeezes everything into its range",
            "sigmoid-repairs-it",
            "The sigmoid keeps its output between 0 and 1 whatever comes, but not in the middle: a "
            "large z lands near one of the ends.",
        ),
        Wrong(
            "about half",
            "half",
            "Not that many. From 0.1 to 0.9 the sigmoid needs only z between −2.2 and 2.2, and now "
            "typical z are around ±10.",
        ),
        Right(
            "about one in six",
            "Ten times the weights make ten times the z: most of them leave the sigmoid's slope.",
        ),
        Wrong(
            "none",
            "none",
            "Most, but not all: positive and negative terms still cancel now and then and leave a "
            "z near 0.",
        ),
    ),
    hints=(
        Hint("How could I know?", "Ten times the weights: what happens to every z?"),
        Hint("They are ten times as large.", "Between which z is the sigmoid in 0.1 to 0.9?"),
        Hint("Between −2.2 and 2.2.", "A typical z was about 1 and is now about 10."),
    ),
)

why_small_weights = Why(
    "02.why_small_weights",
    kind="why",
    points=2,
    minutes=6,
    difficulty=2,
    asks="Why a network begins with small random weights",
    rubric=(
        "1 point: large weights make large pre-activations, where the sigmoid is flat: the "
        "neuron is saturated and its slope is almost 0",
        "0.5 points: learning asks how the output changes with a weight, and from a saturated "
        "neuron learns nothing; small weights leave z near 0, where the slope is largest",
        "0.5 points: the three words, used rightly, and a number of the module, such as z = 30.3",
    ),
)
