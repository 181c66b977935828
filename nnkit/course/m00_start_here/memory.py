"""Arrays that behave otherwise than numbers: whole numbers, two names for one, changes in place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Code, Hint, Misconception, Value


def step_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """w, direction of the same shape, alpha; once w holds whole numbers, once the direction."""
    for shape in ((3, 2), (4, 1), (2, 2), (5,)):
        yield normal(rng, *shape), normal(rng, *shape), float(rng.uniform(0.05, 0.7))
    yield rng.integers(1, 9, (2, 3)), normal(rng, 2, 3), float(rng.uniform(0.05, 0.7))
    yield normal(rng, 3, 4), rng.integers(1, 9, (3, 4)), float(rng.uniform(0.05, 0.7))


whole_numbers = Value(
    "00.whole_numbers",
    kind="prediction",
    points=1,
    minutes=1,
    difficulty=2,
    asks="w[0] after w = np.array([3, 5]) and w[0] = w[0] - 0.4",
    reference=2.0,
    tolerance=0.01,
    why="Cut off, without a word. A network whose weights are stored so cannot learn.",
    misconceptions=(
        Misconception(
            "decimals-kept",
            2.6,
            "2.6 is what was computed, but it does not get in: this array was made of whole "
            "numbers and can hold nothing else.",
        ),
        Misconception(
            "rounded",
            3.0,
            "Something changes, and nothing is rounded: of the 2.6 that was computed the part "
            "after the decimal point is cut off.",
        ),
        Misconception("taken-away", 0.6, "The whole part stays and the decimals go."),
        Misconception(
            "other-entry",
            4.6,
            "That is 5 − 0.4. `w[0]` is the first entry, the 3, and an array of whole numbers "
            "cannot hold decimals.",
        ),
        Misconception(
            "whole-array",
            [2, 5],
            "That is the whole array `w`. Asked for is `w[0]` alone, one number.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("What is special about it?", "There is no decimal point in `[3, 5]`."),
        Hint("So what is it made of?", "Whole numbers, int64, and it stays so for good."),
        Hint("And where does 2.6 go?", "It has to become a whole number: it is cut off."),
    ),
)

same_array = Value(
    "00.same_array",
    kind="prediction",
    points=1,
    minutes=1,
    difficulty=2,
    asks="a[0] after a = np.array([1.0, 2.0]), b = a and b[0] = 7.0",
    reference=7.0,
    tolerance=0.01,
    why="`b = a` gives the same array a second name. `b = a.copy()` makes another array.",
    misconceptions=(
        Misconception(
            "copied",
            1.0,
            "`b = a` copies nothing. It is a second name for the one array, so a change through "
            "either name shows in both.",
        ),
        Misconception("added", 8.0, "`b[0] = 7.0` puts 7 there. It adds nothing."),
        Misconception(
            "other-entry", 2.0, "2.0 is `a[1]`. Python counts from 0, so `a[0]` is the first entry."
        ),
        Misconception(
            "whole-array",
            [7.0, 2.0],
            "That is the whole array `a`. Asked for is `a[0]` alone, one number.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("What does `b = a` do?", "It ties a second name to the array that is there."),
        Hint("How many arrays are there?", "One. `np.array` was called once."),
        Hint("And then?", "Its entry 0 is set to 7, whatever name you call it by."),
    ),
)

stepped = Code(
    "00.stepped",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="stepped(w, direction, alpha) -> w - alpha * direction, with w left as it was",
    cases=step_cases,
    arguments=("w", "direction", "alpha"),
    accepts=(
        lambda w, direction, alpha: np.subtract(w, alpha * direction),
        lambda w, direction, alpha: w + (-alpha) * direction,
    ),
    hints=(
        Hint("It says that I changed an argument.", "`w -= ...` and `w[...] = ...` do that."),
        Hint("How do I get a new array?", "Any arithmetic makes one: `w - something`."),
        Hint("I still have nothing.", "`return w - alpha * direction`"),
    ),
)


@stepped.right
def reference(w, direction, alpha):
    return w - alpha * direction


@stepped.wrong
def in_place(w, direction, alpha):
    """`-=` writes into the array that you were given, so the caller's `w` has changed, too; and
    where `w` holds whole numbers it stops with an error. Make a new array."""
    w -= alpha * direction
    return w


@stepped.wrong(credit=0.5)
def truncated(w, direction, alpha):
    """A copy of an array of whole numbers holds whole numbers, so your result is cut off there.
    What `-` gives back is a new array already: no copy is needed."""
    new = w.copy()
    new[:] = w - alpha * direction
    return new


@stepped.wrong(credit=0.5)
def copied_then_in_place(w, direction, alpha):
    """Copying first is a good thought, but a copy of whole numbers holds whole numbers, and `-=`
    stops with an error there. What `w - ...` gives back is a new array of its own: no copy is
    needed."""
    new = w.copy()
    new -= alpha * direction
    return new


@stepped.wrong
def uphill(w, direction, alpha):
    """You add where a minus is needed: w − α d goes against the direction."""
    return w + alpha * direction


@stepped.wrong
def alpha_left_out(w, direction, alpha):
    """`alpha` is missing: the direction is multiplied by it, so that the step is short."""
    return w - direction


@stepped.wrong
def alpha_on_both(w, direction, alpha):
    """You shorten `w` as well. Only the direction is multiplied by `alpha`."""
    return alpha * (w - direction)


@stepped.wrong
def uphill_in_place(w, direction, alpha):
    """Two things: `+=` goes along the direction and not against it, and it writes into the array
    that you were given. Make a new array, with a minus."""
    w += alpha * direction
    return w


@stepped.wrong
def written_into_the_argument(w, direction, alpha):
    """Your result goes into the array that you were given: the caller's numbers are gone, and where
    `w` holds whole numbers the result is cut off. A second name, `new = w`, is no copy. Return
    what `-` makes: it is a new array."""
    w[...] = w - alpha * direction
    return w


@stepped.wrong
def step_only(w, direction, alpha):
    """This is the step alone, alpha · d. It is subtracted from `w`."""
    return alpha * direction


@stepped.wrong
def step_only_backwards(w, direction, alpha):
    """This is the step alone, −alpha · d. It has to start from `w`."""
    return -alpha * direction


@stepped.wrong
def direction_left_out(w, direction, alpha):
    """`direction` is missing: every entry of yours moves by the same amount. Each entry has its own
    direction."""
    return w - alpha


@stepped.wrong
def w_in_the_step(w, direction, alpha):
    """Your step is multiplied by `w` as well. It is alpha · d, nothing more."""
    return w - alpha * w * direction


@stepped.wrong
def share_of_w(w, direction, alpha):
    """You shorten `w` itself: `(1 - alpha) * w`. Only the direction is multiplied by `alpha`."""
    return w - alpha * w - direction


@stepped.wrong
def first_three_only(w, direction, alpha):
    """You write the places 0, 1 and 2 one by one. `w` may have any shape: work with the whole
    array, `w - ...`, without places."""
    return np.array(
        [
            w[0] - alpha * direction[0],
            w[1] - alpha * direction[1],
            w[2] - alpha * direction[2],
        ]
    )


@stepped.wrong
def unchanged(w, direction, alpha):
    """`w` comes back as it was. `w - ...` makes a new array, and that has to be returned."""
    return w


@stepped.wrong
def roles_swapped(w, direction, alpha):
    """`w` and the direction have changed places. It is w − α d."""
    return direction - alpha * w


@stepped.wrong
def alpha_subtracted(w, direction, alpha):
    """You subtract `alpha` and the direction. The direction is multiplied by `alpha`: w − α d."""
    return w - alpha - direction


@stepped.wrong
def w_shortened(w, direction, alpha):
    """You shorten `w`, and the direction plays no part. It is w − α d."""
    return (1 - alpha) * w


@stepped.wrong
def towards_the_direction(w, direction, alpha):
    """You go a little from `w` towards the direction, and start from 0. It is w − α d."""
    return alpha * (direction - w)


@stepped.wrong
def fixed_alpha(w, direction, alpha):
    """Your step is always 0.1 · d. Use the argument `alpha`."""
    return w - 0.1 * direction


@stepped.wrong
def cut_to_whole_numbers(w, direction, alpha):
    """Your result has lost its decimals."""
    return (w - alpha * direction).astype(int)


@stepped.wrong
def brackets(w, direction, alpha):
    """Your brackets make `w - alpha` first. Without them `alpha * direction` comes first, as it
    should."""
    return (w - alpha) * direction


@stepped.also_right
def by_loops(w, direction, alpha):
    """Place by place, into an array of decimal numbers."""
    new = np.zeros(w.shape)
    for place in np.ndindex(w.shape):
        new[place] = w[place] - alpha * direction[place]
    return new
