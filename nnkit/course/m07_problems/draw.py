"""Which problems students get: a pool of structures, and only pleasant numbers.

A problem is refused if it is degenerate (a silent layer, a kink, a saturated neuron, hardly any
error), if its numbers grow out of hand, or if two answers that should differ come out the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from nnkit.activations import ACTIVATIONS
from nnkit.checks.draw import Draw
from nnkit.checks.problem import Problem
from nnkit.course.m07_problems.answers import RIGHT, WRONG, gradients, loss, network, slope, trace
from nnkit.losses import LOSSES
from nnkit.optim import SGD

if TYPE_CHECKING:
    from nnkit._typing import Array

Rows = list[tuple[float, ...]]

TOLERANCE = 2e-3
"""Error allowed in an answer: it is asked to three decimals, and four on the way are enough."""

_TRIES = 20_000
"""The strictest structure needs about 600."""

_INTEGERS = (1.0, 2.0, 3.0)
_HALVES = (0.5, 1.0, 1.5, 2.0)
_TENTHS = (0.1, 0.2, 0.3, 0.4, 0.5)


@dataclass(frozen=True)
class Structure:
    """A kind of problem: the network, and what its numbers are drawn from.

    Attributes
    ----------
    hidden, output : tuple of float
        Sizes of the weights of the hidden layers and of the output layer; signs are drawn too.
    inputs, targets : tuple of float
        Targets are empty where they are one-hot.
    """

    name: str
    sizes: tuple[int, ...]
    activation: tuple[str, ...]
    hidden: tuple[float, ...]
    output: tuple[float, ...]
    inputs: tuple[float, ...]
    targets: tuple[float, ...]
    alpha: float
    loss: str = "half_squared_error"


POOL = (
    Structure(
        "relu, softmax", (2, 3, 3), ("relu", "softmax"),
        _INTEGERS, _TENTHS, (1, 2, 3, -1, -2), (), 0.1, "cross_entropy",
    ),
    Structure(
        "relu, sigmoid", (2, 3, 3), ("relu", "sigmoid"),
        _INTEGERS, _TENTHS, (1, 2, -1, -2), (0.1, 0.3, 0.7, 0.9), 0.5,
    ),
    Structure(
        "sigmoid, sigmoid", (3, 2, 2), ("sigmoid", "sigmoid"),
        _HALVES, (1.0, 1.5, 2.0), (1, 0.5, -1, -0.5), (0, 0.1, 0.9, 1), 4.0,
    ),
    Structure(
        "sigmoid, identity", (3, 2, 2), ("sigmoid", "identity"),
        _HALVES, _INTEGERS, (1, 0.5, -1, -0.5), (1, 2, 3, -1, -2), 0.1,
    ),
    Structure(
        "relu, identity", (2, 3, 3), ("relu", "identity"),
        _INTEGERS, _INTEGERS, (1, 2, 3, -1, -2), (1, 2, 3, 4, 5, -1, -2), 0.01,
    ),
    Structure(
        "relu, relu, identity", (2, 3, 2, 2), ("relu", "relu", "identity"),
        _INTEGERS, _INTEGERS, (1, 2, 3, -1, -2), (1, 2, 3, 4, 5, -1, -2), 0.01,
    ),
)  # fmt: skip


def draw_problem(draw: Draw) -> Problem:
    """Draw a student's own problem: the same student gets the same numbers for good."""
    return _problem(draw.integer(0, 2**63))


@cache
def _problem(seed: int) -> Problem:
    """The first acceptable problem from a seed; kept, because every check asks for it again."""
    draw = Draw(str(seed), "07.problem1")
    structure = draw.choice(POOL)
    for problem in _candidates(structure, draw):
        if acceptable(problem):
            return problem
    raise RuntimeError(f"no acceptable problem in {_TRIES} of the structure {structure.name!r}")


