"""What a student calls: check, hint, progress, variant."""

from __future__ import annotations

import builtins
from pathlib import Path

import pytest

from nnkit.checks.exercise import Exercise, Value, Why
from nnkit.course import check, hint, notebook, progress, set_student, student, variant
from nnkit.course.catalogue import every_exercise

AUTOMATIC = [e for e in every_exercise() if not isinstance(e, Why)]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNKIT_HOME", str(tmp_path))
    for name in ("NNKIT_STUDENT", "JUPYTERHUB_USER", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(student, "_memory", {})
    monkeypatch.setattr(notebook, "_seen", [])
    monkeypatch.chdir(tmp_path)


def first(kind: str) -> Exercise:
    return next(e for e in AUTOMATIC if e.kind == kind)


def variants() -> Value:
    return next(e for e in AUTOMATIC if isinstance(e, Value) and e.variant)


def test_check_judges_and_remembers() -> None:
    exercise = first("choice")
    verdict = check(exercise.id, exercise.reference)  # type: ignore[attr-defined]
    assert verdict.points == exercise.points
    assert student.remembered() == {exercise.id: exercise.points}


def test_what_was_not_attempted_is_not_remembered() -> None:
    assert check(first("choice").id, ...).status == "not attempted"
    assert student.remembered() == {}


def test_progress_shows_the_last_verdict_not_the_best() -> None:
    exercise = first("choice")
    for answer, points in [
        (exercise.reference, exercise.points),  # type: ignore[attr-defined]
        ("z", 0.0),
        (exercise.reference, exercise.points),  # type: ignore[attr-defined]
        (..., None),
    ]:
        check(exercise.id, answer)
        row = next(r for r in progress().rows if r.exercise == exercise.id)
        assert row.points == points


def test_a_misspelt_id_is_answered_with_the_nearest() -> None:
    exercise = first("code")
    with pytest.raises(ValueError, match=f"is '{exercise.id}' meant"):
        check(exercise.id + "x", None)


def test_arguments_the_wrong_way_round() -> None:
    with pytest.raises(TypeError, match="the exercise's id comes first"):
        check(len, "02.z")  # type: ignore[arg-type]


def test_hints_are_folded_and_readable_as_text() -> None:
    exercise = first("code")
    hints = hint(exercise.id)
    assert hints._repr_html_().count("<details") == 3
    assert all(h.help in repr(hints) for h in exercise.hints)


@pytest.mark.parametrize("answer", [..., 3, lambda *case: 0, None])
def test_what_does_not_pass_ends_with_its_hints(answer: object) -> None:
    exercise = first("code")
    card = check(exercise.id, answer)
    assert card.html().count("<details") == len(exercise.hints) == 3
    assert str(card).endswith(f'Stuck? hint("{exercise.id}")')


def test_what_passes_does_not() -> None:
    exercise = first("code")
    card = check(exercise.id, exercise.reference)  # type: ignore[attr-defined]
    assert (card.status, card.hints) == ("passed", ())
    assert "<details" not in card.html()


def test_a_sloppy_id_counts_for_its_exercise() -> None:
    exercise = first("choice")
    loose = exercise.id.removeprefix("0").upper().replace("_", "-")
    check(loose, exercise.reference)  # type: ignore[attr-defined]
    assert student.remembered() == {exercise.id: exercise.points}
    assert hint(loose).exercise == exercise.id


def test_progress_counts_what_is_done() -> None:
    exercise = first("choice")
    check(exercise.id, exercise.reference)  # type: ignore[attr-defined]
    shown = progress()
    assert shown.module.startswith(exercise.module)
    row = next(r for r in shown.rows if r.exercise == exercise.id)
    assert row.points == exercise.points
    assert sum(got for _, got, _ in shown.course) == exercise.points
    assert exercise.id in repr(shown)
    assert exercise.id in shown._repr_html_()


def test_progress_before_anything_is_done_shows_the_course() -> None:
    assert progress().rows == ()
    assert "The course" in repr(progress())


def test_progress_of_another_module() -> None:
    assert progress("07").module == "07_problems"
    with pytest.raises(ValueError, match="no module 'nonsense'"):
        progress("nonsense")


@pytest.mark.parametrize("module", ["05", "5", "05_backpropagation", "Backpropagation", "05.z"])
def test_a_module_may_be_called_in_many_ways(module: str) -> None:
    assert progress(module).module == "05_backpropagation"
    assert len(progress(module).rows) > 10


@pytest.mark.parametrize("module", ["99", "98", "nonsense", "056"])
def test_an_unknown_module_names_those_that_exist(module: str) -> None:
    with pytest.raises(ValueError, match=f"no module '{module}'; there are 00_start_here, 01"):
        progress(module)


def test_own_numbers_follow_from_the_id() -> None:
    exercise = variants()
    assert exercise.variant
    set_student("ada")
    ours = repr(variant(exercise.variant.id))
    set_student("bo")
    assert repr(variant(exercise.variant.id)) != ours
    set_student("Ada")
    assert repr(variant(exercise.variant.id)) == ours


def test_nobody_is_asked_and_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(prompt: str) -> str:
        raise AssertionError(prompt)

    exercise = variants()
    assert exercise.variant
    monkeypatch.setattr(builtins, "input", asked)
    with pytest.raises(NotImplementedError, match="set_student"):
        variant(exercise.variant.id)
    verdict = check(exercise.id, 1.0)
    assert verdict.status == "not attempted"
    assert "set_student" in verdict.message


def test_unknown_numbers_name_those_that_exist() -> None:
    exercise = variants()
    assert exercise.variant
    with pytest.raises(ValueError, match=exercise.variant.id):
        variant(f"{exercise.module}.nonsense")
