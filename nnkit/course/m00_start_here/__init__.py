"""Exercises of module 00: the tools, arrays and their shapes, products, broadcasting, seeds.

Nothing here needs a network yet, so the right answers are NumPy's own.
"""

from __future__ import annotations

from nnkit.course.in_order import in_order
from nnkit.course.m00_start_here import (
    arrays,
    broadcasting,
    find_the_bug,
    memory,
    notation,
    outer,
    own_numbers,
    products,
    recall,
    running,
    seeds,
    sums,
    transposing,
)

EXERCISES = in_order(
    recall,
    running,
    arrays,
    transposing,
    products,
    own_numbers.my_product,
    outer,
    own_numbers.my_outer,
    broadcasting,
    own_numbers.my_sums,
    sums,
    memory,
    seeds,
    notation,
    find_the_bug,
)
