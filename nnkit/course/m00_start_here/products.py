"""Element-wise product, dot product, matrix product: three ways to multiply, not to be mixed up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Choice, Code, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m00_start_here.fresh import Errors, Star, draw_errors, draw_star


def pair_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Two columns w and a of shape (n, 1); once w has whole numbers."""
    for n in (3, 5, 2, 1):
        yield normal(rng, n, 1), normal(rng, n, 1)
    yield rng.integers(1, 9, (4, 1)), normal(rng, 4, 1)


and_gradient = Value(
    "00.and_gradient",
    points=1,
    minutes=3,
    asks="[-{small}, {large}] times [{s1}, {s2}], element by element, two decimals",
    question=(
        "The first output was {small} too small, the second {large} too large: the errors, "
        "output minus target, are −{small} and {large}. Multiply them element by element with "
        "the slopes {s1} and {s2}. Give a list with two decimals, or more, such as `[1.25, "
        "-0.5]`."
    ),
    fresh=Fresh(Errors(0.44, 0.61, 0.25, 0.24), draw_errors),
    reference=lambda n: n.products,
    tolerance=0.006,
    why="Each neuron keeps its own number. Nothing was added up.",
    misconceptions=(
        Misconception(
            "dot-product",
            lambda n: sum(n.products),
            "You added the two products: that is the dot product, one number for two neurons. Each "
            "neuron needs its own.",
        ),
        Misconception(
            "added",
            lambda n: [n.s1 - n.small, n.large + n.s2],
            "You added where you should multiply. The places are right: first with first.",
        ),
        Misconception(
            "sign-lost",
            lambda n: [-n.products[0], n.products[1]],
            "The first error is negative: that output was too small. Keep its minus.",
        ),
        Misconception(
            "target-minus-output",
            lambda n: [-p for p in n.products],
            "Both signs are turned: that is target minus output. In this course an error is output "
            "minus target, so it is negative where the output was too small.",
        ),
        Misconception(
            "both-negative",
            lambda n: [n.products[0], -n.products[1]],
            "The first number is right. The second error is positive, {large}, so its product "
            "is positive, too.",
        ),
        Misconception(
            "crosswise",
            lambda n: [-n.small * n.s2, n.large * n.s1],
            "You multiplied crosswise. What stands in the same place is multiplied: first error "
            "with first slope, second with second.",
        ),
        Misconception(
            "entries-swapped",
            lambda n: n.products[::-1],
            "The two numbers are right, in the wrong order: the first neuron comes first.",
        ),
        Misconception(
            "outputs-for-slopes",
            lambda n: [-n.small * n.a1, n.large**2],
            "You multiplied by the outputs {a1} and {large}. Multiply by the slopes, {s1} and "
            "{s2}.",
        ),
        Misconception(
            "divided",
            lambda n: [-n.small / n.s1, n.large / n.s2],
            "You divided by the slopes. `⊙` multiplies.",
        ),
    ),
    hints=(
        Hint("How many numbers come out?", "As many as go in: two."),
        Hint("What is multiplied with what?", "What stands in the same place."),
        Hint("I want to check my numbers.", "−{small} · {s1} and {large} · {s2}."),
    ),
)

star = Value(
    "00.star",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="What W * x is for W = {W} and x = {x}",
    question=(
        "**Predict.** `W = np.array({W})` and `x = np.array({x})`. What is `W * x`? NumPy "
        "does not complain: the column `x` is used again for each column of `W`. Answer with "
        "a list of rows, such as `[[1, 2], [3, 4]]`."
    ),
    fresh=Fresh(Star(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[10.0], [1.0]])), draw_star),
    reference=lambda n: n.W * n.x,
    why="`*` stretched the column and multiplied place by place. No error, and no W x either.",
    misconceptions=(
        Misconception(
            "matrix-product",
            lambda n: n.W @ n.x,
            "That is `W @ x`, and surely what somebody meant. `*` works place by place and adds "
            "nothing up.",
        ),
        Misconception(
            "columns-scaled",
            lambda n: n.W * n.x.T,
            "You laid the {top} and the {low} over the columns of W, as a row would be. `x` "
            "is a column: its {top} stands beside the first row.",
        ),
        Misconception(
            "used-once",
            lambda n: np.hstack([n.W[:, :1] * n.x, n.W[:, 1:]]),
            "You used `x` for the first column of W only. It is used again for each column.",
        ),
        Misconception(
            "transposed",
            lambda n: (n.W * n.x).T,
            "The four products are right, but your table lies on its side: write it row by row.",
        ),
        Misconception(
            "all-times-ten",
            lambda n: n.W * n.top,
            "You multiplied everything by {top}. The {top} stands beside row 0, the {low} "
            "beside row 1.",
        ),
        Misconception(
            "added-for-multiplied",
            lambda n: n.W + n.x,
            "You added. The places are right: the {top} meets row 0, the {low} meets row 1. "
            "Now multiply.",
        ),
        Misconception(
            "first-column-only",
            lambda n: n.W[:, :1] * n.x,
            "You multiplied the first column and dropped the second. The column `x` is used for "
            "each column of W.",
        ),
    ),
    hints=(
        Hint("Shapes (2, 2) and (2, 1)?", "`*` uses the one column again for each column."),
        Hint("Which numbers meet?", "The {top} meets all of row 0, the {low} meets all of row 1."),
        Hint("How do I write it?", "As a list of rows: `[[10, ...], [..., 4]]`."),
    ),
)

