"""Module 05: back-propagation derived, written, checked, and counted."""

from __future__ import annotations

from nnkit.course.in_order import in_order
from nnkit.course.m05_backpropagation import (
    backward,
    blame,
    bugs,
    cost,
    gradient_check,
    hidden,
    mine,
    output,
    output_by_hand,
    parameters,
    pass_back,
    recall,
    step,
    whole,
)

EXERCISES = in_order(
    recall,
    blame,
    output_by_hand.error_sign,
    output_by_hand.and_delta,
    output_by_hand.saturated,
    output,
    output_by_hand.and_weight,
    parameters,
    pass_back,
    hidden,
    mine,
    whole.seven_steps,
    whole.two_layers,
    backward,
    whole.doubled_batch,
    gradient_check,
    cost,
    step,
    bugs,
)
