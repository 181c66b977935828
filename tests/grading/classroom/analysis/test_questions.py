"""The instructor's notebooks say which questions there are, where, and whose."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.grading.classroom.analysis.questions import questions_of
from nnkit.grading.classroom.course import Course
from tests.grading.classroom.analysis.marked import HIDDEN, MODULE, NOTEBOOK, notebook, write
from tests.grading.classroom.class_of import RIGHT, mixed

ROOT = Path(__file__).resolve().parents[4]


def test_each_exercise_stands_under_the_heading_of_its_section() -> None:
    found = questions_of(Course(ROOT), MODULE)
    hidden, why = found[NOTEBOOK, "check-delta_hidden"], found[NOTEBOOK, "why_one_pass"]
    assert hidden.exercise is HIDDEN
    assert hidden.section == "5 · The fourth step: pass back"
    assert why.exercise is not None
    assert (why.exercise.id, why.section) == ("05.why_one_pass", "10 · In your own words")
    assert next(iter(found)) == (NOTEBOOK, "check-recall_slope")


@pytest.mark.parametrize("module", [MODULE, "05_intro"])
def test_an_assignment_of_another_course_has_none_of_our_texts(tmp_path: Path, module: str) -> None:
    write(tmp_path / "source" / module / "intro.ipynb", mixed(RIGHT))
    found = questions_of(Course(tmp_path), module)
    assert [key for _, key in found] == ["test-square", "why", "project"]
    assert not any(question.exercise for question in found.values())


def test_a_heading_loses_its_marks(tmp_path: Path) -> None:
    text = notebook("", heading="# Title\n\n## **One** [step](x) back #")
    write(tmp_path / "source" / "ps1" / "a.ipynb", text)
    [question] = questions_of(Course(tmp_path), "ps1").values()
    assert (question.section, question.exercise) == ("One step back", HIDDEN)


@pytest.mark.parametrize("text", ["", "[]", '{"cells": [{}]}', "\udcff"])
def test_a_damaged_notebook_stops_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "source" / "ps1" / "a.ipynb"
    write(path, "")
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert questions_of(Course(tmp_path), "ps1") == {}
