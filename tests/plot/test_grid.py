"""A grid knows its room before it is drawn, and refuses what does not fit its array."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.collections import QuadMesh
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from nnkit.plot.figure import canvas, sheet
from nnkit.plot.grid import Grid
from nnkit.plot.style import BLUE, GREY, ORANGE, mix


def drawn(grid: Grid) -> Any:
    ax = sheet(None, (grid.width + 0.2, grid.height + 0.1))
    canvas(ax, "")
    grid.draw(ax, 0.0, grid.height)
    return ax


@pytest.mark.parametrize(
    "grid",
    [
        Grid("W", np.eye(2)),
        Grid("", 3.0),
        Grid("a rather long name", [1.0]),
        Grid("W", -123456.0 * np.eye(3), rows=["one", "two", "three"], columns=["a", "b", "c"]),
        Grid("W", np.ones((17, 40))),
    ],
)
def test_everything_lies_in_the_room_that_it_asks_for(grid: Grid) -> None:
    ax = drawn(grid)
    boxes = [ax.transData.inverted().transform(t.get_window_extent()) for t in ax.texts]
    boxes += [p.get_bbox().get_points() for p in ax.patches if isinstance(p, Rectangle)]
    (left, bottom), (right, top) = np.min(boxes, axis=(0, 1)), np.max(boxes, axis=(0, 1))
    assert left > -0.05
    assert bottom > -0.05
    assert right < grid.width + 0.05
    assert top < grid.height + 0.05
    middle = grid.height - grid.upper
    outline = ax.patches[-1].get_bbox()
    assert (outline.y0 + outline.y1) / 2 == pytest.approx(middle)


def test_one_axis_is_a_row_and_says_its_shape() -> None:
    grid = Grid("b", [1.0, 2.0, 3.0], mark=1)
    assert grid.values.shape == (1, 3)
    assert grid.marked.tolist() == [[False, True, False]]
    assert grid.caption == "b (3,)"


def test_a_number_that_is_none_is_grey_and_tints_no_other() -> None:
    (mesh,) = drawn(Grid("W", [[np.nan, 2.0, -1.0]], shade=True)).findobj(QuadMesh)
    tints = [to_hex(tint) for tint in np.asarray(mesh.get_array())[0]]
    assert tints == [GREY, mix(BLUE, 0.6), mix(ORANGE, 0.3)]


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        (
            {"array": np.zeros((2, 2, 2))},
            ValueError,
            r"array has shape \(2, 2, 2\); at most two axes",
        ),
        ({"array": [], "name": "W"}, ValueError, r"W has shape \(0,\).* at least one number"),
        ({"array": [["a"]]}, TypeError, "needed is an array of numbers"),
        ({"rows": ["r"]}, ValueError, r"rows has 1 names; array of shape \(2, 2\) has 2 rows"),
        ({"columns": ["c"]}, ValueError, "columns has 1 names"),
        ({"mark": 2}, ValueError, r"mark 2 does not fit array of shape \(2, 2\)"),
    ],
)
def test_refuses(change: dict[str, Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        Grid(**({"name": "", "array": np.eye(2)} | change))
