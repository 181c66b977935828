"""What nbgrader does for feedback: hidden tests go, what a student writes stays."""

from __future__ import annotations

import nbformat
from nbgrader.preprocessors import GetGrades

from nnkit.grading.classroom.feedback import FEEDBACK, ClearTests
from tests.grading.classroom.class_of import RIGHT, mixed

COMMENT = "### BEGIN HIDDEN TESTS\n"


def test_hidden_tests_are_taken_out_of_tests_only() -> None:
    notebook = nbformat.reads(mixed(COMMENT + RIGHT), as_version=4)
    cleared, _ = ClearTests().preprocess(notebook, {})
    text = "\n".join(cell.source for cell in cleared.cells)
    assert COMMENT + RIGHT in text
    assert "square(-12)" not in text


def test_marks_come_from_the_gradebook() -> None:
    assert FEEDBACK[:2] == [GetGrades, ClearTests]
