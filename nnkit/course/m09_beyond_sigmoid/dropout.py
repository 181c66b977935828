"""Dropout: scaled while training, silent afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Case, Code, Hint, Misconception, Value, Variant


def activations(rng: Generator) -> Iterator[Case]:
    """Activations of several layers, uniform numbers from 0 to 1, training and afterwards."""
    for shape, p in (((4, 7), 0.25), ((6, 1), 0.5), ((3, 3), 0.2), ((8, 5), 0.8)):
        a, u = normal(rng, *shape), rng.permuted(np.linspace(0.03, 0.99, 8 * 7))
        u = u[: a.size].reshape(shape)
        u.flat[:2] = rng.permutation([0.1 * p, 0.5 + 0.5 * p])
        yield a, u, p, True
        yield a, u, p, False
    yield normal(rng, 2, 3), rng.uniform(0.01, 0.99, (2, 3)), 0.0, True


dropout = Code(
    "09.dropout",
    points=2,
    minutes=6,
    difficulty=2,
    asks="dropout(a, u, p, training) -> new array: entries with u < p are dropped",
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
    """Right while training. But you also drop afterwards, when the network is asked: then nothing is
    dropped, and a comes out as it is."""
    return a * (u >= p) / (1 - p)


@dropout.wrong(credit=0.5)
def never(a, u, p, training):
    """Nothing is ever dropped. While training the entries with u < p become 0."""
    return a.copy()


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


@dropout.also_right
def with_where(a, u, p, training):
    if not training:
        return a
    return np.where(u < p, 0.0, a / (1 - p))


class Layer(NamedTuple):
    """Activations of four neurons, their uniform numbers, and the share that is dropped."""

    a: list[int]
    u: list[float]
    p: float

    def __repr__(self) -> str:
        a = ", ".join(map(str, self.a)).replace("-", "−")
        return f"a = ({a}),  u = ({', '.join(map(str, self.u))}),  p = {self.p}"


def dropped(own: Layer, factor: float | None = None) -> list[float]:
    """What the four neurons send, with a factor on those that stay."""
    factor = 1 / (1 - own.p) if factor is None else factor
    return [factor * a * (u >= own.p) for a, u in zip(own.a, own.u, strict=True)]


def draw_layer(draw: Draw) -> Layer:
    """Shares with simple factors; at least one neuron stays and one goes."""
    while True:
        p = draw.choice((0.2, 0.6, 0.75, 0.8))
        a = [draw.choice((-1, 1)) * draw.integer(2, 9) for _ in range(4)]
        u = [draw.integer(5, 95) / 100 for _ in range(4)]
        goes = sum(x < p for x in u)
        if goes in (1, 2, 3) and min(abs(x - p) for x in u) > 0.02:
            own = Layer(a, u, p)
            if my_dropout.tells_apart(own, 0.05):
                return own


my_dropout = Value(
    "09.my_dropout",
    points=1,
    minutes=4,
    asks="what four neurons send while training, with the student's own uniform numbers",
    variant=Variant("09.layer", draw_layer),
    reference=dropped,
    tolerance=6e-3,
    why="Those who stay speak louder, so that on average as much arrives as without dropout.",
    misconceptions=(
        Misconception(
            "not-scaled",
            lambda own: dropped(own, 1.0),
            "The right ones are dropped. Those that stay are divided by 1 − p.",
            credit=0.5,
        ),
        Misconception(
            "divided-by-p",
            lambda own: dropped(own, 1 / own.p),
            "The right ones are dropped. You divided by p, the share that goes; the share that "
            "stays is 1 − p.",
            credit=0.5,
        ),
        Misconception(
            "multiplied",
            lambda own: dropped(own, 1 - own.p),
            "The right ones are dropped. You multiplied by 1 − p; those that stay have to become "
            "larger: divide.",
            credit=0.5,
        ),
        Misconception(
            "times-p",
            lambda own: dropped(own, own.p),
            "The right ones are dropped. You multiplied by p. Divide by the share that stays, "
            "1 − p.",
            credit=0.5,
        ),
        Misconception(
            "wrong-ones-stay",
            lambda own: [a / (1 - own.p) - d for a, d in zip(own.a, dropped(own), strict=True)],
            "The scale is right, but the others stay: u < p is dropped.",
        ),
        Misconception(
            "p-is-what-stays",
            lambda own: [a * (u < own.p) / own.p for a, u in zip(own.a, own.u, strict=True)],
            "You kept the share p and divided by it. Here p is the share that goes.",
        ),
        Misconception(
            "nobody-dropped",
            lambda own: [a / (1 - own.p) for a in own.a],
            "All four speak. Those with u < p have to send 0.",
        ),
        Misconception(
            "silent",
            lambda own: [float(a) for a in own.a],
            "So it is when the network is asked. Here it trains.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Compare each number u with p: who is dropped sends 0."),
        Hint("What do the others send?", "Their a, divided by the share that stays."),
        Hint("Nearly the answer", "a / (1 − p) where u is p or more, 0 elsewhere."),
    ),
)

dropout_mean = Value(
    "09.dropout_mean",
    points=1,
    minutes=3,
    asks="mean of what a neuron with a = 6 sends over many steps of training, p = 0.25",
    reference=6.0,
    tolerance=0.02,
    why="¾ of the steps it sends 8, in the others 0: on average 6, as without dropout.",
    misconceptions=(
        Misconception(
            "when-it-stays",
            8.0,
            "That is what it sends when it stays. In a quarter of the steps it sends 0.",
        ),
        Misconception(
            "not-scaled",
            4.5,
            "So it would be if nothing were scaled: ¾ of 6. While training it sends 6 / (1 − p).",
        ),
        Misconception(
            "share-that-goes",
            1.5,
            "That is a quarter of 6. A quarter of the steps are those in which it sends nothing.",
        ),
        Misconception(
            "divided-by-p",
            18.0,
            "You divided by p: ¾ of 24. What stays is divided by the share that stays, 1 − p.",
        ),
        Misconception(
            "goes-for-stays",
            2.0,
            "You took a quarter of 8. A quarter goes, three quarters stay.",
        ),
        Misconception(
            "scaled-down", 3.375, "You scaled by 1 − p twice. What stays is divided by 1 − p."
        ),
    ),
    hints=(
        Hint("Where do I begin?", "What does it send when it stays?"),
        Hint("It sends 8.", "And how often? In the other steps it sends 0."),
        Hint("Nearly the answer", "0.75 · 8 + 0.25 · 0"),
    ),
)
