"""The class report counts right, links what belongs together, and shows hostile names as text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from nnkit.checks.verdict import Status
from nnkit.course.catalogue import exercises, modules
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.report import write_report
from nnkit.grading.classroom.result import Result
from nnkit.grading.grader.assignment import CellVerdict

MODULE = modules()["02"]
HOSTILE = "<script>alert(1)</script>/..\\\u202e\"'{{ 7 * 7 }}"
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


class Page(HTMLParser):
    """What a browser finds in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        self.tags.add(tag)
        self.attributes |= of.keys()
        self.ids += [of["id"] or ""] if "id" in of else []
        self.links += [of["href"] or ""] if "href" in of else []
        self.addresses += [of[name] or "" for name in ("src", "srcset", "data") if name in of]


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
    found = Page(page)
    assert not {"img", "script", "b onclick", "template"} & found.tags
    assert not [name for name in found.attributes if name.startswith("on")]
    assert all(re.match(r"#|report/students/", link) for link in found.links)
    assert not {"\u202e", "\x1b", "\x07", "49"} & {*page, *re.findall(r"\d+", page)}
    assert "default-src 'none'" in page


def test_each_student_has_a_page_and_all_links_lead_somewhere(tmp_path: Path) -> None:
    name = EXERCISE.misconceptions[1].name
    students = ["ada", "Ada", "con", HOSTILE, "ß" * 200, "a b#c?d%e"]
    results = [result(student, "failed", 0, name) for student in students]
    path = write_report(Course(tmp_path), results, {"Ada": ("Ada", "Lovelace", "")})
    pages = [path, *sorted((tmp_path / "report" / "students").glob("*.html"))]
    assert len({page.name.casefold() for page in pages}) == 1 + len(students)
    assert not any(page.name.startswith("con.") for page in pages)
    for page in pages:
        seen = Page(page.read_text(encoding="utf-8"))
        assert not {"script", "iframe", "img", "object"} & seen.tags
        assert len(set(seen.ids)) == len(seen.ids)
        assert seen.addresses == []
        for link in seen.links:
            file, _, anchor = link.partition("#")
            there = (page.parent / unquote(file)).resolve() if file else page
            assert there.is_relative_to(tmp_path)
            text = Page(there.read_text(encoding="utf-8"))
            assert not anchor or anchor in text.ids
    hers = (tmp_path / "report" / "students" / "Ada.html").read_text(encoding="utf-8")
    assert "Ada Lovelace" in hers
    assert f"{EXERCISE.id}</code> 0 of" in hers


def test_a_page_of_who_left_goes_and_other_files_stay(tmp_path: Path) -> None:
    for student in ("ada", "bob"):
        write_report(Course(tmp_path), [result(student, "passed", 1)])
        (tmp_path / "report" / "students" / "notes.txt").touch()
    left = sorted(path.name for path in (tmp_path / "report" / "students").iterdir())
    assert left == ["bob.html", "notes.txt"]


def test_the_parts_of_the_report_come_in_order_of_use(tmp_path: Path) -> None:
    names = [m.name for m in EXERCISE.misconceptions[:2]]
    results = [result(f"s{i:02d}", "failed", 0, names[i % 2]) for i in range(12)]
    page = write_report(Course(tmp_path), results).read_text(encoding="utf-8")
    heads = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    assert heads == [
        "For the next lecture",
        "Questions to look at",
        "Assignments",
        "What the class misunderstood most",
        "Exercise by exercise",
        "Students",
    ]
    assert "12 students: read the statistics with care." in page
    assert "Hard: the class has 0 % of its points." in page


def test_of_a_large_class_the_modules_that_few_handed_in_are_told(tmp_path: Path) -> None:
    results = [result(f"s{i:02d}", "passed", 1) for i in range(30)]
    few = [replace(of, module="another") for of in results[:12]]
    page = write_report(Course(tmp_path), [*results, *few]).read_text(encoding="utf-8")
    assert page.count("read the statistics with care") == 1
    assert "12 students: read" in page.partition('aria-labelledby="m2"')[2]
    assert "18 have not handed in, and count nowhere" in page


def test_written_answers_that_wait_are_told(tmp_path: Path) -> None:
    page = write_report(Course(tmp_path), [result("ada", "manual", 0)])
    text = page.read_text(encoding="utf-8")
    assert f"One written answer waits to be read in formgrader:\n1 in {MODULE}." in text
    own = (tmp_path / "report" / "students" / "ada.html").read_text(encoding="utf-8")
    assert "not read yet" in own
    assert "0 of 0 points in what was handed in, without" in own


def test_two_digits_of_ours_are_no_module_of_ours(tmp_path: Path) -> None:
    digits = MODULE[:2]
    answer = CellVerdict("test-1", 1, 2, "partial", "", None, "intro.ipynb", "test-1")
    own = Result("ada", f"{digits}_intro", 1, 2, GradingRecord(verdicts=(answer,)))
    page = write_report(Course(tmp_path), [own]).read_text(encoding="utf-8")
    assert "test-1" in page
    assert f"{digits}." not in page
    assert EXERCISE.asks not in page
