"""Exercises of module 08: data, batches and validation, the ladder before a run, the loop."""

from __future__ import annotations

from nnkit.course.in_order import in_order
from nnkit.course.m08_training import (
    accumulate,
    accuracy,
    and_xor,
    batches,
    epoch,
    ladder,
    loop,
    mean,
    minibatch,
    ratio,
    read_digits,
    recall,
    slope_along,
    split,
    standardise,
    train,
)

EXERCISES = in_order(
    recall,
    minibatch.my_updates,
    minibatch.shuffle,
    minibatch.shuffled_alone,
    batches,
    mean,
    accumulate,
    split,
    standardise,
    accuracy,
    and_xor,
    ladder.my_chance,
    ladder.first_loss,
    slope_along,
    ladder.by_heart,
    ratio,
    loop,
    epoch,
    train,
    read_digits,
)
