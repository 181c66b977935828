"""How steep the sigmoid is, from what it has put out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import ACTIVATIONS, sigmoid
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Fresh, Hint, Misconception, Value
from nnkit.course.drawn import Pair, draw_pair

AND_OUTPUT = Pair(0.56, 0.61)
"""What the AND network puts out for the input (1, 0)."""


def slopes(a: Any) -> Any:
    """Slopes of two sigmoid neurons that have put out a."""
    return ACTIVATIONS["sigmoid"].backward(np.array(a), np.ones(2))


def activation_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Sigmoid activations (n,), (n, N) and a square; some of them saturated."""
    for shape in ((4,), (3, 4), (3, 3), (5, 1)):
        z = 2 * cases.normal(rng, *shape)
        z.flat[0], z.flat[-1] = -40.0, 12.0
        yield (sigmoid(z),)


and_slopes = Value(
    "01.and_slopes",
    points=1,
    minutes=3,
    asks="Slopes of two sigmoid neurons that have put out {a1} and {a2}, two decimals",
    fresh=Fresh(AND_OUTPUT, draw_pair),
    practice=(
        "Two sigmoid neurons have put out {a1} and {a2}. How steep is the sigmoid at each of "
        "them? Give a list of two numbers with two decimals."
    ),
    reference=slopes,
    tolerance=0.006,
    why="Two neurons, two slopes, and no z was needed: the stored activations are enough.",
    misconceptions=(
        Misconception(
            "activated-again",
            lambda n: slopes(sigmoid(np.array(n))),
            "You put {a1} and {a2} through the sigmoid once more. They have been through it: "
            "they *are* a.",
        ),
        Misconception(
            "factor-missing",
            lambda n: 1 - np.array(n),
            "This is 1 − a. The other factor, a itself, is missing.",
        ),
        Misconception(
            "height",
            np.array,
            "These are the outputs themselves, how high the curve is. Asked for is how steep.",
        ),
        Misconception(
            "dot-product",
            lambda n: float(sum(slopes(n))),
            "You added the two products up. Each neuron has a slope of its own, so two numbers "
            "stay two numbers.",
        ),
        Misconception(
            "tanh-formula",
            lambda n: 1 - np.array(n) ** 2,
            "1 − a² belongs to tanh, which comes later. These are sigmoid neurons.",
        ),
        Misconception(
            "factors-mixed",
            lambda n: np.array(n) * (1 - np.array(n)[::-1]),
            "You paired the a of one neuron with the 1 − a of the other.",
        ),
        Misconception(
            "entries-swapped",
            lambda n: slopes(n)[::-1],
            "The two numbers are right, in the wrong order: {a1} comes first.",
            credit=0.5,
        ),
        Misconception(
            "sign",
            lambda n: -slopes(n),
            "The sign is wrong: the sigmoid rises everywhere, so its slope is positive.",
        ),
        Misconception(
            "largest-twice",
            [0.25, 0.25],
            "The first number is right. The second neuron is a little farther from the middle, so "
            "its slope is a little smaller: 0.61 · 0.39.",
            credit=0.5,
        ),
        Misconception(
            "squares",
            lambda n: np.array(n) ** 2,
            "This is a². The second factor is 1 − a.",
        ),
    ),
    hints=(
        Hint("I have no z.", "You need none: the slope is a(1 − a)."),
        Hint("Two numbers at once?", "One after the other: {a1} · (1 − {a1}), then {a2}."),
        Hint("I want to check.", "{a1} · (1 − {a1}) and {a2} · (1 − {a2})."),
    ),
)

sigmoid_slope = Code(
    "01.sigmoid_slope",
    points=1.5,
    minutes=4,
    asks="sigmoid_slope(a) -> slope of the sigmoid from its activation a, in the shape of a",
    cases=activation_cases,
    arguments=("a",),
    exact_shape=True,
    accepts=(lambda a: a - a**2, lambda a: 0.25 - (a - 0.5) ** 2),
    hints=(
        Hint("Must I compute z first?", "No. `a` is all that you need."),
        Hint("ValueError with `@`", "Use `*`: entry by entry, the shape stays."),
        Hint("What is the formula?", "a(1 − a); in Python `a * (1 - a)`."),
    ),
)


@sigmoid_slope.right
def reference(a):
    return ACTIVATIONS["sigmoid"].backward(a, np.ones_like(a))


@sigmoid_slope.wrong
def activated_again(a):
    """In yours `a` is taken for z, so the sigmoid is applied once more. `a` has been through it
    already. Yours never comes below 0.19, as if no neuron were ever saturated."""
    s = sigmoid(a)
    return s * (1 - s)


@sigmoid_slope.wrong
def dot_product(a):
    """`@` adds products up, across neurons that have nothing to do with one another. Each neuron
    has its own slope: entry by entry."""
    return a @ (1 - a)


@sigmoid_slope.wrong
def factor_missing(a):
    """The factor `a` is missing. Where a is nearly 0 the sigmoid is flat, and yours says 1."""
    return 1 - a


@sigmoid_slope.wrong
def sign(a):
    """The sign is wrong: the sigmoid rises everywhere, so its slope is positive."""
    return a * (a - 1)


@sigmoid_slope.wrong
def brackets(a):
    """Python multiplies first: `a * 1 - a` is 0 everywhere. Brackets!"""
    return a * 1 - a


