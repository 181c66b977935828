"""What both sides of the border have to know of each other's messages."""

from __future__ import annotations

from typing import Any

Message = dict[str, Any]

_BINARY = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul")
ARITHMETIC = (*_BINARY, *(f"r{name}" for name in _BINARY), "neg", "pos")
"""Operators that a proxy asks its object for."""

WATCHED_CALLS = 4
"""Of how many calls of classes the arguments are watched: an object may change them later."""

FIGURE_PREFIX = b"nnkit figure"
"""Begins the name of a figure; whole triples, so that its base64 stands for itself."""
