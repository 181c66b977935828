"""How far two lists of arrays are apart, and how far float32 is from float64."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong

last_digits = Choice(
    "10.last_digits",
    kind="prediction",
    points=0.5,
    minutes=2,
    asks="how far outputs in float32 are from those in float64",
    options=(
        Wrong(
            "nothing at all, both are exact",
            "exact",
            "Neither is exact. A float32 has room for about 7 digits, a float64 for about 16.",
        ),
        Wrong(
            "about $10^{-16}$",
            "double",
            "That is the last digit of a float64. A float32 has half as many bits.",
        ),
        Right(
            "about $10^{-8}$ to $10^{-7}$",
            "About 7 digits: that is what a float32 has room for, and nobody made a mistake.",
        ),
        Wrong(
            "about $10^{-3}$",
            "too-much",
            "So few digits would be a fault. A float32 has about 7 of them.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "A float32 has 32 bits, 24 of them for the digits."),
        Hint("How many decimals are 24 bits?", "2 to the power of 24 is about 17 million."),
        Hint("Nearly the answer", "The outputs lie between 0 and 1. Take 1 part in 17 million."),
    ),
)


def list_cases(rng: Generator) -> Iterator[Case]:
    """Nearly equal lists: furthest apart first, in the middle, last; and shapes that differ."""
    shapes = ((4, 3), (4,), (2, 4), (2,))
    for place, sign in ((1, -1), (3, 1), (0, -1), (2, -1)):
        ours = [normal(rng, *shape) for shape in shapes]
        theirs = [a + rng.uniform(-1e-3, 1e-3, a.shape) for a in ours]
        theirs[place].flat[1] = ours[place].flat[1] - sign * rng.uniform(2e-3, 5e-3)
        yield ours, theirs
    square = [normal(rng, 3, 3), normal(rng, 3)]
    yield square, [square[0].T.copy(), square[1].copy()]
    for odd in ((4, 1), (1, 4)):
        ours = [normal(rng, 4, 3), normal(rng, *odd), normal(rng, 2)]
        yield ours, [ours[0].copy(), ours[1].ravel(), ours[2] + 1e-3]
    ours = [normal(rng, 2, 3)]  # all entries of theirs are larger
    yield ours, [ours[0] + rng.uniform(1e-3, 5e-3, (2, 3))]
    ours = [normal(rng, 3, 1)]
    yield ours, [ours[0] * np.ones((3, 3))]
    yield square, [a.copy() for a in square]


largest_difference = Code(
    "10.largest_difference",
    points=2,
    minutes=6,
    difficulty=2,
    asks="largest_difference(ours, theirs) -> largest |difference| in two lists of arrays",
    cases=list_cases,
    arguments=("ours", "theirs"),
    hints=(
        Hint(
            "Where do I begin?",
            "Begin with `largest = 0.0`. Go through both lists with `zip(ours, theirs)`, and let "
            "`largest` grow.",
        ),
        Hint(
            "Why look at the shapes?",
            "(4, 1) minus (4,) is (4, 4): NumPy compares everybody with everybody. And (1, 4) "
            "minus (4,) is all zeros, although something has to be mended. So look first.",
        ),
        Hint(
            "Nearly the answer",
            "In the loop: `if o.shape != t.shape: return np.inf`, then "
            "`largest = max(largest, np.abs(o - t).max())`.",
        ),
    ),
)


def apart(ours, theirs):
    """|difference| of each pair, whose shapes are not compared."""
    return [np.abs(o - t) for o, t in zip(ours, theirs, strict=True)]


def same_shapes(ours, theirs):
    return all(o.shape == t.shape for o, t in zip(ours, theirs, strict=True))


@largest_difference.right
def reference(ours, theirs):
    if not same_shapes(ours, theirs):
        return np.inf
    return max(d.max() for d in apart(ours, theirs))


@largest_difference.wrong
def shapes_not_compared(ours, theirs):
    """You do not look at the shapes. A column (4, 1) minus a flat (4,) is a (4, 4) table: NumPy
    compares everybody with everybody and does not complain. Return `np.inf` where shapes differ."""
    return max(d.max() for d in apart(ours, theirs))


@largest_difference.wrong
def sizes_compared(ours, theirs):
    """You compare how many numbers there are. A column (4, 1) has as many as a flat (4,), and is
    still another array. Compare the shapes: `o.shape != t.shape`."""
    if any(o.size != t.size for o, t in zip(ours, theirs, strict=True)):
        return np.inf
    return max(d.max() for d in apart(ours, theirs))


@largest_difference.wrong
def lengths_compared(ours, theirs):
    """`len` is the number of rows only. A column (4, 1) has as many rows as a flat (4,): compare
    the shapes, `o.shape != t.shape`."""
    if any(len(o) != len(t) for o, t in zip(ours, theirs, strict=True)):
        return np.inf
    return max(d.max() for d in apart(ours, theirs))


@largest_difference.wrong
def made_flat(ours, theirs):
    """You make both arrays flat before you compare, and so a column and a flat array count as the
    same. Asked for is `np.inf` where shapes differ."""
    pairs = [(o.ravel(), t.ravel()) for o, t in zip(ours, theirs, strict=True)]
    if any(len(o) != len(t) for o, t in pairs):
        return np.inf
    return max(np.abs(o - t).max() for o, t in pairs)


@largest_difference.wrong
def signed(ours, theirs):
    """The absolute value is missing: where theirs is larger, the difference is negative, and `max`
    passes over it."""
    if not same_shapes(ours, theirs):
        return np.inf
    return max((o - t).max() for o, t in zip(ours, theirs, strict=True))


@largest_difference.wrong
def absolute_of_the_largest(ours, theirs):
    """You take the absolute value of the largest signed difference. First `np.abs` of all entries,
    then the largest of them."""
    if not same_shapes(ours, theirs):
        return np.inf
    return max(abs((o - t).max()) for o, t in zip(ours, theirs, strict=True))


@largest_difference.wrong
def sizes_of_the_entries(ours, theirs):
    """You compare the largest entries with each other. Two arrays may have the same largest entry
    and differ everywhere else: subtract first, entry by entry."""
    if not same_shapes(ours, theirs):
        return np.inf
    return max(abs(np.abs(o).max() - np.abs(t).max()) for o, t in zip(ours, theirs, strict=True))


@largest_difference.wrong
def without_signs(ours, theirs):
    """You subtract sizes: |ours| − |theirs|. Two numbers of opposite sign would count as equal.
    Take the absolute value of the difference."""
    if not same_shapes(ours, theirs):
        return np.inf
    return max(np.abs(np.abs(o) - np.abs(t)).max() for o, t in zip(ours, theirs, strict=True))


@largest_difference.wrong
def last_pair_only(ours, theirs):
    """You keep the difference of the last pair only. An earlier pair may be further apart: keep the
    larger one, `max(largest, …)`."""
    if not same_shapes(ours, theirs):
        return np.inf
    return apart(ours, theirs)[-1].max()


@largest_difference.wrong
def first_pair_only(ours, theirs):
    """You look at the first pair only: a `return` inside the loop ends it in the first round."""
    return reference(ours[:1], theirs[:1])


@largest_difference.wrong
def mean_difference(ours, theirs):
    """You take a mean. One wrong number among many right ones disappears in it: take the
    largest."""
    if not same_shapes(ours, theirs):
        return np.inf
    return max(d.mean() for d in apart(ours, theirs))


@largest_difference.wrong
def added_up(ours, theirs):
    """You add up the pairs. Asked for is the largest single difference."""
    if not same_shapes(ours, theirs):
        return np.inf
    return sum(d.max() for d in apart(ours, theirs))


@largest_difference.wrong
def squared(ours, theirs):
    """You square the differences. Asked for is the largest |difference| itself."""
    if not same_shapes(ours, theirs):
        return np.inf
    return max((d**2).max() for d in apart(ours, theirs))


@largest_difference.wrong
def smallest(ours, theirs):
    """You keep the pair that is closest. One that is far apart is enough to be wrong: keep the
    largest."""
    if not same_shapes(ours, theirs):
        return np.inf
    return min(d.max() for d in apart(ours, theirs))


@largest_difference.wrong(credit=0.5)
def one_for_each_pair(ours, theirs):
    """You return a list with one number for each pair. Asked for is the largest of them."""
    if not same_shapes(ours, theirs):
        return np.inf
    return [d.max() for d in apart(ours, theirs)]


@largest_difference.wrong
def other_shapes_skipped(ours, theirs):
    """You pass over pairs whose shapes differ. They are the worst of all: return `np.inf`."""
    pairs = [(o, t) for o, t in zip(ours, theirs, strict=True) if o.shape == t.shape]
    return max((np.abs(o - t).max() for o, t in pairs), default=0.0)


@largest_difference.wrong
def relative(ours, theirs):
    """You divide by the size of the numbers. Asked for is the difference itself."""
    if not same_shapes(ours, theirs):
        return np.inf
    pairs = zip(apart(ours, theirs), theirs, strict=True)
    return max((d / np.abs(t)).max() for d, t in pairs)


@largest_difference.wrong
def signed_from_zero(ours, theirs):
    """The absolute value is missing: where theirs is larger, the difference is negative, and you
    pass over it."""
    if not same_shapes(ours, theirs):
        return np.inf
    return max(0.0, *((o - t).max() for o, t in zip(ours, theirs, strict=True)))


@largest_difference.wrong
def last_pair_decides(ours, theirs):
    """Each pair overwrites what the one before has found, an infinity as well. Keep the largest:
    `largest = max(largest, …)`, and where shapes differ return at once."""
    if ours[-1].shape != theirs[-1].shape:
        return np.inf
    return apart(ours, theirs)[-1].max()


@largest_difference.wrong
def axes_compared(ours, theirs):
    """You compare how many axes there are. (3, 1) and (3, 3) both have two: compare the shapes,
    `o.shape != t.shape`."""
    if any(o.ndim != t.ndim for o, t in zip(ours, theirs, strict=True)):
        return np.inf
    return max(d.max() for d in apart(ours, theirs))


@largest_difference.wrong(credit=0.5)
def not_a_number(ours, theirs):
    """Where shapes differ you return "not a number". Asked for is `np.inf`: it is larger than all
    limits, so that a comparison such as `< 1e-6` says no."""
    return reference(ours, theirs) if same_shapes(ours, theirs) else np.nan


@largest_difference.wrong(credit=0.5)
def nothing_for_other_shapes(ours, theirs):
    """Where shapes differ you return nothing. Asked for is `np.inf`: it is larger than all limits,
    so that a comparison such as `< 1e-6` says no."""
    return reference(ours, theirs) if same_shapes(ours, theirs) else None


@largest_difference.wrong
def sum_of_differences(ours, theirs):
    """You add up the differences within a pair. Asked for is the largest single one."""
    if not same_shapes(ours, theirs):
        return np.inf
    return max(d.sum() for d in apart(ours, theirs))


@largest_difference.also_right
def by_loop(ours, theirs):
    largest = 0.0
    for i in range(len(ours)):
        if ours[i].shape != theirs[i].shape:
            return float("inf")
        for o, t in zip(ours[i].ravel(), theirs[i].ravel(), strict=True):
            if abs(o - t) > largest:
                largest = abs(o - t)
    return largest
