"""Exercises of module 03: slopes, gradients, and how to walk down with them.

A function that the student's code gets as an argument is made here from plain numbers, so that a
case can be drawn and repeated.  These numbers come last in a case; reports name those before them.
"""

from __future__ import annotations

from nnkit.checks.exercise import Exercise
from nnkit.course.m03_gradients.central import CENTRAL
from nnkit.course.m03_gradients.cost import COST
from nnkit.course.m03_gradients.descent import DESCENT
from nnkit.course.m03_gradients.direction import DIRECTION
from nnkit.course.m03_gradients.ends import ENDS
from nnkit.course.m03_gradients.find_the_bug import FIND_THE_BUG
from nnkit.course.m03_gradients.minima import MINIMA
from nnkit.course.m03_gradients.numerical import ROUNDING, STEP_SIZE
from nnkit.course.m03_gradients.own_surface import MY_GRADIENT, MY_STEEPEST
from nnkit.course.m03_gradients.own_valley import OWN_VALLEY
from nnkit.course.m03_gradients.partial import PARTIAL
from nnkit.course.m03_gradients.rate import RATE
from nnkit.course.m03_gradients.recall import RECALL
from nnkit.course.m03_gradients.reflect import REFLECT
from nnkit.course.m03_gradients.slope import SLOPE
from nnkit.course.m03_gradients.surface import SURFACE

EXERCISES: tuple[Exercise, ...] = (
    *RECALL,
    *SLOPE,
    *OWN_VALLEY,
    *DESCENT,
    *RATE,
    *PARTIAL,
    *MY_GRADIENT,
    *DIRECTION,
    *MY_STEEPEST,
    *SURFACE,
    *ENDS,
    *MINIMA,
    *STEP_SIZE,
    *CENTRAL,
    *ROUNDING,
    *COST,
    *REFLECT,
    *FIND_THE_BUG,
)
