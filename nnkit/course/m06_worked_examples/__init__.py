"""Module 06: every number of the five documents, by hand and in code, each in its convention.

A file for each example; `documents` holds the numbers that several of them start from.
"""

from __future__ import annotations

from nnkit.checks.exercise import Exercise, Why
from nnkit.course.m06_worked_examples.and_numbers import OWN_AND
from nnkit.course.m06_worked_examples.and_step import AND_STEP
from nnkit.course.m06_worked_examples.conversions import CONVERSIONS, WHOSE_LINE
from nnkit.course.m06_worked_examples.graph_numbers import GRAPH
from nnkit.course.m06_worked_examples.lecture import LECTURE
from nnkit.course.m06_worked_examples.matrix_of import MATRIX_OF
from nnkit.course.m06_worked_examples.one_weight import ONE_WEIGHT
from nnkit.course.m06_worked_examples.parabola import PARABOLA
from nnkit.course.m06_worked_examples.recall import RECALL
from nnkit.course.m06_worked_examples.rows import ROWS
from nnkit.course.m06_worked_examples.theta import REPAIRED_BACK, THETA_GRADIENT
from nnkit.course.m06_worked_examples.trained import TRAINED_NETWORK

EXERCISES: tuple[Exercise, ...] = (
    *RECALL,
    *PARABOLA,
    *GRAPH,
    *ROWS,
    *LECTURE,
    *OWN_AND,
    *AND_STEP,
    *ONE_WEIGHT,
    THETA_GRADIENT,
    *TRAINED_NETWORK,
    *CONVERSIONS,
    MATRIX_OF,
    WHOSE_LINE,
    Why(
        id="06.why_plus",
        points=2,
        minutes=7,
        difficulty=2,
        asks="why one text adds the step and another subtracts it, and both are right",
    ),
    REPAIRED_BACK,
)
