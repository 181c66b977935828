"""Misconceptions are counted with what they cost and in which fifths of the class they are."""

from __future__ import annotations

from nnkit.grading.classroom.analysis.misconceptions import Observed, observed
from tests.grading.classroom.analysis.marked import HIDDEN, WRONG, table


def seen(having: list[int], students: int = 20) -> Observed:
    """A misconception of students who are in the order of their other marks."""
    marks = [[0.0 if i in having else 2.0, float(i)] for i in range(students)]
    of = table(marks, **{f"s{i:02d}": WRONG for i in having})
    [found] = observed(of, of.items[0])
    return found


def test_it_has_its_text_its_students_and_its_price() -> None:
    found = seen([0, 3, 19])
    assert (found.name, found.tell) == (WRONG, HIDDEN.misconceptions[0].tell)
    assert found.students == ("s00", "s03", "s19")
    assert found.lost == 6
    assert found.fifths == ((2, 4), (0, 4), (0, 4), (0, 4), (1, 4))
    assert found.bars == "█▁▁▁▅"
    assert (
        found.spoken
        == "By fifths of the class, from the lowest: 2 of 4, 0 of 4, 0 of 4, 0 of 4, 1 of 4"
    )


def test_what_the_fifths_mean_is_said() -> None:
    assert seen([0, 1, 16, 17]).where == (
        "The top fifth shares it (2 of 4): the text may be at fault."
    )
    assert seen([0, 1, 2]).where == "Only the lowest fifth has it."
    assert seen([0, 1, 9]).where == "Only the lower fifths have it."
    assert seen([0, 1, 14]).where == ""
    assert seen([0, 1]).where == ""  # two are no pattern


def test_its_own_question_does_not_lower_whom_it_has() -> None:
    marks = [[0.0 if i > 15 else 2.0, i / 10] for i in range(20)]
    of = table(marks, **{f"s{i}": WRONG for i in range(16, 20)})
    assert observed(of, of.items[0])[0].fifths[-1] == (4, 4)


def test_a_small_class_has_no_fifths() -> None:
    found = seen([0, 1, 2], students=9)
    assert (found.fifths, found.where, found.top_shares, found.bars) == ((), "", False, "")
