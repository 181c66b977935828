"""What the marks of a class say about its questions, as Moodle's quiz statistics define it.

x are the marks of one item, T is the total of a student and R = T − x the rest; variances and
covariances have n − 1 below.  What the marks do not determine is None: the discrimination of an
item that all solved, everything about a class of none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_SHARE = 0.9
_ROUNDING = 1e-9


@dataclass(frozen=True)
class ItemStatistics:
    """What marks say about one item; all but the facility are percentages.

    Attributes
    ----------
    facility : float or None
        mean(x) / max.
    deviation : float or None
        √var x / max, in percent.
    discrimination : float or None
        100 cov(x, R) / √(var x · var R): whether those who do well elsewhere solve it.
    efficiency : float or None
        100 cov(x, R) / cov_max, with both sorted: the discrimination by the best that marks of
        these sizes allow.
    intended_weight, effective_weight : float or None
        The item's share of what can be earned, and of what makes totals differ:
        100 √cov(x, T) / Σ √cov.  None where the covariance is negative; in the sum it counts as 0.
    """

    facility: float | None = None
    deviation: float | None = None
    discrimination: float | None = None
    efficiency: float | None = None
    intended_weight: float | None = None
    effective_weight: float | None = None


@dataclass(frozen=True)
class TotalStatistics:
    """What marks say about a module.

    Attributes
    ----------
    mean, median, deviation : float or None
        In points.
    skewness, kurtosis : float or None
        k₃ / k₂^1.5 and k₄ / k₂²; 0 for a normal distribution.
    consistency : float or None
        Coefficient of internal consistency, 100 p/(p − 1) · (1 − Σ var x / var T), of p items.
    error_ratio : float or None
        100 √(1 − consistency / 100): how much of the deviation is chance.
    standard_error : float or None
        In points: about two thirds of the students are that near to what they can do.
    """

    mean: float | None = None
    median: float | None = None
    deviation: float | None = None
    skewness: float | None = None
    kurtosis: float | None = None
    consistency: float | None = None
    error_ratio: float | None = None
    standard_error: float | None = None


def with_all_marks(marks: ArrayLike) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which students and which items make a table without gaps.

    Left out are items that fewer than nine in ten have a mark for, then students who lack one.

    Parameters
    ----------
    marks : array_like, shape (n, p)
        Students by items; nan where there is no mark.
    """
    known = ~np.isnan(_table(marks))
    items = np.asarray(known.sum(axis=0) >= _SHARE * len(known), bool)
    students = np.asarray(known[:, items].all(axis=1), bool)
    return students, items


def item_statistics(marks: ArrayLike, maxima: ArrayLike) -> list[ItemStatistics]:
    """What marks say about each item.

    Parameters
    ----------
    marks : array_like, shape (n, p)
        Students by items, without gaps.
    maxima : array_like, shape (p,)
        What each item can earn.
    """
    x, most = _table(marks), np.asarray(maxima, float)
    if not len(x):
        return [ItemStatistics(intended_weight=_percent(m, most.sum())) for m in most]
    deviations, total = _deviations(x), _deviations(x.sum(axis=1))
    roots = [np.sqrt(max(0.0, _covariance(d, total) or 0.0)) for d in deviations.T]
    found = []
    for i, d in enumerate(deviations.T):
        rest = _deviations(np.delete(x, i, axis=1).sum(axis=1))
        covariance, with_total = _covariance(d, rest), _covariance(d, total)
        weighs = with_total is not None and with_total >= 0
        found.append(
            ItemStatistics(
                facility=_ratio(x[:, i].mean(), most[i]),
                deviation=_percent(_deviation(d), most[i]),
                discrimination=_bounded(_percent(covariance, _deviation(d), _deviation(rest))),
                efficiency=_percent(covariance, _covariance(np.sort(d), np.sort(rest))),
                intended_weight=_percent(most[i], most.sum()),
                effective_weight=_percent(roots[i], sum(roots)) if weighs else None,
            )
        )
    return found


