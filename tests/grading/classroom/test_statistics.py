"""The statistics agree with a table worked by hand, and have the properties that they must have."""

from __future__ import annotations

from dataclasses import astuple, fields
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnkit.grading.classroom.statistics import (
    ItemStatistics,
    TotalStatistics,
    chance,
    fifths,
    item_statistics,
    total_statistics,
    with_all_marks,
)

# Worked by hand.  Totals are 3, 5, 1, 6, with mean 15/4 and Σd² = 59/4.
MARKS = [[1, 0, 2], [1, 1, 3], [0, 0, 1], [1, 1, 4]]
MAXIMA = [1, 1, 4]
# Half marks of 3 to 8 students in 2 to 5 items.
TABLES = st.tuples(st.integers(3, 8), st.integers(2, 5)).flatmap(
    lambda shape: arrays(float, shape, elements=st.integers(0, 6).map(lambda k: k / 2))
)
few = settings(max_examples=50, deadline=None)


def test_items_by_hand() -> None:
    first, second, third = item_statistics(MARKS, MAXIMA)
    # x = 1 1 0 1, R = 2 4 1 5: Σd² = 3/4 and 10, Σdx·dR = 2; sorted 2 as well.
    assert (first.facility, first.deviation) == (0.75, 50)
    assert first.discrimination == pytest.approx(100 * 2 / sqrt(0.75 * 10))
    assert first.efficiency == pytest.approx(100)
    # x = 0 1 0 1, R = 3 4 1 5: Σd² = 1 and 35/4, Σdx·dR = 5/2.
    assert second.discrimination == pytest.approx(100 * 2.5 / sqrt(8.75))
    # x = 2 3 1 4, R = 1 2 0 2: Σd² = 5 and 11/4, Σdx·dR = 7/2.
    assert third.facility == 10 / 16
    assert third.discrimination == pytest.approx(100 * 3.5 / sqrt(5 * 2.75))
    assert [s.intended_weight for s in (first, second, third)] == pytest.approx(
        [100 / 6, 100 / 6, 400 / 6]
    )
    # Σdx·dT = 11/4, 7/2, 17/2.
    roots = np.sqrt([2.75, 3.5, 8.5])
    assert [s.effective_weight for s in (first, second, third)] == pytest.approx(
        list(100 * roots / roots.sum())
    )


def test_totals_by_hand() -> None:
    of = total_statistics(MARKS)
    assert (of.mean, of.median) == (3.75, 4)
    assert of.deviation == pytest.approx(sqrt(59 / 12))
    # Σd³ = −7.875, Σd⁴ = 85.578125.
    assert of.skewness == pytest.approx(4 * -7.875 / 6 / (59 / 12) ** 1.5)
    k4 = 16 * (5 * 85.578125 / 4 - 9 * (59 / 16) ** 2) / 6
    assert of.kurtosis == pytest.approx(k4 / (59 / 12) ** 2)
    # Σ var x = 1/4 + 1/3 + 5/3, var T = 59/12.
    assert of.consistency == pytest.approx(150 * (1 - 2.25 / (59 / 12)))
    error_ratio = sqrt(1 - 1.5 * (1 - 2.25 / (59 / 12)))
    assert of.error_ratio == pytest.approx(100 * error_ratio)
    assert of.standard_error == pytest.approx(error_ratio * sqrt(59 / 12))


def test_an_item_against_the_others_is_below_zero_and_weighs_nothing() -> None:
    against, _, _ = item_statistics([[1, 0, 0], [0, 1, 1], [0, 1, 1]], [1, 1, 1])
    assert against.discrimination == pytest.approx(-100)
    assert against.efficiency == pytest.approx(-200)  # the marks allow no more than half
    assert against.effective_weight is None


