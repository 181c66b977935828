"""Exercises of module 01: one neuron, its activation functions, and how steep they are.

Each group of exercises has a file of its own; this one puts them in the order of the notebook.
The right answers come from `nnkit.activations` or from arithmetic that stands here once.
"""

from __future__ import annotations

from nnkit.checks.exercise import Exercise
from nnkit.course.m01_neuron.find_the_bug import FIND_THE_BUG
from nnkit.course.m01_neuron.line import LINE
from nnkit.course.m01_neuron.logic import LOGIC
from nnkit.course.m01_neuron.own_neuron import OWN_NEURON
from nnkit.course.m01_neuron.own_slopes import OWN_SLOPES
from nnkit.course.m01_neuron.recall import RECALL
from nnkit.course.m01_neuron.relu import RELU
from nnkit.course.m01_neuron.saturation import SATURATION
from nnkit.course.m01_neuron.slope import SLOPE
from nnkit.course.m01_neuron.slope_proof import SLOPE_PROOF
from nnkit.course.m01_neuron.smooth import SMOOTH
from nnkit.course.m01_neuron.tanh import TANH
from nnkit.course.m01_neuron.threshold import THRESHOLD
from nnkit.course.m01_neuron.training import TRAINING
from nnkit.course.m01_neuron.weighing import WEIGHING

EXERCISES: tuple[Exercise, ...] = (
    *RECALL,
    *WEIGHING,
    *THRESHOLD,
    *LINE,
    *LOGIC,
    *SMOOTH,
    *SLOPE_PROOF,
    *SLOPE,
    *TANH,
    *RELU,
    *OWN_SLOPES,
    *OWN_NEURON,
    *SATURATION,
    *TRAINING,
    *FIND_THE_BUG,
)
