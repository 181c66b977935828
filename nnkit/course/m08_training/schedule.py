"""The learning rate as a function of the epoch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Case, Code, Hint, Misconception, Value, Variant


class Steps(NamedTuple):
    """A schedule that multiplies the rate by `factor` each time `every` epochs are over."""

    rate: float
    factor: float
    every: int
    epoch: int

    def __repr__(self) -> str:
        return (
            f"rate {self.rate} at first, times {self.factor} after every {self.every} epochs;  "
            f"asked for: epoch {self.epoch}"
        )


def times(own: Steps) -> int:
    """How often the factor has come in."""
    return own.epoch // own.every


def draw_steps(draw: Draw) -> Steps:
    """The epoch is the first one with a new rate, so that counting from 1 shows."""
    while True:
        every = draw.choice((3, 4, 5))
        rate, factor = draw.choice((0.8, 1.6, 2.4)), draw.choice((0.5, 0.2))
        own = Steps(rate, factor, every, every * draw.choice((2, 3)))
        if my_late_rate.tells_apart(own, 0.0025):
            return own


my_late_rate = Value(
    "08.my_late_rate",
    points=1,
    minutes=3,
    asks="The learning rate in an epoch of the student's own schedule of steps",
    variant=Variant("08.rate", draw_steps),
    practice="A schedule of steps begins with the rate {rate} and multiplies it by {factor} every "
    "{every} epochs, counted from 0. What is the rate in epoch {epoch}? Four decimals.",
    reference=lambda own: own.rate * own.factor ** times(own),
    tolerance=1e-3,
    why="Whole blocks of epochs are counted, `epoch // every`; the batches in them do not matter.",
    misconceptions=(
        Misconception(
            "counted-from-one",
            lambda own: own.rate * own.factor ** (times(own) - 1),
            "One factor is missing. Epochs are counted from 0, so your epoch is the first one of a "
            "new block.",
        ),
        Misconception(
            "once-too-often",
            lambda own: own.rate * own.factor ** (times(own) + 1),
            "One factor too many: the first block of epochs has the rate as it is, without a "
            "factor.",
        ),
        Misconception(
            "in-every-epoch",
            lambda own: own.rate * own.factor**own.epoch,
            "You let the factor come in after each epoch. It comes in only when a whole block of "
            "epochs is over.",
        ),
        Misconception(
            "multiplied-by-the-count",
            lambda own: own.rate * own.factor * times(own),
            "The factor comes in several times, and each time it multiplies what is there: a "
            "power, not the factor times the count.",
        ),
        Misconception(
            "subtracted",
            lambda own: own.rate * (1 - own.factor * times(own)),
            "You took the same piece away each time. The rate is multiplied, so that the pieces "
            "get smaller.",
        ),
        Misconception(
            "not-changed",
            lambda own: own.rate,
            "This is the rate at the start. Several blocks of epochs are over by then.",
        ),
        Misconception(
            "factor-alone",
            lambda own: own.factor ** times(own),
            "This is what the rate is multiplied by. Multiply the first rate by it.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "How many whole blocks of epochs are over before your epoch?"),
        Hint("Which epochs are in the first block?", "Epoch 0 is the first, so it ends one early."),
        Hint("Nearly the answer", "`mine.rate * mine.factor ** (mine.epoch // mine.every)`"),
    ),
)


def epochs_of_a_schedule(rng: Generator) -> Iterator[Case]:
    """Epochs before, at and after the end of a warm-up, in no order; and no warm-up at all."""
    for epochs, warm_up in ((12, 4), (20, 3), (9, 1), (7, 0)):
        top = float(rng.uniform(0.3, 2.0))
        last_before, middle = max(warm_up - 1, 0), (warm_up + epochs) // 2
        for epoch in (middle, 0, last_before, warm_up, warm_up + 1, epochs - 1):
            yield epoch, epochs, warm_up, top


warm_cosine = Code(
    "08.warm_cosine",
    points=2,
    minutes=8,
    difficulty=2,
    asks="warm_cosine(epoch, epochs, warm_up, top) -> learning rate of that epoch",
    cases=epochs_of_a_schedule,
    arguments=("epoch", "epochs", "warm_up", "top"),
    hints=(
        Hint(
            "Two rules in one function?",
            "An `if`: before `warm_up` epochs are over, the climb; from then on, the cosine.",
        ),
        Hint(
            "My cosine begins in the wrong place.",
            "The share s is 0 in the first epoch after the climb. Of the `epochs - warm_up` epochs "
            "that are left, `epoch - warm_up` are over.",
        ),
        Hint(
            "Nearly the answer",
            "`s = (epoch - warm_up) / (epochs - warm_up)`, then "
            "`top * (1 + np.cos(np.pi * s)) / 2`.",
        ),
    ),
)


def after_the_climb(epoch, epochs, warm_up, top):
    s = (epoch - warm_up) / (epochs - warm_up)
    return top * (1 + np.cos(np.pi * s)) / 2


@warm_cosine.right
def reference(epoch, epochs, warm_up, top):
    if epoch < warm_up:
        return top * (epoch + 1) / warm_up
    s = (epoch - warm_up) / (epochs - warm_up)
    return top * (1 + np.cos(np.pi * s)) / 2


@warm_cosine.wrong(credit=0.5)
def first_epoch_lost(epoch, epochs, warm_up, top):
    """In the climb you divide `epoch` by `warm_up`. The first epoch is number 0, so its rate is 0
    and it teaches nothing: take `epoch + 1`."""
    if epoch < warm_up:
        return top * epoch / warm_up
    return after_the_climb(epoch, epochs, warm_up, top)


@warm_cosine.wrong(credit=0.5)
def climb_from_zero(epoch, epochs, warm_up, top):
    """Your climb begins at 0, so the first epoch teaches nothing. In epoch 0 the rate is
    `top / warm_up`: take `(epoch + 1) / warm_up` of `top`."""
    if epoch < warm_up:
        return top * epoch / (warm_up - 1) if warm_up > 1 else top
    return after_the_climb(epoch, epochs, warm_up, top)


@warm_cosine.wrong(credit=0.5)
def no_steps_in_the_climb(epoch, epochs, warm_up, top):
    """In the first epochs your rate stays at `top / warm_up`. It climbs: twice that in epoch 1,
    three times in epoch 2, and so on."""
    return top / warm_up if epoch < warm_up else after_the_climb(epoch, epochs, warm_up, top)


@warm_cosine.wrong(credit=0.5)
def brackets_missing(epoch, epochs, warm_up, top):
    """Python divides before it subtracts: your share is epoch − (warm_up / epochs) − warm_up. Put
    brackets round both differences."""
    if epoch < warm_up:
        return top * (epoch + 1) / warm_up
    return top * (1 + np.cos(np.pi * (epoch - warm_up / epochs - warm_up))) / 2


@warm_cosine.wrong(credit=0.5)
def climbs_once_too_often(epoch, epochs, warm_up, top):
    """Your climb has one epoch too many, and goes above `top` in it. Epochs are counted from 0:
    those of the climb are the ones with `epoch < warm_up`."""
    if warm_up and epoch <= warm_up:
        return top * (epoch + 1) / warm_up
    return after_the_climb(epoch, epochs, warm_up, top)


@warm_cosine.wrong(credit=0.5)
def no_climb(epoch, epochs, warm_up, top):
    """The cosine is right. But the first epochs have the whole rate: there is no climb to `top`."""
    return top if epoch < warm_up else after_the_climb(epoch, epochs, warm_up, top)


@warm_cosine.wrong
def climb_forgotten(epoch, epochs, warm_up, top):
    """You take the cosine in every epoch, from the first on. Before `warm_up` epochs are over the
    rate climbs in equal steps, and the cosine begins after that."""
    return top * (1 + np.cos(np.pi * epoch / epochs)) / 2


@warm_cosine.wrong(credit=0.5)
def share_of_all_epochs(epoch, epochs, warm_up, top):
    """After the climb the rate jumps: you take the share of all epochs that is over. The cosine
    begins when the climb ends, so count from there: `(epoch - warm_up) / (epochs - warm_up)`."""
    if epoch < warm_up:
        return top * (epoch + 1) / warm_up
    return top * (1 + np.cos(np.pi * epoch / epochs)) / 2


@warm_cosine.wrong(credit=0.5)
def divided_by_all_epochs(epoch, epochs, warm_up, top):
    """You count from the end of the climb, but divide by all epochs. Only `epochs - warm_up` of
    them are left for the cosine."""
    if epoch < warm_up:
        return top * (epoch + 1) / warm_up
    return top * (1 + np.cos(np.pi * (epoch - warm_up) / epochs)) / 2


@warm_cosine.wrong(credit=0.5)
def zero_in_the_last_epoch(epoch, epochs, warm_up, top):
    """Your rate is 0 in the last epoch, so that it teaches nothing. `epochs - warm_up` epochs are
    left after the climb: divide by that, without the 1."""
    if epoch < warm_up:
        return top * (epoch + 1) / warm_up
    return top * (1 + np.cos(np.pi * (epoch - warm_up) / (epochs - warm_up - 1))) / 2


@warm_cosine.wrong(credit=0.5)
def bare_cosine(epoch, epochs, warm_up, top):
    """Your rate becomes negative: a cosine goes from 1 down to −1. With 1 added and the sum halved
    it goes from 1 to 0."""
    if epoch < warm_up:
        return top * (epoch + 1) / warm_up
    return top * np.cos(np.pi * (epoch - warm_up) / (epochs - warm_up))


@warm_cosine.wrong(credit=0.5)
def not_halved(epoch, epochs, warm_up, top):
    """After the climb your rate is twice what it should be: 1 + cos goes from 2 to 0. Halve it."""
    if epoch < warm_up:
        return top * (epoch + 1) / warm_up
    return 2 * after_the_climb(epoch, epochs, warm_up, top)


@warm_cosine.wrong(credit=0.5)
def in_degrees(epoch, epochs, warm_up, top):
    """You gave the cosine an angle in degrees. `np.cos` takes radians: half a turn is `np.pi`."""
    if epoch < warm_up:
        return top * (epoch + 1) / warm_up
    return top * (1 + np.cos(180 * (epoch - warm_up) / (epochs - warm_up))) / 2


@warm_cosine.wrong(credit=0.5)
def quarter_turn(epoch, epochs, warm_up, top):
    """Your cosine goes through a quarter of a turn. Asked for is half a turn, from 1 to −1, moved
    up by 1 and halved."""
    if epoch < warm_up:
        return top * (epoch + 1) / warm_up
    return top * np.cos(np.pi / 2 * (epoch - warm_up) / (epochs - warm_up))


@warm_cosine.wrong(credit=0.5)
def straight_down(epoch, epochs, warm_up, top):
    """The climb is right. Then you go down in a straight line; asked for is half a cosine."""
    if epoch < warm_up:
        return top * (epoch + 1) / warm_up
    return top * (1 - (epoch - warm_up) / (epochs - warm_up))


@warm_cosine.also_right
def as_a_square(epoch, epochs, warm_up, top):
    if epoch < warm_up:
        return (epoch + 1) * top / warm_up
    return top * np.cos(np.pi / 2 * (epoch - warm_up) / (epochs - warm_up)) ** 2
