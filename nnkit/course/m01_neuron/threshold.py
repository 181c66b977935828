"""The step, and the bias as the place where it switches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from nnkit.checks import cases
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Code, Hint, Misconception, Value, Variant


def step_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Arrays of several shapes; one number alone, 0 itself, whole numbers, and values far out."""
    yield (cases.normal(rng, 1),)
    yield (np.array([-2.0, -0.001, 0.0, 0.001, 2.0]),)
    yield (np.append(rng.permutation(np.arange(-3, 4)), 7),)
    yield (cases.normal(rng, 3, 4),)
    yield (1e3 * cases.normal(rng, 2, 7),)


class Switch(NamedTuple):
    """Weight and bias of a neuron with one input."""

    w: float
    b: float


def switching_input(own: Switch) -> float:
    """The right answer."""
    return -own.b / own.w


def own_switch(draw: Draw) -> Switch:
    """Numbers for which no two mistakes look alike."""
    while True:
        own = Switch(draw.choice([-5.0, -4.0, -3.0, 3.0, 4.0, 5.0]), float(draw.integer(-9, 9)))
        if own.b and my_switch.tells_apart(own, 0.05):
            return own


step = Code(
    "01.step",
    points=1.5,
    minutes=5,
    asks="step(z) -> 1 where z > 0, else 0, in the shape of z",
    cases=step_cases,
    arguments=("z",),
    exact_shape=True,
    accepts=(
        lambda z: np.heaviside(z, 0),
        lambda z: (np.asarray(z) > 0).astype(float),
        lambda z: np.asarray(z) > 0,
        lambda z: np.where(np.asarray(z) > 0, 1, 0),
    ),
    hints=(
        Hint("ValueError: The truth value of an array ...", "`if` wants one True or False."),
        Hint("How do I decide for all entries?", "`z > 0` gives True or False for each."),
        Hint("How do I turn that into 0 and 1?", "`np.where(z > 0, 1.0, 0.0)`."),
    ),
)


