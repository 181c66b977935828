"""Types that several files name; imported by type checkers only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.floating[Any]]

# (outputs a, targets y) -> (loss, gradient with respect to a)
Loss: TypeAlias = Callable[[Any, Any], tuple[float, Any]]
