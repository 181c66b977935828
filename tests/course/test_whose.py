"""Answers that are right for another id's numbers are known as that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nnkit.checks.exercise import Value
from nnkit.checks.verdict import Verdict
from nnkit.course import check, notebook, set_student, student
from nnkit.course.catalogue import every_exercise, find
from nnkit.course.whose import has_own_numbers, recognised

OWN = [e for e in every_exercise() if isinstance(e, Value) and e.variant]
# The right answers of so many students are the same that these tell little.
WEAK = (
    *("01.my_slopes", "01.my_output", "01.my_slope", "01.my_nudge", "03.my_slope"),
    *("08.my_late_rate", "08.my_stop", "09.my_loss", "10.my_rate"),
)
STRONG = [e for e in OWN if e.id not in WEAK]


@pytest.fixture(autouse=True)
def bob(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which ada worked, and then bob."""
    monkeypatch.setenv("NNKIT_HOME", str(tmp_path / "home"))
    for name in ("NNKIT_STUDENT", "JUPYTERHUB_USER", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(student, "_memory", {})
    monkeypatch.setattr(notebook, "_seen", [])
    monkeypatch.chdir(tmp_path)
    set_student("ada")
    set_student("bob")


def right(id: str, who: str) -> Any:
    exercise = find(id)
    assert isinstance(exercise, Value)
    return exercise.expected(who)


@pytest.mark.parametrize("exercise", OWN, ids=lambda e: e.id)
def test_with_ones_own_numbers_it_passes_and_says_whose(exercise: Value) -> None:
    verdict = check(exercise.id, right(exercise.id, "bob"))
    assert verdict.status == "passed"
    assert "with bob's numbers" in verdict.headline


@pytest.mark.parametrize("who", ["ada", "author", ""])
@pytest.mark.parametrize("exercise", STRONG, ids=lambda e: e.id)
def test_somebody_elses_numbers_are_recognised(exercise: Value, who: str) -> None:
    verdict = check(exercise.id, right(exercise.id, who))
    assert (verdict.points, verdict.misconception) == (0, None) or verdict.status == "partial"
    whose = {"ada": "ada's numbers, and you are bob", "": "an empty id"}
    assert whose.get(who, "the course's own notebook") in verdict.message
    assert not verdict.hints


@pytest.mark.parametrize("exercise", STRONG, ids=lambda e: e.id)
def test_a_misconception_with_ones_own_numbers_stays_one(exercise: Value) -> None:
    for misconception in exercise.misconceptions:
        verdict = check(exercise.id, exercise.for_student(misconception.wrong, "bob"))
        assert verdict.misconception is not None


def test_what_nobody_has_is_just_wrong() -> None:
    verdict = check("07.delta_out", [[0.111], [0.222], [0.333]])
    assert "This is right for" not in verdict.message
    assert verdict.hints


@pytest.mark.parametrize(
    ("me", "typed", "others"),
    [
        ("ada@uni.edu", "ada", ()),
        ("ada", "ada@uni.edu", ("bob@uni.edu",)),
        ("ada", "ada@uni.edu", ("bob", "ada@uni.edu")),
        ("ada", "your id", ()),
        ("007", "7", ()),
        ("7", "007", ()),
        ("s07", "s7", ()),
        ("s7", "s07", ()),
        ("ada lovelace", "adalovelace", ()),
        ("ada.lovelace", "ada lovelace", ()),
    ],
)
def test_the_same_person_under_another_id(me: str, typed: str, others: tuple[str, ...]) -> None:
    with student.acting_for(me, "", others):
        verdict = check("07.z_first", right("07.z_first", typed))
        [told], sentence = recognised([verdict], me)
    assert f"{typed}'s numbers, and you are {me}" in told.message
    assert "1 answer is right for the numbers of" in sentence


def test_case_and_blanks_around_an_id_do_not_count() -> None:
    for typed in ("Bob", " bob ", "BOB"):
        assert check("07.z_first", right("07.z_first", typed)).status == "passed"


def test_two_ways_to_write_an_accent_are_one_id() -> None:
    with student.acting_for("zoe\u0308", ""):
        assert check("07.z_first", right("07.z_first", "zo\u00eb")).status == "passed"


def test_a_classmate_is_named_to_the_instructor_only() -> None:
    ids = ["07.z_first", "07.output"]
    with student.acting_for("bob", "", ("ada", "bob", "cy")):
        verdicts = [check(id, right(id, "cy")) for id in ids]
        told, sentence = recognised(verdicts, "bob")
    assert sentence == (
        "2 answers are right for the numbers of 'cy', not of 'bob'; that gives no points: "
        "07.z_first, 07.output"
    )
    for verdict in told:
        assert (verdict.status, verdict.points, verdict.misconception) == ("failed", 0, None)
        assert "another student's numbers" in verdict.message
        assert "cy" not in verdict.message


def test_one_weak_answer_is_no_evidence_in_a_large_class() -> None:
    others = tuple(f"s{i}" for i in range(200))
    with student.acting_for("bob", "", others):
        verdict = check("03.my_slope", right("03.my_slope", "s7"))
        told, sentence = recognised([verdict], "bob")
    assert (told, sentence) == ([verdict], "")


def test_several_answers_are() -> None:
    others = tuple(f"s{i}" for i in range(200))
    ids = ["01.my_switch", "01.my_slopes", "01.my_output", "01.my_slope", "01.my_nudge"]
    with student.acting_for("bob", "", others):
        verdicts = [check(id, right(id, "s7")) for id in ids]
        _, sentence = recognised(verdicts, "bob")
    assert "of 's7', not of 'bob'" in sentence


def test_only_exercises_with_own_numbers_have_them() -> None:
    assert has_own_numbers(find("07.z_first"))
    assert not has_own_numbers(find("01.sigmoid"))
    verdict = Verdict("01.sigmoid", 0, 2, "failed", "")
    assert recognised([verdict], None) == ([verdict], "")
