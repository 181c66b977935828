"""Three questions on the tools of module 00."""

from __future__ import annotations

import numpy as np

from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.drawn import Threes, draw_threes

recall_elementwise = Choice(
    "01.recall_elementwise",
    points=0.5,
    minutes=1,
    asks="What np.array([1, 2, 3]) * np.array([4, 5, 6]) is",
    question="What is `np.array([1, 2, 3]) * np.array([4, 5, 6])`?",
    options=(
        Wrong(
            "the number 32",
            "dot-product",
            "32 is the dot product, products and then their sum. `*` stops after the products; it "
            "is `@` that adds them up.",
        ),
        Wrong(
            "an array with 5, 7, 9",
            "added",
            "These are the sums 1 + 4, 2 + 5, 3 + 6. A star means multiply.",
        ),
        Right(
            "an array with 4, 10, 18",
            "`*` works entry by entry. You will need it for slopes: each neuron has its own.",
        ),
        Wrong(
            "a table of shape (3, 3)",
            "outer-product",
            "A table of all pairs is the outer product; for that one factor has to be a column. "
            "Two arrays of shape (3,) meet entry by entry.",
        ),
    ),
    hints=(
        Hint("I don't remember what `*` does.", "It does to arrays what it does to numbers."),
        Hint("To which pairs?", "First with first, second with second, third with third."),
        Hint("And then?", "Nothing more: three products stay three numbers."),
    ),
)

recall_dot = Value(
    "01.recall_dot",
    points=0.5,
    minutes=2,
    asks="The dot product of {u} and {v}",
    question="What is the dot product of ${u}$ and ${v}$?",
    fresh=Fresh(Threes((2, -1, 3), (1, 4, 2)), draw_threes),
    reference=lambda n: n.dot,
    why="{in_words}: products first, then their sum. A neuron begins in just this way.",
    misconceptions=(
        Misconception(
            "no-sum",
            lambda n: np.array(n.products),
            "These are the three products. The dot product is their sum, one number.",
        ),
        Misconception(
            "sign-lost",
            lambda n: sum(map(abs, n.products)),
            "The {second} has lost its sign: {in_words}, not {sign_lost}.",
        ),
        Misconception(
            "pairs-added",
            lambda n: float(sum(n.sums)),
            "You added within the pairs. A pair is multiplied; only the products are added.",
        ),
        Misconception(
            "sums-multiplied",
            lambda n: float(n.sums[0] * n.sums[1]),
            "You added up each array and multiplied the two sums. Multiply the pairs first, "
            "then add.",
        ),
        Misconception(
            "last-product-subtracted",
            lambda n: n.dot - 2 * n.products[2],
            "Only the second product is negative: {in_words}. The last one is added.",
        ),
        Misconception(
            "first-product-negative",
            lambda n: n.dot - 2 * n.products[0],
            "The {second} belongs to the second pair: {in_words}.",
        ),
    ),
    hints=(
        Hint("I don't know how to begin.", "Multiply first with first, second with second …"),
        Hint("I have three products.", "Add them up, each with its sign."),
        Hint("I want to check.", "{written}."),
    ),
)

recall_column = Choice(
    "01.recall_column",
    points=0.5,
    minutes=1,
    asks="The shape of one example with three inputs in the notation of this course",
    question=(
        "In the notation of this course, what is the shape of **one** example with "
        "**three** inputs?"
    ),
    options=(
        Wrong(
            "(1, 3)",
            "row",
            "(1, 3) is a row. In this course an example stands upright, as a column, so that `W @ "
            "x` works.",
        ),
        Right(
            "(3, 1)",
            "One column for each example: three inputs are three rows, one example one column.",
        ),
        Wrong(
            "(3, 3)",
            "square",
            "(3, 3) holds nine numbers. One example with three inputs has three.",
        ),
        Wrong(
            "(1, 1)",
            "axes-of-an-example",
            "(1, 1) is a single number. There are three inputs, so there are three rows.",
        ),
    ),
    hints=(
        Hint("Row or column?", "Look at the notation page of module 00: x has shape (n₀, N)."),
        Hint("What are n₀ and N?", "n₀ counts the inputs, N the examples."),
        Hint("And here?", "Three inputs, one example: (3, 1)."),
    ),
)
