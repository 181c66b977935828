"""The networks of the documents, in the notation of this course.

Columns, weights of shape (n_out, n_in).  What a document prints stands in the tests, digit by
digit; here stand the numbers from which it starts.
"""

from __future__ import annotations

import numpy as np

from nnkit.network import Network

TRAINED = Network(
    [np.array([[0.6, 0.9], [0.8, 0.2]]), np.array([[0.4, 0.5], [0.9, 0.3]])],
    [np.array([[0.4], [0.3]]), np.array([[0.7], [0.6]])],
)
"""The tutorial's network after training; its biases are the first column of its matrices Θ."""

TRAINED_X = np.array([[0.85], [0.25]])
TARGETS = np.array([[0.6905], [0.8657]])
"""What the tutorial wants the two outputs to be."""

TRAINED_TRACE = TRAINED.forward(TRAINED_X)

AND = Network(
    [np.array([[0.48, 0.27], [-0.31, 0.64]]), np.array([[-0.08, 0.22], [0.37, -0.21]])],
    [np.array([[0.10], [0.06]]), np.array([[0.20], [0.30]])],
)
"""A whole network that gives every number printed about the AND network.

Printed are one hidden activation, 0.64, one weight, −0.08, and the outputs; the drawing with the
others is not at hand, so they are chosen here.
"""
