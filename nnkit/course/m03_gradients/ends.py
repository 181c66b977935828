"""Where a descent may end: at rest, or nowhere."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong

runs_away = Choice(
    "03.runs_away",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="Where descent on 2x² + 3xy + y³ from (1, −1) ends",
    options=(
        Wrong(
            "at (−0.56, 0.75) as well",
            "always-the-minimum",
            "The first step goes from y = −1 to a smaller y, since the gradient there is (1, 6): "
            "away from (−0.56, 0.75).",
        ),
        Wrong(
            "at (0, 0), where the gradient is (0, 0)",
            "gradient-zero-attracts",
            "At (0, 0) the gradient is 0, but it has to lead there. At (1, −1) it is (1, 6), so y "
            "gets smaller.",
        ),
        Right(
            "nowhere: it falls without end",
            "For y below 0 the term y³ goes down without end. This surface has no lowest point.",
        ),
        Wrong(
            "it stays, because it is below zero already",
            "negative-stays",
            "It stays only where the gradient is 0. At (1, −1) it is (1, 6).",
        ),
    ),
    hints=(
        Hint("How could I know?", "You computed the gradient at (1, −1): (1, 6)."),
        Hint("The step is against it.", "So y gets smaller than −1. What does y³ do then?"),
        Hint("It falls.", "And the gradient, 3y², grows: the next step is longer still."),
    ),
)

near_saddle = Value(
    "03.near_saddle",
    points=0.5,
    minutes=3,
    asks="f = 2x² + 3xy + y³ at (0.1, −0.2)",
    reference=-0.048,
    tolerance=1e-4,
    why="Below f(0, 0) = 0, a step away from a point with gradient (0, 0).",
    misconceptions=(
        Misconception(
            "mixed-sign", 0.072, "3 · 0.1 · (−0.2) is −0.06. The other two terms are right."
        ),
        Misconception(
            "factor-squared", -0.028, "2x² is 2 · (x²) = 2 · 0.01. You squared the 2 as well."
        ),
        Misconception("cube-sign", -0.032, "(−0.2)³ is −0.008: three minus signs make one."),
        Misconception("slopes", [-0.2, 0.42], "These are the two slopes. The height is asked for."),
    ),
    hints=(
        Hint("Where do I begin?", "Put x = 0.1 and y = −0.2 into the three terms."),
        Hint("What are the terms?", "0.02, then −0.06, then (−0.2)³."),
        Hint("I have them.", "0.02 − 0.06 − 0.008"),
    ),
)

saddle = Choice(
    "03.saddle",
    points=1,
    minutes=3,
    difficulty=2,
    asks="What f = 2x² + 3xy + y³ has at (0, 0), where its gradient is (0, 0)",
    options=(
        Wrong(
            "a minimum, since the gradient is (0, 0)",
            "gradient-zero-is-minimum",
            "You found a lower place right beside it. A gradient of 0 only says that it is flat "
            "here.",
        ),
        Wrong(
            "a maximum",
            "maximum",
            "At (0.1, 0) the height is 0.02: higher than at (0, 0). So it is no top either.",
        ),
        Wrong(
            "a plain: the height is the same all around",
            "plain",
            "If f were the same all around, you would not have found −0.048 beside it.",
        ),
        Right(
            "a saddle: up in some directions, down in others",
            "Flat, and yet up on one side and down on another: a saddle. Gradient 0 means flat, "
            "not "
            "lowest.",
        ),
    ),
    hints=(
        Hint("Which is it?", "Compare with two neighbours: (0.1, −0.2) and (0.1, 0)."),
        Hint("One is lower ...", "... so it is no minimum. And the other?"),
        Hint("The other is higher.", "Up one way, down another: like a saddle, or a pass."),
    ),
)
