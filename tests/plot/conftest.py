"""What every test of a picture can ask, and what none may leave behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox


@pytest.fixture(autouse=True)
def _nothing_is_left_behind() -> Iterator[None]:
    before = dict(mpl.rcParams)
    yield
    assert dict(mpl.rcParams) == before
    assert not plt.get_fignums()


def all_texts(figure: Any) -> list[Text]:
    """Every text of a figure that can be seen."""
    figure.draw_without_rendering()
    found = [figure._suptitle] if figure._suptitle else []
    for ax in figure.axes:
        found += [ax.title, ax._left_title, ax._right_title, *ax.texts]
        found += ax.get_legend().get_texts() if ax.get_legend() else []
        if ax.axison:
            found += [ax.xaxis.label, ax.yaxis.label]
            for axis in (ax.xaxis, ax.yaxis):
                low, high = sorted(axis.get_view_interval())
                ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
                found += [label for tick in ticks for label in (tick.label1, tick.label2)]
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def all_boxes(figure: Any) -> list[tuple[str, Bbox]]:
    """Every text with the pixels that it takes, without the air around its letters."""
    boxes = []
    for text in all_texts(figure):
        # Of a text with an arrow, only the text.
        box = Text.get_window_extent(text)
        boxes.append((text.get_text(), box.padded(-0.1 * box.height)))
    return boxes


@pytest.fixture
def texts() -> Callable[[Figure], list[str]]:
    return lambda figure: [text.get_text() for text in all_texts(figure)]


@pytest.fixture
def boxes() -> Callable[[Figure], list[tuple[str, Bbox]]]:
    return all_boxes
