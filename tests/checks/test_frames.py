"""A traceback knows which code is the student's, and what failed in it."""

from __future__ import annotations

import numpy as np

from nnkit.checks.frames import is_library, line_at, own_frame, source_of


def stopped() -> None:
    np.linalg.inv(
        np.zeros((2, 2)),
    )


def test_the_innermost_own_frame_and_what_failed_there() -> None:
    try:
        stopped()
    except np.linalg.LinAlgError as error:
        found = own_frame(error.__traceback__)
    assert found is not None
    frame, place = found
    assert frame.f_code.co_name == place.name == "stopped"
    assert line_at(place) == "np.linalg.inv("
    assert source_of(place).replace(" ", "") == "np.linalg.inv(\nnp.zeros((2,2)),\n)"


def test_libraries_are_not_the_students() -> None:
    assert is_library(np.__file__)
    assert is_library(is_library.__code__.co_filename)
    assert not is_library(__file__)
    assert own_frame(None) is None
