"""Whose mark changed, by how much, because of what; and it is kept."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from nnkit.grading.classroom.changes import (
    FILE,
    LATE,
    Cell,
    Change,
    Log,
    Marked,
    changes,
    keep,
    kept,
)
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.submissions import Submission
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, WRONG, hand_in, mixed, record

CELL = Cell("05.delta", 1.0, 2.0, "a = 1", "check()")
KEY = ("n.ipynb", "check-delta")
CHANGE = Change("2026-05-04 12:00:00", "ada", MODULE, "square", 0.0, 3.0, 3.0, 3.0, "answer")


@pytest.mark.parametrize(
    ("now", "submitted", "because"),
    [
        (replace(CELL, points=2.0), "one", "module"),
        (replace(CELL, points=2.0), "two", "answer"),
        (replace(CELL, points=2.0, answer="a = 2"), "two", "answer"),
        (replace(CELL, points=2.0, test="check(1)"), "one", "test"),
        (replace(CELL, most=4.0), "one", "points"),
        (replace(CELL, points=3.0, most=4.0, test=""), "one", "test, points"),
        (None, "one", "module"),
    ],
)
def test_because_of_what(now: Cell | None, submitted: str, because: str) -> None:
    cells = {KEY: now} if now else {}
    [found] = changes("ada", "05", Marked("one", 0, {KEY: CELL}), Marked(submitted, 0, cells))
    assert (found.exercise, found.before, found.because) == ("05.delta", 1.0, because)


def test_what_stays_is_no_change_and_a_penalty_is_one() -> None:
    before = Marked("one", 0, {KEY: CELL})
    other = replace(CELL, answer="a = 3", test="")
    assert changes("ada", "05", before, Marked("two", 0, {KEY: other})) == []
    [found] = changes("ada", "05", before, replace(before, penalty=0.5))
    assert (found.exercise, found.before, found.now) == (LATE, 0, -0.5)


def test_a_class_that_is_graded_again(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(WRONG), "bob": mixed(RIGHT)})
    record(there)
    hand_in(tmp_path, {"ada": mixed(RIGHT)})
    source = there.folder("source") / MODULE / NOTEBOOK
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace('"points": 3', '"points": 4'), encoding="utf-8")
    everybody = [Submission(s, MODULE) for s in ("ada", "bob", "eve")]
    with open_gradebook(there) as gradebook:
        log = Log(there, gradebook, everybody)
        record(there)
        for submission in everybody:
            log.graded(submission.student, MODULE)
    told = [(c.student, c.exercise, c.before, c.of_before, c.now, c.of_now) for c in log.found]
    assert told == [("ada", "test-square", 0, 3, 4, 4), ("bob", "test-square", 3, 3, 4, 4)]
    assert [c.because for c in log.found] == ["answer, points", "points"]
    assert kept(there, [MODULE]) == log.found
    assert kept(there, ["other"]) == []


def test_names_are_no_formulas_for_a_spreadsheet(tmp_path: Path) -> None:
    there = Course(tmp_path)
    keep(there, [replace(CHANGE, student="=1+1")])
    assert ",'=1+1," in (tmp_path / FILE).read_text(encoding="utf-8")
    assert kept(there, [MODULE])[0].student == "=1+1"


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    there = Course(tmp_path)
    assert kept(there, [MODULE]) == []
    keep(there, [CHANGE])
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write("spam\n")
    with pytest.raises(CourseError, match=r"changes\.csv has a line that is no change of a mark"):
        kept(there, [MODULE])


def test_a_file_that_cannot_be_written_stops_no_class(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(WRONG), "bob": mixed(WRONG)})
    record(there)
    (tmp_path / FILE).mkdir()
    with open_gradebook(there) as gradebook:
        log = Log(there, gradebook, [Submission(s, MODULE) for s in ("ada", "bob")])
        hand_in(tmp_path, {"ada": mixed(RIGHT), "bob": mixed(RIGHT)})
        record(there)
        log.graded("ada", MODULE)
        assert FILE in log.unkept
        os.rmdir(tmp_path / FILE)
        log.graded("bob", MODULE)
    assert (log.unkept, kept(there, [MODULE])) == ("", log.found)
    assert len(log.found) == 2
