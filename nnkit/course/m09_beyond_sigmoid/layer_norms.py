"""How large delta is in each layer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def rms(v):
    """Root mean square: the usual size of an entry."""
    return np.sqrt(np.mean(v**2))


def deep_cases(rng: Generator) -> Iterator[Case]:
    """Weights of one to five layers, their slopes, and δ of the last layer."""
    for sizes, n in (
        ((3, 5, 2), 1),
        ((2, 6, 4, 3), 7),
        ((3, 3, 3), 3),
        ((4, 2), 5),
        ((5, 4, 3, 6, 2), 4),
    ):
        weights = [normal(rng, m, k) for k, m in pairwise(sizes)]
        slopes = [rng.uniform(0.1, 1, (m, n)) for m in sizes[1:]]
        yield weights, slopes, normal(rng, sizes[-1], n)


layer_norms = Code(
    "09.layer_norms",
    kind="faded-code",
    points=2.5,
    minutes=8,
    difficulty=2,
    asks="layer_norms(weights, slopes, delta) -> list of L numbers, the rms of δ¹ to δᴸ",
    cases=deep_cases,
    arguments=("weights", "slopes", "delta"),
    hints=(
        Hint(
            "Where do I begin?",
            "Inside the loop are two lines: δ of the layer before, then its rms at the beginning "
            "of the list.",
        ),
        Hint(
            "Which W, which slope?",
            "`weights[i]` leads from layer i to layer i + 1, and `slopes[i - 1]` belongs to layer "
            "i.",
        ),
        Hint(
            "Nearly the answer",
            "`delta = weights[i].T @ delta * slopes[i - 1]`, then `norms = [rms(delta), *norms]`.",
        ),
    ),
)


@layer_norms.right
def reference(weights, slopes, delta):
    norms = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ delta * slopes[i - 1]
        norms = [rms(delta), *norms]
    return norms


@layer_norms.wrong(credit=0.5)
def last_layer_first(weights, slopes, delta):
    """The numbers are right, but the last layer comes first. Put each new one at the beginning of
    the list."""
    return reference(weights, slopes, delta)[::-1]


@layer_norms.wrong
def slope_missing(weights, slopes, delta):
    """You passed back and did not go through the activation. That makes ∂E/∂a; multiply by the
    slopes of the layer."""
    norms = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ delta
        norms = [rms(delta), *norms]
    return norms


@layer_norms.wrong
def no_transpose(weights, slopes, delta):
    """You passed back through W as it stands. Back means transposed. It went through only where W
    is square, with wrong numbers."""
    norms = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i] @ delta * slopes[i - 1]
        norms = [rms(delta), *norms]
    return norms


@layer_norms.wrong
def slope_of_the_next_layer(weights, slopes, delta):
    """You multiplied by the slopes of the layer that δ came from. `slopes[i]` belongs to layer i +
    1, and there δ has been through already. It is `slopes[i - 1]`."""
    norms = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ delta * slopes[i]
        norms = [rms(delta), *norms]
    return norms


@layer_norms.wrong
def weights_of_the_layer_before(weights, slopes, delta):
    """You passed back through the weights that lead into the layer. The error comes from the other
    side: `weights[i]`, from layer i to layer i + 1."""
    norms = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i - 1].T @ delta * slopes[i - 1]
        norms = [rms(delta), *norms]
    return norms


@layer_norms.wrong
def slope_first(weights, slopes, delta):
    """You multiplied by slopes before passing back. δ of the last layer has been through its
    activation already: first pass back, then the slopes of the layer where it arrives."""
    norms = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ (delta * slopes[i])
        norms = [rms(delta), *norms]
    return norms


@layer_norms.wrong
def mean_in_each_layer(weights, slopes, delta):
    """You divided by N, the number of examples, in each layer. 1/N comes in once, at the output,
    and the δ that is given has it already."""
    norms = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ delta * slopes[i - 1] / delta.shape[1]
        norms = [rms(delta), *norms]
    return norms


@layer_norms.wrong
def slope_added(weights, slopes, delta):
    """You added the slopes. The chain rule multiplies: what came back, times the slope."""
    norms = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ delta + slopes[i - 1]
        norms = [rms(delta), *norms]
    return norms


@layer_norms.wrong
def slope_twice(weights, slopes, delta):
    """You went through each activation twice. Once is enough: times the slopes of the layer."""
    norms = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ delta * slopes[i - 1] ** 2
        norms = [rms(delta), *norms]
    return norms


@layer_norms.wrong
def nothing_noted(weights, slopes, delta):
    """Only the last layer is in your list. Put the rms of each new δ at its beginning, inside the
    loop."""
    return [rms(delta)]


@layer_norms.wrong
def length(weights, slopes, delta):
    """You give the length of δ, the root of the *sum* of its squares. It grows with the number of
    entries. Asked for is the root of their *mean*: `rms`."""
    norms = [np.linalg.norm(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ delta * slopes[i - 1]
        norms = [np.linalg.norm(delta), *norms]
    return norms


@layer_norms.wrong
def length_but_for_the_last(weights, slopes, delta):
    """The last number is right. For the others you give the length, the root of the *sum* of the
    squares. Asked for is the root of their *mean*: `rms`."""
    norms = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ delta * slopes[i - 1]
        norms = [np.linalg.norm(delta), *norms]
    return norms


@layer_norms.wrong
def largest_entry(weights, slopes, delta):
    """The last number is right. For the others you give the largest entry. Asked for is the root
    mean square: `rms`."""
    norms = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ delta * slopes[i - 1]
        norms = [np.max(np.abs(delta)), *norms]
    return norms


@layer_norms.wrong
def mean_square(weights, slopes, delta):
    """The root is missing: these are the squares of what is asked for."""
    return [norm**2 for norm in reference(weights, slopes, delta)]


@layer_norms.wrong
def mean_of_the_sizes(weights, slopes, delta):
    """You took the mean of the absolute values. The root mean square squares first: `rms`."""
    norms = [np.mean(abs(delta))]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ delta * slopes[i - 1]
        norms = [np.mean(abs(delta)), *norms]
    return norms


@layer_norms.wrong
def standard_deviation(weights, slopes, delta):
    """You took the standard deviation, so the mean was taken away first. Asked for is the root of
    the mean square as it stands: `rms`."""
    norms = [np.std(delta)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ delta * slopes[i - 1]
        norms = [np.std(delta), *norms]
    return norms


@layer_norms.wrong
def of_what_is_passed_back(weights, slopes, delta):
    """δ goes on rightly, but you measured it before it went through the activation. Measure after
    the slopes."""
    norms = [rms(delta)]
    for i in range(len(weights) - 1, 0, -1):
        back = weights[i].T @ delta
        norms = [rms(back), *norms]
        delta = back * slopes[i - 1]
    return norms


@layer_norms.wrong
def input_as_well(weights, slopes, delta):
    """There is one number too many: you passed δ back to the input as well. The input is no layer,
    and has no δ."""
    norms = reference(weights, slopes, delta)
    first = weights[0].T @ delta if len(weights) == 1 else weights[0].T @ slopes[0]
    return [rms(first), *norms]


@layer_norms.wrong
def last_layer_missing(weights, slopes, delta):
    """The last layer is missing. Its δ is given, so its number is there before the loop begins."""
    return reference(weights, slopes, delta)[:-1]


@layer_norms.wrong
def slopes_of_the_last_layer(weights, slopes, delta):
    """You went through the activation of the last layer again. The δ that is given has been
    through."""
    return reference(weights, slopes, delta * slopes[-1])


@layer_norms.wrong
def always_from_the_end(weights, slopes, delta):
    """Nothing is carried on: in each turn the last layer has the same δ as in the turn before. Give
    what came out the name `delta`, so that the next turn goes on from there."""
    norms = [rms(delta)]
    for _ in weights[1:]:
        norms = [norms[0], *norms]
    return norms


@layer_norms.wrong
def relative(weights, slopes, delta):
    """You divided by the number of the last layer. Give each as it is; the picture will compare
    them."""
    norms = reference(weights, slopes, delta)
    return [norm / norms[-1] for norm in norms]


@layer_norms.also_right
def reversed_at_the_end(weights, slopes, delta):
    norms = [np.sqrt((delta**2).mean())]
    for W, slope in zip(weights[:0:-1], slopes[-2::-1], strict=True):
        delta = (W.T @ delta) * slope
        norms.append(np.sqrt((delta**2).mean()))
    norms.reverse()
    return norms


@layer_norms.also_right
def with_insert(weights, slopes, delta):
    norms = [np.linalg.norm(delta) / np.sqrt(delta.size)]
    for i in range(len(weights) - 1, 0, -1):
        delta = weights[i].T @ delta * slopes[i - 1]
        norms.insert(0, np.linalg.norm(delta) / np.sqrt(delta.size))
    return norms
