"""ReLU units that are silent on all examples."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong


def layer_cases(rng: Generator) -> Iterator[Case]:
    """ReLU layers with silent units, rarely speaking and softly speaking ones."""
    for units, n, silent in ((8, 5, 3), (5, 7, 1), (4, 1, 2), (6, 6, 4), (7, 3, 0), (3, 4, 3)):
        a = np.maximum(normal(rng, units, n), 0)
        a[np.arange(units), np.arange(units) % n] += 0.3
        a[units - 1] = 0.0
        a[units - 1, n - 1] = 1e-4
        a[:silent] = 0.0
        yield (a[rng.permutation(units)],)
    # 150 examples, and a unit that speaks for one of them only.
    a = np.maximum(normal(rng, 4, 150), 0)
    a[:2] = 0.0
    a[1, rng.integers(0, 150)] = 0.7
    yield (a[rng.permutation(4)],)


silent_share = Code(
    "09.silent_share",
    points=1.5,
    minutes=5,
    asks="silent_share(a) -> share of the units that are 0 for all examples, from 0 to 1",
    cases=layer_cases,
    arguments=("a",),
    hints=(
        Hint("Where do I begin?", "`a == 0` asks each entry. A unit is a row."),
        Hint("All examples?", "`np.all(..., axis=1)` is True where a whole row is True."),
        Hint("Nearly the answer", "The mean of these answers: True counts as 1, False as 0."),
    ),
)


@silent_share.right
def reference(a):
    return np.mean(np.all(a == 0, axis=1))


@silent_share.wrong
def share_of_zeros(a):
    """That is the share of all entries that are 0. A unit is silent only if its whole row is 0."""
    return np.mean(a == 0)


@silent_share.wrong
def once_silent(a):
    """You count each unit that is 0 for *some* example. Nearly all ReLUs are. Asked for are those
    that are 0 for *all*: `np.all`."""
    return np.mean(np.any(a == 0, axis=1))


@silent_share.wrong
def examples_instead(a):
    """You looked along the columns: which examples find all units silent. Units are rows: `axis=1`
    goes along a row."""
    return np.mean(np.all(a == 0, axis=0))


@silent_share.wrong
def examples_by_units(a):
    """You looked along the columns, which examples find all units silent, and divided by the number
    of units. Units are rows: `axis=1` goes along a row."""
    return np.sum(np.all(a == 0, axis=0)) / len(a)


@silent_share.wrong
def zeros_for_each_unit(a):
    """That is how many zeros a unit has on average. Count the units that have nothing but zeros."""
    return np.sum(a == 0) / len(a)


@silent_share.wrong
def whole_layer(a):
    """Yours is 1 if the whole layer is silent, and 0 otherwise. Ask for each unit, `axis=1` goes
    along a row, and divide by their number with `/`: a share has decimals, and `//` cuts them
    off."""
    return float(np.all(a == 0))


@silent_share.wrong
def silent_by_speaking(a):
    """You divided the number of the silent units by that of the others. A share is a part of all
    units."""
    silent = np.all(a == 0, axis=1)
    with np.errstate(divide="ignore"):
        return np.sum(silent) / np.sum(~silent)


@silent_share.wrong
def more_than_half_of_the_time(a):
    """You count a unit as silent if most of its outputs are 0. Asked for are those whose outputs
    are *all* 0."""
    return np.mean((a == 0).mean(axis=1) > 0.5)


@silent_share.wrong
def how_many(a):
    """That is their number. The share is the number divided by the number of units."""
    return np.sum(np.all(a == 0, axis=1))


@silent_share.wrong
def per_cent(a):
    """That is in per cent. A share goes from 0 to 1."""
    return 100 * np.mean(np.all(a == 0, axis=1))


@silent_share.wrong
def speaking_share(a):
    """That is the share of the units that do speak. The others are asked for."""
    return np.mean(np.any(a > 0, axis=1))


@silent_share.wrong
def divided_by_examples(a):
    """You divided their number by the number of examples. Divide by the number of units, the
    rows."""
    return np.sum(np.all(a == 0, axis=1)) / a.shape[1]


@silent_share.wrong
def divided_by_everything(a):
    """You divided their number by the number of all entries. Divide by the number of units, the
    rows."""
    return np.sum(np.all(a == 0, axis=1)) / a.size


@silent_share.wrong
def first_example_only(a):
    """You looked at the first example only."""
    return np.mean(a[:, 0] == 0)


@silent_share.wrong
def last_example_only(a):
    """You looked at the last example only. Silent means silent on all of them."""
    return np.mean(a[:, -1] == 0)


@silent_share.wrong(credit=0.5)
def nearly_silent(a):
    """You also count units that speak softly. Silent is exactly 0: a ReLU that is off puts out
    nothing else."""
    return np.mean(np.all(a < 0.01, axis=1))


@silent_share.wrong(credit=0.5)
def rarely_heard(a):
    """You also count units that speak for very few examples. Silent is 0 for *all* of them."""
    return np.mean(np.mean(a > 0, axis=1) < 0.01)


@silent_share.wrong
def below_zero(a):
    """You ask for less than 0. What ReLU puts out never is; silent is 0."""
    return np.mean(np.all(a < 0, axis=1))


@silent_share.wrong
def never_negative(a):
    """You ask for 0 or more, and that is true of every ReLU. Ask for 0."""
    return np.mean(np.all(a >= 0, axis=1))


@silent_share.wrong
def which_ones(a):
    """You say which units are silent. Asked for is one number, their share: take the mean."""
    return np.all(a == 0, axis=1)


@silent_share.also_right
def by_the_sum(a):
    return float((a.sum(axis=1) == 0).sum()) / len(a)


@silent_share.also_right
def by_the_largest(a):
    silent = 0
    for row in a:
        if row.max() <= 0:
            silent += 1
    return silent / a.shape[0]


never_back = Choice(
    "09.never_back",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="what 150 further steps do with a unit of the first layer that is silent on all examples",
    options=(
        Wrong(
            "most of them come back, since the others make the error small",
            "others-help",
            "The others cannot help: what would have to change are its own weights, and their "
            "gradient is δ times the input.",
        ),
        Wrong(
            "they come back if the rate is small enough",
            "smaller-rate",
            "The rate multiplies the gradient. What is the gradient of its weights?",
        ),
        Right(
            "none of them comes back",
            "Its slope is 0 on every example, so δ is 0, and so is the gradient of its weights and "
            "bias. No rate can move what has the gradient 0.",
        ),
        Wrong(
            "the others fall silent as well, until none is left",
            "all-silent",
            "The steps get smaller as the error does, and the others still have gradients that "
            "keep them at work.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "What is the slope of a ReLU that is off?"),
        Hint("And its δ?", "What is passed back, times 0. For each of the examples."),
        Hint("Nearly the answer", "∂E/∂W = δ xᵀ. What is it if δ is 0 everywhere?"),
    ),
)
