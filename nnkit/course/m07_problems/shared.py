"""What several files of this module use."""

from __future__ import annotations

ACTIVATIONS = ("sigmoid", "relu", "tanh", "identity")
