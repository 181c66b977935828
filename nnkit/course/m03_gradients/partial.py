"""Partial derivatives and the gradient of the lecture's function, f = 2x² + 3xy + y³."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.exercise import Choice, Code, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.drawn import Point, draw_point
from nnkit.course.m03_gradients.shared import lecture_gradient


def points(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Points of the plane, shape (2,), on all sides of the axes; whole numbers, too."""
    for signs in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
        yield (rng.uniform(0.3, 3, 2) * signs,)
    yield (np.array([0.0, rng.uniform(1, 2)]),)
    yield (rng.integers(2, 5, 2) * np.array([1, -1]),)


partial_x = Choice(
    "03.partial_x",
    points=1,
    minutes=3,
    asks="∂f/∂x of f = 2x² + 3xy + y³",
    options=(
        Wrong(
            "$4x + 3y + y^3$",
            "term-without-x-kept",
            "y³ does not change when x does. For this derivative it is a constant: slope 0.",
        ),
        Wrong("$4x + 3$", "factor-dropped", "3xy is (3y) · x: its slope along x is 3y, not 3."),
        Right(
            "$4x + 3y$",
            "y stands still, so 3y is just a number in front of x, and y³ has no slope along x.",
        ),
        Wrong(
            "$7x + 3y + 3y^2$",
            "both-at-once",
            "You took the slopes along x and along y together. Only x moves; y stands still.",
        ),
    ),
    hints=(
        Hint("What do I do with y?", "Put a number in its place, say 5: 2x² + 15x + 125."),
        Hint("With 5 I can do it.", "4x + 15. Where did the 15 come from?"),
        Hint("From 3 · 5.", "So in general it is 4x + 3y."),
    ),
)

gradient_at = Value(
    "03.gradient_at",
    points=1,
    minutes=3,
    asks="Gradient of f = 2x² + 3xy + y³ at ({x}, {y})",
    parts=("∂f/∂x", "∂f/∂y"),
    fresh=Fresh(Point(1, -1), draw_point),
    practice=(
        "f = 2x² + 3xy + y³. What is its gradient in the point ({x}, {y})? Answer with a list "
        "of two numbers."
    ),
    reference=lambda n: n.along,
    why="(4x + 3y, 3x + 3y²): one slope for each direction that a coordinate can take.",
    misconceptions=(
        Misconception(
            "swapped",
            lambda n: n.along[::-1],
            "Both slopes are right and stand in each other's place: first along x.",
        ),
        Misconception(
            "sign-of-the-square",
            [1.0, 0.0],
            "The first entry is right. In the second, 3y² has to be 3: y is squared, so its minus "
            "is gone.",
            credit=0.5,
        ),
        Misconception(
            "sign-lost",
            [7.0, 6.0],
            "3y is −3 where y is −1. You have the gradient at (1, 1).",
            credit=0.5,
        ),
        Misconception(
            "mixed-term-forgotten",
            lambda n: [4.0 * n.x, 3.0 * n.y**2],
            "The term 3xy is missing. It depends on x and on y, so it shows in both entries.",
        ),
        Misconception("height", [-2.0, -2.0], "−2 is the height there. Two slopes are asked for."),
        Misconception(
            "coordinates-exchanged",
            [-1.0, 0.0],
            "You took x = −1 and y = 1. In a point (1, −1) the first number is x.",
        ),
        Misconception(
            "downhill",
            lambda n: [-slope for slope in n.along],
            "This is the direction downhill. The gradient has no minus of its own.",
        ),
        Misconception(
            "one-number",
            lambda n: sum(n.along),
            "You added the two slopes. They are for two directions: keep them apart, in a list.",
        ),
        Misconception(
            "three-missing",
            [1.0, 4.0],
            "The first entry is right. In the second, y³ has the slope 3y², and y² is 1.",
            credit=0.5,
        ),
        Misconception(
            "terms-of-the-height",
            [2.0, -4.0],
            "These are terms of the height, 2x² and 3xy + y³. Use the two slopes, 4x + 3y and 3x "
            "+ 3y².",
        ),
        Misconception(
            "y-for-both",
            [1.0, 9.0],
            "The first entry is right. In the second it is 3x + 3y² = 3 + 3.",
            credit=0.5,
        ),
        Misconception(
            "mixed-sign",
            [7.0, 0.0],
            "Both entries have a wrong sign in them: 3y is −3, and (−1)² is +1.",
        ),
        Misconception(
            "mixed-term-missing-along-x",
            [4.0, 6.0],
            "The second entry is right. In the first, 3xy has the slope 3y, here −3.",
            credit=0.5,
        ),
        Misconception(
            "mixed-term-missing-along-y",
            [1.0, 3.0],
            "The first entry is right. In the second, 3xy has the slope 3x, here 3.",
            credit=0.5,
        ),
        Misconception(
            "x-slope-alone",
            lambda n: n.along[0],
            "This is the slope along x. The gradient has one for y as well: a list of two.",
        ),
        Misconception(
            "y-slope-alone",
            lambda n: n.along[1],
            "This is the slope along y. The gradient has one for x as well: a list of two.",
        ),
        Misconception(
            "factor-missing",
            [-1.0, 6.0],
            "The second entry is right. In the first, 2x² has the slope 4x, here 4, and 3y is −3.",
            credit=0.5,
        ),
        Misconception(
            "point-repeated",
            [1.0, -1.0],
            "This is the point itself. Put it into 4x + 3y and 3x + 3y².",
            credit=0.5,
        ),
        Misconception(
            "square-with-minus",
            [1.0, -6.0],
            "The first entry is right. In the second, 3x is 3 and 3y² is 3: y is squared, and "
            "both are added.",
            credit=0.5,
        ),
        Misconception(
            "x-missing-along-y",
            [1.0, -3.0],
            "The first entry is right. In the second, 3x is 3 and 3y² is 3: y is squared, and "
            "both are added.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Which formula?", "(4x + 3y, 3x + 3y²), with x = {x} and y = {y}."),
        Hint("My second entry is wrong.", "First square, then times 3: ({y})² is {squared}."),
        Hint("I want to check.", "(4 · {px} + 3 · {py}, 3 · {px} + 3 · {squared})"),
    ),
)