def _candidates(structure: Structure, draw: Draw) -> Iterator[Problem]:
    """The varied and lively ones among the first problems of a stream.

    Each has a stretch of the stream to itself, and is drawn only up to its first dull layer.
    """
    pairs = list(zip(structure.sizes[:-1], structure.sizes[1:], strict=True))
    parameters = sum(2 * n_out * (n_in + 1) for n_in, n_out in pairs)
    rest = structure.sizes[0] + (structure.sizes[-1] if structure.targets else 1)
    stretch = parameters + rest
    for start in range(draw.place, draw.place + _TRIES * stretch, stretch):
        draw.place = start + parameters
        x = _column(draw, structure.inputs, structure.sizes[0])
        behind_x, draw.place = draw.place, start
        weights, biases, a = [], [], x
        for layer, (n_in, n_out) in enumerate(pairs, 1):
            sizes = structure.output if layer == len(pairs) else structure.hidden
            W, b = _signed(draw, (n_out, n_in), sizes), _signed(draw, (n_out, 1), sizes)
            if not _varied(W, b):
                break
            weights.append(np.array(W))
            biases.append(np.array(b))
            z = weights[-1] @ a + biases[-1]
            a = ACTIVATIONS[structure.activation[layer - 1]].forward(z)
            if not _lively(structure.activation[layer - 1], z, a):
                break
        else:
            draw.place = behind_x
            yield Problem(
                tuple(weights),
                tuple(biases),
                x,
                _target(structure, draw),
                structure.alpha,
                structure.activation,
                structure.loss,
            )


def _signed(draw: Draw, shape: tuple[int, int], sizes: tuple[float, ...]) -> Rows:
    """Rows of numbers that have one of the sizes; two in three are positive."""
    rows, columns = shape
    return [
        tuple(draw.choice(sizes) * draw.choice((1, 1, -1)) for _ in range(columns))
        for _ in range(rows)
    ]


def _varied(W: Rows, b: Rows) -> bool:
    """No two neurons of a layer have the same weights, nor two inputs, nor all the same bias."""
    return len({*W}) == len(W) and len({*zip(*W, strict=True)}) == len(W[0]) and len({*b}) > 1


def _column(draw: Draw, values: tuple[float, ...], n: int) -> Array:
    """A column of `n` different ones of the values."""
    left = list(values)
    return np.array([[float(left.pop(draw.integer(0, len(left) - 1)))] for _ in range(n)])


def _target(structure: Structure, draw: Draw) -> Array:
    n = structure.sizes[-1]
    if structure.targets:
        return _column(draw, structure.targets, n)
    hot = draw.integer(0, n - 1)
    return np.array([[float(i == hot)] for i in range(n)])


def acceptable(p: Problem) -> bool:
    """Whether a varied and lively problem is pleasant by hand and shows every mistake."""
    return _moderate(p) and _learns(p) and _telling(p)


# The bounds below have odd digits: no sum of short decimals lies on them, so that rounding, which
# differs between machines, never decides.


def _lively(name: str, z: Array, a: Array) -> bool:
    """In a relu layer just one neuron off and none at the kink; no neuron saturated."""
    size = np.abs(z)
    match name:
        case "identity":
            return bool(size.min() > 0.4567)
        case "relu":
            return bool((z < 0).sum() == 1 and size.min() > 0.4567)
        case "sigmoid":
            return bool(size.min() > 0.2345 and size.max() < 2.6789)
        case "softmax":
            return bool(a.min() > 0.0456 and a.max() < 0.8765)
    raise ValueError(f"nobody has said when {name} is lively")


def _moderate(p: Problem) -> bool:
    """Every output is off, by different amounts; nothing gets large, and no error vanishes."""
    z, a = trace(p)
    delta = gradients(p).delta
    off = np.sort(np.abs(a[-1] - p.y), axis=None)
    passed = np.abs(delta[-2])[slope(p, -2) > 0]
    return bool(
        off[0] > 0.0987
        and np.diff(off).min() > 0.0345
        and passed.min() > 0.0234
        and np.diff(np.sort(passed)).min(initial=1.0) > 0.0123
        and max(np.abs(v).max() for v in z[1:]) < 20.123
        and max(np.abs(v).max() for v in delta[1:]) < 40.123
    )


def _learns(p: Problem) -> bool:
    """One step lowers the loss clearly."""
    net = network(p)
    SGD(p.alpha).step(net, gradients(p))
    return LOSSES[p.loss](net.predict(p.x), p.y)[0] < 0.9123 * loss(p)


def _telling(p: Problem) -> bool:
    """The right answer and all wrong ones are different numbers."""
    for name, right in RIGHT.items():
        answers = [right(p), *(wrong(p) for wrong in WRONG[name].values())]
        if any(_same(one, other) for one, other in combinations(answers, 2)):
            return False
    return True


def _same(one: Any, other: Any) -> bool:
    one, other = np.asarray(one), np.asarray(other)
    return one.shape == other.shape and bool(np.abs(one - other).max() < 3.0123 * TOLERANCE)