def total_statistics(marks: ArrayLike) -> TotalStatistics:
    """What marks say about a module.

    Parameters
    ----------
    marks : array_like, shape (n, p)
        Students by items, without gaps.
    """
    x = _table(marks)
    n, p = x.shape
    if not n:
        return TotalStatistics()
    totals = x.sum(axis=1)
    d = _deviations(totals)
    deviation, consistency = _deviation(d), None
    if deviation and p > 1:
        parts = _deviations(x).var(axis=0, ddof=1).sum() / deviation**2
        consistency = float(min(100.0, 100 * p / (p - 1) * (1 - parts)))
    error = None if consistency is None else float(100 * np.sqrt(1 - consistency / 100))
    return TotalStatistics(
        mean=float(totals.mean()),
        median=float(np.median(totals)),
        deviation=deviation,
        skewness=_skewness(d),
        kurtosis=_kurtosis(d),
        consistency=consistency,
        error_ratio=error,
        standard_error=None if error is None or deviation is None else error * deviation / 100,
    )


def fifths(scores: ArrayLike) -> NDArray[np.int64]:
    """The fifth of the class, 0 (lowest) to 4, of each score; that of equal scores is the same."""
    score = np.asarray(scores, float)
    if not len(score):
        return np.zeros(0, np.int64)
    ordered, near = np.sort(score), _ROUNDING * np.abs(score)
    below = np.searchsorted(ordered, score - near)
    up_to = np.searchsorted(ordered, score + near, "right")
    found: NDArray[np.int64] = (5 * (below + up_to) // (2 * len(score))).astype(np.int64)
    return found


def chance(discrimination: float, students: int) -> tuple[float, float] | None:
    """Between what a discrimination lies with 95 % certainty; None if it may be anything."""
    if students < 4:
        return None
    middle = np.arctanh(np.clip(discrimination / 100, -0.999999, 0.999999))
    half = 1.96 / np.sqrt(students - 3)
    return float(100 * np.tanh(middle - half)), float(100 * np.tanh(middle + half))


def _table(marks: ArrayLike) -> Floats:
    x = np.asarray(marks, float)
    return x if x.ndim == 2 else x.reshape(len(x), -1 if x.size else 0)


def _deviations(values: Floats) -> Floats:
    """What lies between values and their mean, column by column; equal values give exactly 0."""
    d = values - values.mean(axis=0)
    size = np.abs(values).max(axis=0, initial=0)
    return np.where(np.abs(d).max(axis=0, initial=0) <= _ROUNDING * size, 0.0, d)


def _covariance(d: Floats, e: Floats) -> float | None:
    """Of deviations, without rounding's noise; None for fewer than two."""
    if len(d) < 2:
        return None
    products = d @ e
    size = np.sqrt((d @ d) * (e @ e))
    return 0.0 if abs(products) <= _ROUNDING * size else float(products / (len(d) - 1))


def _deviation(d: Floats) -> float | None:
    return float(np.sqrt(d @ d / (len(d) - 1))) if len(d) > 1 else None


def _ratio(value: float | None, *below: float | None) -> float | None:
    """A value by a product; None if one of them is unknown, or the product is 0."""
    if value is None or not all(below):
        return None
    return float(value / np.prod([b for b in below if b is not None]))


def _percent(value: float | None, *below: float | None) -> float | None:
    ratio = _ratio(value, *below)
    return None if ratio is None else 100 * ratio


def _bounded(percent: float | None) -> float | None:
    return None if percent is None else min(100.0, max(-100.0, percent))


def _skewness(d: Floats) -> float | None:
    n = len(d)
    if n < 3 or not d.any():
        return None
    k3 = n * (d**3).sum() / ((n - 1) * (n - 2))
    return float(k3 / ((d @ d) / (n - 1)) ** 1.5)


def _kurtosis(d: Floats) -> float | None:
    n = len(d)
    if n < 4 or not d.any():
        return None
    m2, m4 = (d**2).mean(), (d**4).mean()
    k4 = n**2 * ((n + 1) * m4 - 3 * (n - 1) * m2**2) / ((n - 1) * (n - 2) * (n - 3))
    return float(k4 / ((d @ d) / (n - 1)) ** 2)
