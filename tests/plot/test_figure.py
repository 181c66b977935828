"""A figure makes room for its titles, panels and drawings, and is not known to pyplot."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from nnkit import plot
from nnkit.plot.figure import canvas, figure_of, heading, html, sheet, veil, write

LONG = "A finding that is long enough to need a second line, because findings often are so long"


def test_a_new_sheet_has_room_for_the_drawing_and_its_title() -> None:
    low, high = (sheet(None, (3.0, 2.0), title) for title in ("", LONG))
    assert tuple(figure_of(low).get_size_inches()) == pytest.approx((3.0, 2.1))
    across, up = figure_of(high).get_size_inches()
    assert 3.0 < across <= 6.5
    assert up > 2.2 + 2 * 11 / 72
    assert sheet(low, (9.0, 9.0), LONG) is low


def test_a_heading_is_broken_where_its_panel_ends() -> None:
    _, (left, right) = plot.panels(1, 2)
    heading(left, LONG)
    heading(right, " ")
    plain = Figure(figsize=(4, 3)).add_subplot()  # not a figure of ours
    heading(plain, LONG)
    figure_of(left).draw_without_rendering()
    for ax in (left, plain):
        lines = ax.get_title().splitlines() or ax.get_title(loc="left").splitlines()
        assert " ".join(lines) == LONG
        assert 2 < len(lines) < 6
    assert right.get_title(loc="left").strip() == ""


def test_a_canvas_is_measured_in_inches() -> None:
    ax = sheet(None, (3.0, 2.0), "A finding")
    across, up = canvas(ax, "A finding")
    assert across == pytest.approx(3.0, abs=0.15)
    assert up == pytest.approx(2.0, abs=0.15)
    assert (ax.get_xlim(), ax.get_ylim()) == ((0, across), (0, up))
    inch = ax.transData.transform((1, 1)) - ax.transData.transform((0, 0))
    assert inch == pytest.approx([figure_of(ax).dpi] * 2)
    write(ax, 1.0, 1.5, "middle")
    text: Any = ax.texts[0]
    assert (text.get_position(), text.get_ha(), text.get_va()) == ((1, 1.5), "center", "center")
    veil(ax, [[0.0, 0.0, 1.0, 1.0], [2.0, 1.0, 3.0, 1.5]])
    (cover,) = ax.collections
    extents = [[*path.get_extents().extents] for path in cover.get_paths()]
    assert extents == [[0, 0, 1, 1], [2, 1, 3, 1.5]]


def test_a_title_written_later_stays() -> None:
    figure, (left, right) = plot.panels(1, 2)
    plot.loss_curve([3.0, 1.0], title="A finding", ax=left)
    plot.loss_curve([3.0, 1.0], title="A finding", ax=right)
    right.set_title("Another", loc="left")
    plot.webp(figure)
    assert [ax.get_title(loc="left") for ax in (left, right)] == ["A finding", "Another"]


def test_panels_share_a_title_and_stand_in_a_row(texts: Callable[..., list[str]]) -> None:
    figure, axes = plot.panels(2, 3, size=(6, 4), title="All of them")
    assert axes.shape == (6,)
    assert tuple(figure.get_size_inches()) == (6, 4)
    assert "All of them" in texts(figure)


@pytest.mark.parametrize("shape", [(1, 2), (2, 1)])
def test_panels_have_one_size(shape: tuple[int, int]) -> None:
    figure, axes = plot.panels(*shape)
    for ax in axes:
        plot.network([np.ones((3, 2)), np.ones((1, 3))], ax=ax, title="A network")
    figure.draw_without_rendering()
    one, other = (ax.get_position() for ax in axes)
    assert one.height == pytest.approx(other.height, rel=0.02)
    assert one.width == pytest.approx(other.width, rel=0.02)


def test_wrong_ax_is_named() -> None:
    axes: Any = plot.panels(1, 2)[1]
    with pytest.raises(TypeError, match="ax is a ndarray; it takes one matplotlib Axes"):
        plot.loss_curve([1.0, 2.0], ax=axes)


def test_an_unshown_picture_shows_itself_at_the_end_of_a_cell() -> None:
    figure: Any = plot.loss_curve([1.0, 0.5], title="It falls")
    assert figure._repr_html_() == html(figure, "It falls")


def test_a_picture_has_twice_the_pixels_that_it_is_wide() -> None:
    for figure, across in ((plot.loss_curve([1.0]), 880), (Figure((3, 2), dpi=100), 300)):
        dpi = figure.dpi
        picture = Image.open(BytesIO(plot.webp(figure)))
        assert figure.dpi == dpi
        assert picture.width == 2 * across
        assert f' width="{across}" ' in html(figure, "x")
