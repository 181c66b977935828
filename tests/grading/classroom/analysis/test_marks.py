"""Marks become a table with gaps where nobody has read, or nothing was asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnkit.grading.classroom.analysis.marks import MARKED, NONE, UNREAD, UNTRIED, mark_table
from tests.grading.classroom.analysis.marked import HIDDEN, MODULE, asked, result, table, verdict

WHY = verdict("05.why_one_pass", 0, status="manual")


def test_unread_is_a_gap_and_a_0_that_a_person_gave_is_a_mark() -> None:
    results = [
        result("ada", verdict(HIDDEN.id, 2), WHY),
        result("bob", verdict(HIDDEN.id, 0, status="not attempted"), WHY, read=[WHY.grade_id]),
        result("eve", verdict(HIDDEN.id, 1)),  # by a version without the second
        result("max", module=MODULE, error="It is no notebook."),
    ]
    of = mark_table(MODULE, results, asked(HIDDEN))
    assert of.students == ["ada", "bob", "eve"]
    assert [item.id for item in of.items] == [HIDDEN.id, "05.why_one_pass"]
    np.testing.assert_array_equal(of.marks, [[2, np.nan], [0, 0], [1, np.nan]])
    assert of.states.tolist() == [[MARKED, UNREAD], [UNTRIED, MARKED], [MARKED, NONE]]
    assert of.known.tolist() == [[2], [0], [1]]
    assert [r.student for r, _ in of.answers[WHY.notebook, WHY.grade_id]] == ["ada", "bob"]


def test_only_the_notebook_says_whose_exercise_it_is() -> None:
    own = [result("ada", verdict(HIDDEN.id, 2))]
    assert mark_table(MODULE, own, asked(HIDDEN)).items[0].exercise is HIDDEN
    assert mark_table(MODULE, own, {}).items[0].exercise is HIDDEN  # no notebook is here
    assert mark_table("05_intro", own, {}).items[0].exercise is None


def test_two_notebooks_may_use_the_same_ids() -> None:
    answers = [verdict("test-1", 1, notebook=f"{name}.ipynb") for name in ("one", "two")]
    of = mark_table("ps1", [result("ada", *answers, verdict("test-2", 1))], {})
    assert [item.id for item in of.items] == ["one: test-1", "two: test-1", "test-2"]


def test_one_exercise_may_be_checked_twice() -> None:
    twice = [replace(verdict(HIDDEN.id, 1), grade_id=name) for name in ("first", "again")]
    ids = [item.id for item in mark_table(MODULE, [result("ada", *twice)], {}).items]
    assert ids == [f"backpropagation: {HIDDEN.id}", f"backpropagation: {HIDDEN.id} (again)"]


def test_who_left_a_notebook_out_does_not_name_its_exercises() -> None:
    left_out = replace(verdict(HIDDEN.id, 0, status="not attempted"), exercise="check-delta_hidden")
    results = [result("ada", left_out), result("bob", verdict(HIDDEN.id, 2))]
    [item] = mark_table(MODULE, results, asked(HIDDEN)).items
    assert item.id == HIDDEN.id


def test_items_come_in_the_notebook_s_order_and_can_earn_what_most_could() -> None:
    results = [result(f"s{i}", verdict("x", 1, 3 if i else 1), verdict("y", 1)) for i in range(3)]
    assert [i.max_points for i in mark_table("ps1", results, {}).items] == [3, 2]
    assert table([[1, 2, 3]]).items[0].id == HIDDEN.id
