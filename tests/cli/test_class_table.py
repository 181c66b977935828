"""The points of a class fit a terminal of 80 characters, however large the class."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from nnkit.cli import show
from nnkit.cli.class_table import _all, _by_assignment
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.result import Result
from nnkit.grading.grader.assignment import CellVerdict

LONG = "x" * 255


def shown(
    assignments: int, students: int, monkeypatch: pytest.MonkeyPatch, name: str = "ps"
) -> list[str]:
    """The lines of a class on a terminal."""
    terminal = Console(file=io.StringIO(), force_terminal=True, width=80, color_system=None)
    monkeypatch.setattr(show, "OUT", terminal)
    results = [
        Result(LONG if s == 1 else f"s{s:02}", f"{name}{a}", a + s, 60)
        for a in range(assignments)
        for s in range(students)
    ]
    monkeypatch.setattr(show, "say", terminal.print)
    show.class_table(results)
    stream = terminal.file
    assert isinstance(stream, io.StringIO)
    return stream.getvalue().splitlines()


@pytest.mark.parametrize("students", [3, 40])
@pytest.mark.parametrize("assignments", [1, 3, 11, 50])
def test_nothing_is_cut_off(
    assignments: int, students: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = shown(assignments, students, monkeypatch)
    text = "\n".join(lines)
    assert "…" not in text
    assert max(map(cell_len, lines)) <= 80
    assert len(lines) <= 250
    assert all(f"ps{a}" in text for a in range(assignments))
    assert text.count("x") == 255 * text.count("Student")


def test_assignments_stand_in_blocks_and_the_sum_comes_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = shown(14, 1, monkeypatch, "Übung ")
    rows = [line.split() for line in lines if line.startswith("s00")]
    assert len(rows) == 2
    assert [cell for _, *cells in rows for cell in cells] == [*sorted(map(str, range(14))), "91"]


def test_a_large_class_is_summed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(50, 40, monkeypatch)
    assert lines[0].split() == ["Assignment", "Handed", "in", "Not", "graded", "Mean", "Of"]
    assert ["ps49", "40", "68.5", "60"] in [line.split() for line in lines]
    assert "Handed in of 50 assignments" in lines[52]
    assert ["s39", "50", "3175"] in [line.split() for line in lines]


def test_what_nobody_has_read_counts_neither_as_0_nor_as_lost() -> None:
    waits = GradingRecord(verdicts=(CellVerdict("why", 0, 4, "manual", ""),))
    results = [Result("ada", "a", 5, 10, waits), Result("bob", "a", 8, 10)]
    assert (_all(results, "ada"), _all(results, "bob")) == ("5/6", "8")
    [*_, of] = _by_assignment(results, ["a"]).columns
    assert [*of.cells] == ["8"]


def test_in_a_pipe_each_student_has_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    show.class_table([Result(LONG, f"ps{a}", a, 60) for a in range(50)])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert lines[2].split() == [LONG, *sorted(map(str, range(50))), "1225"]


def test_a_wide_letter_counts_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(9, 1, monkeypatch, "線形代数とニューラルネット")
    assert max(map(cell_len, lines)) <= 80
