"""The slope in any direction, and why the gradient is the steepest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks import cases
from nnkit.checks.exercise import (
    Choice,
    Code,
    Fresh,
    Hint,
    Misconception,
    Order,
    Right,
    Value,
    Wrong,
)
from nnkit.course.m03_gradients.fresh import Along, draw_along


def directions(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """A gradient and a direction of any length, both (n,); uphill, downhill, and neither."""
    for n, uphill in ((2, 1), (2, -1), (3, 1), (5, -1)):
        g, v = cases.normal(rng, n), rng.uniform(1.5, 4) * cases.normal(rng, n)
        yield g, v * uphill * np.sign(g @ v)
    v = cases.normal(rng, 3)
    yield rng.integers(2, 7, 3), rng.uniform(0.2, 0.6) * v / np.linalg.norm(v)  # a short arrow
    yield np.zeros(2), cases.normal(rng, 2)  # where it is flat
    yield cases.normal(rng, 1), -3 * np.abs(cases.normal(rng, 1))
    a, b = rng.uniform(1, 3, 2)
    yield np.array([a, b]), np.array([2 * b, -2 * a])  # along a level line


slope_along = Value(
    "03.slope_along",
    points=1,
    minutes=3,
    asks="Slope where the gradient is ({g1}, {g2}), in direction ({d1}, {d2})",
    fresh=Fresh(Along(7, 6, 0.6, 0.8), draw_along),
    practice=(
        "In a point the gradient is ({g1}, {g2}). How steep is the surface there in the "
        "direction ({d1}, {d2})?"
    ),
    reference=lambda n: n.slope,
    tolerance=5e-3,
    why="{g1} · {d1} + {g2} · {d2}: how much of each slope there is depends on the direction.",
    misconceptions=(
        Misconception(
            "element-wise",
            lambda n: [n.share1, n.share2],
            "These are the two shares, from x and from y. Together they are one slope.",
        ),
        Misconception(
            "added",
            lambda n: float(n.g1 + n.g2),
            "You added the slopes along x and y. One step in this direction goes {d1} along x "
            "and {d2} along y only.",
        ),
        Misconception(
            "mean",
            lambda n: (n.g1 + n.g2) / 2,
            "This is the mean of the slopes. It depends on the direction how much of each there "
            "is.",
        ),
        Misconception(
            "crosswise",
            lambda n: n.g1 * n.d2 + n.g2 * n.d1,
            "First goes with first: {g1} with {d1}.",
        ),
        Misconception(
            "length-of-the-gradient",
            9.22,
            "This is the length of the gradient, the steepest of all slopes. Here a direction is "
            "given: how much of it goes along x, how much along y?",
        ),
        Misconception(
            "subtracted",
            lambda n: n.share1 - n.share2,
            "You subtracted the two shares. Both go uphill: they add up.",
        ),
        Misconception(
            "divided-by-the-sum",
            lambda n: n.slope / 1.4,
            "You divided by {d1} + {d2}. The direction has length 1 already: nothing to divide.",
        ),
        Misconception(
            "sums-multiplied",
            lambda n: (n.g1 + n.g2) * 1.4,
            "You multiplied the two sums. First goes with first and second with second; then add.",
        ),
        Misconception(
            "cosine",
            0.976,
            "You divided by the length of the gradient. How long it is does count: it says how "
            "steep it is.",
        ),
        Misconception(
            "products-multiplied",
            lambda n: n.share1 * n.share2,
            "You multiplied the two shares. They are added.",
        ),
        Misconception(
            "along-x-only",
            lambda n: n.share1,
            "This is the share of x. And that of y, {g2} · {d2}?",
        ),
        Misconception(
            "along-y-only",
            lambda n: n.share2,
            "This is the share of y. And that of x, {g1} · {d1}?",
        ),
        Misconception(
            "halved",
            lambda n: n.slope / 2,
            "You took the mean of the two shares. The slope is their sum.",
        ),
        Misconception(
            "steepness-squared",
            85.0,
            "You multiplied the gradient by itself, not by the direction.",
        ),
        Misconception(
            "direction-added",
            1.4,
            "You added up the direction. Multiply with the gradient: first with first, second "
            "with second.",
        ),
        Misconception(
            "means-multiplied",
            9.1,
            "You took means. Multiply first with first, second with second, and add.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "A step of length 1 goes {d1} along x and {d2} along y."),
        Hint("How much does each add?", "{g1} for each unit along x, {g2} for each along y."),
        Hint("I want to check.", "{g1} · {d1} + {g2} · {d2}"),
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
    exact_shape=True,
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


@directional.wrong
def products_lie_apart(g, v):
    """`*` leaves the products lying side by side, and `v` is not brought to length 1. The slope is
    one number: `g @ u`, with `u = v / length`."""
    return g * v


@directional.wrong(credit=0.5)
def only_long_arrows(g, v):
    """Arrows longer than 1 are right. A shorter one has to be brought to length 1 as well: divide
    by the length in any case."""
    return g @ v / max(1.0, np.linalg.norm(v))


@directional.wrong(credit=0.5)
def not_where_it_is_flat(g, v):
    """Where the gradient is all zeros you divide by its length, 0. There the slope is 0 in every
    direction; the length of `g` is not needed at all."""
    cosine = g @ v / np.linalg.norm(v) / np.linalg.norm(g)
    return np.linalg.norm(g) * cosine


@directional.wrong
def length_of_g(g, v):
    """You divide by the length of the gradient. It is `v` that may have any length: divide by that
    of `v`."""
    return g @ v / np.linalg.norm(g)


@directional.wrong
def largest_entry(g, v):
    """You divide by the largest entry of `v`. Its length is the root of the sum of the squares."""
    return g @ v / np.max(np.abs(v))


@directional.wrong
def largest_number(g, v):
    """You divide by the largest number in `v`. Its length is the root of the sum of the squares."""
    return g @ v / np.max(v)


@directional.wrong
def number_of_entries(g, v):
    """You divide by `len(v)`, which is the *number* of entries. The length of an arrow is the root
    of the sum of the squares."""
    return g @ v / len(v)


@directional.wrong
def root_of_the_number(g, v):
    """You divide by the root of the *number* of entries. The length of an arrow is the root of the
    sum of the squares."""
    return g @ v / np.sqrt(len(v))


@directional.wrong
def root_of_the_mean(g, v):
    """You divide by the root of the mean of the squares. The length of an arrow is the root of
    their sum."""
    return g @ v / np.sqrt(np.mean(v**2))


@directional.wrong
def squared_twice(g, v):
    """You square the sum of the squares once more. The length is its root."""
    return g @ v / (v @ v) ** 2


@directional.wrong
def signs_of_v(g, v):
    """You use the signs of the entries of `v`. How large each is counts as well: divide all of them
    by one length."""
    return g @ np.sign(v)


@directional.wrong
def slope_squared(g, v):
    """You square the slope. It is the dot product itself, with its sign."""
    return (g @ v) ** 2 / (v @ v)


@directional.wrong
def largest_product(g, v):
    """You take the largest of the products. The slope is their sum."""
    return np.max(g * v) / np.linalg.norm(v)


@directional.wrong
def crosswise(g, v):
    """You multiply crosswise, the first with the last. First goes with first."""
    return g @ v[::-1] / np.linalg.norm(v)


@directional.wrong
def added_for_multiplied(g, v):
    """You add gradient and direction. A dot product multiplies entry by entry, and then adds up."""
    return np.sum(g + v / np.linalg.norm(v))


@directional.wrong
def sum_of_the_gradient(g, v):
    """You add up the slopes of the gradient, and `v` is not used. Each counts as much as the
    direction has of it."""
    return np.sum(g)


@directional.wrong
def root_of_the_sum(g, v):
    """You take the root of the sum of the entries. Square the entries first, then add, then take
    the root."""
    return g @ v / np.sqrt(np.sum(v))


@directional.wrong
def root_of_the_size_of_the_sum(g, v):
    """You take the root of the sum of the entries. Square the entries first, then add, then take
    the root."""
    return g @ v / np.sqrt(np.abs(np.sum(v)))


@directional.wrong(credit=0.5)
def arrow_shortened_in_place(g, v):
    """The slope is right, but the caller's `v` has changed: `v /= ...` writes into it. Make a new
    arrow, `u = v / ...`."""
    v[:] = v / np.linalg.norm(v)
    return g @ v


@directional.wrong
def root_of_the_sizes(g, v):
    """You take the root of the sum of the sizes. Square the entries, then add, then take the
    root."""
    return g @ v / np.sqrt(np.sum(np.abs(v)))


@directional.wrong
def times_the_length(g, v):
    """You multiply by the length of `v`. To bring an arrow to length 1, divide by it."""
    return g @ v * np.linalg.norm(v)


@directional.wrong
def unit_arrow(g, v):
    """This is the direction, `v` brought to length 1. Now its dot product with the gradient."""
    return v / np.linalg.norm(v)


@directional.wrong
def arrow_along_v(g, v):
    """This is an arrow along `v`. The slope is one number, the dot product `g @ u` alone."""
    return (g @ v) * v / (v @ v)


@directional.wrong
def length_of_the_products(g, v):
    """You take the length of the products. They are added up as they are, with their signs."""
    return np.linalg.norm(g * v / np.linalg.norm(v))


@directional.wrong
def sizes_of_the_products(g, v):
    """The products have to keep their signs when you add them: some ways lead down."""
    return np.sum(np.abs(g * v)) / np.linalg.norm(v)


@directional.wrong
def mean_of_the_products(g, v):
    """You take the mean of the products. The slope is their sum."""
    return np.mean(g * v) / np.linalg.norm(v)


@directional.wrong
def each_with_each(g, v):
    """You multiply each entry of one array by each of the other, and add all of that. First goes
    with first, second with second: `g @ u`."""
    return np.sum(g) * np.sum(v) / np.linalg.norm(v)


@directional.wrong(credit=0.5)
def two_terms_only(g, v):
    """You take two entries only. There may be more, or one alone: `g @ u` takes them all."""
    return (g[0] * v[0] + g[1] * v[1]) / np.linalg.norm(v)


@directional.wrong(credit=0.5)
def two_entries_of_each(g, v):
    """You take two entries only. There may be more, or one alone: `g @ u` and `np.linalg.norm`
    take them all."""
    return (g[0] * v[0] + g[1] * v[1]) / (v[0] ** 2 + v[1] ** 2) ** 0.5


@directional.wrong(credit=0.5)
def last_entry_missing(g, v):
    """The last entry is missing in your sum."""
    return (g[:-1] @ v[:-1]) / np.linalg.norm(v)


@directional.wrong
def first_entry_only(g, v):
    """Only the first entry counts in your sum. The loop has to go through all: does a `return`
    stand inside it?"""
    return g[0] * v[0] / np.linalg.norm(v)


@directional.wrong(credit=0.5)
def against_v(g, v):
    """The sign is the wrong way round: this is the slope of a step against `v`."""
    return -(g @ v) / np.linalg.norm(v)


@directional.wrong
def angle(g, v):
    """This is the angle between the two. The slope is the length of `g` times the cosine of it."""
    return np.arccos(g @ v / np.linalg.norm(v) / np.linalg.norm(g))


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
    accepts=("dbaec", "dabec", "adbec"),  # A is a fact of its own; only C has to wait for it
    why="The proof never says that there are two numbers: it holds for a million weights, too.",
    misconceptions=(
        Misconception(
            "conclusion-first",
            "cdbea",
            "C is what is to be shown. It can come only when the rest stands.",
        ),
        Misconception(
            "angle-before-the-slope",
            "bdeac",
            "B says this product. Which one? It has to be named before.",
            credit=0.5,
        ),
        *(
            Misconception(
                f"product-not-written-{i}",
                order,
                "E leaves ‖g‖ cos θ over. But only B writes the product with lengths and an "
                "angle: B comes first.",
                credit=0.5,
            )
            for i, order in enumerate(("debac", "adebc", "daebc", "deabc"), 1)
        ),
        *(
            Misconception(
                f"bound-missing-{i}",
                order,
                "C says that this is the steepest way. That follows only when A has said how "
                "large the cosine can be.",
                credit=0.5,
            )
            for i, order in enumerate(("dbeca", "dbcea", "dcbea", "dbcae"), 1)
        ),
        *(
            Misconception(
                f"concluded-too-early-{i}",
                order,
                "C is what is to be shown, with the slope ‖g‖. It comes last, when ‖u‖ has "
                "dropped out.",
                credit=0.5,
            )
            for i, order in enumerate(("dbace", "dabce", "adbce"), 1)
        ),
        *(
            Misconception(
                f"begins-with-the-conclusion-{i}",
                order,
                "C is what is to be shown. It can come only when the rest stands.",
            )
            for i, order in enumerate(("cabed", "cabde", "cadbe", "cdbae", "cbdea"), 1)
        ),
        Misconception(
            "backwards", "caebd", "This is a right order from its end: C is what is to be shown."
        ),
        Misconception("alphabetical", "abcde", "Begin with what the slope in a direction is: D."),
    ),
    hints=(
        Hint("Where do I begin?", "With what the slope in a direction is."),
        Hint("What comes second?", "How a dot product is written with lengths and an angle."),
        Hint("And then?", "One of the lengths is 1 and drops out; then comes the cosine."),
    ),
)
