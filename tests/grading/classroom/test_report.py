"""The class report counts right, and shows what students wrote as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
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
    assert "4 submissions," in page
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


def test_no_element_comes_of_what_others_wrote(tmp_path: Path) -> None:
    hostile = '"><img src=x onerror=a()><script>a()</script>{{ 7 * 7 }}\u202e\x1b]0;\x07\n`b`'
    verdict = CellVerdict(hostile, 0, 3, "failed", hostile, hostile, hostile, hostile)
    record = GradingRecord(verdicts=(verdict,), repairs=(hostile,))
    root = tmp_path / "a <b onclick=a()>"
    root.mkdir()
    results = [
        Result(hostile, hostile, 1, 3, record),
        Result("javascript:a()", hostile, 0, 3, error=hostile),
    ]
    page = write_report(Course(root), results).read_text(encoding="utf-8")
    found = Elements(page)
    assert not {"img", "script", "b onclick", "template"} & found.tags
    assert not [name for name in found.attributes if name.startswith("on")]
    assert not found.links - {"#students", "#to-look-at", "#m1"}
    assert not {"\u202e", "\x1b", "\x07", "49"} & {*page, *re.findall(r"\d+", page)}
    assert "default-src 'none'" in page


class Elements(HTMLParser):
    """The elements of a page, their attributes and where they lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name == "href"}
