"""Marks get into their cells and nowhere else, and all that is to be known is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.lms.canvas import read_gradebook
from nnkit.grading.lms.fill import FillReport, fill, find_columns, with_asked
from nnkit.grading.lms.marks import Mark
from nnkit.grading.lms.match import match
from nnkit.grading.lms.moodle import read_moodle
from nnkit.grading.lms.students import Student
from tests.grading.lms.files import CANVAS, GERMAN, GRADEBOOK, SWEDISH, WORKSHEET, write

READERS = {CANVAS: read_gradebook, SWEDISH: read_gradebook}


def mark(student: str, score: float, **more: object) -> Mark:
    return Mark(student, "quick", score, 0, score, 9.0, **more)  # type: ignore[arg-type]


def filled(
    folder: Path, text: str, marks: list[Mark], numbers: dict[str, str] | None = None, **how: Any
) -> tuple[str, FillReport]:
    template = READERS.get(text, read_moodle)(write(folder, text))
    report = FillReport()
    students = [Student(mark.student) for mark in marks]
    columns = find_columns(template, ["quick"], {}, report)
    fill(template, columns, marks, match(students, template, {}, numbers or {}), report, **how)
    return template.table.written().decode(), report


def told_of(report: list[tuple[str, list[str]]], start: str) -> list[str]:
    [whose] = [whose for what, whose in report if what.startswith(start)]
    return whose


def test_canvas_gets_marks_and_keeps_every_other_byte(tmp_path: Path) -> None:
    marks = [mark("101", 4.5), mark("bob", 9.5), mark("u-eve", 1, unread=("why",)), mark("zoe", 2)]
    text, report = filled(tmp_path, CANVAS, marks)
    assert text == CANVAS.replace(',,,"80,1"', ',,4.50,"80,1"').replace("N/A,1.00", "N/A,9.50")
    assert report.filled == {"quick": 2}
    assert report.missing == [("nobody in the file has this id", ["zoe (2 in quick)"])]
    assert told_of(report.remarks, "not final") == ["u-eve (1 in quick)"]
    assert told_of(report.remarks, "more points than there are") == ["bob (9.5 in quick), of 9"]
    text, _ = filled(tmp_path, CANVAS, marks, unread=True)
    assert '"=Hopper, Grace",103,u-eve,grace,A,,1.00,\r\n' in text


def test_what_is_excused_stays_and_strangers_are_told(tmp_path: Path) -> None:
    text = CANVAS.replace("N/A,1.00", "N/A,EX")
    READERS[text] = read_gradebook
    after, report = filled(tmp_path, text, [mark("bob", 1)])
    assert after == text
    assert told_of(report.remarks, "the file says EX, which stays") == ["bob (1 in quick)"]
    assert told_of(report.missing, "in the file, but no student") == [
        "Lovelace, Ada (ID 101)",
        "=Hopper, Grace (ID 103)",
    ]


def test_numbers_are_written_as_the_file_writes_them(tmp_path: Path) -> None:
    text, _ = filled(tmp_path, SWEDISH, [mark("ada", 4.5)])
    assert text == SWEDISH.replace(';""', ';"4,50"')
    text, _ = filled(tmp_path, GERMAN, [mark("ada@uni.test", 4.5)])
    assert text == GERMAN.replace('"1,50"', '"4,50"')
    text, _ = filled(tmp_path, GRADEBOOK, [mark("1001", 4.5), mark("BOB@uni.test", 0)])
    assert text == GRADEBOOK.replace("-,-,12.5", "4.50,-,12.5").replace("2.00,20", "0.00,20")


def test_a_worksheet_gets_comments_and_tells_what_moodle_refuses(tmp_path: Path) -> None:
    said = (("why", "=1 < 2\nreally?"),)
    marks = [mark("ada", 4.5, comments=said), mark("1002", 3, comments=said), mark("1003", 10)]
    text, report = filled(tmp_path, WORKSHEET, marks, {"ada": "5001"})
    after = WORKSHEET.replace(
        '- ,,9.00,Yes,"Wednesday, 10 June 2026, 2:14 PM",-,\n',
        '- ,4.50,9.00,Yes,"Wednesday, 10 June 2026, 2:14 PM",-,why: =1 &lt; 2<br>really?\n',
    )
    after = after.replace("Graded,2.00", "Graded,3.00").replace(
        "submission,,9", "submission,10.00,9"
    )
    assert text == after
    assert "1003" in told_of(report.remarks, "Moodle has locked this mark")[0]
    assert "1003" in told_of(report.remarks, "Moodle takes 9.00 at most")[0]
    assert "1002" in told_of(report.remarks, "Moodle has another mark already")[0]
    assert "1002" in told_of(report.remarks, "the file has a comment already")[0]
    _, report = filled(tmp_path, GERMAN, [mark("ada@uni.test", 3)])
    assert "cannot read when it was last modified" in report.remarks[0][0]
    text, _ = filled(tmp_path, WORKSHEET, [mark("1001", 1, comments=(("-why", "no"),))])
    assert "-,'-why: no\n" in text


def test_other_points_possible_and_nothing_handed_in_are_told(tmp_path: Path) -> None:
    text = CANVAS.replace("9.00", "20")
    READERS[text] = read_gradebook
    template, report = read_gradebook(write(tmp_path, text)), FillReport()
    matches = match([Student("101"), Student("102"), Student("103")], template, {}, {})
    columns = find_columns(template, ["quick"], {}, report)
    fill(template, columns, [mark("101", 1)], matches, report, waiting={"quick": ["103"]})
    assert report.missing == []
    assert told_of(report.remarks, "the file has other points") == [
        "quick: 9 here, 20 in quick (78)"
    ]
    assert told_of(report.remarks, "nothing handed in for quick") == ["102"]


def test_columns_are_found_or_asked_for(tmp_path: Path) -> None:
    template, report = read_gradebook(write(tmp_path, CANVAS)), FillReport()
    assert list(find_columns(template, ["quick", "slow"], {}, report)) == ["quick"]
    assert report.missing[0][1] == ["slow"]
    with pytest.raises(CourseError, match=r"No column has the name of slow. There are: 'Squares"):
        find_columns(template, ["slow"], {}, report)
    with pytest.raises(CourseError, match=r"quick and slow would both go to 'quick \(78\)'"):
        find_columns(template, ["quick", "slow"], {"slow": "78"}, report)
    worksheet = read_moodle(write(tmp_path, WORKSHEET))
    with pytest.raises(CourseError, match="for one assignment: say which of quick, slow"):
        find_columns(worksheet, ["quick", "slow"], {}, report)
    scale = read_moodle(write(tmp_path, 'ID,Mark,Of\nParticipant 7,,"bad\ngood"\n'))
    with pytest.raises(CourseError, match="If it is graded by a scale"):
        find_columns(scale, ["quick"], {}, report)


def test_what_is_asked_for_may_name_the_module() -> None:
    two = ["05_backpropagation", "06_x"]
    assert with_asked(["05=a=b", "06_x=c"], two) == {"05_backpropagation": "a=b", "06_x": "c"}
    assert with_asked(["Grade = all (1)"], ["ps1"]) == {"ps1": "Grade = all (1)"}
    with pytest.raises(CourseError, match="Say for which module --column 'a' is"):
        with_asked(["a"], two)


def test_only_english_dates_can_be_read_by_moodle(tmp_path: Path) -> None:
    for date, is_read in (
        ("Wednesday, 10 June 2026, 2:14 PM", True),
        ("Wednesday, June 10, 2026, 2:14 PM", True),
        ("woensdag, 10 juni 2026, 14:14", False),
        ("-", False),
    ):
        text = WORKSHEET.replace('Yes,-,"Wednesday, 10 June 2026, 2:14 PM"', f'Yes,-,"{date}"')
        _, report = filled(tmp_path, text, [mark("1002", 3)])
        assert ("cannot read when" in str(report.remarks)) != is_read
        _, report = filled(tmp_path, text, [mark("1002", 2)])
        assert "refuse the row" not in str(report.remarks), "it is the same mark"
    text = WORKSHEET.replace("Graded,2.00", "Graded,")
    _, report = filled(tmp_path, text, [mark("1001", 2), mark("1002", 2)])
    assert told_of(report.remarks, "Moodle has another mark") == [
        "1002, Babbage, Charles (Identifier 5002)"
    ]
