"""The sigmoid: a step without an edge."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit import activations
from nnkit.checks import cases
from nnkit.checks.exercise import Choice, Code, Hint, Right, Wrong


def sigmoid_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """A number and arrays of several shapes; whole numbers, and values up to 10 000."""
    yield (float(cases.normal(rng, 1)[0]),)
    yield (np.append(rng.permutation(np.arange(-3, 4)), 2),)
    yield (3 * cases.normal(rng, 3, 4),)
    yield (np.append(cases.normal(rng, 5), [-1e4, 1e4, 40.0, 0.0]),)
    yield (-1e4,)
    yield (int(rng.integers(2, 5)),)


sigmoid = Code(
    "01.sigmoid",
    points=2,
    minutes=6,
    asks="sigmoid(z) -> 1 / (1 + e^-z) for each entry, in the shape of z",
    cases=sigmoid_cases,
    arguments=("z",),
    exact_shape=True,
    accepts=(
        lambda z: 0.5 * (1 + np.tanh(np.asarray(z) / 2)),
        lambda z: np.exp(-np.logaddexp(0, -np.asarray(z, float))),
        lambda z: 1 / (1 + np.exp(-np.clip(z, -700, 700))),
    ),
    hints=(
        Hint("How do I write e^-z?", "`np.exp(-z)`, for numbers and for arrays."),
        Hint(
            "RuntimeWarning: overflow ... and then nan",
            "Infinity over infinity. In 1 / (1 + e^-z) an infinite e^-z just gives 0.",
        ),
        Hint("My numbers are above 1.", "Brackets: `1 / (1 + ...)`."),
    ),
)


sigmoid.right(activations.sigmoid)


@sigmoid.wrong
def minus_forgotten(z):
    """The minus in the exponent is missing: your curve falls from 1 to 0. Try a large positive z:
    the neuron should say yes."""
    return 1 / (1 + np.exp(z))


@sigmoid.wrong
def minus_in_both(z):
    """Above the line stands 1, not e^-z. Yours falls from 1 to 0, and where e^-z overflows it is
    nan."""
    return np.exp(-z) / (1 + np.exp(-z))


@sigmoid.wrong(credit=0.5)
def arrays_only(z):
    """Right for arrays. A single number has no entries, so a loop or an index stops with an error.
    `np.exp` takes both, without a loop."""
    return [1 / (1 + np.exp(-v)) for v in z]


@sigmoid.wrong
def brackets(z):
    """Yours is 1 + e^-z, so it is never below 1. Python reads `1 / 1 + ...` from the left: first
    1 / 1, then the sum. The whole sum is divided into 1, so it needs brackets."""
    return 1 / 1 + np.exp(-z)


@sigmoid.wrong(credit=0.5)
def overflow(z):
    """The formula is right on paper. In the machine e^z overflows for large z, both parts become
    infinite, and their quotient is nan. Divide both by e^z first, on paper: then only e^-z is
    left."""
    return np.exp(z) / (1 + np.exp(z))


@sigmoid.wrong(credit=0.5)
def integers(z):
    """Right for decimal numbers. When z holds whole numbers, `zeros_like(z)` makes an array of
    whole numbers, and what you write into it is cut off to 0."""
    a = np.zeros_like(z)
    a[...] = 1 / (1 + np.exp(-z))
    return a


@sigmoid.wrong(credit=0.5)
def one_number_only(z):
    """Yours works for one number and stops for an array: `math.exp`, `float` and `if` take one
    number only. `np.exp` takes numbers and arrays, and no `if` is needed."""
    return 1 / (1 + math.exp(-z))


@sigmoid.wrong(credit=0.5)
def rounded_e(z):
    """Nearly: 2.718 is e rounded to three decimals. `np.exp(-z)` knows all its digits."""
    return 1 / (1 + 2.718 ** np.negative(z))


@sigmoid.wrong(credit=0.5)
def rounded_e_to_two(z):
    """Nearly: 2.72 is e rounded to two decimals. `np.exp(-z)` knows all its digits."""
    return 1 / (1 + 2.72 ** np.negative(z))


@sigmoid.wrong(credit=0.5)
def rounded_e_to_four(z):
    """Nearly: 2.7183 is e rounded to four decimals. `np.exp(-z)` knows all its digits."""
    return 1 / (1 + 2.7183 ** np.negative(z))


@sigmoid.wrong(credit=0.5)
def rounded_e_by_power(z):
    """Nearly: 2.718 is e rounded to three decimals, and with a Python number `**` stops where the
    power is too large. `np.exp(-z)` has neither trouble."""
    return 1 / (1 + 2.718**-z)


@sigmoid.wrong(credit=0.5)
def power_of_e(z):
    """Right, except for a number such as −10 000: there Python's own `**` stops with an error,
    because the power is too large. `np.exp(-z)` gives infinity, and 1/∞ is 0, as it should be."""
    return 1 / (1 + np.e**-z)


@sigmoid.wrong
def difference_below(z):
    """You have 1 − e^-z below the line. At z = 0 that is 0, and the quotient infinite."""
    return 1 / (1 - np.exp(-z))


@sigmoid.wrong
def tanh(z):
    """This is tanh, a relative that goes from −1 to 1. The sigmoid goes from 0 to 1."""
    return np.tanh(z)


@sigmoid.wrong
def step(z):
    """You give 0 or 1: that is the step. The sigmoid has all the values between."""
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


@sigmoid.wrong
def product_for_power(z):
    """You multiply e by −z. It is a power: e to the power −z, `np.exp(-z)`."""
    return 1 / (1 + np.e * np.negative(z))


@sigmoid.wrong
def base_ten(z):
    """You take powers of 10. The base is e: `np.exp(-z)`."""
    return 1 / (1 + np.power(10.0, np.negative(z)))


@sigmoid.wrong
def base_two(z):
    """You take powers of 2. The base is e: `np.exp(-z)`."""
    return 1 / (1 + np.power(2.0, np.negative(z)))


@sigmoid.wrong
def divided_by_the_sum(z):
    """You divide by a sum over all entries. Each entry of the sigmoid is computed by itself; a
    single number would always give 1."""
    return np.exp(z) / np.sum(np.exp(z))


@sigmoid.wrong
def minus_lost_twice(z):
    """Two signs are wrong: below the line it is 1 + e^-z, with a plus, and a minus in the
    exponent."""
    return 1 / (1 - np.exp(z))


@sigmoid.wrong(credit=0.5)
def cut_at_five(z):
    """You set everything beyond ±5 to 0 or 1. There the sigmoid is close to 0 or 1, but not equal
    to it. No cut is needed: `np.exp` may overflow to infinity, and 1/∞ is 0."""
    return np.where(np.abs(z) > 5, np.where(np.asarray(z) > 0, 1.0, 0.0), activations.sigmoid(z))


@sigmoid.wrong
def tanh_of_half(z):
    """This is tanh, half as steep: it goes from −1 to 1. The sigmoid goes from 0 to 1."""
    return np.tanh(np.asarray(z) / 2)


@sigmoid.wrong
def not_moved_up(z):
    """Your curve goes from −½ to ½. The sigmoid goes from 0 to 1: move it up by ½."""
    return 0.5 * np.tanh(np.asarray(z) / 2)


@sigmoid.wrong
def slope(z):
    """This is the slope of the sigmoid. Asked for is the sigmoid itself."""
    s = activations.sigmoid(np.asarray(z, float))
    return s * (1 - s)


@sigmoid.wrong
def one_missing(z):
    """The 1 below the line is missing, so yours is e^z and grows without end. It is 1 / (1 +
    e^-z)."""
    return np.exp(z)


@sigmoid.wrong
def power_only(z):
    """This is e^-z alone. The sigmoid is 1 / (1 + e^-z)."""
    return np.exp(np.negative(z))


@sigmoid.wrong
def relu(z):
    """This is ReLU, which comes later. The sigmoid is 1 / (1 + e^-z)."""
    return np.maximum(z, 0)


@sigmoid.wrong
def squeezed_without_e(z):
    """Your curve is flat at both ends, but it is another one. The sigmoid is 1 / (1 + e^-z)."""
    return z / (1 + np.abs(z))


@sigmoid.wrong(credit=0.5)
def shape_lost(z):
    """The numbers are right, but they come in one line. The result has the shape of z: a number for
    a number, a table for a table."""
    return np.ravel(activations.sigmoid(z))


@sigmoid.also_right
def in_two_halves(z):
    """Only ever the exponential of a negative number."""
    small = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + small), small / (1 + small))


at_zero = Choice(
    "01.at_zero",
    kind="prediction",
    points=1,
    minutes=2,
    asks="What sigmoid(k x) is at x = 0 when k grows without bound",
    options=(
        Wrong(
            "it goes to 0, as in our step",
            "as-our-step",
            "Our step says 0 at z = 0, but that is a choice of ours. The sigmoid has no choice "
            "there: k·0 = 0 for each k, and σ(0) is the same every time.",
        ),
        Right(
            "it stays ½",
            "k·0 is 0 for every k, so each of these curves goes through ½, however steep.",
        ),
        Wrong(
            "it goes to 1",
            "grows-to-one",
            "To the right of 0 that is so, however near. At 0 itself k has nothing to multiply.",
        ),
        Wrong(
            "it jumps back and forth between 0 and 1",
            "jumps-about",
            "The curve has one value at x = 0 for each k. Compute it for k = 1 and k = 100.",
        ),
    ),
    hints=(
        Hint("I can't do infinity.", "Do k = 1, then k = 100. What is k·0?"),
        Hint("k·0 is 0.", "So it is σ(0) each time."),
        Hint("What is σ(0)?", "1 / (1 + e⁰), and e⁰ is 1."),
    ),
)
