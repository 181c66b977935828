"""What the transpose does, and what `reshape` does instead."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong

transposed_place = Value(
    "00.transposed_place",
    points=0.5,
    minutes=1,
    asks="Row and column in A.T of what stands at A[1, 5]",
    parts=("row", "column"),
    reference=(5, 1),
    tolerance=0.1,
    why="The two numbers swap, in the shape and in every place.",
    misconceptions=(
        Misconception(
            "same-place",
            (1, 5),
            "That is where it stood. Transposing moves everything that is not on the diagonal: "
            "what was a row becomes a column.",
        ),
        Misconception(
            "counts-from-one",
            (6, 2),
            "You swapped, which is right, and then counted from 1. Stay with the counting from 0.",
        ),
        Misconception(
            "mirrored-sideways",
            (1, 1),
            "That mirrors left and right. A transpose mirrors at the diagonal: rows become "
            "columns.",
        ),
        Misconception(
            "mirrored-upside-down",
            (2, 5),
            "That mirrors top and bottom. A transpose mirrors at the diagonal: rows become "
            "columns.",
        ),
        Misconception(
            "turned-by-a-quarter",
            (2, 1),
            "That turns the array like a wheel. A transpose mirrors at the diagonal: the two "
            "numbers swap, and nothing is counted from the other end.",
        ),
        Misconception(
            "turned-the-other-way",
            (5, 2),
            "That turns the array like a wheel. A transpose mirrors at the diagonal: the two "
            "numbers swap, and nothing is counted from the other end.",
        ),
        Misconception(
            "shape",
            (7, 4),
            "(7, 4) is the shape of `A.T`. Asked for is where in it the 9 stands.",
        ),
        Misconception(
            "row-only",
            5,
            "The row is right. Give the column as well: a pair, `(row, column)`.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("What does `.T` do?", "It makes columns of rows. Look at the marked row above."),
        Hint("A[1, 5] is in row 1.", "So in `A.T` it is in column 1."),
        Hint("And the row?", "It was in column 5, so it is in row 5 now."),
    ),
)

reshaped = Choice(
    "00.reshaped",
    kind="prediction",
    points=0.5,
    minutes=2,
    difficulty=2,
    asks="What np.array([[1, 2, 3], [4, 5, 6]]).reshape(3, 2) is",
    options=(
        Wrong(
            "`[[1, 4], [2, 5], [3, 6]]`",
            "transpose",
            "This is `.T`. `reshape` does not turn anything: it reads the numbers line by line and "
            "breaks the lines elsewhere.",
        ),
        Right(
            "`[[1, 2], [3, 4], [5, 6]]`",
            "`reshape` reads on like a book and breaks the lines elsewhere; `.T` turns.",
        ),
        Wrong(
            "`[[4, 5, 6], [1, 2, 3]]`",
            "mirrored",
            "Here the rows are reversed and the shape is still (2, 3). `reshape(3, 2)` gives three "
            "rows.",
        ),
        Wrong(
            "an error: the shapes (2, 3) and (3, 2) are different",
            "error-expected",
            "There is no complaint: 3 · 2 numbers are needed and six are there. That is what makes "
            "`reshape` dangerous as a transpose.",
        ),
    ),
    hints=(
        Hint("How does `reshape` go about it?", "It reads the numbers as you read a page."),
        Hint("So in which order?", "1, 2, 3, 4, 5, 6, and now two on each line."),
        Hint("I still can't decide.", "The first row takes the first two numbers: 1 and 2."),
    ),
)
