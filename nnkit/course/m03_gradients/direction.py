"""The slope in any direction, and why the gradient is the steepest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks import cases
from nnkit.checks.exercise import Choice, Code, Hint, Misconception, Order, Right, Value, Wrong


def directions(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """A gradient and a direction of any length, both (n,); once uphill, once downhill."""
    for n, uphill in ((2, 1), (2, -1), (3, 1), (5, -1)):
        g, v = cases.normal(rng, n), rng.uniform(1.5, 4) * cases.normal(rng, n)
        yield g, v * uphill * np.sign(g @ v)


slope_along = Value(
    "03.slope_along",
    points=1,
    minutes=3,
    asks="Slope at (1, 1), where the gradient is (7, 6), in direction (0.6, 0.8)",
    reference=9.0,
    why="7 · 0.6 + 6 · 0.8: steeper than along x (7) and along y (6).",
    misconceptions=(
        Misconception(
            "element-wise",
            [4.2, 4.8],
            "These are the two shares, from x and from y. Together they are one slope.",
        ),
        Misconception(
            "added",
            13.0,
            "You added the slopes along x and y. One step in this direction goes 0.6 along x and "
            "0.8 along y only.",
        ),
        Misconception(
            "mean",
            6.5,
            "This is the mean of the slopes. It depends on the direction how much of each there "
            "is.",
        ),
        Misconception("crosswise", 9.2, "First goes with first: 7 with 0.6."),
    ),
    hints=(
        Hint("Where do I begin?", "A step of length 1 goes 0.6 along x and 0.8 along y."),
        Hint("How much does each add?", "7 for each unit along x, 6 for each along y."),
        Hint("I want to check.", "7 · 0.6 + 6 · 0.8"),
    ),
)

directional = Code(
    "03.directional",
    points=2,
    minutes=5,
    difficulty=2,
    asks="directional(g, v) -> slope in the direction of v where the gradient is g, a number",
    cases=directions,
    arguments=("g", "v"),
    accepts=(
        lambda g, v: np.sum(g * v) / np.sqrt(np.sum(v**2)),
        lambda g, v: np.einsum("i,i", g, v) / np.hypot.reduce(v),
    ),
    hints=(
        Hint("Why is `v` not of length 1?", "Nobody promised it. Divide it by its length."),
        Hint("How long is an array?", "`np.linalg.norm(v)`, or the root of `v @ v`."),
        Hint("And then?", "`g @ u`, where `u = v / np.linalg.norm(v)`."),
    ),
)


@directional.right
def reference(g, v):
    return float(g @ v / np.linalg.norm(v))


@directional.wrong(credit=0.5)
def length_of_v(g, v):
    """Your result depends on how long `v` is. A direction has no length: bring `v` to length 1
    first."""
    return g @ v


@directional.wrong
def element_wise(g, v):
    """`*` leaves the products lying side by side. The slope is one number, their sum."""
    return g * v / np.linalg.norm(v)


@directional.wrong
def cosine(g, v):
    """You brought both to length 1, which leaves the cosine. How long the gradient is does matter:
    it says how steep it is."""
    return g @ v / np.linalg.norm(v) / np.linalg.norm(g)


@directional.wrong
def square_of_length(g, v):
    """`v @ v` is the square of the length; the root is missing."""
    return g @ v / (v @ v)


@directional.wrong
def sum_for_length(g, v):
    """The length of `v` is the root of the sum of the squares, not the sum of the entries."""
    return g @ v / np.sum(np.abs(v))


@directional.wrong
def signed_sum_for_length(g, v):
    """The sum of the entries is no length: entries of opposite sign cancel in it. Square them, add,
    take the root."""
    return g @ v / np.sum(v)


@directional.wrong(credit=0.5)
def two_knobs_only(g, v):
    """The length of `v` is right for two entries. There may be more: every one counts."""
    return g @ v / np.sqrt(v[0] ** 2 + v[1] ** 2)


@directional.wrong
def never_downhill(g, v):
    """The sign is lost. A slope below 0 says that this way goes down."""
    return abs(g @ v) / np.linalg.norm(v)


@directional.wrong
def steepest(g, v):
    """This is the steepest of all slopes. How steep is it in the direction of `v`?"""
    return np.linalg.norm(g)


@directional.also_right
def by_loop(g, v):
    total = 0.0
    length = 0.0
    for slope, way in zip(g, v, strict=True):
        total += slope * way
        length += way**2
    return total / length**0.5


level_way = Choice(
    "03.level_way",
    kind="prediction",
    points=1,
    minutes=3,
    asks="The direction at (1, 1), gradient (7, 6), in which the height does not change",
    options=(
        Wrong(
            "(−7, −6)",
            "against-the-gradient",
            "Against the gradient it goes down, as steeply as it can: the dot product is −85.",
        ),
        Right(
            "(6, −7)",
            "7 · 6 − 6 · 7 = 0: at a right angle to the gradient you walk along a level line.",
        ),
        Wrong("(7, −6)", "mirrored", "7 · 7 + 6 · (−6) = 13 is not 0. Swap the entries as well."),
        Wrong(
            "in none: every direction goes up or down",
            "no-level-way",
            "There are ways up and ways down. Turning from one to the other, you pass a direction "
            "that does neither.",
        ),
    ),
    hints=(
        Hint("How could I know?", "The slope in a direction is the dot product with (7, 6)."),
        Hint("Which one is it?", "The one whose dot product with (7, 6) is 0."),
        Hint("I want to see one.", "For (−7, −6) it is −49 − 36 = −85: not 0."),
    ),
)

proof_order = Order(
    "03.proof_order",
    points=1,
    minutes=4,
    difficulty=2,
    asks="Order the sentences that prove that the gradient is the steepest way up",
    lines=(
        r"The cosine is at most 1, and it is 1 for $\theta = 0$; so $\lVert g\rVert\cos\theta$ is "
        r"at most $\lVert g\rVert$.",
        r"Written with lengths and the angle $\theta$, this product is $\lVert g\rVert\,\lVert "
        r"u\rVert\cos\theta$.",
        r"$\theta = 0$ means that $u$ points along the gradient: this is the steepest way up, with "
        r"slope $\lVert g\rVert$.",
        r"The slope in a direction $u$ is the dot product $g\cdot u$.",
        r"A direction has length $\lVert u\rVert = 1$, so $\lVert g\rVert\cos\theta$ is left.",
    ),
    reference="dbeac",
    why="The proof never says that there are two numbers: it holds for a million weights, too.",
    misconceptions=(
        Misconception(
            "conclusion-first",
            "cdbea",
            "C is what is to be shown. It can come only when the rest stands.",
        ),
        Misconception(
            "cosine-too-early",
            "dbaec",
            "A speaks of ‖g‖ · cos θ alone. As long as ‖u‖ is in the product, that has not been "
            "said.",
            credit=0.5,
        ),
        Misconception(
            "angle-before-the-slope",
            "bdeac",
            "B says this product. Which one? It has to be named before.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "With what the slope in a direction is."),
        Hint("What comes second?", "How a dot product is written with lengths and an angle."),
        Hint("And then?", "One of the lengths is 1 and drops out; then comes the cosine."),
    ),
)
