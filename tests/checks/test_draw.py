"""A student's own numbers are the same everywhere and for ever."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnkit.checks import draw as module
from nnkit.checks.draw import Draw, DrawError

PINNED = [2, 44, 25, 55, 54]


def test_the_stream_is_pinned() -> None:
    """These numbers must never change: students have worked with them."""
    draw = Draw("ada", "07.problem1")
    assert [draw.integer(0, 99) for _ in range(5)] == PINNED


def test_another_process_draws_the_same() -> None:
    code = (
        "from nnkit.checks.draw import Draw; d = Draw('ada', '07.problem1');"
        "print([d.integer(0, 99) for _ in range(5)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(PINNED)


def test_letter_case_and_blanks_of_an_id_do_not_matter() -> None:
    assert Draw(" Ada ", "x").integer(0, 10**9) == Draw("ada", "x").integer(0, 10**9)


def test_students_and_purposes_differ() -> None:
    firsts = {Draw(s, p).integer(0, 10**12) for s in ("ada", "bo") for p in ("x", "y")}
    assert len(firsts) == 4


@given(st.text(min_size=1), st.integers(-50, 50), st.integers(0, 50))
def test_integers_lie_in_their_range(student: str, low: int, width: int) -> None:
    draw = Draw(student, "range")
    assert all(low <= draw.integer(low, low + width) <= low + width for _ in range(10))


def test_integers_cover_their_range_evenly() -> None:
    draw = Draw("ada", "evenly")
    counts = np.bincount([draw.integer(0, 9) for _ in range(5000)], minlength=10)
    # chi-squared with 9 degrees of freedom exceeds 33.7 once in 10,000.
    assert ((counts - 500) ** 2 / 500).sum() < 33.7


@pytest.mark.parametrize("step", [1.0, 0.5, 0.1, 0.05])
def test_an_array_has_short_decimals(step: float) -> None:
    array = Draw("ada", f"array {step}").array((4, 3), -2, 2, step)
    assert array.shape == (4, 3)
    assert np.all((array >= -2) & (array <= 2))
    assert all(len(repr(float(v))) <= 5 for v in array.flat)


def test_an_array_never_has_all_entries_equal() -> None:
    for i in range(50):
        assert len(set(Draw(f"{i}", "two").array((2, 1), 0, 1).flat)) == 2


def test_an_empty_range_is_refused() -> None:
    with pytest.raises(ValueError, match="3 and 2"):
        Draw("ada", "x").integer(3, 2)


def test_an_accent_written_in_two_characters_gives_the_same_numbers() -> None:
    drawn = {Draw(student, "p").integer(0, 1 << 60) for student in ("Jos\u00e9", "jose\u0301 ")}
    assert len(drawn) == 1


def test_who_is_never_content_with_what_is_drawn_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_DRAWN", 50)
    draw = Draw("ada", "07.mine")
    for _ in range(50):
        draw.integer(0, 9)
        draw.place = 0  # also who begins again
    with pytest.raises(DrawError, match=r"^50 numbers were drawn for 07\.mine, and none were what"):
        draw.integer(0, 9)
