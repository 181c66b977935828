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
        Misconception(
            "line-through-the-origin",
            8 / 3,
            "8 divided by 3 would be right if the line began at (0, 0). It goes through (1, 2): "
            "take the differences.",
        ),
        Misconception(
            "points-mixed-up",
            5.0,
            "Each pair is one point: first x, then y. So x goes from 1 to 3 and y from 2 to 8.",
        ),
        Misconception(
            "points-mixed-up-and-upside-down",
            0.2,
            "Each pair is one point: first x, then y. So x goes from 1 to 3 and y from 2 to 8. "
            "And the change of y is divided by the change of x.",
        ),
        Misconception(
            "run-only",
            2.0,
            "2 is how far the line goes to the right. How far does it climb on the way?",
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
            "everything-added",
            14.0,
            "You added all six numbers. Inside a pair you multiply; only the three products are "
            "added.",
        ),
        Misconception(
            "last-product-subtracted",
            0.0,
            "8 − 5 is right so far. The last product is +3, so it is added.",
        ),
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
            "This is f(2) times g(2). What g gives is handed to f, not multiplied.",
        ),
        Misconception(
            "added", 9.0, "This is f(2) plus g(2). What g gives is handed to f, not added."
        ),
        Misconception(
            "inner-only", 5.0, "This is g(2). One step is left: f takes this 5 and squares it."
        ),
        Misconception(
            "outer-only", 4.0, "This is f(2). But f does not get the 2: it gets what g makes of it."
        ),
        Misconception(
            "doubled",
            10.0,
            "g(2) = 5 is right. But x² is x times x: 5 times 5, not 5 times 2.",
        ),
        Misconception(
            "squares-added",
            13.0,
            "This is 2² + 3². First add, 2 + 3, and then square the sum.",
        ),
    ),
    hints=(
        Hint("Two functions at once?", "One after the other: what one gives the other takes."),
        Hint("Which one comes first?", "The inner one: g stands next to the 2."),
        Hint("I want to check my numbers.", "g(2) = 2 + 3 = 5, and then f(5)."),
    ),
)
