"""Which arguments a call changed: their values before and after it are compared."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnkit.grading.protocol.codec import encode
from nnkit.grading.protocol.limits import CodecError

_SIMPLE = (float, int, str, bool, type(None))
_PLAIN = (*_SIMPLE, np.ndarray)


class WatchedArguments:
    """Arguments of a call, and what their values were when last looked at."""

    def __init__(self, arguments: list[Any]) -> None:
        self._arguments = arguments
        self._before = [_snapshot(a) for a in arguments]

    def changes(self) -> list[list[Any]]:
        """Place and value of each argument that changed since it was last looked at."""
        before, self._before = self._before, [_snapshot(a) for a in self._arguments]
        pairs = enumerate(zip(before, self._before, strict=True))
        return [[i, self._arguments[i]] for i, (old, new) in pairs if old != new]


def _snapshot(value: Any) -> Any:
    """Something that is equal for equal values; None for what cannot be sent."""
    kind = type(value)
    if kind in _SIMPLE:
        return kind, value
    if kind is np.ndarray and value.dtype.kind in "biufc":
        return value.dtype, value.shape, value.tobytes()
    if kind in (list, tuple) and all(type(part) in _PLAIN for part in value):
        return [kind, *map(_snapshot, value)]
    try:
        return encode(value)
    except CodecError:
        return None
