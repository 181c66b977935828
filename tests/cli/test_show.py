"""What the commands print about a class, narrow enough for a terminal and fit for a pipe."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.progress import Progress

from nnkit.cli import show
from nnkit.course.catalogue import every_exercise
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.submissions import Submission
from nnkit.grading.grader.assignment import CellVerdict
from tests.grading.classroom.class_of import RIGHT, course


def result(student: str, module: str, score: float, *verdicts: CellVerdict) -> Result:
    repairs = tuple(f"repair {i}" for i in range(int(score)))
    record = GradingRecord(seconds=0.126, repairs=repairs, verdicts=verdicts)
    return Result(student, module, score, 9, record)


WRONG = CellVerdict("02.affine", 0, 3, "failed", "", "no-transpose")
UNREAD = CellVerdict("02.why", 0, 3, "manual", "")
READ = CellVerdict("02.why", 2, 3, "manual", "")
STRANGE = "[bold]\n\x1b[2J\u202e"
FAILED = Result("eve", "week 1", 0, 9, error="The file is empty.")


def test_the_class_has_a_row_for_each_student_and_a_column_for_each_module(
    capsys: pytest.CaptureFixture[str],
) -> None:
    results = [
        result("bob", "02_forward", 1.25, WRONG, UNREAD),
        result("ada", "02_forward", 9, READ),
        result("ada", "week 1", 2.5),
        FAILED,
    ]
    show.class_table(results)
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[:5] == [
        ["02", "week", "1"],
        ["Student", "/9", "/9", "All"],
        ["ada", "9", "2.5", "11.5"],
        ["bob", "1.2/6", "–", "1.2/6"],
        ["eve", "–", "failed", "0"],
    ]
    assert " ".join(lines[5]).endswith("without answers that nobody has read.")
    assert lines[-1] == ["02.affine", "no-transpose", "1"]


def test_without_anything_graded_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    show.class_table([])
    show.failures([])
    show.repairs([result("ada", "02", 0)])
    assert capsys.readouterr() == ("Nothing is graded yet.\n", "")


def test_each_submission_has_a_line_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    show.line(result("[red]ada", "02_forward", 1.25))
    show.line(FAILED)
    assert capsys.readouterr().out.splitlines() == [
        "[red]ada 02_forward: 1.2 of 9 points, 0.13 s",
        "eve week 1: The file is empty., 0.00 s",
    ]


def test_repairs_counts_failures_and_files(capsys: pytest.CaptureFixture[str]) -> None:
    show.repairs([result("ada", "02", 1), result("bob", "02", 6), FAILED])
    show.counts(2, 0)
    show.counts(2, 3)
    show.failures([FAILED])
    show.files(("Gradebook", Path("gradebook.db")), ("Report on the class", Path("report.html")))
    show.remark("careful\n\n")
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "",
        "Put right before grading:",
        "  ada 02: repair 0",
        "  bob 02: repair 0; repair 1; repair 2; repair 3; repair 4 …",
        "2 graded.",
        "2 graded, 3 were graded before.",
        "Gradebook:           gradebook.db",
        "Report on the class: report.html",
    ]
    assert err == "\n1 could not be graded:\n  eve week 1: The file is empty.\ncareful\n"


def test_who_answered_with_other_numbers_is_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    bob = result("bob", "07", 1)
    line = "2 answers are right for the numbers of 'ada', not of 'bob'"
    record = replace(bob.record, repairs=(line, *bob.record.repairs))
    show.repairs([replace(bob, record=record)])
    assert capsys.readouterr().out.splitlines() == [
        "",
        "Answered with somebody else's numbers:",
        f"  bob 07: {line}",
        "",
        "Put right before grading:",
        "  bob 07: repair 0",
    ]


@pytest.mark.parametrize(
    ("terminal", "quiet", "total", "shown"),
    [
        (True, False, 3, True),
        (True, True, 3, False),
        (False, False, 3, False),
        (True, False, 0, False),
    ],
)
def test_a_bar_is_shown_on_a_terminal_only(
    terminal: bool, quiet: bool, total: int, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    bars: list[Progress] = []

    def made(*columns: Any, **options: Any) -> Progress:
        bars.append(Progress(*columns, **options))
        return bars[-1]

    monkeypatch.setattr("rich.progress.Progress", made)
    monkeypatch.setattr(show, "OUT", Console(file=io.StringIO(), force_terminal=terminal))
    assert list(show.progress("abc"[:total], total, "Grading", quiet)) == list("abc"[:total])
    assert [(task.description, task.completed) for bar in bars for task in bar.tasks] == (
        [("Grading", 3)] if shown else []
    )


def test_folders_that_belong_to_no_module_are_remarked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = Course(course(tmp_path, {"ada": RIGHT}))
    (there.root / "submitted" / "bob" / "qiuck").mkdir(parents=True)
    show.unknown_folders(there)
    place = Path("submitted", "bob", "qiuck")
    assert capsys.readouterr().err == f"{place} belongs to no assignment and is not graded.\n"


def test_the_catalogue_is_whole_as_a_table_and_as_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show.exercise_table()
    shown = capsys.readouterr().out.split()
    assert {e.id for e in every_exercise()} <= set(shown)
    assert [e["id"] for e in json.loads(show.exercises_as_json())] == [
        e.id for e in every_exercise()
    ]


def test_simulated_misconceptions_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = {"02.affine": "no-transpose", "02.layer": "no-bias"}
    truth = {"students": {"ada": {"02_forward": {"planted": planted}}}}
    (tmp_path / "simulated.json").write_text(json.dumps(truth), encoding="utf-8")
    results = [result("ada", "02_forward", 0, WRONG), result("bob", "02_forward", 0, WRONG)]
    show.misconceptions_found(Course(tmp_path), results)
    assert capsys.readouterr().out == "Of 2 simulated misconceptions, 1 was named.\n\n"


def test_names_are_shown_as_they_are_and_command_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    results = [Result(STRANGE, "[a-z]", 1, 9, GradingRecord(repairs=("put right",)))]
    show.class_table(results)
    show.line(results[0])
    show.repairs(results)
    show.failures([replace(results[0], error="Damaged.")])
    show.missing_pages([replace(results[0], page_error="No page.")])
    show.earlier_versions({"[a-z]": [STRANGE]})
    show.not_in_gradebook([Submission(STRANGE, "[a-z]")])
    out, err = capsys.readouterr()
    for text in (out, err):
        assert text.count(r"[bold]\n\x1b[2J\u202e") == (3 if text is out else 4)
        assert not {"\x1b", "\u202e"} & set(text)
    assert out.split()[0] == "[a-z]"
