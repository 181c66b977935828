"""What is said about each module and question, and when a question needs a look."""

from __future__ import annotations

import numpy as np
import pytest

from nnkit.grading.classroom.analysis.marks import mark_table
from nnkit.grading.classroom.analysis.sections import Section, section, trust
from tests.grading.classroom.analysis.marked import (
    BACKWARD,
    HIDDEN,
    MODULE,
    WRONG,
    asked,
    result,
    table,
    verdict,
)


def of(marks: list[list[float]], **misconceptions: str) -> Section:
    return section(table(marks, **misconceptions), [])


def test_a_good_question_needs_no_look_and_a_constant_one_breaks_nothing() -> None:
    seen = of([[i / 10, i / 10, 2] for i in range(21)])
    good, _, constant = seen.rows
    assert good.reasons == constant.reasons == ()
    assert good.statistics.discrimination == pytest.approx(100)
    assert constant.statistics.discrimination is None
    assert good.counts == {"passed": 1, "partial": 19, "failed": 1}


def test_the_reason_is_said_in_words() -> None:
    marks = [[0.2 * (i == 3), i / 20, 2 - i / 20, i / 20] for i in range(40)]
    hard, _, against, _ = of(marks).rows
    assert hard.reasons[0].startswith("Hard: the class has 0 % of its points.")
    assert against.reasons == (
        "Who does well elsewhere does worse here (discrimination −100): is the right answer right, "
        "can the text be read in another way?",
    )
    weak = [[i % 2, i / 10, i / 10] for i in range(20)]
    assert of(weak).rows[0].reasons == (
        "It hardly tells who can do the rest from who cannot (discrimination 9; with 20 students "
        "it may be anything from −37 to 51).",
    )


def test_the_best_having_a_misconception_is_a_reason() -> None:
    marks = [[0.0 if i in (1, 2, 18, 19) else 2.0, i / 10] for i in range(20)]
    seen = of(marks, s01=WRONG, s02=WRONG, s18=WRONG, s19=WRONG)
    assert any("the text may be at fault" in reason for reason in seen.rows[0].reasons)


def test_what_waits_for_a_person_counts_neither_as_0_nor_as_lost() -> None:
    why = [verdict("05.why_one_pass", p, 2, status="manual") for p in (0, 1)]
    results = [
        result("ada", verdict(HIDDEN.id, 2), why[0]),
        result("bob", verdict(HIDDEN.id, 1), why[1]),
        result("eve", verdict(HIDDEN.id, 0), why[0], read=[why[0].grade_id]),
    ]
    seen = section(mark_table(MODULE, results, asked(HIDDEN)), ["zoe"])
    assert seen.rows[1].unread == seen.unread == 1
    assert seen.rows[1].statistics.facility == 0.25  # of the two that were read
    assert (seen.possible, seen.total.mean, seen.counted) == (2, 1, 3)
    assert seen.left_out == (("05.why_one_pass",), ())
    assert seen.missing == ("zoe",)


def test_who_lacks_a_mark_is_left_out_and_told() -> None:
    results = [result(f"s{i:02d}", verdict("x", 1), verdict("y", i % 2)) for i in range(19)]
    results.append(result("old", verdict("x", 1)))
    seen = section(mark_table("ps1", results, {}), [])
    assert (seen.counted, seen.left_out) == (19, ((), ("old",)))


def test_questions_that_need_each_other_are_told() -> None:
    needed = [e for e in (HIDDEN, BACKWARD) if e.needs]
    pairs = tuple((e.id, need) for e in needed for need in e.needs)
    ids = dict.fromkeys(id for pair in pairs for id in pair)
    results = [result("ada", *(verdict(id, 1) for id in ids))]
    assert section(mark_table(MODULE, results, {}), []).joined == pairs != ()


def test_no_class_and_a_class_of_one_say_nothing_wrong() -> None:
    nobody = section(mark_table("ps1", [], {}), ["ada"])
    assert (nobody.rows, nobody.counted, nobody.total.mean) == ((), 0, None)
    one = of([[0, 2]])
    assert one.rows[0].reasons == ()
    assert one.rows[0].statistics.facility == 0
    assert np.isfinite(one.possible)


def test_how_far_a_small_class_can_be_trusted_is_said() -> None:
    assert trust(0) == trust(30) == ""
    assert trust(1).startswith("One student: too few for statistics.")
    assert trust(9).startswith("9 students: too few for statistics.")
    assert "between 28 and 72 %" in trust(20)
    assert "between −16 and 66" in trust(20)
