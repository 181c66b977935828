"""Likeness is unusual by what is usual between these two and everybody else."""

from __future__ import annotations

import numpy as np
import pytest

from nnkit.grading.similar.likeness import Likeness, add_up, likeness
from nnkit.grading.similar.table import Table

STUDENTS = [f"s{i}" for i in range(12)]


def of(kept: list[set[int]], earlier: int = 0) -> Likeness:
    n = len(kept) - earlier
    every = [*STUDENTS[:n], *(f"2024/s{i}" for i in range(earlier))]
    others = ~np.eye(n, len(kept), dtype=bool)
    return likeness(every[:n], every, Table(n, kept, 1), others)


def test_the_pair_that_is_alike_stands_out() -> None:
    found = of([{1, 2}, {1, 2}, *({i, 50 + i % 5} for i in range(3, 13))])
    assert found.of("s0", "s1") > 2
    assert found.of("s0", "s1") == found.of("s1", "s0")
    assert found.of("s0", "s0") == 0, "nobody is alike to oneself"
    assert found.of("s0", "nobody") == 0
    assert found.unusual.max() == found.of("s0", "s1")


def test_where_many_are_alike_nobody_stands_out() -> None:
    found = of([{1, 2}] * 4 + [{i, 50} for i in range(3, 11)])
    assert found.of("s0", "s1") < 2


def test_few_answers_and_an_earlier_year() -> None:
    assert of([{1}]).unusual.tolist() == [[0]]
    assert of([{1}, {1}], earlier=1).unusual.shape == (1, 2)


def test_it_adds_up_over_exercises() -> None:
    one, other = of([{1, 2}, {1, 2}, *({i} for i in range(3, 13))]), of([{1}, {1}, {2}])
    total = add_up([one, other], STUDENTS, STUDENTS)
    assert total[0, 1] == pytest.approx(one.of("s0", "s1") + other.of("s0", "s1"))
