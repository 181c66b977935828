"""The next lecture is about what cost most, with an answer and the section to reopen."""

from __future__ import annotations

from pathlib import Path

from nnkit.grading.classroom.analysis.lecture import topics
from nnkit.grading.classroom.analysis.marks import mark_table
from nnkit.grading.classroom.analysis.sections import Section, section
from nnkit.grading.classroom.course import Course
from tests.grading.classroom.analysis.marked import (
    BACKWARD,
    HIDDEN,
    MODULE,
    NOTEBOOK,
    asked,
    notebook,
    result,
    verdict,
    write,
)

FIRST, SECOND = (m.name for m in HIDDEN.misconceptions[:2])
THIRD, FOURTH = (m.name for m in BACKWARD.misconceptions[:2])


def of(*results: object) -> list[Section]:
    return [section(mark_table(MODULE, results, asked(HIDDEN, BACKWARD)), [])]  # type: ignore[arg-type]


def test_the_three_that_cost_most_come_first(tmp_path: Path) -> None:
    answers = {"ada": "W_next @ delta_next", "bob": "(W_next @ delta_next) * a", "eve": "("}
    for student, answer in answers.items():
        text = f"def delta_hidden(W_next, delta_next, a):\n    return {answer}  # {student}"
        write(tmp_path / "autograded" / student / MODULE / NOTEBOOK, notebook(text))
    sections = of(
        result("ada", verdict(HIDDEN.id, 0, 2, FIRST), verdict(BACKWARD.id, 0, 4, FOURTH)),
        result("bob", verdict(HIDDEN.id, 1.5, 2, FIRST), verdict(BACKWARD.id, 3.5, 4, THIRD)),
        result("eve", verdict(HIDDEN.id, 1, 2, FIRST), verdict(BACKWARD.id, 4, 4)),
        result("max", verdict(HIDDEN.id, 0, 2, SECOND), verdict(BACKWARD.id, 4, 4)),
    )
    found = topics(Course(tmp_path), sections, ["ada", "bob"])
    assert [(t.observed.name, t.observed.lost) for t in found] == [
        (FOURTH, 4),
        (FIRST, 3.5),
        (SECOND, 2),
    ]
    assert found[1].observed.students == ("ada", "bob", "eve")
    assert found[1].observed.tell == HIDDEN.misconceptions[0].tell
    assert found[1].row.item.section == "5 · Pass back"
    assert found[1].example == (
        "def delta_hidden(W_next, delta_next, a):\n    return W_next @ delta_next"
    )
    assert found[2].example == ""  # there is no notebook


def test_a_misconception_that_cost_nothing_is_no_topic(tmp_path: Path) -> None:
    assert topics(Course(tmp_path), of(result("a", verdict(HIDDEN.id, 2, 2, FIRST))), []) == []
    assert topics(Course(tmp_path), [], []) == []


def test_where_nothing_has_a_name_it_is_what_the_tests_told(tmp_path: Path) -> None:
    def failed(student: str, message: str, points: float = 0) -> object:
        return result(student, verdict("test-1", points, 3, message=message))

    sections = of(
        failed("ada", "A `NameError`: np\n\nMore."),
        failed("bob", "A `NameError`: np", 2),
        failed("eve", ""),
        result("max", verdict("test-1", 0, 3, status="not attempted")),
        result("zoe", verdict("test-1", 0, 3, status="manual")),
    )
    found = topics(Course(tmp_path), sections, [])
    assert [(t.observed.name, t.observed.tell, t.observed.lost) for t in found] == [
        ("", "A `NameError`: np", 4),
        ("", "The test failed.", 3),
    ]
