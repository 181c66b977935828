"""When to stop, with a student's own validation losses."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Hint, Misconception, Value, Variant
from nnkit.course.m08_training.stopping import counter_not_set_back, first_rise, reference


class Course(NamedTuple):
    """Validation losses after epoch 0, 1, 2 and so on, and a patience."""

    losses: tuple[float, ...]
    patience: int

    def __repr__(self) -> str:
        return f"validation losses {list(self.losses)},  patience {self.patience}"


def both(own: Course) -> list[int]:
    """The last epoch and the best one."""
    return list(reference(list(own.losses), own.patience))


COURSES = (
    ((12, 10, 7, 9, 8, 4, 6, 5, 11, 3, 1, 2), 3),
    ((11, 8, 10, 9, 6, 7, 3, 5, 4, 12, 13, 1, 2), 4),
    ((10, 11, 8, 6, 9, 7, 3, 5, 4, 12, 2, 1), 3),
)
"""Orders of losses, 1 for the lowest, and a patience: a minimum that is waited out, a better one,
up for long enough, and the lowest of all too late."""


def draw_course(draw: Draw) -> Course:
    """One of the courses, after some epochs in which the loss just falls."""
    order, patience = draw.choice(COURSES)
    before = draw.integer(0, 3)
    heights = [draw.integer(12, 20)]
    for _ in range(len(order) + before - 1):
        heights.append(heights[-1] + draw.integer(1, 4))
    falling = heights[len(order) :][::-1]
    hundredths = (*falling, *(heights[rank - 1] for rank in order))
    return Course(tuple(h / 100 for h in hundredths), patience)


my_stop = Value(
    "08.my_stop",
    points=1,
    minutes=4,
    asks="The last epoch and the best one, for the student's own validation losses",
    variant=Variant("08.stop", draw_course),
    parts=("last epoch", "best epoch"),
    practice=(
        "The validation losses of the epochs, counted from 0, are (in hundredths) "
        "{hundredths}. Training stops after the epoch in which {patience} epochs have gone by "
        "since the epoch of the lowest loss so far. Which epoch is the last one that is "
        "trained, and from which epoch are the weights that one keeps? A list of two numbers."
    ),
    reference=both,
    tolerance=0.1,
    why="Whoever waits longer may find a better one; whoever waits for ever never stops.",
    misconceptions=(
        Misconception(
            "lowest-of-all",
            lambda own: [both(own)[0], int(np.argmin(own.losses))],
            "The last epoch is right. After it nothing is trained, so the lower loss at the end of "
            "the list is never reached.",
            credit=0.5,
        ),
        Misconception(
            "never-stopped",
            lambda own: [len(own.losses) - 1, int(np.argmin(own.losses))],
            "You went to the end of the list. The patience runs out before.",
        ),
        Misconception(
            "last-for-best",
            lambda own: [both(own)[0]] * 2,
            "The last epoch is right. Its weights are not the best ones: those came before the "
            "waiting.",
            credit=0.5,
        ),
        Misconception(
            "counted-from-one",
            lambda own: [both(own)[0] + 1, both(own)[1] + 1],
            "Both are larger by 1: the first loss belongs to epoch 0.",
            credit=0.5,
        ),
        Misconception(
            "too-late",
            lambda own: [both(own)[0] + 1, both(own)[1]],
            "The best epoch is right. You waited an epoch too long: stop when `patience` epochs "
            "have gone by since the best one.",
            credit=0.5,
        ),
        Misconception(
            "too-early",
            lambda own: [both(own)[0] - 1, both(own)[1]],
            "The best epoch is right. You stopped an epoch too early: the best epoch itself does "
            "not count as waiting.",
            credit=0.5,
        ),
        Misconception(
            "first-rise",
            lambda own: list(first_rise(own.losses, own.patience)),
            "You stopped at the first rise. Patience means to wait for several epochs.",
        ),
        Misconception(
            "waiting-not-begun-anew",
            lambda own: list(counter_not_set_back(own.losses, own.patience)),
            "After a new minimum the waiting begins anew.",
        ),
        Misconception(
            "exchanged",
            lambda own: both(own)[::-1],
            "The numbers are right, in another order: first the last epoch, then the best.",
            credit=0.5,
        ),
        Misconception(
            "loss-for-epoch",
            lambda own: [both(own)[0], own.losses[both(own)[1]]],
            "Asked for is the number of the best epoch, not its loss.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Write the epochs 0, 1, 2 ... above the losses."),
        Hint("What is a new minimum?", "A loss that is lower than all before it. Mark these."),
        Hint("Nearly the answer", "The first mark with `patience` epochs behind it, none marked."),
    ),
)
