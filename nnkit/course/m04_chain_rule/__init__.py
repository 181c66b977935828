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
    rubric=(
        "0.5 points: a slope is the multiple of a small change that is passed on",
        "0.5 points: a multiple of a multiple is a product, so slopes are multiplied along a path",
        "0.5 points: changes that arrive by different paths happen to the same result at once, "
        "so they are added",
        "0.5 points: a change h is followed through an example with numbers of the module",
    ),
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
