"""What is remembered of collected files comes back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.lms.collected import NAME, Collected, Origin


def test_it_is_remembered(tmp_path: Path) -> None:
    course = Course(tmp_path)
    assert Collected.read(course) == Collected()
    origins = {
        ("quick", "ada"): Origin("Canvas", "101", "adá", {"a.ipynb": "x"}, True, 9, 1.5, "f"),
        ("slow", "ada"): Origin("Moodle", "5001", "Ada"),
        ("quick", "bob"): Origin("Moodle", "5002", "Bob"),
    }
    Collected(origins).write(course)
    found = Collected.read(course)
    assert found.origins == origins
    assert found.numbers("Canvas", ["slow"]) == {"ada": "101"}
    assert found.numbers("Moodle", ["slow"]) == {"ada": "5001"}
    assert found.student_of("Moodle", "5002", "quick") == "bob"
    assert found.student_of("Moodle", "5002", "slow") is None


@pytest.mark.parametrize(
    "text", ["", "[]", '{"submissions": [{"module": "a"}]}', '{"submissions": 1}']
)
def test_a_damaged_memory_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match="is damaged: put back a copy"):
        Collected.read(Course(tmp_path))


def test_later_is_a_larger_upload_or_else_a_later_date() -> None:
    first = Origin("Canvas", "1", "a", upload=5, date=100.0)
    assert Origin("Canvas", "1", "a", upload=6, date=0.0).is_after(first)
    assert not Origin("Canvas", "1", "a", upload=5, date=900.0).is_after(first)
    assert Origin("Moodle", "1", "a", date=103.0).is_after(first)
    assert not Origin("Moodle", "1", "a", date=101.0).is_after(first)
