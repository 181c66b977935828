"""What graded work has in common."""

from __future__ import annotations

from nnkit.checks.verdict import Verdict
from nnkit.course import student as students
from nnkit.course.whose import recognised
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.grader.assignment import CellVerdict
from nnkit.grading.similar.records import (
    OthersNumbers,
    RareMisconception,
    others_numbers,
    rare_misconceptions,
)


def told(other: str, student: str = "ada") -> str:
    ids = ("07.x1", "07.x2")
    return (
        f"2 answers are right for the numbers of {other!r}, not of {student!r}; "
        f"that gives no points: {', '.join(ids)}"
    )


def test_who_answered_with_another_students_numbers() -> None:
    records = {
        "ada": GradingRecord(repairs=(told("bob"), "a cell had been moved")),
        "bob": GradingRecord(repairs=(told("it's", "bob"),)),
        "s07": GradingRecord(repairs=(told("s7@example.org", "s07"),)),
        "cy": GradingRecord(repairs=(told(students.AUTHOR, "cy"), told("", "cy"))),
    }
    assert others_numbers(records) == [
        OthersNumbers("ada", "bob", ("07.x1", "07.x2")),
        OthersNumbers("bob", "it's", ("07.x1", "07.x2")),
    ]


def test_the_graders_own_sentence_is_understood() -> None:
    verdicts = [
        Verdict(id, 0, 1, "failed", "", right_for=("bob",))
        for id in ("07.z_first", "07.output", "07.delta_out")
    ]
    with students.acting_for("ada", "secret", ["ada", "bob"]):
        _, sentence = recognised(verdicts, "ada")
    found = others_numbers({"ada": GradingRecord(repairs=(sentence,))})
    assert [(of.student, of.other, len(of.exercises)) for of in found] == [("ada", "bob", 3)]


def misconceived(*names: str | None) -> GradingRecord:
    verdicts = [
        CellVerdict(f"05.e{i}", 0, 1, "failed", "", misconception=name)
        for i, name in enumerate(names)
    ]
    return GradingRecord(verdicts=tuple(verdicts))


def test_misconceptions_that_only_two_have() -> None:
    common = {f"s{i}": misconceived("sign", None, None) for i in range(8)}
    records = {
        **common,
        "ada": misconceived("sign", "slope", "factor"),
        "bob": misconceived("sign", "slope", "factor"),
        "cy": misconceived("late", None, None),
        "dan": misconceived("late", None, None),
    }
    assert rare_misconceptions(records) == [
        RareMisconception("05.e1", "slope", ("ada", "bob"), 12),
        RareMisconception("05.e2", "factor", ("ada", "bob"), 12),
        RareMisconception("05.e0", "late", ("cy", "dan"), 12),
    ]


def test_in_a_small_class_nothing_is_rare() -> None:
    assert rare_misconceptions({s: misconceived("slope") for s in ("ada", "bob")}) == []
