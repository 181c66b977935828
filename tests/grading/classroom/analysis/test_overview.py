"""All that the marks tell is computed once, for the whole class."""

from __future__ import annotations

from pathlib import Path

from nnkit.grading.classroom.analysis.overview import overview
from nnkit.grading.classroom.course import Course
from tests.grading.classroom.analysis.marked import HIDDEN, MODULE, WRONG, result, verdict


def test_the_class_is_who_is_known_anywhere(tmp_path: Path) -> None:
    (tmp_path / "submitted" / "folder").mkdir(parents=True)
    results = [
        result("ada", verdict("x", 1), module="07_problems"),
        result("bob", verdict(HIDDEN.id, 0, 2, WRONG)),
        result("eve", error="No notebook."),
    ]
    seen = overview(Course(tmp_path), results, {"gradebook": ("Grade", "Book", "")})
    assert [h.student for h in seen.students] == ["ada", "bob", "eve", "folder", "gradebook"]
    assert [s.module for s in seen.sections] == [MODULE, "07_problems"]
    assert seen.sections[0].missing == ("ada", "folder", "gradebook")  # eve did hand in
    assert [t.observed.name for t in seen.topics] == [WRONG]


def test_nothing_is_an_overview_too(tmp_path: Path) -> None:
    seen = overview(Course(tmp_path), [], {})
    assert (seen.sections, seen.topics, seen.students) == ((), (), ())
