"""Where a number sits on its edge, so that the numbers of crossing edges do not cover each other.

A label may slide along its edge. To cover another label or a neuron costs most, to lie on a foreign
edge some; labels move one at a time until none can improve.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]

_STOPS = 46
"""Places that a label tries; fewer where there are very many edges."""
_TIDY = 0.3
"""Where labels stand if nothing is in the way, so that they make a column."""
_SWEEPS = 12
_ATTEMPTS = 24
_TOUCH = 0.02
"""Inches of their margins that labels may share."""
_COVERED = 100.0
_FOREIGN = 5.0
_CLEAR = 0.1
"""Inches that a foreign edge should stay away from a label."""


def place(start: Floats, end: Floats, size: Floats, taken: Floats) -> tuple[Floats, bool]:
    """Choose a point on each edge for the middle of its label.

    Parameters
    ----------
    start, end : ndarray, shape (edges, 2)
        Inches.
    size : ndarray, shape (edges, 2)
        Width and height of each label in inches, with the margin it needs.
    taken : ndarray, shape (boxes, 4)
        Left, bottom, right and top of what must not be covered.

    Returns
    -------
    points : ndarray, shape (edges, 2)
    free : bool
        Whether no label covers another or a taken place.
    """
    edges = len(start)
    every = np.arange(edges)
    stops = max(3, min(_STOPS, 40 * _STOPS // edges))
    along = np.linspace(0.05, 0.95, stops)
    # spot[e, s] is the middle of the label of edge e at stop s.
    spot = start[:, None] + along[:, None] * (end - start)[:, None]
    room = size[:, None]

    # cover[e, s, f, t]: how deep label e at stop s reaches into label f at stop t.
    near, wide = spot.astype(np.float32), room.astype(np.float32)  # half as long to go through
    cover = _depth(near[:, :, None, None], wide[:, :, None, None], near, wide)
    cover[every, :, every] = 0.0
    corner, opposite = taken[:, :2], taken[:, 2:]
    blocked = _depth(spot[:, :, None], room[:, :, None], (corner + opposite) / 2, opposite - corner)
    crossed = _inside(start, end, spot[:, :, None], room[:, :, None] + 2 * _CLEAR)
    crossed[every, :, every] = 0.0
    own = _COVERED * blocked.sum(axis=2) + 0.1 * np.abs(along - _TIDY)
    own += _FOREIGN * crossed.sum(axis=2)

    # All attempts at once; others[a, e, s]: how deep label e at stop s reaches into all others.
    rng = np.random.default_rng(0)  # the same picture every time
    attempts = _ATTEMPTS if edges <= 40 else 1
    chosen = np.vstack([own.argmin(axis=1), rng.integers(stops, size=(attempts - 1, edges))])
    others = cover[every, chosen].sum(axis=1)
    for _ in range(_SWEEPS):
        before = chosen.copy()
        for edge in range(edges):
            stop = (_COVERED * others[:, edge] + own[edge]).argmin(axis=1)
            moved = np.flatnonzero(stop != chosen[:, edge])
            others[moved] += cover[edge, stop[moved]] - cover[edge, chosen[moved, edge]]
            chosen[:, edge] = stop
        if np.array_equal(before, chosen):
            break
    covered = cover[every[:, None], chosen[:, :, None], every, chosen[:, None]]
    cost = _COVERED * covered.sum(axis=(1, 2)) / 2 + own[every, chosen].sum(axis=1)
    best = cost.argmin()
    deepest = max(covered[best].max(), blocked[every, chosen[best]].max(initial=0.0))
    return spot[every, chosen[best]], bool(deepest < _TOUCH)


def _depth(middle: Floats, size: Floats, middle2: Floats, size2: Floats) -> Floats:
    """How deep boxes reach into other boxes; 0 where they are apart."""
    x, y = (
        (size[..., k] + size2[..., k]) / 2 - np.abs(middle[..., k] - middle2[..., k])
        for k in (0, 1)
    )
    return np.asarray(np.maximum(np.minimum(x, y), 0.0))


def _inside(start: Floats, end: Floats, middle: Floats, size: Floats) -> Floats:
    """Length of each edge inside each box (Liang and Barsky's clipping)."""
    way = end - start
    step = np.where(np.abs(way) < 1e-12, 1e-12, way)
    one, two = (middle - size / 2 - start) / step, (middle + size / 2 - start) / step
    enter = np.minimum(one, two).max(axis=-1).clip(0.0, 1.0)
    leave = np.maximum(one, two).min(axis=-1).clip(0.0, 1.0)
    return np.asarray(np.maximum(0.0, leave - enter) * np.hypot(*way.T))