gradient_f = Code(
    "03.gradient_f",
    kind="faded-code",
    points=1.5,
    minutes=4,
    asks="gradient_f(p) -> gradient of 2x² + 3xy + y³ at the point p, shape (2,)",
    cases=points,
    arguments=("p",),
    exact_shape=True,
    accepts=(
        lambda p: [4 * p[0] + 3 * p[1], 3 * p[0] + 3 * p[1] ** 2],
        lambda p: np.array([[4, 3], [3, 0]]) @ p + np.array([0, 3 * p[1] ** 2]),
    ),
    hints=(
        Hint("What is `p`?", "An array of shape (2,): `x, y = p` takes it apart."),
        Hint("What is missing?", "Two numbers, `along_x = ...` and `along_y = ...`."),
        Hint("How do I write it?", "`along_x = 4 * x + 3 * y`, and `along_y` likewise."),
    ),
)


def along_x(p):
    """∂f/∂x."""
    return 4 * p[0] + 3 * p[1]


def along_y(p):
    """∂f/∂y."""
    return 3 * p[0] + 3 * p[1] ** 2


@gradient_f.right
def reference(p):
    return lecture_gradient(*p)


@gradient_f.wrong
def swapped(p):
    """The entries are in the reverse order. The first belongs to x."""
    return np.array([3 * p[0] + 3 * p[1] ** 2, 4 * p[0] + 3 * p[1]])


@gradient_f.wrong
def mixed_term_forgotten(p):
    """The term 3xy is forgotten. Along x its slope is 3y, along y it is 3x."""
    return np.array([4 * p[0], 3 * p[1] ** 2])


@gradient_f.wrong(credit=0.5)
def square_forgotten(p):
    """The slope of y³ is 3y², you have 3y."""
    return np.array([4 * p[0] + 3 * p[1], 3 * p[0] + 3 * p[1]])


@gradient_f.wrong(credit=0.5)
def power_not_in_front(p):
    """In y³ the power went down to y², but it also comes in front, as a factor 3."""
    return np.array([4 * p[0] + 3 * p[1], 3 * p[0] + p[1] ** 2])


@gradient_f.wrong
def standing_letter_dropped(p):
    """In 3xy the letter that stands still got lost, twice. It is a number in front of the other
    one: along x the slope is 3y, along y it is 3x."""
    return np.array([4 * p[0] + 3, 3 + 3 * p[1] ** 2])


@gradient_f.wrong
def mixed_term_kept(p):
    """The term 3xy is still there as it was. Along x its slope is 3y, along y it is 3x."""
    return np.array([4 * p[0] + 3 * p[0] * p[1], 3 * p[0] * p[1] + 3 * p[1] ** 2])