def test_what_is_not_determined_is_none() -> None:
    constant, other = item_statistics([[0.1, 1], [0.1, 2], [0.1, 3]], [0.1, 3])
    assert (constant.discrimination, constant.efficiency) == (None, None)
    assert constant.effective_weight == 0
    assert other.discrimination is None  # nothing else tells the students apart
    assert item_statistics([[1, 2]], [2, 2])[0] == ItemStatistics(0.5, intended_weight=50)
    assert item_statistics(np.zeros((0, 1)), [2]) == [ItemStatistics(intended_weight=100)]
    assert item_statistics([[0], [1]], [0])[0].facility is None
    assert total_statistics([]) == total_statistics(np.zeros((0, 3))) == TotalStatistics()
    assert total_statistics([[1, 2]]) == TotalStatistics(3, 3)
    assert total_statistics([[1, 2], [1, 2]]) == TotalStatistics(3, 3, 0)
    assert total_statistics([[1], [2], [4]]).consistency is None  # of one item


@few
@given(TABLES)
def test_bounds(marks: np.ndarray) -> None:
    items = item_statistics(marks, [3.0] * marks.shape[1])
    for of in items:
        assert of.facility is not None
        assert 0 <= of.facility <= 1
        assert of.discrimination is None or -100 <= of.discrimination <= 100
        assert of.efficiency is None or of.efficiency <= 100 + 1e-6
    weights = [of.effective_weight for of in items if of.effective_weight is not None]
    assert all(0 <= w <= 100 + 1e-6 for w in weights)
    assert not weights or sum(weights) == pytest.approx(100) or not sum(weights)
    total = total_statistics(marks)
    assert total.consistency is None or total.consistency <= 100
    assert total.error_ratio is None or total.error_ratio >= 0


@few
@given(TABLES, st.sampled_from([0.1, 3.0, 7e5]), st.randoms())
def test_neither_scale_nor_order_matters(marks: np.ndarray, scale: float, random) -> None:
    order = list(range(len(marks)))
    random.shuffle(order)
    maxima = np.full(marks.shape[1], 3.0)
    same = item_statistics(scale * marks[order], scale * maxima)
    for before, after in zip(item_statistics(marks, maxima), same, strict=True):
        assert_same(astuple(before), astuple(after))
    total, scaled = total_statistics(marks), total_statistics(scale * marks[order])
    for field in fields(total):
        in_points = field.name in ("mean", "median", "deviation", "standard_error")
        value, other = getattr(total, field.name), getattr(scaled, field.name)
        assert_same((value,), (other / scale if in_points and other is not None else other,))


def assert_same(before: tuple, after: tuple) -> None:
    assert [v is None for v in before] == [v is None for v in after]
    known = [(b, a) for b, a in zip(before, after, strict=True) if b is not None]
    for b, a in known:
        assert a == pytest.approx(b, rel=1e-6, abs=1e-4)


@few
@given(st.lists(st.integers(0, 12), max_size=40), st.randoms())
def test_fifths_follow_scores_alone(scores: list[int], random) -> None:
    places = dict(zip(scores, fifths(scores).tolist(), strict=True))
    shuffled = random.sample(scores, len(scores))
    assert fifths(shuffled).tolist() == [places[score] for score in shuffled]
    assert fifths([s / 10 for s in scores]).tolist() == [places[score] for score in scores]
    assert sorted(places.values()) == [places[score] for score in sorted(places)]


def test_fifths_are_fifths() -> None:
    assert np.bincount(fifths(range(20))).tolist() == [4] * 5
    assert fifths([1, 1, 1]).tolist() == [2, 2, 2]
    assert fifths([]).tolist() == []


def test_gaps_leave_out_items_first_then_students() -> None:
    marks = np.ones((20, 3))
    marks[:5, 1] = np.nan  # not read yet
    marks[7, 2] = np.nan  # graded by an earlier version
    students, items = with_all_marks(marks)
    assert items.tolist() == [True, False, True]
    assert [i for i, kept in enumerate(students) if not kept] == [7]
    assert [mask.tolist() for mask in with_all_marks([])] == [[], []]


def test_chance_narrows_with_the_class() -> None:
    assert chance(30, 3) is None
    low, high = chance(30, 19) or (0, 0)
    assert (low, high) == pytest.approx((-17.8, 66.3), abs=0.1)  # tanh(artanh 0.3 ± 0.49)
    assert chance(100, 30) is not None
