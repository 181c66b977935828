"""Folders are found and placed as nbgrader does it, whatever its structure."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from nnkit.grading.classroom.layout import USUAL, Layout

STRUCTURES = [
    USUAL,
    "{nbgrader_step}/{assignment_id}/{student_id}",
    "{assignment_id}/{nbgrader_step}/{student_id}",
    "{student_id}/{nbgrader_step}/{assignment_id}",
    "all/{nbgrader_step}-{student_id}/week {assignment_id}",
]


@pytest.mark.parametrize("structure", STRUCTURES)
def test_a_place_is_nbgraders_and_is_found_again(structure: str, tmp_path: Path) -> None:
    layout = Layout(tmp_path, structure)
    assert layout.fault() == ""
    config = Config({"CourseDirectory": {"root": str(tmp_path), "directory_structure": structure}})
    theirs = CourseDirectory(config=config)
    for student, assignment in (("ada", "Übung [1]"), ("b.b", "2024.lab")):
        place = layout.place("in", student, assignment)
        assert place == Path(theirs.format_path("in", student, assignment))
        place.mkdir(parents=True)
    found = [(s, a) for _, s, a in layout.found("in")]
    assert sorted(found) == [("ada", "Übung [1]"), ("b.b", "2024.lab")]
    assert [a for _, _, a in layout.found("in", "ada")] == ["Übung [1]"]
    assert layout.found("out") == []


@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_source_has_no_student(structure: str, tmp_path: Path) -> None:
    layout = Layout(tmp_path, structure)
    place = layout.place("source", ".", "ps1")
    place.mkdir(parents=True)
    (place / ".hidden").mkdir()
    found = layout.found("source", ".")
    assert [(path.resolve(), a) for path, _, a in found] == [(place.resolve(), "ps1")]


@pytest.mark.parametrize(
    ("structure", "fault"),
    [
        ("{nbgrader_step}/{student_id}", "it needs {assignment_id}, as in"),
        ("/srv/{nbgrader_step}/{student_id}/{assignment_id}", "it needs a path"),
        (f"{USUAL}/{{notebook_id}}", "it needs a path"),
        (f"{USUAL}/{{", "it needs a path"),
    ],
)
def test_a_structure_that_cannot_be_is_told(structure: str, fault: str) -> None:
    assert Layout(Path(), structure).fault().startswith(fault)
    assert not Layout(Path(), structure).is_usual
