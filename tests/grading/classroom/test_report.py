"""The class report counts right, and shows what students wrote as text."""

from __future__ import annotations

import re
from pathlib import Path

from nnkit.checks.verdict import Status
from nnkit.course.catalogue import exercises, modules
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.report import write_report
from nnkit.grading.classroom.result import Result
from nnkit.grading.grader.assignment import CellVerdict

MODULE = modules()["02"]
EXERCISE = next(e for e in exercises("02").values() if len(e.misconceptions) > 1)


def result(student: str, status: Status, points: float, misconception: str | None = None) -> Result:
    answer = CellVerdict(EXERCISE.id, points, EXERCISE.points, status, "", misconception)
    return Result(student, MODULE, points, EXERCISE.points, GradingRecord(verdicts=(answer,)))


def test_report_counts_and_escapes(tmp_path: Path) -> None:
    name = EXERCISE.misconceptions[1].name
    page = write_report(
        Course(tmp_path),
        [
            result("ada", "passed", EXERCISE.points),
            result("bob", "failed", 0, name),
            result("<b>eve</b>", "failed", 0, name),
            result("zoe", "not attempted", 0),
            Result("max", MODULE, 0, EXERCISE.points, error="It is no <notebook>."),
        ],
    ).read_text(encoding="utf-8")
    assert 'aria-label="1 passed, 2 wrong, 1 not attempted"' in page
    assert "25 %" in page
    assert "4 submissions" in page
    assert re.search(rf"2 × {name} .*bob, &lt;b&gt;eve&lt;/b&gt;", page)
    assert "<b>eve" not in page
    assert "max, 02_forward_propagation: It is no &lt;notebook&gt;." in page


def test_empty_report_is_a_page(tmp_path: Path) -> None:
    assert "<h1>Class report" in write_report(Course(tmp_path), []).read_text(encoding="utf-8")


def test_another_courses_assignments_have_their_own_names(tmp_path: Path) -> None:
    results = [Result("ada", name, 1, 2) for name in ("ps1", "ps2", "05_backpropagation")]
    page = write_report(Course(tmp_path), results).read_text(encoding="utf-8")
    heads = re.findall(r"<th[^>]*>([^<]*)</th>", page.partition('class="students"')[2])[:4]
    assert [head.strip() for head in heads] == ["Student", "05", "ps1", "ps2"]
