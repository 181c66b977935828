"""Cells and the order in which they run, and a first function."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Choice, Code, Hint, Misconception, Right, Value, Wrong


def point_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Two points x1, y1, x2, y2; whole numbers too; rising, falling, level, from right to left."""
    yield 1, 2, 3, 8
    yield 1, 7, 5, 4
    yield 2.5, 1.5, 4.0, 1.5
    yield 6, -2, 1.5, 3.25
    for _ in range(3):
        x1, y1, rise = (float(v) for v in normal(rng, 3))
        yield x1, y1, x1 + float(rng.uniform(0.3, 3)), y1 + rise
    low = int(rng.integers(-5, 0))
    yield low, 1, low + 4, 8


run_order = Value(
    "00.run_order",
    kind="prediction",
    points=1,
    minutes=2,
    asks="The value of n after cells A, C, B, B have run in this order",
    reference=12.0,
    why="1, then 10, then 11, then 12: what counts is the order in which you run.",
    misconceptions=(
        Misconception(
            "from-top-to-bottom",
            20.0,
            "That is what comes out from top to bottom. The kernel does not look at where a cell "
            "stands, only at when you run it.",
        ),
        Misconception(
            "page-order-with-repeats",
            30.0,
            "You ran B twice, as told, but in the order of the page. C came right after A, when n "
            "was still 1.",
        ),
        Misconception(
            "each-cell-once",
            11.0,
            "You ran B once. A cell can run as often as you like, and each time it starts from the "
            "n that is there by then.",
        ),
        Misconception(
            "once-from-the-top-and-once-more",
            21.0,
            "That is A, B, C in the order of the page, and B once more. Here C ran before B.",
        ),
        Misconception(
            "cell-c-left-out",
            3.0,
            "This is A, B, B. Cell C ran in between and made 10 of the 1.",
        ),
        Misconception(
            "added-for-multiplied",
            13.0,
            "Cell C multiplies: `10 * n` is ten times n, not n + 10.",
        ),
        Misconception(
            "stops-after-c",
            10.0,
            "10 is n after A and C. Then B ran twice.",
        ),
        Misconception(
            "starts-afresh",
            2.0,
            "You let B start from the n of cell A. Variables are not set back between cells: B "
            "takes n as the last cell left it.",
        ),
    ),
    hints=(
        Hint("Where do I start?", "Write down n after each run, in the order of running."),
        Hint("What does `n = n + 1` mean?", "Take the n that is there, add 1, call that n."),
        Hint("I get lost.", "A makes 1, C makes 10 of it. Now B, and B again."),
    ),
)

after_restart = Choice(
    "00.after_restart",
    points=0.5,
    minutes=1,
    asks="What is left after the kernel was restarted",
    question="You restart the kernel and run nothing. What is left?",
    options=(
        Wrong(
            "nothing: text, code, outputs and variables are gone",
            "all-gone",
            "Your work is safe: it stands on the page, and the page is a file. Only the memory "
            "behind it is emptied.",
        ),
        Wrong(
            "everything, until you change a cell",
            "nothing-gone",
            "A restart is more than that: the kernel forgets every variable, every function and "
            "every import.",
        ),
        Right(
            "text, code and the outputs on the page; the variables are forgotten",
            "The page stays, the memory goes: so run from the top again.",
        ),
        Wrong(
            "the outputs on the page and the variables that they came from",
            "outputs-are-memory",
            "The numbers under the cells are still to be seen, but they are only ink. The "
            "variables that they came from are gone.",
        ),
    ),
    hints=(
        Hint("What is the kernel?", "The Python that runs behind the page and remembers."),
        Hint("What is the page?", "A file with text, code, and what was printed last time."),
        Hint("So?", "Restarting empties the memory and leaves the file alone."),
    ),
)

stale_name = Choice(
    "00.stale_name",
    kind="find-the-bug",
    points=1,
    minutes=2,
    difficulty=2,
    asks="What would have shown that a notebook works only in the memory of its kernel",
    options=(
        Wrong(
            "running the cell with `mean` once more",
            "last-cell-again",
            "That works, and that is the trap: `total` is still in the memory, though no cell "
            "makes it any more. The memory has to be emptied first.",
        ),
        Right(
            "*Restart Kernel and Run All Cells*",
            "It takes half a minute, and it is what a grader does with your notebook.",
        ),
        Wrong(
            "saving twice",
            "saving-is-enough",
            "Saving writes the page to a file, with all its faults. It runs nothing.",
        ),
        Wrong(
            "`progress()`",
            "progress-shows-it",
            "`progress()` tells what passed on this machine. It passed here, because here the old "
            "`total` was still known.",
        ),
    ),
    hints=(
        Hint("Why did it work for Ada?", "Her kernel remembers `total` from this morning."),
        Hint("Who does not remember it?", "A fresh kernel, such as that of a grader."),
        Hint("How do I get a fresh one?", "Restart the kernel. Then everything has to run."),
    ),
)

