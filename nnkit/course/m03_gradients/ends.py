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
        Misconception("cube-forgotten", -0.04, "The term y³ is missing: (−0.2)³ = −0.008."),
        Misconception("all-signs", 0.048, "All signs are lost. 0.02 − 0.06 − 0.008 is below 0."),
        Misconception(
            "two-decimals",
            -0.05,
            "Three decimals are asked for: what stands behind −0.04 matters here.",
        ),
        Misconception(
            "coordinates-exchanged",
            0.021,
            "You took x = −0.2 and y = 0.1. In a point (0.1, −0.2) the first number is x.",
        ),
        Misconception(
            "sign-of-y", 0.088, "You took y = 0.2. It is −0.2: both 3xy and y³ are below 0."
        ),
        Misconception(
            "square-for-cube", 0.0, "You squared y. The last term is y³, three factors of −0.2."
        ),
        Misconception("factor-two-missing", -0.058, "In 2x² the 2 is missing: 2 · 0.01 = 0.02."),
        Misconception(
            "factor-three-missing", -0.008, "In 3xy the 3 is missing: 3 · 0.1 · (−0.2) = −0.06."
        ),
        Misconception(
            "square-for-cube-negative", -0.08, "(−0.2)³ is −0.008, three factors: you squared."
        ),
        Misconception(
            "mixed-term-missing", 0.012, "The term 3xy is missing: 3 · 0.1 · (−0.2) = −0.06."
        ),
        Misconception("first-term-missing", -0.068, "The term 2x² is missing: 2 · 0.01 = 0.02."),
        Misconception("cube-decimal", -0.12, "(−0.2)³ is −0.008: count the decimals."),
        Misconception("height-at-saddle", -0.48, "The digits are right: count the decimals."),
        Misconception("mixed-term-alone", -0.06, "This is 3xy alone. Add 2x² and y³."),
        Misconception("first-term-alone", 0.02, "This is 2x² alone. Add 3xy and y³."),
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
            "not lowest.",
        ),
    ),
    hints=(
        Hint("Which is it?", "Compare with two neighbours: (0.1, −0.2) and (0.1, 0)."),
        Hint("One is lower ...", "... so it is no minimum. And the other?"),
        Hint("The other is higher.", "Up one way, down another: like a saddle, or a pass."),
    ),
)
