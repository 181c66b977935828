"""Exercises of module 03: slopes, gradients, and how to walk down with them.

A function that the student's code gets as an argument is made here from plain numbers, so that a
case can be drawn and repeated.  These numbers come last in a case; reports name those before them.
"""

from __future__ import annotations

from nnkit.course.in_order import in_order
from nnkit.course.m03_gradients import (
    central,
    cost,
    descent,
    direction,
    ends,
    find_the_bug,
    minima,
    numerical,
    own_surface,
    own_valley,
    partial,
    rate,
    recall,
    reflect,
    slope,
    surface,
)

EXERCISES = in_order(
    recall,
    slope,
    own_valley,
    descent,
    rate,
    partial,
    own_surface.my_gradient,
    direction,
    own_surface.my_steepest,
    surface,
    ends,
    minima,
    numerical.ten_times_smaller,
    central,
    numerical.tiny_h,
    numerical.doubled,
    cost,
    reflect,
    find_the_bug,
)