slope = Code(
    "00.slope",
    points=1,
    minutes=4,
    asks="slope(x1, y1, x2, y2) -> slope of the line through two points",
    cases=point_cases,
    arguments=("x1", "y1", "x2", "y2"),
    accepts=(lambda x1, y1, x2, y2: (y1 - y2) / (x1 - x2),),
    hints=(
        Hint(
            "What do I do with the cell?",
            "Replace the line that begins with `raise` by your own, as far to the right as it.",
        ),
        Hint("How do I give the result back?", "`return` and then what you computed."),
        Hint("What is the formula?", "Up divided by right: y2 − y1 over x2 − x1, in brackets."),
    ),
)


@slope.right
def reference(x1, y1, x2, y2):
    return (y2 - y1) / (x2 - x1)


@slope.wrong
def upside_down(x1, y1, x2, y2):
    """You divide the way to the right by the way up. It is the other way round: up, for each step
    to the right."""
    return (x2 - x1) / (y2 - y1)


@slope.wrong
def brackets_missing(x1, y1, x2, y2):
    """Python divides before it subtracts, so yours is y2 − (y1 / x2) − x1. Put brackets around each
    difference."""
    return y2 - y1 / x2 - x1


@slope.wrong
def numbers_of_the_example(x1, y1, x2, y2):
    """Your function gives 3 for every line: the numbers of the example are written into it. Use the
    names x1, y1, x2, y2; each call fills in its own numbers."""
    return 3.0


@slope.wrong
def rise_only(x1, y1, x2, y2):
    """You return how far the line climbs. Divide it by how far it goes to the right."""
    return y2 - y1


@slope.wrong
def mixed_order(x1, y1, x2, y2):
    """The size is right, and the sign is turned round: a line that falls gets a positive slope.
    That happens if one difference is second minus first and the other first minus second. Take both
    in the same order."""
    return (y2 - y1) / (x1 - x2)


@slope.wrong
def whole_number_division(x1, y1, x2, y2):
    """`//` divides and throws away everything after the decimal point. `/` keeps it."""
    return (y2 - y1) // (x2 - x1)


@slope.wrong
def arguments_in_another_order(x1, y1, x2, y2):
    """Your numbers come out if the four are taken in the order x1, x2, y1, y2. They come point by
    point: x1, y1 and then x2, y2."""
    return (y2 - x2) / (y1 - x1)


@slope.wrong
def line_through_the_origin(x1, y1, x2, y2):
    """You divide y2 by x2. That is right only if the line goes through the origin; here it goes
    through (x1, y1). Take the differences of the two points."""
    return y2 / x2


@slope.wrong
def angle(x1, y1, x2, y2):
    """You return the angle in degrees. The slope is the number before that: up divided by right."""
    return np.degrees(np.arctan((y2 - y1) / (x2 - x1)))


@slope.wrong
def angle_in_radians(x1, y1, x2, y2):
    """You return the angle. The slope is the number before that: up divided by right."""
    return np.arctan((y2 - y1) / (x2 - x1))


@slope.wrong
def added_for_subtracted(x1, y1, x2, y2):
    """You add the coordinates of the two points. How far it goes up, and how far to the right, are
    differences."""
    return (y2 + y1) / (x2 + x1)


@slope.wrong
def upside_down_and_mixed(x1, y1, x2, y2):
    """Two things are turned round: you divide right by up, and the sign is the other one."""
    return (x1 - x2) / (y2 - y1)


@slope.wrong
def where_it_meets_the_axis(x1, y1, x2, y2):
    """This is the height of the line at x = 0. Asked for is how steep it is."""
    return y1 - (y2 - y1) / (x2 - x1) * x1


@slope.wrong
def distance(x1, y1, x2, y2):
    """This is how far the two points are from each other. Asked for is how steep the line is."""
    return ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5


@slope.wrong
def differences_cut_off(x1, y1, x2, y2):
    """Your differences are cut to whole numbers. Decimal points have to work as well: leave out
    `int`."""
    return int(y2 - y1) / int(x2 - x1)


@slope.wrong
def never_falling(x1, y1, x2, y2):
    """Your slope is never negative. A line that falls to the right has a negative slope: leave out
    `abs`."""
    return abs(y2 - y1) / abs(x2 - x1)


@slope.wrong
def run_only(x1, y1, x2, y2):
    """You return how far the line goes to the right. Divide how far it climbs by that."""
    return x2 - x1


@slope.wrong
def brackets_missing_below(x1, y1, x2, y2):
    """Python divides before it subtracts, so yours is ((y2 − y1) / x2) − x1. Put brackets around
    each difference."""
    return (y2 - y1) / x2 - x1


@slope.wrong
def brackets_missing_above(x1, y1, x2, y2):
    """Python divides before it subtracts, so yours is y2 − (y1 / (x2 − x1)). Put brackets around
    each difference."""
    return y2 - y1 / (x2 - x1)


@slope.wrong
def first_point_and_origin(x1, y1, x2, y2):
    """You divide y1 by x1. Take the differences of the two points: how far up, divided by how far
    to the right."""
    return y1 / x1


@slope.wrong
def not_below_zero(x1, y1, x2, y2):
    """A line that falls to the right has a negative slope. Yours is never below 0: leave out
    `max`."""
    return max(0, (y2 - y1) / (x2 - x1))


@slope.wrong
def x_and_y_mixed(x1, y1, x2, y2):
    """You subtract an x from a y. Take y2 − y1, and divide it by x2 − x1."""
    return (y2 - x1) / (x2 - y1)
