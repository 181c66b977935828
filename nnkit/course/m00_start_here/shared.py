"""What more than one group of exercises uses."""

from __future__ import annotations

from typing import Any

import numpy as np


def with_axes(answer: Any, *case: Any) -> tuple[Any, int]:
    """A result and how many axes it has, where (n,) shall not pass for (n, 1)."""
    value = answer(*case)
    return value, np.ndim(value)


AXES = ("The array", "The number of axes")
