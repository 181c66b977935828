"""Module 06: every number of the five documents, by hand and in code, each in its convention.

A file for each example; `documents` holds the numbers that several of them start from.
"""

from __future__ import annotations

from nnkit.checks.exercise import Why
from nnkit.course.in_order import in_order
from nnkit.course.m06_worked_examples import (
    and_numbers,
    and_step,
    conversions,
    graph_numbers,
    lecture,
    matrix_of,
    one_weight,
    parabola,
    recall,
    rows,
    theta,
    trained,
)

why_plus = Why(
    "06.why_plus",
    points=2,
    minutes=7,
    difficulty=2,
    asks="why one text adds the step and another subtracts it, and both are right",
    rubric=(
        "1 point: the error at the output has the other sign, expected − actual, and all that "
        "follows is a product with it, so what the text calls the gradient is minus ours",
        "0.5 points: one number of the module followed through both, and both end at the same "
        "weight",
        "0.5 points: who mixes them uses the sign twice or never, and goes uphill",
    ),
)

EXERCISES = in_order(
    recall,
    parabola,
    graph_numbers,
    rows,
    lecture,
    and_numbers,
    and_step,
    one_weight,
    theta.theta_gradient,
    trained,
    conversions.own_names,
    conversions.theta_to_rows,
    matrix_of,
    conversions.whose_line,
    why_plus,
    theta.repaired_back,
)
