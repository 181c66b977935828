"""Broadcasting: how NumPy stretches an axis of length 1, where it helps and where it hurts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks import cases
from nnkit.checks.exercise import Choice, Code, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m00_start_here.fresh import Stretched, draw_stretched


def map_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """A (n_out, n_in), X (n_in, N), b (n_out, 1); once A and X hold whole numbers."""
    for A, b, X in cases.layers(rng):
        yield A, X, b
    yield rng.integers(-3, 4, (2, 3)), rng.integers(1, 9, (3, 4)), cases.normal(rng, 2, 1)


stretched = Value(
    "00.stretched",
    kind="prediction",
    points=0.5,
    minutes=1,
    asks="The shape of a ({rows}, 1) array plus a (1, {columns}) array",
    question=(
        "**Predict.** What is the shape of a ({rows}, 1) array plus a (1, {columns}) array? "
        "Answer with a pair, such as `(7, 2)`."
    ),
    parts=("rows", "columns"),
    fresh=Fresh(Stretched(3, 4), draw_stretched),
    reference=lambda n: (n.rows, n.columns),
    tolerance=0.1,
    why="Both are stretched, each along the axis where it has length 1.",
    misconceptions=(
        Misconception(
            "reversed",
            lambda n: (n.columns, n.rows),
            "Axes keep their places: the first sizes are {rows} and 1, the second 1 and {columns}.",
        ),
        Misconception(
            "left-one-wins",
            lambda n: (n.rows, 1),
            "The column is stretched as well: its second axis has length 1 and meets a {columns}.",
        ),
        Misconception(
            "right-one-wins",
            lambda n: (1, n.columns),
            "The row is stretched as well: its first axis has length 1 and meets a {rows}.",
        ),
        Misconception(
            "inner-sizes-meet",
            lambda n: (1, 1),
            "Sizes that meet and vanish belong to `@`. `+` compares first with first and second "
            "with second.",
        ),
        Misconception(
            "sizes-added",
            lambda n: (n.rows + 1, n.columns + 1),
            "The numbers are added, not the sizes. In each axis the 1 is stretched to the other "
            "size.",
        ),
        Misconception(
            "number-of-entries",
            lambda n: n.entries,
            "There are {entries} numbers, that is right. Their shape is a pair: rows, columns.",
        ),
    ),
    hints=(
        Hint("Which sizes do I compare?", "First with first, second with second."),
        Hint("{rows} and 1?", "A 1 is stretched to whatever it meets, so {rows}."),
        Hint("And the second axis?", "1 and {columns}: again the 1 is stretched."),
    ),
)

misfit = Choice(
    "00.misfit",
    points=1,
    minutes=2,
    difficulty=2,
    asks="Which shape cannot be added to a (3, 4) array",
    question="`X` has shape (3, 4). Which of these can **not** be added to it?",
    options=(
        Wrong(
            "an array of shape (3, 1)",
            "column-refused",
            "A column (3, 1) fits: 3 and 3 are equal, and 1 is stretched to 4.",
        ),
        Wrong(
            "an array of shape (1, 4)",
            "row-refused",
            "A row (1, 4) fits: 1 is stretched to 3, and 4 and 4 are equal.",
        ),
        Right(
            "an array of shape (3,)",
            "To NumPy (3,) is a row of three, and a row of three does not fit four columns.",
        ),
        Wrong(
            "an array of shape (4,)",
            "flat-row-refused",
            "(4,) is read as a row (1, 4), and that fits. Shapes are compared from the right.",
        ),
    ),
    hints=(
        Hint("What about one axis only?", "NumPy puts a 1 in front: (n,) is read as (1, n)."),
        Hint("So what are c and d?", "Rows: (1, 3) and (1, 4)."),
        Hint("And now?", "Compare with (3, 4): in which of them meet 3 and 4?"),
    ),
)

affine_map = Code(
    "00.affine_map",
    kind="faded-code",
    points=1.5,
    minutes=5,
    asks="affine_map(A, X, b) -> A X + b, every column turned and then moved",
    cases=map_cases,
    arguments=("A", "X", "b"),
    exact_shape=True,
    accepts=(
        lambda A, X, b: np.einsum("oi,in->on", A, X) + b,
        lambda A, X, b: (X.T @ A.T + b.T).T,
        lambda A, X, b: A @ X + b @ np.ones((1, X.shape[1])),
    ),
    hints=(
        Hint("What is the shape of A X?", "(n_out, n_in) @ (n_in, N) is (n_out, N)."),
        Hint("How do I add `b` to each column?", "`+` does it: (n_out, 1) is stretched."),
        Hint("I still have nothing.", "First `turned = A @ X`, then `turned + b`."),
    ),
)


@affine_map.right
def reference(A, X, b):
    return A @ X + b


@affine_map.wrong
def not_moved(A, X, b):
    """The points are turned, but not moved: `b` is missing."""
    return A @ X


@affine_map.wrong
def moved_first(A, X, b):
    """You move first and turn afterwards, so the move is turned as well. Multiply first, then add
    `b`."""
    return A @ (X + b)


@affine_map.wrong
def star_for_at(A, X, b):
    """`*` multiplies place by place. To turn points, each row of A has to meet each column of X:
    that is `@`."""
    return A * X + b


@affine_map.wrong
def wrong_way_round(A, X, b):
    """`X @ A` does not fit, (n_in, N) @ (n_out, n_in), unless all sizes happen to be equal. The
    rows of A meet the columns of X: A stands on the left."""
    return X @ A + b


@affine_map.wrong
def turned_over(A, X, b):
    """A is right as it comes, (n_out, n_in): its second size meets the n_in rows of X. Transposed
    it fits only if it is square."""
    return A.T @ X + b


@affine_map.wrong
def multiplied_by_b(A, X, b):
    """You multiply by `b`. To move a point is to add."""
    return A @ X * b


@affine_map.wrong
def bias_laid_down(A, X, b):
    """In your sum `b` is a row, or flat, which NumPy reads as a row. It comes as a column (n_out,
    1) and fits beside each column of A X as it is."""
    return A @ X + b.T


@affine_map.wrong
def first_entry_only(A, X, b):
    """You add the first entry of `b` everywhere. Each row has an entry of its own."""
    return A @ X + b[0]


@affine_map.wrong(credit=0.5)
def cut_to_whole_numbers(A, X, b):
    """Right for decimal numbers. Where A and X hold whole numbers, so does your array, and what is
    written into it is cut off."""
    moved = np.zeros_like(A @ X)
    moved[...] = A @ X + b
    return moved


@affine_map.wrong(credit=0.5)
def added_in_place(A, X, b):
    """Right for decimal numbers. Where A and X hold whole numbers, so does `A @ X`, and `+=` stops
    with an error: write `turned + b`, which makes a new array."""
    turned = A @ X
    turned += b
    return turned


@affine_map.wrong
def moved_twice(A, X, b):
    """You add `b` twice. It is added once, in the second step."""
    return A @ X + 2 * b


@affine_map.wrong
def moved_backwards(A, X, b):
    """You subtract `b`. To move by `b` is to add it."""
    return A @ X - b


@affine_map.wrong
def first_point_only(A, X, b):
    """Only the first point is moved. `b` is added to every column: `+` does that by itself."""
    moved = A @ X
    moved[:, 0] += b[:, 0]
    return moved


@affine_map.wrong
def bias_on_the_matrix(A, X, b):
    """You add `b` to the matrix, so the points multiply it. Multiply first, then add `b`."""
    return (A + b) @ X


@affine_map.wrong
def not_turned(A, X, b):
    """The points are moved from 0, not turned: `turned` has to be A @ X."""
    return np.zeros((A.shape[0], X.shape[1])) + b


@affine_map.also_right
def by_columns(A, X, b):
    """Point by point."""
    moved = np.zeros((A.shape[0], X.shape[1]))
    for j in range(X.shape[1]):
        moved[:, j] = A @ X[:, j] + b[:, 0]
    return moved


flat_minus_column = Value(
    "00.flat_minus_column",
    kind="prediction",
    points=1,
    minutes=2,
    difficulty=2,
    asks="The shape of a - y for a (3, 1) and y (3,)",
    reference=(3, 3),
    tolerance=0.1,
    why="Every output met every target. Nine differences, of which three were meant.",
    misconceptions=(
        Misconception(
            "column",
            (3, 1),
            "That is what was meant, and it is not what happens. To NumPy `y` is a row (1, 3), and "
            "a column with a row makes a table.",
        ),
        Misconception(
            "flat",
            (3,),
            "Two axes do not become one. `y` is read as (1, 3), and then both are stretched.",
        ),
        Misconception(
            "flat-without-comma",
            3,
            "One axis would be written (3,), with a comma. But two axes do not become one: `y` is "
            "read as (1, 3), and then both are stretched.",
        ),
        Misconception(
            "row",
            (1, 3),
            "`y` is read as a row, that is right. But the column is stretched, too: 3 rows.",
        ),
        Misconception(
            "number-of-entries",
            9,
            "There are 9 numbers, that is right. Their shape is a pair: rows, columns.",
        ),
        Misconception(
            "one-number",
            (1, 1),
            "Nothing is added up here: `-` compares axis by axis, and stretches each 1 to the 3 "
            "that it meets.",
        ),
    ),
    hints=(
        Hint("How is (3,) read?", "As a row: NumPy puts a 1 in front, (1, 3)."),
        Hint("(3, 1) and (1, 3)?", "You know a pair like that from `00.stretched`."),
        Hint("I still don't see it.", "Both 1s are stretched to 3."),
    ),
)
