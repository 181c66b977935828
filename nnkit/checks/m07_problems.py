"""Module 07: the four problems at the end of document 003, worked, varied and turned into code.

Each group of exercises has a file of its own, ``_m07_*.py``; this one puts them in the order of
the notebook.
"""

from __future__ import annotations

from nnkit.checks._m07_backward import BACKWARD, BACKWARD_ORDER
from nnkit.checks._m07_delta import HIDDEN_DELTA, OUTPUT_DELTA, PARAMETER_GRADIENTS, SLOPE
from nnkit.checks._m07_forward import FORWARD
from nnkit.checks._m07_network import BUG_RELU, NEURAL_NETWORK, REPAIRED_STEP, ZERO_START
from nnkit.checks._m07_own_numbers import OWN_NUMBERS
from nnkit.checks._m07_step import NUMERICAL_DW, UPDATE
from nnkit.checks._m07_worked import RECALL, WORKED
from nnkit.checks.exercise import Why

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
