"""Exercises of module 02: forward propagation, from one neuron to a batch through many layers.

The right answers come from `nnkit.Network`, so that there is one truth.
"""

from __future__ import annotations

from nnkit.course.in_order import in_order
from nnkit.course.m02_forward_propagation import (
    batch,
    counting,
    find_the_bug,
    folded,
    layer,
    many_layers,
    node_by_node,
    one_layer,
    recall,
    rows,
    starting,
)

EXERCISES = in_order(
    recall,
    node_by_node,
    one_layer,
    layer,
    many_layers,
    counting,
    batch,
    folded,
    rows,
    starting,
    find_the_bug,
)
