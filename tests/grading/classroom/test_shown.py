"""No name commands a terminal, breaks a line, turns it round or hides in it."""

from __future__ import annotations

import pytest

from nnkit.grading.classroom.shown import harmless, in_lines, plural, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Åsa O'Brien-Łoś 李 δ²", "Åsa O'Brien-Łoś 李 δ²"),
        ("[red]a[/] {{ 1 }} <b>", "[red]a[/] {{ 1 }} <b>"),
        ("\x1b]0;owned\x07\x1b[2J", r"\x1b]0;owned\x07\x1b[2J"),
        ("a\rb\bc\nd\te", r"a\rb\x08c\nd\te"),
        ("\x9b2J\x7f", r"\x9b2J\x7f"),
        ("a\u202etxt.exe\u2066", r"a\u202etxt.exe\u2066"),
        ("a\u200bd\u2060a\ufeff\u00ad", r"a\u200bd\u2060a\ufeff\xad"),
        ("m\udcffller\ud800", r"m\udcffller\ud800"),
        ("tag\U000e0041\u2028", r"tag\U000e0041\u2028"),
        ("e" + "\u0301" * 500 + "x", "e" + "\u0301" * 4 + "…x"),
        ("e\u0301\u0323", "e\u0301\u0323"),
    ],
)
def test_text_is_shown_and_does_nothing(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert printable(shown) == shown


def test_lines_of_a_message_stay_lines() -> None:
    assert in_lines(ValueError("a\n\tb\x1b")) == "a\n\tb\\x1b"


def test_one_is_not_many() -> None:
    assert [plural(n, "test") for n in (0, 1, 2)] == ["0 tests", "1 test", "2 tests"]
    assert plural(2, "was", "were") == "2 were"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "\n=1"])
def test_no_text_is_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless("a=1") == "a=1"
