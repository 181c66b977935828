"""Training without φ′, and the angle between that direction and the gradient."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import networks, normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Why, Wrong
from nnkit.network import Network


def after_forward(rng: Generator) -> Iterator[Case]:
    """Sigmoid networks of one to four layers, after forward propagation."""
    for weights, biases, x, y in networks(rng):
        yield weights, Network(weights, biases).forward(x).a, y


def walk(weights, a, y, at_the_output=None, at_hidden=None, start=1.0, bias=np.sum):
    """Walk down all layers, with a factor at the output and one at each hidden layer."""
    delta = start * (a[-1] - y) / y.shape[1]
    delta = delta * (at_the_output(a[-1]) if at_the_output else 1)
    dW, db = [], []
    for i in reversed(range(len(weights))):
        dW.insert(0, delta @ a[i].T)
        db.insert(0, bias(delta, axis=1, keepdims=True))
        delta = weights[i].T @ delta * (at_hidden(a[i]) if at_hidden else 1)
    return dW, db


def slope(a):
    return a * (1 - a)


without_slope = Code(
    "08.without_slope",
    points=2,
    minutes=6,
    difficulty=2,
    asks="without_slope(weights, a, y) -> (dW, db), back-propagation with every φ′ left out",
    cases=after_forward,
    arguments=("weights", "a", "y"),
    returns=("dW", "db"),
    hints=(
        Hint("Where do I begin?", "With your `backward` of module 05. Where does it use φ′?"),
        Hint("In two places.", "At the output, and at each hidden layer after passing back."),
        Hint(
            "Nearly the answer",
            "`delta = (a[-1] - y) / y.shape[1]`, and in the loop `delta = weights[i].T @ delta`.",
        ),
    ),
)


@without_slope.right
def reference(weights, a, y):
    delta = (a[-1] - y) / y.shape[1]
    dW, db = [], []
    for i in reversed(range(len(weights))):
        dW.insert(0, delta @ a[i].T)
        db.insert(0, delta.sum(axis=1, keepdims=True))
        delta = weights[i].T @ delta
    return dW, db


@without_slope.wrong
def still_the_gradient(weights, a, y):
    """This is the true gradient: all the φ′ are in it. For this experiment they are left out, at
    the output and at each hidden layer."""
    return walk(weights, a, y, slope, slope)


@without_slope.wrong
def slope_left_at_the_output(weights, a, y):
    """The hidden layers are without φ′ now. At the output it is still there: the first delta is
    just the error over N."""
    return walk(weights, a, y, slope)


@without_slope.wrong
def slope_left_in_hidden_layers(weights, a, y):
    """At the output φ′ is gone. In the hidden layers it is still there: pass back, and multiply by
    nothing."""
    return walk(weights, a, y, None, slope)


@without_slope.wrong
def the_bound_in_its_place(weights, a, y):
    """You put the largest slope, ¼, where φ′ was. Asked for is no factor at all."""
    return walk(weights, a, y, lambda a: 0.25, lambda a: 0.25)


@without_slope.wrong
def activation_in_its_place(weights, a, y):
    """You multiply by the activation. Asked for is no factor at all."""
    return walk(weights, a, y, lambda a: a, lambda a: a)


@without_slope.wrong
def not_divided_by_n(weights, a, y):
    """Everything is N times too large: the first delta is the error divided by N, as always."""
    return walk(weights, a, y, start=y.shape[1])


@without_slope.wrong
def target_minus_output(weights, a, y):
    """The sign is turned round: the error is a − y, output minus target."""
    return walk(weights, a, y, start=-1.0)


@without_slope.wrong(credit=0.5)
def bias_means(weights, a, y):
    """The weights are right. For the biases you took means; 1/N is in delta already, so it is the
    sum over the columns."""
    return walk(weights, a, y, bias=np.mean)


@without_slope.wrong(credit=0.5)
def from_the_back(weights, a, y):
    """The arrays are right, in the wrong order: the first layer comes first in the list."""
    dW, db = walk(weights, a, y)
    return dW[::-1], db[::-1]


@without_slope.also_right
def by_the_identity(weights, a, y):
    errors = [(a[-1] - y) / y.shape[1]]
    for W in weights[:0:-1]:
        errors.insert(0, W.T @ errors[0])
    return (
        [d @ p.T for d, p in zip(errors, a[:-1], strict=True)],
        [d.sum(axis=1).reshape(-1, 1) for d in errors],
    )


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


where_it_fails = Choice(
    "08.where_it_fails",
    kind="prediction",
    points=1,
    minutes=2,
    difficulty=2,
    asks="Which φ′ can be left out on digits with three hidden layers",
    options=(
        Wrong(
            "either; only leaving out both is too much",
            "either",
            "The two are not alike. A delta of a hidden layer is a sum over paths, and each path "
            "has a factor of its own. What does the φ′ of an output stand in front of?",
        ),
        Wrong(
            "that of the hidden layers",
            "hidden",
            "The hidden ones mix: each neuron's sum is multiplied by its own slope before it is "
            "passed on and mixed again. Leave that out, and the first layer hears something else.",
        ),
        Right(
            "that of the output",
            "At the output it scales an error that keeps its own sign. That is another loss, "
            "and its gradient is followed exactly: module 09 meets it again.",
        ),
        Wrong(
            "neither",
            "neither",
            "One of them only scales the error of each output by a positive number, and nothing is "
            "mixed before it. Every output is still sent the right way.",
        ),
    ),
    hints=(
        Hint("What does φ′ do to a delta?", "It multiplies it by a positive number."),
        Hint(
            "Then no sign changes?",
            "Not there. But deltas of one layer are added up to those of the layer below.",
        ),
        Hint("Nearly the answer", "Where is nothing added up yet?"),
    ),
)

why_no_rate = Why(
    "08.why_no_rate",
    points=2,
    minutes=8,
    difficulty=2,
    asks="why leaving out φ′ is not the same as a larger learning rate",
)
