"""The pictures of the course.

Every function draws on the axes given as ``ax=``, or on a new figure, and returns the `Figure`;
`panels` makes a figure for several pictures; `show` puts it into the notebook with alternative
text, `explore` with sliders. A title states what the picture shows. Nothing here reads or changes
global settings.

======================  ============================================================
network                 a network with its values or, in red, its gradients
backward                a network after so many steps of its backward pass
graph                   the computational graph of a `Value`
equation, matrix        arrays as grids, with their shapes
activation, function    a function with its slope, its tangents or a descent on it
contour                 a surface from above, with the way of a descent
landscape               a surface from the side
loss_curve, lines       one or several lines over epochs, or over anything
decision_boundary       what a network answers in every point of the plane
half_plane              what one neuron says yes to: one side of a line
scatter, bars, images   data and results
======================  ============================================================

>>> figure = loss_curve([1.0, 0.5, 0.3], title="The loss falls")
>>> show(figure, alt="The loss falls from 1 to 0.3 in three epochs.")
The loss falls from 1 to 0.3 in three epochs.
"""

from nnkit.plot.backward import backward
from nnkit.plot.curves import activation, function, lines, loss_curve
from nnkit.plot.equation import equation
from nnkit.plot.examples import bars, images
from nnkit.plot.explore import explore
from nnkit.plot.figure import panels, webp
from nnkit.plot.graph import graph
from nnkit.plot.half_plane import half_plane
from nnkit.plot.landscape import landscape
from nnkit.plot.matrix import matrix
from nnkit.plot.network import network
from nnkit.plot.show import show
from nnkit.plot.surface import contour, decision_boundary, scatter
from nnkit.plot.text import number

__all__ = [
    "activation",
    "backward",
    "bars",
    "contour",
    "decision_boundary",
    "equation",
    "explore",
    "function",
    "graph",
    "half_plane",
    "images",
    "landscape",
    "lines",
    "loss_curve",
    "matrix",
    "network",
    "number",
    "panels",
    "scatter",
    "show",
    "webp",
]
