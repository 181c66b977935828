"""What is shared counts the more, the fewer have it."""

from __future__ import annotations

from math import log2

import pytest

from nnkit.grading.similar.table import Table

TABLE = Table(4, [{1, 2, 3}, {1, 2, 4}, {1, 5}, {1, 6}], each=0.5)
TELLS = log2((4 + 20) / 2)  # a fragment that two of four have
ALONE = log2(4 + 20)


def test_what_more_than_half_have_tells_nothing() -> None:
    assert TABLE.both[2, 3] == 0
    assert TABLE.both[0, 1] == pytest.approx(TELLS)


def test_the_part_that_is_shared() -> None:
    assert TABLE.share[0, 1] == pytest.approx(TELLS / (TELLS + ALONE))
    assert TABLE.alike[0, 1] == pytest.approx(TELLS / (TELLS + 2 * ALONE))
    assert TABLE.bits[0, 1] == pytest.approx(0.5 * TELLS * TABLE.share[0, 1])


def test_a_pair() -> None:
    pair = TABLE.pair(["a", "b", "c", "d"], 0, 1)
    assert (pair.students, pair.others, pair.shared) == (("a", "b"), 0, frozenset({2}))
    assert pair.share == pytest.approx(TABLE.share[0, 1])
    assert pair.bits == pytest.approx(TABLE.bits[0, 1])


def test_nothing_is_shared_by_nobody() -> None:
    table = Table(0, [{1}, {1}], each=1)
    assert table.share.shape == table.alike.shape == (0, 2)
