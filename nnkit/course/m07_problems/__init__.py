"""Module 07: four problems at the end of a lecture, worked, varied and turned into code."""

from __future__ import annotations

from nnkit.checks.exercise import Why
from nnkit.course.in_order import in_order
from nnkit.course.m07_problems import (
    backward,
    find_the_bug,
    forward,
    hidden_delta,
    layer,
    network,
    output_delta,
    own_backward,
    own_forward,
    slope,
    step,
    update,
    worked,
)

why_it_exploded = Why(
    "07.why_it_exploded",
    points=2,
    minutes=8,
    difficulty=2,
    asks="why a right gradient made the error of Problem 1 grow",
    rubric=(
        "1 point: a gradient promises how the error changes for a small change of the weights, "
        "and nothing about a long step",
        "0.5 points: the step was long, so the slope changed on the way; direction and length "
        "are two questions",
        "0.5 points: numbers of section 1, such as the weight that went from 3 to −261.5, or a "
        "smaller rate that lowers the error",
    ),
)

EXERCISES = in_order(
    worked,
    own_forward,
    own_backward,
    layer,
    forward,
    slope,
    output_delta,
    hidden_delta,
    backward,
    step,
    update,
    network,
    why_it_exploded,
    find_the_bug,
)
