"""Exercises of module 00: the tools, arrays and their shapes, products, broadcasting, seeds.

Nothing here needs a network yet, so the right answers are NumPy's own.  Wrong and accepted
functions use only their arguments and NumPy, because their source also makes up the notebooks of
simulated students.
"""

from __future__ import annotations

from nnkit.checks.exercise import Exercise
from nnkit.course.m00_start_here.arrays import ARRAYS
from nnkit.course.m00_start_here.broadcasting import BROADCASTING
from nnkit.course.m00_start_here.find_the_bug import FIND_THE_BUG
from nnkit.course.m00_start_here.memory import MEMORY
from nnkit.course.m00_start_here.notation import NOTATION
from nnkit.course.m00_start_here.outer import OUTER
from nnkit.course.m00_start_here.own_numbers import MY_OUTER, MY_PRODUCT, MY_SUMS
from nnkit.course.m00_start_here.products import PRODUCTS
from nnkit.course.m00_start_here.recall import RECALL
from nnkit.course.m00_start_here.running import RUNNING
from nnkit.course.m00_start_here.seeds import SEEDS
from nnkit.course.m00_start_here.sums import SUMS
from nnkit.course.m00_start_here.transposing import TRANSPOSING

EXERCISES: tuple[Exercise, ...] = (
    *RECALL,
    *RUNNING,
    *ARRAYS,
    *TRANSPOSING,
    *PRODUCTS,
    MY_PRODUCT,
    *OUTER,
    MY_OUTER,
    *BROADCASTING,
    MY_SUMS,
    *SUMS,
    *MEMORY,
    *SEEDS,
    *NOTATION,
    *FIND_THE_BUG,
)
