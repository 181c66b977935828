"""A student's history stands beside the class's, and says which misconceptions come back."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from nnkit.grading.classroom.analysis.marks import mark_table
from nnkit.grading.classroom.analysis.people import History, histories, people_in
from nnkit.grading.classroom.analysis.sections import section
from nnkit.grading.classroom.result import Result
from tests.grading.classroom.analysis.marked import HIDDEN, MODULE, WRONG, result, verdict


def history(*results: Result, of: str = "ada", names: tuple[str, ...] = ()) -> History:
    modules = dict.fromkeys(r.module for r in results)
    sections = [
        section(mark_table(m, [r for r in results if r.module == m], {}), []) for m in modules
    ]
    everybody = sorted({of, *(r.student for r in results)})
    found = histories(results, sections, everybody, {of: names})
    return next(h for h in found if h.student == of)


def test_marks_stand_beside_the_class_s() -> None:
    others = [result(f"s{i}", verdict("x", i / 5)) for i in range(10)]
    ada = history(
        result("ada", verdict("x", 1.9), verdict("05.why_one_pass", 0, 3, status="manual")),
        *others,
        names=("Ada", "", "ada@example.org"),
    )
    [one] = ada.modules
    assert (ada.name, one.possible, one.unread, ada.possible, ada.unread) == ("Ada", 2, 3, 2, 3)
    assert one.share == pytest.approx(0.95)
    assert one.median == pytest.approx(0.5)
    assert one.fifth == 4
    assert [(loss.id, loss.unread) for loss in one.losses] == [
        ("x", False),
        ("05.why_one_pass", True),
    ]


def test_misconceptions_that_come_back_are_named() -> None:
    ada = history(
        result("ada", verdict(HIDDEN.id, 0, 2, WRONG), verdict("05.x", 0, 2, "once")),
        result("ada", verdict("07.hidden_delta", 1, 2, WRONG), module="07_problems"),
    )
    assert ada.returning == ((WRONG, (HIDDEN.id, "07.hidden_delta")),)
    assert ada.score == 1


def test_who_handed_nothing_in_or_could_not_be_graded_has_a_history() -> None:
    bob = result("bob", verdict("x", 1))
    missing = history(bob).modules[0]
    assert (missing.result, missing.share, missing.unread, missing.fifth) == (None, None, 0, None)
    failed = history(bob, result("ada", module=MODULE, error="No notebook.")).modules[0]
    assert failed.share is None
    assert failed.result is not None
    assert failed.result.error == "No notebook."


def test_the_gradebook_knows_names_or_not() -> None:
    students = [
        SimpleNamespace(id="s1", first_name="Ada", last_name=None, email="a@x.org"),
        SimpleNamespace(id="s2", first_name=None, last_name=None, email=None),
    ]
    gradebook: Any = SimpleNamespace(students=students, db=SimpleNamespace(remove=lambda: None))
    assert people_in(gradebook) == {"s1": ("Ada", "", "a@x.org"), "s2": ("", "", "")}
