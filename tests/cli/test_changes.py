"""Marks that changed are shown, with what they were."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnkit.cli.changes import SHOWN, show_changes, show_unkept
from nnkit.grading.classroom.changes import LATE, Change

CHANGE = Change("2026-05-04 12:00:00", "ada", "quick", "square", 0.0, 3.0, 2.5, 3.0, "test")


def test_a_table_of_marks(capsys: pytest.CaptureFixture[str]) -> None:
    late = replace(CHANGE, student="[b]ob", exercise=LATE, before=-0.0, now=-1.5)
    show_changes([CHANGE, late], "changes.csv", dated=True)
    out = capsys.readouterr().out
    words = " ".join(out.split())
    assert "2026-05-04 12:00 ada quick square 0 of 3 2.5 of 3 +2.5 test" in words
    assert "[b]ob quick late penalty" in words
    assert "−1.5 test" in words
    assert "2 marks of 2 students, with what they were before in changes.csv." in words


def test_many_and_none(capsys: pytest.CaptureFixture[str]) -> None:
    show_changes([], "changes.csv")
    assert capsys.readouterr().out == "No mark changed.\n"
    show_changes([CHANGE] * (SHOWN + 2), "changes.csv")
    out = capsys.readouterr().out
    assert "and 2 before these." in out
    assert f"{SHOWN + 2} marks of 1 student, " in out


def test_what_could_not_be_kept_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    show_unkept("")
    assert capsys.readouterr().err == ""
    show_unkept("changes.csv: Is a directory")
    assert (
        "could not be kept: changes.csv: Is a directory. They are on the" in capsys.readouterr().err
    )