@step.right
def reference(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


@step.wrong(credit=0.5)
def zero_counts_as_yes(z):
    """Right everywhere but at z = 0 itself. Others do it your way; in this course a neuron says yes
    only when z is above 0."""
    return np.where(z >= 0, 1.0, 0.0)


@step.wrong(credit=0.5)
def half_at_zero(z):
    """At z = 0 you give ½. A step knows only 0 and 1, and in this course 0 is a no."""
    return np.heaviside(z, 0.5)


@step.wrong
def minus_one_for_no(z):
    """For a no you return −1. It has to be 0."""
    return np.where(z > 0, 1.0, -1.0)


@step.wrong
def sign(z):
    """You return the sign of z: −1 where the neuron should say 0."""
    return np.sign(z)


@step.wrong
def passes_z_on(z):
    """Where z is positive you pass z on. The step only says yes or no: always the same 1. (What you
    wrote is called ReLU; you will meet it below.)"""
    return z * (z > 0)


@step.wrong
def reversed_(z):
    """You say yes where z is negative."""
    return np.where(z < 0, 1.0, 0.0)


@step.wrong
def threshold_one(z):
    """In yours only a z above 1 is a yes. The threshold is 0: z = 0.5 is a yes."""
    return np.where(z > 1, 1.0, 0.0)


@step.wrong(credit=0.5)
def if_on_an_array(z):
    """Yours works for a single entry and stops for more: `if` takes one number. Decide for each
    entry: `z > 0` itself is an array of True and False already."""
    return 1.0 if z > 0 else 0.0


@step.wrong(credit=0.5)
def one_axis_only(z):
    """Right for an array with one axis. In a table of shape (3, 4) your loop meets whole rows, and
    a row is neither above 0 nor not. Compare the array at once."""
    return [1.0 if part > 0 else 0.0 for part in z]


@step.wrong
def from_one_on(z):
    """In yours only a z of at least 1 is a yes. The threshold is 0: z = 0.5 is a yes."""
    return np.where(z >= 1, 1.0, 0.0)


@step.wrong
def rounded(z):
    """In yours a small positive z is a no (rounding does that). Everything above 0 is a yes."""
    return np.clip(np.round(z), 0, 1)


@step.wrong
def one_answer_if_all(z):
    """You give one answer for the whole array: a yes if all entries are above 0. Each entry gets an
    answer of its own."""
    return 1.0 if np.all(z > 0) else 0.0


@step.wrong
def one_answer_if_any(z):
    """You give one answer for the whole array: a yes if any entry is above 0. Each entry gets an
    answer of its own."""
    return 1.0 if np.any(z > 0) else 0.0


@step.wrong(credit=0.5)
def shape_lost(z):
    """The answers are right, but they come in one line. A table goes in, so a table of the same
    shape has to come out."""
    return np.where(z > 0, 1.0, 0.0).ravel()


@step.wrong
def only_the_yes(z):
    """Only the entries that are a yes come back. Each entry gets an answer: 1 or 0, in its
    place."""
    return z[z > 0]


@step.wrong
def ones_for_the_yes(z):
    """Only the entries that are a yes get an answer. Each entry gets one: 1 or 0, in its place."""
    return np.ones(np.sum(z > 0))


@step.wrong
def divided_by_its_size(z):
    """Where z is 0 you divide 0 by 0, and that is nan. Ask a question instead: is z above 0?"""
    return (z / np.abs(z) + 1) / 2


@step.wrong
def smooth(z):
    """This is a smooth curve, the sigmoid, which comes later. A step says 0 or 1, nothing
    between."""
    return 1 / (1 + np.exp(-z))


@step.wrong
def always_yes(z):
    """You say yes everywhere. It is a yes only where z is above 0."""
    return np.ones_like(z)


@step.wrong
def always_no(z):
    """You say no everywhere. Where z is above 0 it is a yes."""
    return np.zeros_like(z)


@step.wrong
def not_zero(z):
    """You say yes wherever z is not 0. Where z is negative, it is a no."""
    return np.where(z != 0, 1.0, 0.0)


@step.wrong
def cut_off(z):
    """You cut z off at 0 and 1, so a small positive z stays small. It is a full yes, 1."""
    return np.clip(z, 0, 1)


@step.wrong
def first_entry_only(z):
    """You give one answer, for the first entry. Each entry gets an answer of its own. (A `return`
    inside a loop ends the function in the first round.)"""
    return 1.0 if z.ravel()[0] > 0 else 0.0


@step.wrong
def whole_part(z):
    """You return the whole part of z. A step says 0 or 1, and a small positive z is a yes as
    well."""
    return np.maximum(z.astype(int), 0)


@step.wrong
def zero_is_yes_and_shape_lost(z):
    """Two things: at z = 0 you say yes, where in this course it is a no, and the shape of z is
    lost."""
    return np.where(z >= 0, 1.0, 0.0).ravel()


@step.wrong
def reversed_with_zero(z):
    """You say yes where z is negative or 0. It is the other way round: yes where z is above 0."""
    return np.where(z <= 0, 1.0, 0.0)


@step.also_right
def by_loop(z):
    """A decision about each entry."""
    a = np.zeros(np.shape(z))
    for i in np.ndindex(a.shape):
        a[i] = 1.0 if np.asarray(z)[i] > 0 else 0.0
    return a


my_switch = Value(
    "01.my_switch",
    points=1,
    minutes=4,
    difficulty=2,
    asks="The input at which your own neuron with one input switches, two decimals",
    variant=Variant("01.my_switch", own_switch),
    practice=(
        "A neuron with one input has the weight {w} and the bias {b}. At which input does it "
        "switch? Two decimals."
    ),
    reference=switching_input,
    tolerance=0.01,
    why="The weight says how much the input counts, the bias moves the place of the decision.",
    misconceptions=(
        Misconception(
            "sign-lost",
            lambda own: own.b / own.w,
            "The size is right, the sign is not. At the threshold w·x and b cancel, so w·x = −b.",
        ),
        Misconception(
            "weight-forgotten",
            lambda own: -own.b,
            "−b is what the *weighted* input has to reach. The input itself is multiplied by w "
            "first.",
        ),
        Misconception(
            "upside-down",
            lambda own: -own.w / own.b,
            "You divided w by b. Solve w·x = −b for x: which of the two has to go below?",
        ),
        Misconception(
            "multiplied",
            lambda own: -own.b * own.w,
            "You multiplied by w. In w·x = −b the weight is multiplied with x already; to get x "
            "alone, divide by it.",
        ),
        Misconception(
            "bias-as-threshold",
            lambda own: own.b,
            "This is the bias. The threshold is the input at which w·x + b changes its sign.",
        ),
    ),
    hints=(
        Hint("What does switching mean?", "z goes through 0 there: w·x + b = 0."),
        Hint("I have w·x + b = 0.", "Bring b to the other side, then divide by w."),
        Hint("Which formula is it?", "x = −b / w."),
    ),
)
