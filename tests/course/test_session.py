"""`review` asks five short questions from earlier modules and remembers how they went."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from nnkit import review
from nnkit.checks.exercise import Choice, Exercise, Value
from nnkit.course import notebook, student
from nnkit.course.catalogue import every_exercise, find
from nnkit.course.note import Complaint
from nnkit.course.session import Session, in_turn

ASKED = [e for e in every_exercise() if e.question and e.difficulty == 1]


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNKIT_HOME", str(tmp_path / "home"))
    for name in ("NNKIT_STUDENT", "JUPYTERHUB_USER", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(student, "_memory", {})
    monkeypatch.setattr(notebook, "_seen", [])
    monkeypatch.chdir(tmp_path)
    InteractiveShell.clear_instance()


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    shell.kernel = object()  # type: ignore[attr-defined]
    shell.run_cell("from nnkit import review\nsession = review()")
    yield shell
    InteractiveShell.clear_instance()


def ids(session: Session) -> list[str]:
    return [exercise.id for exercise in session.exercises]


def right(exercise: Exercise) -> Any:
    assert isinstance(exercise, (Choice, Value))
    return exercise.reference


def test_five_questions_from_all_modules_if_nothing_is_known() -> None:
    session = review()
    assert len({*ids(session)}) == 5
    for i in range(1, 6):
        assert f"{i}. " in repr(session)
    assert session._html().count("<li") == 5


def test_each_module_before_the_last_has_recall_questions_to_ask() -> None:
    for module in ("01", "02", "03", "04", "05", "06", "07"):
        before = [e for e in ASKED if e.module < module]
        assert len(before) >= 5
        assert any(e.module == f"{int(module) - 1:02}" for e in before)


def test_questions_come_from_before_the_module_that_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(id[:2] < "02" for id in ids(review("02")))
    folder = tmp_path / "01_neuron"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert all(id[:2] == "00" for id in ids(review()))
    assert ids(review("00")) == []
    assert "No module comes before this one" in repr(review("00"))


@pytest.mark.parametrize("exercise", ASKED, ids=[e.id for e in ASKED])
def test_each_question_is_judged_as_in_its_notebook(exercise: Exercise) -> None:
    session = Session([exercise], "Review")
    verdict = session.check(1, right(exercise))
    assert (verdict.status, verdict.points) == ("passed", 0)
    named = exercise.misconceptions[0]
    assert session.check(1, named.wrong).misconception == named.name
    assert " ✗" in repr(session)


def test_numbers_are_others_than_in_the_notebook() -> None:
    (slope,) = (e for e in ASKED if e.id == "05.recall_slope")
    assert isinstance(slope, Value)
    while "05.recall_slope" not in ids(session := review("06")):
        pass
    (asked,) = (e for e in session.exercises if e.id == slope.id)
    assert asked.question != slope.question
    assert right(asked) != pytest.approx(slope.reference)


def test_what_went_wrong_comes_first_then_what_was_asked_longest_ago() -> None:
    some = [e for e in ASKED if e.id < "02"]
    for i, exercise in enumerate(some):
        entry = {"asked": 1000.0 - i, "right": exercise.id != some[2].id}
        student.record(student.REVIEW, exercise.id, entry)
    turn = [e.id for e in in_turn(some, "1")]
    assert turn == [some[2].id, *(e.id for e in reversed(some) if e.id != some[2].id)]
    student.record(student.REVIEW, some[0].id, "nonsense")
    assert [e.id for e in in_turn(some, "1")][1] == some[0].id  # as if never asked


def test_what_its_check_found_wrong_counts_until_it_is_asked_again() -> None:
    student.remember("01.recall_dot", 0)
    assert ids(review("02"))[0] == "01.recall_dot"
    session = Session([find("01.recall_dot")], "Review")
    session.check(1, right(session.exercises[0]))
    assert "01.recall_dot" not in ids(review("02"))[:1]


def test_it_remembers_and_asks_others_the_next_time() -> None:
    first = review("03")
    for i, exercise in enumerate(first.exercises, 1):
        first.check(i, right(exercise))
    assert not {*ids(first)} & {*ids(review("03"))}
    missed = first.exercises[2]
    first.check(3, missed.misconceptions[0].wrong)
    assert ids(review("03"))[0] == missed.id
    first.check(3, ...)  # no answer is no mistake
    assert ids(review("03"))[0] == missed.id


def test_it_works_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, not a folder", encoding="utf-8")
    session = review()
    assert session.check(1, right(session.exercises[0])).status == "passed"
    assert len(review().exercises) == 5


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("session.check('b', 1)", "The question's number comes first, from 1 to 5"),
        ("session.check(6, 'b')", "got 6"),
        ("session.check(True, 'b')", "got True"),
        ("session.check('b')", "Its argument 'answer' is missing"),
        ("review('99')", "There is no module '99'"),
        ("review(3)", "A text in quotes comes first"),
    ],
)
def test_a_mistake_is_a_card(cell: str, told: str, shell: InteractiveShell) -> None:
    with capture_output():
        result = shell.run_cell(cell)
    assert result.success
    assert isinstance(result.result, Complaint)
    assert told in str(result.result)


def test_a_grader_asks_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert len({repr(review()) for _ in range(5)}) == 1
