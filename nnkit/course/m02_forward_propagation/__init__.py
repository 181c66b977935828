"""Exercises of module 02: forward propagation, from one neuron to a batch through many layers.

The right answers come from `nnkit.Network`, so that there is one truth.  A wrong function is
written as a student would write it and stands beside the name of the mistake and the words that
help against it.  Wrong and accepted functions use only their arguments, NumPy and the core of
nnkit, because their source also makes up the notebooks of simulated students.
"""

from __future__ import annotations

from nnkit.checks.exercise import Exercise
from nnkit.course.m02_forward_propagation.batch import BATCH
from nnkit.course.m02_forward_propagation.find_the_bug import FIND_THE_BUG
from nnkit.course.m02_forward_propagation.folded import FOLDED
from nnkit.course.m02_forward_propagation.many_layers import MANY_LAYERS
from nnkit.course.m02_forward_propagation.node_by_node import NODE_BY_NODE
from nnkit.course.m02_forward_propagation.one_layer import ONE_LAYER
from nnkit.course.m02_forward_propagation.recall import RECALL
from nnkit.course.m02_forward_propagation.rows import ROWS
from nnkit.course.m02_forward_propagation.starting import STARTING

EXERCISES: tuple[Exercise, ...] = (
    *RECALL,
    *NODE_BY_NODE,
    *ONE_LAYER,
    *MANY_LAYERS,
    *BATCH,
    *FOLDED,
    *ROWS,
    *STARTING,
    *FIND_THE_BUG,
)
