"""Exercises of module 10: TODO what it teaches."""

from __future__ import annotations

from nnkit.course.in_order import in_order
from nnkit.course.m10_frameworks import (
    recall_frameworks,
)

EXERCISES = in_order(
    recall_frameworks,
)
