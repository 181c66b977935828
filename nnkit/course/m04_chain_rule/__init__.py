"""Exercises of module 04: the chain rule on graphs, from one product to a `Value` of one's own."""

from __future__ import annotations

from nnkit.checks.exercise import Why
from nnkit.course.in_order import in_order
from nnkit.course.m04_chain_rule import (
    find_the_bug,
    local,
    meeting,
    network,
    neuron,
    one_path,
    order,
    own_graph,
    own_path,
    pass_back,
    recall,
    small_graph,
    source,
    value,
)

why_add = Why(
    "04.why_add",
    points=2,
    minutes=6,
    difficulty=2,
    asks="Why products along a path, and sums where paths meet",
)

EXERCISES = in_order(
    recall,
    small_graph,
    local,
    own_graph,
    one_path,
    own_path,
    meeting,
    order,
    pass_back,
    value,
    neuron,
    network,
    source,
    why_add,
    find_the_bug,
)
