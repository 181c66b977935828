"""A layout has its steps from left to right, room between nodes, and few crossings."""

from __future__ import annotations

import numpy as np
import pytest

from nnkit.plot.layers import layout


def test_leaves_stand_right_before_they_are_needed() -> None:
    # x, y, q = x + y, z, f = q z
    where = layout([[], [], [0, 1], [], [2, 3]])
    assert where.column == [0, 0, 1, 1, 2]
    assert where.row[0] < where.row[1]
    assert where.row[2] < where.row[3]
    assert where.row[2] == pytest.approx((where.row[0] + where.row[1]) / 2, abs=0.3)


def test_a_chain_is_level() -> None:
    assert layout([[], [0], [1], [2]]).row == pytest.approx([0, 0, 0, 0])


def test_a_long_edge_has_its_way_through_every_column() -> None:
    # x used early and late: x, x², x³ = x² x, y = x³ + x
    where = layout([[], [0, 0], [1, 0], [2, 0]])
    assert [len(where.way[edge]) for edge in [(1, 0), (1, 1), (2, 1), (3, 1)]] == [0, 0, 1, 2]


def test_a_tree_has_no_crossing() -> None:
    where = layout([[], [], [], [], [3, 1], [0, 2], [5, 4]])
    first = [where.row[5], where.row[4]]
    assert first == sorted(first)
    assert [where.row[i] for i in (0, 2, 3, 1)] == sorted(where.row[:4])


@pytest.mark.parametrize("seed", range(20))
def test_random_graphs_keep_their_room(seed: int) -> None:
    rng = np.random.default_rng(seed)
    parents: list[list[int]] = [[], []]
    for n in range(2, 14):
        parents.append([int(i) for i in rng.integers(n, size=rng.integers(0, 3))])
    used = {i for given in parents for i in given}
    parents.append([i for i in range(14) if i not in used] or [13])
    where = layout(parents)
    taken: dict[int, list[float]] = {}
    for node, given in enumerate(parents):
        taken.setdefault(where.column[node], []).append(where.row[node])
        for k, parent in enumerate(given):
            assert where.column[parent] < where.column[node]
            between = range(where.column[parent] + 1, where.column[node])
            assert len(where.way[node, k]) == len(between)
    for c, rows in taken.items():
        assert (np.diff(sorted(rows)) >= 1 - 1e-9).all()
        passing = [
            where.way[node, k][c - where.column[parent] - 1]
            for node, given in enumerate(parents)
            for k, parent in enumerate(given)
            if where.column[parent] < c < where.column[node]
        ]
        for row in passing:
            assert min(abs(row - other) for other in rows) >= 0.7 - 1e-9
