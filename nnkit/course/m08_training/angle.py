"""The angle between two directions in the space of all parameters."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def directions(rng: Generator) -> Iterator[Case]:
    """Two lists of arrays: at an acute angle, an obtuse one, nearly along, of other lengths."""
    for shapes in (((4, 3), (4, 1)), ((2, 5), (2, 1), (3, 2), (3, 1)), ((3, 3),)):
        g = [normal(rng, *shape) for shape in shapes]
        yield g, [5 * p + 4 * normal(rng, *p.shape) for p in g]
        yield g, [0.1 * normal(rng, *p.shape) - 0.08 * p for p in g]
    yield g, [2 * p + 0.1 * normal(rng, *p.shape) for p in g]
    long_and_short = [normal(rng, 3, 2), 0.01 * normal(rng, 2, 2)]
    yield long_and_short, [p + normal(rng, *p.shape) for p in long_and_short]


def one_arrow(arrays):
    return np.concatenate([np.ravel(p) for p in arrays])


def length(p):
    return np.sqrt(np.sum(p**2))


angle = Code(
    "08.angle",
    points=2,
    minutes=6,
    difficulty=2,
    asks="angle(g, d) -> angle in degrees between two lists of arrays, each taken as one arrow",
    cases=directions,
    arguments=("g", "d"),
    hints=(
        Hint(
            "A list of arrays as one arrow?",
            "Write all numbers in one row: `np.concatenate([p.ravel() for p in g])`.",
        ),
        Hint("How do I get an angle?", "g · d = ‖g‖ ‖d‖ cos(angle): module 03, section 6."),
        Hint(
            "Nearly the answer",
            "`cosine = g @ d / (np.linalg.norm(g) * np.linalg.norm(d))`, then "
            "`np.degrees(np.arccos(cosine))`.",
        ),
    ),
)


@angle.right
def reference_angle(g, d):
    g, d = one_arrow(g), one_arrow(d)
    return np.degrees(np.arccos(g @ d / (length(g) * length(d))))


@angle.wrong(credit=0.5)
def in_radians(g, d):
    """This is the angle in radians. Asked for are degrees: `np.degrees`."""
    return np.radians(reference_angle(g, d))


@angle.wrong
def cosine_itself(g, d):
    """This is the cosine of the angle. `np.arccos` gives the angle."""
    return np.cos(np.radians(reference_angle(g, d)))


@angle.wrong
def mean_of_angles(g, d):
    """You take an angle for each array and then the mean. The whole list is one arrow, in one large
    space: first put all numbers in one row."""
    return np.mean([reference_angle([p], [q]) for p, q in zip(g, d, strict=True)])


@angle.wrong
def first_array_only(g, d):
    """You use the first array of each list only. All of them belong to the arrow."""
    return reference_angle(g[:1], d[:1])


@angle.wrong
def last_array_only(g, d):
    """You use the last array of each list only. All of them belong to the arrow."""
    return reference_angle(g[-1:], d[-1:])


@angle.wrong
def always_acute(g, d):
    """You took an absolute value, so no angle is above 90°. The sign of the dot product says
    whether the two go the same way: keep it."""
    wide = reference_angle(g, d)
    return min(wide, 180 - wide)


@angle.wrong
def turned_round(g, d):
    """Your angle is 180° minus the right one: there is a minus too many."""
    return 180 - reference_angle(g, d)


@angle.wrong
def from_the_sine(g, d):
    """The dot product gives the cosine. You took `np.arcsin` of it; it is `np.arccos`."""
    return 90 - reference_angle(g, d)


@angle.wrong
def lengths_added_by_array(g, d):
    """The lengths below the line are wrong: you added up the lengths of the single arrays. The
    length of the whole is the root of *all* squares."""
    g_length, d_length = sum(map(length, g)), sum(map(length, d))
    return np.degrees(np.arccos(one_arrow(g) @ one_arrow(d) / (g_length * d_length)))


@angle.wrong
def cosines_by_array(g, d):
    """You take a cosine for each array and then their mean. The whole list is one arrow: add up all
    products first, then divide by the two whole lengths."""
    cosines = [np.sum(p * q) / (length(p) * length(q)) for p, q in zip(g, d, strict=True)]
    return np.degrees(np.arccos(np.mean(cosines)))


@angle.wrong
def an_angle_for_each_array(g, d):
    """You return an angle for each array. Asked for is one: the whole list is one arrow, so put all
    numbers in one row first."""
    return np.array([reference_angle([p], [q]) for p, q in zip(g, d, strict=True)])


@angle.wrong
def cosine_in_degrees(g, d):
    """You turned the cosine into degrees. The angle is missing in between: `np.arccos`."""
    return np.degrees(np.cos(np.radians(reference_angle(g, d))))


@angle.wrong
def radians_of_radians(g, d):
    """`np.arccos` gives radians already, and `np.radians` turns degrees into radians. You need the
    other way: `np.degrees`."""
    return np.radians(np.radians(reference_angle(g, d)))


@angle.wrong
def pi_forgotten(g, d):
    """You multiply the radians by 180. Half a turn is π radians, so divide by π as well, or take
    `np.degrees`."""
    return np.radians(reference_angle(g, d)) * 180


@angle.wrong
def from_the_tangent(g, d):
    """The dot product over the two lengths is the cosine. You took `np.arctan` of it; it is
    `np.arccos`."""
    return np.degrees(np.arctan(np.cos(np.radians(reference_angle(g, d)))))


@angle.wrong
def lengths_not_rooted(g, d):
    """You divide by the squared lengths. Take the root of each sum of squares."""
    g, d = one_arrow(g), one_arrow(d)
    return np.degrees(np.arccos(np.clip(g @ d / (np.sum(g**2) * np.sum(d**2)), -1, 1)))


@angle.wrong
def lengths_forgotten(g, d):
    """The dot product alone is no cosine. Divide it by the two lengths."""
    return np.degrees(np.arccos(np.clip(one_arrow(g) @ one_arrow(d), -1, 1)))


@angle.also_right
def by_sums(g, d):
    product = sum(np.sum(p * q) for p, q in zip(g, d, strict=True))
    squares = sum(np.sum(p**2) for p in g) * sum(np.sum(q**2) for q in d)
    return float(np.arccos(product / np.sqrt(squares)) * 180 / np.pi)


@angle.also_right
def by_unit_arrows(g, d):
    g, d = np.hstack([p.flatten() for p in g]), np.hstack([p.flatten() for p in d])
    return 2 * np.degrees(
        np.arctan2(length(g / length(g) - d / length(d)), length(g / length(g) + d / length(d)))
    )
