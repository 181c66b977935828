"""Three questions on what school taught."""

from __future__ import annotations

from nnkit.checks.exercise import Hint, Misconception, Value

recall_slope = Value(
    "00.recall_slope",
    points=0.5,
    minutes=1,
    asks="Slope of the line through (1, 2) and (3, 8)",
    reference=3.0,
    why="Up 6 while going 2 to the right: 3 for each step. Learning is all about slopes.",
    misconceptions=(
        Misconception(
            "upside-down",
            1 / 3,
            "You divided the way to the right by the way up. A slope tells how much is gained "
            "upwards for each step to the right.",
        ),
        Misconception(
            "rise-only",
            6.0,
            "6 is how far the line climbs between the two points. It takes 2 steps to the right to "
            "do so, and the slope counts one step.",
        ),
        Misconception(
            "sign",
            -3.0,
            "The line goes up as you walk to the right, so its slope is positive. Take both "
            "differences in the same order: second point minus first.",
        ),
    ),
    hints=(
        Hint("I have forgotten what a slope is.", "How much y changes when x grows by 1."),
        Hint("I have two points. What now?", "Divide the change of y by the change of x."),
        Hint("I want to check my numbers.", "(8 − 2) / (3 − 1)"),
    ),
)

recall_dot = Value(
    "00.recall_dot",
    points=0.5,
    minutes=1,
    asks="Dot product of (2, -1, 3) and (4, 5, 1)",
    reference=6.0,
    why="Multiply in pairs, then add: 8 − 5 + 3. Every neuron does exactly this.",
    misconceptions=(
        Misconception(
            "not-added",
            [8.0, -5.0, 3.0],
            "You multiplied in pairs, which is the first half. A dot product is one number: add "
            "the three.",
        ),
        Misconception("minus-lost", 16.0, "A minus got lost: −1 times 5 is −5."),
        Misconception(
            "sums-multiplied",
            40.0,
            "You added up each vector and multiplied the sums. Multiply in pairs first, add "
            "afterwards.",
        ),
    ),
    hints=(
        Hint("I have forgotten what a dot product is.", "Multiply in pairs, then add up."),
        Hint("Which pairs?", "First with first, second with second, third with third."),
        Hint("I want to check my numbers.", "2·4 + (−1)·5 + 3·1"),
    ),
)

recall_composition = Value(
    "00.recall_composition",
    points=0.5,
    minutes=1,
    asks="f(g(2)) for f(x) = x² and g(x) = x + 3",
    reference=25.0,
    why="The inner one first: g(2) = 5, then f(5) = 25. A network is functions in functions.",
    misconceptions=(
        Misconception(
            "outer-first",
            7.0,
            "This is g(f(2)). In f(g(2)) the number 2 meets g first: work from the inside out.",
        ),
        Misconception(
            "multiplied",
            20.0,
            "This is f(2) times g(2). What g gives shall be handed to f, not multiplied.",
        ),
        Misconception(
            "added", 9.0, "This is f(2) plus g(2). What g gives shall be handed to f, not added."
        ),
    ),
    hints=(
        Hint("Two functions at once?", "One after the other: what one gives the other takes."),
        Hint("Which one comes first?", "The inner one: g stands next to the 2."),
        Hint("I want to check my numbers.", "g(2) = 2 + 3 = 5, and then f(5)."),
    ),
)
