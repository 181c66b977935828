"""What the transpose does, and what `reshape` does instead."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m00_start_here.fresh import Place, draw_place

transposed_place = Value(
    "00.transposed_place",
    points=0.5,
    minutes=1,
    asks="Row and column in A.T of what stands at A[{i}, {j}]",
    question=(
        "`A` has shape ({rows}, {columns}), and a 9 stands at `A[{i}, {j}]`. Where does it "
        "stand in `A.T`? Answer with a pair: row, column."
    ),
    parts=("row", "column"),
    fresh=Fresh(Place(4, 7, 1, 5), draw_place),
    reference=lambda n: (n.j, n.i),
    tolerance=0.1,
    why="The two numbers swap, in the shape and in every place.",
    misconceptions=(
        Misconception(
            "same-place",
            lambda n: (n.i, n.j),
            "That is where it stood. Transposing moves everything that is not on the diagonal: "
            "what was a row becomes a column.",
        ),
        Misconception(
            "counts-from-one",
            lambda n: (n.j + 1, n.i + 1),
            "You swapped, which is right, and then counted from 1. Stay with the counting from 0.",
        ),
        Misconception(
            "mirrored-sideways",
            lambda n: (n.i, n.columns - 1 - n.j),
            "That mirrors left and right. A transpose mirrors at the diagonal: rows become "
            "columns.",
        ),
        Misconception(
            "mirrored-upside-down",
            lambda n: (n.rows - 1 - n.i, n.j),
            "That mirrors top and bottom. A transpose mirrors at the diagonal: rows become "
            "columns.",
        ),
        Misconception(
            "turned-by-a-quarter",
            lambda n: (n.rows - 1 - n.i, n.columns - 1 - n.j),
            "That turns the array like a wheel. A transpose mirrors at the diagonal: the two "
            "numbers swap, and nothing is counted from the other end.",
        ),
        Misconception(
            "turned-the-other-way",
            lambda n: (n.j, n.rows - 1 - n.i),
            "That turns the array like a wheel. A transpose mirrors at the diagonal: the two "
            "numbers swap, and nothing is counted from the other end.",
        ),
        Misconception(
            "shape",
            lambda n: (n.columns, n.rows),
            "({columns}, {rows}) is the shape of `A.T`. Asked for is where in it the 9 stands.",
        ),
        Misconception(
            "row-only",
            lambda n: n.j,
            "The row is right. Give the column as well: a pair, `(row, column)`.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("What does `.T` do?", "It makes columns of rows. Look at the marked row above."),
        Hint("A[{i}, {j}] is in row {i}.", "So in `A.T` it is in column {i}."),
        Hint("And the row?", "It was in column {j}, so it is in row {j} now."),
    ),
)

reshaped = Choice(
    "00.reshaped",
    kind="prediction",
    points=0.5,
    minutes=2,
    difficulty=2,
    asks="What np.array([[1, 2, 3], [4, 5, 6]]).reshape(3, 2) is",
    question="**Predict.** What is `np.array([[1, 2, 3], [4, 5, 6]]).reshape(3, 2)`?",
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
