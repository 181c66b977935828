"""The gradebook's cells follow the source, and no mark or comment is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook

from nnkit.grading.classroom.cells import update_cells
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.generate import cells_to_register
from nnkit.grading.classroom.gradebook import open_gradebook
from tests.commands.nnkit_command import run_module
from tests.grading.classroom.class_of import (
    MODULE,
    NOTEBOOK,
    RIGHT,
    about,
    grades,
    hand_in,
    mixed,
    record,
)


def update(course: Course, *more: Any, drop: str = "") -> list[str]:
    """Change the source and bring the gradebook up to it."""
    notebook = nbformat.reads(mixed(RIGHT), as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id != drop] + list(more)
    path = course.folder("source") / MODULE / NOTEBOOK
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    with open_gradebook(course) as gradebook:
        return update_cells(gradebook, MODULE, cells_to_register(course, MODULE))


def dump(database: str) -> Any:
    with Gradebook(database) as gradebook:
        (notebook,) = gradebook.find_assignment(MODULE).notebooks
        rows = [*notebook.grade_cells, *notebook.solution_cells, *notebook.task_cells]
        dicts = [{k: v for k, v in r.to_dict().items() if k != "id"} for r in rows]
        texts = [
            (c.name, c.cell_type, c.locked, c.source, c.checksum) for c in notebook.source_cells
        ]
        return sorted(map(str, dicts)), sorted(texts), notebook.kernelspec


def test_a_new_gradebook_is_told_what_nbgrader_would_tell_it(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {})
    update(there)
    ours = dump(f"sqlite:///{tmp_path / 'gradebook.db'}")
    (tmp_path / "gradebook.db").unlink()
    done = run_module(["nbgrader", "generate_assignment", MODULE], tmp_path, {})
    assert done.returncode == 0, done.stderr
    assert dump(f"sqlite:///{tmp_path / 'gradebook.db'}") == ours


def test_marks_stay_whatever_comes_and_goes(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT, "Because.")})
    record(there)
    before = grades(there, "ada") or {}
    more = new_code_cell("assert 1", id="more", metadata=about("more", 1))
    assert update(there, more) == []
    assert grades(there, "ada") == {**before, "more": (None, None, False)}
    assert update(there) == []  # nobody has a mark there
    assert grades(there, "ada") == before
    assert update(there, drop="test-square") == ["test-square"]
    assert grades(there, "ada") == before
    with open_gradebook(there) as gradebook:
        assert gradebook.find_assignment(MODULE).max_score == 6
        assert gradebook.find_submission(MODULE, "ada").score == 3
    update(there)
    with open_gradebook(there) as gradebook:
        assert gradebook.find_assignment(MODULE).max_score == 9


def test_a_written_comment_stays_and_an_automatic_one_goes(tmp_path: Path) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT, "Because.")})
    record(there)
    with open_gradebook(there) as gradebook:
        gradebook.find_comment("project", NOTEBOOK[:-6], MODULE, "ada").manual_comment = "Nice."
        gradebook.db.commit()
    assert update(there, drop="project") == ["project"]
    assert update(there, drop="square") == []
