"""Dropout: scaled while training, silent afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def activations(rng: Generator) -> Iterator[Case]:
    """Activations of several layers, uniform numbers from 0 to 1, training and afterwards."""
    for shape, p in (((4, 7), 0.25), ((6, 1), 0.5), ((3, 3), 0.2), ((8, 5), 0.8)):
        a, u = normal(rng, *shape), rng.permuted(np.linspace(0.03, 0.99, 8 * 7))
        u = u[: a.size].reshape(shape)
        u.flat[:3] = rng.permutation([0.1 * p, 0.5 + 0.5 * p, p])  # one of them exactly p
        yield a, u, p, True
        yield a, u, p, False
    u = rng.uniform(0.01, 0.99, (2, 3))
    u[0, 0] = 0.0
    yield normal(rng, 2, 3), u, 0.0, True


dropout = Code(
    "09.dropout",
    points=2,
    minutes=6,
    difficulty=2,
    asks="dropout(a, u, p, training) -> array: entries with u < p are dropped",
    cases=activations,
    arguments=("a", "u", "p", "training"),
    hints=(
        Hint("Where do I begin?", "If `training` is False: what comes out is a, as it is."),
        Hint(
            "Who stays?",
            "`mask = u >= p` is True where u is p or more, and that is the share 1 − p. Times a "
            "number, True counts as 1 and False as 0.",
        ),
        Hint("Nearly the answer", "While training: `a * (u >= p) / (1 - p)`"),
    ),
)


@dropout.right
def reference(a, u, p, training):
    return a * (u >= p) / (1 - p) if training else a.copy()


@dropout.wrong(credit=0.5)
def in_validation_too(a, u, p, training):
    """Right while training. But you also drop afterwards, when the network is asked: then nothing
    is dropped, and a comes out as it is."""
    return a * (u >= p) / (1 - p)


@dropout.wrong(credit=0.5)
def never(a, u, p, training):
    """Nothing is ever dropped. While training the entries with u < p become 0."""
    return a.copy()


@dropout.wrong(credit=0.5)
def dropped_where_equal(a, u, p, training):
    """Right but where u is exactly p. Entries with u < p are dropped, and where both are equal the
    entry stays. Else something would be dropped even with p = 0."""
    return a * (u > p) / (1 - p) if training else a.copy()


@dropout.wrong(credit=0.5)
def scaled_when_asked_too(a, u, p, training):
    """Right while training. But you also divide by 1 − p afterwards. Then nothing is dropped, so
    nothing has to be made up for: a comes out as it is."""
    return a * (u >= p) / (1 - p) if training else a / (1 - p)


@dropout.wrong
def only_in_validation(a, u, p, training):
    """You have it the wrong way round: you drop when the network is asked, and not while it
    trains."""
    return a.copy() if training else a * (u >= p) / (1 - p)


@dropout.wrong
def not_scaled(a, u, p, training):
    """What stays is not scaled up. The next layer then gets only the share 1 − p of what it gets
    later, when nothing is dropped. Divide by 1 − p."""
    return a * (u >= p) if training else a.copy()


@dropout.wrong
def scaled_later(a, u, p, training):
    """You do not scale while training and multiply by 1 − p afterwards. That is dropout as it was
    first published; it would work. Here what stays is divided by 1 − p while training, so that
    afterwards nothing is left to do."""
    return a * (u >= p) if training else a * (1 - p)


@dropout.wrong
def scaled_twice(a, u, p, training):
    """Right while training. Afterwards you multiply by 1 − p; but the scale was mended while
    training, so that afterwards a comes out as it is."""
    return a * (u >= p) / (1 - p) if training else a * (1 - p)


@dropout.wrong
def divided_by_p(a, u, p, training):
    """You drop the right entries. But you divide by p, the share that goes. The share that stays is
    1 − p."""
    with np.errstate(all="ignore"):
        return a * (u >= p) / p if training else a.copy()


@dropout.wrong
def multiplied(a, u, p, training):
    """You multiply by 1 − p while training. What stays has to become larger, to stand for what is
    missing: divide."""
    return a * (u >= p) * (1 - p) if training else a.copy()


@dropout.wrong
def p_is_what_stays(a, u, p, training):
    """You keep the share p and divide by it. Here p is the share that is dropped: keep where u is
    p or more, divide by 1 − p."""
    with np.errstate(all="ignore"):
        return a * (u < p) / p if training else a.copy()


@dropout.wrong
def wrong_ones_stay(a, u, p, training):
    """You keep the entries with u < p, and those should go."""
    return a * (u < p) / (1 - p) if training else a.copy()


@dropout.wrong
def one_mask_for_all_examples(a, u, p, training):
    """Your mask is the first column of u, for all examples. Each example drops neurons of its
    own."""
    return a * (u[:, :1] >= p) / (1 - p) if training else a.copy()


@dropout.wrong
def one_mask_for_all_neurons(a, u, p, training):
    """Your mask is the first row of u, for all neurons: it drops whole examples. Each neuron has a
    number of its own."""
    return a * (u[:1] >= p) / (1 - p) if training else a.copy()


@dropout.wrong(credit=0.5)
def share_that_happened(a, u, p, training):
    """You divide by the share that happened to stay this time. Divide by 1 − p, the share that
    stays in the long run: it is right on average, and needs no counting."""
    stays = u >= p
    with np.errstate(all="ignore"):
        return a * stays / stays.mean() if training else a.copy()


@dropout.wrong
def own_numbers(a, u, p, training):
    """You draw random numbers of your own. Use those in `u`, so that it can be done again."""
    if not training:
        return a.copy()
    return a * (np.random.default_rng(len(a) + 99).random(a.shape) >= p) / (1 - p)


@dropout.wrong
def numbers_for_mask(a, u, p, training):
    """You multiply by the numbers `u` themselves. They decide who stays: `u >= p` is the mask."""
    return a * u / (1 - p) if training else a.copy()


@dropout.wrong(credit=0.5)
def fills_with_the_old(a, u, p, training):
    """What stays is right. But the others keep their values: they have to be 0."""
    return np.where(u >= p, a / (1 - p), a) if training else a.copy()


@dropout.wrong
def mask_alone(a, u, p, training):
    """While training you return the mask. Multiply a by it."""
    return (u >= p) / (1 - p) if training else a.copy()


@dropout.wrong
def others_dropped(a, u, p, training):
    """The share that you drop is right, but it is those with the largest u. Asked for: entries with
    u < p are dropped."""
    return a * (u < 1 - p) / (1 - p) if training else a.copy()


@dropout.wrong(credit=0.5)
def nothing_when_asked(a, u, p, training):
    """Right while training. Afterwards nothing is returned: a has to come out as it is."""
    return a * (u >= p) / (1 - p) if training else None


@dropout.wrong
def factor_one_plus_p(a, u, p, training):
    """You multiply by 1 + p. That is too little: the share 1 − p has to stand for all, so divide by
    it."""
    return a * (u >= p) * (1 + p) if training else a.copy()


@dropout.also_right
def with_where(a, u, p, training):
    if not training:
        return a
    return np.where(u < p, 0.0, a / (1 - p))
