"""nbgrader's converter makes what students get, and what a gradebook is told."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from nnkit.grading.classroom.generate import cells_to_register, generate
from nnkit.grading.grader.cells import grade_id
from tests.grading.classroom.class_of import CONFIG, MODULE, NOTEBOOK, RIGHT, hand_in, mixed


def test_what_students_get_has_neither_answers_nor_hidden_tests(tmp_path: Path) -> None:
    marked = f"### BEGIN SOLUTION\n{RIGHT}\n### END SOLUTION"
    there = hand_in(tmp_path / "course", {})
    source = there.folder("source") / MODULE
    (source / NOTEBOOK).write_text(mixed(marked), encoding="utf-8")
    (source / "data.csv").write_text("1")
    made = generate(there, MODULE, tmp_path / "made")
    assert made == tmp_path / "made" / MODULE
    assert sorted(p.name for p in made.iterdir()) == ["data.csv", NOTEBOOK]
    text = (made / NOTEBOOK).read_text(encoding="utf-8")
    assert "NotImplementedError" in text
    assert "x * x" not in text
    assert "square(-12)" not in text
    assert text.endswith("}\n")
    assert not (there.root / "gradebook.db").exists()


def test_the_cells_for_a_gradebook_are_nbgraders(tmp_path: Path) -> None:
    there = hand_in(tmp_path / "course", {})
    cells = cells_to_register(there, MODULE)
    names = [grade_id(cell) for cell in cells[NOTEBOOK].cells]
    assert names == ["square", "test-square", "why", "project"]
    assert "square(-12)" in cells[NOTEBOOK].cells[1].source
    assert all(cell.metadata.nbgrader["checksum"] for cell in cells[NOTEBOOK].cells)
    assert not (there.root / "gradebook.db").exists()


@pytest.mark.parametrize("name", ["a+b", "a [1]", "{student_id}", "05_project"])
def test_names_are_no_patterns(name: str, tmp_path: Path) -> None:
    """nbgrader takes them for patterns of its own, of `glob` and of `re`."""
    there = hand_in(tmp_path / "c++ [2]", {})
    source = there.folder("source")
    (source / MODULE).rename(source / name)
    assert list(cells_to_register(there, name)) == [NOTEBOOK]
    assert generate(there, name, tmp_path) == tmp_path / name
    assert [p.name for p in (tmp_path / name).iterdir()] == [NOTEBOOK]


def test_header_and_footer_are_those_of_the_course(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {}, f"{CONFIG}c.IncludeHeaderFooter.header = 'head.ipynb'\n")
    head = new_notebook(cells=[new_markdown_cell("# Exam", id="head")])
    (tmp_path / "head.ipynb").write_text(nbformat.writes(head), encoding="utf-8")
    before = Path.cwd()
    assert cells_to_register(there, MODULE)[NOTEBOOK].cells[0].source == "# Exam"
    assert Path.cwd() == before