weighted_sum = Code(
    "00.weighted_sum",
    points=1.5,
    minutes=4,
    asks="weighted_sum(w, a) -> dot product of two columns of shape (n, 1), a number",
    cases=pair_cases,
    arguments=("w", "a"),
    exact_shape=True,
    accepts=(
        lambda w, a: (w.T @ a)[0, 0],
        lambda w, a: (w.T @ a).item(),
        lambda w, a: np.dot(w.ravel(), a.ravel()),
    ),
    hints=(
        Hint("Where do I begin?", "`w * a` has all the products already, shape (n, 1)."),
        Hint("What is missing?", "One number is needed: something that adds up all entries."),
        Hint("I still have nothing.", "`np.sum(w * a)`, or with shapes: `(w.T @ a)[0, 0]`."),
    ),
)


@weighted_sum.right
def reference(w, a):
    return float(np.sum(w * a))


@weighted_sum.wrong
def not_added(w, a):
    """You multiplied place by place and stopped. A dot product is one number: add up."""
    return w * a


@weighted_sum.wrong
def table(w, a):
    """A column times a row is a table of all products, shape (n, n). The row has to stand on the
    left: (1, n) @ (n, 1)."""
    return w @ a.T


@weighted_sum.wrong
def no_transpose(w, a):
    """Yours is right for one entry and stops with an error for more. In `w @ a` the inner sizes are
    1 and n, so NumPy refuses: one of the two has to become a row. Which one, so that a single
    number is left?"""
    return w @ a


@weighted_sum.wrong
def sums_multiplied(w, a):
    """In your sum each entry of `w` has met each entry of `a`, as if the sum of one were multiplied
    by the sum of the other. Only what stands in the same place is multiplied; then add."""
    return w.sum() * a.sum()


@weighted_sum.wrong
def mean(w, a):
    """`mean` divides by n. A dot product is the plain sum."""
    return np.mean(w * a)


@weighted_sum.wrong
def last_term_only(w, a):
    """In each turn you throw away what was there. The new term has to be added to the total so
    far."""
    total = 0.0
    for i in range(len(w)):
        total = w[i, 0] * a[i, 0]
    return total


@weighted_sum.wrong
def table_turned(w, a):
    """A row and a column make a table of all products, shape (n, n), with `+`, `*` and the like,
    and with `@` if the column is on the left. Only the n products of the same place are needed,
    added up."""
    return a @ w.T


@weighted_sum.wrong
def three_terms(w, a):
    """You add the terms 0, 1 and 2. There may be fewer, or more: n of them."""
    return w[0, 0] * a[0, 0] + w[1, 0] * a[1, 0] + w[2, 0] * a[2, 0]


@weighted_sum.wrong
def two_terms(w, a):
    """You add the terms 0 and 1. There may be fewer, or more: n of them."""
    return w[0, 0] * a[0, 0] + w[1, 0] * a[1, 0]


@weighted_sum.wrong
def first_term_only(w, a):
    """Only the first product comes back. A `return` inside a loop ends the function in the first
    round."""
    return w[0, 0] * a[0, 0]


@weighted_sum.wrong
def added_for_multiplied(w, a):
    """You add everything up. Inside a pair you multiply; only the products are added."""
    return np.sum(w + a)


@weighted_sum.wrong
def multiplied_up(w, a):
    """You multiply the products with one another. They are added."""
    return np.prod(w * a)


@weighted_sum.wrong
def subtracted_in_pairs(w, a):
    """You subtract inside each pair. Inside a pair you multiply."""
    return np.sum(w - a)


@weighted_sum.wrong
def only_w(w, a):
    """You add up `w` alone. Each of its entries is multiplied by the entry of `a` in the same
    place."""
    return np.sum(w)


@weighted_sum.also_right
def by_loop(w, a):
    """Term by term."""
    total = 0.0
    for i in range(len(w)):
        total = total + w[i, 0] * a[i, 0]
    return total


which_products = Choice(
    "00.which_products",
    points=1,
    minutes=3,
    difficulty=2,
    asks="All the matrix products that exist, of four",
    question=(
        "Which of these matrix products exist? Several do. Answer with all their letters "
        'in one pair of quotes, such as `"bc"`, in any order.'
    ),
    options=(
        Right("(2, 3) `@` (3, 1)"),
        Wrong("(3, 1) `@` (2, 3)"),
        Wrong("(2, 3) `@` (2, 3)"),
        Right("(2, 3) `@` the transpose of a (2, 3)"),
    ),
    why="Inner sizes equal, and nothing else matters.",
    misconceptions=(
        Misconception(
            "equal-shapes-needed",
            "c",
            "Equal shapes are what `*` likes. For `@` the columns on the left must be as many as "
            "the rows on the right; in c they are 3 and 2.",
        ),
        Misconception(
            "equal-shapes-too",
            "acd",
            "a and d are right. In c the inner sizes are 3 and 2: equal shapes help `*`, not `@`.",
        ),
        Misconception(
            "equal-shapes-for-transpose",
            "ac",
            "a is right. In c the inner sizes are 3 and 2; equal shapes help `*`, not `@`. And in "
            "d the right one is transposed first.",
        ),
        Misconception(
            "order-does-not-matter",
            "bda",
            "a and d are right. b has the factors of a in reverse order, and then the inner sizes "
            "are 1 and 2: the order matters.",
        ),
        Misconception(
            "all-of-them",
            "abcd",
            "Two of them stop with an error. Write the two shapes side by side and compare the "
            "numbers in the middle.",
        ),
        Misconception(
            "transpose-forgotten",
            "a",
            "a is right. There is another: in d the right factor is transposed first.",
        ),
        Misconception(
            "only-with-itself", "d", "d is right. There is another one with equal inner sizes."
        ),
    ),
    hints=(
        Hint("How do I decide?", "Write both shapes in a row; compare the two in the middle."),
        Hint("What is the shape after `.T`?", "Reversed: (2, 3) becomes (3, 2)."),
        Hint("How do I answer with two letters?", 'In one pair of quotes, such as `"bc"`.'),
    ),
)
