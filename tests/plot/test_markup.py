"""A picture's HTML works wherever it is shown, and colours stay apart on a dark page."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import nnkit
from nnkit.plot.markup import DARK_FILTER, STYLE, markup
from nnkit.plot.style import BLACK, DPI, GREY, RED, SERIES, TEXT_SIZE, ink
from tests.plot.sight import GROUNDS, SIGHTS, contrast, distance, on

OKABE_ITO = "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#000000", "#D55E00"
TEMPLATES = Path(nnkit.__file__).parent / "grading" / "classroom" / "templates"


def closest(sight: str, ground: str, colours: tuple[str, ...]) -> float:
    """The distance of the two colours that are the closest."""
    seen = [on(ground, colour) for colour in colours]
    return min(distance(sight, one, other) for one, other in combinations(seen, 2))


def test_the_ground_of_a_picture_is_that_of_a_dark_page() -> None:
    assert np.round(255 * on("dark", "white")) == pytest.approx([0x11] * 3)  # JupyterLab's
    assert "mix-blend-mode:lighten" in STYLE  # so that a lighter one shows through


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("sight", SIGHTS)
def test_all_colours_are_as_far_apart_as_those_of_okabe_and_ito(sight: str, ground: str) -> None:
    bound = min(closest(other, "white", OKABE_ITO) for other in SIGHTS)
    assert bound == pytest.approx(10.87, abs=0.01)
    assert closest(sight, ground, (*SERIES, RED)) > bound


@pytest.mark.parametrize("ground", GROUNDS)
def test_text_and_lines_stand_out_from_the_ground(ground: str) -> None:
    paper = on(ground, "white")
    for text in (BLACK, RED, *map(ink, SERIES)):
        assert contrast(on(ground, text), paper) >= 4.5, text
    for line in (GREY, *SERIES):
        assert contrast(on(ground, line), paper) >= 3, line


@pytest.mark.parametrize("ground", GROUNDS)
def test_red_reads_as_red(ground: str) -> None:
    red, green, blue = on(ground, RED)
    assert red - max(green, blue) > 0.45
    assert abs(green - blue) < 0.05, "neither orange nor pink"


def test_text_is_readable_where_the_picture_is_narrowest() -> None:
    digit = TEXT_SIZE / 72 * DPI * 0.729  # the height of a digit in DejaVu Sans
    shown = markup(b"", "", 880)
    narrowest = float(shown.split("min-width:")[-1].split("px")[0])
    assert digit * narrowest / 880 >= 9


def test_words_are_escaped() -> None:
    assert 'alt="&lt;b&gt; &amp; &quot;"' in markup(b"", '<b> & "', 880)


@pytest.mark.parametrize("page", ["style.css", "page/page.css"])
def test_pages_of_the_grader_turn_pictures_as_notebooks_do(page: str) -> None:
    assert f"filter: {DARK_FILTER};" in (TEMPLATES / page).read_text(encoding="utf-8")
