"""Module 07: four problems at the end of a lecture, worked, varied and turned into code.

Each group of exercises has a file of its own; this one puts them in the order of
the notebook.
"""

from __future__ import annotations

from nnkit.checks.exercise import Why
from nnkit.course.m07_problems.backward import BACKWARD, BACKWARD_ORDER
from nnkit.course.m07_problems.delta import HIDDEN_DELTA, OUTPUT_DELTA, PARAMETER_GRADIENTS, SLOPE
from nnkit.course.m07_problems.forward import FORWARD
from nnkit.course.m07_problems.network import BUG_RELU, NEURAL_NETWORK, REPAIRED_STEP, ZERO_START
from nnkit.course.m07_problems.own_numbers import OWN_NUMBERS
from nnkit.course.m07_problems.step import NUMERICAL_DW, UPDATE
from nnkit.course.m07_problems.worked import RECALL, WORKED

EXERCISES = (
    *RECALL,
    *WORKED,
    *OWN_NUMBERS,
    *FORWARD,
    SLOPE,
    OUTPUT_DELTA,
    HIDDEN_DELTA,
    PARAMETER_GRADIENTS,
    BACKWARD_ORDER,
    BACKWARD,
    NUMERICAL_DW,
    UPDATE,
    NEURAL_NETWORK,
    ZERO_START,
    Why(
        id="07.why_it_exploded",
        points=2,
        asks="why a right gradient made the error of Problem 1 grow",
        minutes=8,
        difficulty=2,
    ),
    BUG_RELU,
    REPAIRED_STEP,
)
