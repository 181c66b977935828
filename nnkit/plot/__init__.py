"""The pictures of the course.

Every function draws on the axes given as ``ax=``, or on a new figure, and returns the `Figure`;
`panels` makes a figure for several pictures; `show` puts it into the notebook with alternative
text. A title states what the picture shows. Nothing here reads or changes global settings.

======================  ============================================================
network                 a network with its values or, in red, its gradients
graph                   the computational graph of a `Value`
equation, matrix        arrays as grids, with their shapes
activation, function    a function with its slope, its tangents or a descent on it
contour                 a surface from above, with the way of a descent
loss_curve, lines       one or several lines over epochs, or over anything
decision_boundary       what a network answers in every point of the plane
scatter, bars, images   data and results
======================  ============================================================

>>> figure = loss_curve([1.0, 0.5, 0.3], title="The loss falls")
>>> show(figure, alt="The loss falls from 1 to 0.3 in three epochs.")
The loss falls from 1 to 0.3 in three epochs.
"""

from nnkit.plot.curves import activation, function, lines, loss_curve
from nnkit.plot.equation import equation
from nnkit.plot.examples import bars, images
from nnkit.plot.figure import panels, png
from nnkit.plot.graph import graph
from nnkit.plot.matrix import matrix
from nnkit.plot.network import network
from nnkit.plot.show import show
from nnkit.plot.surface import contour, decision_boundary, scatter
from nnkit.plot.text import number

__all__ = [
    "activation",
    "bars",
    "contour",
    "decision_boundary",
    "equation",
    "function",
    "graph",
    "images",
    "lines",
    "loss_curve",
    "matrix",
    "network",
    "number",
    "panels",
    "png",
    "scatter",
    "show",
]
