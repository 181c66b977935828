"""What is too much is said as people say it."""

from __future__ import annotations

import numpy as np
import pytest

from nnkit.grading.protocol.limits import count, is_code, room, size_of_range, too_large


@pytest.mark.parametrize(
    ("number", "said"),
    [(999, "999"), (250_000, "250,000"), (2_000_000, "2 million"), (2_000_001, "2,000,001")],
)
def test_a_number_is_said_as_it_is_read(number: int, said: str) -> None:
    assert count(number) == said


def test_an_error_says_what_how_much_and_what_is_allowed() -> None:
    told = str(too_large("a list", "3 million numbers", "2 million", "long"))
    assert (
        told == "a list of 3 million numbers is too long to be handed over: 2 million are allowed"
    )


def test_a_code_is_that_of_plain_numbers_strings_and_times() -> None:
    for dtype in ("f8", "?", "c16", "U7", "S3", "M8[ns]", "m8[25s]", "m8"):
        assert is_code(np.dtype(dtype).str)
    for code in ("|O", "|V8", "<U0", "<M8[y]", "<M8[00s]", "f8", "<f8,<f8", ""):
        assert not is_code(code)


def test_room_is_that_of_an_empty_arrays_sums_too() -> None:
    assert [room(shape, 8) for shape in ((), (3, 2), (0, 5), (0,))] == [8, 48, 40, 8]
    assert size_of_range(range(10**30)) == 10**30
