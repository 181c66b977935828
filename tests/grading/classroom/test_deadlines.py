"""Due dates and extensions from a file in the course; what late costs is computed without a run."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from nnkit.grading.classroom.changes import LATE, Log
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.deadlines import FILE, Deadlines, why_late
from nnkit.grading.classroom.gradebook import open_gradebook, read_marks
from nnkit.grading.classroom.recording import Recorder
from tests.grading.classroom.class_of import CONFIG, MODULE, NOTEBOOK, RIGHT, hand_in, mixed, record

ZERO = CONFIG + "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
HEAD = "module,student,due\n"


@pytest.fixture
def there(tmp_path: Path) -> Course:
    return hand_in(tmp_path, {"ada": mixed(RIGHT), "Bob": mixed(RIGHT)}, ZERO)


def write(course: Course, text: str, encoding: str = "utf-8") -> None:
    (course.root / FILE).write_bytes(text.encode(encoding))


def test_dates_in_any_time_zone_and_as_excel_writes_them(there: Course) -> None:
    assert Deadlines.of(there) == Deadlines()
    lines = (
        f"{MODULE};;2026-05-04 12:00 +02:00;\r\n;;\r\n;;;;\r\n"
        f"{MODULE};BOB ;2026-05-06T02:00 Europe/Berlin\r\n"
    )
    heading = f"{HEAD.strip()},\r\n".replace(",", ";")  # with a column that was used once
    write(there, heading + lines, "utf-8-sig")
    found = Deadlines.of(there)
    assert found.due == {MODULE: datetime(2026, 5, 4, 10)}
    assert found.extended == {(MODULE, "bob"): datetime(2026, 5, 6)}
    assert found.unknown(["ada", "Bob"]) == []
    assert found.unknown(["ada"]) == [
        f"{FILE} has an extension of {MODULE} for 'bob', of whom submitted/ has nothing."
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "has to begin with the line module,student,due"),
        ("student,due\n", "has to begin with the line module,student,due"),
        (f"{HEAD}{MODULE},2026-05-04\n", "Line 2 of .* has 2 columns, not 3"),
        (f"{HEAD}quik,,2026-05-04\n", "names 'quik', which is no module: quick"),
        (f"{HEAD}{MODULE},,next Monday\n", "has 'next Monday' as a date. Write one as in 2026"),
        (f"{HEAD}{MODULE},,\n", "has '' as a date"),
        (f"{HEAD}{MODULE},,2026-05-04\n", "has '2026-05-04' as a date"),
        (f"{HEAD}{MODULE},,2026-05-04 12:00 CEST\n", "12:00 CEST' as a date"),
        (f"{HEAD}{MODULE},,2026-05-04 12:00 Europe/Nowhere\n", "Europe/Nowhere' as a date"),
        (f"{HEAD}{MODULE},,2026-13-04 12:00\n", "2026-13-04 12:00' as a date"),
        (f"{HEAD}{MODULE},ada,2026-05-04 12:00\n", "extensions for quick but no due date"),
    ],
)
def test_what_is_wrong_with_the_file_is_told(there: Course, text: str, sentence: str) -> None:
    write(there, text)
    with pytest.raises(CourseError, match=sentence):
        Deadlines.of(there)


def test_a_file_that_is_no_text_is_told(there: Course) -> None:
    (there.root / FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CourseError, match="Save it as CSV in UTF-8"):
        Deadlines.of(there)


def test_penalties_follow_the_file_and_nothing_runs(
    there: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    for student in ("ada", "Bob"):
        stamp = there.submitted(student, MODULE) / "timestamp.txt"
        stamp.write_text("2026-05-05 12:00:00 UTC")
    record(there)
    monkeypatch.setattr("nnkit.grading.classroom.worker.grade_submission", None)
    assert penalties(there) == {"ada": 0, "Bob": 0}
    write(there, f"{HEAD}{MODULE},,2026-05-04 12:00\n{MODULE},bob,2026-05-06 00:00\n")
    with open_gradebook(there) as gradebook:
        found, faults = Recorder(there, gradebook).recompute_penalties([MODULE])
        assert faults == []
        assert found == [("ada", MODULE, 0, 3)]
        assert Recorder(there, gradebook).recompute_penalties([MODULE]) == ([], [])
        assert Recorder(there, gradebook).recompute_penalties(["other"]) == ([], [])
        [of] = read_marks(gradebook, "ada", MODULE).values()
        log = Log(there, gradebook, [])
        log.penalties(found)
    assert of.late == (
        "Handed in 2026-05-05 12:00 UTC, 1 day after it was due (2026-05-04 12:00 UTC)."
    )
    assert [(c.student, c.exercise, c.now) for c in log.found] == [("ada", LATE, -3)]
    assert penalties(there) == {"ada": 3, "Bob": 0}
    record(there, "Bob")
    assert penalties(there) == {"ada": 3, "Bob": 0}
    write(there, f"{HEAD}{MODULE},,2026-05-06 00:00 UTC\n")
    with open_gradebook(there) as gradebook:
        Recorder(there, gradebook).recompute_penalties([MODULE])
    assert penalties(there) == {"ada": 0, "Bob": 0}


def test_without_a_file_the_gradebooks_own_date_counts(there: Course) -> None:
    (there.submitted("ada", MODULE) / "timestamp.txt").write_text("2026-05-05 12:00:00 UTC")
    record(there, "ada")
    with open_gradebook(there) as gradebook:
        gradebook.update_or_create_assignment(MODULE, duedate="2026-05-04 12:00:00 UTC")
        Recorder(there, gradebook).recompute_penalties([MODULE])
    assert penalties(there, "ada") == {"ada": 3}


def penalties(course: Course, *students: str) -> dict[str, float]:
    with open_gradebook(course) as gradebook:
        return {
            student: read_marks(gradebook, student, MODULE)[NOTEBOOK].penalty
            for student in students or ("ada", "Bob")
        }


def test_how_late_in_words() -> None:
    submission: Any = SimpleNamespace(
        total_seconds_late=90000 + 60,
        extension=timedelta(1),
        timestamp=datetime(2026, 5, 6, 13, 1),
        duedate=datetime(2026, 5, 5, 12),
    )
    assert why_late(submission) == (
        "Handed in 2026-05-06 13:01 UTC, 1 day 1 hour 1 minute after it was due "
        "(2026-05-05 12:00 UTC, with your extension)."
    )
    submission.total_seconds_late = 30
    assert "less than a minute after" in why_late(submission)
    submission.total_seconds_late = 0
    assert why_late(submission) == ""
