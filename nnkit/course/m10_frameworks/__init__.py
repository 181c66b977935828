"""Module 10: the same network in Keras, JAX and PyTorch, and conventions found by experiment."""

from __future__ import annotations

from nnkit.course.in_order import in_order
from nnkit.course.m10_frameworks import (
    adam,
    autograd,
    bugs,
    carrying,
    compare,
    first_step,
    from_keras,
    keras_mse,
    mean,
    momentum,
    own_momenta,
    pytorch,
    recall,
    rows_backward,
    summary,
    to_keras,
    training,
    which_momentum,
)

EXERCISES = in_order(
    recall,
    carrying,
    to_keras,
    from_keras,
    compare.largest_difference,
    compare.last_digits,
    mean.two_outputs,
    keras_mse,
    mean.my_rate,
    training,
    momentum,
    own_momenta,
    which_momentum,
    adam,
    first_step,
    autograd.records,
    rows_backward,
    autograd.not_a_number,
    pytorch.linear_shapes,
    pytorch.my_pile,
    summary,
    bugs.why_compare,
    pytorch.bug_cleared_once,
    pytorch.bug_softmax_twice,
    bugs.bug_square,
)
