"""Exercises of module 09: TODO what it teaches."""

from __future__ import annotations

from nnkit.course.in_order import in_order
from nnkit.course.m09_beyond_sigmoid import (
    recall_beyond_sigmoid,
)

EXERCISES = in_order(
    recall_beyond_sigmoid,
)
