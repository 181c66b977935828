"""Two functions with a bug, to be found and mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks import cases
from nnkit.checks.exercise import Code, Hint


def slope_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Pre-activations (n,), (n, N) and a square; some of them far out, once whole numbers."""
    for shape in ((5,), (3, 4), (3, 3)):
        z = 2 * cases.normal(rng, *shape)
        z.flat[0], z.flat[-1] = -30.0, 9.0
        yield (z,)
    yield (rng.permutation(np.arange(-3, 5)).reshape(2, 4),)


def list_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Arrays (n,) of whole numbers and of decimal ones."""
    yield (np.array([-2, 0, 3]),)
    yield (rng.permutation(np.arange(-4, 5)),)
    yield (2 * cases.normal(rng, 6),)
    yield (np.array([5]),)


mended_slope = Code(
    "01.mended_slope",
    kind="find-the-bug",
    points=2,
    minutes=6,
    difficulty=2,
    asks="mended_slope(z) -> slope of the sigmoid for each entry of z",
    needs=("01.sigmoid", "01.sigmoid_slope"),
    cases=slope_cases,
    arguments=("z",),
    exact_shape=True,
    accepts=(
        lambda z: sigmoid(z) - sigmoid(z) ** 2,
        lambda z: sigmoid(z) * sigmoid(-z),
        lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
    ),
    hints=(
        Hint("It looks right to me.", "Does `slope_at` want z or a? And what does it get?"),
        Hint("It gets a.", "Inside `slope_at` the sigmoid is applied to whatever comes in."),
        Hint("So twice?", "Yes. Take a once, then a(1 − a)."),
    ),
)


@mended_slope.right
def right_mended_slope(z):
    return sigmoid(z) * (1 - sigmoid(z))


@mended_slope.wrong
def not_mended(z):
    """The sigmoid is still applied twice: once in `a`, and once more inside the slope."""
    a = sigmoid(z)
    s = sigmoid(a)
    return s * (1 - s)


@mended_slope.wrong
def z_for_a(z):
    """Now the sigmoid is gone altogether. In a(1 − a) stands the activation."""
    return z * (1 - z)


@mended_slope.wrong
def half_mended(z):
    """One factor is mended, the other still applies the sigmoid twice."""
    return sigmoid(z) * (1 - sigmoid(sigmoid(z)))


@mended_slope.wrong
def factor_missing(z):
    """One factor is lost: the slope is a(1 − a)."""
    return 1 - sigmoid(z)


@mended_slope.wrong
def height(z):
    """This is the sigmoid itself, how high it is. Wanted is how steep."""
    return sigmoid(z)


@mended_slope.wrong
def tanh_formula(z):
    """1 − a² is the slope of tanh. For the sigmoid it is a(1 − a)."""
    return 1 - sigmoid(z) ** 2


@mended_slope.wrong
def tanh_formula_with_z(z):
    """Two things: in 1 − z² stands z, not the activation, and 1 − a² belongs to tanh. For the
    sigmoid it is a(1 − a)."""
    return 1 - z**2


@mended_slope.wrong
def brackets(z):
    """Python multiplies first: `a * 1 - a` is 0 everywhere. Put brackets around 1 − a."""
    return sigmoid(z) * 1 - sigmoid(z)


@mended_slope.wrong
def sign(z):
    """The sign is wrong: the sigmoid rises everywhere, so its slope is positive."""
    return sigmoid(z) * (sigmoid(z) - 1)


@mended_slope.wrong
def run_of_one(z):
    """You measure with a run of 1. The curve bends too much on the way: use a(1 − a), or a very
    small run."""
    return sigmoid(z + 1) - sigmoid(z)


@mended_slope.wrong
def rise_of_a_thousandth(z):
    """This is the rise from z − 0.001 to z + 0.001. A slope is the rise divided by the run, here
    0.002."""
    return sigmoid(z + 0.001) - sigmoid(z - 0.001)


@mended_slope.wrong
def slope_of_the_slope(z):
    """You put the slope into the formula once more. Once is enough: a(1 − a)."""
    s = sigmoid(z) * (1 - sigmoid(z))
    return s * (1 - s)


@mended_slope.wrong
def ends_set_to_zero(z):
    """You set the slope to 0 beyond ±5; between, the sigmoid is still applied twice. Find where
    that happens."""
    s = sigmoid(sigmoid(z))
    return np.where(np.abs(z) > 5, 0.0, s * (1 - s))


@mended_slope.wrong(credit=0.5)
def one_axis_only(z):
    """Right for an array with one axis. In a table your loop meets whole rows. Compute with the
    whole array at once."""
    slope = np.zeros(len(z))
    for i in range(len(z)):
        slope[i] = sigmoid(z[i]) * (1 - sigmoid(z[i]))
    return slope


@mended_slope.wrong(credit=0.5)
def whole_numbers_stay(z):
    """Right for decimal numbers. Where z holds whole numbers, so does your array, and every slope
    that is written into it is cut off to 0."""
    slope = np.zeros_like(z)
    slope[...] = sigmoid(z) * (1 - sigmoid(z))
    return slope


@mended_slope.wrong
def square(z):
    """This is a². The second factor is 1 − a."""
    return sigmoid(z) ** 2


@mended_slope.wrong
def quarter(z):
    """You give ¼ everywhere. That is the largest slope; far out it is almost 0."""
    return np.full(z.shape, 0.25)


@mended_slope.wrong
def z_in_the_second_factor(z):
    """In the second factor stands z. Both factors are made of the activation: a(1 − a)."""
    return sigmoid(z) * (1 - z)


@mended_slope.wrong
def z_in_the_first_factor(z):
    """In the first factor stands z. Both factors are made of the activation: a(1 − a)."""
    return z * (1 - sigmoid(z))


@mended_slope.wrong
def twice_too_large(z):
    """Your slopes are twice as large as they should be. Look for a factor of 2; or, if you measure
    from z − h to z + h: that is a run of 2h."""
    return 2 * sigmoid(z) * (1 - sigmoid(z))


@mended_slope.wrong
def dot_product(z):
    """`@` adds up across neurons. Each neuron has its own slope."""
    return sigmoid(z) @ (1 - sigmoid(z))


mended_sigmoid = Code(
    "01.mended_sigmoid",
    kind="find-the-bug",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="mended_sigmoid(z) -> sigmoid of each entry of z, for whole and decimal numbers",
    cases=list_cases,
    arguments=("z",),
    exact_shape=True,
    accepts=(lambda z: sigmoid(z), lambda z: 1 / (1 + np.exp(-z))),
    hints=(
        Hint("The formula is right!", "It is. Look at where the result is stored."),
        Hint("What is `zeros_like(z)`?", "Zeros of the shape *and the type* of z. Print `a`."),
        Hint("How do I get decimal numbers?", "`np.zeros(len(z))`, or no loop at all."),
    ),
)


mended_sigmoid.right(sigmoid)


@mended_sigmoid.wrong(name="not-mended")
def broken_sigmoid(z):
    """Whole numbers still give 0. `zeros_like(z)` makes an array of the same type as z; a number
    between 0 and 1 written into whole numbers is cut off to 0."""
    a = np.zeros_like(z)
    for i in range(len(z)):
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.wrong
def whole_numbers_always(z):
    """Every result is cut off to a whole number now, whatever comes in. The array that takes the
    results has to hold decimals, and `/` divides without cutting off."""
    a = np.zeros(len(z), dtype=int)
    for i in range(len(z)):
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.wrong
def rounded(z):
    """Rounding makes 0 or 1 of every result. That is a step again."""
    a = np.zeros_like(z)
    for i in range(len(z)):
        a[i] = np.round(1 / (1 + np.exp(-z[i])))
    return a


@mended_sigmoid.wrong
def last_only(z):
    """Each round makes a new array, so only the last entry is left. Make it once, before the
    loop."""
    for i in range(len(z)):
        a = np.zeros(len(z))
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.wrong
def minus_lost(z):
    """The type is right now, but the minus in the exponent is lost: your curve falls."""
    return np.asarray(1 / (1 + np.exp(z)))


@mended_sigmoid.wrong
def length_of_the_example(z):
    """Your array and your loop are made for three numbers. `len(z)` says how many there are."""
    a = np.zeros(3)
    for i in range(3):
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.wrong
def not_mended_and_one_short(z):
    """Two things: whole numbers still give 0, because `zeros_like(z)` takes the type of z, and your
    loop stops one entry too early."""
    a = np.zeros_like(z)
    for i in range(len(z) - 1):
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.wrong
def one_short(z):
    """The type is right now, but your loop stops one entry too early."""
    a = np.zeros(len(z))
    for i in range(len(z) - 1):
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.wrong
def first_left_out(z):
    """The type is right now, but your loop leaves out entry 0."""
    a = np.zeros(len(z))
    for i in range(1, len(z)):
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.wrong
def first_only(z):
    """Only the first entry is computed. A `return` inside a loop ends the function in the first
    round."""
    a = np.zeros(len(z))
    a[0] = 1 / (1 + np.exp(-z[0]))
    return a


@mended_sigmoid.wrong
def rounded_to_three(z):
    """The type is right now, but you round the results. Leave all digits."""
    return np.round(1 / (1 + np.exp(-z)), 3)


@mended_sigmoid.wrong(credit=0.5)
def into_the_argument(z):
    """The numbers are right, but where z holds decimals you write into the array that you were
    given: whoever called you has lost their z. Make a new array."""
    if z.dtype.kind == "i":
        z = z.astype(float)
    for i in range(len(z)):
        z[i] = 1 / (1 + np.exp(-z[i]))
    return z


@mended_sigmoid.wrong
def added_to_all(z):
    """Each round adds to all entries. Write to one place: `a[i] = ...`."""
    a = np.zeros(len(z))
    for i in range(len(z)):
        a = a + 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.wrong
def always_the_first_place(z):
    """Each round writes to place 0. Entry i goes to place i: `a[i] = ...`."""
    a = np.zeros(len(z))
    for i in range(len(z)):
        a[0] = 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.wrong
def last_number(z):
    """Only the sigmoid of the last entry comes back. Keep one for each entry."""
    return 1 / (1 + np.exp(-z[-1]))


@mended_sigmoid.wrong(name="brackets")
def brackets_lost(z):
    """The type is right now. But Python reads `1 / 1 + ...` from the left, so yours is 1 + e^-z:
    the brackets are gone."""
    return 1 + np.exp(-z)


@mended_sigmoid.wrong
def z_cut_to_whole_numbers(z):
    """Now the z is cut to whole numbers. It is the array for the results that must hold decimals;
    leave z as it is."""
    a = np.zeros(len(z))
    for i in range(len(z)):
        a[i] = 1 / (1 + np.exp(-int(z[i])))
    return a


@mended_sigmoid.also_right
def sigmoid_into_floats(z):
    """The loop, with an array of decimal numbers."""
    a = np.zeros(len(z))
    for i in range(len(z)):
        a[i] = 1 / (1 + np.exp(-z[i]))
    return a


@mended_sigmoid.also_right
def sigmoid_in_a_list(z):
    """A list needs no type."""
    return [1 / (1 + np.exp(-v)) for v in z]
