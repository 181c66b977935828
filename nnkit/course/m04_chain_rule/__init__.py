"""Exercises of module 04: the chain rule on graphs, from one product to a `Value` of one's own.

Each group of exercises has a file of its own; this one puts them in the order of the notebook.
Wrong and other right answers are written as students write them, and lean on nothing but nnkit and
their own file, because their source also makes up the notebooks of simulated students.
"""

from __future__ import annotations

from nnkit.checks.exercise import Exercise, Why
from nnkit.course.m04_chain_rule.find_the_bug import FIND_THE_BUG
from nnkit.course.m04_chain_rule.local import LOCAL
from nnkit.course.m04_chain_rule.meeting import MEETING
from nnkit.course.m04_chain_rule.network import NETWORK
from nnkit.course.m04_chain_rule.neuron import NEURON
from nnkit.course.m04_chain_rule.one_path import ONE_PATH
from nnkit.course.m04_chain_rule.order import ORDER
from nnkit.course.m04_chain_rule.own_graph import OWN_GRAPH
from nnkit.course.m04_chain_rule.own_path import OWN_PATH
from nnkit.course.m04_chain_rule.pass_back import PASS_BACK
from nnkit.course.m04_chain_rule.recall import RECALL
from nnkit.course.m04_chain_rule.small_graph import SMALL_GRAPH
from nnkit.course.m04_chain_rule.source import SOURCE
from nnkit.course.m04_chain_rule.value import VALUE

EXERCISES: tuple[Exercise, ...] = (
    *RECALL,
    *SMALL_GRAPH,
    *LOCAL,
    *OWN_GRAPH,
    *ONE_PATH,
    *OWN_PATH,
    *MEETING,
    *ORDER,
    *PASS_BACK,
    *VALUE,
    *NEURON,
    *NETWORK,
    *SOURCE,
    Why(
        id="04.why_add",
        points=2,
        kind="why",
        minutes=6,
        difficulty=2,
        asks="Why products along a path, and sums where paths meet",
    ),
    *FIND_THE_BUG,
)
