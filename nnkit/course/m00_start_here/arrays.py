"""Arrays and their shapes: rows, columns, and what has one axis only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Choice, Code, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m00_start_here.fresh import Table, draw_table


def flat_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """An array of shape (n,); once with whole numbers."""
    for n in (3, 5, 2, 1):
        yield (normal(rng, n),)
    yield (rng.permutation(np.arange(-3, 5)),)


def example_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """A list of N arrays of shape (n,); in the last one the first array has whole numbers."""
    for n, examples in ((3, 5), (2, 7), (3, 3), (4, 1)):
        yield ([normal(rng, n) for _ in range(examples)],)
    yield ([rng.integers(1, 9, 4), normal(rng, 4)],)


table_shape = Value(
    "00.table_shape",
    points=0.5,
    minutes=1,
    asks="The shape of np.array({table})",
    question=(
        "What is the shape of `np.array({table})`? Answer with a pair in round brackets, such "
        "as `(5, 9)`."
    ),
    parts=("rows", "columns"),
    fresh=Fresh(Table(np.array([[7, 0, 2, 5], [1, 3, 8, 6]])), draw_table),
    reference=lambda n: (n.rows, n.columns),
    tolerance=0.1,
    why="Rows first, then columns: {rows} inner lists, {columns} numbers in each.",
    misconceptions=(
        Misconception(
            "columns-first",
            lambda n: (n.columns, n.rows),
            "The right two numbers in the wrong order. Rows come first: each inner pair of "
            "brackets is one row.",
        ),
        Misconception(
            "size",
            lambda n: n.size,
            "{size} is how many numbers there are, the size. The shape says how they are laid "
            "out: in how many rows, and how many columns.",
        ),
        Misconception(
            "of-the-array-above",
            (2, 3),
            "That is the shape of `A` in the text. This array has four numbers in each row.",
        ),
        Misconception(
            "last-places",
            lambda n: (n.rows - 1, n.columns - 1),
            "These are the last row and the last column, counted from 0. A shape says how many "
            "there are.",
        ),
        Misconception(
            "rows-only",
            lambda n: n.rows,
            "There are {rows} rows, that is right. A shape has two numbers: rows and columns.",
        ),
    ),
    hints=(
        Hint("What is a shape?", "How many rows, and how many columns."),
        Hint("Where are the rows?", "Each inner pair of brackets is one row. Count them."),
        Hint("How do I write it?", "As a pair in round brackets: rows, comma, columns."),
    ),
)

entry = Choice(
    "00.entry",
    points=0.5,
    minutes=1,
    asks="The expression that picks the 6 out of a (2, 4) array",
    options=(
        Wrong(
            "`B[2, 4]`",
            "counts-from-one",
            "You counted from 1. Python counts from 0, so there is no row 2 here: IndexError.",
        ),
        Wrong(
            "`B[3, 1]`",
            "column-first",
            "Row comes first. There are rows 0 and 1, and no row 3: IndexError.",
        ),
        Wrong(
            "`B[1, 4]`",
            "counts-columns-from-one",
            "The row is right. The columns are counted from 0 as well: the fourth one is 3.",
        ),
        Right(
            "`B[1, 3]`",
            "Row 1, column 3, both counted from 0. A last entry is one less than the length.",
        ),
    ),
    hints=(
        Hint("I see two numbers in the brackets.", "The first is the row, the second the column."),
        Hint("Which row is it?", "The second one. Python calls the first one 0."),
        Hint("And which column?", "The fourth, so 0, 1, 2, ... and it is called?"),
    ),
)

brackets = Choice(
    "00.brackets",
    points=0.5,
    minutes=2,
    asks="Which of four expressions is a column of shape (3, 1)",
    question="Which of these is a column of shape (3, 1)?",
    options=(
        Right(
            "`np.array([[5], [6], [7]])`",
            "Three rows with one number each: each row has its own brackets.",
        ),
        Wrong(
            "`np.array([5, 6, 7])`",
            "flat",
            "One pair of brackets, one axis: the shape is (3,). It is neither a row nor a column.",
        ),
        Wrong(
            "`np.array([[5, 6, 7]])`",
            "row",
            "One inner pair of brackets with three numbers is one row: (1, 3).",
        ),
        Wrong(
            "`np.array([5], [6], [7])`",
            "separate-arguments",
            "These are three arguments for `np.array`, which takes one list: an error. A pair of "
            "brackets around all is missing.",
        ),
    ),
    hints=(
        Hint("They all look alike.", "Count the brackets at the very beginning: axes."),
        Hint("Two axes are needed.", "So two brackets at the beginning. Two of them have it."),
        Hint("Row or column?", "A column has three rows, so three inner pairs of brackets."),
    ),
)

as_column = Code(
    "00.as_column",
    points=1,
    minutes=3,
    asks="as_column(v) -> the same numbers with shape (n, 1)",
    cases=flat_cases,
    arguments=("v",),
    exact_shape=True,
    accepts=(lambda v: v[:, np.newaxis], lambda v: np.array([v]).T, lambda v: v.reshape(len(v), 1)),
    hints=(
        Hint("What changes the shape?", "`v.reshape(rows, columns)`, as shown above."),
        Hint("I don't know n.", "`len(v)` knows. Or write −1: NumPy then works it out."),
        Hint("I still have nothing.", "n rows with one number each: `v.reshape(-1, 1)`"),
    ),
)


@as_column.right
def right_as_column(v):
    return v.reshape(-1, 1)


@as_column.wrong
def transposed_flat(v):
    """What you return still has shape (n,), one axis. `.T` has nothing to swap there, and a line
    `v.reshape(...)` alone leaves `v` as it is: it makes a new array, and that is what has to be
    returned."""
    return v.T


@as_column.wrong
def row(v):
    """This is a row, shape (1, n). The rows come first in a shape: n of them, with one number
    each."""
    return v.reshape(1, -1)


@as_column.wrong
def three_only(v):
    """This fits three numbers and stops with an error for any others. Let `len(v)` or −1 stand
    where you wrote 3."""
    return v.reshape(3, 1)


@as_column.wrong
def table(v):
    """Out comes a table of shape (n, n), with all of `v` in each row. That happens when an array of
    shape (n,) meets a column; you will see why in section 7."""
    return v + np.zeros((len(v), 1))


@as_column.wrong
def never_filled(v):
    """The shape is right, but all entries are 0: your numbers did not get in."""
    return np.zeros((len(v), 1))


@as_column.wrong
def first_entry_only(v):
    """Only the first number is left. A `return` inside a loop ends the function in the first
    round."""
    return np.array([[v[0]]])


@as_column.wrong
def first_two(v):
    """Only the first two numbers get in. `v` may have any number of them: let `len(v)` or −1 say
    how many."""
    return np.array([[v[0]], [v[1]]])


@as_column.wrong
def first_three(v):
    """This takes three numbers, v[0], v[1] and v[2]. `v` may have any number of them: let `len(v)`
    or −1 say how many."""
    return np.array([[v[0]], [v[1]], [v[2]]])


@as_column.wrong
def of_the_example(v):
    """Whatever comes in, yours gives 5, 6, 7. Use the name of the argument, `v`."""
    return np.array([[5.0], [6.0], [7.0]])


@as_column.wrong
def three_axes(v):
    """Yours has three axes, (n, 1, 1). A column has two: rows and columns."""
    return v.reshape(-1, 1, 1)


@as_column.wrong
def one_entry_short(v):
    """One number is missing. A column has as many rows as `v` has numbers."""
    return v[:-1].reshape(-1, 1)


@as_column.wrong
def ones(v):
    """The shape is right, but all entries are 1: your numbers did not get in."""
    return np.ones((len(v), 1))


@as_column.wrong
def cut_to_whole_numbers(v):
    """The shape is right, but your numbers have lost their decimals."""
    return v.reshape(-1, 1).astype(int)


@as_column.wrong
def two_columns(v):
    """You have two columns, both with the numbers of `v`. One is needed, shape (n, 1)."""
    return np.vstack([v, v]).T


@as_column.also_right
def column_by_loop(v):
    """Entry by entry."""
    column = np.zeros((len(v), 1))
    for i in range(len(v)):
        column[i, 0] = v[i]
    return column


columns_from_rows = Code(
    "00.columns_from_rows",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="columns_from_rows(examples) -> X, shape (n, N), one column for each example",
    cases=example_cases,
    arguments=("examples",),
    exact_shape=True,
    accepts=(
        lambda examples: np.column_stack(examples),
        lambda examples: np.stack(examples, axis=1),
        lambda examples: np.hstack([e.reshape(-1, 1) for e in examples]),
    ),
    hints=(
        Hint("I have a list, not an array.", "`np.array(examples)` makes one: an example a row."),
        Hint("Now they are rows.", "Which operation of this section makes columns of rows?"),
        Hint("My shape is right, my numbers are not.", "Use `.T` rather than `reshape`."),
    ),
)


@columns_from_rows.right
def right_columns_from_rows(examples):
    return np.array(examples).T


@columns_from_rows.wrong
def rows_kept(examples):
    """In your array each example is a row. Here each one has to be a column: transpose the
    array."""
    return np.array(examples)


@columns_from_rows.wrong
def reshape_for_transpose(examples):
    """The shape is right, but `reshape` fills it in reading order, so the examples are torn apart.
    `.T` keeps each example together."""
    return np.array(examples).reshape(len(examples[0]), len(examples))


@columns_from_rows.wrong
def one_long_line(examples):
    """You put the examples end to end, so all numbers stand in one long line. Each example is a
    column of its own, and the columns stand side by side."""
    return np.concatenate(examples)


@columns_from_rows.wrong
def first_example_only(examples):
    """You made a column of the first example. All of them are needed."""
    return examples[0].reshape(-1, 1)


@columns_from_rows.wrong(credit=0.5)
def squeezed(examples):
    """The numbers are right. But for a list of one example yours is flat, (n,): there, too, it has
    to be a column, (n, 1)."""
    return np.array(examples).T.squeeze()


@columns_from_rows.wrong
def axis_too_many(examples):
    """Yours has three axes, (n, N, 1): there is one pair of brackets too many. `examples` is a list
    already."""
    return np.array([examples]).T


@columns_from_rows.wrong
def list_of_columns(examples):
    """You made a column of each example, but they are still N arrays in a list. One array is
    needed, in which the columns stand side by side."""
    return [example.reshape(-1, 1) for example in examples]


@columns_from_rows.wrong(name="first-two")
def first_two_examples(examples):
    """You use examples 0 and 1 only. There may be any number of them."""
    return np.column_stack([examples[0], examples[1]])


@columns_from_rows.wrong
def sizes_of_the_example(examples):
    """Your array is made for two examples of three numbers, as in the text. Take the sizes from
    what comes in: `len(examples)` and `len(examples[0])`."""
    X = np.zeros((3, 2))
    for j in range(2):
        X[:, j] = examples[j]
    return X


@columns_from_rows.wrong
def all_added(examples):
    """You added the examples up. Each of them is kept, as a column."""
    return sum(examples).reshape(-1, 1)


@columns_from_rows.wrong(credit=0.5)
def type_of_the_first(examples):
    """Your array takes its kind of numbers from the first example. If that one has whole numbers,
    the decimals of all others are cut off."""
    X = np.zeros((len(examples[0]), len(examples)), dtype=examples[0].dtype)
    for j, example in enumerate(examples):
        X[:, j] = example
    return X


@columns_from_rows.wrong
def rows_kept_if_square(examples):
    """Right as long as there are more or fewer examples than numbers in each. Where both are
    equally many, your array still has the examples as rows: transpose it in every case."""
    X = np.array(examples)
    return X if X.shape[0] == X.shape[1] else X.T


@columns_from_rows.also_right
def by_loop(examples):
    """Column by column."""
    X = np.zeros((len(examples[0]), len(examples)))
    for j, example in enumerate(examples):
        X[:, j] = example
    return X
