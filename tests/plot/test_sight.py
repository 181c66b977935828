"""Distances and contrasts are those that others have published."""

from __future__ import annotations

import numpy as np
import pytest

from tests.plot.sight import _ciede2000, contrast, on


@pytest.mark.parametrize(
    ("one", "other", "published"),  # of Sharma, Wu and Dalal's table
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_distances(one: tuple[float, ...], other: tuple[float, ...], published: float) -> None:
    assert _ciede2000(one, other) == pytest.approx(published, abs=1e-4)


def test_contrast() -> None:
    assert contrast(on("white", "#000000"), on("white", "#ffffff")) == pytest.approx(21)
    assert contrast(on("white", "#767676"), np.ones(3)) == pytest.approx(4.54, abs=0.01)
