"""Three questions on what school taught."""

from __future__ import annotations

from nnkit.checks.exercise import Fresh, Hint, Misconception, Value
from nnkit.course.drawn import Threes, draw_threes
from nnkit.course.m00_start_here.fresh import Inner, Line, draw_inner, draw_line

recall_slope = Value(
    "00.recall_slope",
    points=0.5,
    minutes=1,
    asks="Slope of the line through ({x1}, {y1}) and ({x2}, {y2})",
    question="A line goes through the points ({x1}, {y1}) and ({x2}, {y2}). What is its slope?",
    fresh=Fresh(Line(1, 2, 3, 8), draw_line),
    reference=lambda n: n.slope,
    why=(
        "Up {rise} while going {run} to the right: {slope} for each step. Learning is all "
        "about slopes."
    ),
    misconceptions=(
        Misconception(
            "upside-down",
            lambda n: 1 / n.slope,
            "You divided the way to the right by the way up. A slope tells how much is gained "
            "upwards for each step to the right.",
        ),
        Misconception(
            "rise-only",
            lambda n: float(n.rise),
            "{rise} is how far the line climbs between the two points. It takes {run} steps "
            "to the right to do so, and the slope counts one step.",
        ),
        Misconception(
            "sign",
            lambda n: -n.slope,
            "The line goes up as you walk to the right, so its slope is positive. Take both "
            "differences in the same order: second point minus first.",
        ),
        Misconception(
            "line-through-the-origin",
            lambda n: n.y2 / n.x2,
            "{y2} divided by {x2} would be right if the line began at (0, 0). It goes through "
            "({x1}, {y1}): take the differences.",
        ),
        Misconception(
            "points-mixed-up",
            lambda n: (n.y2 - n.x2) / (n.y1 - n.x1),
            "Each pair is one point: first x, then y. So x goes from {x1} to {x2} and y from "
            "{y1} to {y2}.",
        ),
        Misconception(
            "points-mixed-up-and-upside-down",
            lambda n: (n.y1 - n.x1) / (n.y2 - n.x2),
            "Each pair is one point: first x, then y. So x goes from {x1} to {x2} and y from "
            "{y1} to {y2}. And the change of y is divided by the change of x.",
        ),
        Misconception(
            "run-only",
            lambda n: float(n.run),
            "{run} is how far the line goes to the right. How far does it climb on the way?",
        ),
    ),
    hints=(
        Hint("I have forgotten what a slope is.", "How much y changes when x grows by 1."),
        Hint("I have two points. What now?", "Divide the change of y by the change of x."),
        Hint("I want to check my numbers.", "({y2} − {y1}) / ({x2} − {x1})"),
    ),
)

recall_dot = Value(
    "00.recall_dot",
    points=0.5,
    minutes=1,
    asks="Dot product of {u} and {v}",
    question="What is the dot product of the vectors {u} and {v}?",
    fresh=Fresh(Threes((2, -1, 3), (4, 5, 1)), draw_threes),
    reference=lambda n: n.dot,
    why="Multiply in pairs, then add: {in_words}. Every neuron does exactly this.",
    misconceptions=(
        Misconception(
            "not-added",
            lambda n: n.products,
            "You multiplied in pairs, which is the first half. A dot product is one number: add "
            "the three.",
        ),
        Misconception(
            "minus-lost",
            lambda n: sum(map(abs, n.products)),
            "A minus got lost: {second} times {below} is {middle}.",
        ),
        Misconception(
            "everything-added",
            lambda n: float(sum(n.sums)),
            "You added all six numbers. Inside a pair you multiply; only the three products are "
            "added.",
        ),
        Misconception(
            "last-product-subtracted",
            lambda n: n.dot - 2 * n.products[2],
            "Only the second product is negative. The last one is added.",
        ),
        Misconception(
            "sums-multiplied",
            lambda n: float(n.sums[0] * n.sums[1]),
            "You added up each vector and multiplied the sums. Multiply in pairs first, add "
            "afterwards.",
        ),
    ),
    hints=(
        Hint("I have forgotten what a dot product is.", "Multiply in pairs, then add up."),
        Hint("Which pairs?", "First with first, second with second, third with third."),
        Hint("I want to check my numbers.", "{written}"),
    ),
)

recall_composition = Value(
    "00.recall_composition",
    points=0.5,
    minutes=1,
    asks="f(g({x})) for f(x) = x² and g(x) = x + {c}",
    question="$f(x) = x^2$ and $g(x) = x + {c}$. What is $f(g({x}))$?",
    fresh=Fresh(Inner(2, 3), draw_inner),
    reference=lambda n: float(n.result),
    why=(
        "The inner one first: g({x}) = {inner}, then f({inner}) = {result}. A network is "
        "functions in functions."
    ),
    misconceptions=(
        Misconception(
            "outer-first",
            lambda n: float(n.x**2 + n.c),
            "This is g(f({x})). In f(g({x})) the number {x} meets g first: work from the "
            "inside out.",
        ),
        Misconception(
            "multiplied",
            lambda n: float(n.x**2 * n.inner),
            "This is f({x}) times g({x}). What g gives is handed to f, not multiplied.",
        ),
        Misconception(
            "added",
            lambda n: float(n.x**2 + n.inner),
            "This is f({x}) plus g({x}). What g gives is handed to f, not added.",
        ),
        Misconception(
            "inner-only",
            lambda n: float(n.inner),
            "This is g({x}). One step is left: f takes this {inner} and squares it.",
        ),
        Misconception(
            "outer-only",
            lambda n: float(n.x**2),
            "This is f({x}). But f does not get the {x}: it gets what g makes of it.",
        ),
        Misconception(
            "doubled",
            lambda n: float(2 * n.inner),
            "g({x}) = {inner} is right. But x² is x times x: {inner} times {inner}, not "
            "{inner} times 2.",
        ),
        Misconception(
            "squares-added",
            lambda n: float(n.x**2 + n.c**2),
            "This is {x}² + {c}². First add, {x} + {c}, and then square the sum.",
        ),
    ),
    hints=(
        Hint("Two functions at once?", "One after the other: what one gives the other takes."),
        Hint("Which one comes first?", "The inner one: g stands next to the {x}."),
        Hint("I want to check my numbers.", "g({x}) = {x} + {c} = {inner}, and then f({inner})."),
    ),
)
