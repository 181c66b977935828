"""Answers as students type them."""

from __future__ import annotations

from typing import Any

import pytest

from nnkit.checks.judge.answers import is_blank, letters_of


@pytest.mark.parametrize(
    ("answer", "blank"), [(None, True), (..., True), (" ", True), ("a", False), (0, False)]
)
def test_nothing_answered(answer: Any, blank: bool) -> None:
    assert is_blank(answer) is blank


@pytest.mark.parametrize(
    ("answer", "letters"),
    [
        ("CAB", "cab"),
        ("c, a, b", "cab"),
        (["C", "A", "B"], "cab"),
        ({"b", "a"}, "ab"),
        (3, None),
        (["a", 1], None),
    ],
)
def test_letters_in_any_form(answer: Any, letters: str | None) -> None:
    assert letters_of(answer) == letters
