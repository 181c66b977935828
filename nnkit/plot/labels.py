"""Where a number sits on its edge, so that the numbers of crossing edges do not cover each other.

A label may slide along its edge. To cover another label or a neuron costs most, to lie on a foreign
edge some; labels move one at a time until none can improve.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

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
    stops = max(3, min(_STOPS, 40 * _STOPS // edges))
    along = np.linspace(0.05, 0.95, stops)
    # spot[e, s] is the middle of the label of edge e at stop s.
    spot = start[:, None] + along[None, :, None] * (end - start)[:, None]
    corner, opposite = spot - size[:, None] / 2, spot + size[:, None] / 2

    # cover[e, s, f, t]: how deep label e at stop s reaches into label f at stop t.
    cover = _depth(corner[:, :, None, None], opposite[:, :, None, None], corner, opposite)
    cover[np.arange(edges), :, np.arange(edges)] = 0.0
    blocked = _depth(corner[:, :, None], opposite[:, :, None], taken[:, :2], taken[:, 2:])
    own = _COVERED * blocked.sum(axis=2) + 0.1 * np.abs(along - _TIDY)
    for edge in range(edges):
        for other in range(edges):
            if other != edge:
                inside = _inside(
                    start[other], end[other], corner[edge] - _CLEAR, opposite[edge] + _CLEAR
                )
                own[edge] += _FOREIGN * inside

    every = np.arange(edges)
    rng = np.random.default_rng(0)  # the same picture every time
    best, best_cost = every, np.inf
    for attempt in range(_ATTEMPTS if edges <= 40 else 1):
        chosen = rng.integers(stops, size=edges) if attempt else own.argmin(axis=1)
        for _ in range(_SWEEPS):
            before = chosen.copy()
            for edge in range(edges):
                others = cover[edge][:, every, chosen].sum(axis=1)
                chosen[edge] = (_COVERED * others + own[edge]).argmin()
            if np.array_equal(before, chosen):
                break
        covered = cover[every, chosen][:, every, chosen].sum()
        cost = _COVERED * covered / 2 + own[every, chosen].sum()
        if cost < best_cost - 1e-9:
            best, best_cost = chosen, cost
    deepest = max(cover[every, best][:, every, best].max(), blocked[every, best].max(initial=0.0))
    return spot[every, best], bool(deepest < _TOUCH)


def _depth(corner: Floats, opposite: Floats, corner2: Floats, opposite2: Floats) -> Floats:
    """How deep boxes reach into other boxes; 0 where they are apart."""
    gap = np.maximum(corner - opposite2, corner2 - opposite).max(axis=-1)
    return np.asarray(np.maximum(0.0, -gap))


def _inside(start: Floats, end: Floats, corner: Floats, opposite: Floats) -> Floats:
    """Length of the edge from `start` to `end` inside each box (Liang and Barsky's clipping)."""
    way = end - start
    step = np.where(np.abs(way) < 1e-12, 1e-12, way)
    one, two = (corner - start) / step, (opposite - start) / step
    enter = np.minimum(one, two).max(axis=-1).clip(0.0, 1.0)
    leave = np.maximum(one, two).min(axis=-1).clip(0.0, 1.0)
    return np.asarray(np.maximum(0.0, leave - enter) * np.hypot(*way))
