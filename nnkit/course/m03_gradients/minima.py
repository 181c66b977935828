"""Several valleys: where a descent ends depends on where it began."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Right, Wrong

which_valley = Choice(
    "03.which_valley",
    kind="prediction",
    points=1,
    minutes=2,
    asks="Where descent from 0.5 ends if a shallow valley is near and a deep one beyond a hill",
    options=(
        Wrong(
            "in the left valley, because it is the lowest",
            "finds-the-lowest",
            "To get there it would have to climb over the hill first. It only ever looks at the "
            "slope under its feet.",
        ),
        Right(
            "in the right valley, because it is downhill from 0.5",
            "The slope knows nothing of the far side of the hill. Where you start decides.",
        ),
        Wrong(
            "on top of the hill, where the slope is 0, too",
            "stops-on-the-hill",
            "The top of the hill is to the left of 0.5, and descent goes away from it.",
        ),
        Wrong(
            "it goes back and forth between the two",
            "alternates",
            "With small steps it never crosses the hill, so it stays in one valley.",
        ),
    ),
    hints=(
        Hint("How could I know?", "Put a ball on the curve at 0.5. Which way does it roll?"),
        Hint("To the right.", "Does it meet a hill on its way to the bottom there?"),
        Hint("It does not.", "So it ends in the nearer valley, though the other is deeper."),
    ),
)
