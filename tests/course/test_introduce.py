"""`set_student` says what it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.course import set_student, student


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNKIT_HOME", str(tmp_path / "home"))
    for name in ("NNKIT_STUDENT", "JUPYTERHUB_USER", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(student, "_memory", {})
    monkeypatch.chdir(tmp_path)


def test_it_says_what_it_did() -> None:
    first = str(set_student(" ada "))
    assert first.startswith("You are ada from now on.")
    assert "now use ada's" in first
    assert "Your numbers stay as they are" in str(set_student("Ada"))
    set_student("Zoe\u0308")
    assert "Your numbers stay as they are" in str(set_student("zo\u00eb")), "accents taken apart"
    set_student("Ada")
    other = str(set_student("bob"))
    assert other.startswith("You are bob from now on.")
    assert "You were Ada before. Your own numbers have changed: run" in other
    assert student.student_id() == "bob"


def test_it_names_the_numbers_of_the_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "07_problems").mkdir()
    monkeypatch.chdir(tmp_path / "07_problems")
    assert "now use ada's, here those of 07.problem1." in str(set_student("ada"))
    assert "have changed, here those of 07.problem1: run" in str(set_student("bob"))


@pytest.mark.parametrize(
    "id",
    ["your id", "Your ID", "<your id>", "<ada>", "your_id", "...", "…", "???", "student", "author",
     "student id", "your name", "None"],
)  # fmt: skip
def test_what_stands_for_an_id_is_refused(id: str) -> None:
    set_student("ada")
    with pytest.raises(ValueError, match="is no id of a person: write the id"):
        set_student(id)
    assert student.student_id() == "ada"


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("a" * 5000, "100 characters at most; got 5000"),
        ("ada\nbob", "is in one line"),
        ("ada\x00", "is in one line"),
        ("../ada", "has no '/'"),
        ("uni\\ada", "has no '\\\\\\\\'"),
        ("'ada'", r'second pair of quotes in it; write set_student\("ada"\)'),
        ("“ada”", r'second pair of quotes in it; write set_student\("ada"\)'),
    ],
)
def test_what_cannot_be_an_id_is_refused(id: str, told: str) -> None:
    set_student("bob")
    with pytest.raises(ValueError, match=told):
        set_student(id)
    assert student.student_id() == "bob"


def test_invisible_characters_around_an_id_do_not_count() -> None:
    assert "You are ada from now on" in str(set_student("\ufeff\u200bada\u200b\xa0"))
    assert student.student_id() == "ada"


@pytest.mark.parametrize("id", ["idris", "mei", "s01", "student01", "0123", "a", "名前", "o'hara"])
def test_what_may_be_an_id_is_taken(id: str) -> None:
    assert f"You are {id} from now on" in str(set_student(id))


@pytest.mark.parametrize(
    ("id", "doubt"),
    [("ada@uni.edu", 'set_student("ada")'), ("ada love", "blank in it"), ("0123", "zeros")],
)
def test_what_often_differs_from_the_list_is_asked(id: str, doubt: str) -> None:
    assert doubt in str(set_student(id))
    assert doubt not in str(set_student("ada"))


def test_another_id_than_the_one_graded_for_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNKIT_STUDENT", "di")
    assert "stay as they are" in str(set_student("Di"))
    told = str(set_student("dora"))
    assert told.startswith("You are di here, not dora.")
    assert "worked on by 'dora' and is graded for 'di'" in told
    assert student.earlier_ids() == []


def test_a_hub_knows_better(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "di")
    assert "The JupyterHub knows you as 'di'" in str(set_student("dora"))


def test_the_courses_own_notebook_is_the_authors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "solutions" / "07_problems"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert "Work in a copy of it" in str(set_student("ada"))
