"""What a scaffold left is told as long as it is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from nnkit.authoring.left_to_do import left_in_exercise, left_in_notebooks
from nnkit.checks.exercise import Hint
from nnkit.course.catalogue import find

MODULE = "02_forward_propagation"


def test_a_text_of_an_exercise() -> None:
    exercise = find("02.affine")
    assert left_in_exercise(exercise) == []
    hints = (*exercise.hints[:2], Hint("TODO: where do I begin?", "Look at W."))
    [sentence] = left_in_exercise(replace(exercise, hints=hints))
    assert sentence.startswith("02.affine: a text still says TODO")


def test_cells_of_a_notebook(tmp_path: Path) -> None:
    path = tmp_path / "solutions" / MODULE / "a.ipynb"
    path.parent.mkdir(parents=True)
    cells = [new_markdown_cell("TODO: why", id="title"), new_code_cell("x = 1", id="code")]
    path.write_text(nbformat.writes(new_notebook(cells=cells)), encoding="utf-8")
    [sentence] = left_in_notebooks(tmp_path, MODULE)
    assert sentence.endswith(f"in solutions/{MODULE}/a.ipynb: title.")
    cells[0].source = "Why"
    path.write_text(nbformat.writes(new_notebook(cells=cells)), encoding="utf-8")
    assert [*left_in_notebooks(tmp_path, MODULE)] == []
