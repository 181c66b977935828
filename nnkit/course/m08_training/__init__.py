"""Exercises of module 08: TODO what it teaches."""

from __future__ import annotations

from nnkit.course.in_order import in_order
from nnkit.course.m08_training import (
    recall_training,
)

EXERCISES = in_order(
    recall_training,
)
