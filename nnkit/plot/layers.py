"""Where the nodes of a computational graph go: columns from left to right, few crossings.

The method of Sugiyama, Tagawa and Toda (1981) in its simplest form: a column for each step of the
computation, a place held free in every column that an edge passes, columns sorted by the mean
height of their neighbours, and heights pulled together as far as neighbours allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_SWEEPS = 24
_PULLS = 150


@dataclass(frozen=True)
class Layout:
    """Positions of nodes and edges.

    Attributes
    ----------
    column : list of int
        Column of each node; the leaves on the left, the result on the right.
    row : list of float
        Height of each node; neighbours in a column are at least 1 apart, and 0 is the top.
    way : dict
        For each edge ``(node, k)``, from parent k of the node, the heights at which it passes the
        columns between the two.
    """

    column: list[int]
    row: list[float]
    way: dict[tuple[int, int], list[float]]


def layout(parents: Sequence[Sequence[int]]) -> Layout:
    """Lay out a graph.

    Parameters
    ----------
    parents : list of lists of int
        Parents of each node, which come before it in the list. The last node is the result.
    """
    n = len(parents)
    column = _columns(parents)

    # Free places are numbered after the nodes; near[v] are the neighbours of v in the next columns.
    near: list[list[int]] = [[] for _ in range(n)]
    held: dict[tuple[int, int], list[int]] = {}
    for node, given in enumerate(parents):
        for k, parent in enumerate(given):
            chain = [parent]
            for between in range(column[parent] + 1, column[node]):
                column.append(between)
                near.append([])
                chain.append(len(column) - 1)
            held[node, k] = chain[1:]
            for one, two in zip(chain, [*chain[1:], node], strict=True):
                near[one].append(two)
                near[two].append(one)

    order = _order(parents, held, column, near)
    row = _rows(order, near, n)
    row -= row.min()
    return Layout(
        column[:n],
        [float(row[node]) for node in range(n)],
        {edge: [float(row[place]) for place in places] for edge, places in held.items()},
    )


def _columns(parents: Sequence[Sequence[int]]) -> list[int]:
    """Longest way from a leaf; a leaf stands right before the first step that needs it."""
    column: list[int] = []
    for given in parents:
        column.append(1 + max((column[parent] for parent in given), default=-1))
    for node, given in enumerate(parents):
        if not given:
            column[node] = min(
                (column[child] - 1 for child, its in enumerate(parents) if node in its), default=0
            )
    return column


def _order(
    parents: Sequence[Sequence[int]],
    held: dict[tuple[int, int], list[int]],
    column: list[int],
    near: list[list[int]],
) -> list[list[int]]:
    """Sort each column: as the formula is read at first, then by the mean of the neighbours."""
    order: list[list[int]] = [[] for _ in range(max(column) + 1)]
    seen: set[int] = set()
    stack = [len(parents) - 1]
    while stack:
        v = stack.pop()
        if v in seen:
            continue
        seen.add(v)
        order[column[v]].append(v)
        if v < len(parents):
            for k in reversed(range(len(parents[v]))):
                stack.append(parents[v][k])
                stack.extend(held[v, k])

    best, fewest = [list(places) for places in order], _crossings(order, near, column)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        for c in range(len(order)) if forward else reversed(range(len(order))):
            side = c - 1 if forward else c + 1
            if not 0 <= side < len(order):
                continue
            place = {v: i for i, v in enumerate(order[side])}

            def mean(v: int, place: dict[int, int] = place, own: list[int] = order[c]) -> float:
                beside = [place[u] for u in near[v] if u in place]
                return float(np.mean(beside)) if beside else float(own.index(v))

            order[c] = sorted(order[c], key=mean)
        crossings = _crossings(order, near, column)
        if crossings < fewest:
            best, fewest = [list(places) for places in order], crossings
    return best


def _crossings(order: list[list[int]], near: list[list[int]], column: list[int]) -> int:
    count = 0
    for c, places in enumerate(order[:-1]):
        right = {v: i for i, v in enumerate(order[c + 1])}
        edges = [(i, right[u]) for i, v in enumerate(places) for u in near[v] if column[u] == c + 1]
        count += sum(
            (a[0] - b[0]) * (a[1] - b[1]) < 0 for i, a in enumerate(edges) for b in edges[:i]
        )
    return count


def _rows(order: list[list[int]], near: list[list[int]], nodes: int) -> Floats:
    """Pull each place towards its neighbours without changing the order of a column."""
    row = np.zeros(len(near))
    for places in order:
        row[places] = np.arange(len(places)) - (len(places) - 1) / 2
    for sweep in range(_PULLS):
        before = row.copy()
        for places in order if sweep % 2 == 0 else reversed(order):
            wanted = np.array([np.mean(row[near[v]]) if near[v] else row[v] for v in places])
            # An edge that only passes needs less room than a node.
            apart = [1.0 if v < nodes and u < nodes else 0.7 for v, u in pairwise(places)]
            offset = np.concatenate([[0.0], np.cumsum(apart)])
            row[places] = offset + _rising(wanted - offset)
        if np.abs(row - before).max() < 0.005:
            break
    return row


def _rising(wanted: Floats) -> Floats:
    """Return the rising sequence nearest to `wanted` (pool adjacent violators)."""
    blocks: list[tuple[float, int]] = []
    for value in wanted:
        mean, size = float(value), 1
        while blocks and blocks[-1][0] > mean:
            before, count = blocks.pop()
            mean, size = (mean * size + before * count) / (size + count), size + count
        blocks.append((mean, size))
    return np.concatenate([np.full(size, mean) for mean, size in blocks])