@gradient_f.wrong
def letters_exchanged(p):
    """x and y have changed places in your formulas. The first entry of `p` is x."""
    return np.array([4 * p[1] + 3 * p[0], 3 * p[1] + 3 * p[0] ** 2])


@gradient_f.wrong
def both_at_once(p):
    """In both entries you let x and y move together. For the first only x moves, for the second
    only y."""
    both = 7 * p[0] + 3 * p[1] + 3 * p[1] ** 2
    return np.array([both, both])


@gradient_f.wrong
def of_length_one(p):
    """You brought the gradient to length 1. How long it is counts: it says how steep it is."""
    g = np.array([4 * p[0] + 3 * p[1], 3 * p[0] + 3 * p[1] ** 2])
    return g / np.linalg.norm(g)


@gradient_f.wrong
def slope_for_x(p):
    """For the second entry you use the first slope where x is meant. Give the slopes names of their
    own, so that x stays x."""
    along_x = 4 * p[0] + 3 * p[1]
    return np.array([along_x, 3 * along_x + 3 * p[1] ** 2])


@gradient_f.wrong(credit=0.5)
def point_overwritten(p):
    """The slopes are right, but you write them into `p`: the caller's point is lost. Make a new
    array."""
    p[:] = reference(p)
    return p


@gradient_f.wrong
def factors_forgotten(p):
    """A factor stays: 2x² has the slope 4x, and y³ has 3y². In both entries a factor is missing."""
    return np.array([2 * p[0] + 3 * p[1], 3 * p[0] + p[1] ** 2])


