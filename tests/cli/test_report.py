"""`nnkit report` writes pages and tables, and says where they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnkit.grading.classroom.changes import Change, keep
from nnkit.grading.classroom.course import Course
from tests.commands.nnkit_command import invoke
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, hand_in, mixed, record


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """The course around the working directory."""
    there = hand_in(tmp_path, {"ada": mixed(RIGHT)})
    monkeypatch.chdir(there.root)
    return there


def test_report_shows_marks_that_changed(there: Course) -> None:
    change = Change("2026-05-04 12:00:00", "ada", MODULE, "square", 0.0, 3.0, 3.0, 3.0, "test")
    keep(there, [change])
    code, out, err = invoke("report", "--changes")
    assert (code, err) == (0, "")
    assert "2026-05-04 12:00 ada" in out
    assert "1 mark of 1 student, with what they were before in changes.csv." in out


def test_report_shows_the_class_and_where_its_page_is(there: Course) -> None:
    record(there)
    code, out, err = invoke("report", "-v")
    assert code == 0
    assert err.startswith("Found the course in ")
    assert out.startswith(f"ada {MODULE}: 3 of 5 points, 4 more not read yet, ")
    assert "Waiting for a person:\n  project: 1 answer\n    read them: " in out
    assert out.endswith(f"Report on the class: {there.root / 'report.html'}\n")
    assert (there.root / "report" / "students" / "ada.html").exists()
    (there.root / "report.html").unlink()
    assert invoke("report", MODULE, "--quiet", "--csv", "csv", "--json", "all.json") == (0, "", "")
    assert (there.root / "report.html").exists()
    assert "ada,3" in Path("csv/marks.csv").read_text(encoding="utf-8")
    assert json.loads(Path("all.json").read_text(encoding="utf-8"))["modules"][0]["unread"] == 1
    assert "all.json is a file: name a folder" in invoke("report", "--csv", "all.json")[2]
    assert "csv cannot be written: it is a folder" in invoke("report", "--json", "csv")[2]
    source = there.source(MODULE) / NOTEBOOK
    text = source.read_text(encoding="utf-8").replace('"points": 3', '"points": 2')
    source.write_text(text, encoding="utf-8")
    assert f"{MODULE} has changed since it was graded" in invoke("report", "--quiet")[2]
