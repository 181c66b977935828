"""Numbers that several questions have in common."""

from __future__ import annotations

import pytest

from nnkit.checks.draw import Draw
from nnkit.course import drawn


@pytest.mark.parametrize("seed", range(20))
def test_what_follows_from_numbers(seed: int) -> None:
    draw = Draw(str(seed), "test")
    a = drawn.draw_activation(draw)
    assert 0 < a.slope < 0.25
    assert a.slope == pytest.approx(a.a * a.rest)
    assert drawn.draw_saturated(draw).slope < 0.08
    threes = drawn.draw_threes(draw)
    assert eval(threes.in_words.replace("−", "-")) == threes.dot
    written = threes.written.replace("−", "-").replace("·", "*")
    assert eval(written) == threes.dot
    assert threes.middle == threes.second * threes.below < 0
    assert "−" not in threes.sign_lost
    sizes = drawn.draw_sizes(draw)
    assert sizes.both == sizes.first + sizes.n1 + sizes.last + sizes.n2
    assert sizes.ways == sizes.n0 * sizes.last
    assert sizes.neurons == sum(sizes)
    pair = drawn.draw_pair(draw)
    assert 0 < min(pair) <= max(pair) < 1


def test_a_point_of_a_surface() -> None:
    point = drawn.Point(2, -1)
    assert point.along == [5.0, 9.0]
    assert point.height == 1.0
    assert (point.px, point.py, point.squared) == ("2", "(−1)", 1)
    assert 0 not in drawn.draw_point(Draw("ada", "test"))