FIRST_WRONG = (
    (
        "y-cubed-kept",
        lambda p: np.array([4 * p[0] + 3 * p[1] + p[1] ** 3, along_y(p)]),
        "The second entry is right. In the first, y³ is still there: while x moves, it stands "
        "still and has no slope.",
    ),
    (
        "y-dropped",
        lambda p: np.array([4 * p[0] + 3, along_y(p)]),
        "The second entry is right. In the first, 3xy has the slope 3y: y stands still and is a "
        "number in front of x.",
    ),
    (
        "mixed-term-missing-along-x",
        lambda p: np.array([4 * p[0], along_y(p)]),
        "The second entry is right. In the first, the term 3xy is missing: its slope along x is "
        "3y.",
    ),
    (
        "factor-two-missing",
        lambda p: np.array([2 * p[0] + 3 * p[1], along_y(p)]),
        "The second entry is right. In the first, 2x² has the slope 2 · 2x = 4x.",
    ),
    (
        "square-of-x-kept",
        lambda p: np.array([4 * p[0] ** 2 + 3 * p[1], along_y(p)]),
        "The second entry is right. In the first, the power of x² goes down by one: 2x² has the "
        "slope 4x.",
    ),
    (
        "mixed-term-kept-along-x",
        lambda p: np.array([4 * p[0] + 3 * p[0] * p[1], along_y(p)]),
        "The second entry is right. In the first, 3xy has the slope 3y: its x is gone.",
    ),
    (
        "three-missing-along-x",
        lambda p: np.array([4 * p[0] + p[1], along_y(p)]),
        "The second entry is right. In the first, 3xy has the slope 3y: the factor 3 stays.",
    ),
    (
        "slope-of-y-cubed-along-x",
        lambda p: np.array([4 * p[0] + 3 * p[1] + 3 * p[1] ** 2, along_y(p)]),
        "The second entry is right. In the first, y³ has no slope along x: y stands still.",
    ),
    (
        "minus-along-x",
        lambda p: np.array([4 * p[0] - 3 * p[1], along_y(p)]),
        "The second entry is right. In the first there is a wrong sign: all terms are added.",
    ),
    (
        "x-for-y",
        lambda p: np.array([4 * p[0] + 3 * p[0], along_y(p)]),
        "The second entry is right. In the first, 3xy has the slope 3y, not 3x.",
    ),
)
SECOND_WRONG = (
    (
        "x-squared-kept",
        lambda p: np.array([along_x(p), 3 * p[0] + 3 * p[1] ** 2 + 2 * p[0] ** 2]),
        "The first entry is right. In the second, 2x² is still there: while y moves, it stands "
        "still and has no slope.",
    ),
    (
        "x-dropped",
        lambda p: np.array([along_x(p), 3 + 3 * p[1] ** 2]),
        "The first entry is right. In the second, 3xy has the slope 3x: x stands still and is a "
        "number in front of y.",
    ),
    (
        "mixed-term-missing-along-y",
        lambda p: np.array([along_x(p), 3 * p[1] ** 2]),
        "The first entry is right. In the second, the term 3xy is missing: its slope along y is "
        "3x.",
    ),
    (
        "cube-kept",
        lambda p: np.array([along_x(p), 3 * p[0] + 3 * p[1] ** 3]),
        "The first entry is right. In the second, the power of y³ goes down by one: 3y².",
    ),
    (
        "cube-alone",
        lambda p: np.array([along_x(p), 3 * p[0] + p[1] ** 3]),
        "The first entry is right. In the second, y³ is still there as it was. Its slope is 3y².",
    ),
    (
        "two-for-three",
        lambda p: np.array([along_x(p), 3 * p[0] + 2 * p[1] ** 2]),
        "The first entry is right. In the second, it is the power 3 that comes in front of y³: "
        "3y².",
    ),
    (
        "six-y",
        lambda p: np.array([along_x(p), 3 * p[0] + 6 * p[1]]),
        "The first entry is right. In the second you went one step too far: y³ has the slope 3y², "
        "not 6y.",
    ),
    (
        "two-y",
        lambda p: np.array([along_x(p), 3 * p[0] + 2 * p[1]]),
        "The first entry is right. In the second, y³ has the slope 3y².",
    ),
    (
        "bracket-squared",
        lambda p: np.array([along_x(p), 3 * (p[0] + p[1]) ** 2]),
        "The first entry is right. In the second only y is squared: 3x + 3y².",
    ),
    (
        "three-squared",
        lambda p: np.array([along_x(p), 3 * p[0] + (3 * p[1]) ** 2]),
        "The first entry is right. In the second the 3 must not be squared: 3 times y².",
    ),
    (
        "mixed-term-kept-along-y",
        lambda p: np.array([along_x(p), 3 * p[0] * p[1] + 3 * p[1] ** 2]),
        "The first entry is right. In the second, 3xy has the slope 3x: its y is gone.",
    ),
    (
        "three-missing-along-y",
        lambda p: np.array([along_x(p), p[0] + 3 * p[1] ** 2]),
        "The first entry is right. In the second, 3xy has the slope 3x: the factor 3 stays.",
    ),
    (
        "slope-of-x-squared-along-y",
        lambda p: np.array([along_x(p), 3 * p[0] + 3 * p[1] ** 2 + 4 * p[0]]),
        "The first entry is right. In the second, 2x² has no slope along y: x stands still.",
    ),
    (
        "minus-along-y",
        lambda p: np.array([along_x(p), 3 * p[0] - 3 * p[1] ** 2]),
        "The first entry is right. In the second there is a wrong sign: all terms are added.",
    ),
    (
        "y-for-x",
        lambda p: np.array([along_x(p), 3 * p[1] + 3 * p[1] ** 2]),
        "The first entry is right. In the second, 3xy has the slope 3x, not 3y.",
    ),
    (
        "x-for-y-squared",
        lambda p: np.array([along_x(p), 3 * p[0] + 3 * p[0] ** 2]),
        "The first entry is right. In the second, y³ has the slope 3y², not 3x².",
    ),
)


for name, program, tell in (*FIRST_WRONG, *SECOND_WRONG):
    gradient_f.wrong(program, name=name, tell=tell, credit=0.5)


@gradient_f.wrong
def one_point_only(p):
    """(7, 6) is the gradient in the point (1, 1). In another point it is another: it has to be
    computed from `x` and `y`."""
    return 0 * p + np.array([7.0, 6.0])


@gradient_f.wrong
def constants_kept(p):
    """Terms that do not change are still there: y³ has no slope along x, and 2x² has none along
    y."""
    return np.array([4 * p[0] + 3 * p[1] + p[1] ** 3, 3 * p[0] + 3 * p[1] ** 2 + 2 * p[0] ** 2])


@gradient_f.wrong
def added_up(p):
    """You added the two slopes. They are for two directions: keep them apart, in an array of shape
    (2,)."""
    return 7 * p[0] + 3 * p[1] + 3 * p[1] ** 2


@gradient_f.wrong
def downhill(p):
    """This is the direction downhill. The gradient itself has no minus; it comes in later, in the
    step."""
    return np.array([-4 * p[0] - 3 * p[1], -3 * p[0] - 3 * p[1] ** 2])


@gradient_f.wrong
def height(p):
    """This is the function itself. Its two slopes are asked for."""
    return 2 * p[0] ** 2 + 3 * p[0] * p[1] + p[1] ** 3
