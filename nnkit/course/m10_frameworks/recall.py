"""Three questions on earlier modules that this one stands on."""

from __future__ import annotations

from nnkit.checks.exercise import Hint, Misconception, Value

recall_shape = Value(
    "10.recall_shape",
    points=0.5,
    minutes=1,
    asks="shape of W in this course, for a layer from 64 inputs to 10 neurons",
    reference=[10, 64],
    tolerance=0.1,
    why="One row a neuron, one column an input, so that W @ a fits.",
    misconceptions=(
        Misconception(
            "lying-on-its-side",
            [64, 10],
            "With this shape W @ a does not fit: a has 64 rows. The matrix has a row for each "
            "neuron.",
        ),
        Misconception(
            "bias",
            [10, 1],
            "That is the shape of the bias. The matrix has a column for each input.",
        ),
        Misconception(
            "number-of-weights",
            640,
            "640 is how many weights there are. Asked for are rows and columns.",
        ),
    ),
    hints=(
        Hint("How do I find it?", "z = W a + b has 10 rows, and a has 64."),
        Hint("Rows or columns first?", "A shape names the rows first."),
        Hint("Nearly the answer", "(10, ?) @ (64, N) gives (10, N)."),
    ),
)

recall_meets = Value(
    "10.recall_meets",
    points=0.5,
    minutes=2,
    asks="u.grad after backward() for f = u·u + 3·u at u = 2",
    reference=7.0,
    tolerance=0.01,
    why="Three times u was used, three times something came back, and it was added up.",
    misconceptions=(
        Misconception(
            "overwritten",
            3.0,
            "That is what comes back along 3·u alone. Where paths meet, their gradients are added.",
        ),
        Misconception(
            "only-the-square",
            4.0,
            "That is what comes back along u·u alone. The path through 3·u adds something.",
        ),
        Misconception(
            "one-factor",
            5.0,
            "u is in the product u·u twice, and each of the two brings back 2.",
        ),
        Misconception("value", 10.0, "10 is f itself. Asked for is how fast it grows with u."),
    ),
    hints=(
        Hint("Where do I begin?", "How often is u used? Each use brings back a share."),
        Hint("What comes back along u·u?", "To each factor the other one: 2, and once more 2."),
        Hint("Nearly the answer", "2 + 2 + 3"),
    ),
)

recall_velocity = Value(
    "10.recall_velocity",
    points=0.5,
    minutes=2,
    asks="w after a step of momentum from w = 1, v = 2, with g = 1, μ = 0.9, α = 0.1",
    reference=0.72,
    tolerance=2e-3,
    why="v has become 0.9 · 2 + 1 = 2.8: nearly three times the gradient of today.",
    misconceptions=(
        Misconception("no-memory", 0.9, "You stepped by α g alone. The old velocity counts, too."),
        Misconception(
            "old-velocity",
            0.8,
            "You stepped with the old velocity, 2. First v becomes μ v + g, then w moves.",
        ),
        Misconception("no-gradient", 0.82, "v is μ v + g: you left out the gradient of today."),
        Misconception(
            "no-friction", 0.7, "You took v + g. The old velocity is multiplied by μ first."
        ),
        Misconception("uphill", 1.28, "The size is right. The step is subtracted."),
        Misconception("velocity", 2.8, "That is the new velocity. Where does it take w?"),
        Misconception(
            "mean",
            0.81,
            "You took (1 − μ) g. In the form of this course the whole gradient is added.",
        ),
        Misconception("whole-velocity", -1.8, "You subtracted the whole v. A step is α v."),
    ),
    hints=(
        Hint("Where do I begin?", "Two lines: first the new v, then the new w."),
        Hint("What is the new v?", "0.9 · 2 + 1"),
        Hint("Nearly the answer", "1 − 0.1 · (0.9 · 2 + 1)"),
    ),
)
