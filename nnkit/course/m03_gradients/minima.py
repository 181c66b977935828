"""Several valleys: where a descent ends depends on where it began."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Misconception

which_valley = Choice(
    "03.which_valley",
    kind="prediction",
    points=1,
    minutes=2,
    asks="Where descent from 0.5 ends if a shallow valley is near and a deep one beyond a hill",
    reference="b",
    why="The slope knows nothing of the far side of the hill. Where you start decides.",
    misconceptions=(
        Misconception(
            "finds-the-lowest",
            "a",
            "To get there it would have to climb over the hill first. It only ever looks at the "
            "slope under its feet.",
        ),
        Misconception(
            "stops-on-the-hill",
            "c",
            "The top of the hill is to the left of 0.5, and descent goes away from it.",
        ),
        Misconception(
            "alternates",
            "d",
            "With small steps it never crosses the hill, so it stays in one valley.",
        ),
    ),
    hints=(
        Hint("How could I know?", "Put a ball on the curve at 0.5. Which way does it roll?"),
        Hint("To the right.", "Does it meet a hill on its way to the bottom there?"),
        Hint("It does not.", "So it ends in the nearer valley, though the other is deeper."),
    ),
)
