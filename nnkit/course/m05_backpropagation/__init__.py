"""Module 05: back-propagation derived, written, checked, and counted.

Each group of exercises has a file of its own; this one puts them in the order of
the notebook.
"""

from __future__ import annotations

from nnkit.course.m05_backpropagation.backward import BACKWARD
from nnkit.course.m05_backpropagation.blame import BLAME
from nnkit.course.m05_backpropagation.bugs import BUG_PILES_UP, REPAIRED_BACKWARD, WHY
from nnkit.course.m05_backpropagation.cost import BACKWARD_MINUTES, MULTIPLICATIONS
from nnkit.course.m05_backpropagation.gradient_check import RELATIVE_ERROR, WHAT_IT_TELLS
from nnkit.course.m05_backpropagation.hidden import DELTA_HIDDEN
from nnkit.course.m05_backpropagation.mine import OWN_NUMBERS
from nnkit.course.m05_backpropagation.output import DELTA_OUTPUT
from nnkit.course.m05_backpropagation.output_by_hand import AND_WEIGHT, BY_HAND
from nnkit.course.m05_backpropagation.parameters import LAYER_GRADIENTS, SILENT_INPUT
from nnkit.course.m05_backpropagation.pass_back import (
    PASSED_BACK,
    SOURCE_COST,
    SOURCE_WEIGHTS,
)
from nnkit.course.m05_backpropagation.recall import RECALL
from nnkit.course.m05_backpropagation.step import TOO_EARLY, TRAIN_STEP
from nnkit.course.m05_backpropagation.whole import DOUBLED_BATCH, SEVEN_STEPS, TWO_LAYERS

EXERCISES = (
    *RECALL,
    *BLAME,
    *BY_HAND,
    DELTA_OUTPUT,
    AND_WEIGHT,
    SILENT_INPUT,
    LAYER_GRADIENTS,
    PASSED_BACK,
    SOURCE_COST,
    SOURCE_WEIGHTS,
    DELTA_HIDDEN,
    *OWN_NUMBERS,
    SEVEN_STEPS,
    TWO_LAYERS,
    BACKWARD,
    DOUBLED_BATCH,
    RELATIVE_ERROR,
    *WHAT_IT_TELLS,
    BACKWARD_MINUTES,
    MULTIPLICATIONS,
    TOO_EARLY,
    TRAIN_STEP,
    WHY,
    BUG_PILES_UP,
    REPAIRED_BACKWARD,
)
