"""The network that the notebook follows from its error to its gradients."""

from __future__ import annotations

import numpy as np

from nnkit.network import Network

NET = Network(
    [
        np.array([[1.0, -2.0], [2.0, 1.0], [-1.0, 1.5]]),
        np.array([[1.0, -2.0, 0.5], [-1.5, 1.0, 2.0]]),
    ],
    [np.array([[0.5], [-1.0], [0.0]]), np.array([[0.5], [1.5]])],
)
"""Two inputs, three hidden neurons, two outputs, all sigmoid."""

X = np.array([[1.0], [0.5]])
Y = np.array([[1.0], [0.0]])

TRACE = NET.forward(X)
GRADIENTS = NET.backward(TRACE, Y)
