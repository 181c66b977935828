"""What a page begins with: the largest losses, what waits, and all marks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from nnkit.grading.classroom.page_summary import Summary, summary
from nnkit.grading.classroom.record import GradingRecord, Marks
from nnkit.grading.grader.assignment import CellVerdict

POINTS = {"check-a": (0.0, 1.0), "check-b": (1.0, 3.0), "check-c": (2.0, 2.0), "why": (0.0, 5.0)}
VERDICTS = (
    CellVerdict("05.a", 0, 1, "failed", "Look at `W`.\n\nMore.", grade_id="check-a"),
    CellVerdict("05.b", 1, 3, "partial", "Half. " * 100, grade_id="check-b"),
    CellVerdict("05.c", 2, 2, "passed", "So it is.", grade_id="check-c"),
    CellVerdict("05.why", 0, 5, "manual", "", grade_id="why"),
)


def cell(id: str, **about: Any) -> Any:
    nbgrader = {"grade_id": id, "grade": True, **about}
    return SimpleNamespace(metadata={"nbgrader": nbgrader})


def summed(read: tuple[str, ...] = (), **points: tuple[float, float]) -> Summary:
    marks = Marks(3, 11, 0.5, {**POINTS, **points}, read=read)
    cells = [cell(id) for id in POINTS]
    cells[1] = cell("check-b", comment="Well.")
    return summary(cells, GradingRecord(verdicts=VERDICTS), marks, "ada", "05")


def test_the_largest_loss_comes_first_with_its_reason() -> None:
    found = summed()
    assert [line.name for line in found.next] == ["05.b", "05.a"]
    assert found.next[1].why == "Look at `W`."
    assert len(found.next[0].why) < 310
    assert found.next[0].why.endswith(" …")
    assert (found.score, found.max_score, found.penalty) == ("2.5", "11", "0.5")
    assert found.others == 0


def test_what_nobody_has_read_is_no_loss() -> None:
    (waiting,) = summed().waiting
    assert (waiting.name, waiting.earned, waiting.lost) == ("05.why", "– of 5", 0)
    read = summed(read=("why",), why=(4.0, 5.0))
    assert read.waiting == []
    assert [line.lost for line in read.lines] == [1, 2, 0, 1]


def test_points_that_a_person_changed_are_told_as_theirs() -> None:
    changed = summed((), **{"check-a": (0.5, 1.0)})
    assert changed.lines[0].outcome == "read by a person"
    assert changed.lines[0].why == ""


def test_all_marks_are_in_the_order_of_the_notebook() -> None:
    lines = summed().lines
    assert [line.link for line in lines] == list(POINTS)
    assert [line.comment for line in lines] == [False, True, False, False]
    assert [line.outcome for line in lines[:3]] == ["not yet right", "partly right", "right"]


def test_another_courses_cell_has_its_grade_id() -> None:
    found = summary([cell("q1")], GradingRecord(), Marks(0, 2, 0, {"q1": (0, 2)}), "ada", "ps1")
    assert [line.name for line in found.next] == ["q1"]


def test_there_are_three_and_the_others_are_counted() -> None:
    points = {f"q{i}": (0.0, 1.0) for i in range(5)}
    found = summary([cell(q) for q in points], GradingRecord(), Marks(0, 5, 0, points), "a", "b")
    assert (len(found.next), found.others) == (3, 2)
