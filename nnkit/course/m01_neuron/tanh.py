"""Tanh, a sigmoid in another coat, and its slope from what it has put out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import ACTIVATIONS, sigmoid, tanh
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint


def z_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Pre-activations of several shapes; one alone, whole numbers, 0, and values far out."""
    yield (abs(cases.normal(rng, 1)),)
    yield (np.append(rng.permutation(np.arange(-3, 4)), -2),)
    yield (cases.normal(rng, 3, 4),)
    yield (np.append(cases.normal(rng, 5), [-50.0, 50.0, 0.0]),)


def tanh_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Activations of tanh, some of them saturated."""
    for shape in ((4,), (3, 4), (3, 3), (5, 1)):
        z = cases.normal(rng, *shape)
        z.flat[0], z.flat[-1] = -20.0, 6.0
        yield (np.tanh(z),)


tanh_from_sigmoid = Code(
    "01.tanh_from_sigmoid",
    kind="faded-code",
    points=1,
    minutes=4,
    difficulty=2,
    asks="tanh_from_sigmoid(z) -> tanh of each entry of z, made of a sigmoid",
    needs=("01.sigmoid",),
    cases=z_cases,
    arguments=("z",),
    exact_shape=True,
    accepts=(
        lambda z: sigmoid(2 * z) - sigmoid(-2 * z),
        lambda z: (np.exp(np.clip(2 * z, -500, 500)) - 1) / (np.exp(np.clip(2 * z, -500, 500)) + 1),
    ),
    hints=(
        Hint("What must come out?", "0 must become −1, ½ must become 0, and 1 must stay 1."),
        Hint("How do I double the height?", "Times 2: now it goes from 0 to 2."),
        Hint("From 0 to 2, and now?", "Move it down by 1."),
    ),
)


tanh_from_sigmoid.right(tanh)


@tanh_from_sigmoid.wrong
def not_stretched(z):
    """Your curve goes from −½ to ½: the middle is right, but it is only half as high."""
    return sigmoid(2 * z) - 0.5


@tanh_from_sigmoid.wrong
def not_shifted(z):
    """Your curve goes from 0 to 2: as high as it should be, but not yet moved down."""
    return 2 * sigmoid(2 * z)


@tanh_from_sigmoid.wrong
def shifted_up(z):
    """Your curve goes from 1 to 3: the height is right, but you moved it up."""
    return 2 * sigmoid(2 * z) + 1


@tanh_from_sigmoid.wrong
def shifted_first(z):
    """Your curve goes from −2 to 0. You moved it down by 1 and then doubled that, too."""
    return 2 * (sigmoid(2 * z) - 1)


@tanh_from_sigmoid.wrong
def shifted_only(z):
    """Your curve goes from −1 to 0: moved down, but not stretched."""
    return sigmoid(2 * z) - 1


@tanh_from_sigmoid.wrong
def still_a_sigmoid(z):
    """This still goes from 0 to 1."""
    return sigmoid(2 * z)


@tanh_from_sigmoid.wrong
def not_steep_enough(z):
    """The range is right, the steepness is not: tanh needs `sigmoid(2 * z)`, which is in the given
    line."""
    return 2 * sigmoid(z) - 1


@tanh_from_sigmoid.wrong
def slope_of_tanh(z):
    """4s(1 − s) is the slope of tanh, which comes next. Here tanh itself is asked for: stretch and
    shift."""
    return 4 * sigmoid(2 * z) * (1 - sigmoid(2 * z))


@tanh_from_sigmoid.wrong
def upside_down(z):
    """Your curve falls from 1 to −1. Turn the sign: tanh rises."""
    return 1 - 2 * sigmoid(2 * z)


@tanh_from_sigmoid.wrong
def stretched_around_zero(z):
    """Your curve goes from −½ to 1½: as high as it should be, but not moved down far enough."""
    return 2 * sigmoid(2 * z) - 0.5


@tanh_from_sigmoid.wrong
def squeezed(z):
    """You divide by 2, so your curve is half as high as the sigmoid. It has to be twice as high."""
    return sigmoid(2 * z) / 2 - 1


@tanh_from_sigmoid.wrong
def squeezed_only(z):
    """You divide by 2, so your curve goes from 0 to ½. It has to be twice as high, and then moved
    down."""
    return sigmoid(2 * z) / 2


@tanh_from_sigmoid.wrong
def one_minus(z):
    """1 − `steep` turns the curve upside down: it falls from 1 to 0. Stretch it, and move it
    down."""
    return 1 - sigmoid(2 * z)


@tanh_from_sigmoid.wrong
def tanh_of_steep(z):
    """You take the tanh of `steep`. No tanh is needed: stretch and shift `steep` itself."""
    return np.tanh(sigmoid(2 * z))


@tanh_from_sigmoid.wrong
def moved_up(z):
    """Your curve goes from 1 to 2. Stretch it, and move it down."""
    return 1 + sigmoid(2 * z)


@tanh_from_sigmoid.wrong
def slope_of_the_sigmoid(z):
    """s(1 − s) is a slope. Here the curve itself is asked for: stretch and shift `steep`."""
    return sigmoid(2 * z) * (1 - sigmoid(2 * z))


@tanh_from_sigmoid.wrong
def stretched_too_far(z):
    """Your curve goes from −2 to 2. From −1 to 1 is half of that."""
    return 4 * sigmoid(2 * z) - 2


@tanh_from_sigmoid.wrong
def square(z):
    """You square `steep`, so it still goes from 0 to 1. Stretch it, and move it down."""
    return sigmoid(2 * z) ** 2


tanh_slope = Code(
    "01.tanh_slope",
    points=1,
    minutes=3,
    asks="tanh_slope(a) -> slope of tanh from its activation a, in the shape of a",
    cases=tanh_cases,
    arguments=("a",),
    exact_shape=True,
    accepts=(lambda a: (1 - a) * (1 + a), lambda a: 1 - np.square(a), lambda a: 1 - a * a),
    hints=(
        Hint("Which formula is it?", "1 − a², with a the stored activation."),
        Hint("How do I write a²?", "`a**2` squares each entry."),
        Hint("How can I test it?", "At a = 0 the slope is 1, at a = 1 and a = −1 it is 0."),
    ),
)


@tanh_slope.right
def right_tanh_slope(a):
    return ACTIVATIONS["tanh"].backward(a, np.ones_like(a))


@tanh_slope.wrong
def not_squared(a):
    """You have 1 − a. Try a = −1, the flat left end: the slope should be 0 and yours is 2. The
    square is missing."""
    return 1 - a


@tanh_slope.wrong
def activated_again(a):
    """In yours `a` is taken for z, so tanh is applied once more. `a` is the tanh of z already: use
    it as it is."""
    return 1 - np.tanh(a) ** 2


@tanh_slope.wrong
def sigmoid_formula(a):
    """a(1 − a) is the sigmoid's. For a negative a it would make tanh fall, and tanh rises
    everywhere."""
    return a * (1 - a)


@tanh_slope.wrong
def a_for_s(a):
    """In 4s(1 − s) stands s, the sigmoid behind tanh, and you put in a. Take the end of that line,
    where s is gone."""
    return 4 * a * (1 - a)


@tanh_slope.wrong
def square_outside(a):
    """You square the difference; only `a` is squared."""
    return (1 - a) ** 2


@tanh_slope.wrong
def sign(a):
    """The sign is wrong: tanh rises, so its slope is positive."""
    return a**2 - 1


@tanh_slope.wrong
def dot_product(a):
    """`a @ a` multiplies and adds up across neurons. Square each entry by itself."""
    return 1 - a @ a


@tanh_slope.wrong
def activated_again_and_sign(a):
    """Two things: you take the tanh of `a`, which is the tanh of z already, and the sign is wrong.
    It is 1 − a²."""
    return np.tanh(a) ** 2 - 1


@tanh_slope.wrong
def doubled(a):
    """You double `a`. Its square is a times a, `a**2`."""
    return 1 - 2 * a


@tanh_slope.wrong
def absolute(a):
    """You take the size of `a`, not its square. In the middle, at a = 0.5, the slope is 0.75."""
    return 1 - np.abs(a)


@tanh_slope.wrong
def plus(a):
    """You add the square. The slope is 1 − a²: it is 1 at a = 0 and falls to 0 at both ends."""
    return 1 + a**2


@tanh_slope.wrong
def square_only(a):
    """This is a². The slope is what is left to 1: 1 − a²."""
    return a**2


@tanh_slope.wrong
def height(a):
    """This is `a` itself, how high the curve is. Asked for is how steep."""
    return 1.0 * a


@tanh_slope.wrong
def root(a):
    """You take the root of 1 − a². The slope is 1 − a² itself."""
    return np.sqrt(1 - a**2)


@tanh_slope.wrong(credit=0.5)
def one_axis_only(a):
    """Right for an array with one axis. In a table your loop meets whole rows. Compute with the
    whole array at once: `**` goes entry by entry."""
    slope = np.zeros(len(a))
    for i in range(len(a)):
        slope[i] = 1 - a[i] ** 2
    return slope


@tanh_slope.wrong(credit=0.5)
def shape_lost(a):
    """The numbers are right, but they come in one line. A table goes in, so a table of the same
    shape has to come out."""
    return (1 - a**2).ravel()


@tanh_slope.wrong
def added_up(a):
    """You add all slopes to one number. Each neuron has its own: leave out the sum."""
    return float(np.sum(1 - a**2))


@tanh_slope.wrong
def ones(a):
    """Your slope is 1 everywhere. It is 1 only in the middle: 1 − a²."""
    return np.ones_like(a)


@tanh_slope.wrong
def one_plus_a(a):
    """This is 1 + a, one of the two factors. The other one is 1 − a; together they are 1 − a²."""
    return 1 + a


@tanh_slope.wrong
def both_factors_plus(a):
    """This is (1 + a)². The factors are (1 + a) and (1 − a); together they are 1 − a²."""
    return (1 + a) ** 2


@tanh_slope.wrong
def activated_again_not_squared(a):
    """Two things: you take the tanh of `a`, which is the tanh of z already, and the square is
    missing. It is 1 − a²."""
    return 1 - np.tanh(a)


@tanh_slope.wrong
def derivative_of_the_formula(a):
    """−2a is how 1 − a² changes with a. The slope of tanh is 1 − a² itself."""
    return -2 * a


@tanh_slope.wrong
def one_over(a):
    """This is 1 / (1 + a²). The slope of tanh is 1 − a²."""
    return 1 / (1 + a**2)
