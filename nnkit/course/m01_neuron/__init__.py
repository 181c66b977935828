"""Exercises of module 01: one neuron, its activation functions, and how steep they are.

The right answers come from `nnkit.activations` or from arithmetic that stands here once.
"""

from __future__ import annotations

from nnkit.course.in_order import in_order
from nnkit.course.m01_neuron import (
    find_the_bug,
    line,
    logic,
    own_neuron,
    own_slopes,
    recall,
    relu,
    relu_slope,
    saturation,
    slope,
    slope_proof,
    smooth,
    tanh,
    threshold,
    training,
    weighing,
)

EXERCISES = in_order(
    recall,
    weighing,
    threshold,
    line,
    logic,
    smooth,
    slope_proof,
    slope,
    tanh,
    relu,
    relu_slope,
    own_slopes,
    own_neuron,
    saturation,
    training,
    find_the_bug,
)
