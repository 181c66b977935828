"""A question answered in words."""

from __future__ import annotations

from nnkit.checks.exercise import Why

why_downhill = Why(
    "03.why_downhill",
    points=2,
    minutes=6,
    difficulty=2,
    asks="Why a step goes against the gradient, and why that does not always find the lowest",
)
