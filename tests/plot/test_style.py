"""A style of the course's own, which is neither taken from the global settings nor left in them."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import pytest

from nnkit.plot import style
from nnkit.plot.style import DASHES, MARKERS, RED, SERIES, STYLE, mix, shades, styled


@styled
def setting(name: Any, *, error: bool = False) -> object:
    """A setting as it is while something is drawn."""
    if error:
        raise ValueError(name)
    return mpl.rcParams[name]


def test_what_is_drawn_sees_the_style_of_the_course_and_nothing_else_does() -> None:
    with mpl.rc_context({"font.size": 30.0, "axes.edgecolor": "red"}):
        assert setting("font.size") == STYLE["font.size"]
        assert setting("axes.edgecolor") == "black"  # not ours: matplotlib's own
        assert mpl.rcParams["font.size"] == 30.0
        with pytest.raises(ValueError, match="no"):
            setting("no", error=True)
        assert mpl.rcParams["font.size"] == 30.0
    assert setting.__name__ == "setting"
    assert setting.__doc__ == "A setting as it is while something is drawn."


def test_all_settings_are_those_of_a_style_of_matplotlib() -> None:
    @styled
    def settings() -> list[tuple[Any, Any]]:
        return [*mpl.rcParams.items()]

    with mpl.rc_context({"lines.linewidth": 9.0}):
        seen = settings()
        with mpl.style.context(STYLE, after_reset=True):
            assert seen == [*mpl.rcParams.items()]


def test_colour_is_never_the_only_sign() -> None:
    for signs in (SERIES, MARKERS, DASHES):
        assert len(set(signs)) == len(SERIES) == 6
    assert RED not in SERIES, "red is kept for gradients"
    assert style.TEXT_SIZE >= 9.0


def test_colours_are_blended() -> None:
    assert mix("#000000", 0.0) == "#ffffff"
    assert mix("#0072B2", 1.0) == "#0072b2"
    assert mix("#000000", 0.5, "#ff0000") == "#800000"


def test_shades_lead_from_one_colour_over_another_to_the_third() -> None:
    colours = shades("#ff0000", "#0000ff")
    assert [colours(x)[:3] for x in (0.0, 1.0)] == [(1, 0, 0), (0, 0, 1)]
    assert min(colours(0.5)[:3]) > 0.98
