"""The outer product: every entry of one column meets every entry of the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Choice, Code, Hint, Right, Wrong


def two_column_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Columns u (m, 1) and v (n, 1); once u has whole numbers."""
    for m, n in ((3, 4), (5, 2), (3, 3), (4, 1), (1, 3)):
        yield normal(rng, m, 1), normal(rng, n, 1)
    yield rng.integers(1, 9, (2, 1)), normal(rng, 5, 1)


outer = Code(
    "00.outer",
    points=1.5,
    minutes=4,
    asks="outer(u, v) -> all products of an entry of u (m, 1) and one of v (n, 1), (m, n)",
    cases=two_column_cases,
    arguments=("u", "v"),
    exact_shape=True,
    accepts=(
        lambda u, v: u * v.T,
        lambda u, v: np.outer(u, v),
        lambda u, v: np.einsum("ik,jk->ij", u, v),
    ),
    hints=(
        Hint("Which shapes do I have?", "(m, 1) and (n, 1), and (m, n) is needed."),
        Hint("How can `@` give (m, n)?", "(m, 1) @ (1, n): so the right one must be a row."),
        Hint("How does a column become a row?", "With `.T`: it is `v` that needs it."),
    ),
)


@outer.right
def reference(u, v):
    return u @ v.T


@outer.wrong
def wrong_one_transposed(u, v):
    """Your table is (n, m): it lies on its side. The rows belong to `u`, so `u` stands on the left
    as it is, and the other one becomes a row."""
    return v @ u.T


@outer.wrong
def element_wise(u, v):
    """`*` of two columns works place by place, and needs as many places in both. Here every entry
    meets every other, so one of the two has to become a row."""
    return u * v


@outer.wrong
def no_transpose(u, v):
    """(m, 1) @ (n, 1): the inner sizes 1 and n do not fit. Which of the two has to be turned?"""
    return u @ v


@outer.wrong
def first_product_only(u, v):
    """You return the first product alone. A `return` inside a loop ends the function in its first
    turn: fill a whole table and return that."""
    return u[0, 0] * v[0, 0]


@outer.wrong
def inner_product(u, v):
    """A row on the left and a column on the right is the dot product, one number. The other way
    round it is a table."""
    return u.T @ v


@outer.wrong
def added_for_multiplied(u, v):
    """The shape is right, but you added each pair. Multiply them."""
    return u + v.T


@outer.wrong
def poured_into_shape(u, v):
    """The shape is right, but most numbers stand in the wrong places: `reshape` reads a table line
    by line. To turn a table, use `.T`, or make it the right way round at once."""
    return (v @ u.T).reshape(len(u), len(v))


@outer.wrong
def sizes_of_the_example(u, v):
    """Your table has 2 rows and 3 columns, as in the text. Take the sizes from what comes in:
    `len(u)` and `len(v)`."""
    table = np.zeros((2, 3))
    for i in range(2):
        for j in range(3):
            table[i, j] = u[i, 0] * v[j, 0]
    return table


@outer.wrong
def indices_swapped(u, v):
    """Rows and columns are mixed up: at row i, column j belongs `u[i, 0] * v[j, 0]`. Yours stops
    with an error where the table is not square, or it lies on its side."""
    table = np.zeros((len(u), len(v)))
    for i in range(len(u)):
        for j in range(len(v)):
            table[i, j] = u[j, 0] * v[i, 0]
    return table


@outer.wrong
def square_table(u, v):
    """Your table is square, with as many columns as `u` has entries. It needs a column for each
    entry of `v`."""
    table = np.zeros((len(u), len(u)))
    for i in range(len(u)):
        for j in range(len(u)):
            table[i, j] = u[i, 0] * v[j, 0]
    return table


@outer.wrong(credit=0.5, name="squeezed")
def axes_left_out(u, v):
    """The numbers are right. But where `u` or `v` has one entry only, your table has lost an axis:
    the shape is (m, n), even if m or n is 1."""
    return (u @ v.T).squeeze()


