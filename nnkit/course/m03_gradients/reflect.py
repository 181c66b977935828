"""A question answered in words."""

from __future__ import annotations

from nnkit.checks.exercise import Why

why_downhill = Why(
    "03.why_downhill",
    points=2,
    minutes=6,
    difficulty=2,
    asks="Why a step goes against the gradient, and why that does not always find the lowest",
    rubric=(
        "1 point: the slope in a direction is the dot product with the gradient, so it is "
        "smallest against the gradient",
        "0.5 points: it holds only close by, so the learning rate matters; and a descent stops "
        "in a local minimum",
        "0.5 points: the three words, used rightly, and an example with numbers of the module",
    ),
)
