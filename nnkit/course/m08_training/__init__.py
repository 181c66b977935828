"""Exercises of module 08: from one step to a network that has learnt."""

from __future__ import annotations

from nnkit.course.in_order import in_order
from nnkit.course.m08_training import (
    angle,
    bugs,
    conventions,
    keep_best,
    momentum,
    no_slope,
    own_stop,
    recall_training,
    schedule,
    spread,
    stopping,
    symmetry,
    teacher,
)

EXERCISES = in_order(
    recall_training,
    schedule,
    symmetry,
    spread,
    momentum,
    conventions.they_part,
    conventions.keras_step,
    conventions.my_ride,
    own_stop.my_stop,
    stopping,
    keep_best,
    teacher,
    no_slope.without_slope,
    angle,
    no_slope.where_it_fails,
    no_slope.why_no_rate,
    bugs,
)