@sigmoid_slope.wrong
def tanh_formula(a):
    """1 − a² is the slope of tanh. For the sigmoid it is a(1 − a)."""
    return 1 - a**2


@sigmoid_slope.wrong
def of_the_largest(a):
    """You return ¼ everywhere. That is the largest slope; each neuron has its own."""
    return np.full(a.shape, 0.25)


@sigmoid_slope.wrong
def height(a):
    """This is `a` itself, how high the curve is. Asked for is how steep."""
    return 1.0 * a


@sigmoid_slope.wrong
def sigmoid_of_a(a):
    """You put `a` through the sigmoid. It has been through already, and a height is no slope: a(1 −
    a)."""
    return sigmoid(a)


@sigmoid_slope.wrong
def activated_again_and_factor_missing(a):
    """Two things: you put `a` through the sigmoid once more, and one factor is missing. The slope
    is a(1 − a)."""
    return 1 - sigmoid(a)


@sigmoid_slope.wrong
def half_activated_again(a):
    """One factor is right, in the other you put `a` through the sigmoid once more. Both are made of
    `a` as it is."""
    return a * (1 - sigmoid(a))


@sigmoid_slope.wrong
def of_the_parabola(a):
    """1 − 2a is how a(1 − a) changes with a. The slope of the sigmoid is a(1 − a) itself."""
    return 1 - 2 * a


@sigmoid_slope.wrong
def cut_at_a_quarter(a):
    """You cut `a` off at ¼. That a(1 − a) is never above ¼ comes out by itself: multiply a by 1 −
    a."""
    return np.minimum(a, 0.25)


@sigmoid_slope.wrong(credit=0.5)
def one_axis_only(a):
    """Right for an array with one axis. In a table your loop meets whole rows. Compute with the
    whole array at once: `*` goes entry by entry."""
    slope = np.zeros(len(a))
    for i in range(len(a)):
        slope[i] = a[i] * (1 - a[i])
    return slope


@sigmoid_slope.wrong(credit=0.5)
def shape_lost(a):
    """The numbers are right, but they come in one line. A table goes in, so a table of the same
    shape has to come out."""
    return (a * (1 - a)).ravel()


@sigmoid_slope.wrong
def added_up(a):
    """You add all slopes to one number. Each neuron has its own: leave out the sum."""
    return float(np.sum(a * (1 - a)))


@sigmoid_slope.wrong
def ones(a):
    """Your slope is 1 everywhere. Each neuron has its own: a(1 − a)."""
    return np.ones_like(a)


@sigmoid_slope.wrong
def square(a):
    """This is a². The second factor is 1 − a."""
    return a**2


@sigmoid_slope.wrong
def square_of_the_rest(a):
    """This is (1 − a)². The two factors are a and 1 − a."""
    return (1 - a) ** 2


@sigmoid_slope.wrong
def factor_missing_and_sign(a):
    """This is a − 1. The slope is a(1 − a): one factor is missing, and the sign is turned."""
    return a - 1


@sigmoid_slope.wrong
def quarter_minus_a(a):
    """This is ¼ − a. The slope is a(1 − a)."""
    return 0.25 - a


@sigmoid_slope.also_right
def by_loop(a):
    """Entry by entry."""
    slope = np.zeros(a.shape)
    for i in np.ndindex(a.shape):
        slope[i] = a[i] * (1 - a[i])
    return slope


largest_slope = Value(
    "01.largest_slope",
    points=1,
    minutes=4,
    difficulty=2,
    asks="The largest value of a(1 - a) for a from 0 to 1",
    question=(
        "What is the **largest** value that $a(1 - a)$ takes for $a$ from 0 to 1? Try some "
        "values, or think."
    ),
    reference=0.25,
    tolerance=0.001,
    why="a(1 − a) = ¼ − (a − ½)²: a square is never negative, so it never exceeds ¼.",
    misconceptions=(
        Misconception(
            "as-printed",
            0.5,
            "0.5 is what the article says. It is also the place: at a = 0.5 the product is "
            "largest. How large is a(1 − a) there?",
        ),
        Misconception(
            "place-on-the-z-axis",
            0.0,
            "0 is the smallest value: a(1 − a) is 0 at a = 0 and at a = 1. (If you mean z = 0: "
            "that is the place. There a = 0.5; how large is a(1 − a)?)",
        ),
        Misconception(
            "beside-the-top",
            0.24,
            "You are beside the top: a = 0.4 and a = 0.6 both give 0.24. What about between?",
        ),
        Misconception("one", 1.0, "One factor can be near 1, but then the other is near 0."),
        Misconception(
            "one-factor-too-many",
            0.125,
            "0.125 is 0.5 · 0.5 · 0.5. There are only two factors, a and 1 − a.",
        ),
        Misconception(
            "beside-the-top-again",
            0.21,
            "You are beside the top: a = 0.3 and a = 0.7 both give 0.21. What about between?",
        ),
    ),
    hints=(
        Hint("How do I find a largest value?", "Try a = 0.1, 0.2, … 0.9 and look."),
        Hint("It rises and falls again.", "It is the same for a and 1 − a: the top is between."),
        Hint("At a = 0.5.", "0.5 · (1 − 0.5)."),
    ),
)
