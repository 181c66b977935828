"""Labels keep off each other, off foreign edges and off neurons wherever there is room."""

from __future__ import annotations

import numpy as np
import pytest

from nnkit.plot.labels import place

NOTHING = np.zeros((0, 4))


def fan(sources: int, targets: int) -> tuple[np.ndarray, np.ndarray]:
    pairs = [(i, j) for j in range(targets) for i in range(sources)]
    start = np.array([[0.0, i - (sources - 1) / 2] for i, _ in pairs])
    return start, np.array([[3.0, j - (targets - 1) / 2] for _, j in pairs])


def overlaps(points: np.ndarray, size: np.ndarray) -> int:
    apart = np.abs(points[:, None] - points[None])
    together = (size[:, None] + size[None]) / 2
    return int((np.triu((apart < together - 0.02).all(axis=-1), 1)).sum())


@pytest.mark.parametrize("shape", [(1, 1), (2, 2), (2, 3), (3, 4), (4, 2), (4, 4)])
def test_labels_lie_on_their_edges_and_apart(shape: tuple[int, int]) -> None:
    start, end = fan(*shape)
    size = np.tile([0.4, 0.16], (len(start), 1))
    points, free = place(start, end, size, NOTHING)
    assert free
    assert overlaps(points, size) == 0
    way, gone = end - start, points - start
    assert np.allclose(way[:, 0] * gone[:, 1], way[:, 1] * gone[:, 0])
    assert (gone[:, 0] > 0).all()
    assert (gone[:, 0] < 3).all()


def test_a_crossing_is_avoided() -> None:
    start, end = fan(2, 2)
    points, _ = place(start, end, np.tile([0.3, 0.16], (4, 1)), NOTHING)
    crossing = np.array([1.5, 0.0])
    assert np.hypot(*(points - crossing).T).min() > 0.25


def test_what_is_taken_stays_uncovered() -> None:
    start, end = fan(1, 1)
    taken = np.array([[0.3, -1.0, 2.4, 1.0]])
    (point,), free = place(start, end, np.array([[0.3, 0.16]]), taken)
    assert free
    assert not 0.3 - 0.13 < point[0] < 2.4 + 0.13


def test_says_when_there_is_no_room() -> None:
    start, end = fan(6, 6)
    assert not place(0.3 * start, 0.3 * end, np.tile([0.5, 0.16], (36, 1)), NOTHING)[1]


def test_places_are_the_same_every_time() -> None:
    start, end = fan(3, 4)
    size = np.tile([0.4, 0.16], (12, 1))
    assert np.array_equal(place(start, end, size, NOTHING)[0], place(start, end, size, NOTHING)[0])
