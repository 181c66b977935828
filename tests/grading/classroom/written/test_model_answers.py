"""Formgrader shows who marks the model answer; no page of a student's has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from traitlets.config import Config

from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.formgrader import show_safely
from nnkit.grading.classroom.student_page import page
from nnkit.grading.classroom.written.model_answers import ShowModelAnswers
from tests.grading.classroom.class_of import MODULE, NOTEBOOK
from tests.grading.classroom.written.asked import MODEL, SCHEME, notebook, source

FORMGRADER = {"assignment_id": MODULE, "notebook_id": NOTEBOOK[:-6], "submission_id": "1a2b"}


def shown(root: Path, resources: dict[str, Any]) -> list[str]:
    config = Config()
    config.CourseDirectory.root = str(root)
    read = nbformat.reads(notebook("So.", "draw()"), as_version=4)
    before = [cell.source for cell in read.cells]
    found, _ = ShowModelAnswers(config=config).preprocess(read, resources)
    return [cell.source for cell in found.cells if cell.source not in before]


def test_they_stand_above_the_answers_in_formgrader_only(tmp_path: Path) -> None:
    source(Course(tmp_path))
    why, plot, project = shown(tmp_path, FORMGRADER)
    assert "<b>Model answer</b>, which students do not see" in why
    assert MODEL in why
    assert "````\ndraw(1 < 2)\n````" in plot
    assert "Rubric" in project
    assert SCHEME in project
    assert shown(tmp_path, {**FORMGRADER, "notebook_id": "other"}) == []
    assert shown(tmp_path, {}) == []
    assert shown(tmp_path, {"assignment_id": MODULE, "notebook_id": NOTEBOOK[:-6]}) == []


def test_a_source_that_is_not_there_costs_nothing(tmp_path: Path) -> None:
    assert shown(tmp_path, FORMGRADER) == []


def test_students_pages_are_made_without_them() -> None:
    config = Config()
    show_safely(config)
    assert ShowModelAnswers in config.HTMLExporter.preprocessors
    assert config.GenerateFeedback.HTMLExporter.preprocessors == []
    assert "ShowModelAnswers" not in page.__code__.co_names