@outer.wrong
def entries_are_arrays(u, v):
    """Yours has a third axis, (m, n, 1): each entry is itself an array. `u[i]` of a column is an
    array with one number; `u[i, 0]` is the number."""
    return np.array([[p * q for q in v] for p in u])


@outer.wrong
def u_with_itself(u, v):
    """You multiplied `u` with itself. The columns of the table belong to `v`."""
    return u @ u.T


@outer.wrong
def everything_added(u, v):
    """You added all products to one number. Here nothing is added: each product has its own
    place."""
    return float(np.sum(u @ v.T))


@outer.wrong
def subtracted(u, v):
    """You subtract each pair. Multiply them."""
    return u - v.T


@outer.wrong
def columns_of_u(u, v):
    """Each column of your table is `u` itself. It has to be multiplied by an entry of `v`."""
    return np.broadcast_to(u, (len(u), len(v)))


@outer.wrong
def last_entry_in_the_whole_row(u, v):
    """In each row of yours all entries are the same, made with the last entry of `v`. Write to one
    place of the row: `table[i, j]`."""
    table = np.zeros((len(u), len(v)))
    for i in range(len(u)):
        table[i] = u[i, 0] * v[-1, 0]
    return table


@outer.also_right
def by_loops(u, v):
    """Place by place."""
    table = np.zeros((len(u), len(v)))
    for i in range(len(u)):
        for j in range(len(v)):
            table[i, j] = u[i, 0] * v[j, 0]
    return table


fits_w2 = Choice(
    "00.fits_w2",
    points=1,
    minutes=2,
    difficulty=2,
    asks="Which product of delta (2, 1) and a (4, 1) has the shape (2, 4)",
    options=(
        Wrong(
            r"$\delta\, a$",
            "no-transpose",
            "(2, 1) @ (4, 1): the inner sizes are 1 and 4, so NumPy refuses.",
        ),
        Wrong(
            r"$a\, \delta^\top$",
            "wrong-one-transposed",
            "(4, 1) @ (1, 2) does work, but it is (4, 2): the transpose of what is needed.",
        ),
        Right(
            r"$\delta\, a^\top$",
            "(2, 1) @ (1, 4) is (2, 4). You can find a formula by its shapes alone.",
        ),
        Wrong(
            r"$\delta \odot a$",
            "element-wise",
            "`*` would need a partner for each entry, and there are 2 of one and 4 of the other. "
            "NumPy refuses.",
        ),
    ),
    hints=(
        Hint("I don't know what delta is.", "Never mind: only its shape matters here."),
        Hint("What do I look at?", "The inner sizes must agree, the outer sizes are left."),
        Hint("Which sizes have to be left?", "First 2, last 4, so 1 and 1 have to meet."),
    ),
)

source_outer = Choice(
    "00.source_outer",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="The shape of an output column of 3 neurons times a gradient row of 2 neurons",
    options=(
        Wrong(
            "(2, 3)",
            "as-in-this-course",
            "That is how W lies in this course. But rows come from the left factor: here the left "
            "factor is the output of the layer before, with 3 entries.",
        ),
        Right("(3, 2)", "So two different letters are needed, and it is our W on its side."),
        Wrong(
            "(1, 1)",
            "number-expected",
            "One number comes out when a row stands on the left and a column on the right. Here "
            "the column is on the left.",
        ),
        Wrong(
            "(3, 3)",
            "same-n",
            "That follows if both really had n entries, as printed. But the two layers have 3 "
            "neurons and 2.",
        ),
    ),
    hints=(
        Hint("What has which shape?", "The output is (3, 1), the gradient (1, 2)."),
        Hint("And the product?", "(3, 1) @ (1, 2): inner sizes 1 and 1, outer sizes left."),
        Hint("Which comes first?", "Rows come from the left factor."),
    ),
)
