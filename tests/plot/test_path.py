"""A descent is drawn step by step, with arrows that point on, its start and its end."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes

from nnkit.plot.figure import panels
from nnkit.plot.path import walk
from nnkit.plot.style import RED


def walked(points: Any, limit: float = 3.0) -> Axes:
    """Axes from -`limit` to `limit` on which a descent was drawn."""
    _, (ax,) = panels()
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit))
    walk(ax, np.asarray(points, dtype=float), RED, "--", "goal")
    return ax


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts if text.get_text()]


def arrows(ax: Axes) -> list[Any]:
    return [text for text in ax.texts if getattr(text, "arrow_patch", None)]


def test_start_steps_and_end_are_told_apart() -> None:
    path = [[2.0, 2.0], [1.0, -1.0], [-0.5, 0.25], [0.1, 0.0]]
    ax = walked(path)
    lines: list[Any] = [*ax.lines]
    steps, start, end = lines
    assert np.column_stack(steps.get_data()).tolist() == path
    assert [line.get_marker() for line in ax.lines] == [".", "o", "*"]
    assert {line.get_color() for line in ax.lines} == {RED}
    assert (start.get_xydata().tolist(), end.get_xydata().tolist()) == (path[:1], path[-1:])
    assert words(ax) == ["start", "goal"]
    assert len(arrows(ax)) == 3
    for arrow, before, after in zip(arrows(ax), path, path[1:], strict=False):
        way, drawn = np.subtract(after, before), np.subtract(arrow.xy, arrow.xyann)
        assert np.cross([*way, 0], [*drawn, 0])[2] == pytest.approx(0)
        assert way @ drawn > 0


def test_only_the_longest_steps_have_room_for_an_arrow() -> None:
    assert len(arrows(walked([[i % 2, 0.2 * i] for i in range(15)]))) == 8
    assert arrows(walked([[0.0, 0.0], [0.01, 0.0], [0.02, 0.01]])) == []


def test_what_cannot_be_seen_is_not_named() -> None:
    ax = walked([[1.0, 1.0], [0.5, 0.5], [-4.0, -4.0]])
    assert words(ax) == ["start"]
    assert len(arrows(ax)) == 1
    assert words(walked([[1.0, 1.0]])) == ["start", "goal"]
